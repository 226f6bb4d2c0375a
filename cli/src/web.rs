//! The article of a web page as text, by the algorithm that the page uses too (Readability).

use dom_smoothie::{Config, Readability, TextMode};
use saidby::Date;

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
        // Before the page is taken apart: its headline and day, where no metadata say them.
        let attribute = |selector: &str, name: &str| reader.doc.select_single(selector).attr(name);
        let dated = attribute("[itemprop='datePublished'][content]", "content")
            .or_else(|| attribute("[itemprop='datePublished'][datetime]", "datetime"))
            .or_else(|| attribute("article time[datetime]", "datetime"))
            .or_else(|| attribute("time[datetime]", "datetime"));
        let heading =
            ["h1", "h2[class*='headline']", "h2[class*='title']"].into_iter().find_map(|selector| {
                let words = reader.doc.select_single(selector).text();
                let words: Vec<&str> = words.split_whitespace().collect();
                (3 < words.len()).then(|| words.join(" "))
            });
        let article = reader.parse().map_err(|error| none(error.to_string()))?;
        let story = article.text_content.trim();
        let mut parts: Vec<String> = Vec::new();
        let byline =
            article.byline.as_deref().map(str::trim).filter(|line| !line.is_empty() && line.len() <= 120);
        let byline = byline.map(|line| {
            if line.to_lowercase().starts_with("by ") { line.into() } else { format!("By {line}") }
        });
        let title = Some(article.title.trim().to_owned()).filter(|title| !title.is_empty()).or(heading);
        for line in [title, byline].into_iter().flatten() {
            if !line.is_empty() && !story.lines().any(|other| other.trim() == line) {
                parts.push(line);
            }
        }
        parts.push(story.to_owned());
        let day = |time: &str| time.trim().get(..10).and_then(Date::parse);
        let date = article.published_time.as_deref().and_then(day).or(dated.as_deref().and_then(day));
        Ok(Self { text: parts.join("\n\n"), date })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headline_and_day_are_found_without_metadata() {
        let story = "The council in Marn said on Monday that the old bridge would close, after cracks were found in it.";
        let story: String = (0..8).map(|number| format!("<p>{number}. {story}</p>")).collect();
        let page = format!(
            "<body><h2 class=headline>Bridge closes in Marn</h2>\
             <time datetime='2021-03-04T10:00:00Z'>4 March</time><div>{story}</div></body>"
        );
        let article = WebArticle::of(&page, "bridge.html").unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(article.text.lines().next(), Some("Bridge closes in Marn"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2021-03-04"));
    }
}
