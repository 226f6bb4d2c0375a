//! The command as people and scripts call it.

mod manual;
mod many;
mod odd;
mod snippet;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const ARTICLE: &str = "Mill shuts\n\n“We are out of wool,” Ada Brook said on Friday. 💛\n";

fn saidby(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_saidby"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Output {
    saidby(arguments).output().expect("the command starts")
}

fn feed(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = saidby(arguments).stdin(Stdio::piped()).spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("its input is open");
    let input = input.to_vec();
    let writing = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the command ends");
    drop(writing.join());
    output
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is text")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the errors are text")
}

fn reports(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

fn file(name: &str, bytes: &[u8]) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(name);
    fs::write(&file, bytes).expect("the file is written");
    file.to_str().expect("a plain path").to_owned()
}

#[test]
fn a_file_is_printed_for_reading_without_colors_into_a_pipe() {
    let article = file("mill.txt", ARTICLE.as_bytes());
    let output = run(&["analyze", &article]);
    assert!(output.status.success(), "{}", err(&output));
    assert!(out(&output).starts_with("Mill shuts\n"), "{}", out(&output));
    assert!(!out(&output).contains('\x1b'));
}

#[test]
fn offsets_count_code_points_unless_utf_16_is_asked_for() {
    let article = file("heart.txt", "💛💛\n\nMill shuts at noon, the owners say.\n".as_bytes());
    for (unit, arguments, end) in
        [("codepoint", &["--format", "jsonl"] as &[_], 39), ("utf16", &["--format", "jsonl", "--utf16"], 41)]
    {
        let output = run(&[&["analyze"], arguments, &[article.as_str()]].concat());
        let report = &reports(&output)[0];
        assert_eq!(report["offsetUnit"], unit);
        assert_eq!(report["id"], article);
        let paragraphs = report["paragraphs"].as_array().expect("a list");
        assert_eq!(paragraphs.last().expect("a paragraph")["end"], end, "{report}");
    }
}

#[test]
fn each_line_gives_one_report_with_its_id_and_date() {
    let input = [
        r#"{"id": "a", "text": "He left on Friday.", "date": "2026-03-12", "extra": 1}"#,
        "",
        r#"{"id": 7, "text": ""}"#,
        r#"{"text": "“No,” Ada Brook said."}"#,
    ];
    let output = feed(&["analyze", "--jsonl"], input.join("\n").as_bytes());
    assert!(output.status.success(), "{}", err(&output));
    let reports = reports(&output);
    let ids: Vec<&Value> = reports.iter().map(|report| &report["id"]).collect();
    assert_eq!(ids, [&Value::from("a"), &Value::from(7), &Value::Null]);
    assert_eq!(reports[0]["date"], "2026-03-12");
    assert_eq!(reports[0]["offsetUnit"], "codepoint");
}

#[test]
fn a_stream_and_a_file_give_the_same_report() {
    let article = file("same.txt", ARTICLE.as_bytes());
    let from_file = run(&["analyze", "--format", "jsonl", "--date", "2026-03-12", &article]);
    let line = serde_json::json!({ "id": article, "text": ARTICLE, "date": "2026-03-12" }).to_string();
    let from_stream = feed(&["analyze", "--jsonl"], line.as_bytes());
    assert_eq!(out(&from_file), out(&from_stream));
    let from_pipe = feed(&["analyze", "--format", "jsonl", "--date", "2026-03-12", "-"], ARTICLE.as_bytes());
    assert_eq!(out(&from_file).replace(&article, "-"), out(&from_pipe));
}

#[test]
fn bad_lines_are_named_by_number_and_lose_nothing_else() {
    let mut input = Vec::new();
    for line in [
        r#"{"id": 1, "text": "One."}"#.as_bytes(),
        b"not json",
        b"{\"id\": 3, \"text\": \"\xff\"}",
        br#"{"id": 4}"#,
        br#"{"id": 5, "text": "Five.", "date": "soon"}"#,
        br#"["text"]"#,
        br#"{"id": 7, "text": "\ud800"}"#,
        br#"{"id": 8, "text": "Eight."}"#,
    ] {
        input.extend_from_slice(line);
        input.extend_from_slice(b"\r\n");
    }
    let output = feed(&["analyze", "--jsonl"], &input);
    assert_eq!(output.status.code(), Some(1));
    let ids: Vec<Value> = reports(&output).iter().map(|report| report["id"].clone()).collect();
    assert_eq!(ids, [1, 8]);
    let errors = err(&output);
    let numbers: Vec<&str> =
        errors.lines().filter_map(|line| line.strip_prefix("saidby: line ")?.split(':').next()).collect();
    assert_eq!(numbers, ["2", "3", "4", "5", "6", "7"], "{errors}");
    assert!(errors.contains("missing field `text`"), "{errors}");
    assert!(errors.contains("\"soon\" is not a date such as 2026-03-12"), "{errors}");
}

#[test]
fn a_text_over_the_limit_is_refused_and_the_stream_goes_on() {
    let long = "word ".repeat((10 << 20) / 5 + 1);
    let input = format!("{{\"id\":1,\"text\":\"{long}\"}}\n{{\"id\":2,\"text\":\"Short.\"}}\n");
    let output = feed(&["analyze", "--jsonl"], input.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(reports(&output).len(), 1);
    assert!(err(&output).contains("line 1: the text is longer than 10 MiB"), "{}", err(&output));
    let article = file("long.txt", long.as_bytes());
    assert!(err(&run(&["analyze", &article])).contains("is longer than 10 MiB"));
}

#[test]
fn each_bad_file_gets_one_sentence_and_the_others_their_reports() {
    let good = file("good.txt", b"All is well.");
    let latin = file("latin.txt", b"caf\xe9");
    let missing = file("gone.txt", b"");
    fs::remove_file(&missing).expect("it was just written");
    let output = run(&["analyze", "--format", "jsonl", &missing, &latin, &good]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(reports(&output).len(), 1);
    let errors = err(&output);
    let errors: Vec<&str> = errors.lines().collect();
    assert_eq!(
        errors,
        [
            format!("saidby: there is no file {missing}"),
            format!("saidby: {latin} is not text in UTF-8 (from byte 3 on); save it as plain text first"),
        ]
    );
}

#[test]
fn a_damaged_model_file_is_refused_in_words() {
    let article = file("model.txt", ARTICLE.as_bytes());
    let model = file("damaged.saidby", b"not a model");
    let output = run(&["analyze", "--model", &model, &article]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).starts_with(&format!("saidby: the model {model} cannot be used: ")),
        "{}",
        err(&output)
    );
    assert!(out(&output).is_empty());
}

#[test]
fn wrong_calls_say_what_to_write_instead() {
    for (arguments, sentence) in [
        (&["analyse", "x"] as &[&str], "a similar subcommand exists: 'analyze'"),
        (&["analyze", "--yaml", "x"], "--yaml"),
        (&["analyze", "--date", "12 March", "x"], "\"12 March\" is not a date"),
        (&["analyze", "--jsonl", "--format", "csv"], "cannot be used with"),
        (&["analyze", "--format", "tei", "x", "y"], "write one file for each with --output-dir FOLDER"),
        (&["analyze", "--resume", "x"], "name it with --output or --output-dir"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = err(&output);
        assert!(errors.contains(sentence), "{errors}");
    }
    let help = out(&run(&["analyze", "--help"]));
    for words in ["--format", "--resume", "annotation", "one article a line"] {
        assert!(help.to_lowercase().contains(words), "{help}");
    }
    assert!(out(&run(&["--help"])).contains("Exit codes:"));
    assert_eq!(out(&run(&["--version"])), concat!("saidby ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let input = "{\"id\":1,\"text\":\"Ada Brook left.\"}\n".repeat(20_000);
    let mut child =
        saidby(&["analyze", "--jsonl"]).stdin(Stdio::piped()).spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("its input is open");
    let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    drop(writing.join());
    assert!(output.status.success());
    assert_eq!(err(&output), "");
}

#[test]
fn nothing_in_a_text_a_name_or_a_line_commands_the_terminal() {
    let text = "Mill \x1b[2Jshuts\n\n“We are \u{9b}31mout of \u{202e}wool,” Ada \x07Brook said on Friday \x1b]0;x\x07.\n";
    let article = file("mill \u{1b}[31m.txt", text.as_bytes());
    let missing = format!("{article}\u{1b}[0m");
    let output = run(&["analyze", &article, &missing]);
    for printed in [out(&output), err(&output)] {
        let bad = printed.chars().find(|c| c.is_control() && *c != '\n' || matches!(c, '\u{202e}'));
        assert_eq!(bad, None, "{printed:?}");
    }
    let lines =
        feed(&["analyze", "--jsonl"], b"{\"id\": 1, \"text\": \"a\", \"date\": \"\\u001b[2J\"}\n\x1b[2J\n");
    assert_eq!(lines.status.code(), Some(1));
    assert!(!err(&lines).contains('\x1b'), "{:?}", err(&lines));
}

#[test]
fn ids_come_out_as_they_went_in() {
    for id in
        ["123456789012345678901234567890", "1.50", "-0", "[1, {\"a\": null}]", "true", "null", "\"é\\\"x\""]
    {
        let output = feed(&["analyze", "--jsonl"], format!("{{\"id\": {id}, \"text\": \"a\"}}").as_bytes());
        let line = out(&output);
        assert!(line.starts_with(&format!("{{\"id\":{id},")), "{id}: {line}");
    }
    let without = feed(&["analyze", "--jsonl"], b"{\"text\": \"a\"}");
    assert!(out(&without).starts_with("{\"id\":null,"));
}

#[test]
fn a_stream_may_begin_with_a_mark_and_hold_a_line_without_end() {
    let mut input = b"\xef\xbb\xbf{\"id\": \"a\", \"text\": \"a\"}\r\n\r\n".to_vec();
    input.extend(std::iter::repeat_n(b'x', (64 << 20) + 7));
    input.extend(b"\n{\"id\": \"b\", \"text\": \"b\"}");
    let output = feed(&["analyze", "--jsonl"], &input);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(err(&output), "saidby: line 3: it is longer than 64 MiB, the most that is read\n");
    let ids: Vec<Value> = reports(&output).iter().map(|report| report["id"].clone()).collect();
    assert_eq!(ids, ["a", "b"]);
}

#[cfg(unix)]
#[test]
fn an_input_that_cannot_be_read_is_named() {
    let folder = fs::File::open(env!("CARGO_TARGET_TMPDIR")).expect("a folder of our own");
    let output = saidby(&["analyze", "--jsonl"]).stdin(folder).output().expect("the command starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).starts_with("saidby: the standard input cannot be read"), "{}", err(&output));
}

#[test]
fn of_a_web_page_the_article_is_read() {
    let story = "<p>The old bridge in Marn closed to lorries on Monday after cracks were found in two of its piers.</p>".repeat(6);
    let html = format!(
        "<html><head><title>Bridge closes</title><meta property='article:published_time' content='2021-03-04T10:00:00Z'></head>\
         <body><div class='menu'><a href='#'>Sport</a> <a href='#'>Weather</a></div><article><h1>Bridge closes</h1>{story}\
         <p>“We would sooner walk home,” Mara Quill said.</p></article></body></html>"
    );
    let page = file("bridge.html", html.as_bytes());
    let output = run(&["analyze", "--input", "html", "--format", "jsonl", &page]);
    assert!(output.status.success(), "{}", err(&output));
    let report = &reports(&output)[0];
    let text = report["text"].as_str().expect("the text is there");
    assert!(text.starts_with("Bridge closes\n") && !text.contains("Weather"), "{text}");
    assert_eq!(report["date"], "2021-03-04");
    let said = &report["quotations"][0];
    let part = |span: &Value| {
        let [start, end] = [0, 1].map(|idx| span[idx].as_u64().expect("an offset") as usize);
        text.chars().skip(start).take(end - start).collect::<String>()
    };
    assert_eq!(part(&said["source"]), "Mara Quill");
    let none = run(&["analyze", "--input", "html", &file("empty.html", b"<p></p>")]);
    assert_eq!(none.status.code(), Some(1));
    assert!(err(&none).contains("no article is found"), "{}", err(&none));
}

#[test]
fn the_terms_of_the_model_come_with_the_command() {
    let terms = out(&run(&["--licenses"]));
    for words in ["The Saidby authors", "WordNet Release 3.0", "GeoNames", "Apache License"] {
        assert!(terms.contains(words), "{words}");
    }
}

#[test]
fn a_report_is_checked_against_its_text() {
    let article = file("checked.txt", ARTICLE.as_bytes());
    for arguments in [&["--format", "jsonl"] as &[&str], &["--format", "json", "--utf16"]] {
        let report = run(&[&["analyze"], arguments, &[article.as_str()]].concat());
        let report = file("checked.json", &report.stdout);
        let output = run(&["check", &article, &report]);
        assert!(output.status.success(), "{}", err(&output));
        let other = file("other.txt", ARTICLE.replace("wool", "coal").as_bytes());
        let output = run(&["check", &other, &report]);
        assert_eq!(output.status.code(), Some(1));
        assert!(err(&output).contains("of another text"), "{}", err(&output));
        let shorter = file("shorter.txt", b"Mill shuts");
        assert!(err(&run(&["check", &shorter, &report])).contains("is no span of this text"));
    }
}

#[test]
fn the_schema_comes_with_the_command() {
    let schema: Value = serde_json::from_slice(&run(&["schema"]).stdout).expect("JSON");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn drafts_are_compared_and_so_are_a_text_and_its_notes() {
    let older = file(
        "older.txt",
        "“We are out of wool,” Ada Brook said on Friday.\n\n“Nobody told the workers anything,” Ben Cole said.\n".as_bytes(),
    );
    let newer = file(
        "newer.txt",
        "“We are nearly out of wool,” Ada Brook said on Friday.\n\n“The mill will open again in May,” she said.\n".as_bytes(),
    );
    let output = run(&["compare", &older, &newer]);
    assert!(output.status.success(), "{}", err(&output));
    let told = out(&output);
    assert!(
        told.starts_with("1 added, 1 dropped, 1 reworded, 0 given to another speaker, 0 unchanged\n"),
        "{told}"
    );
    assert!(told.contains("{+nearly+}") && told.contains("− Dropped  Ben Cole"), "{told}");
    let rows: Value = serde_json::from_str(&out(&run(&["compare", "--json", &older, &newer]))).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(3));
    let notes = file("notes.txt", "Brook: well.\nWe are out of wool.\n".as_bytes());
    let told = out(&run(&["compare", "--notes", &older, &notes]));
    assert!(
        told.starts_with("1 verbatim, 0 differ in marks, 0 changed, 1 not there\n")
            && told.contains("line 2"),
        "{told}"
    );
    assert_eq!(run(&["compare", &older, "nowhere.txt"]).status.code(), Some(2));
}
