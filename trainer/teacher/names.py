"""Teaches MiniLM the nine types of names and lets it label the raw news.

    python names.py --shared DIR --out DIR

trains on the corpora that the names model is trained on, prints F1 on the development sets, and
writes `names.pt` (weights) and `names.jsonl.gz`: for each raw document its id, its names as
[start, end, type], and as [start, end] what the teacher was not sure of. Offsets are code
points, ends exclusive. With `--weights FILE` nothing is trained.
"""

import os
import random
import re
import time

import numpy
import torch
from torch.nn import functional

import encoder
import lines

TYPES = ["person", "location", "organization", "norp", "facility", "product", "misc", "date", "money"]
N_LABELS = 1 + 4 * len(TYPES)
BEGIN, INSIDE, END, SINGLE = 1, 2, 3, 4
DEV_SETS = ["worldwide.dev", "cleanconll.dev", "finer.val", "uner-pud-news.test", "uner-ewt.dev",
            "nne-wsj-sample.all", "prodigy-headlines.all"]
MAX_PIECES = 128
BATCH = 1408
# What is less probable than this is left open.
SURE = 0.6
WORD = re.compile(r"\w+|[^\w\s]")


def label(name_type, place):
    return 4 * name_type + place


def parts(number):
    """Type and place of a label; (None, 0) outside."""
    return (None, 0) if number == 0 else ((number - 1) // 4, (number - 1) % 4 + 1)


def chunks(text):
    """The text's words as (start, end), in chunks that end with a sentence where one does."""
    words = [match.span() for match in WORD.finditer(text)]
    made, chunk, n_pieces, last_end = [], [], 0, 0
    for number, (start, end) in enumerate(words):
        n = len(encoder.pieces(text[start:end]))
        if n_pieces + n > MAX_PIECES and chunk:
            cut = last_end if last_end > len(chunk) // 3 else len(chunk)
            made.append(chunk[:cut])
            chunk, last_end = chunk[cut:], 0
            n_pieces = sum(len(encoder.pieces(text[a:b])) for a, b in chunk)
        chunk.append((start, end))
        n_pieces += n
        following = words[number + 1][0] if number + 1 < len(words) else None
        gap = "\n" if following is None else text[end:following]
        opens = following is None or text[following].isupper() or text[following] in '"“'
        if "\n" in gap or text[start:end] in '.!?"”' and gap and opens:
            last_end = len(chunk)
    if chunk:
        made.append(chunk)
    return made


def allowed_labels(lesson, chunk):
    """For each word of the chunk the labels it may have."""
    places = (BEGIN, INSIDE, END, SINGLE)
    outside = [0] + [label(TYPES.index(t), place) for t in lesson["untold"] for place in places]
    allowed = [outside] * len(chunk)
    for start, end, types in lesson["names"]:
        inside = [i for i, (a, b) in enumerate(chunk) if a < end and b > start]
        for i in inside:
            if len(inside) == 1:
                place = SINGLE
            else:
                place = BEGIN if i == inside[0] else END if i == inside[-1] else INSIDE
            allowed[i] = [label(TYPES.index(t), place) for t in types]
    return allowed


def recased(how):
    """`encoder.casing` as if the text were all lower case, capitals or in title case."""
    told = {"lower": encoder.LOWER, "upper": encoder.UPPER, "title": encoder.TITLE}[how]
    letters = {encoder.LOWER, encoder.UPPER, encoder.ONE_CAPITAL, encoder.TITLE, encoder.MIXED}

    def casing(word):
        found = encoder.casing(word)
        return told if found in letters else found

    return casing


def encoded(text, chunk, corpus=0, casing=encoder.casing):
    return encoder.encode([text[start:end] for start, end in chunk], corpus, casing)


def train(tagger, lessons, n_epochs):
    examples = []
    for lesson in lessons:
        text, corpus = lesson["text"], lesson["corpus"]
        examples += [(text, chunk, corpus, allowed_labels(lesson, chunk)) for chunk in chunks(text)]
    n_pieces = sum(len(encoder.pieces(text[a:b])) for text, chunk, _, _ in examples for a, b in chunk)
    print(f"{len(examples)} chunks of {n_pieces} pieces", flush=True)
    schedule = encoder.Schedule(tagger, int(n_epochs * n_pieces / BATCH))
    tagger.train()
    began, mean = time.time(), 0.0
    while not schedule.is_over:
        random.shuffle(examples)
        for group in encoder.batches(examples, lambda e: len(e[1]) * 1.35 + 2, BATCH, 400, random):
            if schedule.is_over:
                break
            loss = loss_of(tagger, group)
            schedule.step(loss)
            mean = 0.98 * mean + 0.02 * loss.item()
            if schedule.step_number % 200 == 0:
                spent = time.time() - began
                print(f"step {schedule.step_number} of {schedule.n_steps}: {mean:.4f}, {spent:.0f} s", flush=True)


def loss_of(tagger, group):
    """Minus the log probability of the labels that are allowed, a word."""
    rows, allowed, made = [], [], []
    for text, chunk, corpus, labels in group:
        # Headlines have capitals of their own.
        chance = random.random()
        how = "lower" if chance < 0.02 else "upper" if chance < 0.05 else "title" if chance < 0.08 else None
        made.append(encoded(text, chunk, corpus, recased(how) if how else encoder.casing))
        allowed += labels
    ids, told, mask = encoder.batch(made)
    for number, (_, _, first) in enumerate(made):
        rows += [number * ids.shape[1] + at for at in first]
    scores = functional.log_softmax(tagger(ids, told, mask), -1).reshape(-1, N_LABELS)[rows]
    may = torch.zeros(len(rows), N_LABELS, dtype=torch.bool)
    may[[i for i, labels in enumerate(allowed) for _ in labels], [x for labels in allowed for x in labels]] = True
    return -torch.logsumexp(scores.masked_fill(~may, -1e4), 1).mean()


def _follows(a, b):
    (type_a, place_a), (type_b, place_b) = parts(a), parts(b)
    if place_a in (BEGIN, INSIDE):
        return place_b in (INSIDE, END) and type_a == type_b
    return place_b in (0, BEGIN, SINGLE)


FOLLOWS = numpy.array([[0.0 if _follows(a, b) else -1e4 for b in range(N_LABELS)] for a in range(N_LABELS)],
                      dtype=numpy.float32)
STARTS = numpy.array([-1e4 if parts(x)[1] in (INSIDE, END) else 0.0 for x in range(N_LABELS)],
                     dtype=numpy.float32)
ENDS = numpy.array([-1e5 if parts(x)[1] in (BEGIN, INSIDE) else 0.0 for x in range(N_LABELS)],
                   dtype=numpy.float32)


def best_path(scores):
    """The best labels in an order that makes sense; words that are plainly outside cut the chain."""
    path, runs = [0] * len(scores), []
    for at in numpy.where(scores[:, 0] < -0.03)[0]:
        if runs and at - runs[-1][1] <= 1:
            runs[-1][1] = at
        else:
            runs.append([at, at])
    columns = numpy.arange(N_LABELS)
    for first, last in runs:
        best, back = scores[first] + STARTS, []
        for at in range(first + 1, last + 1):
            sums = best[:, None] + FOLLOWS
            before = sums.argmax(0)
            back.append(before)
            best = sums[before, columns] + scores[at]
        path[last] = int((best + ENDS).argmax())
        for at in range(last - 1, first - 1, -1):
            path[at] = int(back[at - first][path[at + 1]])
    return path


def find(tagger, texts):
    """For each text its names as [start, end, type] and what is open as [start, end]."""
    tagger.eval()
    items = [(number, chunk, encoded(text, chunk)) for number, text in enumerate(texts) for chunk in chunks(text)]
    items.sort(key=lambda item: len(item[2][2]))
    found, at = [([], []) for _ in texts], 0
    with torch.inference_mode():
        while at < len(items):
            longest = len(items[min(at + 40, len(items) - 1)][2][2])
            group = items[at : at + max(1, 5000 // max(1, longest))]
            at += len(group)
            scores = functional.log_softmax(tagger(*encoder.batch([item[2] for item in group])), -1)
            for row, (number, chunk, (_, _, first)) in zip(scores, group):
                collect(row[first].numpy(), chunk, *found[number])
    return found


def collect(scores, chunk, names, open_spans):
    start, sure = 0, 1.0
    chances = numpy.exp(scores)
    for at, number in enumerate(best_path(scores)):
        name_type, place = parts(number)
        if place in (BEGIN, SINGLE):
            start, sure = at, 1.0
        if place:
            sure = min(sure, float(chances[at, number]))
        elif float(chances[at, 0]) < SURE:
            open_spans.append(list(chunk[at]))
        if place in (END, SINGLE):
            span = [chunk[start][0], chunk[at][1]]
            if sure < SURE:
                open_spans.append(span)
            else:
                names.append([*span, TYPES[name_type]])


def print_scores(tagger, shared):
    """Exact F1 of the sure names; persons, places and organizations, the nine types besides."""
    coarse = {"person": "PER", "location": "LOC", "facility": "LOC", "organization": "ORG"}
    for name in DEV_SETS:
        gold = lines.read(shared, "corpora/entities", name + ".jsonl")
        found = find(tagger, [document["text"] for document in gold])
        for nine in [True, False] if name == "worldwide.dev" else [False]:
            both = n_found = n_gold = 0
            for document, (names, _) in zip(gold, found):
                mine = {(s, e, t if nine else coarse.get(t)) for s, e, t in names if nine or t in coarse}
                theirs = {(e["start"], e["end"], e["fine"].lower() if nine else e["type"])
                          for e in document["entities"] if nine or e["type"] in ("PER", "LOC", "ORG")}
                both += len(mine & theirs)
                n_found += len(mine)
                n_gold += len(theirs)
            print(f"{name:24}{'nine types' if nine else 'PER/LOC/ORG':14}{200 * both / (n_found + n_gold):6.2f}",
                  flush=True)


def main():
    call = encoder.arguments(__doc__, "--shared")
    lessons = lines.read(call.out, "names.train.jsonl")
    tagger = encoder.tuned(call, N_LABELS, "names.pt", lambda tagger: train(tagger, lessons, call.epochs))
    print_scores(tagger, call.shared)
    labeled = []
    every = lines.read(call.out, "names.raw.jsonl")
    for start in range(0, len(every), 600):
        part = every[start : start + 600]
        found = find(tagger, [document["text"] for document in part])
        for document, (names, open_spans) in zip(part, found):
            labeled.append({"id": document["id"], "names": names, "open": open_spans})
    lines.write_packed(os.path.join(call.out, "names.jsonl.gz"), labeled)


if __name__ == "__main__":
    main()
