// The tab "Values": dates, with the calendar, and figures.
import { dateOf } from "../corrections/apply.js";
import { emit, h, one } from "../dom.js";
import { DAY, isDate, normal, placeInCalendar } from "../reading/normal.js";
import { capital, count, dayOf } from "../reading/words.js";
import { drawFilters, tally, tallyRow } from "./lists.js";

export class Values {
  reading = /** @type {any} */ (null);
  filter = "all";
  element = one("#panel-values");
  filters = one(".filters", this.element);
  date = one("#article-date");

  constructor() {
    this.date.addEventListener("change", () => {
      // A year is typed digit by digit.
      if (!this.date.value.startsWith("0")) emit(this.element, "date", this.date.value || null);
    });
  }

  update({ reading, record }) {
    if (!reading || reading === this.reading) return;
    this.reading = reading;
    const { date, dateReason } = reading.report;
    const found = dateReason === "byline" ? "found in a line beside the article" : "found in the dateline";
    const told = dateOf(record);
    const given = told === record.published ? "given by the web page or mail" : "given by you";
    this.date.value = date ?? "";
    one(".date-from", this.element).textContent = told ? given : date ? found : "not found; with it, “on Friday” becomes a day";
    this.#draw(reading);
  }

  #draw(reading) {
    const { values } = reading.report;
    const places = new Map(values.filter(isDate).map((value) => [value, placeInCalendar(value)]));
    const filters = {
      all: () => true,
      dates: (value) => Boolean(places.get(value)),
      "without a fixed date": (value) => places.get(value) === null,
      durations: ({ type }) => type === "duration",
      money: ({ type }) => type === "money",
      percentages: ({ type }) => type === "percent",
      quantities: ({ type }) => type === "quantity",
    };
    if (!values.some(filters[this.filter])) this.filter = "all";
    drawFilters(this.filters, filters, values, this.filter, (filter) => {
      this.filter = filter;
      this.#draw(reading);
    });
    const { all, ...groups } = this.filter === "all" ? filters : { [this.filter]: filters[this.filter] };
    const lists = Object.entries(groups).map(([name, passes]) => {
      const some = values.filter(passes);
      if (name === "dates") some.sort((a, b) => places.get(a)[0] - places.get(b)[0]);
      const list = tally(capital(name), count(some.length, "mention"), some.map((value) => this.#row(reading, value)));
      if (name === "dates" && some.length) list.firstElementChild.after(...timeline(some.map((value) => places.get(value))));
      return some.length ? list : "";
    });
    one(".values-list", this.element).replaceChildren(...lists, values.length ? "" : h("p.nothing", "No dates or figures found in this text."));
  }

  #row(reading, value) {
    const { start, end } = value;
    const [said, words] = [normal(value), reading.slice([start, end])];
    const content = [h("b.normal", said), h("span.words-of", said === words ? "" : words), h("span.nr", reading.placeOf(start))];
    return tallyRow(content, () => emit(this.element, "place", [start, end]));
  }
}

/** The calendar from the first day to the last, with a mark for each date; the rows below say the same in words. */
function timeline(days) {
  const from = days.reduce((least, [start]) => Math.min(least, start), Infinity);
  const to = days.reduce((most, [, end]) => Math.max(most, end), -Infinity) + DAY;
  const part = (time) => `${(time / (to - from)) * 100}%`;
  const marks = days.map(([start, end]) => h("i", { "--x": part(start - from), "--w": part(Math.max(DAY, end - start)) }));
  const ends = [from, to - DAY].map((time) => h("span", dayOf(new Date(time))));
  return [h("div.strip.timeline", { "aria-hidden": "true" }, marks), h("p.caption", { "aria-hidden": "true" }, ends)];
}
