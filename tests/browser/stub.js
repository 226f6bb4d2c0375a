// Stands in for the analyzer where a test is about the page: one short article with every kind of finding.
// The offsets are looked up, so that the article can be read here.

const UNSURE_BELOW = 0.6;

export default async function init() {}

export class Analyzer {
  analyze(text, { keep = [], date = null } = {}) {
    const find = (words, from = 0) => {
      const start = text.indexOf(words, from);
      return start < 0 ? null : [start, start + words.length];
    };
    const mentions = (...names) =>
      names.flatMap(([words, kind, from]) => {
        const span = find(words, from ? text.indexOf(from) : 0);
        return span ? [{ start: span[0], end: span[1], kind }] : [];
      });
    const entities = [
      ["person", "Ann Lee", true, ["Mayor"], mentions(["Ann Lee", "name"], ["Lee", "alias", "“The steel"])],
      ["person", "Bo Dahl", true, ["a welder"], mentions(["Bo Dahl", "name"], ["he said", "pronoun"])],
      ["person", "a senior official at the ministry", false, [], mentions(["A senior official", "role"])],
      ["organization", "Karsund Bridges", true, [], mentions(["Karsund Bridges", "name"])],
      ["location", "Port Averne", true, [], mentions(["PORT AVERNE", "name"])],
    ].map(([type, name, named, roles, found], id) => ({ id, type, name, named, roles, affiliation: null, mentions: found }));
    const quotations = [
      ["direct", ["“We waited too long,”", "“The steel cannot wait.”"], "Lee", "said", 0, 0.95],
      ["mixed", ["the rivets were “soft as cheese” from the start"], "Bo Dahl", "said", 1, 0.9],
      ["indirect", ["the bridge had been checked in June"], "A senior official", "said", 2, 0.85],
      ["indirect", ["nobody would cross it again"], "he", "said", null, 0.5],
    ].map(([kind, content, source, cue, speaker, confidence], id) => {
      const ranges = content.map((words) => find(words)).filter(Boolean);
      const inside = find("“soft as cheese”");
      const printed = kind === "direct" ? ranges : kind === "mixed" && inside ? [inside] : [];
      const sure = UNSURE_BELOW <= confidence;
      const candidates = sure ? [{ speaker, score: confidence }, { speaker: 3, score: 0.04 }] : [{ speaker: 1, score: 0.54 }, { speaker: 0, score: 0.41 }, { speaker: null, score: 0.05 }];
      const from = ranges[0]?.[0] ?? 0;
      const reason = sure ? "The words name the speaker" : "“He” fits two people";
      return { id, kind, content: ranges, printed, cue: find(cue, from), source: find(source, Math.max(0, from - 60)), speaker, confidence, reason, candidates, parent: null, act: "statement", probability: 0.9, words: 6, paragraph: 0 };
    });
    const paragraphs = [...text.matchAll(/[^\n]+/g)].map(({ index, 0: words }, idx) => {
      const aside = words === "ADVERTISEMENT" && !keep.some(([start]) => start === index);
      return { start: index, end: index + words.length, kind: idx === 0 ? "headline" : aside ? "set-aside" : "text", reason: aside ? "advertisement" : null };
    });
    const scare = find("“bridge dividend”");
    const value = (words, type, form, low = null, high = null) => {
      const span = find(words);
      return span ? [{ start: span[0], end: span[1], type, value: form, unit: null, low, high }] : [];
    };
    const values = [
      // Weekdays have a place in the calendar once the reader gives the article's date.
      ...value("Monday", "date", date ? "2017-12-11" : "XXXX-WXX-1"),
      ...value("June", "date", "2017-06", "2017-06-01", "2017-07-01"),
      ...value("that night", "relative", "THIS P1D"),
    ];
    return {
      id: null,
      offsetUnit: "utf16",
      unsureBelow: UNSURE_BELOW,
      english: true,
      date,
      paragraphs,
      entities,
      values,
      quotations: quotations.filter(({ content }) => content.length),
      quotedWords: scare ? [{ start: scare[0], end: scare[1], type: "scare" }] : [],
    };
  }
  free() {}
}
