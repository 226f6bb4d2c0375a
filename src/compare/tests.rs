use super::*;
use crate::offsets::OffsetUnit;
use crate::report::Report;

/// A report of a text that gives the words in “…” to speakers, one after another; an empty name is nobody.
fn report(text: &str, names: &[&str]) -> Report {
    let mut people: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
    people.sort_unstable();
    people.dedup();
    let entities: Vec<String> = people
        .iter()
        .enumerate()
        .map(|(id, name)| format!(r#"{{"id":{id},"type":"person","name":"{name}","named":true}}"#))
        .collect();
    let chars: Vec<char> = text.chars().collect();
    let at = |sign: char| chars.iter().enumerate().filter(move |(_, c)| **c == sign).map(|(idx, _)| idx);
    let quotations: Vec<String> = at('“')
        .zip(at('”'))
        .zip(names)
        .enumerate()
        .map(|(id, ((start, end), name))| {
            let speaker = people.iter().position(|other| other == name).map_or("null".into(), |id| id.to_string());
            let span = format!("[[{start},{}]]", end + 1);
            format!(
                r#"{{"id":{id},"kind":"direct","act":"statement","content":{span},"printed":{span},"speaker":{speaker}}}"#
            )
        })
        .collect();
    let json = format!(
        r#"{{"offsetUnit":"codepoint","entities":[{}],"quotations":[{}]}}"#,
        entities.join(","),
        quotations.join(",")
    );
    Report::of_json(&json).expect("a report")
}

/// "a [b] c ^ {d}": own words in brackets, a caret where this side lacks some, context in braces.
fn shown(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece.mark {
            Mark::Same => piece.words.clone(),
            Mark::Own => format!("[{}]", piece.words),
            Mark::Missing => "^".into(),
            Mark::Context => format!("{{{}}}", piece.words),
        })
        .collect()
}

fn against(text: &str, notes: &str) -> Vec<NotesRow> {
    compare_notes((text, &report(text, &["Ann Lee"; 9])), notes, None)
}

#[test]
fn words_in_the_notes_are_verbatim_but_for_marks_changed_or_not_there() {
    let notes = "Met Lee at noon.\nPeople will ask. We stopped the machines because we could not say why. That is all.\n\
                 sand is patient it finds the edge\nNo, I don't. No. He said no more\n\
                 People did everything, they did what was asked.\n";
    for (text, relation, printed, passage, lines) in [
        (
            "“stopped the machines because we could not say\nwhy,” she said",
            Relation::Same,
            "“stopped the machines because we could not say why,”",
            "{People will ask. We }stopped the machines because we could not say why{. That is all.}",
            (2, 2),
        ),
        ("“I don’t.”", Relation::Same, "“I don’t.”", "{No, }I don't{. No. He said no more}", (4, 4)),
        (
            "“Sand is patient. It finds the edge.”",
            Relation::Marks,
            "“Sand is patient. It finds the edge.”",
            "sand is patient it finds the edge",
            (3, 3),
        ),
        (
            "“We stopped the big machines because we couldn’t say why.”",
            Relation::Changed,
            "“We stopped the [big] machines because we [couldn’t] say why.”",
            "{People will ask. }We stopped the ^machines because we [could not] say why{. That is all.}",
            (2, 2),
        ),
        (
            "“He said no thing more.”",
            Relation::Changed,
            "“He said no [thing] more.”",
            "{No, I don't. No. }He said no ^more",
            (4, 4),
        ),
        (
            "“People here did everything that was asked of them,”",
            Relation::Dropped,
            "“People here did everything that was asked of them,”",
            "{People did everything, they did what was asked.}",
            (5, 5),
        ),
    ] {
        let row = &against(text, notes)[0];
        let there = row.passage.as_ref().expect(text);
        assert_eq!((row.relation, shown(&row.printed).as_str()), (relation, printed), "{text}");
        assert_eq!(
            (shown(&there.words).as_str(), (there.first_line, there.last_line)),
            (passage, lines),
            "{text}"
        );
        assert!(row.passage.as_ref().is_some_and(|there| there.end <= notes.len()), "{text}");
    }
    let gone = &against("“a teething problem”", notes)[0];
    assert_eq!((gone.relation, &gone.passage, gone.n_found), (Relation::Dropped, &None, 0));
    let short = &against("“No,” she said", notes)[0];
    assert_eq!((short.relation, short.n_words, short.n_places), (Relation::Same, 1, 3), "{short:?}");
}

#[test]
fn a_quotation_in_two_pieces_is_found_in_both_and_the_words_between_are_no_change() {
    let text = "“We stopped it,” she said. “I would rather run nothing.”";
    let mut report = report(text, &["Ann Lee"; 2]);
    let second = report.quotations.remove(1);
    report.quotations[0].printed.extend(second.printed);
    let notes = "I would go. We stopped it. That is all. I would rather run a thing.";
    let row = &compare_notes((text, &report), notes, None)[0];
    assert_eq!(row.relation, Relation::Changed);
    assert_eq!(shown(&row.printed), "“We stopped it,” … “I would rather run [nothing].”");
    let passage = row.passage.as_ref().expect("a passage");
    assert!(
        shown(&passage.words).starts_with("{I would go. }We stopped it{. That is all. }I would rather run")
    );
}

#[test]
fn a_passage_beyond_what_is_aligned_is_not_taken_for_verbatim() {
    let words = |from: usize, to: usize| (from..to).map(|nr| format!("w{nr}")).collect::<Vec<_>>().join(" ");
    let text = format!("“{} {}”", words(0, 700), words(2000, 2100));
    let notes = format!("{} and so on", words(0, 700));
    let row = &against(&text, &notes)[0];
    assert_eq!((row.relation, row.n_words), (Relation::Changed, 800));
    assert_eq!(row.printed.iter().map(|piece| piece.words.len()).sum::<usize>(), text.len());
}

#[test]
fn another_speaker_in_the_notes_is_told() {
    let text = "“We saw nothing of it,” Ann Lee said";
    let notes = "“We saw nothing of it,” Bo Dahl said. “That is all.”";
    let said = report(notes, &["Bo Dahl", "Bo Dahl"]);
    let rows = compare_notes((text, &report(text, &["Ann Lee"])), notes, Some(&said));
    assert_eq!(rows[0].passage.as_ref().and_then(|there| there.other_speaker.as_deref()), Some("Bo Dahl"));
    let rows = compare_notes((text, &report(text, &["Dahl"])), notes, Some(&said));
    assert_eq!(rows[0].passage.as_ref().and_then(|there| there.other_speaker.as_deref()), None);
}

#[test]
fn drafts_tell_what_was_added_dropped_reworded_and_given_to_another() {
    let older = "“We stopped because we could not say why.” “I signed what was put before me.” \
                 “Sand is patient.” “People did all they could.”";
    let newer = "“Sand is patient!” “We stopped because we could no longer say why.” \
                 “People did all they could.” “It was in the report.”";
    let before = report(older, &["Ann Lee", "Bo Dahl", "Cy Orr", "Union"]);
    let after = report(newer, &["Orr", "Ann Lee", "Peake", ""]);
    let rows = compare_drafts((older, &before), (newer, &after));
    let found: Vec<(&str, bool)> = rows.iter().map(|row| (row.relation.name(), row.other_speaker)).collect();
    assert_eq!(
        found,
        [("marks", false), ("changed", false), ("dropped", false), ("same", true), ("added", false)],
        "{rows:#?}"
    );
    let words = |side: &Option<(usize, Vec<Piece>)>| {
        side.as_ref().map(|(_, pieces)| shown(pieces)).unwrap_or_default()
    };
    assert_eq!(words(&rows[1].older), "“We stopped because we could [not] say why.”");
    assert_eq!(words(&rows[1].newer), "“We stopped because we could [no longer] say why.”");
    assert_eq!(rows[2].newer, None);
    let json = drafts_json(&rows);
    assert!(
        json.contains(
            r#""newer":{"id":1,"words":[["same","“We stopped because we could "],["own","no longer"]"#
        ),
        "{json}"
    );
}

#[test]
fn the_same_draft_twice_differs_in_nothing_and_any_text_can_be_compared() {
    for text in ["", "“a” “a” “a” “b a”", "“”", "“é\u{ad}t\u{301}é 💛 1.5” x"] {
        let report = report(text, &["A", "B", "", "A"]);
        let rows = compare_drafts((text, &report), (text, &report));
        assert!(
            rows.iter().all(|row| row.relation == Relation::Same && !row.other_speaker),
            "{text}: {rows:?}"
        );
        for row in compare_notes((text, &report), text, Some(&report)) {
            assert_eq!(row.relation, Relation::Same, "{text}");
        }
        let rows = compare_notes((text, &report), "", None);
        assert!(rows.iter().all(|row| row.passage.is_none()), "{text}");
        serde_json::from_str::<serde_json::Value>(&notes_json(&rows, "", OffsetUnit::Utf16)).expect("JSON");
    }
}
