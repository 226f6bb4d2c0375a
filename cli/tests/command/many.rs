//! Many articles: files, folders, streams, and where their findings are written.

use super::*;

/// A folder of its own with a few articles, one of them in a folder below.
fn articles(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(folder.join("more")).expect("a folder");
    for (file, who) in [("a.txt", "Ada Brook"), ("b.txt", "Tom Reyle"), ("more/c.txt", "Ann Lee")] {
        let text = format!("Mill shuts\n\n“We are out of wool,” {who} said on Friday. 💛\n");
        fs::write(folder.join(file), text).expect("the file is written");
    }
    fs::write(folder.join("picture.jpg"), b"\xff\xd8").expect("the file is written");
    folder
}

fn plain(path: &std::path::Path) -> &str {
    path.to_str().expect("a plain path")
}

#[test]
fn a_folder_is_one_table_in_the_order_of_names() {
    let folder = articles("table");
    let output = run(&["analyze", "--format", "csv", plain(&folder)]);
    assert!(output.status.success(), "{}", err(&output));
    let table = out(&output);
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 4, "{table}");
    assert!(rows[0].starts_with("id,kind,"));
    for (row, who) in rows[1..].iter().zip(["Ada Brook", "Tom Reyle", "Ann Lee"]) {
        assert!(row.contains(who), "{row}");
    }
}

#[test]
fn each_article_can_have_a_file_of_its_own_in_every_format() {
    let folder = articles("own");
    for (format, ending) in [
        ("json", "json"),
        ("jsonl", "jsonl"),
        ("csv", "csv"),
        ("html", "html"),
        ("markdown", "md"),
        ("tei", "tei.xml"),
        ("brat", "ann"),
        ("conll", "conllup"),
        ("annotation", "jsonld"),
        ("qdpx", "qdpx"),
    ] {
        let to = folder.join(format!("to-{format}"));
        let output =
            run(&["analyze", "--format", format, "--output-dir", plain(&to), plain(&folder.join("a.txt"))]);
        assert!(output.status.success(), "{}", err(&output));
        let from = folder.strip_prefix("/").expect("a path from the root");
        let found = fs::read(to.join(from).join(format!("a.{ending}"))).expect("the file is there");
        // The words of an archive are stored as they are.
        assert!(String::from_utf8_lossy(&found).contains("Ada Brook"), "{format}");
    }
    let brat = folder.join("to-brat");
    assert!(brat.join("annotation.conf").is_file());
    assert!(brat.join(folder.strip_prefix("/").expect("a path")).join("a.txt").is_file());
}

#[test]
fn one_worker_and_many_write_the_same_bytes() {
    let input: String = (0..300)
        .map(|n| {
            format!(
                "{{\"id\": {n}, \"text\": \"“We sold {n} mills,” Ada Brook said.{}\"}}\n",
                " It rained.".repeat(n % 50)
            )
        })
        .collect();
    let one = feed(&["analyze", "--jsonl", "--jobs", "1"], input.as_bytes());
    let many = feed(&["analyze", "--jsonl", "--jobs", "5"], input.as_bytes());
    assert_eq!(reports(&one).len(), 300);
    assert_eq!(out(&one), out(&many));
}

#[test]
fn a_run_that_is_killed_goes_on_with_the_same_bytes() {
    let folder = articles("resume");
    let lines: String = (0..4000)
        .map(|n| {
            if n % 97 == 0 {
                "broken\n".to_owned()
            } else {
                format!("{{\"id\": {n}, \"text\": \"“We sold {n} mills,” Ada Brook said in May.\"}}\n")
            }
        })
        .collect();
    let input = folder.join("articles.jsonl");
    fs::write(&input, lines).expect("the file is written");
    let whole = folder.join("whole.jsonl");
    let call = |to: &PathBuf| {
        saidby(&["analyze", "--input", "jsonl", "--resume", "--output", plain(to), plain(&input)])
    };
    assert_eq!(call(&whole).status().expect("it runs").code(), Some(1));
    let ended = folder.join("ended.jsonl");
    // Killed at shares of the work, not of the time, so that a quick machine is not done before.
    let (part, size) = (folder.join("ended.jsonl.part"), fs::metadata(&whole).expect("a file").len());
    for tenths in [0, 1, 3, 4, 6] {
        let mut child = call(&ended).spawn().expect("it starts");
        while fs::metadata(&part).map_or(0, |file| file.len()) * 10 < size * tenths {
            assert_eq!(child.try_wait().expect("it can be asked"), None, "it ended before it was killed");
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
    }
    let output = call(&ended).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(fs::read(&whole).expect("a file") == fs::read(&ended).expect("a file"));
    assert!(!folder.join("ended.jsonl.part").exists() && !folder.join("ended.jsonl.resume").exists());
    // What is complete is left alone.
    fs::write(&ended, "done").expect("the file is written");
    assert!(call(&ended).status().expect("it runs").success());
    assert_eq!(fs::read(&ended).expect("a file"), b"done");
}

/// The files below a folder, by their names in it, without the note of the run.
fn below(folder: &std::path::Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name").to_owned();
        if path.is_dir() {
            names.extend(below(&path).into_iter().map(|file| format!("{name}/{file}")));
        } else if name != ".saidby" {
            names.push(name);
        }
    }
    names.sort();
    names
}

#[test]
fn lines_of_several_files_are_told_apart() {
    let folder = articles("shards");
    for shard in ["a", "b"] {
        let line = format!("{{\"id\": 1, \"text\": \"“No,” said {shard}.\"}}\nbroken\n");
        fs::write(folder.join(format!("{shard}.jsonl")), line).expect("the file is written");
    }
    let call = |to: &str| {
        let arguments = ["analyze", "--jsonl", "--output-dir", to, "a.jsonl", "b.jsonl"];
        saidby(&arguments).current_dir(&folder).output().expect("the command starts")
    };
    let output = call("to");
    assert_eq!(below(&folder.join("to")), ["a.jsonl/0000001-1.jsonl", "b.jsonl/0000001-1.jsonl"]);
    let errors = err(&output);
    assert!(errors.contains("saidby: a.jsonl, line 2: ") && errors.contains("saidby: b.jsonl, line 2: "));
}

#[test]
fn an_id_that_is_no_text_stands_in_every_format() {
    for (format, id) in [("csv", ",7,codepoint,"), ("json", "\"id\": \"7\"")] {
        let to = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("ids-{format}"));
        drop(fs::remove_dir_all(&to));
        let arguments = ["analyze", "--input", "jsonl", "--format", format, "--output-dir", plain(&to)];
        assert!(
            feed(&arguments, "{\"id\": 7, \"text\": \"“No,” Ada Brook said.\"}".as_bytes()).status.success()
        );
        let written = fs::read_to_string(to.join(&below(&to)[0])).expect("text");
        assert!(written.contains(id), "{written}");
    }
}

#[test]
fn no_two_articles_are_written_to_one_place() {
    let folder = articles("one-place");
    fs::write(folder.join("a"), ARTICLE).expect("the file is written");
    let arguments = ["analyze", "--output-dir", "to", "a", "a.txt"];
    let output = saidby(&arguments).current_dir(&folder).output().expect("the command starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("a and a.txt would be written to the same place"), "{}", err(&output));
}

#[test]
fn no_id_is_too_long_and_what_cannot_be_written_is_named() {
    let to = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("long-ids");
    drop(fs::remove_dir_all(&to));
    let lines = ["x", "東", "𠀀"].map(|c| format!("{{\"id\": \"{}\", \"text\": \"a\"}}\n", c.repeat(300)));
    let arguments = ["analyze", "--input", "jsonl", "--format", "entities", "--output-dir", plain(&to)];
    let output = feed(&arguments, lines.concat().as_bytes());
    assert!(output.status.success(), "{}", err(&output));
    assert_eq!(below(&to).len(), 3);
    let nowhere = to.join("nowhere/x.csv");
    let output = feed(&["analyze", "--format", "csv", "--output", plain(&nowhere)], b"a");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains(&format!("cannot be written: {}: ", plain(&nowhere))), "{}", err(&output));
}

#[test]
fn an_older_file_is_not_taken_for_the_one_that_was_begun() {
    let whole = file("begun.csv", b"old");
    file("begun.csv.part", b"id,ki");
    let arguments = ["analyze", "--format", "csv", "--resume", "--output", whole.as_str()];
    assert!(feed(&arguments, ARTICLE.as_bytes()).status.success());
    assert!(fs::read_to_string(&whole).expect("text").contains("Ada Brook"));
}

#[test]
fn a_folder_is_gone_on_with_by_the_same_call_alone() {
    let folder = articles("same-call");
    let (article, to) = (folder.join("a.txt"), folder.join("to"));
    let call = |more: &[&str]| {
        run(&[&["analyze", "--output-dir", plain(&to), "--resume", plain(&article)], more].concat())
    };
    assert!(call(&[]).status.success());
    let other = call(&["--date", "2026-03-12"]);
    assert_eq!(other.status.code(), Some(2));
    assert!(err(&other).contains("is of a run with other options"), "{}", err(&other));
    // What is written is not read again.
    fs::remove_file(&article).expect("it is there");
    let again = call(&[]);
    assert!(again.status.success(), "{}", err(&again));
}

#[test]
fn no_file_of_a_folder_is_dropped_without_a_word() {
    let folder = articles("endings");
    fs::write(folder.join("d.TXT"), ARTICLE).expect("the file is written");
    let output = run(&["analyze", "--format", "jsonl", plain(&folder)]);
    assert_eq!(reports(&output).len(), 4);
    for (input, endings) in [("html", ".html or .htm"), ("jsonl", ".jsonl or .ndjson")] {
        let output = run(&["analyze", "--input", input, plain(&folder)]);
        assert_eq!(output.status.code(), Some(1));
        let sentence = format!("is a folder without files that end in {endings}");
        assert!(err(&output).contains(&sentence), "{}", err(&output));
    }
}
