// Gives odd input to what the page reads from outside: web pages, mails, Word files, records. The value is what broke.
async ({ seconds, tries, seed, word }) => {
  const at = (name) => new URL(`/js/${name}.js`, location.href).href;
  globalThis.addressOf = (name) => new URL(`/pkg/${name}`, location.href);
  const [{ readHtml, richer }, { readMail }, { textOfWord }, { fresh, merge, sound, edited, idOf }] = await Promise.all(["html", "mail", "word", "record"].map((name) => import(at(name))));
  /** Below `end`, the same row for the same seed. */
  const below = (end) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * end);
  };
  const one = (list) => list[below(list.length)];
  const many = (list, most) => Array.from({ length: below(most) }, () => one(list)).join("");
  const isPiece = ({ text, cut, date }) =>
    typeof text === "string" && (cut === undefined || (Number.isInteger(cut) && 0 < cut && cut <= text.length)) && (!date || /^\d{4}-\d\d-\d\d$/.test(date));

  const TAGS = "<p> </p> <div> </div> <article> </article> <h1> <h2>x</h2> <title> </title> <br> <ul><li> </ul> <table><tr><td> </table> <script>globalThis.ran=1</script> <style> </style> <img/src=x/onerror=globalThis.ran=1> <svg/onload=globalThis.ran=1> <iframe/srcdoc='<script>parent.ran=1</script>'> <template> </template> <noscript> </noscript> <!-- --> <![CDATA[ ]]> <math><mtext> <a/href=javascript:globalThis.ran=1> </a> <p/hidden> <b/style=display:none> <time/datetime=2021-03-04> <meta/property=article:published_time/content=2021-13-99T> &amp; &lt;b&gt; &#0; &#xd800; <base/href=http://example.org> <form><input/name=body> <frameset> <plaintext> </body> <html>".split(" ");
  const WORDS = ["The harbor in Marn closed on Monday, and the council said that nobody knew when it would open again. ", "“No,” said Ann Lee. ", "4 March 2021", " ", "\n", "\0", "\ud83d", "\u202e", "e\u0301", "=1+1", "Share"];
  const html = () => (below(3) ? `<article><h1>Harbor closes</h1>${"<p>The harbor in Marn closed again, and nobody knew why or for how long it would be. ".repeat(below(12))}` : "") + many([...TAGS, ...WORDS], 60);

  const LINES = ["Subject: a", "Subject: =?utf-8?B?4oKs?=", "Subject: =?x?Q?=ff=GG_?=", "From: b <c@d>", "Date: Thu, 4 Mar 2021 10:00:00 +0000", "Date: never", "Content-Type: text/html; charset=latin1", 'Content-Type: multipart/mixed; boundary="b"', "Content-Type: text/plain; charset=nonsense", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "Content-Disposition: attachment", "--b", "--b--", "", "", " folded", "4oKs====", "=E2=82=AC=", "=ZZ", ":", "no colon"];
  const mail = () => Array.from({ length: below(40) }, () => (below(6) ? one(LINES) : html())).join(one(["\n", "\r\n", "\r"]));

  const packed = Uint8Array.from(word);
  const file = () => {
    const bytes = packed.slice(0, below(4) ? packed.length : below(packed.length));
    for (let n = below(20); 0 < n; n--) bytes[below(2) ? below(bytes.length) : Math.max(0, bytes.length - 1 - below(200))] = below(256);
    return bytes.buffer;
  };

  const ODD = [null, undefined, -1, 1e9, NaN, "", "x", "__proto__", [], {}, [0, 3], [3, 0], ["0", "3"], { length: 1e9 }, "2021-03-04", "<img>", true];
  const step = () => one([{ do: "keep", span: [0, 4] }, { do: "speaker", content: [0, 4], speaker: one([null, [5, 8]]) }, { do: "name", span: [0, 3], was: null, type: one(["person", null, "toString"]), same: one(["own", "new", [0, 3]]) }, one(ODD)]);
  const record = () => {
    const made = fresh({ text: "Mill shuts for good", origin: "pasted" });
    made.steps = Array.from({ length: below(4) }, step);
    made.done = below(made.steps.length + 1);
    made.changed = below(1000);
    for (let n = below(3); 0 < n; n--) made[one(Object.keys(made))] = one(ODD);
    return below(20) ? made : one(ODD);
  };

  const READERS = {
    html: async () => {
      const page = html();
      return [page, isPiece(await readHtml(page)) && isPiece(await richer(page, many(WORDS, 9)))];
    },
    mail: async () => {
      const raw = mail();
      return [raw, isPiece(await readMail(raw))];
    },
    // What is no Word file is refused.
    word: async () => {
      const bytes = file();
      const input = Array.from(new Uint8Array(bytes)).join();
      return [input, typeof (await textOfWord(bytes).catch(() => "")) === "string"];
    },
    record: async () => {
      const [a, b] = [record(), record()];
      const id = idOf("Mill shuts for good");
      const input = JSON.stringify([a, b]);
      const [mine, other] = [sound(a, id).record, sound(b, id).record];
      const both = merge(mine, other);
      // What was taken once is taken again, and so is what two of them make.
      const holds = [mine, other, both, both && edited(both, { done: 0 })].every((one) => !one || !sound(one, id).damaged);
      return [input, holds && (!mine || merge(mine, mine).changed === mine.changed)];
    },
  };
  const broken = [];
  const end = performance.now() + seconds * 1000;
  for (let n = 0; n < tries || performance.now() < end; n++) {
    for (const [name, read] of Object.entries(READERS)) {
      const begun = seed;
      const start = performance.now();
      const [input, holds] = await read().catch((error) => [String(error?.stack ?? error), false]);
      const took = performance.now() - start;
      if (!holds || globalThis.ran || 10_000 < took) broken.push({ name, seed: begun, took, ran: globalThis.ran ?? null, input });
      delete globalThis.ran;
      if (4 < broken.length) return broken;
    }
  }
  return broken;
}
