/** The shape of a report, as `src/report/` writes it. Offsets are UTF-16 code units of the text as given. */

export type EntityType = "person" | "organization" | "location" | "facility" | "norp" | "product" | "misc";
export type MentionKind = "name" | "alias" | "acronym" | "role" | "pronoun";
export type QuotationKind = "direct" | "mixed" | "indirect";

/** A half-open range: first unit, first unit after. */
export type Range = [number, number];

export interface Mention {
  start: number;
  end: number;
  kind: MentionKind;
  /** Only where the mention's own type differs from the entity's. */
  type?: EntityType;
}

export interface Entity {
  id: number;
  type: EntityType;
  name: string;
  /** False for an unnamed source such as "a senior official". */
  named: boolean;
  roles: string[];
  /** The organization that a role or an unnamed source belongs to. */
  affiliation: number | null;
  /** The entities that speak together as this one. */
  members: number[];
  mentions: Mention[];
}

export interface Value {
  start: number;
  end: number;
  /** "relative" is a date given by its distance from the article's, which was not given: "last year". */
  type: "date" | "relative" | "time" | "duration" | "money" | "percent" | "quantity";
  value: string | null;
  unit: string | null;
  /** A period's first day, or a number; of "10/11/2017" the reading month first. */
  low: string | null;
  /** The day after a period's last, the first day of a printed range's last member, or a number; of "10/11/2017" the reading day first. */
  high: string | null;
  /** Open to one side, or a rough one. */
  edge: "before" | "after" | "about" | null;
  /** The words of the calendar within a longer phrase. */
  calendar: Range | null;
}

export interface Candidate {
  /** An entity's id, or null for nobody named here. */
  speaker: number | null;
  score: number;
}

export interface Quotation {
  id: number;
  kind: QuotationKind;
  content: Range[];
  /** The parts of the content that stand in quotation marks. */
  printed: Range[];
  cue: Range | null;
  source: Range | null;
  speaker: number | null;
  confidence: number;
  reason: string;
  candidates: Candidate[];
  parent: number | null;
  /** The entity that passes it on: "Trump, according to the White House". */
  relay: number | null;
  /** What the source did: communicated something, spoke of something, or believes or plans it. */
  act: "statement" | "topic" | "stance";
  /** That somebody communicated this, with these edges, 0 to 1; else that it is such a topic or stance. */
  probability: number;
  words: number;
  paragraph: number;
  /** Only where the reader corrected it; with a confidence of 1 the speaker too. */
  corrected?: true;
  /** What a reader who checked it says of it. */
  check?: "checked" | "called-back" | "wrong";
  /** What a reader noted about it. */
  note?: string;
  /** Its words changed since it was checked; only in the page. */
  stale?: true;
}

/** Somebody who speaks, and how much. */
export interface Source extends Tally {
  entity: number;
  named: boolean;
  /** It has a name, or words that describe a person or body. */
  described: boolean;
}

/** How much somebody states. */
export interface Tally {
  statements: number;
  /** In quotation marks; none of a statement that stands inside another. */
  wordsQuoted: number;
  /** Without marks, in turns of a transcript or interview. */
  wordsSpoken: number;
  /** In the writer's wording. */
  wordsReported: number;
}

export interface QuotedWords {
  start: number;
  end: number;
  type: "scare" | "title" | "nickname" | "term";
}

export interface Paragraph {
  start: number;
  end: number;
  kind: "headline" | "kicker" | "byline" | "dateline" | "text" | "list" | "caption" | "credit" | "set-aside";
  /** Of what is set aside what it is: menu, teaser, comments … */
  reason: string | null;
}

export interface Report {
  id: string | null;
  /** The program with its version. */
  program: string;
  /** The checksum of the model file. */
  model: string;
  textSha256: string;
  offsetUnit: "utf16" | "codepoint";
  unsureBelow: number;
  english: boolean;
  date: string | null;
  /** Who gave the date, or the line that has it. */
  dateReason: "given" | "byline" | "dateline" | null;
  paragraphs: Paragraph[];
  entities: Entity[];
  values: Value[];
  quotations: Quotation[];
  sources: Source[];
  /** What is stated by nobody for sure. */
  unattributed: Tally;
  /** What is stated in all; by several who speak together it is stated once, and counts for each of them. */
  total: Tally;
  quotedWords: QuotedWords[];
  /** The corrections that found nothing to correct, by their place in the list; only in the page. */
  missed?: number[];
}
