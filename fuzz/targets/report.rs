#![no_main]

libfuzzer_sys::fuzz_target!(init: properties::run("report", b""), |bytes: &[u8]| properties::run("report", bytes));
