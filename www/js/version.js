/** The version of the page; the engine must have the same. */
export const VERSION = "0.1.0";
