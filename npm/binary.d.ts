/** What a bundler makes of the file: its address, or its bytes. Either goes into an analyzer's options. */
declare const binary: string | Uint8Array;
export default binary;
