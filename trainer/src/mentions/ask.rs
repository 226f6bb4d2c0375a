//! Which role phrases a reader is asked about: all that the ranker is.

use std::path::Path;

use saidby::coref::{self, AnaphorKind, Choice, KnownEntity, Ranker};
use saidby::model::Model;
use saidby::text::Document;
use serde_json::json;

use super::examples::Finders;
use crate::corpora;

/// Prints for each article of a file of JSON lines its id and its role phrases, as spans of code points.
///
/// # Errors
///
/// One sentence if the file cannot be read, or the model not used.
pub fn print_roles(articles: &Path, model: &Model) -> Result<(), String> {
    let finders = Finders::read(model).map_err(|error| error.to_string())?;
    let ranker = Ranker::read(model).map_err(|error| error.to_string())?;
    for (id, text) in corpora::read_texts_with_ids(articles)? {
        let document = Document::new(&text);
        let (tagged, quotations) = finders.find(&document);
        let mut roles = Vec::new();
        let mut oracle = |_: &dyn Fn(usize) -> KnownEntity, choice: Choice| {
            if choice.kind == AnaphorKind::Role {
                let span = document.cover(choice.tokens.clone());
                let at = |byte: u32| text[..byte as usize].chars().count();
                roles.push([at(span.start), at(span.end)]);
            }
            None
        };
        coref::resolve_with_oracle(&document, &tagged, &quotations, &finders.wordnet, &ranker, &mut oracle);
        println!("{}", json!({ "id": id, "roles": roles }));
    }
    Ok(())
}
