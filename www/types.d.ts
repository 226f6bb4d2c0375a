/** The page's types by short names, for the comments of its modules. Only the type checker reads this file. */

/** This release, as the build writes it above `boot.js`: its name, the files that scripts ask for, the bytes of engine and model, the engine's hash. */
declare const RELEASE: { build: string; files: Record<string, string>; bytes: number; engine: string };
/** The name of the release that the worker is of; the build writes it above `worker.js`. */
declare const BUILD: string;
/** What a browser gives to its extensions. */
declare const chrome: any;
/** The page's limit for files, in bytes, which the build writes above the extension's background script. */
declare const MAX_BYTES: number;
/** The styles of what is loaded later; the build writes them above its script. */
declare const STYLE: string;

type Findings = import("./report.d.ts").Report;
type Paragraph = import("./report.d.ts").Paragraph;
type Entity = import("./report.d.ts").Entity;
type Mention = import("./report.d.ts").Mention;
type Value = import("./report.d.ts").Value;
type Quotation = import("./report.d.ts").Quotation;
type Source = import("./report.d.ts").Source;
type Span = import("./report.d.ts").Range;

type Reading = import("./js/reading/reading.js").Reading;
type Store = import("./js/store.js").Store;

/** An entity with what the page says of it. */
type Person = Entity & {
  label: string;
  /** What stands in italics after the label. */
  tail: string;
  /** The name in the margin. */
  short: string;
  layer: string;
  /** Its color, 1 to 10; 0 is grey. */
  slot: number;
  /** Its quotations; none that are unsure. */
  speaks: number[];
  /** What the report counts of it as a source. */
  source: Source | null;
  printedWords: number;
  plainWords: number;
  count: number;
  /** Where it is first mentioned. */
  first: number;
};

/** A quotation with what the page says of it. */
type Said = Quotation & {
  unsure: boolean;
  /** The reader said who speaks. */
  yours: boolean;
  /** The speaker, or who it probably is. */
  proposed: number | null;
  start: number;
  end: number;
  /** Its place in reading order. */
  nr: number;
};

/** What the reading view lays out: a paragraph, or a piece of a very long one. */
type Block = { start: number; end: number; kind: string; reason: string | null; goesOn: boolean; paragraph: number };

/** `rank` puts the outer of two equal spans first; `make` builds the element of one piece of it. */
type Mark = { start: number; end: number; rank: number; make: (first: boolean, last: boolean) => HTMLElement };

/** One quotation within a block, with its width on each line. */
type Voice = { mark: HTMLElement; width: Map<number, number> };

/** A text on its way in: `cut` is where what is no part of the article begins, in UTF-16 units; `date` the article's. */
type Piece = { text: string; cut?: number; date?: string };
type Found = { report: Findings; part: boolean };
type Told = { stage: string; done: number; total: number };
type Item = { label: string; note?: string; suffix?: string; act: () => void; off?: boolean; keep?: boolean };
/** Tells what happened. */
type Tell = (type: string, detail?: any) => void;

/** The first sample has its report. */
type Sample = { file: string; title: string; style: string; text: string; report?: Findings };
type Tab = "who" | "quotations" | "sources" | "values";

/**
 * A correction. `content` is the first piece of the quotation that it is about, as it stood then.
 * speaker: it is by the entity mentioned at `speaker`, by somebody whom the text does not name, or by nobody named;
 * and so are those whose first pieces are `also`.
 * say, unsay: somebody says these words; nobody says this. back: it is as it was found.
 * edges: it has the pieces `to`. kind, act: it is of this kind; it is this act.
 * name: the words at `span` (found as `was`) are of `type`, or no name where it is null; the same as the entity
 * mentioned at `same`, as before, or new; and so are the mentions `also`, all of them where it is true.
 * value: no date or figure stands at `span`.
 * check: a reader went over that quotation, and those whose first pieces are `also`, as they had these words, or took
 * the check back; with a note.
 * keep, aside: a passage that was set aside is read; one is set aside. date: the article's.
 */
type Step =
  | { do: "speaker"; content: Span; speaker: Span | null; name?: string; also?: Span[] }
  | { do: "say"; content: Span; speaker: Span | null; name?: string }
  | { do: "unsay" | "back"; content: Span }
  | { do: "edges"; content: Span; to: Span[] }
  | { do: "kind"; content: Span; kind: Quotation["kind"] }
  | { do: "act"; content: Span; act: Quotation["act"] }
  | { do: "name"; span: Span; was: Span | null; type: string | null; same: Span | "own" | "new"; also: boolean | Span[] }
  | { do: "check"; content: Span; also?: Span[]; words: string[]; check: NonNullable<Quotation["check"]> | null; note: string }
  | { do: "keep" | "aside" | "value"; span: Span }
  | { do: "date"; date: string | null };

/** A text with its corrections: `steps` are all, the first `done` of them apply. */
type TextRecord = {
  id: string;
  text: string;
  title: string;
  origin: string;
  time: number;
  /** The texts that were opened together. */
  batch: string[];
  steps: Step[];
  done: number;
  /** The article's date, given by the reader or by the page that it came from. */
  date: string | null;
  /** When `steps`, `done` or `date` changed, in milliseconds; 0 is never. */
  changed: number;
  /** The latest such change by others that was known then. */
  seen: number;
  /** The window that changed them, or the merge. */
  by: string;
  /** The date that its web page or mail gives. */
  published?: string | null;
  /** Where the rest of a web page begins, in UTF-16 units. */
  cut?: number;
  /** The words of corrections that had no place any more when the text was edited. */
  lost?: string[];
};

type State = {
  view: "welcome" | "reader";
  record: TextRecord | null;
  /** As the analyzer gave it. */
  report: Findings | null;
  /** With the corrections applied. */
  reading: Reading | null;
  /** An analysis is under way. */
  working: boolean;
  /** The report covers the beginning only. */
  partial: boolean;
  layers: Record<string, boolean>;
  /** The chosen entity, and which of its mentions. */
  entity: number | null;
  mention: number;
  /** The chosen quotation. */
  quotation: number | null;
  /** The one entity that is shown. */
  only: number | null;
  tab: Tab;
  wide: boolean;
  /** On narrow screens the rail is a sheet, which is open. */
  sheet: boolean;
};
