// The rail as a whole: its tabs with their numbers, and the body of the one that is chosen.
import { all, one } from "../dom.js";
import { short } from "../reading/words.js";
import { Ledger } from "./ledger.js";
import { Sources } from "./sources.js";
import { Values } from "./values.js";
import { Who } from "./who.js";

export class Rail {
  bodies = { who: new Who(), quotations: new Ledger(), sources: new Sources(), values: new Values() };
  /** An analysis takes so long that the rail shows how far it is. */
  busy = false;

  /** @param {State} state */
  update(state) {
    this.bodies[state.tab].update(state);
  }

  /** Draws the tabs, here and at the bottom of narrow screens, and shows the body of the chosen one. @param {State} state */
  drawTabs({ tab, wide, sheet, reading }) {
    const busy = this.busy || !reading;
    const counts = reading && {
      who: [...reading.entities.values()].filter((entity) => entity.named || entity.speaks.length).length,
      quotations: reading.inOrder.length,
      sources: reading.sources.length,
      values: reading.report.values.length,
    };
    for (const choice of all("[data-tab]")) {
      const chosen = choice.dataset.tab === tab;
      if (choice.matches(".tab")) {
        choice.setAttribute("aria-selected", chosen);
        choice.tabIndex = chosen ? 0 : -1;
      } else choice.setAttribute("aria-expanded", chosen && sheet);
      one(".count", choice).textContent = counts && !this.busy ? short(counts[choice.dataset.tab]) : "";
    }
    one(".rail").classList.toggle("sheet-open", sheet);
    one(".working").hidden = !this.busy;
    for (const body of all(".panel-body")) body.hidden = body.id !== `panel-${tab}` || busy;
    const widen = one(".widen");
    widen.textContent = wide ? "Narrow" : "Widen";
    widen.setAttribute("aria-pressed", wide);
  }
}
