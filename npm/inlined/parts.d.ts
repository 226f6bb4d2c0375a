/** Only the type checker reads this file: `parts.js` is what the build packs. */
export const WASM: string;
export const MODEL: string;
export const WORKER: string;
