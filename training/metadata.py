"""Fits the weights of titles, bylines and dates: data/metadata/{title,byline,date}_weights.tsv.

    cargo build --release -p dateline-read --example metadata_features
    python3 training/metadata.py {title|byline|date} --data DIR [--write]

DIR holds DIR/SET/ (pages) and DIR/SET.gold.jsonl for the sets wcxb, fundus and trafilatura, and DIR/pagedate/ with
htmldate.jsonl. Every reading of a field is a vector of numbers (crates/dateline-read/examples/metadata_features.rs);
the weights are those of a conditional logit over a page's readings and "none", with the signs that sense demands.
Prints five-fold cross-validation with all pages of a site in one fold. Needs numpy and scipy.
"""
import argparse, json, os, random, re, subprocess
import numpy as np
from scipy.optimize import minimize

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = {}


def fold(t): return re.sub(r'\W+', ' ', (t or '').lower()).strip()


def load(data, name):
    gold, pages = (f'{data}/pagedate/htmldate.jsonl', f'{data}/pagedate') if name == 'htmldate' else (f'{data}/{name}.gold.jsonl', f'{data}/{name}')
    program = os.path.join(HERE, '..', 'target', 'release', 'examples', 'metadata_features')
    lines = subprocess.run([program, gold, pages], stdout=subprocess.PIPE, text=True, check=True).stdout.split('\n')
    NAMES.update(json.loads(lines[0]))
    return [json.loads(line) for line in lines[1:] if line]


def problems(task, data):
    """(set, page, vectors, which are right, whether none is) for each annotated page"""
    sets = dict(title=['trafilatura', 'fundus', 'wcxb'], byline=['trafilatura', 'wcxb'], date=['trafilatura', 'fundus', 'wcxb', 'htmldate'])[task]
    out = []
    for s in sets:
        for r in load(data, s):
            g, readings = r['gold'], r[task]
            X = np.array([f for _, f in readings], float).reshape(len(readings), len(NAMES[task]))
            if task == 'title':
                if g.get('title'): out.append((s, r, X, np.array([fold(t) == fold(g['title']) for t, _ in readings], bool), None))
            elif task == 'byline':
                if 'authors' not in g: continue
                G = {fold(x) for x in g['authors'] or [] if fold(x)}
                out.append((s, r, X, np.array([{fold(n) for n in ns} == G for ns, _ in readings], bool), not G))
            elif 'date' in g:
                day = (g['date'] or '')[:10]
                out.append((s, r, X, np.array([d == day for d, _ in readings], bool), not day))
    return out


def nll(w,P,l2,task,W):
    tot=0;g=np.zeros_like(w)
    for (s,r,X,ok,none) in P:
        wt=W.get(s,1)
        if task=='title':
            if not ok.any(): continue
            z=X@w; m=z.max(); e=np.exp(z-m); p=e/e.sum(); po=p*ok; q=po.sum(); 
            tot-=wt*np.log(q+1e-12); g-=wt*(X.T@(po/q-p))
        else:
            Xa=np.vstack([X,np.zeros((1,X.shape[1]))]); oa=np.append(ok,none)
            if not oa.any():
                oa=np.append(np.zeros(len(ok),bool),True); wt*=.3
            z=Xa@w; m=z.max(); e=np.exp(z-m); p=e/e.sum(); po=p*oa; q=po.sum()
            tot-=wt*np.log(q+1e-12); g-=wt*(Xa.T@(po/q-p))
    return tot+l2*(w@w), g+2*l2*w
POS={'byline':['json','json_other','meta','meta_strong','itemprop','marked','link','line','line_near','line_end','sources','personal','visible_near','visible_end','line_inside','line_block','in_byline'],
'date':['Url','Local','MetaPublished','MetaCreated','MetaDate','JsonPublished','JsonPagePublished','JsonWorkPublished','JsonCreated','Script','ScriptCreated','TimePublished','TimePlain','ItemPublished','WordPublished','HintPublished','HintDate','HintAuthor','Alone','Line','Near','First','WeakHint','Sources','Visible','BlockDate','BlockByline','WordBehind','Only'],
'title':[]}
NEG={'byline':['desk','site','in_site','unseen','organisation','many','in_title'],'date':['None','Comment','Related','Footer','Header','Clock','Copyright','Body','WordEvent','OnlyUpdated','Impossible','Old','Linked','Repeated','TitleOwn','FirstAbove','BlockRelated','BlockClock','BlockLegal'],'title':['site','holds_site','one_word','long']}
def fit(P,task,l2,W,fixed=()):
    n=P[0][2].shape[1]
    N=NAMES[task]; bounds=[(0,None) if x in POS[task] else (None,0) if x in NEG[task] else (None,None) for x in N]
    r=minimize(nll,np.zeros(n),args=(P,l2,task,W),jac=True,method='L-BFGS-B',bounds=bounds,options=dict(maxiter=300))
    return r.x

def evaluate(w,P,task,thr=.5):
    c={}
    for (s,r,X,ok,none) in P:
        d=c.setdefault(s,dict(n=0,ok=0,none=0,inv=0,abst=0,reach=0))
        if task=='title':
            d['n']+=1; d['reach']+=ok.any()
            if len(X): d['ok']+=ok[np.argmax(X@w)]
        else:
            z=np.append(X@w,0); e=np.exp(z-z.max()); p=e/e.sum()
            i=np.argmax(p[:-1]) if len(X) else None
            ans=i is not None and p[i]>=thr
            if none: d['none']+=1; d['inv']+=ans
            else:
                d['n']+=1; d['reach']+=ok.any()
                if ans: d['ok']+=ok[i]
                else: d['abst']+=1
    return c
def show(c):
    for s,d in c.items(): print(f"  {s:12s} ok {d['ok']}/{d['n']} = {d['ok']/max(1,d['n']):.3f} (reach {d['reach']/max(1,d['n']):.3f}, abstain {d['abst']})  invented {d['inv']}/{d['none']}")
def cv(P,task,l2,W,k=5,thr=.5):
    rng=random.Random(1); 
    key=lambda p: re.sub(r'^https?://(www\.)?','',str(p[1]['gold'].get('url') or p[1]['gold']['id'])).split('/')[0]
    sites=sorted({key(p) for p in P}); rng.shuffle(sites); f={s:i%k for i,s in enumerate(sites)}
    tot={}
    for i in range(k):
        tr=[p for p in P if f[key(p)]!=i]; te=[p for p in P if f[key(p)]==i]
        c=evaluate(fit(tr,task,l2,W),te,task,thr)
        for s,d in c.items():
            t=tot.setdefault(s,{})
            for a,b in d.items(): t[a]=t.get(a,0)+b
    return tot

def write(task, w):
    path = os.path.join(HERE, '..', 'data', 'metadata', f'{task}_weights.tsv')
    with open(path, encoding='utf-8') as f: head = [line for line in f if line.startswith('#')]
    with open(path, 'w', encoding='utf-8') as f: f.write(''.join(head) + ''.join(f'{n}\t{x:.2f}\n' for n, x in zip(NAMES[task], w)))


if __name__ == '__main__':
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('task', choices=['title', 'byline', 'date']); ap.add_argument('--data', required=True); ap.add_argument('--write', action='store_true')
    a = ap.parse_args()
    P = problems(a.task, a.data)
    W = dict(title=dict(fundus=2.0), byline=dict(trafilatura=2.0, wcxb=.5), date=dict(wcxb=.5, fundus=2.0))[a.task]
    for l2 in (.3, 1, 3):
        print('l2', l2); show(cv(P, a.task, l2, W))
    w = fit(P, a.task, 1, W)
    print('on its own pages'); show(evaluate(w, P, a.task))
    if a.write: write(a.task, w)
