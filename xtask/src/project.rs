//! Where the project lies, and how its tools are called.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A sentence for the person at the terminal, where something fails.
pub type Result<T> = std::result::Result<T, String>;

/// The version of the whole project: page, core, model tools and command line.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The project's top folder.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// A call of the same cargo that runs this command, in the top folder.
pub fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(arguments);
    command
}

/// Runs a command to its end, its output going to the terminal.
///
/// # Errors
///
/// Fails where the command cannot be started or says that it failed.
pub fn run(command: &mut Command) -> Result<()> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` ended with {status}", words(command))),
        Err(error) => Err(format!("`{}` could not be started: {error}", words(command))),
    }
}

/// What a command prints.
///
/// # Errors
///
/// Fails where the command cannot be started or says that it failed.
pub fn output(command: &mut Command) -> Result<String> {
    match command.output() {
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        Ok(output) => Err(format!(
            "`{}` ended with {}: {}",
            words(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Err(error) => Err(format!("`{}` could not be started: {error}", words(command))),
    }
}

/// The command as one would type it.
pub fn words(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let mut words = program.to_string_lossy().into_owned();
    for argument in command.get_args() {
        words.push(' ');
        words.push_str(&argument.to_string_lossy());
    }
    words
}

/// The program of this name on the PATH.
pub fn program(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// The command line, built for use.
///
/// # Errors
///
/// Fails where it does not build.
pub fn saidby() -> Result<PathBuf> {
    run(&mut cargo(["build", "--quiet", "--release", "--package", "saidby-cli"]))?;
    Ok(root().join("target/release").join(format!("saidby{}", env::consts::EXE_SUFFIX)))
}

/// The bytes of a file.
///
/// # Errors
///
/// Fails where the file cannot be read, and names it.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|error| format!("{} could not be read: {error}", file.display()))
}

/// The text of a file.
///
/// # Errors
///
/// Fails where the file cannot be read or is not UTF-8, and names it.
pub fn read_text(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(|error| format!("{} could not be read: {error}", file.display()))
}

/// Writes a file and the folders above it.
///
/// # Errors
///
/// Fails where that is not possible, and names the file.
pub fn write(file: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    file.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(file, bytes))
        .map_err(|error| format!("{} could not be written: {error}", file.display()))
}

/// All files below a folder, sorted by path, hidden ones left out.
///
/// # Errors
///
/// Fails where the folder cannot be read, and names it.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|error| format!("{}: {error}", folder.display()))?.path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
                continue;
            }
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

/// Copies all files of a folder into another one.
///
/// # Errors
///
/// Fails where a file cannot be read or written, and names it.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let relative = file.strip_prefix(from).map_err(|error| error.to_string())?;
        write(&to.join(relative), read(&file)?)?;
    }
    Ok(())
}
