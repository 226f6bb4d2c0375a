//! The README's snippet in Rust, word for word.

/// Prints the statements of all articles in `articles/` as one table.
pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    use saidby::{Analyzer, Format, OffsetUnit, Report, export};
    let analyzer = Analyzer::new(&std::fs::read("model/saidby.model")?)?;
    let mut options = export::Options::default();
    for path in std::fs::read_dir("articles")?.map(|file| file.unwrap().path()) {
        let text = std::fs::read_to_string(&path)?;
        let report = Report::new(analyzer.analyze(&text), OffsetUnit::CodePoint, path.to_str());
        print!("{}", String::from_utf8(export::export(Format::Statements, &text, &report, &options))?);
        options.goes_on = true;
    }
    Ok(())
}
