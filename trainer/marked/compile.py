#!/usr/bin/env python3
"""Checks marks written by the guide (STATEMENTS.md) and turns them into code-point offsets.
usage: compile.py ARTICLES.jsonl MARKS.jsonl [OUT.jsonl] [--show ID]
Prints every string that is not found, every pair of quotation marks that is in no content and no `unsaid`."""
import json, re, sys

def paragraphs(text):
    out, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append((at, at + len(line)))
        at += len(line) + 1
    return out

def find(text, para, words, near=None, bad=None):
    s, e = para
    m = re.fullmatch(r"(.*)@(\d+)", words, re.S)
    nth = None
    if m: words, nth = m[1], int(m[2])
    if " … " in words and words not in text[s:e]:
        a, b = words.split(" … ", 1)
        i = text.find(a, s, e)
        j = text.find(b, i + len(a), e) if i >= 0 else -1
        if i < 0 or j < 0: return None
        return [i, j + len(b)]
    hits = [m.start() for m in re.finditer(re.escape(words), text[s:e])]
    # whole words only
    ok = lambda h: not (text[s+h-1:s+h].isalnum() and words[:1].isalnum() and h>0) and not (text[s+h+len(words):s+h+len(words)+1].isalnum() and words[-1:].isalnum())
    hits = [s + h for h in hits if ok(h)] or [s + h for h in hits]
    if not hits: return None
    if nth: 
        if nth > len(hits): return None
        h = hits[nth-1]
    elif near is None: h = hits[0]
    else: h = min(hits, key=lambda h: 0 if near[0] <= h < near[1] else min(abs(h - near[0]), abs(h + len(words) - near[0]), abs(h - near[1])))
    return [h, h + len(words)]

def compile_one(art, marks, report):
    text, ps = art["text"], paragraphs(art["text"])
    quotes = []
    for n, m in enumerate(marks["marks"]):
        where = f"{art['id']} mark {n} (p {m.get('p')})"
        try: para = ps[m["p"] - 1]
        except Exception: report(f"{where}: no paragraph"); quotes.append(None); continue
        if m.get("act") not in ("statement", "topic", "stance"): report(f"{where}: act {m.get('act')!r}")
        pieces, last = [], None
        for c in m["content"]:
            p, words = (ps[c["p"] - 1], c["text"]) if isinstance(c, dict) else (para, c)
            if last and last[0] >= p[0] and last[1] <= p[1]:
                span = find(text, (last[1], p[1]), words) or find(text, p, words)
            else: span = find(text, p, words)
            if span is None: report(f"{where}: content not found: {words!r}"); continue
            pieces.append(span); last = span
        if not pieces: quotes.append(None); continue
        pieces.sort()
        near = [pieces[0][0], pieces[-1][1]]
        q = {"act": m["act"], "content": pieces, "parent": m.get("in")}
        for part in ("cue", "source"):
            w = m.get(part); q[part] = []
            if w:
                span = None
                order = [para] + [x for x in reversed(ps[:m["p"]-1])] + ps[m["p"]:m["p"]+2]
                for p in order:
                    span = find(text, p, w, near if p == para else None)
                    if span: break
                if span is None: report(f"{where}: {part} not found: {w!r}")
                else: q[part] = [span]
        q["speaker"] = m.get("speaker")
        if q["speaker"] is not None and q["speaker"] not in marks["speakers"]: report(f"{where}: speaker {q['speaker']!r} is not among speakers")
        quotes.append(q)
    for n, q in enumerate(quotes):
        if q and q["parent"] is not None:
            if not (isinstance(q["parent"], int) and 0 <= q["parent"] < len(quotes) and q["parent"] != n and quotes[q["parent"]]): report(f"{art['id']} mark {n}: in {q['parent']} is no mark")
    covered = [p for q in quotes if q for p in q["content"]]
    for u in marks.get("unsaid", []):
        try: span = find(text, ps[u["p"]-1], u["words"])
        except Exception: span = None
        if span is None: report(f"{art['id']} unsaid not found: {u!r}")
        else: covered.append(span)
    for m in re.finditer(r"“[^”\n]*”|\"[^\"\n]*\"", text):
        if not any(a - 1 <= m.start() and m.end() <= b + 2 or (a < m.end() and m.start() < b) for a, b in covered):
            report(f"{art['id']} quotation marks in nothing: {m[0][:80]!r}")
    speakers = {}
    for k, sp in marks["speakers"].items():
        out = {"type": sp.get("type")}
        for field in ("name", "as"):
            w = sp.get(field)
            if w:
                i = text.find(w)
                if i < 0 and field == "name": report(f"{art['id']} speaker {k}: {w!r} is not printed")
                if i >= 0: out[field] = [i, i + len(w)]
        out["also"] = [[text.find(w), text.find(w) + len(w)] for w in sp.get("also") or [] if w in text]
        speakers[k] = out
    return {"id": art["id"], "quotes": [q for q in quotes], "speakers": speakers}

def main():
    args = sys.argv[1:]
    show = args[args.index("--show") + 1] if "--show" in args else None
    arts = {d["id"]: d for d in map(json.loads, open(args[0], encoding="utf-8"))}
    n, out = 0, []
    def report(s):
        nonlocal n; n += 1; print(s)
    seen = set()
    for i, line in enumerate(open(args[1], encoding="utf-8"), 1):
        if not line.strip(): continue
        try: m = json.loads(line)
        except Exception as e: report(f"line {i}: {e}"); continue
        if m.get("id") not in arts: report(f"line {i}: no article {m.get('id')!r}"); continue
        seen.add(m["id"])
        c = compile_one(arts[m["id"]], m, report)
        if None not in c["quotes"]: out.append(c)
        if show in (m["id"], "all"):
            t = arts[m["id"]]["text"]; print("==", m["id"])
            for k, q in enumerate(c["quotes"]):
                if q: print(k, q["act"], q["speaker"], "|", *[t[a:b] for a, b in q["source"]], "|", *[t[a:b] for a, b in q["cue"]], "|", " // ".join(t[a:b] for a, b in q["content"]), "" if q["parent"] is None else f"in {q['parent']}")
    print(f"{len(out)} articles compiled, {sum(len(c['quotes']) for c in out)} marks, {n} complaints")
    if len(args) > 2 and not args[2].startswith("--"):
        open(args[2], "w", encoding="utf-8").writelines(json.dumps(c, ensure_ascii=False) + "\n" for c in out)
main()
