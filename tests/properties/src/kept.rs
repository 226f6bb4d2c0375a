//! How much of web pages is kept, as trainer and page measure it.

use std::fmt;

/// Of article and rest the words that are kept and all words; of the headlines those that are found and all.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Words of the article.
    pub article: [usize; 2],
    /// Words of everything else.
    pub other: [usize; 2],
    /// Headlines.
    pub headline: [usize; 2],
}

impl Kept {
    /// Adds what is kept of another page.
    pub fn add(&mut self, other: &Self) {
        for (sum, more) in [
            (&mut self.article, other.article),
            (&mut self.other, other.other),
            (&mut self.headline, other.headline),
        ] {
            sum[0] += more[0];
            sum[1] += more[1];
        }
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |[part, of]: [usize; 2]| 100.0 * part as f64 / of.max(1) as f64;
        write!(
            f,
            "article words kept {:6.2} %, junk words kept {:5.1} %, headline {} of {}",
            share(self.article),
            share(self.other),
            self.headline[0],
            self.headline[1]
        )
    }
}
