/** The page's types by short names, for the comments of its modules. Only the type checker reads this file. */

type Findings = import("./report.d.ts").Report;
type Paragraph = import("./report.d.ts").Paragraph;
type Entity = import("./report.d.ts").Entity;
type Mention = import("./report.d.ts").Mention;
type Quotation = import("./report.d.ts").Quotation;
type Span = import("./report.d.ts").Range;
type Reading = import("./js/reading.js").Reading;
type Said = import("./js/reading.js").Said;
type Person = import("./js/reading.js").Person;
type Block = import("./js/blocks.js").Block;
type Mark = import("./js/marks.js").Mark;
type State = import("./js/store.js").State;
type TextRecord = import("./js/store.js").TextRecord;
type Step = import("./js/corrections.js").Step;
type Told = import("./js/client.js").Told;
type Found = import("./js/client.js").Found;
type Parts = import("./js/main.js").Parts;
type Actions = import("./js/actions.js").Actions;
type Store = import("./js/store.js").Store;
type Client = import("./js/client.js").Client;
