/** The script of a `WorkerAnalyzer`'s worker, for bundlers that must be told of it. It exports nothing. */
export {};
