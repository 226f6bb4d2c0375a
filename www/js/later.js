// What is loaded once the page stands.

/** @type {Promise<any> | null} */
let coming = null;

/** It, asked for once; null where it does not load, which the page says. @returns {Promise<import("./desk/desk.js").Desk | null>} */
export function desk(parts) {
  coming ??= import(String(addressOf("desk.js", import.meta.url))).then(
    (found) => (parts.desk = new found.default.Desk(parts)),
    () => {
      coming = null;
      parts.view.trouble("A part of this page did not load; reload it once while online.");
      return null;
    },
  );
  return coming;
}
