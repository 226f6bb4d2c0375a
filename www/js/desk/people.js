// People of several texts: who may be the same, what the reader says of that, and the sources over all texts.
import { flat, layerOf } from "../reading/words.js";
import { choose, keeping, setting } from "../settings.js";

/** A person of one text. @typedef {{ entry: import("./readings.js").Entry, nr: number, who: Person }} Place */
/** Who may be one in several texts. @typedef {{ name: string, places: Place[] }} Proposal */

const keyOf = (who) => flat(who.name).toLowerCase();
/** Only full names may be one. */
const isFull = (who) => who.named && layerOf(who.type) === "person" && flat(who.name).includes(" ");

/** By a full name: the texts in which it is one person's. @type {Record<string, string[]>} */
let answers = parsed();

function parsed() {
  try {
    return JSON.parse(setting("people") ?? "{}");
  } catch {
    return {};
  }
}

export class People {
  /** @param {import("./readings.js").Entry[]} entries */
  constructor(entries) {
    this.entries = entries;
    // Another window may have forgotten them.
    if (keeping.on && setting("people") === null) answers = {};
    /** @type {Map<string, Proposal>} */
    this.byName = new Map();
    entries.forEach((entry, idx) => {
      for (const who of entry.reading.entities.values()) {
        if (!isFull(who)) continue;
        const name = keyOf(who);
        const proposal = this.byName.get(name) ?? { name: who.label, places: [] };
        if (!proposal.places.some((place) => place.entry === entry)) proposal.places.push({ entry, nr: idx + 1, who });
        this.byName.set(name, proposal);
      }
    });
  }

  /** Those who stand in several texts and were not asked about; who speaks comes first. @returns {Proposal[]} */
  get open() {
    const some = [...this.byName.entries()].filter(([name, { places }]) => 1 < places.length && !answers[name]);
    const said = ({ places }) => places.reduce((sum, { who }) => sum + who.speaks.length, 0);
    return some.map(([, proposal]) => proposal).sort((a, b) => said(b) - said(a) || b.places.length - a.places.length || a.name.localeCompare(b.name, "en"));
  }

  /** Says in which texts a name is one person's; none keeps them apart. @param {Proposal} proposal @param {string[]} ids @returns {() => void} takes it back */
  answer({ name }, ids) {
    const key = flat(name).toLowerCase();
    const before = answers[key];
    const set = (answer) => {
      answers = { ...answers, [key]: answer };
      if (!answer) delete answers[key];
      if (keeping.on) choose("people", JSON.stringify(answers));
    };
    set(ids);
    return () => set(before);
  }

  /** What tells one person from another over all texts. */
  idOf(entry, who) {
    const joined = isFull(who) && answers[keyOf(who)]?.includes(entry.record.id);
    return joined ? keyOf(who) : `${entry.record.id} ${who.id}`;
  }

  /** The color of a person: one name, one color in all texts, joined or not. */
  slot(who) {
    const places = isFull(who) ? this.byName.get(keyOf(who))?.places : null;
    return places?.find(({ who }) => who.slot)?.who.slot ?? who.slot;
  }

  /** Everybody who speaks in any text, with what they say in all of them, most quoted first. */
  sources() {
    const all = new Map();
    this.entries.forEach((entry, idx) => {
      for (const who of entry.reading.sources) {
        const id = this.idOf(entry, who);
        const source = all.get(id) ?? { id, who, texts: [], statements: 0, quoted: 0, plain: 0, said: [] };
        source.texts.push(idx + 1);
        source.statements += who.source?.statements ?? 0;
        source.quoted += who.printedWords;
        source.plain += who.plainWords;
        source.said.push(...who.speaks.map((nr) => ({ entry, quotation: entry.reading.acts[nr] })));
        all.set(id, source);
      }
    });
    return [...all.values()].sort((a, b) => b.quoted - a.quoted || b.plain - a.plain || b.statements - a.statements);
  }
}

/** Forgets what was said of people. */
export function forgetPeople() {
  answers = {};
  choose("people", null);
}
