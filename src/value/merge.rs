//! One layer out of two: the grammar's finds and the spans that the names model tagged.

use super::Value;
use super::scan::Found;
use crate::entity::Tagged;
use crate::text::Document;

/// The grammar's finds, in text order, without those inside a name.
pub(super) fn merge(document: &Document, tagged: &Tagged, found: Vec<Found>) -> Vec<Value> {
    let mut names = tagged.names.iter().peekable();
    let mut values = Vec::with_capacity(found.len());
    for mut found in found {
        found.value.span = document.cover(found.start..found.end);
        while names.next_if(|name| name.span.end <= found.value.span.start).is_some() {}
        let in_name = names.peek().is_some_and(|name| name.span.overlaps(found.value.span));
        if !in_name {
            values.push(found.value);
        }
    }
    values
}
