//! The wasm module as the page calls it: the same cases as natively, and what only the boundary can break.

use std::fs;

use browser_tests::{Site, bare, differing, seeds};
use saidby::analyzer::{Analyzer, Options};
use saidby::export::{self, Format};
use saidby::offsets::OffsetUnit;
use saidby::report::Report;
use saidby::value::Date;
use serde_json::{Value, json};

fn native() -> Analyzer {
    let model = xtask::site::source().join("pkg/saidby.model");
    Analyzer::new(&fs::read(model).expect("the page is built")).expect("the model is sound")
}

/// A report as JSON in which all numbers are floating-point ones, as in JavaScript.
fn normal(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.into_iter().map(normal).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, normal(value))).collect(),
        other => other,
    }
}

fn native_report(analyzer: &Analyzer, text: &str, options: &Options) -> Value {
    let analysis = analyzer.analyze_with(text, options, &mut |_| {});
    normal(serde_json::to_value(Report::new(analysis, OffsetUnit::Utf16, None)).expect("a report is JSON"))
}

#[test]
fn samples_and_texts_like_news_give_the_same_report_as_natively() {
    let site = Site::start();
    let page = bare(&site);
    let mut texts: Vec<String> = seeds().into_iter().map(|(_, text)| text).collect();
    for odd in [
        "",
        " ",
        "“",
        "”“",
        "é💛 “a”\r\n\r\nMr. O’Neil said.",
        "\u{feff}BOM \u{200b}\0 end",
        "‘‘‘“““\"\"\"'''",
    ] {
        texts.push(odd.to_owned());
    }
    texts.extend((0..300).map(properties::numbered));
    let differing = differing(&page, &native(), &texts);
    assert!(differing.is_empty(), "{:#?}", differing.iter().map(|&idx| &texts[idx]).collect::<Vec<_>>());
}

#[test]
fn the_sample_comes_with_the_report_that_the_engine_makes_of_it() {
    let site = Site::start();
    let page = bare(&site);
    let list = page.eval(&format!("fetch('{}').then((list) => list.json())", site.path("pkg/samples.json")));
    let sample = &list[0];
    let text = sample["text"].as_str().expect("a text");
    assert_eq!(normal(sample["report"].clone()), native_report(&native(), text, &Options::default()));
}

#[test]
fn exports_have_the_same_bytes_as_natively() {
    let site = Site::start();
    let page = bare(&site);
    let analyzer = native();
    let (_, text) = &seeds()[0];
    let report = Report::new(analyzer.analyze(text), OffsetUnit::Utf16, None);
    page.eval(&format!("globalThis.text = {}", json!(text)));
    page.eval("globalThis.found = JSON.stringify(analyzer.analyze(text))");
    let mut options = export::Options::default();
    (options.title, options.bom) = (Some("T"), true);
    for &format in Format::ALL {
        let expected = export::export(format, text, &report, &options);
        let call =
            format!("saidby.exportReport('{}', text, found, {{ title: 'T', bom: true }})", format.name());
        let found = page.eval(&format!("new TextDecoder('latin1').decode({call})"));
        // What browsers call Latin 1 is Windows-1252, so that both sides are read alike.
        let expected =
            page.eval(&format!("new TextDecoder('latin1').decode(new Uint8Array({}))", json!(expected)));
        assert_eq!(found, expected, "{format:?}");
    }
}

#[test]
fn the_date_and_the_passages_put_back_reach_the_core() {
    let site = Site::start();
    let page = bare(&site);
    let text = "💛 Mill shuts\n\nAdvertisement\n\nAda Brook left on Friday.\n";
    let found = normal(
        page.eval(&format!("analyzer.analyze({}, {{ date: '2026-03-12', keep: [[14, 27]], }})", json!(text))),
    );
    let kept = text.find("Adv").expect("it is there") as u32;
    let mut options = Options::dated(Date::parse("2026-03-12"));
    options.keep.push(saidby::Span::new(kept, kept + 13));
    assert_eq!(found["date"], "2026-03-12");
    assert_eq!(found, native_report(&native(), text, &options));
    for options in ["undefined", "null", "{}", "{ date: undefined, keep: undefined }", "{ date: '' }"] {
        page.eval(&format!("analyzer.analyze('', {options})"));
    }
}

#[test]
fn progress_is_told_stage_by_stage() {
    let site = Site::start();
    let page = bare(&site);
    let told = page.eval(
        "(() => { const told = []; analyzer.analyze('A.', {}, (...step) => told.push(step)); return told; })()",
    );
    let stages: Vec<&str> =
        told.as_array().into_iter().flatten().filter_map(|step| step[0].as_str()).collect();
    assert_eq!(stages, ["reading", "names", "quotations", "speakers"]);
    assert_eq!(told[0], json!(["reading", 0, 4]));
}

#[test]
fn offsets_hold_for_text_that_utf_8_cannot_carry() {
    let site = Site::start();
    let page = bare(&site);
    // Lone surrogates of both kinds, a pair, combining marks, CRLF; no paragraph begins or ends on white space,
    // unless an offset is off.
    let off = page.eval(
        r"(() => {
            const text = 'Mill \ud800 shuts \udc00 it\r\n\r\n\u201cNo \ud83d\udc9b, e\u0301\ud83d\u201d Ada Brook said.\r\n\r\nEnd\udfff';
            const spans = [];
            const report = analyzer.analyze(text);
            for (const part of report.paragraphs) spans.push([part.start, part.end]);
            for (const entity of report.entities) for (const at of entity.mentions) spans.push([at.start, at.end]);
            for (const quotation of report.quotations) spans.push(...quotation.content, ...quotation.printed);
            const words = spans.map(([start, end]) => text.slice(start, end));
            return { paragraphs: report.paragraphs.length, last: words[report.paragraphs.length - 1].length,
                bad: words.filter((word) => word !== word.trim() || word === '') };
        })()",
    );
    assert_eq!(off["bad"], json!([]), "{off}");
    assert_eq!(off["last"], 4.0, "{off}");
}

#[test]
fn wrong_calls_throw_one_sentence() {
    let site = Site::start();
    let page = bare(&site);
    let thrown = |expression: &str| {
        let caught = page
            .eval(&format!("(() => {{ try {{ {expression}; return null }} catch (e) {{ return e }} }})()"));
        caught.as_str().map(str::to_owned).unwrap_or_else(|| panic!("{expression} threw {caught}"))
    };
    let sentences = [
        thrown("analyzer.analyze('A.', { date: 'soon' })"),
        thrown("analyzer.analyze('A.', { keep: 'all' })"),
        thrown("new saidby.Analyzer(new Uint8Array())"),
        thrown("new saidby.Analyzer(model.slice(0, model.length - 1))"),
        thrown("{ const bad = model.slice(); bad[bad.length >> 1] ^= 1; new saidby.Analyzer(bad) }"),
    ];
    for sentence in sentences {
        assert!(sentence.starts_with("The ") && sentence.ends_with('.'), "{sentence}");
    }
    // The analyzer is as good as before.
    assert_eq!(page.eval("analyzer.analyze('Ada Brook left.').offsetUnit"), "utf16");
}

#[test]
fn the_version_is_the_projects() {
    let site = Site::start();
    assert_eq!(bare(&site).eval("saidby.version()"), xtask::project::VERSION);
}
