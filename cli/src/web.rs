//! The article of a web page as text, by the algorithm that the page uses too (Readability).

use dom_smoothie::{Config, Readability, TextMode};
use saidby::value::Date;

/// An article out of a web page.
pub struct WebArticle {
    /// Headline, byline and paragraphs, with blank lines between them.
    pub text: String,
    /// The day that the page says it was published on.
    pub date: Option<Date>,
}

impl WebArticle {
    /// The article of a page, or one sentence why there is none.
    pub fn of(html: &str, name: &str) -> Result<Self, String> {
        let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
        let none =
            |why: String| format!("no article is found in {name} ({why}); try it without --input html");
        let mut reader =
            Readability::new(html, None, Some(config)).map_err(|error| none(error.to_string()))?;
        let article = reader.parse().map_err(|error| none(error.to_string()))?;
        let story = article.text_content.trim();
        let mut parts: Vec<String> = Vec::new();
        let byline =
            article.byline.as_deref().map(str::trim).filter(|line| !line.is_empty() && line.len() <= 120);
        let byline = byline.map(|line| {
            if line.to_lowercase().starts_with("by ") { line.into() } else { format!("By {line}") }
        });
        for line in [Some(article.title.trim().to_owned()), byline].into_iter().flatten() {
            if !line.is_empty() && !story.lines().any(|other| other.trim() == line) {
                parts.push(line);
            }
        }
        parts.push(story.to_owned());
        let day = article.published_time.as_deref().and_then(|time| time.get(..10));
        Ok(Self { text: parts.join("\n\n"), date: day.and_then(Date::parse) })
    }
}
