// A second text for a comparison: pasted, opened, dropped, typed, or one that this browser keeps.
import { button, h } from "../dom.js";
import { dayOf } from "../reading/words.js";

/** So many kept texts are offered. */
const FEW = 8;

/**
 * Asks for the text; `view` is shown with it.
 * @param {{ title: string, ask: string, hint: string, keeps: boolean, begin: (text: any) => void }} view
 */
export async function textAsked(parts, desk, view) {
  const field = h("textarea", { "aria-label": view.ask, placeholder: view.ask, autocomplete: "off", spellcheck: "false", keydown: (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && typed() });
  // It comes back like whatever comes in; what is too much is refused like that.
  const typed = () => parts.waysIn.typed(field.value);
  const open = button("open a file", () => parts.waysIn.open(), { class: "link" });
  const list = h("ul.rows");
  const body = [
    h("div.ask", h("div.field", field), h("p.links", h("span", "or ", open), button("Compare", typed, { class: "box primary" })), h("p.hint-below", view.hint), list),
  ];
  desk.show({ kind: "ask", title: view.title, body, focus: field, takes: (texts) => (view.begin(texts[0]), true) });
  if (!view.keeps) return;
  const { record } = parts.store.state;
  const kept = (await parts.session.kept.all()).filter(({ id }) => id !== record.id);
  kept.sort((a, b) => b.time - a.time);
  const rows = kept.slice(0, FEW).map((one) => h("li.row", button([h("span.words-of", one.title), h("span.dim", dayOf(new Date(one.time)))], () => view.begin(one), { class: "tally-row" })));
  if (rows.length) list.before(h("h2.group-head", h("span", "Kept in this browser")));
  list.replaceChildren(...rows);
}
