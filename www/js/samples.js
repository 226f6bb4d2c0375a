// The sample articles that come with the page.

export class Samples {
  /** @type {Promise<Sample[]> | null} */
  #list = null;
  /** @type {Map<string, Promise<string>>} */
  #texts = new Map();

  /** @returns {Promise<Sample[]>} */
  list() {
    this.#list ??= fetch(at("index.json"))
      .then((answer) => (answer.ok ? answer.json() : []))
      .catch(() => []);
    return this.#list;
  }

  text(sample) {
    const known = this.#texts.get(sample.file);
    if (known) return known;
    const text = fetch(at(sample.file)).then((answer) => {
      if (!answer.ok) throw new Error(`The sample “${sample.title}” did not load; reload the page once while online.`);
      return answer.text();
    });
    text.catch(() => this.#texts.delete(sample.file));
    this.#texts.set(sample.file, text);
    return text;
  }

  /** Loads them all, so that choosing one later asks nobody. */
  async preload() {
    await Promise.allSettled((await this.list()).map((sample) => this.text(sample)));
  }
}
const at = (file) => new URL(`../pkg/samples/${file}`, import.meta.url);
