// What an analyzer is made of unless told otherwise: the files beside this one. In these forms bundlers take them along.
export const wasm = () => new URL("./saidby_bg.wasm", import.meta.url);
export const model = () => new URL("./saidby.model", import.meta.url);
export const startWorker = () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });

const here = import.meta.url;
/** The same script for who starts workers otherwise; as a variable bundlers leave it alone. */
export const worker = () => new URL("worker.js", here);
