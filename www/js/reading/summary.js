// The sentence that sums up who is quoted.
import { capital, figure, percent } from "./words.js";

const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** "seven", "1,214" */
export const spell = (n) => SMALL[n] ?? figure(n);

/** "Seven sources are quoted, two of them unnamed. …" @param {Reading} reading */
export function summary({ inOrder, speakers }) {
  const n = speakers.length;
  if (n === 0) {
    const all = inOrder.length;
    return all ? `${capital(spell(all))} ${all === 1 ? "quotation" : "quotations"}, and no speaker named with certainty.` : "Nobody is quoted in this text.";
  }
  const unnamed = speakers.filter(({ named }) => !named).length;
  const some = unnamed < n ? spell(unnamed) : n === 2 ? "both" : "all";
  const first = `${capital(spell(n))} ${n === 1 ? "source is" : "sources are"} quoted${unnamed ? (n === 1 ? ", unnamed" : `, ${some} of them unnamed`) : ""}.`;
  const words = speakers.reduce((sum, { printedWords }) => sum + printedWords, 0);
  if (words === 0) return `${first} None of their words stand in quotation marks.`;
  if (n === 1) return first;
  const top = speakers.reduce((best, speaker) => (best.printedWords < speaker.printedWords ? speaker : best));
  return `${first} ${top.label} has ${percent(top.printedWords / words)} of the words in quotation marks.`;
}
