#![no_main]

libfuzzer_sys::fuzz_target!(init: properties::run("analyze", b""), |bytes: &[u8]| properties::run("analyze", bytes));
