// "Same person in 3 texts?": one proposal at a time, answered by the reader alone.
import { button, h, keepFocus, live } from "../dom.js";
import { flat } from "../reading/words.js";

export class SamePerson {
  element = h("section.same-person", { "aria-label": "In several texts" });
  at = 0;

  constructor(collection) {
    this.collection = collection;
  }

  draw() {
    const { people } = this.collection;
    const open = people.open;
    this.element.hidden = !open.length;
    if (!open.length) return this.element.replaceChildren();
    this.at = Math.min(this.at, open.length - 1);
    const proposal = open[this.at];
    const { name, places } = proposal;
    const step = (label, by, sign) => button(sign, () => ((this.at = (this.at + by + open.length) % open.length), this.draw()), { class: "step", "aria-label": label, "data-do": sign });
    const boxes = places.map(({ entry, nr, who }, idx) => {
      const box = h("input", { type: "checkbox", id: `same-${idx}`, checked: true, value: entry.record.id });
      return h("li", box, h("label", { for: `same-${idx}` }, h("span.nr", nr), " ", h("i.role", flat(who.roles[0] ?? who.tail) || "no role given")));
    });
    const answer = (ids, news) => {
      const back = people.answer(proposal, ids);
      this.collection.readings.did(back);
      live(news);
      this.collection.draw();
      this.element.querySelector("[data-do=same]")?.focus();
    };
    const same = () => {
      const ids = boxes.map(({ firstChild }) => firstChild).filter(({ checked }) => checked).map(({ value }) => value);
      if (ids.length < 2) return live("Tick two texts or more");
      answer(ids, `${name} is one person in ${ids.length} texts`);
    };
    const roles = new Set(places.map(({ who }) => flat(who.roles[0] ?? who.tail).toLowerCase()).filter(Boolean));
    const card = [
      h("p.group-head", h("span", "In several texts"), 1 < open.length && h("span.of", step("Previous", -1, "‹"), ` ${this.at + 1} of ${open.length} `, step("Next", 1, "›"))),
      h("h2.title", `Same person in ${places.length} texts?`),
      h("p.words-of", "Each prints ", h(`b.s${people.slot(places[0].who)}`, name), ` in full${1 < roles.size ? "; the roles differ." : "."}`),
      h("ul", boxes),
      h("p.actions", button("Same person", same, { class: "box primary", "data-do": "same" }), button("Keep apart", () => answer([], `${name} is kept apart`), { class: "box", "data-do": "apart" })),
    ];
    keepFocus(this.element, "data-do", () => this.element.replaceChildren(...card.filter(Boolean)));
  }
}
