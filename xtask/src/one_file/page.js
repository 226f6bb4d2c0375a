// The files that stand in this page as gzip in base64, by path.
const files = (async () => {
  const found = {};
  const unpack = async (element) => {
    const packed = Uint8Array.from(atob(element.textContent), (digit) => digit.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    found[element.dataset.file] = await new Response(stream).arrayBuffer();
    element.remove();
  };
  await Promise.all([...document.querySelectorAll("script[data-file]")].map(unpack));
  return found;
})();

const fetch = async (address, options) => {
  const url = String(address);
  if (!url.startsWith("saidby:/")) return globalThis.fetch(address, options);
  const path = url.slice("saidby:/".length);
  const bytes = (await files)[path];
  const type = path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(bytes ?? null, { status: bytes ? 200 : 404, headers: { "Content-Type": type } });
};

const Worker = class extends globalThis.Worker {
  constructor() {
    const url = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
    super(url);
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }
};
