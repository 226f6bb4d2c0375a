//! A report back from JSON.
//!
//! By hand and not derived: derived readers of all parts would make the page's module a fifth larger.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value as Json;

use super::*;

impl Report {
    /// The report that JSON holds, as [`crate::export`] and the page write it: what serde reads, without more code.
    ///
    /// # Errors
    ///
    /// What is wrong, in one sentence.
    #[doc(hidden)]
    pub fn of_json(json: &str) -> Result<Self, String> {
        serde_json::from_str(json).map_err(|error| error.to_string()).and_then(|json| report(&json))
    }
}

macro_rules! deserialize {
    ($($part:ty: $read:path,)+) => {$(
        impl<'de> Deserialize<'de> for $part {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $read(&Json::deserialize(deserializer)?).map_err(D::Error::custom)
            }
        }
    )+};
}

deserialize! {
    Report: report,
    Paragraph: paragraph,
    Entity: entity,
    Mention: mention,
    Value: value,
    Quotation: quotation,
    Candidate: candidate,
    Source: source,
    Tally: tally,
    QuotedWords: quoted_words,
}

type Read<T> = Result<T, String>;

fn report(json: &Json) -> Read<Report> {
    if !json.is_object() {
        return Err("a report is an object".into());
    }
    Ok(Report {
        id: text(json, "id"),
        program: text(json, "program").unwrap_or_default(),
        model: text(json, "model").unwrap_or_default(),
        text_sha256: text(json, "textSha256").unwrap_or_default(),
        offset_unit: word(json, "offsetUnit", OffsetUnit::of_name)?,
        unsure_below: share(json, "unsureBelow"),
        english: flag(json, "english"),
        date: text(json, "date"),
        date_reason: maybe(json, "dateReason", DateReason::of_name)?,
        paragraphs: list(json, "paragraphs", paragraph)?,
        entities: list(json, "entities", entity)?,
        values: list(json, "values", value)?,
        quotations: list(json, "quotations", quotation)?,
        sources: list(json, "sources", source)?,
        // Older reports have none of the two.
        unattributed: maybe_tally(&json["unattributed"])?,
        total: maybe_tally(&json["total"])?,
        quoted_words: list(json, "quotedWords", quoted_words)?,
    })
}

fn paragraph(json: &Json) -> Read<Paragraph> {
    let (start, end) = edges(json)?;
    Ok(Paragraph {
        start,
        end,
        kind: word(json, "kind", ParagraphKind::of_name)?,
        reason: text(json, "reason"),
    })
}

fn entity(json: &Json) -> Read<Entity> {
    let role = |role: &Json| role.as_str().map(str::to_owned).ok_or_else(|| wrong("roles", role));
    Ok(Entity {
        id: number(json, "id")?,
        entity_type: word(json, "type", EntityType::of_name)?,
        name: text(json, "name").unwrap_or_default(),
        named: flag(json, "named"),
        roles: list(json, "roles", role)?,
        affiliation: index(json, "affiliation")?,
        members: list(json, "members", |member| as_number(member, "members"))?,
        mentions: list(json, "mentions", mention)?,
    })
}

fn mention(json: &Json) -> Read<Mention> {
    let (start, end) = edges(json)?;
    let kind = word(json, "kind", MentionKind::of_name)?;
    Ok(Mention { start, end, kind, own_type: maybe(json, "type", EntityType::of_name)? })
}

fn value(json: &Json) -> Read<Value> {
    let (start, end) = edges(json)?;
    Ok(Value {
        start,
        end,
        value_type: word(json, "type", ValueType::of_name)?,
        value: text(json, "value"),
        unit: text(json, "unit"),
        low: text(json, "low"),
        high: text(json, "high"),
        edge: maybe(json, "edge", Edge::of_name)?,
        calendar: span(json, "calendar")?,
    })
}

fn quotation(json: &Json) -> Read<Quotation> {
    Ok(Quotation {
        id: number(json, "id")?,
        kind: word(json, "kind", QuotationKind::of_name)?,
        content: list(json, "content", as_span)?,
        printed: list(json, "printed", as_span)?,
        cue: span(json, "cue")?,
        source: span(json, "source")?,
        speaker: index(json, "speaker")?,
        confidence: share(json, "confidence"),
        reason: text(json, "reason").unwrap_or_default(),
        candidates: list(json, "candidates", candidate)?,
        parent: index(json, "parent")?,
        relay: index(json, "relay")?,
        act: word(json, "act", Act::of_name)?,
        probability: share(json, "probability"),
        words: index(json, "words")?.unwrap_or_default(),
        paragraph: index(json, "paragraph")?.unwrap_or_default(),
        corrected: flag(json, "corrected"),
        check: maybe(json, "check", Check::of_name)?,
        note: text(json, "note"),
    })
}

fn candidate(json: &Json) -> Read<Candidate> {
    Ok(Candidate { speaker: index(json, "speaker")?, score: share(json, "score") })
}

fn source(json: &Json) -> Read<Source> {
    Ok(Source {
        entity: number(json, "entity")?,
        named: flag(json, "named"),
        described: flag(json, "described"),
        tally: tally(json)?,
    })
}

fn maybe_tally(json: &Json) -> Read<Tally> {
    if json.is_null() { Ok(Tally::default()) } else { tally(json) }
}

fn tally(json: &Json) -> Read<Tally> {
    Ok(Tally {
        statements: number(json, "statements")?,
        words_quoted: number(json, "wordsQuoted")?,
        words_spoken: index(json, "wordsSpoken")?.unwrap_or_default(),
        words_reported: number(json, "wordsReported")?,
    })
}

fn quoted_words(json: &Json) -> Read<QuotedWords> {
    let (start, end) = edges(json)?;
    Ok(QuotedWords { start, end, words_type: word(json, "type", QuotedWordsType::of_name)? })
}

fn wrong(field: &str, json: &Json) -> String {
    format!("{field} cannot be {json}")
}

fn text(json: &Json, field: &str) -> Option<String> {
    json[field].as_str().map(str::to_owned)
}

fn flag(json: &Json, field: &str) -> bool {
    json[field].as_bool().unwrap_or_default()
}

fn share(json: &Json, field: &str) -> f64 {
    json[field].as_f64().unwrap_or_default()
}

fn as_number(json: &Json, field: &str) -> Read<usize> {
    json.as_u64().and_then(|number| number.try_into().ok()).ok_or_else(|| wrong(field, json))
}

fn number(json: &Json, field: &str) -> Read<usize> {
    as_number(&json[field], field)
}

fn index(json: &Json, field: &str) -> Read<Option<usize>> {
    if json[field].is_null() { Ok(None) } else { number(json, field).map(Some) }
}

fn offset(json: &Json, field: &str) -> Read<u32> {
    as_number(json, field).and_then(|offset| offset.try_into().map_err(|_| wrong(field, json)))
}

fn edges(json: &Json) -> Read<(u32, u32)> {
    Ok((offset(&json["start"], "start")?, offset(&json["end"], "end")?))
}

fn as_span(json: &Json) -> Read<[u32; 2]> {
    Ok([offset(&json[0], "a span")?, offset(&json[1], "a span")?])
}

fn span(json: &Json, field: &str) -> Read<Option<[u32; 2]>> {
    if json[field].is_null() { Ok(None) } else { as_span(&json[field]).map(Some) }
}

/// One of the words of an enum.
fn word<T>(json: &Json, field: &str, of_name: fn(&str) -> Option<T>) -> Read<T> {
    json[field].as_str().and_then(of_name).ok_or_else(|| wrong(field, &json[field]))
}

fn maybe<T>(json: &Json, field: &str, of_name: fn(&str) -> Option<T>) -> Read<Option<T>> {
    if json[field].is_null() { Ok(None) } else { word(json, field, of_name).map(Some) }
}

fn list<T>(json: &Json, field: &str, read: impl Fn(&Json) -> Read<T>) -> Read<Vec<T>> {
    match &json[field] {
        Json::Null => Ok(Vec::new()),
        Json::Array(items) => items.iter().map(read).collect(),
        other => Err(wrong(field, other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_none_and_what_is_wrong_is_refused() {
        let read = |quotation: &str| {
            let quotation = format!(r#"{{"id":0,"kind":"direct","act":"statement",{quotation}}}"#);
            Report::of_json(&format!(r#"{{"offsetUnit":"utf16","quotations":[{quotation}]}}"#))
        };
        let report = read(r#""speaker":null,"content":null"#).expect("a report");
        assert_eq!((report.quotations[0].speaker, report.quotations[0].content.len()), (None, 0));
        for (wrong, sentence) in [
            (r#""speaker":-1"#, "speaker cannot be -1"),
            (r#""words":"two""#, "words cannot be \"two\""),
            (r#""content":{}"#, "content cannot be {}"),
            (r#""candidates":[{"speaker":1.5}]"#, "speaker cannot be 1.5"),
        ] {
            assert_eq!(read(wrong).expect_err(wrong), sentence);
        }
    }
}
