#!/usr/bin/env python3
"""Asks a reader who says what the core finds, and whom role phrases stand for; turns the answers into offsets.

usage: speakers.py ask ARTICLES.jsonl REPORTS.jsonl ROLES.jsonl ASKED.jsonl > SHEET.txt
       speakers.py compile ARTICLES.jsonl ASKED.jsonl ANSWERS.jsonl > speakers.jsonl

ARTICLES: {"id", "text"}; REPORTS: `saidby analyze --jsonl ARTICLES.jsonl`; ROLES: `trainer roles`.
The sheet shows each article with its statements in [1> <1] and role phrases in {r1:}; statements by a name at the
place that the core is sure of are not asked.
ANSWERS: {"id", "who": {"1": answer}, "meant": {"r1": answer}, "also": {name: [other forms without a word in common]}}.
An answer is a name in its fullest printed form, "=words" for somebody without a name, "+name|name" for several,
"x" for nobody's statement, "?" for what a reader cannot tell, "-" for a role that nothing else in the article stands for.
"""
import json
import sys

SURE = 0.95
NAMES = ("name", "alias", "acronym")


def lines(path):
    with open(path, encoding="utf-8") as file:
        return {line["id"]: line for line in map(json.loads, filter(str.strip, file))}


def overlap(one, other):
    return one[0] < other[1] and other[0] < one[1]


def questions(report, roles):
    """The statements and the role phrases of a report that are asked about."""
    names = [(m["start"], m["end"]) for e in report["entities"] if e["named"]
             for m in e["mentions"] if m["kind"] in NAMES]

    def is_sure(quotation):
        source = quotation["source"]
        ends_with_name = source and any(overlap(source, name) and 0 <= source[1] - name[1] <= 2 for name in names)
        return ends_with_name and (quotation["confidence"] or 0) >= SURE

    statements = [q for q in report["quotations"] if q["act"] == "statement" and not is_sure(q)]
    roles = sorted(roles)
    apart = [span for n, span in enumerate(roles) if n == 0 or roles[n - 1][1] <= span[0]]
    return [{key: q[key] for key in ("content", "cue", "source")} for q in statements], apart


def ask(articles, reports, roles, asked):
    reports, role_phrases = lines(reports), lines(roles)
    with open(asked, "w", encoding="utf-8") as file:
        for key, article in lines(articles).items():
            text = article["text"]
            statements, roles = questions(reports[key], role_phrases[key]["roles"])
            file.write(json.dumps({"id": key, "statements": statements, "roles": roles}) + "\n")
            marks = [(at, f"{{r{n}:" if at == span[0] else "}") for n, span in enumerate(roles, 1) for at in span]
            for n, statement in enumerate(statements, 1):
                marks += [(at, f"[{n}>" if at == span[0] else f"<{n}]") for span in statement["content"] for at in span]
            for at, mark in sorted(marks, reverse=True):
                text = text[:at] + mark + text[at:]
            print(f"=== {key}\n{text}\n--- who says:")
            for n, statement in enumerate(statements, 1):
                words = {part: article["text"][slice(*statement[part])] if statement[part] else None
                         for part in ("source", "cue")}
                print(f"{n}. {json.dumps(words, ensure_ascii=False)}")
            print("--- who is meant:")
            for n, span in enumerate(roles, 1):
                print(f"r{n}. {json.dumps(article['text'][slice(*span)], ensure_ascii=False)}")


def compiled(text, asked, answer):
    """The answers of one article as offsets; what is not printed in the article is left out."""
    keys, speakers = {}, {}

    def place(words):
        at = text.find(words)
        return [at, at + len(words)] if at >= 0 else None

    def key(words):
        if words not in keys:
            speaker = {}
            if words[0] == "=":
                speaker["as"] = place(words[1:])
                if speaker["as"] is None:
                    return None
            elif words[0] != "+":
                speaker["name"] = place(words)
                if speaker["name"] is None:
                    return None
                speaker["also"] = [at for at in map(place, answer.get("also", {}).get(words, [])) if at]
            keys[words] = f"S{len(keys) + 1}"
            speakers[keys[words]] = {part: at for part, at in speaker.items() if at}
        return keys[words]

    quotes, roles = [], []
    for n, statement in enumerate(asked["statements"], 1):
        words = answer.get("who", {}).get(str(n), "?")
        speaker = key(words) if words not in ("x", "?") else None
        if speaker:
            once = {part: [statement[part]] if statement[part] else [] for part in ("cue", "source")}
            quotes.append({"act": "statement", "content": statement["content"], **once, "speaker": speaker})
    for n, span in enumerate(asked["roles"], 1):
        words = answer.get("meant", {}).get(f"r{n}", "?")
        whom = key(words) if words not in ("x", "?", "-") and words[0] != "+" else None
        if whom or words == "-":
            roles.append([span, whom])
    return {"id": asked["id"], "quotes": quotes, "roles": roles, "speakers": speakers}


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) > 1 else None
    if len(sys.argv) != {"ask": 6, "compile": 5}.get(command):
        sys.exit(__doc__)
    if command == "ask":
        ask(*sys.argv[2:])
    else:
        texts, asked, answers = (lines(path) for path in sys.argv[2:])
        for key, answer in sorted(answers.items()):
            print(json.dumps(compiled(texts[key]["text"], asked[key], answer), ensure_ascii=False))
