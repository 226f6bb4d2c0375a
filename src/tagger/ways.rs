//! The scores of the best ways to each label, token by token: most of a decoder's work.
//!
//! Labels are laid out anew for it, so that all that is alike stands in a row and four are done at a
//! time. Most labels stand only behind one or two others, as the inside of a span does behind its
//! beginning: for these each way is tried. The others may stand behind many labels, of which few need
//! be followed.

/// The label at the other end, and what the transition weighs.
pub(super) type Move = (u8, i32);

/// Stands for "impossible"; low enough for any sum of scores, high enough not to overflow.
pub(super) const NEVER: i32 = i32::MIN / 2;
/// Below this a way is none; far enough above `NEVER` that both may be added up.
const REACHED: i32 = NEVER / 4 * 3;

/// So many labels are done at a time; each group of labels begins at a multiple.
const WIDTH: usize = 4;
/// Room for all labels, in four groups that are filled up, and around them.
const ROOM: usize = 64 + 6 * WIDTH;
/// The column of places without a label: its scores are zero.
const NO_COLUMN: u8 = u8::MAX;

/// A value for each place of a label.
type Row = [i32; ROOM];

/// How the labels of a token follow those of the token before.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    /// For each label its place.
    places: Vec<u8>,
    /// For each place the column of its label.
    columns: [u8; ROOM],
    n_places: usize,
    /// From this place on stand the labels that others than narrow labels may follow.
    first_source: usize,
    /// The narrow labels, which may stand behind at most two others.
    narrow: Vec<Narrow>,
    /// For each place what the transitions to other than narrow labels weigh; `NEVER` for those that
    /// there are not.
    wide: Vec<Row>,
    /// For each place the set of sources that lead to a label that this one does not lead to.
    uncovered: Vec<u128>,
    /// How far the weights of those transitions lie apart.
    range: i32,
    starts: Row,
}

/// Narrow labels in a row, and the labels before them, which stand in a row as well.
#[derive(Clone, Debug)]
struct Narrow {
    to: usize,
    /// Where the rows before begin; one of two may stand twice.
    from: [usize; 2],
    /// `REACHED` where the row has another label or none.
    weights: [[i32; WIDTH]; 2],
}

/// The scores of the best ways of a sequence.
pub(super) struct Ways<'s> {
    places: &'s [u8],
    scores: Vec<i32>,
    n_places: usize,
}

impl Ways<'_> {
    /// The score of the best way to a token's label.
    pub(super) fn to(&self, token: usize, label: usize) -> i32 {
        self.scores[token * self.n_places + usize::from(self.places[label])]
    }
}

impl Steps {
    /// Lays out the labels, of which `to` has those before them, rising.
    pub(super) fn new(to: &[Vec<Move>], starts: &[Option<i32>], columns: &[u8]) -> Self {
        let n_labels = to.len();
        let is_narrow = |label: usize| (1..=2).contains(&to[label].len());
        let mut is_source = vec![false; n_labels];
        for label in (0..n_labels).filter(|&label| !is_narrow(label)) {
            to[label].iter().for_each(|&(from, _)| is_source[usize::from(from)] = true);
        }
        // First what only narrow labels follow: beginnings, then insides; then ends, then all others.
        let group_of = |label: usize| match (is_narrow(label), is_source[label]) {
            (false, false) => 0,
            (true, false) => 1,
            (true, true) => 2,
            (false, true) => 3,
        };
        let (mut places, mut n_places, mut first_source) = (vec![0u8; n_labels], WIDTH, 0);
        for group in 0..4 {
            if group == 2 {
                first_source = n_places;
            }
            for label in (0..n_labels).filter(|&label| group_of(label) == group) {
                places[label] = n_places as u8;
                n_places += 1;
            }
            n_places = n_places.next_multiple_of(WIDTH);
        }
        let mut steps = Self {
            columns: [NO_COLUMN; ROOM],
            n_places,
            first_source,
            narrow: Vec::new(),
            wide: vec![[NEVER; ROOM]; n_places],
            uncovered: Vec::new(),
            range: 0,
            starts: [NEVER; ROOM],
            places,
        };
        for label in 0..n_labels {
            let place = usize::from(steps.places[label]);
            steps.columns[place] = columns[label];
            steps.starts[place] = starts[label].unwrap_or(NEVER);
            match to[label][..] {
                [one] => steps.push_narrow(place, [one, one]),
                [one, other] => steps.push_narrow(place, [one, other]),
                _ => {
                    for &(from, weight) in &to[label] {
                        steps.wide[usize::from(steps.places[usize::from(from)])][place] = weight;
                    }
                }
            }
        }
        let weights = || steps.wide.iter().flatten().copied().filter(|&weight| weight != NEVER);
        steps.range = weights().max().unwrap_or_default() - weights().min().unwrap_or_default();
        let set_of = |row: &Row| {
            let targets = row.iter().enumerate().filter(|&(_, &weight)| weight != NEVER);
            targets.fold(0u128, |set, (place, _)| set | 1 << place)
        };
        let targets: Vec<u128> = steps.wide.iter().map(set_of).collect();
        let uncovered = |own: &u128| {
            let others = targets.iter().enumerate().filter(|&(_, targets)| targets & !own != 0);
            others.fold(0, |set, (place, _)| set | 1 << place)
        };
        steps.uncovered = targets.iter().map(uncovered).collect();
        steps
    }

    /// Adds a narrow label to the row that it is of, or as the first one of a row.
    fn push_narrow(&mut self, place: usize, moves: [Move; 2]) {
        let lane = place % WIDTH;
        let to = place - lane;
        let from = moves.map(|(from, _)| usize::from(self.places[usize::from(from)]) - lane);
        let known = self.narrow.iter().position(|row| row.to == to && row.from == from);
        let at = known.unwrap_or_else(|| {
            self.narrow.push(Narrow { to, from, weights: [[REACHED; WIDTH]; 2] });
            self.narrow.len() - 1
        });
        for (weights, (_, weight)) in self.narrow[at].weights.iter_mut().zip(moves) {
            weights[lane] = weight;
        }
    }

    /// The score of the best way to each token's labels; `scores` has `n_columns` for each token.
    pub(super) fn forward(&self, scores: &[i32], n_columns: usize) -> Ways<'_> {
        let n_columns = n_columns.clamp(1, usize::from(NO_COLUMN));
        let (mut before, mut now) = ([NEVER; ROOM], self.starts);
        let mut own = [0; 256];
        let n_places = self.n_places.min(ROOM);
        let mut ways = Vec::with_capacity(scores.len() / n_columns * n_places);
        for (at, scores) in scores.chunks_exact(n_columns).enumerate() {
            if at != 0 {
                std::mem::swap(&mut before, &mut now);
                self.step(&before, &mut now);
            }
            own[..n_columns].copy_from_slice(scores);
            for (way, &column) in now[..n_places].iter_mut().zip(&self.columns) {
                *way = (*way + own[usize::from(column)]).max(NEVER);
            }
            ways.extend_from_slice(&now[..n_places]);
        }
        Ways { places: &self.places, scores: ways, n_places: self.n_places }
    }

    /// Goes from the ways to a token's labels to those of the next one, without its own scores.
    #[inline]
    fn step(&self, before: &Row, now: &mut Row) {
        // If one source stands out, which is at most tokens, the others need not be followed: what it
        // reaches, it reaches with a better score than they can.
        let n_places = self.n_places.min(ROOM);
        let sources = &before[self.first_source.min(n_places)..n_places];
        let top = sources.iter().copied().fold(i32::MIN, i32::max);
        let leader = self.first_source + sources.iter().position(|&way| way == top).unwrap_or_default();
        let (Some(row), Some(&uncovered)) = (self.wide.get(leader), self.uncovered.get(leader)) else {
            return;
        };
        let score = top.max(REACHED);
        for (way, weight) in now[..n_places].iter_mut().zip(row) {
            *way = score + weight;
        }
        let bar = top.saturating_sub(self.range).max(REACHED);
        let n_near = sources.iter().map(|&way| i32::from(bar <= way)).sum::<i32>();
        if 1 < n_near || uncovered != 0 {
            for (from, &score) in (self.first_source..).zip(sources) {
                let is_followed = bar <= score || REACHED <= score && uncovered >> from & 1 == 1;
                if !is_followed || from == leader {
                    continue;
                }
                for (way, weight) in now[..n_places].iter_mut().zip(&self.wide[from]) {
                    *way = (*way).max(score + weight);
                }
            }
        }
        for row in &self.narrow {
            let [one, other] =
                row.from.map(|from| before.get(from..).and_then(|ways| ways.first_chunk::<WIDTH>()));
            let to = now.get_mut(row.to..).and_then(|ways| ways.first_chunk_mut::<WIDTH>());
            let (Some(one), Some(other), Some(to)) = (one, other, to) else { continue };
            for lane in 0..WIDTH {
                let way = (one[lane] + row.weights[0][lane]).max(other[lane] + row.weights[1][lane]);
                to[lane] = to[lane].max(way);
            }
        }
    }
}
