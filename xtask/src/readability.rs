//! Mozilla's Readability, from npm, as a module of the page.

use crate::npm;
use crate::project::Result;

/// What it does in another way here, and what it did: the page that it may go back to is kept as a copy, for no string
/// becomes markup under the page's policy; and it exports its class as a module does.
const CHANGES: [(&str, &str); 3] = [
    ("var pageCacheHtml = page.innerHTML;", "var pageCache = page.cloneNode(true);"),
    ("page.innerHTML = pageCacheHtml;", "page.replaceChildren(...pageCache.cloneNode(true).childNodes);"),
    ("if (typeof module === \"object\") {", "export { Readability };\nif (false) {"),
];

/// What stands above it: the terms ask that changes are told, and the type checker passes it over.
const HEAD: &str = "// @ts-nocheck\n\
     // @mozilla/readability from npm, as Saidby's build changes it: it exports its class as a module does, and keeps\n\
     // the page that it may go back to as a copy.\n";

/// The module as the page loads it, and the terms of its authors.
///
/// # Errors
///
/// Fails where npm does, or where the library no longer has what is changed.
pub fn module_and_terms() -> Result<(String, String)> {
    npm::install()?;
    let library = npm::read("@mozilla/readability/Readability.js")?;
    Ok((changed(&library)?, npm::read("@mozilla/readability/LICENSE.md")?))
}

fn changed(library: &str) -> Result<String> {
    let mut module = format!("{HEAD}{library}");
    for (old, new) in CHANGES {
        if module.matches(old).count() != 1 {
            return Err(format!("Readability.js has no longer one `{old}`; mend xtask/src/readability.rs"));
        }
        module = module.replacen(old, new, 1);
    }
    Ok(module)
}

#[cfg(test)]
mod tests {
    use super::{CHANGES, changed};

    #[test]
    fn every_change_is_made_and_a_library_without_its_place_is_refused() {
        let library: String = CHANGES.iter().map(|(old, _)| format!("{old}\n")).collect();
        let module = changed(&library).expect("all places are there");
        for (old, new) in CHANGES {
            assert!(module.contains(new) && !module.contains(old), "{module}");
            assert!(changed(&library.replace(old, "")).is_err(), "{old}");
            assert!(changed(&format!("{library}{old}")).is_err(), "{old}");
        }
    }
}
