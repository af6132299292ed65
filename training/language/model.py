"""The joint model: a character network, two transformer blocks over word pieces, three over words, and one small head per layer.

The blocks are the first five of all-MiniLM-L6-v2 (Apache-2.0), fine-tuned. Word pieces of a word are averaged after the second block, so the
rest of the network sees one row per word. Everything between the ends of a window is read at once; sentence ends are one of the layers.
"""
import math
import torch
from torch import nn
import torch.nn.functional as F
from windows import CHAR_COUNT, IGNORE

WIDTH, HEADS, INNER = 384, 12, 1536
CHAR = 64                # channels of the character network
DILATIONS = (1, 1, 2, 4)
ARC, REL, ROLE, SENSE, COREF, FACT = 256, 64, 96, 128, 96, 64
PIECE_BLOCKS, WORD_BLOCKS = 2, 3
NEAR = 16                # distances to a predicate are told apart up to this


class Quantised:
    """Fake quantisation, as the kernels of the reader do it: weights in 8 bits per output row, activations in 8 bits per row."""
    on = False


def round_rows(x):
    scale = x.detach().abs().amax(-1, keepdim=True).clamp_min(1e-8).float() / 127
    q = (x.float() / scale).round().clamp(-127, 127) * scale
    return x + (q.to(x.dtype) - x).detach()


class Linear(nn.Linear):
    def forward(self, x):
        if Quantised.on:
            return F.linear(round_rows(x), round_rows(self.weight), self.bias)
        return F.linear(x, self.weight, self.bias)


class Block(nn.Module):
    """A block of BERT: attention and feed-forward, each with its sum and layer norm behind it."""

    def __init__(self):
        super().__init__()
        self.qkv, self.out = Linear(WIDTH, 3 * WIDTH), Linear(WIDTH, WIDTH)
        self.up, self.down = Linear(WIDTH, INNER), Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        B, N, _ = x.shape
        q, k, v = self.qkv(x).view(B, N, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # written out: on a CPU the fused form is slower for sentences
        p = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5).masked_fill(~mask, -1e4).softmax(-1).to(v.dtype)
        a = (p @ v).transpose(1, 2).reshape(B, N, WIDTH)
        x = self.norm1(x + self.drop(self.out(a)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Characters(nn.Module):
    """Residual dilated convolutions over the characters of a window."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(CHAR_COUNT, CHAR, padding_idx=0)
        self.conv = nn.ModuleList(Linear(5 * CHAR, CHAR) for _ in DILATIONS)
        self.norm = nn.ModuleList(nn.LayerNorm(CHAR) for _ in DILATIONS)
        self.ends = Linear(CHAR, 4)
        self.drop = nn.Dropout(0.1)

    def forward(self, chars):
        real = (chars > 0).unsqueeze(-1)
        x = self.embed(chars)
        n = x.shape[1]
        for conv, norm, d in zip(self.conv, self.norm, DILATIONS):
            p = F.pad(x, (0, 0, 2 * d, 2 * d))
            wide = torch.cat([p[:, i * d:i * d + n] for i in range(5)], -1)
            x = norm(x + self.drop(F.relu(conv(wide)))) * real
        return x


class Model(nn.Module):
    def __init__(self, labels, vocabulary):
        super().__init__()
        n = {k: len(v) for k, v in labels.names.items()}
        self.count = n
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.norm0 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.chars = Characters()
        self.char_in = Linear(CHAR, WIDTH)      # added to every piece of the word
        self.char_mid = Linear(CHAR, WIDTH)     # added to the word where pieces are averaged
        self.piece_blocks = nn.ModuleList(Block() for _ in range(PIECE_BLOCKS))
        self.word_blocks = nn.ModuleList(Block() for _ in range(WORD_BLOCKS))
        self.tags = Linear(WIDTH, n['upos'] + n['xpos'] + n['feats'] + n['lemma'] + 1 + 1 + 1)   # ... sentence end, predicate, mention
        self.names = Linear(WIDTH, 15)
        self.arc_head, self.arc_dep = Linear(WIDTH, ARC), Linear(WIDTH, ARC)
        self.arc_mix = Linear(ARC, ARC)                                   # dep @ mix . head
        self.arc_bias = Linear(ARC, 1)                                    # how likely a word governs at all
        self.rel_head, self.rel_dep = Linear(WIDTH, REL), Linear(WIDTH, REL)
        self.rel_mix = nn.Parameter(torch.zeros(n['rel'], REL, REL))
        self.rel_sum = Linear(2 * REL, n['rel'])
        self.role_arg, self.role_pred = Linear(WIDTH, ROLE), Linear(WIDTH, ROLE)
        self.role_mix = Linear(ROLE, (n['role'] + 3) * ROLE)              # none, first, further, then the roles
        self.role_near = nn.Parameter(torch.zeros(2 * NEAR + 1, n['role'] + 3))
        self.sense = Linear(WIDTH, SENSE)
        self.rolesets = Linear(SENSE, n['roleset'])
        self.fact1, self.fact2 = Linear(WIDTH, FACT), Linear(FACT, 1)
        self.coref_a, self.coref_m = Linear(WIDTH, COREF), Linear(WIDTH, COREF)
        self.drop, self.drop_wide = nn.Dropout(0.15), nn.Dropout(0.3)
        for p in (self.char_in, self.char_mid):
            nn.init.normal_(p.weight, std=0.02)
            nn.init.zeros_(p.bias)
        nn.init.normal_(self.rel_mix, std=0.02)

    def load_backbone(self, path):
        from safetensors.torch import load_file
        w = load_file(path)
        self.words.weight.data.copy_(w['embeddings.word_embeddings.weight'])
        self.places.weight.data.copy_(w['embeddings.position_embeddings.weight'] + w['embeddings.token_type_embeddings.weight'][0])
        self.norm0.weight.data.copy_(w['embeddings.LayerNorm.weight'])
        self.norm0.bias.data.copy_(w['embeddings.LayerNorm.bias'])
        for i, b in enumerate(list(self.piece_blocks) + list(self.word_blocks)):
            at = f'encoder.layer.{i}.'
            for kind in ('weight', 'bias'):
                get = lambda name: w[at + name + '.' + kind]
                getattr(b.qkv, kind).data.copy_(torch.cat([get('attention.self.query'), get('attention.self.key'), get('attention.self.value')]))
                getattr(b.out, kind).data.copy_(get('attention.output.dense'))
                getattr(b.norm1, kind).data.copy_(get('attention.output.LayerNorm'))
                getattr(b.up, kind).data.copy_(get('intermediate.dense'))
                getattr(b.down, kind).data.copy_(get('output.dense'))
                getattr(b.norm2, kind).data.copy_(get('output.LayerNorm'))

    def encode(self, b):
        """-> character states, word states [B, W + 2, WIDTH], mask of the word rows."""
        B, P = b['piece'].shape
        W2 = b['sent'].shape[1]
        c = self.chars(b['char'])
        padded = torch.cat([c, c.new_full((B, 1, CHAR), -1e4)], 1)
        wc = b['wordchar']
        word = padded.gather(1, wc.view(B, -1, 1).expand(-1, -1, CHAR)).view(B, W2, -1, CHAR).amax(2)
        word = torch.where(word > -1e3, word, torch.zeros_like(word))                   # [CLS], [SEP], padding
        here = self.char_in(word)
        here = torch.cat([here, torch.zeros_like(here[:, :1])], 1)                      # row W + 2: pieces of padding
        x = self.words(b['piece']) + self.places.weight[:P]
        x = self.norm0(x + here.gather(1, b['owner'].unsqueeze(-1).expand(-1, -1, WIDTH)))
        x = self.drop(x)
        pm = torch.arange(P)[None] < b['plength'][:, None]
        for block in self.piece_blocks:
            x = block(x, pm[:, None, None])
        mid = x.new_zeros(B, W2 + 1, WIDTH).scatter_add_(1, b['owner'].unsqueeze(-1).expand(-1, -1, WIDTH), x)
        count = torch.zeros(B, W2 + 1).scatter_add_(1, b['owner'], torch.ones(B, P)).clamp_min(1)
        x = (mid / count.unsqueeze(-1).to(mid.dtype))[:, :W2] + self.char_mid(word)
        wm = torch.arange(W2)[None] < (b['length'] + 2)[:, None]
        for block in self.word_blocks:
            x = block(x, wm[:, None, None])
        return c, x

    def arcs(self, x, sent):
        """Scores [B, W + 2, W + 2]: row a word, column its governor; column 0 ([CLS]) is the root. Other sentences are out."""
        dep, head = self.drop_wide(F.relu(self.arc_dep(x))), self.drop_wide(F.relu(self.arc_head(x)))
        s = (self.arc_mix(dep) @ head.transpose(1, 2)).float() / math.sqrt(ARC) + self.arc_bias(head).float().transpose(1, 2)
        ok = (sent[:, :, None] == sent[:, None, :]) & (sent >= 0)[:, None, :]
        ok[:, :, 0] = True
        ok = ok & ~torch.eye(s.shape[1], dtype=torch.bool)[None]
        return s.masked_fill(~ok, -1e4)

    def relations(self, x, rows, heads):
        """rows: (b, w) pairs; heads: the governor's row. -> [n, relations]"""
        dep = self.drop_wide(F.relu(self.rel_dep(x[rows])))
        head = self.drop_wide(F.relu(self.rel_head(x[rows[0], heads])))
        if Quantised.on:
            dep = round_rows(dep)
        mix = self.rel_mix                                                # rounded per (relation, column of the head)
        if Quantised.on:
            mix = round_rows(mix.transpose(1, 2)).transpose(1, 2)
        left = torch.einsum('nd,rde->nre', dep, mix)
        return (left * head[:, None]).sum(-1).float() / math.sqrt(REL) + self.rel_sum(torch.cat([dep, head], -1)).float()

    def roles(self, x, frame, length):
        """frame: [n, 3] (window, predicate row, first row of the sentence). -> [n, length, 1 + 2 * roles]"""
        n = self.count['role'] + 3
        mix = self.role_mix(self.drop(F.relu(self.role_pred(x[frame[:, 0], frame[:, 1]])))).view(-1, n, ROLE)
        at = frame[:, 2:3] + torch.arange(length)[None]
        a = self.drop(F.relu(self.role_arg(x)))[frame[:, :1], at.clamp(max=x.shape[1] - 1)]
        near = (at - frame[:, 1:2]).clamp(-NEAR, NEAR) + NEAR
        s = (a @ mix.transpose(1, 2)).float() / math.sqrt(ROLE) + self.role_near[near]
        both = torch.stack([s[..., 3:] + s[..., 1:2], s[..., 3:] + s[..., 2:3]], -1).flatten(-2)
        return torch.cat([s[..., :1], both], -1)

    def split_tags(self, t):
        n = self.count
        return dict(zip(('upos', 'xpos', 'feats', 'lemma', 'last', 'predicate', 'mention'),
                        t.float().split([n['upos'], n['xpos'], n['feats'], n['lemma'], 1, 1, 1], -1)))


def losses(m, b):
    """-> {layer: loss}, each a mean over its labelled units."""
    c, x = m.encode(b)
    x = m.drop(x)
    out = {}
    ce = lambda s, y: F.cross_entropy(s.float().flatten(0, -2), y.flatten(), ignore_index=IGNORE, reduction='sum') / max(1, int((y != IGNORE).sum()))
    out['ends'] = ce(m.chars.ends(c), b['ends'])
    tags = m.split_tags(m.tags(x))
    for k in ('upos', 'xpos', 'feats', 'lemma'):
        out[k] = ce(tags[k], b[k])
    for k in ('last', 'predicate', 'mention'):
        y = b[k]
        on = y != IGNORE
        if on.any():
            out[k] = F.binary_cross_entropy_with_logits(tags[k].squeeze(-1)[on], y[on].float())
    tree = b['head'] != IGNORE
    if tree.any():
        out['arc'] = ce(m.arcs(x, b['sent']), b['head'])
        rows = tree.nonzero(as_tuple=True)
        y = b['rel'][rows]
        out['rel'] = ce(m.relations(x, rows, b['head'][rows]), y)
    s = m.names(x).float()
    allowed = (b['names'].unsqueeze(-1) >> torch.arange(15)) & 1
    weight = b['weight'] * (allowed.sum(-1) < 15)
    good = torch.logsumexp(s.masked_fill(allowed == 0, -1e4), -1) - torch.logsumexp(s, -1)
    out['names'] = -(good * weight).sum() / weight.sum().clamp_min(1)
    if len(b['frame']):
        r = m.roles(x, b['frame'], b['roles'].shape[1])
        out['role'] = ce(r, b['roles'])
        at = (b['frame'][:, 0], b['frame'][:, 1])
        out['roleset'] = ce(m.rolesets(F.relu(m.sense(x[at]))), b['roleset'][at])
    on = ~torch.isnan(b['fact'])
    if on.any():
        f = m.fact2(F.relu(m.fact1(x[on]))).squeeze(-1).float()
        out['fact'] = F.smooth_l1_loss(f, b['fact'][on])
    on = b['chain'] >= 0
    if on.any():
        a, q = m.coref_a(x), m.coref_m(x)
        s = (q @ a.transpose(1, 2)).float() / math.sqrt(COREF)
        n = s.shape[1]
        before = torch.tril(torch.ones(n, n, dtype=torch.bool), -1)[None] & (b['sent'] >= 0)[:, None, :]
        before = before.clone()
        before[:, :, 0] = True                                            # none before it
        same = (b['chain'][:, :, None] == b['chain'][:, None, :]) & before & on[:, :, None]
        same[:, :, 0] = ~same[:, :, 1:].any(-1)
        good = torch.logsumexp(s.masked_fill(~same, -1e4), -1) - torch.logsumexp(s.masked_fill(~before, -1e4), -1)
        out['coref'] = -good[on].mean()
    return out


WEIGHTS = dict(ends=1.0, upos=0.5, xpos=0.5, feats=0.5, lemma=0.5, last=0.5, predicate=0.5, mention=0.1, arc=1.0, rel=0.7, names=1.5, role=1.0, roleset=0.3,
               fact=0.3, coref=0.15)
