// What is loaded once the page stands: the desk, for checking, comparing and keeping.

/** @type {Promise<any> | null} */
let coming = null;

/** The desk, asked for once; null where it does not load. @returns {Promise<import("./desk/desk.js").Desk | null>} */
export function desk(parts) {
  coming ??= import(String(addressOf("desk.js", import.meta.url))).then(
    (found) => (parts.desk = new found.default.Desk(parts)),
    () => (coming = null),
  );
  return coming;
}
