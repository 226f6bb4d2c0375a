//! What of the crate is for everybody: a change of it shows as a change of `tests/surface.txt`.
//!
//! Listed is what `cargo doc` shows: items that are public, and neither they nor what they stand in is hidden.
//! `BLESS=1 cargo test --test tidy` writes the list anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenTree};
use serde::Serialize;
use serde::de::DeserializeOwned;
use syn::spanned::Spanned;
use syn::{Attribute, Fields, ImplItem, Item, ItemImpl, Type, UseTree, Visibility};

use super::source::{ROOT, files, module_of};

/// A file of the crate.
struct Source {
    /// Its module, from the crate's root.
    module: Vec<String>,
    text: String,
    items: Vec<Item>,
}

impl Source {
    fn new(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let items = syn::parse_file(&text).unwrap().items;
        Self { module: module_of(path), text, items }
    }

    /// The words of a piece of it, on one line.
    fn line(&self, piece: &impl Spanned) -> String {
        let words = &self.text[piece.span().byte_range()];
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        line.replace("( ", "(").replace(", )", ")").replace(",)", ")")
    }

    /// What attributes promise: what is derived, what may grow, what a feature brings.
    fn promises(&self, attributes: &[Attribute]) -> String {
        let promising = ["derive", "non_exhaustive", "cfg"];
        let kept =
            attributes.iter().filter(|attribute| promising.iter().any(|one| attribute.path().is_ident(one)));
        kept.map(|attribute| self.line(attribute) + " ").collect()
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Whether the documentation hides it, or another machine or the tests alone have it.
fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else { return false };
        let words = list.tokens.to_string();
        list.path.is_ident("doc") && words == "hidden"
            || list.path.is_ident("cfg") && (words == "test" || words.starts_with("target_arch"))
    })
}

struct Crate {
    sources: Vec<Source>,
    /// What is listed, under the path by which one names it.
    listed: BTreeMap<String, Vec<String>>,
    /// Under which path an item of a module is listed, so that it is listed once.
    paths: BTreeMap<(Vec<String>, String), String>,
}

impl Crate {
    fn read() -> Self {
        let files = files(&Path::new(ROOT).join("src"), "rs");
        let sources = files.iter().map(|path| Source::new(path)).collect();
        Self { sources, listed: BTreeMap::new(), paths: BTreeMap::new() }
    }

    /// Lists what a module shows, under the path of the module.
    fn list_module(&mut self, module: &[String], shown_as: &str) {
        let Some(nr) = self.sources.iter().position(|source| source.module == module) else { return };
        let mut shown: Vec<(Vec<String>, String)> = Vec::new();
        let mut modules = Vec::new();
        for item in &self.sources[nr].items {
            match item {
                Item::Mod(inner) if is_public(&inner.vis) && !is_hidden(&inner.attrs) => {
                    modules.push(inner.ident.to_string());
                }
                Item::Use(tree) if is_public(&tree.vis) && !is_hidden(&tree.attrs) => {
                    spread(&tree.tree, module.to_vec(), &mut shown);
                }
                item => shown.extend(name_of(item).map(|name| (module.to_vec(), name))),
            }
        }
        for (from, name) in shown {
            self.list_item(&from, &name, &format!("{shown_as}::{name}"));
        }
        for inner in modules {
            let module = [module, std::slice::from_ref(&inner)].concat();
            self.list_module(&module, &format!("{shown_as}::{inner}"));
        }
    }

    /// Lists an item of a module, or what the module has from elsewhere under that name.
    fn list_item(&mut self, module: &[String], name: &str, shown_as: &str) {
        let source = self.sources.iter().find(|source| source.module == module).unwrap();
        if let Some(item) = source.items.iter().find(|item| name_of(item).as_deref() == Some(name)) {
            let first = self.paths.entry((module.to_vec(), name.to_owned())).or_insert(shown_as.to_owned());
            if first != shown_as {
                self.listed.insert(shown_as.to_owned(), vec![format!("is {first}")]);
                return;
            }
            let mut lines = lines_of(source, item);
            if matches!(item, Item::Struct(_) | Item::Enum(_) | Item::Macro(_)) {
                lines.extend(self.methods(module, name));
            }
            self.listed.insert(shown_as.to_owned(), lines);
            return;
        }
        let mut from = Vec::new();
        for item in &source.items {
            if let Item::Use(tree) = item {
                spread(&tree.tree, module.to_vec(), &mut from);
            }
        }
        let (from, _) = from.into_iter().find(|(_, own)| own == name).unwrap();
        self.list_item(&from, name, shown_as);
    }

    /// What a type can: its methods and the traits that are written out, in the room that it is of; types of another
    /// room may have the same name.
    fn methods(&self, module: &[String], name: &str) -> Vec<String> {
        let mut lines = Vec::new();
        let rooms = |source: &&Source| source.module.first() == module.first();
        for source in self.sources.iter().filter(rooms) {
            for item in source.items.iter() {
                let Item::Impl(block) = item else { continue };
                let is_own = matches!(&*block.self_ty, Type::Path(path)
                    if path.path.segments.last().is_some_and(|last| last.ident == name));
                if is_own && !is_hidden(&block.attrs) {
                    lines.extend(lines_of_block(source, block));
                }
            }
        }
        lines.sort();
        lines
    }
}

/// The names of a `use`, each with the module that it is from.
fn spread(tree: &UseTree, mut from: Vec<String>, names: &mut Vec<(Vec<String>, String)>) {
    match tree {
        UseTree::Path(path) => {
            match path.ident.to_string().as_str() {
                "crate" => from.clear(),
                "self" => {}
                "super" => drop(from.pop()),
                inner => from.push(inner.to_owned()),
            }
            spread(&path.tree, from, names);
        }
        UseTree::Name(name) => names.push((from, name.ident.to_string())),
        UseTree::Group(group) => group.items.iter().for_each(|tree| spread(tree, from.clone(), names)),
        UseTree::Rename(_) | UseTree::Glob(_) => {
            panic!("a renamed or whole import cannot be listed: spell it out")
        }
    }
}

/// The name of an item that is shown; that of `words!` stands in its tokens, behind what is said of it.
fn name_of(item: &Item) -> Option<String> {
    let (visibility, attributes, name) = match item {
        Item::Struct(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Enum(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Fn(item) => (&item.vis, &item.attrs, &item.sig.ident),
        Item::Const(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Trait(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Type(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Macro(item) if item.mac.path.is_ident("words") => {
            let mut names = item.mac.tokens.clone().into_iter().filter_map(|token| match token {
                TokenTree::Ident(name) => Some(name.to_string()),
                _ => None,
            });
            return names.next();
        }
        _ => return None,
    };
    (is_public(visibility) && !is_hidden(attributes)).then(|| name.to_string())
}

fn lines_of(source: &Source, item: &Item) -> Vec<String> {
    match item {
        Item::Struct(item) => {
            let shown = |field: &&syn::Field| is_public(&field.vis) && !is_hidden(&field.attrs);
            let fields: Vec<&syn::Field> = item.fields.iter().filter(shown).collect();
            let rest = if fields.len() < item.fields.len() { " { .. }" } else { "" };
            let generics = source.line(&item.generics);
            let head = format!("{}pub struct {}{generics}{rest}", source.promises(&item.attrs), item.ident);
            let fields = fields.iter().filter_map(|field| {
                Some(format!("    pub {}: {}", field.ident.as_ref()?, source.line(&field.ty)))
            });
            [head].into_iter().chain(fields).collect()
        }
        Item::Enum(item) => {
            let head = format!("{}pub enum {}", source.promises(&item.attrs), item.ident);
            let variants = item.variants.iter().map(|variant| {
                assert!(matches!(variant.fields, Fields::Unit), "list its fields too");
                format!("    {}", variant.ident)
            });
            [head].into_iter().chain(variants).collect()
        }
        Item::Fn(item) => vec![format!("{}pub {}", source.promises(&item.attrs), source.line(&item.sig))],
        Item::Const(item) => vec![format!("pub const {}: {}", item.ident, source.line(&item.ty))],
        Item::Macro(words) => {
            let head = format!("words! pub enum {}", name_of(item).unwrap());
            let words = words.mac.tokens.clone().into_iter().filter_map(|token| match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
                _ => None,
            });
            let words = words.flatten().filter_map(|token| match token {
                TokenTree::Ident(name) => Some(format!("    {name}")),
                TokenTree::Literal(word) => Some(format!(" = {word}\n")),
                _ => None,
            });
            let words: String = words.collect();
            [head].into_iter().chain(words.lines().map(str::to_owned)).collect()
        }
        _ => panic!("list it too: {}", source.line(item)),
    }
}

fn lines_of_block(source: &Source, block: &ItemImpl) -> Vec<String> {
    if let Some((path, _)) = &block.trait_ {
        return vec![format!("impl {}", source.line(path))];
    }
    let lines = block.items.iter().filter_map(|item| match item {
        ImplItem::Fn(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
            Some(format!("{}pub {}", source.promises(&item.attrs), source.line(&item.sig)))
        }
        ImplItem::Const(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
            Some(format!("pub const {}: {}", item.ident, source.line(&item.ty)))
        }
        _ => None,
    });
    lines.collect()
}

#[test]
fn what_everybody_may_use_is_what_is_listed() {
    let mut all = Crate::read();
    all.list_module(&[], "saidby");
    let listed: Vec<String> =
        all.listed.iter().map(|(path, lines)| format!("{path}\n    {}\n", lines.join("\n    "))).collect();
    let listed = listed.join("\n");
    let golden = Path::new(ROOT).join("tests/surface.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&golden, &listed).unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    let changed = listed.lines().filter(|line| !expected.lines().any(|other| other == *line));
    let gone = expected.lines().filter(|line| !listed.lines().any(|other| other == *line));
    assert!(
        listed == expected,
        "what everybody may use has changed; where that is meant: BLESS=1 cargo test --test tidy\n{}",
        gone.map(|line| format!("- {line}\n"))
            .chain(changed.map(|line| format!("+ {line}\n")))
            .collect::<String>()
    );
}

fn travels<T: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static>() {}

#[test]
fn a_report_and_each_part_of_it_can_be_written_and_read() {
    use saidby::report::*;
    travels::<Report>();
    travels::<(Source, Tally, Paragraph, Entity, Mention, Value, Quotation, Candidate, QuotedWords)>();
    travels::<(EntityType, MentionKind, ValueType, Edge, DateReason, ParagraphKind)>();
    travels::<(QuotationKind, Act, Check, QuotedWordsType, saidby::OffsetUnit)>();
}
