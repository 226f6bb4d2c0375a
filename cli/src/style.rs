//! Colors and width of the terminal.

use std::env;
use std::io::{self, IsTerminal};

use terminal_size::{Width, terminal_size};

/// How the output is dressed.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether colors and weights are used.
    pub color: bool,
    /// How many columns fit a line.
    pub width: usize,
}

/// A dress of words: the number of an ANSI "select graphic rendition" sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint(&'static str);

/// Bold.
pub const BOLD: Paint = Paint("1");
/// Faint, for what is of less weight.
pub const DIM: Paint = Paint("2");
/// Italic, for roles.
pub const ITALIC: Paint = Paint("3");
/// For the sources that have no name or no color of their own.
pub const GREY: Paint = Paint("90");
/// For speakers, in order of first speaking; readable on light and on dark ground.
pub const SPEAKERS: [Paint; 6] =
    [Paint("34"), Paint("33"), Paint("31"), Paint("35"), Paint("36"), Paint("32")];

impl Style {
    /// The style for the standard output: plain where it is no terminal or the person wishes so.
    pub fn of_terminal() -> Self {
        let wished = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && env::var_os("TERM").is_none_or(|term| term != "dumb");
        let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let columns = columns.or_else(|| terminal_size().map(|(Width(columns), _)| usize::from(columns)));
        let width = columns.unwrap_or(80).clamp(40, 100);
        Self { color: wished && io::stdout().is_terminal(), width }
    }

    /// The style for files.
    pub const fn plain() -> Self {
        Self { color: false, width: 80 }
    }

    /// The words in a dress.
    pub fn paint(&self, paint: Paint, words: &str) -> String {
        if self.color && !words.is_empty() {
            format!("\x1b[{}m{words}\x1b[0m", paint.0)
        } else {
            words.to_owned()
        }
    }
}
