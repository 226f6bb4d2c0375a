/** Only the type checker reads this file: `engine.js` is what wasm-bindgen writes for the page, as a function. */
export function createEngine(): typeof import("../www/pkg/saidby.js");
