//! The npm package, packed and installed as others install it: in Node, for TypeScript, and bundled by esbuild.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use browser_tests::{native_hash, seeds};
use saidby::analyzer::{Analyzer, Options};
use saidby::export::{self, Format};
use saidby::offsets::OffsetUnit;
use saidby::report::Report;
use saidby::value::Date;
use serde_json::json;
use xtask::{npm, package, project};

/// A project of somebody else's, with both packages from their packed files.
pub fn installed() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = project::root().join("target/npm-package");
        drop(fs::remove_dir_all(&folder));
        package::write(&folder.join("package")).expect("the page is built");
        package::write_inlined(&folder.join("inlined")).expect("the page is built");
        let packed = ["package", "inlined"]
            .map(|package| package::pack(&folder.join(package), &folder).expect("it can be packed"));
        let user = folder.join("user");
        project::write(&user.join("package.json"), r#"{ "private": true, "type": "module" }"#)
            .expect("a file");
        let mut command = Command::new("npm");
        command.current_dir(&user).args([
            "install",
            "--offline",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
        ]);
        succeeded(command.args(packed.map(|packed| folder.join(packed))));
        user
    })
}

/// What a command that must succeed printed.
pub fn succeeded(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().expect("the command starts");
    let [printed, errors] = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(status.success(), "{command:?}\n{printed}{errors}");
    printed
}

/// A folder beside the installed package, so that imports find it.
pub fn project_of_their_own(name: &str) -> PathBuf {
    let folder = installed().join(name);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A tool from npm.
pub fn tool(file: &str) -> Command {
    npm::install().expect("the tools can be installed");
    let mut command = Command::new("node");
    command.arg(npm::folder().join("node_modules").join(file));
    command
}

/// What a package's README says.
fn readme(package: &str) -> String {
    project::read_text(&installed().join("node_modules").join(package).join("README.md")).expect("the README")
}

/// The first piece of it in a language.
pub fn snippet(package: &str, language: &str) -> String {
    let readme = readme(package);
    let code = readme.split(&format!("```{language}\n")).nth(1).and_then(|code| code.split("```").next());
    code.expect("a snippet").to_owned()
}

/// Texts with their native reports, and one with its exports.
fn expected() -> String {
    let model = fs::read(xtask::site::source().join("pkg/saidby.model")).expect("the page is built");
    let analyzer = Analyzer::new(&model).expect("the model is sound");
    let mut texts: Vec<String> = seeds().into_iter().map(|(_, text)| text).collect();
    texts.extend(["", "é💛 “a”\r\n\r\nMr. O’Neil said.", "\u{feff}BOM \u{200b}\0 end"].map(str::to_owned));
    texts.extend((0..12).map(properties::numbered));
    let reports: Vec<_> = texts.iter().map(|text| json!([text, native_hash(&analyzer, text)])).collect();
    let (text, date) = (&texts[0], "2026-03-12");
    let options = Options::dated(Date::parse(date));
    let analysis = analyzer.analyze_with(text, &options, &mut |_| {});
    let report = Report::new(analysis, OffsetUnit::Utf16, None);
    let mut options = export::Options::default();
    options.title = Some("T");
    let formats = Format::ALL.iter().map(|&format| {
        let bytes = export::export(format, text, &report, &options);
        json!([format.name(), bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()])
    });
    let formats: Vec<_> = formats.collect();
    let long = texts[..8].join("\n\n").repeat(6);
    json!({ "reports": reports, "exports": { "text": text, "title": "T", "date": date, "formats": formats }, "long": long })
        .to_string()
}

#[test]
fn both_analyzers_in_node() {
    let folder = project_of_their_own("node");
    project::write(&folder.join("expected.json"), expected()).expect("a file");
    project::write(&folder.join("analyzers.mjs"), include_str!("../package/analyzers.mjs")).expect("a file");
    succeeded(Command::new("node").arg("analyzers.mjs").current_dir(folder));
}

#[test]
fn the_snippets_for_node() {
    let folder = project_of_their_own("snippet");
    for package in ["saidby", "saidby-inlined"] {
        let code = snippet(package, "js");
        assert!(code.lines().count() <= 10, "{code}");
        project::write(&folder.join("snippet.mjs"), code).expect("a file");
        let printed = succeeded(Command::new("node").arg("snippet.mjs").current_dir(&folder));
        assert_eq!(printed, "Maria Gonzalez “We are out of wool,”\n", "{package}");
    }
}

/// The other package's one file is all there is of it, and gives what the package gives.
#[test]
fn the_package_in_one_file() {
    let folder = project_of_their_own("inlined");
    let package = installed().join("node_modules/saidby-inlined");
    let scripts = project::files(&package).expect("it is installed");
    let scripts: Vec<_> =
        scripts.iter().filter(|file| file.extension().is_some_and(|end| end != "ts")).collect();
    let others = ["README.md", "MODEL.md", "licenses.txt", "package.json", "index.js"];
    assert!(scripts.iter().all(|file| others.iter().any(|other| file.ends_with(other))), "{scripts:?}");
    // Where bundlers look for files.
    let text = project::read_text(&package.join("index.js")).expect("the script");
    assert!(!text.contains("import.meta"), "it names files beside it");
    let code = "import assert from \"node:assert/strict\";
        import { readFileSync } from \"node:fs\";
        import * as beside from \"saidby\";
        import * as inlined from \"saidby-inlined\";
        globalThis.fetch = () => assert.fail(\"a request\");
        const text = readFileSync(process.argv[2], \"utf8\");
        const made = [];
        for (const { LocalAnalyzer, WorkerAnalyzer } of [beside, inlined]) {
            for (const analyzer of [new LocalAnalyzer(), new WorkerAnalyzer()]) {
                const report = await analyzer.analyze(text, { date: \"2026-03-12\" });
                made.push([report, await analyzer.export(\"csv\", text, report)]);
                analyzer.close();
            }
        }
        for (const other of made) assert.deepEqual(other, made[0]);
        await assert.rejects(new inlined.WorkerAnalyzer({ model: new Uint8Array(9) }).setup(), /language model cannot be used/);";
    project::write(&folder.join("inlined.mjs"), code).expect("a file");
    let sample = project::root().join("seeds/agency-reactor.txt");
    succeeded(Command::new("node").arg("inlined.mjs").arg(sample).current_dir(folder));
}

#[test]
fn it_is_typed() {
    let folder = project_of_their_own("typed");
    let types = project::read_text(&installed().join("node_modules/saidby/index.d.ts")).expect("the types");
    let formats = types.split("export type Format =").nth(1).and_then(|formats| formats.split(';').next());
    let formats: Vec<&str> = formats.expect("a type").split('"').skip(1).step_by(2).collect();
    assert!(formats.iter().copied().eq(Format::ALL.iter().map(|format| format.name())), "{formats:?}");
    project::write(&folder.join("user.ts"), include_str!("../package/user.ts")).expect("a file");
    let mut command = tool("typescript/bin/tsc");
    command.current_dir(&folder).args(["--noEmit", "--strict", "--exactOptionalPropertyTypes"]);
    succeeded(command.args(["--target", "ES2022", "--module", "NodeNext", "user.ts"]));
}

#[test]
fn esbuild_bundles_it_for_node() {
    let folder = project_of_their_own("esbuild");
    let code = "import { LocalAnalyzer, WorkerAnalyzer } from \"saidby\";
        import wasm from \"saidby/saidby_bg.wasm\";
        import model from \"saidby/saidby.model\";
        const at = (file) => new URL(file, import.meta.url);
        const options = { wasm: at(wasm), model: at(model), worker: at(\"worker.js\") };
        for (const Analyzer of [LocalAnalyzer, WorkerAnalyzer]) {
            const { entities } = await new Analyzer(options).analyze(\"Ada Brook left.\");
            console.log(entities[0].name);
        }";
    project::write(&folder.join("main.js"), code).expect("a file");
    let readme = readme("saidby");
    let given =
        readme.split("`esbuild ").nth(1).and_then(|given| given.split('`').next()).expect("a command");
    let mut command = tool("esbuild/bin/esbuild");
    succeeded(command.current_dir(&folder).args(given.split(' ')).arg("--log-level=error"));
    // It runs without the package.
    let elsewhere = installed().with_file_name("out");
    drop(fs::remove_dir_all(&elsewhere));
    project::copy_folder(&folder.join("out"), &elsewhere).expect("the bundle can be copied");
    project::write(&elsewhere.join("package.json"), r#"{ "type": "module" }"#).expect("a file");
    let printed = succeeded(Command::new("node").arg(elsewhere.join("main.js")));
    assert_eq!(printed, "Ada Brook\nAda Brook\n");
}
