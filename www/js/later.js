// What is loaded once the page stands.

/** @type {Promise<any> | null} */
let coming = null;

/** Mending, asked for once; null where it does not load, which the page says. @returns {Promise<import("./mend/mend.js").Mend | null>} */
export function mending(parts) {
  coming ??= import(String(addressOf("mend.js", import.meta.url))).then(
    (found) => (parts.mend = new found.default.Mend(parts)),
    () => {
      coming = null;
      parts.view.trouble("A part of this page did not load; reload it once while online.");
      return null;
    },
  );
  return coming;
}
