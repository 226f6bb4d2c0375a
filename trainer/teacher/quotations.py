"""Teaches MiniLM who says what and lets it label the raw news.

    python quotations.py --out DIR

reads what `trainer lessons` wrote into DIR, prints F1 on the articles that measure it, and writes
`quotations.pt` (weights) and `quotations.jsonl.gz`: for each raw document its id and its
attributions, each with the spans of source, cue and content. Offsets are code points, ends
exclusive. With `--weights FILE` nothing is trained.

    python quotations.py --out DIR --weights DIR/quotations.pt --insides

labels the insides of these contents too, which `trainer insides` wrote.
"""

import json
import os
import random
import time

import numpy
import torch
from torch.nn import functional

import encoder
import lines

N_LABELS = 56
# As in src/quote/labels.rs: 16 * role + 4 * what of the other two roles has been + place in the
# part; from 48 on, a gap with what has been.
SOURCE, CUE, CONTENT = range(3)
OTHERS = [(CUE, CONTENT), (SOURCE, CONTENT), (SOURCE, CUE)]
BEGIN, INSIDE, END, SINGLE = range(4)
N_PARTS = OUTSIDE = 48
BATCH = 1536
# What a sequence follows (`Convention` in ../src/quotes/mod.rs), and how often an epoch reads it.
POLNEAR, GUIDE, INSIDE = range(3)
TIMES = {POLNEAR: 1, GUIDE: 3, INSIDE: 3}
LONGEST_WORD = 40


def part(number):
    """Role, the set of roles that have been, and place; the role of a gap is None."""
    if number >= N_PARTS:
        return None, {role for role in range(3) if number - N_PARTS >> role & 1}, None
    role = number // 16
    return role, {other for bit, other in enumerate(OTHERS[role]) if number // 4 >> bit & 1}, number % 4


def encoded(sequence):
    """A long quoted run is one item; it is read as an ellipsis."""
    words = [text for _, _, text in sequence["items"]]
    words = ["…" if " " in word or len(word) > LONGEST_WORD else word for word in words]
    return encoder.encode(words, corpus=sequence["convention"])


def train(tagger, call):
    sequences = lines.read(call.out, "quotations.train.jsonl")
    examples = [(encoded(sequence), sequence["labels"])
                for sequence in sequences for _ in range(TIMES[sequence["convention"]])]
    n_pieces = sum(len(ids) for (ids, _, _), _ in examples)
    print(f"{len(examples)} sequences of {n_pieces} pieces", flush=True)
    schedule = encoder.Schedule(tagger, int(call.epochs * n_pieces * 1.05 / BATCH))
    tagger.train()
    began, mean = time.time(), 0.0
    while not schedule.is_over:
        random.shuffle(examples)
        for group in encoder.batches(examples, lambda e: len(e[0][0]), BATCH, 600, random):
            if schedule.is_over:
                break
            ids, told, mask = encoder.batch([example for example, _ in group])
            rows = [number * ids.shape[1] + at for number, ((_, _, first), _) in enumerate(group) for at in first]
            labels = torch.tensor([label for _, labels in group for label in labels])
            loss = functional.cross_entropy(tagger(ids, told, mask).reshape(-1, N_LABELS)[rows], labels)
            schedule.step(loss)
            mean = 0.98 * mean + 0.02 * loss.item()
            if schedule.step_number % 100 == 0:
                spent = time.time() - began
                torch.save(tagger.state_dict(), os.path.join(call.out, "quotations.unfinished.pt"))
                print(f"step {schedule.step_number} of {schedule.n_steps}: {mean:.4f}, {spent:.0f} s", flush=True)


class Scheme:
    """Which label may follow which, stand first and stand last."""

    def __init__(self, folder):
        with open(os.path.join(folder, "quotations.scheme.json"), encoding="utf-8") as file:
            scheme = json.load(file)
        self.follows = numpy.full((N_LABELS, N_LABELS), -1e4, dtype=numpy.float32)
        for before, after in scheme["follows"]:
            self.follows[before, after] = 0
        self.starts, self.ends = (
            numpy.where(scheme[which], 0, -1e4).astype(numpy.float32) for which in ("starts", "ends")
        )

    def best_path(self, scores):
        """The best labels in an order that makes sense."""
        if scores[:, OUTSIDE].min() > -0.02:
            return [OUTSIDE] * len(scores)
        best, back = scores[0] + self.starts, []
        columns = numpy.arange(N_LABELS)
        for row in scores[1:]:
            sums = best[:, None] + self.follows
            before = sums.argmax(0)
            back.append(before)
            best = sums[before, columns] + row
        path = [int((best + self.ends).argmax())]
        for before in reversed(back):
            path.append(int(before[path[-1]]))
        return path[::-1]


def label(tagger, scheme, sequences):
    """The labels of each sequence."""
    tagger.eval()
    made = sorted(((encoded(sequence), number) for number, sequence in enumerate(sequences)),
                  key=lambda example: len(example[0][0]))
    labels, at = [None] * len(made), 0
    with torch.inference_mode():
        while at < len(made):
            longest = len(made[min(at + 60, len(made) - 1)][0][0])
            group = made[at : at + max(1, 5000 // longest)]
            at += len(group)
            scores = functional.log_softmax(tagger(*encoder.batch([example for example, _ in group])), -1)
            for row, ((_, _, first), number) in zip(scores, group):
                labels[number] = scheme.best_path(row[first].numpy())
    return labels


def attributions(labels):
    """What the labels say: source (or None), cue and contents as ranges of items."""
    found, before, start = [], set(), 0
    for at, number in enumerate(labels):
        role, had, place = part(number)
        if role is None:
            before = had if number != OUTSIDE else set()
            continue
        if place in (BEGIN, SINGLE):
            start = at
            shares_source = role == CUE and had == {SOURCE} and before >= {CUE, CONTENT}
            if not had or shares_source:
                found.append({"source": found[-1]["source"] if shares_source else None, "cue": None, "content": []})
        if place in (END, SINGLE):
            before = had | {role}
            if role == CONTENT:
                found[-1]["content"].append((start, at + 1))
            else:
                found[-1]["source" if role == SOURCE else "cue"] = (start, at + 1)
    return [one for one in found if one["cue"] and one["content"]]


def words(sequence, ranges):
    """The words of some items, so that a shortened run counts as many."""
    items = sequence["items"]
    return {(at, word) for start, end in ranges for at in range(start, end)
            for word in items[at][2].split() if any(c.isalnum() for c in word)}


def print_scores(sequences, labels):
    """F1 of contents that have half of their words in common, and of those whose source agrees too."""
    n_gold = n_found = n_matched = n_right = 0
    for sequence, found in zip(sequences, labels):
        gold, mine = attributions(sequence["labels"]), attributions(found)
        n_gold += len(gold)
        n_found += len(mine)
        pairs = []
        for a, one in enumerate(mine):
            for b, other in enumerate(gold):
                x, y = words(sequence, one["content"]), words(sequence, other["content"])
                if x & y and 2 * len(x & y) >= len(x | y):
                    pairs.append((len(x & y) / len(x | y), a, b))
        used_mine, used_gold = set(), set()
        for _, a, b in sorted(pairs, reverse=True):
            if a in used_mine or b in used_gold:
                continue
            used_mine.add(a)
            used_gold.add(b)
            n_matched += 1
            x, y = mine[a]["source"], gold[b]["source"]
            n_right += x == y or bool(x and y and x[0] < y[1] and y[0] < x[1])
    f1 = [200 * n / (n_gold + n_found) for n in (n_matched, n_right)]
    print(f"gold {n_gold}, found {n_found}, F1 {f1[0]:.1f}, end to end {f1[1]:.1f}", flush=True)


def spans(sequence, one):
    def span(start, end):
        return [sequence["items"][start][0], sequence["items"][end - 1][1]]

    return {
        "source": [span(*one["source"])] if one["source"] else [],
        "cue": [span(*one["cue"])],
        "content": [span(*piece) for piece in one["content"]],
    }


def by_document(sequences, labels):
    """For each document its id and its attributions."""
    documents = {}
    for sequence, found in zip(sequences, labels):
        own = documents.setdefault(sequence["id"], [])
        own += [spans(sequence, one) for one in attributions(found)]
    return [{"id": name, "attributions": own} for name, own in documents.items()]


def add_insides(out, tagger, scheme):
    """Labels the insides of contents, which `trainer insides` wrote, and adds what is said there."""
    documents = lines.read_packed(out, "quotations.jsonl.gz")
    by_id = {document["id"]: document["attributions"] for document in documents}
    sequences = lines.read(out, "quotations.inside.jsonl")
    for sequence, found in zip(sequences, label(tagger, scheme, sequences)):
        by_id[sequence["id"]] += [spans(sequence, one) | {"parent": sequence["parent"]} for one in attributions(found)]
    lines.write_packed(os.path.join(out, "quotations.jsonl.gz"), documents)


def main():
    call = encoder.arguments(__doc__)
    tagger = encoder.tuned(call, N_LABELS, "quotations.pt", lambda tagger: train(tagger, call))
    scheme = Scheme(call.out)
    if call.insides:
        add_insides(call.out, tagger, scheme)
        return
    dev = lines.read(call.out, "quotations.dev.jsonl")
    labels = label(tagger, scheme, dev)
    for convention in (GUIDE, INSIDE):
        of_it = [pair for pair in zip(dev, labels) if pair[0]["convention"] == convention]
        print_scores(*zip(*of_it))
    raw = lines.read(call.out, "quotations.raw.jsonl")
    labeled = by_document(raw, label(tagger, scheme, raw))
    lines.write_packed(os.path.join(call.out, "quotations.jsonl.gz"), labeled)


if __name__ == "__main__":
    main()
