// Texts and their corrections, kept in this browser only.

const NAME = "saidby";
const STORE = "texts";

/** @type {Promise<IDBDatabase> | null} */
let opening = null;
/** Where the browser keeps nothing (a private window, no space), the page still works until it is closed. @type {Map<string, TextRecord>} */
const memory = new Map();

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
  return opening;
}

/** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} ask @returns {Promise<T>} */
async function ask(mode, ask) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(STORE, mode);
    const request = ask(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export async function load(id) {
  try {
    return (await ask("readonly", (store) => store.get(id))) ?? memory.get(id) ?? null;
  } catch {
    return memory.get(id) ?? null;
  }
}

export async function save(record) {
  memory.set(record.id, record);
  try {
    await ask("readwrite", (store) => store.put(record));
    return true;
  } catch {
    return false;
  }
}

/** Forgets every text and correction. */
export async function clear() {
  memory.clear();
  try {
    await ask("readwrite", (store) => store.clear());
  } catch {
    // Nothing was kept.
  }
}

/** The name of a text, the same whenever the same text comes again. @param {string} text */
export function idOf(text) {
  // FNV-1a twice with different seeds: enough to tell one reader's texts apart.
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let idx = 0; idx < text.length; idx++) {
    const unit = text.charCodeAt(idx);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
  }
  return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
