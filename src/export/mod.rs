//! How findings leave: a report and its text as files for other programs.
//!
//! The one writer of each format, for page and command line alike. Nothing here is found, only written down:
//! every word of a text comes from the text itself, by the report's offsets. A report that was corrected is
//! exported as it is corrected.
//!
//! Formats with offsets of their own count code points, whatever the report counts; JSON and tables count as
//! the report does. Each names the unit, the text's SHA-256, the program and the model; but gold data name the unit
//! alone, a codebook the program alone, and a table without rows and a file for brat without marks nothing.

mod annotation;
mod article;
mod brat;
mod conll;
mod guid;
mod json;
mod nest;
mod prose;
mod refi;
mod table;
mod tei;
mod xml;

use crate::report::Report;
use article::Article;

/// The JSON Schema (2020-12) of a report, as a line of JSON Lines holds it; a text and a title may stand in it too.
pub const SCHEMA: &str = include_str!("report.schema.json");

/// What an export is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// The report with title and text, for reading by people too.
    Json,
    /// The report on one line.
    JsonLines,
    /// Entities and quotations in the shape of the samples' `.gold.json`.
    Gold,
    /// A table with one row a quotation.
    Statements,
    /// A table with one row an entity.
    Entities,
    /// A table with one row a value.
    Values,
    /// W3C Web Annotations as JSON-LD.
    Annotation,
    /// Annotations for brat, beside the text.
    Brat,
    /// What brat opens: text, annotations and configuration, as an archive.
    BratFolder,
    /// One token a line with its tags.
    Conll,
    /// TEI P5.
    Tei,
    /// The codes alone, for programs of qualitative analysis.
    Codebook,
    /// Codes, text and codings, for programs of qualitative analysis.
    Project,
    /// The statements by speaker, as Markdown.
    Markdown,
    /// The same as a web page that word processors open.
    Html,
}

impl Format {
    /// All formats.
    pub const ALL: &'static [Self] = &[
        Self::Json,
        Self::JsonLines,
        Self::Gold,
        Self::Statements,
        Self::Entities,
        Self::Values,
        Self::Annotation,
        Self::Brat,
        Self::BratFolder,
        Self::Conll,
        Self::Tei,
        Self::Codebook,
        Self::Project,
        Self::Markdown,
        Self::Html,
    ];

    /// Its name on the command line and in the page's calls.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Gold => "gold",
            Self::Statements => "csv",
            Self::Entities => "entities",
            Self::Values => "values",
            Self::Annotation => "annotation",
            Self::Brat => "brat",
            Self::BratFolder => "brat-zip",
            Self::Conll => "conll",
            Self::Tei => "tei",
            Self::Codebook => "qdc",
            Self::Project => "qdpx",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// The format of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// How names of its files end, behind the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Gold => "gold.json",
            Self::Statements => "csv",
            Self::Entities => "entities.csv",
            Self::Values => "values.csv",
            Self::Annotation => "jsonld",
            Self::Brat => "ann",
            Self::BratFolder => "brat.zip",
            Self::Conll => "conllup",
            Self::Tei => "tei.xml",
            Self::Codebook => "qdc",
            Self::Project => "qdpx",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// Whether the exports of several articles, one behind another, are one file of the format.
    pub const fn can_go_on(self) -> bool {
        matches!(
            self,
            Self::JsonLines | Self::Statements | Self::Entities | Self::Values | Self::Conll | Self::Markdown
        )
    }
}

/// What may be said of an export beside its format.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Options<'a> {
    /// What a reader calls the text; else its headline, else its id.
    pub title: Option<&'a str>,
    /// Whether a table begins with a byte order mark, by which Excel knows UTF-8.
    pub bom: bool,
    /// Whether a line of JSON Lines holds the text.
    pub with_text: bool,
    /// How many corrections a reader made.
    pub corrected: usize,
    /// Whether it goes on a file of several articles, which has its head already.
    pub goes_on: bool,
}

/// The file that `report` of `text` is in a format.
///
/// Counts are the report's own; after corrections it is to be counted anew ([`Report::recount`]).
/// Any report will do: offsets beyond the text are its end, and entities that are not there are nobody.
pub fn export(format: Format, text: &str, report: &Report, options: &Options<'_>) -> Vec<u8> {
    let article = || Article::new(text, report, options.title);
    let mut out = if options.goes_on { String::new() } else { head(format, options) }.into_bytes();
    out.extend(match format {
        Format::JsonLines => json::line(text, report, options.with_text),
        Format::Json => json::whole(&article(), report),
        Format::Gold => json::gold(&article(), options),
        Format::Statements => table::statements(&article(), report).into_bytes(),
        Format::Entities => table::entities(&article(), report).into_bytes(),
        Format::Values => table::values(&article(), report).into_bytes(),
        Format::Annotation => json::pretty(&annotation::collection(&article()).to_string()),
        Format::Brat => brat::annotations(&article()).into_bytes(),
        Format::BratFolder => archive(&[
            ("annotation.conf", brat::CONFIGURATION.as_bytes()),
            ("article.ann", brat::annotations(&article()).as_bytes()),
            ("article.txt", text.as_bytes()),
        ]),
        Format::Conll => conll::tokens(&article()).into_bytes(),
        Format::Tei => tei::document(&article()).into_bytes(),
        Format::Codebook => refi::codebook(&article()).into_bytes(),
        Format::Project => {
            let project = refi::project(&article());
            archive(&[("project.qde", project.xml.as_bytes()), (&project.source, text.as_bytes())])
        }
        Format::Markdown => prose::markdown(&article()).into_bytes(),
        Format::Html => prose::html(&article()).into_bytes(),
    });
    out
}

/// What stands at the head of a file in a format, before the first article; empty for most formats.
///
/// A file of several articles is the head and the exports of all, made with [`Options::goes_on`].
pub fn head(format: Format, options: &Options<'_>) -> String {
    match format {
        Format::Statements => table::head(&table::STATEMENTS, options.bom),
        Format::Entities => table::head(&table::ENTITIES, options.bom),
        Format::Values => table::head(&table::VALUES, options.bom),
        Format::Conll => conll::HEAD.to_owned(),
        _ => String::new(),
    }
}

/// The configuration that brat wants beside exports as [`Format::Brat`], in a file `annotation.conf`.
pub const fn brat_configuration() -> &'static str {
    brat::CONFIGURATION
}

/// The files in an archive, as they are; memory does not fail as a disk does.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    packed(files).unwrap_or_default()
}

fn packed(files: &[(&str, &[u8])]) -> Result<Vec<u8>, rawzip::Error> {
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in files {
        let mut hash = rawzip::Crc32::new();
        hash.update(bytes);
        let (mut entry, config) = archive.new_file(*name).start()?;
        let mut writer = config.wrap(&mut entry);
        std::io::Write::write_all(&mut writer, bytes)?;
        let (_, described) = writer.finish()?;
        entry.finish(described)?;
    }
    archive.finish()
}
