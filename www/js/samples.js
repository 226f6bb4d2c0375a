// The sample articles that come with the page.

/** All of them, in one file, which is asked for once. @returns {Promise<Sample[]>} */
export function samples() {
  asked ??= fetch(addressOf("samples.json", import.meta.url)).then((answer) => (answer.ok ? answer.json() : []));
  return asked.catch(() => (asked = null) ?? []);
}
/** @type {any} */
let asked = null;
