//! Odd places to read from and to write to.

use std::fs::File;

use super::*;

#[test]
fn a_mark_at_the_beginning_of_a_file_is_no_part_of_its_words() {
    let said = |name: &str, bytes: &[u8]| {
        let output = run(&["analyze", "--format", "csv", &file(name, bytes)]);
        assert!(output.status.success(), "{}", err(&output));
        out(&output).lines().nth(1).expect("a row").split(',').skip(1).collect::<Vec<_>>().join(",")
    };
    let plain = said("plain.txt", ARTICLE.as_bytes());
    let marked = said("marked.txt", format!("\u{feff}{ARTICLE}").as_bytes());
    assert!(plain.contains("Ada Brook") && marked.contains("“We are out of wool,”"), "{marked}");
}

#[test]
fn a_folder_is_no_text_and_no_report() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let article = file("beside.txt", ARTICLE.as_bytes());
    for arguments in [["check", folder, &article], ["check", &article, folder]] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("is a folder; name the files in it"), "{}", err(&output));
    }
    let none = run(&["check", &article, &article]);
    assert_eq!(none.status.code(), Some(2));
    assert!(err(&none).contains("is no report"), "{}", err(&none));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_is_a_failure() {
    let article = file("full.txt", ARTICLE.as_bytes());
    for arguments in [&["analyze", article.as_str()] as &[_], &["schema"], &["--licenses"]] {
        let full = File::options().write(true).open("/dev/full").expect("a disk that is full");
        let output = saidby(arguments).stdout(full).output().expect("the command starts");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains("the output cannot be written"), "{}", err(&output));
    }
}

#[cfg(unix)]
#[test]
fn closed_inputs_and_outputs_end_nothing_early() {
    let article = file("closed.txt", ARTICLE.as_bytes());
    let saidby = env!("CARGO_BIN_EXE_saidby");
    for (call, code) in [
        (format!("'{saidby}' analyze '{article}' >&-"), 0),
        (format!("'{saidby}' analyze '{article}' 2>&-"), 0),
        (format!("'{saidby}' analyze --jsonl <&-"), 0),
        (format!("'{saidby}' analyze --jsonl </dev/null"), 0),
        (format!("'{saidby}' analyze missing.txt 2>&-"), 1),
    ] {
        let output = Command::new("sh").args(["-c", &call]).output().expect("a shell");
        assert_eq!(output.status.code(), Some(code), "{call}: {}", err(&output));
        assert!(!err(&output).contains("panicked"), "{call}: {}", err(&output));
    }
}
