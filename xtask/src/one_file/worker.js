// The page sends its files in a message of its own, which the worker proper never sees.
const files = new Promise((resolve) => {
  self.addEventListener("message", (event) => {
    if (!event.data?.inlined) return;
    event.stopImmediatePropagation();
    resolve(event.data.inlined);
  });
});

const fetch = async (address) => {
  const path = String(address).replace("saidby:/", "");
  const bytes = (await files)[path];
  const type = path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(bytes ?? null, { status: bytes ? 200 : 404, headers: { "Content-Type": type } });
};
