//! JSON and JSON Lines, against the schema that ships.

use saidby::export::{Format, Options, SCHEMA, export};
use saidby::offsets::OffsetUnit;
use saidby::report::Report;
use serde_json::Value;

use super::fixtures;

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("the schema is JSON")
}

#[test]
fn reports_are_what_the_schema_says_and_come_back_as_they_were() {
    let validator = jsonschema::validator_for(&schema()).expect("the schema is one");
    for fixture in fixtures() {
        for report in [&fixture.points, &fixture.utf16] {
            let lines = export(Format::JsonLines, &fixture.text, report, &Options::default());
            let lines = String::from_utf8(lines).expect("text");
            assert_eq!(lines.matches('\n').count(), 1);
            let line: Value = serde_json::from_str(&lines).expect("JSON");
            let errors: Vec<String> = validator.iter_errors(&line).map(|error| error.to_string()).collect();
            assert_eq!(errors, [] as [&str; 0], "{line}");
            assert_eq!(&Report::of_json(&lines).expect("a report"), report);
            assert_eq!(&serde_json::from_str::<Report>(&lines).expect("a report"), report);
        }
        let whole: Value = serde_json::from_str(&fixture.exported(Format::Json)).expect("JSON");
        assert!(validator.is_valid(&whole));
        assert_eq!(whole["text"], fixture.text.as_str());
        let mut with_text = Options::default();
        with_text.with_text = true;
        let line = export(Format::JsonLines, &fixture.text, &fixture.points, &with_text);
        let line: Value = serde_json::from_slice(&line).expect("JSON");
        assert!(validator.is_valid(&line));
        assert_eq!(line["text"], fixture.text.as_str());
    }
}

#[test]
fn the_schema_refuses_what_no_report_is() {
    let validator = jsonschema::validator_for(&schema()).expect("the schema is one");
    let report: Value = serde_json::from_str(&fixtures()[0].exported(Format::JsonLines)).expect("JSON");
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut report = report.clone();
        change(&mut report);
        validator.is_valid(&report)
    };
    assert!(changed(&|_| {}));
    assert!(!changed(&|report| report["extra"] = 1.into()));
    assert!(!changed(&|report| report["quotations"][0]["kind"] = "loud".into()));
    assert!(!changed(&|report| report["quotations"][0]["content"][0][0] = (-1).into()));
    assert!(!changed(&|report| report["offsetUnit"] = "byte".into()));
    assert!(!changed(&|report| {
        report.as_object_mut().expect("an object").remove("entities");
    }));
}

#[test]
fn a_report_goes_from_one_unit_to_the_other_and_back() {
    for fixture in fixtures() {
        assert_eq!(fixture.points.in_unit(&fixture.text, OffsetUnit::Utf16), fixture.utf16);
        assert_eq!(fixture.utf16.in_unit(&fixture.text, OffsetUnit::CodePoint), fixture.points);
    }
}

#[test]
fn gold_data_count_code_points() {
    let mut options = Options::default();
    (options.corrected, options.title) = (2, Some("T"));
    for fixture in fixtures() {
        let gold = export(Format::Gold, &fixture.text, &fixture.utf16, &options);
        let gold: Value = serde_json::from_slice(&gold).expect("JSON");
        assert_eq!((&gold["title"], &gold["corrected"]), (&"T".into(), &2.into()));
        let points = serde_json::to_value(&fixture.points).expect("JSON");
        assert_eq!(gold["quotations"], points["quotations"]);
        assert_eq!(gold["entities"], points["entities"]);
    }
}
