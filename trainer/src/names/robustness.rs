//! The dev articles made harder: without capitals, in capitals, with every person renamed.

use std::fs;
use std::path::Path;

use saidby::tagger::hash;

use crate::corpora::{Article, GoldEntity};

/// How an article is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variant {
    Lower,
    Upper,
    Renamed,
}

/// Names to give: from all over the world.
pub(super) struct Names {
    given: Vec<String>,
    family: Vec<String>,
}

impl Names {
    /// Reads the lists.
    ///
    /// # Errors
    ///
    /// One sentence that names the file that cannot be read.
    pub(super) fn read(shared: &Path) -> Result<Self, String> {
        let list = |file: &str| -> Result<Vec<String>, String> {
            let path = shared.join("gazetteers").join(file);
            let content =
                fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            Ok(content
                .lines()
                .filter(|name| 2 < name.len() && !name.contains(' '))
                .map(str::to_owned)
                .collect())
        };
        Ok(Self { given: list("per_first_unlicense.txt")?, family: list("per_last_unlicense_all.txt")? })
    }

    /// Another name for a person; the same word always gets the same one.
    fn rename(&self, name: &str) -> String {
        let words: Vec<&str> = name.split(' ').collect();
        let rename = |(at, word): (usize, &&str)| {
            if word.len() < 3 || word.ends_with('.') || word.starts_with(char::is_lowercase) {
                return (*word).to_owned();
            }
            let list = if at + 1 == words.len() { &self.family } else { &self.given };
            let new = &list[(hash(word.as_bytes()) % list.len().max(1) as u64) as usize];
            if word.chars().all(|c| !c.is_lowercase()) { new.to_uppercase() } else { new.clone() }
        };
        words.iter().enumerate().map(rename).collect::<Vec<String>>().join(" ")
    }
}

/// The article changed, its entities moved along.
pub(super) fn change(article: &Article, variant: Variant, names: &Names) -> Article {
    let between = |piece: &str| match variant {
        Variant::Lower => piece.to_lowercase(),
        Variant::Upper => piece.to_uppercase(),
        Variant::Renamed => piece.to_owned(),
    };
    let name = |entity: &GoldEntity, text: &str| {
        let is_renamed = variant == Variant::Renamed && entity.coarse == "PER";
        Some(if is_renamed { names.rename(text) } else { between(text) })
    };
    article.rewritten(name, between).0
}

#[cfg(test)]
mod tests {
    use saidby::span::Span;

    use super::*;

    #[test]
    fn entities_move_with_the_text() {
        let entity = |start, end, coarse: &str| GoldEntity {
            span: Span::new(start, end),
            coarse: coarse.to_owned(),
            fine: None,
        };
        let article = Article {
            id: "a".to_owned(),
            text: "Straße: Ana B. Ruiz left Ellis.".to_owned(),
            entities: vec![entity(9, 20, "PER"), entity(26, 31, "LOC")],
        };
        let names = Names { given: vec!["Oluwaseun".to_owned()], family: vec!["Mbeki".to_owned()] };
        let spans = |variant| {
            let article = change(&article, variant, &names);
            let of = |entity: &GoldEntity| entity.span.of(&article.text).to_owned();
            article.entities.iter().map(of).collect::<Vec<String>>()
        };
        assert_eq!(spans(Variant::Upper), ["ANA B. RUIZ", "ELLIS"]);
        assert_eq!(spans(Variant::Lower), ["ana b. ruiz", "ellis"]);
        assert_eq!(spans(Variant::Renamed), ["Oluwaseun B. Mbeki", "Ellis"]);
    }
}
