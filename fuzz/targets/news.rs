#![no_main]

libfuzzer_sys::fuzz_target!(init: properties::run("news", b""), |bytes: &[u8]| properties::run("news", bytes));
