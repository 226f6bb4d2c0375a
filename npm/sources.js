// The wasm module and the language model, from wherever they are.
import * as ours from "./beside.js";

/** A module of Node, without an import that bundlers for browsers would look for. */
export const builtin = (name) => /** @type {any} */ (globalThis).process?.getBuiltinModule?.(name);

const NAMES = { wasm: "wasm module", model: "language model" };

/** The compiled module and the model's bytes. @param {any} [options] @returns {Promise<{ module: WebAssembly.Module, model: Uint8Array }>} */
export async function load(options) {
  const { wasm, model } = options ?? {};
  const compile = async () => compiled(wasm ?? (await ours.wasm()));
  const fetched = async () => read("model", await open("model", model ?? (await ours.model())));
  const [module, bytes] = await Promise.all([compile(), fetched()]);
  return { module, model: bytes };
}

async function compiled(source) {
  if (source instanceof WebAssembly.Module) return source;
  const found = await open("wasm", source);
  try {
    // With anything behind the type browsers refuse to compile while it arrives.
    const isTyped = found instanceof Response && found.headers.get("content-type")?.trim().toLowerCase() === "application/wasm";
    return await (isTyped ? WebAssembly.compileStreaming(found) : WebAssembly.compile(await read("wasm", found)));
  } catch (cause) {
    if (cause instanceof WebAssembly.CompileError) throw new Error("The wasm module is damaged, or is none, or the page’s policy forbids it.", { cause });
    throw cause instanceof TypeError ? new Error("The wasm module did not arrive whole.", { cause }) : cause;
  }
}

/** The bytes, or an answer that has them. */
async function open(option, source) {
  // Copies, for the caller's bytes may change while ours are still needed.
  if (source instanceof ArrayBuffer) return new Uint8Array(source.slice(0));
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
  const url = addressOf(option, source);
  const failed = (why, cause) => new Error(`The ${NAMES[option]} could not be loaded from ${url.href.slice(0, 200)}: ${why}.`, { cause });
  const files = url.protocol === "file:" && builtin("node:fs");
  if (files) {
    const bytes = await files.promises.readFile(url).catch((cause) => Promise.reject(failed(cause.code ?? cause.message, cause)));
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  const answer = await fetch(url).catch((cause) => Promise.reject(failed("the request failed", cause)));
  if (!answer.ok) throw failed(`the server answered ${answer.status}`);
  return answer;
}

async function read(option, found) {
  if (found instanceof Uint8Array) return found;
  try {
    return new Uint8Array(await found.arrayBuffer());
  } catch (cause) {
    throw new Error(`The ${NAMES[option]} did not arrive whole.`, { cause });
  }
}

/** The address that a URL or string is; where there is no page, other strings are paths of files. */
export function addressOf(option, source) {
  if (source instanceof URL) return source;
  if (typeof source !== "string") throw new TypeError(`The option “${option}” is neither an address nor what is found there.`);
  if (/^(?:https?|file|data|blob):/i.test(source)) return new URL(source);
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  return page ? new URL(source, page) : builtin("node:url").pathToFileURL(source);
}
