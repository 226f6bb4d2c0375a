//! Writes the man pages and the completions of the command into a folder: `manual FOLDER`.

use std::path::PathBuf;
use std::{env, fs, io};

use clap::{CommandFactory, ValueEnum};
use clap_complete::Shell;

#[path = "../src/arguments.rs"]
#[allow(dead_code, missing_docs)]
mod arguments;

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "dist/cli".to_owned()));
    fs::create_dir_all(&folder)?;
    let mut command = arguments::Arguments::command();
    clap_mangen::generate_to(command.clone(), &folder)?;
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut command, "saidby", &folder)?;
    }
    Ok(())
}
