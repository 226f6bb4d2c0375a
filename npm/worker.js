// The worker behind WorkerAnalyzer.
import { answerCalls } from "./answers.js";
import { createEngine } from "./engine.js";
import { Session } from "./session.js";
import { builtin } from "./sources.js";

/** @type {any} */
const port = typeof globalThis.postMessage === "function" ? globalThis : builtin("node:worker_threads").parentPort;
answerCalls(port, (parts) => Session.open(createEngine(), parts));
// Node's port waits for it.
port.start?.();
