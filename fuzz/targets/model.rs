#![no_main]

libfuzzer_sys::fuzz_target!(init: properties::run("model", b""), |bytes: &[u8]| properties::run("model", bytes));
