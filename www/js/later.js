// What is loaded once the page stands: mending, and the desk for checking, comparing and keeping.

/** @type {Promise<any> | null} */
let mendingComes = null;
/** @type {Promise<any> | null} */
let deskComes = null;

/** Mending, asked for once; null where it does not load, which the page says. @returns {Promise<import("./mend/mend.js").Mend | null>} */
export function mending(parts) {
  mendingComes ??= import(String(addressOf("mend.js", import.meta.url))).then(
    (found) => (parts.mend = new found.Mend(parts)),
    () => {
      mendingComes = null;
      parts.view.trouble("A part of this page did not load; reload it once while online.");
      return null;
    },
  );
  return mendingComes;
}

/** The desk, asked for once; null where it does not load. @returns {Promise<import("./desk/desk.js").Desk | null>} */
export function desk(parts) {
  deskComes ??= import(String(addressOf("desk.js", import.meta.url))).then(
    (found) => (parts.desk = new found.Desk(parts)),
    () => {
      deskComes = null;
      parts.view.trouble("A part of this page did not load; reload it once while online.");
      return null;
    },
  );
  return deskComes;
}
