// What an analyzer of the package in one file is made of unless told otherwise, in the place of `beside.js`.
import { MODEL, WASM, WORKER } from "./parts.js";

export const wasm = () => unpacked(WASM);
export const model = () => unpacked(MODEL);

/** @type {URL | undefined} */
let address;
/** Of the worker's script. Workers of Node read no blobs. */
export const worker = () =>
  (address ??= new URL(globalThis.Worker ? URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" })) : `data:text/javascript,${encodeURIComponent(WORKER)}`));
export const startWorker = () => new Worker(worker(), { type: "module" });

/** Bytes that stand in this file as gzip in base64. */
async function unpacked(text) {
  const packed = Uint8Array.from(atob(text), (digit) => digit.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
