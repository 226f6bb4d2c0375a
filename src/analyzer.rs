//! The stages in their order: text and model go in, an analysis comes out.

use crate::attribution::{self, Attributed};
use crate::coref::{self, Entity};
use crate::entity::NameFinder;
use crate::model::{Model, ModelError};
use crate::quote::{self, QuotationFinder, QuotedWords};
use crate::span::Span;
use crate::text::{Document, ParagraphClassifier};
use crate::value::{self, Date, DateSource, Value};
use crate::wordnet::Wordnet;

/// The longest text, in bytes, that the page and the command line accept: 10 MiB.
///
/// [`Analyzer::analyze`] itself works on any text below 4 GiB.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;

/// Analyzes articles.
///
/// It keeps nothing of them: the same text always gives the same analysis. One may serve many threads.
#[derive(Clone, Debug)]
pub struct Analyzer {
    paragraphs: ParagraphClassifier,
    mentions: coref::Ranker,
    quotations: QuotationFinder,
    names: NameFinder,
    wordnet: Wordnet,
    /// The checksum of the model file.
    model: String,
}

/// What a reader may tell about an article.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The article's date, which relative dates are read against; without it, one in the text.
    pub date: Option<Date>,
    /// Passages that are not to be set aside as no part of the article.
    pub keep: Vec<Span>,
    /// Where what a reader of web pages cut away begins, behind the article; a byte. None for nowhere.
    pub cut: Option<u32>,
}

impl Options {
    /// With the article's date, if it is known.
    pub fn dated(date: Option<Date>) -> Self {
        Self { date, ..Self::default() }
    }
}

/// A step of the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Cutting the text up.
    Reading,
    /// Finding names and values.
    Names,
    /// Finding quotations.
    Quotations,
    /// Working out who speaks.
    Speakers,
}

impl Stage {
    /// The stage's name in reports of progress.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Names => "names",
            Self::Quotations => "quotations",
            Self::Speakers => "speakers",
        }
    }
}

/// How far the analysis has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The stage that begins.
    pub stage: Stage,
    /// How many stages are done.
    pub done: u32,
    /// How many there are.
    pub total: u32,
}

/// What was found in a text, as it was found; [`Report::new`](crate::Report::new) makes of it what one reads and keeps.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Analysis<'t> {
    /// The text, cut up.
    #[doc(hidden)]
    pub document: Document<'t>,
    /// Who and what is in it, in order of first mention.
    #[doc(hidden)]
    pub entities: Vec<Entity>,
    /// Its dates, amounts and figures, in text order.
    #[doc(hidden)]
    pub values: Vec<Value>,
    /// Who said what, in order of the content's start.
    #[doc(hidden)]
    pub quotations: Vec<Attributed>,
    /// Words in quotation marks that nobody says, in text order.
    #[doc(hidden)]
    pub quoted_words: Vec<QuotedWords>,
    /// The date that relative dates were read against, and where it comes from.
    #[doc(hidden)]
    pub date: Option<(Date, DateSource)>,
    /// Below this confidence, in thousandths, a speaker is left open.
    #[doc(hidden)]
    pub shown_from: u16,
    /// The checksum of the model file, in hexadecimal digits.
    #[doc(hidden)]
    pub model: String,
}

impl Analyzer {
    /// An analyzer with the model of a model file.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the file is damaged, lacks a section, or has one of another template version.
    pub fn new(model: &[u8]) -> Result<Self, ModelError> {
        let checksum = Model::checksum_of(model);
        let model = Model::read(model)?;
        let paragraphs = ParagraphClassifier::read(&model)?;
        let quotations = QuotationFinder::read(&model)?;
        let names = NameFinder::read(&model)?;
        let mentions = coref::Ranker::read(&model)?;
        let wordnet = Wordnet::read(&model)?;
        Ok(Self { paragraphs, names, quotations, mentions, wordnet, model: checksum })
    }

    /// An analyzer with the model of this version, which stands in the program: 1.9 MB.
    ///
    /// ```
    /// let analyzer = saidby::Analyzer::bundled()?;
    /// let analysis = analyzer.analyze("“We are out of wool,” Ada Brook said.");
    /// # Ok::<(), saidby::ModelError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None in a release; [`ModelError`] while features are changed and the model is not trained anew.
    #[cfg(feature = "model")]
    pub fn bundled() -> Result<Self, ModelError> {
        Self::new(include_bytes!("../model/saidby.model"))
    }

    /// The checksum of the model file, 16 hexadecimal digits: it tells models apart.
    pub fn model_checksum(&self) -> &str {
        &self.model
    }

    /// Analyzes a text. Any string will do; time grows with its length.
    pub fn analyze<'t>(&self, text: &'t str) -> Analysis<'t> {
        self.analyze_with(text, &Options::default(), &mut |_| {})
    }

    /// Analyzes a text as [`analyze`](Self::analyze) does, by the reader's options, and calls `progress` as each stage begins.
    pub fn analyze_with<'t>(
        &self,
        text: &'t str,
        options: &Options,
        progress: &mut dyn FnMut(Progress),
    ) -> Analysis<'t> {
        let stages = [Stage::Reading, Stage::Names, Stage::Quotations, Stage::Speakers];
        let mut begin = |stage: Stage| {
            let done = stages.iter().position(|&s| s == stage).unwrap_or_default() as u32;
            progress(Progress { stage, done, total: stages.len() as u32 });
        };
        begin(Stage::Reading);
        let document = Document::of_paste(text, Some(&self.paragraphs), &options.keep, options.cut);
        begin(Stage::Names);
        let mut tagged = self.names.find(&document, &self.wordnet);
        let values = value::find_values(&document, &tagged, options.date);
        tagged.names.retain(|name| !values.beaten.contains(&name.span));
        begin(Stage::Quotations);
        let quotations = quote::find_quotations(&document, &tagged, &self.wordnet, &self.quotations);
        begin(Stage::Speakers);
        let mut entities =
            coref::resolve(&document, &tagged, &quotations.quotations, &self.wordnet, &self.mentions);
        let shown_from = self.mentions.shown_from();
        let mut attributed = attribution::find_speakers(&document, &quotations, &mut entities, shown_from);
        let fixed: Vec<Span> = values.values.iter().map(|value| value.span).collect();
        attribution::settle(&document, &fixed, &mut entities, &mut attributed);
        Analysis {
            document,
            entities: entities.entities,
            values: values.values,
            quotations: attributed,
            quoted_words: quotations.quoted_words,
            date: values.reference,
            shown_from,
            model: self.model.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;

    fn shipped() -> Model {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/model/saidby.model");
        Model::read(&std::fs::read(path).expect("the model is there")).expect("the model is sound")
    }

    #[test]
    fn a_model_with_any_section_missing_or_stale_is_refused_by_name() {
        let model = shipped();
        assert!(model.sections.len() >= 5);
        for at in 0..model.sections.len() {
            let name = &model.sections[at].name;
            let mut lacking = model.clone();
            lacking.sections.remove(at);
            let mut stale = model.clone();
            stale.put(Section { template: 99, ..model.sections[at].clone() });
            for (part, why) in [(lacking, "lacks a part"), (stale, "was trained with other features")] {
                let message = Analyzer::new(&part.write()).expect_err("refused").to_string();
                assert!(message.contains(why) && message.contains(&format!("“{name}”")), "{message}");
            }
        }
    }
}
