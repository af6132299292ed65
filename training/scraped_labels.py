"""Labels for the lines of a page that was rendered as plain text, from the article's known body and headline.

A article, F furniture, T headline, U doubtful (neither learned nor scored), '' blank. A long line is article when its words
stand in the body; a short line only when the body has it too and it stands beside or among long lines of the article.
Of lines with the same words as many are article as the body has, those nearest to the middle of the article first.
"""
import collections
import re


def fold(text):
    return re.sub(r'[\W_]+', ' ', (text or '').lower()).strip()


def grams(words):
    return [tuple(words[i:i + 4]) for i in range(len(words) - 3)]


def known(words, inside):
    """Share of the runs of four words that stand in the body."""
    mine = grams(words)
    return sum(g in inside for g in mine) / len(mine) if mine else 0.0


def label(lines, body, title):
    """(labels, share of the body's words that the labelled lines hold), or None when the body is not on the page."""
    body_lines = collections.Counter(fold(x) for x in body.split('\n') if fold(x))
    whole = f' {fold(body)} '
    inside = set(grams(whole.split()))
    folded = [fold(x) for x in lines]
    headline = fold(title)

    strong = []
    for x in folded:
        words = x.split()
        strong.append(len(words) >= 8 and f' {x} ' in whole or len(words) >= 12 and known(words, inside) >= 0.9)
    at = [i for i, s in enumerate(strong) if s]
    if not at:
        return None
    middle = at[len(at) // 2]
    order = sorted(range(len(lines)), key=lambda i: abs(i - middle))

    labels, used = [''] * len(lines), collections.Counter()
    for i in order:
        if not lines[i].strip():
            continue
        labels[i] = 'F'
        if strong[i]:
            used[folded[i]] += 1
            if used[folded[i]] <= max(whole.count(f' {folded[i]} '), body_lines[folded[i]], 1):
                labels[i] = 'A'
    article = [i for i, x in enumerate(labels) if x == 'A']
    low, high = article[0], article[-1]
    filled = [i for i in range(len(lines)) if lines[i].strip()]
    place = {i: k for k, i in enumerate(filled)}

    for i in order:
        x = folded[i]
        if not x or strong[i]:
            continue
        words, k = x.split(), place[i]
        beside = [filled[j] for j in (k - 1, k + 1) if 0 <= j < len(filled)]
        among = low < i < high or any(labels[j] == 'A' for j in beside)
        near = among or place[low] - 4 <= k <= place[high] + 4
        copies = body_lines[x]
        if x == headline and not (copies and among):
            labels[i] = 'T'
            continue
        if not copies and len(words) >= 4:
            copies = whole.count(f' {x} ')
        if copies and near:
            used[x] += 1
            if used[x] <= copies:
                labels[i] = 'A'
            continue
        if len(words) < 4 and among and f' {x} ' in whole:
            # The body may have glued the line to its neighbour.
            before = folded[filled[k - 1]].split()[-2:] if k else []
            after = folded[filled[k + 1]].split()[:2] if k + 1 < len(filled) else []
            if before and f" {' '.join(before + words)} " in whole or after and f" {' '.join(words + after)} " in whole:
                labels[i] = 'A'
                continue
        if len(words) >= 8 and known(words, inside) >= 0.4:
            labels[i] = 'U'
    if 'T' not in labels and headline:
        for i, x in enumerate(folded):
            same = x and (x in headline or headline in x) and 0.6 < len(x) / len(headline) < 1.7
            if labels[i] == 'F' and same:
                labels[i] = 'T'

    kept = collections.Counter(' '.join(x for x, y in zip(folded, labels) if y in ('A', 'U')).split())
    words = whole.split()
    return labels, sum((kept & collections.Counter(words)).values()) / max(1, len(words))
