//! The `saidby` command.
fn main() {}
