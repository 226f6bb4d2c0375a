//! Where contents, cues and sources begin and end: marks, punctuation, the words that name a source.

use super::{Attribution, quoted_words, source_edges};
use crate::entity::Tagged;
use crate::lexicon::CUE_VERBS;
use crate::text::{Document, QuotedRun, TokenKind};

/// Sets the edges of what a path proposes: marks, punctuation, the words that name the source; and
/// takes away what has no content.
pub(super) fn set_edges(document: &Document, tagged: &Tagged, attributions: &mut Vec<Attribution>) {
    for attribution in &mut *attributions {
        tidy(document, attribution);
        source_edges::trim(document, tagged, attribution);
    }
    attributions
        .retain(|attribution| !attribution.content.is_empty() && !names_a_work(document, attribution));
}

/// `The choir sings “Winter Over Vester”`: the only marks hold a title, and no verb reports.
fn names_a_work(document: &Document, attribution: &Attribution) -> bool {
    let (Some(cue), [content]) = (&attribution.cue, attribution.content.as_slice()) else { return false };
    let first = document.quoted_runs.partition_point(|run| run.tokens.start < content.start);
    let Some(run) = document.quoted_runs.get(first) else { return false };
    run.tokens.start <= content.start + 1
        && run.tokens.end <= content.end
        && quoted_words::is_title(document, run)
        && !cue.clone().any(|at| CUE_VERBS.contains(document.lower(at)))
}

/// Drops punctuation at a piece's edges and takes in the marks around a whole run.
fn tidy(document: &Document, attribution: &mut Attribution) {
    for piece in &mut attribution.content {
        let outer = |at: usize| {
            !matches!(document.word(at).kind, TokenKind::Mark | TokenKind::Word | TokenKind::Number)
        };
        let loose =
            |at: usize| outer(at) && matches!(document.token_text(at), "," | ":" | ";" | "—" | "–" | "--");
        while piece.start + 1 < piece.end && loose(piece.start) {
            piece.start += 1;
        }
        while piece.start + 1 < piece.end
            && (loose(piece.end - 1)
                || document.token_text(piece.end - 1) == "." && run_ending_at(document, piece.end).is_none())
            && !is_inside_run(document, piece.end - 1)
        {
            piece.end -= 1;
        }
        // A mark whose partner lies in the piece belongs to it, and a lone mark at an edge does not.
        let first = document.quoted_runs.partition_point(|run| run.tokens.start + 1 < piece.start);
        let end = piece.end;
        for run in document.quoted_runs[first..].iter().take_while(|run| run.tokens.start < end) {
            let inside = run.inside();
            let begins = piece.start <= inside.start && inside.start < piece.end;
            if begins && inside.end <= piece.end {
                piece.start = piece.start.min(run.tokens.start);
                piece.end = piece.end.max(run.tokens.end);
            } else if run.tokens.start + 1 == piece.end {
                piece.end -= 1;
            }
        }
        // The last sign of a whole run, where it was cut off.
        if let Some(run) =
            run_ending_at(document, piece.end + 1).or_else(|| run_ending_at(document, piece.end + 2))
            && piece.start <= run.tokens.start + 1
            && run.tokens.start < piece.end
            && !matches!(
                document.word(run.inside().end.saturating_sub(1)).kind,
                TokenKind::Word | TokenKind::Number
            )
        {
            piece.start = piece.start.min(run.tokens.start);
            piece.end = run.tokens.end;
        }
    }
    attribution.content.retain(|piece| {
        piece.clone().any(|at| !matches!(document.word(at).kind, TokenKind::Mark | TokenKind::Punctuation))
    });
    if let Some(cue) = &mut attribution.cue {
        while cue.start + 1 < cue.end && matches!(document.token_text(cue.end - 1), ":" | "," | "“" | "\"")
        {
            cue.end -= 1;
        }
    }
}

/// The top-level run whose tokens end there.
fn run_ending_at<'d>(document: &'d Document, end: usize) -> Option<&'d QuotedRun> {
    let after = document.quoted_runs.partition_point(|run| run.tokens.start < end);
    let near = document.quoted_runs[..after].iter().rev().take(4);
    near.filter(|run| run.parent.is_none()).find(|run| run.tokens.end == end)
}

fn is_inside_run(document: &Document, token_idx: usize) -> bool {
    let after = document.quoted_runs.partition_point(|run| run.tokens.start <= token_idx);
    document.quoted_runs[..after].iter().rev().take(4).any(|run| run.tokens.contains(&token_idx))
}
