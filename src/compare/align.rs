//! Two sequences of words side by side.

/// How two sequences go together, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The next word of both, which is the same.
    Both,
    /// The next word of the first alone.
    First,
    /// The next word of the second alone.
    Second,
}

/// The longest quotation that is aligned, with up to four times as many words: time and memory stay bounded.
pub(super) const MOST_WORDS: usize = 600;

/// More than two gaps, so that a passage goes on over a word that was replaced.
const MATCH: i32 = 3;
const GAP: i32 = -1;

/// The best alignment of the passage that both have most in common; what lies before and behind it stands alone.
///
/// The same sequence goes with itself, however long. Of others only the first `4 * MOST_WORDS` words of either are looked at; the others stand alone at the end.
pub(super) fn align(first: &[u64], second: &[u64]) -> Vec<Step> {
    if first == second {
        return vec![Step::Both; first.len()];
    }
    let (rows, columns) = (first.len().min(4 * MOST_WORDS), second.len().min(4 * MOST_WORDS));
    let width = columns + 1;
    let mut scores = vec![0i32; width];
    let mut ways = vec![None; (rows + 1) * width];
    let mut best = (0, 0, 0);
    for row in 1..=rows {
        // The score to the upper left.
        let mut corner = 0;
        for column in 1..=columns {
            let both = if first[row - 1] == second[column - 1] { corner + MATCH } else { i32::MIN };
            let (up, left) = (scores[column] + GAP, scores[column - 1] + GAP);
            corner = scores[column];
            let score = both.max(up).max(left).max(0);
            ways[row * width + column] = match score {
                0 => None,
                score if score == both => Some(Step::Both),
                score if score == up => Some(Step::First),
                _ => Some(Step::Second),
            };
            scores[column] = score;
            if best.0 < score {
                best = (score, row, column);
            }
        }
    }
    let (_, end_row, end_column) = best;
    let (mut row, mut column) = (end_row, end_column);
    let mut steps = Vec::new();
    while let Some(step) = ways[row * width + column] {
        steps.push(step);
        row -= usize::from(step != Step::Second);
        column -= usize::from(step != Step::First);
    }
    steps.extend(std::iter::repeat_n(Step::Second, column));
    steps.extend(std::iter::repeat_n(Step::First, row));
    steps.reverse();
    steps.extend(std::iter::repeat_n(Step::First, first.len() - end_row));
    steps.extend(std::iter::repeat_n(Step::Second, second.len() - end_column));
    steps
}

/// How many words both have in this order.
pub(super) fn in_common(steps: &[Step]) -> usize {
    steps.iter().filter(|&&step| step == Step::Both).count()
}

/// How many places there are where the two differ.
pub(super) fn changes(steps: &[Step]) -> usize {
    let differs = |step: &Step| *step != Step::Both;
    steps.chunk_by(|a, b| differs(a) == differs(b)).filter(|run| differs(&run[0])).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(first: &str, second: &str) -> String {
        let ids = |text: &str| text.bytes().map(u64::from).collect::<Vec<_>>();
        let steps = align(&ids(first), &ids(second));
        let sign = |step| match step {
            Step::Both => '=',
            Step::First => '-',
            Step::Second => '+',
        };
        steps.into_iter().map(sign).collect()
    }

    #[test]
    fn what_is_common_stands_side_by_side() {
        assert_eq!(steps("abcd", "abcd"), "====");
        assert_eq!(steps("abcd", "abd"), "==-=");
        assert_eq!(steps("abd", "abcd"), "==+=");
        assert_eq!(steps("", "ab"), "++");
        assert_eq!(steps("ab", "xy"), "--++");
        let long = "ab".repeat(3 * MOST_WORDS);
        assert_eq!(steps(&long, &long), "=".repeat(long.len()));
        // A word far away from the passage is none of it.
        assert_eq!(steps("abc", "axxxxxabc"), "++++++===");
    }

    #[test]
    fn changes_are_counted_by_place() {
        let both = [Step::Both, Step::First, Step::Second, Step::Both, Step::Second];
        assert_eq!((changes(&both), in_common(&both)), (2, 2));
    }
}
