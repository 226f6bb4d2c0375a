// A content delivery network: serves the files of a folder to the pages of all sites, and one of these, and prints its port.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", wasm: "application/wasm" };
const server = createServer(async ({ url }, answer) => {
  const bytes = await readFile(join(process.argv[2], url)).catch(() => null);
  const type = TYPES[url.split(".").at(-1)] ?? "application/octet-stream";
  answer.writeHead(bytes ? 200 : 404, { "Access-Control-Allow-Origin": "*", "Content-Type": type }).end(bytes);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
// It ends with the test.
process.stdin.resume().on("end", () => process.exit());
