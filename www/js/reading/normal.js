// Dates, lengths and amounts in words, and the place of a date in the calendar.
import { capital, figure } from "./words.js";

export const DAY = 86_400_000;

/** What the reader calls each type. */
const FIGURES = { duration: "duration", money: "money", percent: "percentage", quantity: "quantity", time: "time" };
const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const SEASONS = { SP: "spring", SU: "summer", FA: "autumn", WI: "winter" };
const PARTS = { MO: "morning", AF: "afternoon", EV: "evening", NI: "night" };
/** TIMEX3's words for what has no day. @type {Record<string, string>} */
const VAGUE = { PAST_REF: "in the past", PRESENT_REF: "now", FUTURE_REF: "in the future" };
const EDGES = { before: "until", after: "from", about: "about" };
const UNITS = { Y: "year", M: "month", W: "week", D: "day", TH: "hour", TM: "minute", TS: "second" };

/** "Date: 15 December 2017", "Money: 1,200,000 USD" @param {Value} value */
export const sayValue = (value) => [capital(FIGURES[value.type] ?? "date"), normal(value)].filter(Boolean).join(": ");

export const isDate = ({ type }) => ["date", "relative", "time"].includes(type);

/** The normal form in words. @param {Value} value */
export function normal(value) {
  const { value: form, unit, low, high, edge } = value;
  if (isDate(value)) {
    if (form && VAGUE[form]) return VAGUE[form];
    // "the past two weeks" has a length, and days if the article's date is known.
    if (low && high && form?.startsWith("P")) return `${sayDate(low)} to ${sayDate(high)}`;
    if (!form || /P[\dX]/.test(form)) return "no fixed date";
    if (edge) return `${EDGES[edge]} ${sayDate(form)}`;
    // "10/11/2017" can be read two ways.
    return low === form && high ? `${sayDate(low)} or ${sayDate(high)}` : form.split("/").map(sayDate).join(" to ");
  }
  if (value.type === "duration") return (form ? [form] : [low, high]).filter(Boolean).map(sayDuration).join(" to ");
  const amount = (form ? [form] : [low, high]).filter(Boolean).map(figure).join(" to ") || "some";
  return `${amount}${unit === "%" ? "" : " "}${unit ?? ""}`.trim();
}

/** A TIMEX value in words; what it does not know stays as it is. */
function sayDate(form) {
  const [date, time = ""] = form.split(/(?<!^)[T ]|^T/).map((part) => part.replace(/:00$/, ""));
  const [, year, month, day] = /^(\d{4}|XXXX)-(\d\d)(?:-(\d\d))?$/.exec(date) ?? [];
  const said = month
    ? [Number(day) || "", MONTHS[Number(month) - 1], year !== "XXXX" && year].filter(Boolean).join(" ")
    : date
        .replace(/^XXXX-WXX-(\d)$/, (_, nr) => DAYS[nr - 1])
        .replace(/^(\d{4})-W(\d\d)$/, "week $2 of $1")
        .replace(/^(\d{4})-W(\d\d)-WE$/, "weekend of week $2 of $1")
        .replace(/^(\d{4})-Q(\d)$/, "quarter $2 of $1")
        .replace(/^(\d{4})-H(\d)$/, "half $2 of $1")
        .replace(/^(?:(\d{4})-)?(SP|SU|FA|WI)$/, (_, year, season) => [SEASONS[season], year].filter(Boolean).join(" "))
        .replace(/^(\d{3})X$/, "$10s");
  return [said, (PARTS[time] ?? time).replace(/^\d\d(?!:)/, "$&:00").replace("Z", " UTC")].filter(Boolean).join(", ");
}

/** "P3Y2M" as "3 years, 2 months" */
function sayDuration(form) {
  const [days, hours = ""] = form.slice(1).split("T");
  const parts = `${days}${hours.replace(/[HMS]/g, "T$&")}`.matchAll(/([\d.]+|X)(T?[YMWDHS])/g);
  return [...parts].map(([, n, unit]) => `${n === "X" ? "some" : n} ${UNITS[unit]}${n === "1" ? "" : "s"}`).join(", ") || form;
}

/** The days that a date covers, as times, or null where it has no place in the calendar. @param {Value} value */
export function placeInCalendar({ value, low, high }) {
  const [from, to = from] = (value ?? "").split("/").map((end) => /^\d{4}-\d\d-\d\d/.exec(end)?.[0]);
  const start = Date.parse(from ?? low ?? "");
  // The upper end of a period is the day after it.
  const end = to ? Date.parse(to) : high ? Date.parse(high.slice(0, 10)) - DAY : start;
  return Number.isNaN(start + end) ? null : [start, Math.max(start, end)];
}
