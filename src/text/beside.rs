//! What stands beside the story on a page and belongs to it: bylines, dates, captions, credits.

use super::features::is_labeled;
use super::line::{End, Line, Manner, words_of};
use crate::lexicon::{CALENDAR_WORDS, FUNCTION_WORDS, LINE_WORDS, PICTURE_AGENCIES, TIME_ZONES};

/// No line longer than this is a caption or less.
pub(super) const MAX_BYTES: usize = 700;

/// "By Ana Roca", "Ana Roca, Staff Writer", "Reporting by Ana Roca; editing by Bo Strand"
pub(super) fn is_byline(line: &Line) -> bool {
    if line.has_quote || line.n_words > 40 {
        return false;
    }
    let lower = line.lower.as_str();
    if lower.starts_with("reporting by ")
        || lower.starts_with("additional reporting by ")
        || lower.starts_with("editing by ")
    {
        return true;
    }
    let opening =
        ["by ", "by: ", "written by ", "story by ", "posted by ", "reported by ", "words by ", "author: "];
    let named = opening.iter().find_map(|opening| lower.strip_prefix(opening));
    if let Some(name) = named {
        let at = line.text.len().saturating_sub(name.len());
        let capital = line.text.get(at..).is_some_and(|name| name.starts_with(|c: char| !c.is_lowercase()));
        return capital && line.n_words <= 16 && line.end != End::Stop;
    }
    let jobs = ["staff writer", "staff reporter", "correspondent", "reporter", "editor", "staff"];
    let is_job = jobs
        .iter()
        .any(|job| lower.strip_suffix(job).is_some_and(|name| name.is_empty() || name.ends_with([' ', ','])));
    is_job && line.n_words <= 8 && line.capital_share >= 60
}

/// "Ana Roca is a reporter based in Marn.", "Bo Strand contributed to this report."
pub(super) fn is_author_note(line: &Line) -> bool {
    let lower = line.lower.as_str();
    let jobs =
        [" reporter", " writer", " journalist", " columnist", " editor", " correspondent", " producer"];
    let is_job = lower.split_once(" is a").is_some_and(|(name, rest)| {
        name.split(' ').count() <= 4
            && jobs.iter().any(|job| rest.split(',').next().is_some_and(|rest| rest.contains(job)))
    });
    !line.has_quote
        && line.n_words <= 60
        && (is_job
            || lower.contains("contributed to this")
            || lower.trim_end_matches('.').ends_with(" contributed"))
}

/// "Published 27 June 2019", "Updated 10:48, Tue, Nov 19", "Posted on May 3, 2020 by Ana Roca"
pub(super) fn is_dateline(line: &Line) -> bool {
    if !(line.has_date || line.has_time)
        || line.n_words > 24
        || line.end == End::Stop && !line.lower.ends_with("m.")
    {
        return false;
    }
    let others = words_of(&line.lower).filter(|word| !is_of_date(word)).count();
    others <= if says_published(&line.lower) { 6 } else { 2 }
}

/// Whether the line says that the article was published, updated or posted.
pub(super) fn says_published(lower: &str) -> bool {
    ["publish", "updat", "posted", "modified", "first aired", "issued"]
        .iter()
        .any(|word| lower.contains(word))
}

fn is_of_date(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || CALENDAR_WORDS.contains(word)
        || TIME_ZONES.contains(word)
        || TIME_ZONES.contains(&word.to_uppercase())
        || FUNCTION_WORDS.contains(word)
        || LINE_WORDS.get(word).is_some_and(|word| word.is_of_date)
}

/// What a line of an article is that belongs to a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picture {
    Caption,
    Credit,
}

/// Whether the line is a caption or a credit, as far as it says so itself.
pub(super) fn picture(line: &Line) -> Option<Picture> {
    let lower = line.lower.as_str();
    let openings = [
        "file photo",
        "file image",
        "file -",
        "file –",
        "file —",
        "image caption",
        "in this photo",
        "in this image",
        "media caption",
    ];
    if line.has_quote {
        return None;
    }
    if line.n_words <= 90 && openings.iter().any(|opening| lower.starts_with(opening)) {
        return Some(Picture::Caption);
    }
    let credit = credit_at(line)?;
    let n_before = words_of(line.text.get(..credit).unwrap_or_default()).count();
    Some(if n_before < 3 { Picture::Credit } else { Picture::Caption })
}

/// Where the credit at the end of a line begins; None if there is none.
pub(super) fn credit_at(line: &Line) -> Option<usize> {
    let text = line.text;
    // "(Image: Getty)", "[AP Photo/Ana Roca]"
    if let Some(inside) = text.trim_end_matches('.').strip_suffix([')', ']']) {
        let at = inside.rfind(['(', '['])?;
        let inside = inside[at + 1..].to_lowercase();
        let labeled =
            ["image", "photo", "picture", "pic:", "credit", "file", "graphic", "supplied", "source:"]
                .iter()
                .any(|word| inside.starts_with(word));
        return (labeled && inside.len() <= 90 || inside.len() <= 120 && names_supplier(&inside))
            .then_some(at);
    }
    // "... on SundayCredit: Getty"
    let lower = text.to_ascii_lowercase();
    let labels = [
        "credit:",
        "photo:",
        "image:",
        "picture:",
        "photograph:",
        "photograph by",
        "photo by",
        "photos by",
        "illustration by",
    ];
    // "Photo by photo, the album …" names nobody.
    let names = |label: &str, at: usize| {
        let name = text[at + label.len()..].trim_start();
        label.ends_with(':') || name.starts_with(char::is_uppercase)
    };
    let label = labels.iter().filter_map(|label| lower.rfind(label).filter(|&at| names(label, at))).max();
    if let Some(at) = label.filter(|&at| words_of(&text[at..]).count() <= 9) {
        return Some(at);
    }
    // "Ana Roca / AFP - Getty Images" behind the caption's full stop
    if line.end == End::Stop || line.has_quote || !names_supplier(&lower) {
        return None;
    }
    // Where the caption's end touches a name, else behind the last stop that is no initial's.
    let stops = || text.match_indices(['.', '!', '?', '”']).map(|(at, stop)| at + stop.len());
    let glued = stops().find(|&at| {
        text[at..].starts_with(char::is_uppercase)
            && text[..at].chars().rev().nth(1).is_some_and(char::is_lowercase)
    });
    let open = || stops().rfind(|&at| text[at..].starts_with(' ') && 2 < word_before(text, at));
    let at = glued.or_else(open).filter(|&at| text[at..].len() <= 80).unwrap_or(0);
    (words_of(&text[at..]).count() <= 10).then_some(at)
}

/// The length of the word that ends at `at`, its stop included.
fn word_before(text: &str, at: usize) -> usize {
    text[..at].split(' ').next_back().map_or(0, str::len)
}

/// Whether a credit's words end in a supplier of pictures: "/ AP file", "via Getty Images"
fn names_supplier(lower: &str) -> bool {
    let parts = lower
        .split(['/', '-', '–', '—', '|', ',', '©'])
        .chain(lower.rsplit_once(" via ").map(|(_, last)| last));
    let signed = lower.contains(['/', '©', '|'])
        || lower.contains(" - ")
        || lower.contains("photo")
        || lower.contains(" via ");
    parts.map(str::trim).any(|part| {
        let bare = part.trim_end_matches(" file").trim_end_matches(" via ap");
        PICTURE_AGENCIES.contains(part) && (signed || part.contains(' '))
            || signed && (PICTURE_AGENCIES.contains(bare) || part.ends_with(" photo via ap"))
    })
}

/// "Ivo Tamm at his farm near Marn": a caption without a credit, between two paragraphs of prose.
pub(super) fn is_bare_caption(line: &Line) -> bool {
    let mut words = line.text.split_whitespace();
    let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    let lead = capital(words.next()) && capital(words.next());
    let places = ["at", "in", "on", "near", "outside", "with", "during", "from", "inside", "beside"];
    lead && line.end == End::Open
        && matches!(line.manner, Manner::Menu | Manner::Phrase)
        && (4..=16).contains(&line.n_words)
        && line.capital_share < 70
        && !line.has_quote
        && !line.has_cue
        && !words_of(&line.lower).any(|word| LINE_WORDS.get(word).is_some_and(|word| word.is_verb))
        && line.text.split_whitespace().any(|word| places.contains(&word))
}

/// "Prince Oskar: Two banks end ties with charity"; the label, for the caller to look for elsewhere.
pub(super) fn teaser_label<'t>(line: &Line<'t>) -> Option<&'t str> {
    let is_teaser =
        is_labeled(line) && (5..=18).contains(&line.n_words) && !line.has_digit && line.end == End::Open;
    line.text.split_once(": ").filter(|_| is_teaser).map(|(label, _)| label)
}

/// "• ", "- ", "1. " and more behind it.
pub(super) fn is_list_item(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..=2).contains(&(text.len() - digits.len()))
        && (digits.starts_with(". ") || digits.starts_with(") "));
    numbered || ["• ", "· ", "- ", "* ", "– ", "▪ ", "◦ "].iter().any(|bullet| text.starts_with(bullet))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_and_dates() {
        for text in [
            "By Ana Roca",
            "BY PAT GILROY pgilroy@example.org",
            "Ana Roca, Staff Writer",
            "Reporting by Ana Roca; Editing by Bo Strand",
        ] {
            assert!(is_byline(&Line::of(text)), "{text}");
        }
        for text in ["By far the oldest bridge in town", "By Monday the water had gone.", "The editor"] {
            assert!(!is_byline(&Line::of(text)), "{text}");
        }
        for text in [
            "Jun 27, 2019",
            "Published: 18:04, 14 Sep 2022",
            "Updated Feb. 18, 2026 6:42 p.m.",
            "Posted on May 3, 2020 by Ana Roca",
        ] {
            assert!(is_dateline(&Line::of(text)), "{text}");
        }
        for text in ["Storm of November 2019 remembered in Marn", "It was built in 1931."] {
            assert!(!is_dateline(&Line::of(text)), "{text}");
        }
    }

    #[test]
    fn pictures_say_whose_they_are() {
        for (text, expected) in [
            ("Protesters gather by the river (Image: Getty)", Some(Picture::Caption)),
            (
                "A portrait is carried through Marn on Sunday.Lewis Hartnell / AFP - Getty Images",
                Some(Picture::Caption),
            ),
            (
                "Rep. Ada Okoro speaks at the Capitol in June.P. Ross Underhill / AP file",
                Some(Picture::Caption),
            ),
            ("JIM WATSON/AFP/Getty Images", Some(Picture::Credit)),
            ("(Oleg Arusov/ Press Service photo via AP)", Some(Picture::Credit)),
            ("Passengers slept on the deck of the Lady AnnickCredit: SWNB", Some(Picture::Caption)),
            (
                "FILE PHOTO: Trucks stand idle at the mine, March 2, 2020. REUTERS/Petter Aas",
                Some(Picture::Caption),
            ),
            ("The AP said on Monday that the port had closed.", None),
            ("He has worked for Reuters", None),
            ("The bridge closed (see page 3)", None),
        ] {
            assert_eq!(picture(&Line::of(text)), expected, "{text}");
        }
        assert!(is_bare_caption(&Line::of("Ivo Tamm at his farm near Marn")));
        assert!(!is_bare_caption(&Line::of("Workers in revolt")));
    }
}
