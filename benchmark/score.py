#!/usr/bin/env python3
"""Score reports as a careful reader would: is every statement shown right in all respects?

usage: score.py GOLD.jsonl REPORTS.ndjson [--json] [--list VERDICT] [--all]

GOLD: README.md beside this file. REPORTS: `saidby analyze --jsonl` on the same texts (code points).
Shown = quotations of the report with act "statement" (in reports without act: speech true); --all: every
quotation.

A shown quotation is matched to the gold mark with the greatest word Jaccard (at least .5, one to
one) and gets one verdict, the first that fits:
  nobody   touches no mark: nobody said it
  stance   it is a belief, plan or feeling that the text does not tell as uttered
  topic    a speech act of which only the topic is told (not counted for or against)
  extent   touches a statement, but Jaccard is below .8
  speaker  shown with another speaker than the gold's
  open     shown without a speaker although the text gives one
  right    statement, edges and speaker right
precision = right / (shown - topic); lenient precision also accepts `extent` with Jaccard >= .5 and
a right speaker. recall = statements found with Jaccard >= .5 and the right speaker / all statements.
Of the wrong speakers some are somebody else; the others are shown by a description ("the minister") though
the text names them: the share of the first is printed by itself ("another").
"""
import collections
import json
import re
import sys

WORD = re.compile(r"\w+")
SKIP = {"the", "a", "an", "of", "s", "and", "mr", "mrs", "ms", "dr", "in", "for", "at", "on", "to",
        "her", "his", "their", "its", "who", "that"}
KINDS = ("direct", "mixed", "indirect", "all")


def words_in(words, spans):
    """Numbers of the words that start inside the spans."""
    return frozenset(i for i, (start, _) in enumerate(words) if any(a <= start < b for a, b in spans))


def is_statement(quotation):
    return quotation["act"] == "statement" if "act" in quotation else quotation["speech"]


def content_words(text):
    return {w.lower() for w in WORD.findall(text)} - SKIP


def speaker_right(text, gold, quote, report, entities):
    """True, False, or None where the report leaves the speaker open."""
    named = gold["speakers"].get(quote["speaker"] or "", {})
    names = [n for n in [named.get("name"), *(named.get("also") or [])] if n]
    entity = entities.get(report.get("speaker"))
    source = report.get("source")
    source_text = text[source[0]:source[1]] if source else ""
    if names:
        if entity is None:
            return None
        printed = {text[m["start"]:m["end"]] for m in entity["mentions"] if m["kind"] in ("name", "alias", "acronym")}
        wanted = [content_words(n) for n in names]
        return any(content_words(p) and (content_words(p) <= w or w <= content_words(p)) for p in printed for w in wanted)
    if quote["speaker"] is None:
        return entity is None
    wanted = content_words(named.get("as") or "")
    for start, end in quote["source"]:
        wanted |= content_words(text[start:end])
    if entity is None:
        return True if source and content_words(source_text) & wanted else None
    mine = content_words(source_text)
    for member in entity.get("members") or []:      # a joint speaker
        for mention in entities[member]["mentions"] if member in entities else []:
            mine |= content_words(text[mention["start"]:mention["end"]])
    if entity.get("members"):
        return bool(mine & wanted) and named.get("type") == "people"
    for mention in entity["mentions"]:
        mine |= content_words(text[mention["start"]:mention["end"]])
    if entity.get("named", True):   # an unnamed source under somebody's name is wrong
        return bool(content_words(source_text) & wanted) and named.get("type") in ("organization", "document")
    return bool(mine & wanted) or not wanted


def is_described(gold, quote, entity):
    """Whether a description is shown for a speaker whom the text names."""
    named = gold["speakers"].get(quote["speaker"] or "", {})
    return bool(named.get("name")) and not entity.get("named", True)


def judge(gold, report, every):
    """[(verdict, kind, report quotation or None, gold mark or None)]; None = missed statement."""
    text = gold["text"]
    words = [(m.start(), m.end()) for m in WORD.finditer(text)]
    entities = {e["id"]: e for e in report.get("entities", [])}
    marks = [(q, words_in(words, q["content"])) for q in gold["quotes"]]
    shown = [(q, words_in(words, q["content"])) for q in report.get("quotations", []) if every or is_statement(q)]
    pairs = []
    for i, (mark, g) in enumerate(marks):
        for j, (_, p) in enumerate(shown):
            common = len(g & p)
            if common and common / len(g | p) >= .5:
                pairs.append((-common / len(g | p), mark["act"] != "statement", i, j))
    of_mark, of_shown = {}, {}
    for jaccard, _, i, j in sorted(pairs):
        if i not in of_mark and j not in of_shown:
            of_mark[i], of_shown[j] = j, (i, -jaccard)
    out = []
    found = set()
    for j, (quotation, p) in enumerate(shown):
        if j not in of_shown:
            touched = [q for q, g in marks if g & p]
            acts = {q["act"] for q in touched}
            verdict = "extent" if "statement" in acts else "topic" if "topic" in acts else "stance" if acts else "nobody"
            out.append((verdict, quotation["kind"], quotation, touched[0] if touched else None))
            continue
        i, jaccard = of_shown[j]
        mark = marks[i][0]
        right = speaker_right(text, gold, mark, quotation, entities)
        if mark["act"] != "statement":
            verdict = mark["act"]
        elif jaccard < .8:
            verdict = "extent" if right is not True else "extent, speaker right"
        else:
            verdict = {True: "right", False: "speaker", None: "open"}[right]
            if verdict == "speaker" and is_described(gold, mark, entities[quotation["speaker"]]):
                verdict = "speaker, described"
        if mark["act"] == "statement" and right is True:
            found.add(i)
        out.append((verdict, quotation["kind"], quotation, mark))
    for i, (mark, _) in enumerate(marks):
        if mark["act"] == "statement":
            out.append(("found" if i in found else "missed" if i not in of_mark else "found otherwise", mark["kind"], None, mark))
    return out


def main():
    args = [a for a in sys.argv[1:]]
    wanted = args[args.index("--list") + 1] if "--list" in args else None
    every = "--all" in args
    gold_path, report_path = args[0], args[1]
    reports = {r["id"]: r for r in map(json.loads, open(report_path, encoding="utf-8"))}
    counts = collections.Counter()
    for line in open(gold_path, encoding="utf-8"):
        gold = json.loads(line)
        report = reports.get(gold["id"], {"quotations": [], "entities": []})
        for verdict, kind, quotation, mark in judge(gold, report, every):
            counts[verdict, kind] += 1
            counts[verdict, "all"] += 1
            if wanted and verdict.startswith(wanted):
                text = gold["text"]
                def cut(q):
                    return q and " / ".join(text[a:b] for a, b in q["content"])
                entities = {e["id"]: e["name"] for e in report.get("entities", [])}
                print(f"{gold['id']} {verdict} {kind}\n   shown: {quotation and entities.get(quotation.get('speaker'))} | "
                      f"{quotation and quotation.get('cue') and text[quotation['cue'][0]:quotation['cue'][1]]} | {cut(quotation)}\n"
                      f"   gold:  {mark and mark['act']} {mark and mark['speaker'] and (gold['speakers'][mark['speaker']].get('name') or gold['speakers'][mark['speaker']].get('as'))} | {cut(mark)}")
    figures = {}
    for kind in KINDS:
        c = lambda v: counts[v, kind]  # noqa: E731
        shown = sum(n for (v, k), n in counts.items() if k == kind and not v.startswith(("found", "missed")))
        statements = c("found") + c("missed") + c("found otherwise")
        judged = max(1, shown - c("topic"))
        wrong = c("speaker") + c("speaker, described")
        given = c("right") + wrong
        figures[kind] = {
            "shown": shown, "statements": statements, "right": c("right"),
            "precision": round(100 * c("right") / judged, 1),
            "lenient": round(100 * (c("right") + c("extent, speaker right")) / judged, 1),
            "recall": round(100 * c("found") / max(1, statements), 1),
            "nobody": c("nobody"), "stance": c("stance"), "topic": c("topic"),
            "extent": c("extent") + c("extent, speaker right"), "speaker": wrong, "open": c("open"),
            "wrong_speaker_share": round(100 * wrong / max(1, given), 1),
            "another_speaker_share": round(100 * c("speaker") / max(1, given), 1),
            "nobody_share": round(100 * (c("nobody") + c("stance")) / max(1, shown), 1),
            "extent_share": round(100 * (c("extent") + c("extent, speaker right")) / max(1, shown), 1)}
        p, r = figures[kind]["lenient"], figures[kind]["recall"]
        figures[kind]["f1"] = round(2 * p * r / max(.1, p + r), 1)
    if "--json" in args:
        print(json.dumps(figures))
        return
    print(f"{'kind':9} {'shown':>6} {'right':>6} {'prec':>6} {'len.':>6} {'recall':>6} {'F1':>6}  nobody stance topic extent speaker open | statements; % wrong speakers (another), nobody's or stance, wrong edges")
    for kind, f in figures.items():
        print(f"{kind:9} {f['shown']:>6} {f['right']:>6} {f['precision']:>6} {f['lenient']:>6} {f['recall']:>6} {f['f1']:>6}  "
              f"{f['nobody']:>6} {f['stance']:>6} {f['topic']:>5} {f['extent']:>6} {f['speaker']:>7} {f['open']:>4} | {f['statements']}; "
              f"{f['wrong_speaker_share']} ({f['another_speaker_share']}), {f['nobody_share']}, {f['extent_share']}")


if __name__ == "__main__":
    main()
