//! The npm package in Chromium: bundled by Vite and webpack, and from another site without a bundler.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use browser_tests::Page;
use serde_json::json;
use xtask::server::Server;
use xtask::{npm, project};

use crate::package::{installed, project_of_their_own, snippet, succeeded, tool};

const TEXT: &str = "“We are out of wool,” Maria Gonzalez said on Friday.";

/// Somebody's project with a page that has the package's analyzers as globals, `main.js` its only script.
fn page_of_theirs(name: &str) -> PathBuf {
    let folder = project_of_their_own(name);
    let page = "<!doctype html><title>Theirs</title><script type=\"module\" src=\"./main.js\"></script>";
    project::write(&folder.join("index.html"), page).expect("a file");
    let main = "import { LocalAnalyzer, WorkerAnalyzer } from \"saidby\";
        Object.assign(globalThis, { LocalAnalyzer, WorkerAnalyzer });";
    project::write(&folder.join("main.js"), main).expect("a file");
    folder
}

#[test]
fn vite_bundles_it_with_its_worker() {
    let folder = page_of_theirs("vite");
    let vite = npm::install_bundler("vite").expect("Vite can be installed").join("bin/vite.js");
    let mut build = Command::new("node");
    build.current_dir(&folder).arg(vite).args(["build", "--base", "./", "--logLevel", "warn"]);
    succeeded(&mut build);
    both_work(&folder.join("dist"));
}

#[test]
fn webpack_bundles_it_with_its_worker() {
    let folder = page_of_theirs("webpack");
    let webpack = npm::install_bundler("webpack").expect("webpack can be installed");
    let script = "const [webpack, context] = process.argv.slice(1);
        const options = { mode: 'production', context, entry: './main.js', performance: false };
        require(webpack)({ ...options, output: { path: context + '/dist' } }, (error, stats) => {
            if (!error && !stats.hasErrors() && !stats.hasWarnings()) return;
            console.error(error ?? stats.toString());
            process.exitCode = 1;
        });";
    succeeded(Command::new("node").current_dir(&folder).args(["-e", script]).arg(webpack).arg(&folder));
    fs::copy(folder.join("index.html"), folder.join("dist/index.html")).expect("the page can be copied");
    both_work(&folder.join("dist"));
}

/// Both analyzers in the page of a bundle.
fn both_work(bundle: &Path) {
    // It is served under the page's own strict policy.
    let server = Server::start(bundle, 0).expect("a port is free");
    let page = Page::blank();
    page.go(&server.url());
    page.wait("the script runs", "globalThis.WorkerAnalyzer");
    let reports = page.eval(&format!(
        "(async () => {{
            const text = {};
            const reports = [];
            for (const Analyzer of [LocalAnalyzer, WorkerAnalyzer]) {{
                const analyzer = new Analyzer();
                const told = [];
                const report = await analyzer.analyze(text, {{ date: '2026-03-12', onProgress: (step) => told.push(step) }});
                const table = new TextDecoder().decode(await analyzer.export('csv', text, report));
                reports.push({{ report, table, told: told[0] }});
                analyzer.close();
            }}
            return reports;
        }})()",
        json!(TEXT)
    ));
    assert_eq!(reports[0], reports[1], "both give the same");
    assert_eq!(reports[0]["report"]["entities"][0]["name"], "Maria Gonzalez");
    assert_eq!(reports[0]["report"]["date"], "2026-03-12");
    assert_eq!(reports[0]["told"], json!({ "stage": "reading", "done": 0, "total": 4 }));
    assert!(reports[0]["table"].as_str().is_some_and(|table| table.contains("out of wool")));
    // A call that is given up in the middle holds nobody up.
    let ended = page.eval(&format!(
        "(async () => {{
            globalThis.analyzer = new WorkerAnalyzer();
            const [text, controller] = [{}, new AbortController()];
            const long = analyzer.analyze((text + '\\n\\n').repeat(3000), {{
                signal: controller.signal,
                onProgress: () => setTimeout(() => controller.abort()),
            }});
            const next = analyzer.analyze(text);
            const first = await Promise.race([long.catch((error) => error.name), next]);
            return [first, (await next).quotations.length];
        }})()",
        json!(TEXT)
    ));
    assert_eq!(ended, json!(["AbortError", 1]));
    // A host that lost its files is said in a sentence, by error.
    let lost = "(async () => {
        const said = [];
        for (const options of [{ model: '/lost.model' }, { worker: '/lost.js' }])
            await new WorkerAnalyzer(options).analyze('A.').catch((error) => said.push(String(error)));
        return said;
    })()";
    let model = format!(
        "Error: The language model could not be loaded from {}lost.model: the server answered 404.",
        server.url()
    );
    assert_eq!(page.eval(lost), json!([model, "Error: The worker did not start or broke off."]));
}

#[test]
fn esbuild_bundles_the_package_in_one_file_into_one_script() {
    let folder = project_of_their_own("one-script");
    let main = "import { LocalAnalyzer, WorkerAnalyzer } from \"saidby-inlined\";
        Object.assign(globalThis, { LocalAnalyzer, WorkerAnalyzer });";
    project::write(&folder.join("main.js"), main).expect("a file");
    let page = "<!doctype html><title>Theirs</title><link rel=\"icon\" href=\"data:,\"><script src=\"./script.js\"></script>";
    project::write(&folder.join("index.html"), page).expect("a file");
    let mut command = tool("esbuild/bin/esbuild");
    command.current_dir(&folder).args(["main.js", "--bundle", "--outfile=script.js"]);
    succeeded(command.arg("--log-level=warning"));
    let network = Network::start();
    let page = Page::blank();
    page.go(&format!("http://127.0.0.1:{}/one-script/index.html", network.port));
    let speakers = page.eval(&format!(
        "(async () => {{
            const speakers = [];
            for (const Analyzer of [LocalAnalyzer, WorkerAnalyzer]) {{
                const {{ entities, quotations }} = await new Analyzer().analyze({});
                speakers.push(entities[quotations[0].speaker].name);
            }}
            return speakers;
        }})()",
        json!(TEXT)
    ));
    assert_eq!(speakers, json!(["Maria Gonzalez", "Maria Gonzalez"]));
    let loaded =
        page.eval("performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)");
    assert_eq!(loaded, json!(["/one-script/script.js"]), "all that the page loads");
}

#[test]
fn the_snippet_for_pages_runs_from_another_site() {
    let folder = project_of_their_own("network");
    let network = Network::start();
    let version = project::VERSION;
    let code = snippet("saidby", "html");
    let documented = format!("https://cdn.example/saidby@{version}/");
    assert!(code.contains(&documented), "{code}");
    let at = format!("http://127.0.0.1:{}/node_modules/saidby/", network.port);
    let code = code.replace(&documented, &at);
    project::write(&folder.join("index.html"), format!("<!doctype html>\n{code}")).expect("a file");
    let page = Page::blank();
    // By its other name the computer is another site.
    page.go(&format!("http://localhost:{}/network/index.html", network.port));
    page.wait("the speaker is shown", "document.body.textContent.includes('Maria Gonzalez')");
}

/// A server of files for the pages of all sites, without a policy.
struct Network {
    server: Child,
    port: String,
}

impl Network {
    fn start() -> Self {
        let script = installed().join("network.mjs");
        project::write(&script, include_str!("../package/network.mjs")).expect("a file");
        let mut command = Command::new("node");
        command.arg(script).arg(installed()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = command.spawn().expect("the network starts");
        let mut port = String::new();
        let stdout = server.stdout.as_mut().expect("it is piped");
        BufReader::new(stdout).read_line(&mut port).expect("it prints its port");
        Self { server, port: port.trim().to_owned() }
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        drop(self.server.stdin.take());
        drop(self.server.wait());
    }
}
