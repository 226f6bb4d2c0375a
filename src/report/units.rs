//! A report in another unit of offsets.

use super::Report;
use crate::offsets::{ByteTable, OffsetTable, OffsetUnit};

impl Report {
    /// Calls `visit` with every offset that stands in the report: the start of each span, then its end.
    #[doc(hidden)]
    pub fn visit_offsets(&mut self, visit: &mut dyn FnMut(&mut u32)) {
        let mut pair = |start: &mut u32, end: &mut u32| {
            visit(start);
            visit(end);
        };
        for paragraph in &mut self.paragraphs {
            pair(&mut paragraph.start, &mut paragraph.end);
        }
        for mention in self.entities.iter_mut().flat_map(|entity| &mut entity.mentions) {
            pair(&mut mention.start, &mut mention.end);
        }
        for words in &mut self.quoted_words {
            pair(&mut words.start, &mut words.end);
        }
        for value in &mut self.values {
            pair(&mut value.start, &mut value.end);
            value.calendar.iter_mut().for_each(|[start, end]| pair(start, end));
        }
        for quotation in &mut self.quotations {
            let spans = quotation.content.iter_mut().chain(&mut quotation.printed);
            let spans = spans.chain(&mut quotation.cue).chain(&mut quotation.source);
            spans.for_each(|[start, end]| pair(start, end));
        }
    }

    /// All of them, as [`Self::visit_offsets`] comes by them.
    #[doc(hidden)]
    pub fn offsets(&self) -> Vec<u32> {
        self.clone().collect_offsets()
    }

    fn collect_offsets(&mut self) -> Vec<u32> {
        let mut offsets = Vec::new();
        self.visit_offsets(&mut |offset| offsets.push(*offset));
        offsets
    }

    /// The same report of `text` with offsets in `unit`.
    ///
    /// An offset inside a character counts as that character's start, one past the end as the end.
    pub fn in_unit(&self, text: &str, unit: OffsetUnit) -> Self {
        let mut report = self.clone();
        let bytes = ByteTable::new(text, self.offset_unit, report.collect_offsets());
        let units = OffsetTable::new(text, unit, bytes.bytes());
        report.visit_offsets(&mut |offset| *offset = units.convert(bytes.convert(*offset)));
        report.offset_unit = unit;
        report
    }

    /// The bytes of `text` that the report's offsets stand for.
    #[doc(hidden)]
    pub fn bytes(&self, text: &str) -> ByteTable {
        ByteTable::new(text, self.offset_unit, self.offsets())
    }
}
