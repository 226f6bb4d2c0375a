// The browser's own database of texts.

/** How long it may take to answer, in milliseconds. */
const HANG = 5000;

/** One transaction of it. It rejects where the database is missing, full, out of order or silent. */
export async function ask(mode, act) {
  const end = (target, good) =>
    new Promise((resolve, reject) => {
      target[good] = () => resolve(target.result);
      target.onerror = target.onabort = target.onblocked = reject;
    });
  const opening = indexedDB.open(PLACE, 1);
  const hung = new Promise((_, reject) => setTimeout(reject, HANG));
  opening.onupgradeneeded = () => opening.result.createObjectStore("texts", { keyPath: "id" });
  const database = await Promise.race([end(opening, "onsuccess"), hung]);
  try {
    const transaction = database.transaction("texts", mode);
    const request = act(transaction.objectStore("texts"));
    await Promise.race([end(transaction, "oncomplete"), hung]);
    return request?.result;
  } finally {
    database.close();
  }
}
