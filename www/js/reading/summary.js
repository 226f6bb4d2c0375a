// The sentence that sums up who is quoted.
import { capital, figure, percent } from "./words.js";

const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** "seven", "1,214" */
export const spell = (n) => SMALL[n] ?? figure(n);

/** "Seven sources are quoted, two of them unnamed. …", as the command line says it. @param {Reading} reading */
export function summary({ inOrder, report, sources, total }) {
  const n = sources.length;
  if (!inOrder.length && !report.english) return "Who speaks is not looked for: this does not look like English.";
  if (n === 0) {
    const all = inOrder.length;
    return all ? `${capital(spell(all))} ${all === 1 ? "quotation" : "quotations"}, and no speaker named with certainty.` : "Nobody is quoted in this text.";
  }
  const unnamed = sources.filter(({ named }) => !named).length;
  const some = unnamed < n ? spell(unnamed) : n === 2 ? "both" : "all";
  const first = `${capital(spell(n))} ${n === 1 ? "source is" : "sources are"} quoted${unnamed ? (n === 1 ? ", unnamed" : `, ${some} of them unnamed`) : ""}.`;
  const words = total.wordsQuoted + total.wordsSpoken;
  if (words === 0) return `${first} None of their words stand in quotation marks.`;
  const top = sources.reduce((best, one) => (best.printedWords < one.printedWords ? one : best));
  // Words that describe nobody are no person's, whatever the count; of two with as many words none leads.
  const leads = sources.every((one) => one === top || one.printedWords < top.printedWords);
  if (!leads || !top.source?.described || !top.printedWords || (n === 1 && top.printedWords === words)) return first;
  return `${first} ${top.label} has ${percent(top.printedWords / words)} of the ${total.wordsSpoken ? "words spoken, turns without quotation marks among them" : "words in quotation marks"}.`;
}
