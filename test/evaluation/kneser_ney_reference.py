"""Kneser-Ney probabilities by two other programs, for kneser-ney.test.ts.

    python3 -m venv v && v/bin/pip install nltk==3.10.4
    v/bin/python test/evaluation/kneser_ney_reference.py > test/evaluation/kneser-ney-reference.json

"plain": nltk's KneserNeyInterpolated, one discount. "modified": the definition of Chen and Goodman (1998, section 3),
computed here from the songs anew for every single probability.
"""

import json
import random
from fractions import Fraction

from nltk.lm import KneserNeyInterpolated

START = "s"
ORDER, KINDS, DISCOUNT = 3, 5, 0.75
draw = random.Random(14)


def song(length):
    """Each note depends on the one before, so that some n-grams come often and others once."""
    notes = [draw.randrange(KINDS)]
    while len(notes) < length:
        notes.append((notes[-1] + draw.choice([0, 1, 1, 1, 2, 3])) % KINDS)
    return notes


songs = [song(n) for n in (60, 75, 40)]
padded = [[START] * (ORDER - 1) + s for s in songs]
ngrams = {
    n: [tuple(p[t - n + 1 : t + 1]) for p in padded for t in range(ORDER - 1, len(p))] for n in range(1, ORDER + 1)
}


def count(ngram):
    n = len(ngram)
    if n == ORDER:
        return ngrams[n].count(ngram)
    return len({longer[0] for longer in ngrams[n + 1] if longer[1:] == ngram})


def discounts(n):
    c = [count(ngram) for ngram in set(ngrams[n])]
    n1, n2, n3, n4 = (c.count(k) for k in (1, 2, 3, 4))
    if 0 in (n1, n2, n3):
        return [Fraction(1, 2), Fraction(1), Fraction(3, 2)]
    y = Fraction(n1, n1 + 2 * n2)
    d = [1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3]
    return d if all(0 <= x <= i + 1 for i, x in enumerate(d)) else [Fraction(1, 2), Fraction(1), Fraction(3, 2)]


def modified(note, context, vocabulary):
    shorter = modified(note, context[1:], vocabulary) if context else Fraction(1, vocabulary)
    d = discounts(len(context) + 1)
    after = [count(context + (w,)) for w in range(KINDS)]
    if sum(after) == 0:
        return shorter
    off = [0 if c == 0 else d[min(c, 3) - 1] for c in after]
    own = after[note] - off[note] if note < KINDS else 0
    return (own + sum(off) * shorter) / sum(after)


plain = KneserNeyInterpolated(ORDER, discount=DISCOUNT)
words = {n: [tuple(map(str, g)) for g in ngrams[n]] for n in ngrams}
plain.fit([[g for n in words for g in words[n]]], vocabulary_text=[START, *map(str, range(KINDS))])
contexts = [(), (0,), (3,), (0, 1), (1, 2), (4, 4), (3, 1), (START, START), (START, songs[0][0])]
print(
    json.dumps(
        {
            "order": ORDER,
            "songs": songs,
            "discount": DISCOUNT,
            "discounts": [[float(x) for x in discounts(n)] for n in range(1, ORDER + 1)],
            "vocabulary": KINDS + 2,
            "contexts": [
                {
                    "context": [-1 if x == START else x for x in c],
                    "plain": [plain.score(str(w), tuple(map(str, c))) for w in range(KINDS)],
                    "modified": [float(modified(w, c, KINDS + 2)) for w in range(KINDS + 2)],
                }
                for c in contexts
            ],
        }
    )
)
