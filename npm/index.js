// Who is in a news article and who said what; see README.md.
export { LocalAnalyzer } from "./local.js";
export { WorkerAnalyzer } from "./remote.js";
