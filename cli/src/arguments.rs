//! What may be asked for, for help, man page and completions alike.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Finds who is in a news article and who said what
#[derive(Parser, Debug)]
#[command(
    name = "saidby",
    version,
    arg_required_else_help = true,
    after_help = "Exit codes:\n  0  all went well\n  1  a file or line could not be analyzed, or a check failed\n  2  a wrong call, or the output cannot be written\n\n\
                  Colors are used on a terminal, unless NO_COLOR is set."
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Print the terms of the command and of what its model was made of
    #[arg(long)]
    pub licenses: bool,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Analyze articles: files, folders of files, or the standard input
    Analyze(Analyze),
    /// Check that a report fits a text: the text's hash, every span, every speaker
    Check {
        /// The text
        text: String,
        /// Its report, as --format json or jsonl writes it
        report: String,
    },
    /// Compare the quotations of two drafts: added, dropped, reworded, given to another speaker
    Compare(Compare),
    /// Print the JSON Schema of reports
    Schema,
}

#[derive(clap::Args, Debug)]
pub struct Compare {
    /// The older draft, or with --notes the text; - is the standard input
    #[arg(value_name = "A")]
    pub first: String,
    /// The newer draft, or the notes
    #[arg(value_name = "B")]
    pub second: String,
    /// Look for the words in quotation marks of A in notes or a transcript, B: verbatim, changed, not there
    #[arg(long)]
    pub notes: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(clap::Args, Debug)]
pub struct Analyze {
    /// Files, or folders whose files are read in order of their names; - is the standard input
    pub files: Vec<String>,
    /// How the findings are written
    #[arg(long, value_enum)]
    pub format: Option<OutputFormat>,
    /// What the files hold
    #[arg(long, value_enum, default_value_t = Input::Text)]
    pub input: Input,
    /// The same as --input jsonl --format jsonl
    #[arg(long, conflicts_with_all = ["format", "input"])]
    pub jsonl: bool,
    /// Write into a file, which has its name only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write one file for each article into a folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "output")]
    pub output_dir: Option<PathBuf>,
    /// Go on where an earlier run into the same --output or --output-dir was ended
    #[arg(long)]
    pub resume: bool,
    /// The articles' date, which "Friday" or "last month" are read against; a line's own date goes first
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Count offsets in JSON and tables in UTF-16 code units instead of code points
    #[arg(long)]
    pub utf16: bool,
    /// Put the text into each line of JSON Lines
    #[arg(long)]
    pub with_text: bool,
    /// Begin a table with a byte order mark, by which Excel knows UTF-8
    #[arg(long)]
    pub bom: bool,
    /// How many articles are analyzed at once [default: as many as there are cores]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<usize>,
    /// Another model file than the one built in
    #[arg(long, value_name = "FILE")]
    pub model: Option<String>,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Plain text, one article a file
    Text,
    /// One article a line: {"id": …, "text": …, "date": …}
    Jsonl,
    /// Web pages, whose articles are read; JSON holds the text that offsets count in
    Html,
}

/// The names are those of the core's formats.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// For reading
    Text,
    /// The report with its text, one article alone
    Json,
    /// One report a line
    Jsonl,
    /// A table, one row a quotation
    Csv,
    /// A table, one row an entity
    Entities,
    /// A table, one row a value
    Values,
    /// The statements by speaker, as a web page
    Html,
    /// The statements by speaker, as Markdown
    Markdown,
    /// TEI P5
    Tei,
    /// brat's standoff; with --output-dir also the texts and the configuration
    Brat,
    /// One token a line with its tags
    Conll,
    /// W3C Web Annotations as JSON-LD
    Annotation,
    /// REFI-QDA: the codes alone
    Qdc,
    /// REFI-QDA: a project
    Qdpx,
}
