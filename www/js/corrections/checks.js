// What the reader said of quotations that were checked.
import { flat } from "../reading/words.js";
import { quotationAt } from "./quotations.js";

/**
 * A check holds for the words that were checked. True where one of the quotations is found.
 * @param {Findings} report @param {Step & { do: "check" }} step @param {string} text
 */
export function fixCheck(report, { content, also, words, check, note }, text) {
  let found = false;
  for (const span of [content, ...(also ?? [])]) {
    const quotation = quotationAt(report, span);
    if (!quotation) continue;
    found = true;
    const same = words.includes(quotation.content.map((piece) => flat(text.slice(...piece))).join(" … "));
    quotation.check = (same && check) || undefined;
    if (!also) quotation.note = note || undefined;
    quotation.stale = (!same && check !== null) || undefined;
  }
  return found;
}
