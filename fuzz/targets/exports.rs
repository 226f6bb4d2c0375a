#![no_main]

libfuzzer_sys::fuzz_target!(init: properties::run("exports", b""), |bytes: &[u8]| properties::run("exports", bytes));
