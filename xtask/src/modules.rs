//! ES modules as one script, without the comments, which are for those who read the modules.
//!
//! Each module becomes a function that returns its exports; a module comes after those it imports.
//! It understands the forms that the page and wasm-bindgen use, each import and export beginning its
//! line, and refuses all others by name: default and star exports, `export let`, cycles.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use crate::project::{self, Result};

/// The script that runs the module `entry` of the folder `www` and all that it imports.
///
/// # Errors
///
/// Fails where a module cannot be read or has a form that is not understood, and names it.
pub fn bundle(www: &Path, entry: &str) -> Result<String> {
    let mut bundle = Bundle::new(www);
    bundle.add(entry)?;
    Ok(bundle.script)
}

/// A script that is loaded after the first. Modules that both import are in the first alone, and it takes them from
/// there.
pub struct Later {
    /// What of the first it takes, as names of variables.
    pub shared: Vec<String>,
    /// Its own part.
    pub script: String,
    /// The variable that holds what its module exports.
    pub exports: String,
}

/// The script of `entry`, and those of the modules `laters`.
///
/// # Errors
///
/// As [`bundle`] does.
pub fn bundle_with(www: &Path, entry: &str, laters: &[&str]) -> Result<(String, Vec<Later>)> {
    let mut bundle = Bundle::new(www);
    bundle.add(entry)?;
    let first: BTreeSet<String> = bundle.done.values().cloned().collect();
    let laters = laters.iter().map(|later| {
        let mut own = Bundle { first: first.clone(), done: bundle.done.clone(), ..Bundle::new(www) };
        let exports = own.add(later)?;
        Ok(Later { shared: own.shared.into_iter().collect(), script: own.script, exports })
    });
    let laters = laters.collect::<Result<_>>()?;
    Ok((bundle.script, laters))
}

struct Bundle<'a> {
    www: &'a Path,
    /// The variables of an earlier script.
    first: BTreeSet<String>,
    /// Those of them that are used.
    shared: BTreeSet<String>,
    /// Path of a finished module → the variable that holds its exports.
    done: BTreeMap<String, String>,
    under_way: Vec<String>,
    script: String,
}

/// A module's own code, what it imports and what it exports.
#[derive(Default, Debug, PartialEq)]
struct Module {
    code: String,
    /// The names on the left of `from`, and the module on its right.
    imports: Vec<(String, String)>,
    /// Exported name, and the name in the module.
    exports: Vec<(String, String)>,
}

impl<'a> Bundle<'a> {
    fn new(www: &'a Path) -> Self {
        Self {
            www,
            first: BTreeSet::new(),
            shared: BTreeSet::new(),
            done: BTreeMap::new(),
            under_way: Vec::new(),
            script: String::new(),
        }
    }

    /// Adds a module and what it imports; returns the variable with its exports.
    fn add(&mut self, path: &str) -> Result<String> {
        if let Some(variable) = self.done.get(path) {
            if self.first.contains(variable) {
                self.shared.insert(variable.clone());
            }
            return Ok(variable.clone());
        }
        if self.under_way.iter().any(|other| other == path) {
            return Err(format!("{path} imports itself through {}", self.under_way.join(", ")));
        }
        self.under_way.push(path.to_owned());
        let source = project::read_text(&self.www.join(path))?;
        let module = parse(&source).map_err(|sentence| format!("{path}: {sentence}"))?;
        let mut head = String::new();
        for (names, from) in &module.imports {
            let variable = self.add(&resolve(path, from)?)?;
            if !names.is_empty() {
                let pattern = pattern(names).map_err(|sentence| format!("{path}: {sentence}"))?;
                let _ = writeln!(head, "const {pattern} = {variable};");
            }
        }
        let variable = format!("module{}", self.done.len());
        let exports = module.exports.iter().map(|(exported, own)| format!("{exported}: {own}"));
        let exports = exports.collect::<Vec<_>>().join(", ");
        let code = without_comments(&module.code);
        let _ = write!(
            self.script,
            "const {variable} = (() => {{\n{head}{code}\nreturn {{ {exports} }};\n}})();\n"
        );
        self.under_way.pop();
        self.done.insert(path.to_owned(), variable.clone());
        Ok(variable)
    }
}

/// A module that exports one function, `name`, which runs the code of the module `source` anew at each call and returns
/// what that exports.
///
/// # Errors
///
/// Fails where the module imports others or has a form that is not understood.
pub fn factory(name: &str, source: &str) -> Result<String> {
    let module = parse(source)?;
    if let Some((_, from)) = module.imports.first() {
        return Err(format!("a module that imports {from:?} is no factory's"));
    }
    let exports: Vec<String> =
        module.exports.iter().map(|(exported, own)| format!("{exported}: {own}")).collect();
    let code = without_comments(&module.code);
    Ok(format!("export function {name}() {{\n{code}return {{ {} }};\n}}\n", exports.join(", ")))
}

/// A script without the comments that have lines of their own.
pub fn without_comments(script: &str) -> String {
    let mut inside = false;
    let mut kept = String::with_capacity(script.len());
    for line in script.lines() {
        let words = line.trim();
        let begins = inside || words.starts_with("/*") && !words.ends_with(';') && !words.ends_with('{');
        inside = begins && !words.ends_with("*/");
        if !begins && !words.starts_with("//") && !words.is_empty() {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Takes a module's import and export lines out of its code.
fn parse(source: &str) -> std::result::Result<Module, String> {
    let mut module = Module::default();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("import ") {
            let statement = statement(line, &mut lines);
            let (names, from) = match statement.split_once(" from ") {
                Some((names, from)) => (names.trim_start_matches("import ").trim().to_owned(), from),
                None => (String::new(), statement.trim_start_matches("import ")),
            };
            module.imports.push((names, from.trim_matches([' ', ';', '"', '\'']).to_owned()));
        } else if let Some(list) = line.strip_prefix("export {") {
            let list = statement(list, &mut lines);
            let (list, rest) = list.split_once('}').ok_or("an export list without end")?;
            if rest.trim() != ";" {
                return Err(format!("`export {{…}}{rest}` is not understood"));
            }
            for name in list.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                let (own, exported) = name.split_once(" as ").unwrap_or((name, name));
                module.exports.push((exported.trim().to_owned(), own.trim().to_owned()));
            }
        } else if let Some(declaration) = line.strip_prefix("export ") {
            let name = declared(declaration).ok_or_else(|| format!("`{line}` is not understood"))?;
            module.exports.push((name.to_owned(), name.to_owned()));
            module.code.push_str(declaration);
            module.code.push('\n');
        } else {
            module.code.push_str(line);
            module.code.push('\n');
        }
    }
    Ok(module)
}

/// A statement that may go on over several lines, as one line.
fn statement<'a>(first: &str, lines: &mut impl Iterator<Item = &'a str>) -> String {
    let mut statement = first.to_owned();
    while !statement.trim_end().ends_with(';') {
        let Some(line) = lines.next() else { break };
        statement.push(' ');
        statement.push_str(line.trim());
    }
    statement
}

/// The name that a declaration declares, if it is one that never changes.
fn declared(declaration: &str) -> Option<&str> {
    let kinds = ["class ", "function* ", "function ", "async function ", "const "];
    let rest = kinds.iter().find_map(|kind| declaration.strip_prefix(kind))?;
    let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').next()?;
    Some(name).filter(|name| !name.is_empty())
}

/// The pattern that takes imported names out of a module's exports.
fn pattern(names: &str) -> std::result::Result<String, String> {
    if let Some(all) = names.strip_prefix("* as ") {
        return Ok(all.trim().to_owned());
    }
    let (default, list) = match names.split_once('{') {
        None => (names, ""),
        Some((default, list)) => {
            (default, list.trim_end().strip_suffix('}').ok_or("an import list without end")?)
        }
    };
    let mut parts = Vec::new();
    let default = default.trim().trim_end_matches(',').trim();
    if !default.is_empty() {
        parts.push(format!("default: {default}"));
    }
    parts.extend(
        list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| name.replace(" as ", ": ")),
    );
    Ok(format!("{{ {} }}", parts.join(", ")))
}

/// The path of an import, from the folder of the module that imports it.
fn resolve(from: &str, import: &str) -> Result<String> {
    if !import.starts_with("./") && !import.starts_with("../") {
        return Err(format!("{from} imports {import:?}, which is no file of the page"));
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_and_exports_leave_the_code() {
        let source = "import a, { b as c,\n  d } from \"../x.js\";\nimport \"./y.js\";\n\
                      export const e = 1;\nexport async function f() {}\nexport class G {}\n\
                      export { h, i as default };\ncall();\n";
        let module = parse(source).expect("all forms are known");
        assert_eq!(
            module.imports,
            [("a, { b as c, d }".into(), "../x.js".into()), (String::new(), "./y.js".into())]
        );
        let names: Vec<_> =
            module.exports.iter().map(|(exported, own)| (exported.as_str(), own.as_str())).collect();
        assert_eq!(names, [("e", "e"), ("f", "f"), ("G", "G"), ("h", "h"), ("default", "i")]);
        assert_eq!(module.code, "const e = 1;\nasync function f() {}\nclass G {}\ncall();\n");
        assert_eq!(pattern("a, { b as c, d }").as_deref(), Ok("{ default: a, b: c, d }"));
        assert_eq!(pattern("* as all").as_deref(), Ok("all"));
        assert_eq!(resolve("js/worker.js", "../pkg/x.js").as_deref(), Ok("pkg/x.js"));
    }

    #[test]
    fn a_factory_makes_a_module_anew() {
        let made = factory("make", "let n = 1;\nexport class A {}\nexport { n as default };\n");
        let expected = "export function make() {\nlet n = 1;\nclass A {}\nreturn { A: A, default: n };\n}\n";
        assert_eq!(made.as_deref(), Ok(expected));
        assert!(factory("make", "import \"./a.js\";\n").is_err());
    }

    #[test]
    fn comments_with_lines_of_their_own_go() {
        let script =
            "// What\nlet a = 1; // b\n  /** c */\n\n/**\n * d\n */\n  /* e */ f();\nconst g = \"//\";\n";
        assert_eq!(without_comments(script), "let a = 1; // b\n  /* e */ f();\nconst g = \"//\";\n");
    }

    #[test]
    fn forms_that_would_come_out_wrong_are_refused() {
        for source in [
            "export default 1;\n",
            "export let a = 1;\n",
            "export * from \"./x.js\";\n",
            "export { a } from \"./x.js\";\n",
        ] {
            assert!(parse(source).is_err(), "{source}");
        }
        assert!(resolve("js/main.js", "lit").is_err());
    }
}
