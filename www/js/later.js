// What is loaded once the page stands: mending, and the desk for comparing, keeping and several texts.

/** @type {Promise<void> | null} */
let comes = null;

/** Loads it, asked for once; where it does not load, the page says so. */
function loaded(parts) {
  comes ??= import(String(addressOf("more.js", import.meta.url))).then(
    ({ more }) => more(parts),
    () => {
      comes = null;
      parts.view.trouble("A part of this page did not load; reload it once while online.");
    },
  );
  return comes;
}

/** Mending; null where it does not load. @returns {Promise<import("./mend/mend.js").Mend | null>} */
export const mending = (parts) => loaded(parts).then(() => parts.mend);

/** The desk; null where it does not load. @returns {Promise<import("./desk/desk.js").Desk | null>} */
export const desk = (parts) => loaded(parts).then(() => parts.desk);
