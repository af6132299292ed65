"""Makes data/facts/tenures.tsv and data/facts/countries.tsv from the public tables of office-holders.

usage: make_tenures.py TABLES      TABLES holds factbook_terms.csv, archive_terms.csv, ifg_ministers.csv, officeholders.csv (unpacked)
and factbook_countries.csv: the CIA World Factbook's history (public domain), the Institute for Government's ministers (CC BY 4.0),
office-holders of Wikidata (CC0).

An end is exact where the source has one; else it is the first day on which somebody else held the office, or on which the source no
longer had the row. Offices that several people hold at a time (deputies) have no such successor and are left out. Rows of an office and
country that stand in tenures_reviewed.tsv are left out too.
"""
import collections, csv, pathlib, re, sys, unicodedata

HERE, TABLES = pathlib.Path(__file__).parent.parent.parent / 'data' / 'facts', pathlib.Path(sys.argv[1])
read = lambda name: list(csv.DictReader(open(TABLES / name, encoding='utf-8')))
LAST = '2026-01-22'  # the Factbook's last day
HEADS = [('prime-minister', r'^(prime minister|premier|president of the government|taoiseach|minister of state)$'), ('president', r'^(president|state president|executive president)$'),
         ('monarch', r'^(king|queen|emperor|sultan|amir|emir|sultan and prime minister|grand duke|prince)$'), ('chancellor', r'^chancellor$')]
MINISTERS = [('foreign-minister', r'^(federal )?(minister|secretary) (of|for|of state for) (europe and )?(foreign|external|foreign and commonwealth)(,? (commonwealth|european) and development)? affairs$|^secretary of state for foreign.*affairs$|^foreign secretary$'),
             ('defence-minister', r'^(federal )?(minister|secretary of state|secretary) (of|for) (national )?(defence|the armed forces)$'),
             ('finance-minister', r'^(federal )?(minister) (of|for) (the )?(finance|economy, finances and industry|economy and finance)$|^treasurer$|^chancellor of the exchequer$'),
             ('interior-minister', r'^(federal )?(minister) (of|for) (the )?(interior|internal affairs|home affairs)$|^secretary of state for the home department$'),
             ('justice-minister', r'^(minister|secretary of state) (of|for) justice$'),
             ('health-minister', r'^(minister|secretary of state) (of|for) health( and social care)?$'),
             ('attorney-general', r'^attorney.general$'), ('deputy-prime-minister', r'^(first )?deputy prime minister$'),
             ('central-bank', r'^governor of the (central|national|reserve) bank.*$'), ('chief-justice', r'^chief justice( of the supreme court)?$'),
             ('speaker', r'^(speaker|president) of the (parliament|national assembly|house of representatives|house of commons|chamber of deputies|seimas|knesset)$'),
             ('un-ambassador', r'^permanent representative to the united nations$'), ('prosecutor-general', r'^prosecutor.general$'),
             ('military-chief', r'^chief of (the )?(general staff|army staff|defence staff|staff of the army)$|^chairman of the joint chiefs of staff$')]
PORTFOLIOS = {'education': 'education', 'transport': 'transport(ation)?', 'environment': '(the )?environment', 'agriculture': 'agriculture', 'culture': 'culture',
              'energy': 'energy', 'labour': 'labou?r|employment', 'trade': '(foreign )?trade', 'commerce': 'commerce', 'industry': 'industry', 'tourism': 'tourism',
              'sports': 'sports?', 'housing': 'housing', 'science': 'science', 'information': 'information', 'economy': '(the )?economy|economic affairs',
              'immigration': 'immigration', 'oil': 'oil|petroleum', 'planning': 'planning', 'social': 'social affairs', 'interior-security': 'public security'}
MINISTERS += [(name + '-minister', r'^(federal |union )?(minister|secretary|secretary of state) (of|for) (' + words + r')( and .*|, .*)?$') for name, words in PORTFOLIOS.items()]


def office(title, table):
    title = re.sub(r'^(acting|interim|caretaker|transitional)\s+', '', title.strip().lower())
    return next((name for name, rule in table if re.match(rule, title)), None)


def fold(name):
    return re.sub(r'[^a-z ]', '', unicodedata.normalize('NFD', name.lower()).encode('ascii', 'ignore').decode())


def clean(name):
    name = re.sub(r'"[^"]*"|\([^)]*\)', ' ', name).replace('\t', ' ')
    return re.sub(r'\s+', ' ', re.sub(r',? (Jr|Sr)\.?$', '', name)).strip(' ,')


def forms(r):
    # "Claudia SHEINBAUM Pardo" is also called Claudia Sheinbaum.
    name, surname = clean(r['name']), clean(r['surname'])
    cut = name[:name.find(surname) + len(surname)] if surname and surname in name else name
    return {cased(name), cased(cut)}


def cased(name):
    # The source prints surnames in capitals.
    return ' '.join('-'.join(p.capitalize() if p.isupper() and len(p) > 1 and not re.fullmatch('[IVX]+', p) else p for p in word.split('-')) for word in name.split())


reviewed = {tuple(line.split('\t')[:2]) for line in open(HERE / 'tenures_reviewed.tsv', encoding='utf-8') if not line.startswith('#')}
rows = collections.defaultdict(list)  # (office, country) -> [start, end or '', still, surname, names]
for r in read('archive_terms.csv'):
    kind = office(r['title'], HEADS)
    if kind and r['iso2'] and len(r['start']) == 10 and r['start'] < '2015-10-01' and (kind, r['iso2']) not in reviewed:
        rows[kind, r['iso2']].append([r['start'], '', r['last_edition'] + '-01-01', r['surname'], forms(r), 'archive'])
for r in read('factbook_terms.csv'):
    kind = office(r['title'], HEADS)
    if kind and r['iso2'] and len(r['start']) == 10 and (kind, r['iso2']) not in reviewed:
        rows[kind, r['iso2']].append([r['start'], r['gone_by'], r['last_seen'] if r['gone_by'] else LAST, r['surname'], forms(r), 'factbook'])
out = []
for (kind, country), terms in rows.items():
    terms.sort(key=lambda t: t[0])
    merged = []
    for t in terms:
        last = merged[-1] if merged else None
        same = last and (fold(last[3]) == fold(t[3]) or last[0] == t[0])
        near = same and (last[0][:7] == t[0][:7] or abs(int(last[0][:4]) * 12 + int(last[0][5:7]) - int(t[0][:4]) * 12 - int(t[0][5:7])) <= 2)
        if near:
            last[4] |= t[4]
            last[1] = '' if not (last[1] and t[1]) and 'factbook' in (last[5], t[5]) and max(last[2], t[2]) == LAST else max(last[1], t[1])
            last[2] = max(last[2], t[2]); last[5] = t[5] if t[5] == 'factbook' else last[5]
        else:
            merged.append([*t[:4], set(t[4]), t[5]])
    for n, t in enumerate(merged):
        later = [m[0] for m in merged[n + 1:] if fold(m[3]) != fold(t[3]) and m[0] > t[0]]
        follow = later[0] if later else ''
        if t[5] == 'factbook':
            end = min(x for x in (t[1], follow or '9999') if x) if t[1] else '>' + t[2]
        else:
            end = follow if follow and follow >= t[2][:4] else '>' + max(t[0], t[2])
        # A head of state's row that outlives a successor by years is two offices under one name: no end is safe.
        out.append((kind, country, '|'.join(sorted(t[4], key=lambda x: (-len(x), x))), t[0], end, t[5]))

names = {'Minister of Defence': 'GB'}
for r in read('officeholders.csv'):
    kind = office(r['position'], HEADS + MINISTERS)
    known = r['end'] > r['start'] and len(r['end']) >= 7
    # Heads of state and government fill the holes of the Factbook (2017 to 2020), those without a known end as well.
    if kind and re.fullmatch('[A-Z]{2}', r['country']) and len(r['start']) >= 7 and (known or not r['end'] and office(r['position'], HEADS)) \
            and r['country'] != 'GB' and (kind, r['country']) not in reviewed:
        out.append((kind, r['country'], clean(r['person']), r['start'], r['end'] if known else '>' + max(r['start'], '2022-07-01'), 'wikidata'))
for r in read('ifg_ministers.csv'):
    kind = office(r['post'], MINISTERS)
    if kind and len(r['start']) == 10 and (kind, 'GB') not in reviewed:
        out.append((kind, 'GB', clean(r['name']), r['start'], r['end'] or '>2026-06-19', 'ifg'))

with open(HERE / 'tenures.tsv', 'w', encoding='utf-8') as f:
    f.write('# Who held which office from when to when. Made by training/facts/make_tenures.py; do not edit: corrections go to tenures_reviewed.tsv.\n'
            '# Source: the CIA World Factbook and its archive (public domain), Institute for Government ministers (CC BY 4.0), Wikidata (CC0).\n'
            '# office\tcountry\tnames\tstart\tend (the latest possible; ">day": not known to have ended by then)\tsource\n')
    for row in sorted(set(out)):
        f.write('\t'.join(row) + '\n')
SHORT = {'US': 'U.S.|US|USA|America|United States of America', 'GB': 'Britain|UK|U.K.|Great Britain', 'RU': 'Russia|Kremlin', 'KR': 'South Korea', 'KP': 'North Korea', 'CN': 'China', 'CZ': 'Czech Republic|Czechia', 'MM': 'Burma|Myanmar',
         'TR': 'Turkey|Turkiye', 'CI': 'Ivory Coast', 'CD': 'Congo|DR Congo', 'PS': 'Palestine|Palestinian Authority', 'VA': 'Vatican', 'TW': 'Taiwan', 'SY': 'Syria', 'IR': 'Iran', 'LA': 'Laos', 'MK': 'Macedonia', 'CV': 'Cape Verde', 'SZ': 'Swaziland', 'TL': 'East Timor', 'BA': 'Bosnia', 'AE': 'UAE|Emirates'}
ADJ = {'US': 'American|US', 'GB': 'British', 'KR': 'South Korean', 'KP': 'North Korean', 'PS': 'Palestinian', 'MM': 'Burmese', 'IE': 'Irish', 'NL': 'Dutch', 'CN': 'Chinese', 'PH': 'Philippine|Filipino', 'NZ': 'New Zealand', 'TR': 'Turkish', 'IL': 'Israeli', 'AF': 'Afghan', 'CD': 'Congolese', 'TW': 'Taiwanese', 'GE': 'Georgian', 'VA': 'Vatican', 'KG': 'Kyrgyz', 'KZ': 'Kazakh', 'TH': 'Thai', 'LK': 'Sri Lankan', 'AR': 'Argentine|Argentinian', 'DK': 'Danish', 'FR': 'French', 'ES': 'Spanish', 'PL': 'Polish', 'SE': 'Swedish', 'FI': 'Finnish', 'IS': 'Icelandic'}
with open(HERE / 'countries.tsv', 'w', encoding='utf-8') as f:
    f.write('# Countries and the words for what is theirs. Made by training/facts/make_tenures.py from the CIA World Factbook (public domain).\n# ISO 3166-1 alpha-2\tnames and adjectives, lower-case, parted by |\n')
    for r in sorted(read('factbook_countries.csv'), key=lambda r: r['iso2']):
        if not r['iso2']: continue
        words = {r['short'], *r['long'].split('|'), *re.split(r',| or |;', re.sub(r'\([^)]*\)', '', r['adjective'])), *SHORT.get(r['iso2'], '').split('|'), *ADJ.get(r['iso2'], '').split('|')}
        words = sorted({re.sub(r'^the ', '', w.strip().lower()) for w in words if w.strip() and 'none' not in w.lower() and len(w) < 60})
        f.write(r['iso2'] + '\t' + '|'.join(words) + '\n')
