//! Teams named by their country or city: locations in the 1996 newswire corpus as it was first
//! annotated, organizations in its corrected edition and for us.
//!
//! Only the first edition's training part is at hand. In its reports of team sports a place that
//! is not said to be one ("in Minsk", "MINSK 1996-08-31", "Hove: Sussex 363") is a team.

use saidby::span::Span;

const TEAM_SPORTS: [&str; 9] =
    ["SOCCER", "CRICKET", "RUGBY", "BASKETBALL", "HOCKEY", "BASEBALL", "ICE", "FOOTBALL", "NBA"];
const BEFORE_PLACES: [&str; 14] = [
    "in",
    "at",
    "from",
    "near",
    "of",
    "to",
    "across",
    "around",
    "into",
    "throughout",
    "outside",
    "through",
    "off",
    "via",
];

/// Whether the location at `span` is a team.
pub(super) fn is_team(text: &str, span: Span) -> bool {
    if !TEAM_SPORTS.iter().any(|sport| text.starts_with(sport)) {
        return false;
    }
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text[..start].trim_end_matches(' ');
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    // "DETROIT AT TORONTO" is a match.
    let is_schedule = word == "AT" && text.starts_with("BASEBALL");
    if BEFORE_PLACES.contains(&word.to_lowercase().as_str()) && !is_schedule || before.ends_with(['(', ',']) {
        return false;
    }
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let line = text[line_start..line_end].trim_end();
    let has_date = line.len() < 60 && line.ends_with(|c: char| c.is_ascii_digit()) && line.contains(" 1996-");
    !has_date && !text[end..].starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_plays_is_a_team() {
        let text = "SOCCER - ELLIS BEAT OSTRA.\nMARLOW 1996-08-31\nEllis beat Ostra 2-1 in Marlow (Ostra).\nHove: Kent 3";
        let places: Vec<usize> = ["ELLIS", "OSTRA", "MARLOW", "Ellis", "Ostra ", "Marlow", "Ostra)", "Hove"]
            .iter()
            .map(|place| text.find(place).unwrap())
            .collect();
        let found: Vec<bool> =
            places.iter().map(|&at| is_team(text, Span::new(at as u32, at as u32 + 4))).collect();
        assert_eq!(found, [true, true, false, true, true, false, false, false]);
        assert!(!is_team("Ellis beat Ostra 2-1.", Span::new(0, 5)));
    }
}
