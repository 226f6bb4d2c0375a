//! Reads articles with their attributions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use saidby::quote::Act;
use saidby::span::Span;
use serde::Deserialize;

use crate::corpora::{self, Offsets};

/// An article with what was marked in it; offsets are bytes.
pub struct QuotedArticle {
    /// As in the corpus.
    pub id: String,
    /// The text.
    pub text: String,
    /// In no order.
    pub attributions: Vec<GoldAttribution>,
    /// Who marked it.
    pub set: Set,
}

/// Who marked an article, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// People, US politics, with beliefs and topics among the attributions.
    Polnear,
    /// A careful reader, every statement, topic and stance with its act.
    Marked,
    /// A careful reader, each mark of an earlier model with a verdict, nothing else.
    Judged,
    /// The teacher, in raw news.
    Taught,
}

/// An attribution as it was marked.
#[derive(Clone, Debug)]
pub struct GoldAttribution {
    /// Who says it; empty if nobody is named.
    pub source: Vec<Span>,
    /// The words that report.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// What it is, where somebody said so.
    pub known: Option<ReaderVerdict>,
    /// The number of the attribution in whose content it stands.
    pub parent: Option<usize>,
}

/// What a reader says that an attribution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderVerdict {
    /// What it is called, with edges as the guide sets them.
    As(Act),
    /// A statement that begins or ends elsewhere.
    EdgesOff,
    /// Nobody's.
    Nobody,
}

impl ReaderVerdict {
    fn read(verdict: &str) -> Option<Self> {
        Some(match verdict {
            "statement" | "right" | "source" => Self::As(Act::Statement),
            "statement with wrong edges" | "edges" => Self::EdgesOff,
            "topic" => Self::As(Act::Topic),
            "stance" => Self::As(Act::Stance),
            "nobody" => Self::Nobody,
            _ => return None,
        })
    }
}

/// Spans as files have them: a list of pairs, one pair, or nothing.
#[derive(Clone, Default, Deserialize)]
#[serde(untagged)]
enum Pairs {
    Many(Vec<[usize; 2]>),
    One([usize; 2]),
    #[default]
    Nothing,
}

impl Pairs {
    fn list(&self) -> &[[usize; 2]] {
        match self {
            Self::Many(pairs) => pairs,
            Self::One(pair) => std::slice::from_ref(pair),
            Self::Nothing => &[],
        }
    }
}

/// An attribution as files have it; offsets are code points.
#[derive(Deserialize)]
pub(super) struct LineAttribution {
    #[serde(default)]
    id: String,
    #[serde(default)]
    source: Pairs,
    #[serde(default)]
    cue: Pairs,
    content: Pairs,
    #[serde(default, alias = "verdict")]
    act: Option<String>,
    #[serde(default)]
    parent: Option<usize>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(alias = "attributions", alias = "marks")]
    quotes: Vec<LineAttribution>,
}

/// PolNeAR's lines hold its attributions twice; those of the field `attributions` are read.
#[derive(Deserialize)]
struct PolnearLine {
    id: String,
    text: String,
    attributions: Vec<LineAttribution>,
}

#[derive(Deserialize)]
struct ActsLine {
    id: String,
    acts: BTreeMap<String, String>,
}

/// PolNeAR's articles of a part, with the act of each attribution where `acts` has it.
///
/// # Errors
///
/// One sentence that names the file, and the line where one is broken.
pub fn polnear(corpus: &Path, acts: Option<&Path>) -> Result<Vec<QuotedArticle>, String> {
    let acts = match acts {
        Some(path) => corpora::read_lines(path, |line: ActsLine| Ok((line.id, line.acts)))?,
        None => Vec::new(),
    };
    let acts: BTreeMap<String, BTreeMap<String, String>> = acts.into_iter().collect();
    corpora::read_lines(corpus, |line: PolnearLine| {
        let known = acts.get(&line.id);
        let act = |a: &LineAttribution| known.and_then(|acts| acts.get(&a.id)).map(String::as_str);
        QuotedArticle::new(line.id.clone(), line.text, &line.attributions, act, Set::Polnear)
    })
}

/// Articles with an act or a verdict for each attribution.
///
/// # Errors
///
/// Those of [`polnear`].
pub fn read(path: &Path, set: Set) -> Result<Vec<QuotedArticle>, String> {
    corpora::read_lines(path, |line: Line| {
        QuotedArticle::new(line.id, line.text, &line.quotes, |a| a.act.as_deref(), set)
    })
}

/// The marks of `packed`, which holds no text, in the articles of the corpus of names `corpus`.
///
/// # Errors
///
/// Those of [`polnear`], and where an article is not in the corpus.
pub fn read_marks(corpus: &Path, packed: &Path) -> Result<Vec<QuotedArticle>, String> {
    #[derive(Deserialize)]
    struct Line {
        id: String,
        quotes: Vec<LineAttribution>,
    }
    let texts = corpora::read(corpus)?.into_iter().map(|article| (article.id, article.text));
    let texts: BTreeMap<String, String> = texts.collect();
    corpora::read_packed_lines(packed, |line: Line| {
        let text = texts.get(&line.id).ok_or_else(|| format!("no article {:?}", line.id))?;
        QuotedArticle::new(line.id, text.clone(), &line.quotes, |a| a.act.as_deref(), Set::Marked)
    })
}

/// The ids of a file's articles.
///
/// # Errors
///
/// Those of [`polnear`].
pub fn ids(path: &Path) -> Result<BTreeSet<String>, String> {
    #[derive(Deserialize)]
    struct Line {
        id: String,
    }
    Ok(corpora::read_lines(path, |line: Line| Ok(line.id))?.into_iter().collect())
}

impl QuotedArticle {
    /// A text with its attributions; `act` says what each one is.
    ///
    /// # Errors
    ///
    /// One sentence, where an attribution lies outside the text.
    pub(super) fn new<'a>(
        id: String,
        text: String,
        attributions: &'a [LineAttribution],
        act: impl Fn(&'a LineAttribution) -> Option<&'a str>,
        set: Set,
    ) -> Result<Self, String> {
        let offsets = Offsets::of(&text);
        let span = |&[start, end]: &[usize; 2]| {
            let span = offsets.span(start, end).filter(|span| !span.is_empty());
            span.ok_or_else(|| format!("{start}..{end} does not fit the text"))
        };
        let spans = |pairs: &Pairs| pairs.list().iter().map(span).collect::<Result<_, String>>();
        let gold = |a: &'a LineAttribution| {
            let known = act(a).and_then(ReaderVerdict::read);
            let (source, cue, content) = (spans(&a.source)?, spans(&a.cue)?, spans(&a.content)?);
            Ok(GoldAttribution { source, cue, content, known, parent: a.parent })
        };
        let attributions = attributions.iter().map(gold).collect::<Result<_, String>>()?;
        Ok(Self { id, text, attributions, set })
    }
}
