//! The page and the wasm build, tested in a real browser.
