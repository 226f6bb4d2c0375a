//! What training prints: how many are right, by kind and by how sure.

use saidby::coref::{AnaphorKind, N_KINDS, Ranker};

use super::fit::RankedMention;

const KINDS: [AnaphorKind; N_KINDS] = [
    AnaphorKind::Person,
    AnaphorKind::Thing,
    AnaphorKind::Plural,
    AnaphorKind::Role,
    AnaphorKind::SourceName,
    AnaphorKind::SourcePronoun,
    AnaphorKind::SourceWords,
    AnaphorKind::SourceDocument,
    AnaphorKind::Gap,
];

fn percent(n: usize, of: usize) -> f64 {
    100.0 * n as f64 / of.max(1) as f64
}

/// Prints how many mentions of each kind are right, by what was chosen.
pub fn print_kinds(judged: &[RankedMention]) {
    println!("kind            mentions   right %   chosen, right %   speakers   right %");
    for kind in KINDS {
        let own: Vec<&RankedMention> = judged.iter().filter(|judged| judged.kind == kind).collect();
        let right = own.iter().filter(|judged| judged.is_right()).count();
        let chosen: Vec<&&RankedMention> = own.iter().filter(|judged| judged.chooses()).collect();
        let chosen_right = chosen.iter().filter(|judged| judged.is_right()).count();
        let sources: Vec<&&RankedMention> = own.iter().filter(|judged| judged.is_source()).collect();
        let sources_right = sources.iter().filter(|judged| judged.is_fine()).count();
        println!(
            "{:14} {:9} {:9.1} {:8} {:8.1} {:10} {:9.1}",
            format!("{kind:?}"),
            own.len(),
            percent(right, own.len()),
            chosen.len(),
            percent(chosen_right, chosen.len()),
            sources.len(),
            percent(sources_right, sources.len())
        );
    }
}

/// Prints how many roles outside of sources are linked, and right, by the bound below which they are not:
/// of those of which a reader was asked whom they stand for, and of those in chains.
pub fn print_roles(judged: &[RankedMention], ranker: &Ranker) {
    let roles = judged.iter().filter(|judged| judged.kind == AnaphorKind::Role);
    let (asked, others): (Vec<_>, Vec<_>) = roles.partition(|judged| judged.is_asked);
    for (name, roles) in [("asked", asked), ("in chains", others)] {
        let to_link = roles.iter().filter(|judged| judged.right.last() == Some(&false)).count();
        for bound in [0, 350, 400, 500, 550, 600, 700, 800] {
            let chosen = roles.iter().filter(|judged| judged.chooses());
            let linked: Vec<_> = chosen
                .filter(|j| bound <= ranker.probabilities(AnaphorKind::Role, &j.scores)[j.best()])
                .collect();
            let right = linked.iter().filter(|judged| judged.is_right()).count();
            println!(
                "roles {name} from {bound:3}: {} of {} linked, {:.1} % right; {:.1} % of {to_link} found",
                linked.len(),
                roles.len(),
                percent(right, linked.len()),
                percent(right, to_link)
            );
        }
    }
}

/// Prints how many speakers are wrong and left open by the bound below which they are left open.
pub fn print_thresholds(judged: &[RankedMention], ranker: &Ranker) {
    let sources: Vec<(u16, bool, bool)> = judged
        .iter()
        .filter(|judged| judged.is_source())
        .map(|judged| {
            // Words without a name are a speaker too.
            let is_open =
                !judged.chooses() && matches!(judged.kind, AnaphorKind::Gap | AnaphorKind::SourcePronoun);
            (ranker.probabilities(judged.kind, &judged.scores)[judged.best()], judged.is_fine(), is_open)
        })
        .collect();
    let n = sources.len().max(1) as f64;
    println!("shown from  wrong among shown %   left open %     within: said %   right %");
    for (low, high) in [
        (0, 300),
        (300, 400),
        (400, 450),
        (450, 500),
        (500, 600),
        (600, 700),
        (700, 800),
        (800, 900),
        (900, 950),
        (950, 1001),
    ] {
        let shown: Vec<_> = sources.iter().filter(|(p, _, open)| low <= *p && !open).collect();
        let wrong = shown.iter().filter(|(_, right, _)| !right).count();
        let within: Vec<_> = sources.iter().filter(|(p, ..)| (low..high).contains(p)).collect();
        let mean = within.iter().map(|(p, ..)| f64::from(*p)).sum::<f64>() / within.len().max(1) as f64;
        let right = within.iter().filter(|(_, right, _)| *right).count();
        println!(
            "{low:9} {:20.1} {:13.1} {:19.1} {:9.1}  ({})",
            percent(wrong, shown.len()),
            100.0 * (n - shown.len() as f64) / n,
            mean / 10.0,
            percent(right, within.len()),
            within.len()
        );
    }
}
