//! Visits and held times along a clock. Their height is their length; overlapping ones lie side by side.

use std::ops::Range;

use crate::tone::{ground_of, role_of, role_of_tone};
use booking::{Blocked, DayLine, Slot};
use i18n::{Language, say};
use screen::{GridBlock, GridGround, Role};
use words::{DayRow, Namesakes, StatusChip};

/// A visit or a held time in a column.
#[derive(Clone, Debug)]
pub(super) struct TimeBlock<C> {
    pub(super) lines: Range<u16>,
    /// Whether it ends within its last line.
    pub(super) ends_within: bool,
    /// The index among the blocks side by side, and their count.
    pub(super) lane: (u16, u16),
    pub(super) content: C,
}

impl<C> TimeBlock<C> {
    pub(super) fn of(lines: Range<u16>, content: C) -> TimeBlock<C> {
        TimeBlock {
            lines,
            ends_within: false,
            lane: (0, 1),
            content,
        }
    }

    /// Returns the block as drawn for a time that another desk holds, with this text.
    pub(super) fn held<'b>(&self, text: String) -> GridBlock<'b> {
        GridBlock {
            lines: self.lines.clone(),
            lane: self.lane,
            signs: ["◌", "┃"],
            ends_within: self.ends_within,
            time: String::new(),
            name: (text, Role::Warning),
            short: String::new(),
            status: (String::new(), Role::Warning),
            more: "",
            ground: Some(Role::Visit),
            letter: None,
            is_chosen: false,
        }
    }

    /// Returns the block as drawn for a visit. `clashes` is whether it is marked as one that meets another.
    pub(super) fn visit<'b>(
        &self,
        row: &'b DayRow,
        chip: StatusChip,
        namesakes: &Namesakes,
        clashes: bool,
    ) -> GridBlock<'b> {
        let ground = ground_of(row, &chip);
        let role = |usual| if clashes { Role::Error } else { usual };
        GridBlock {
            signs: [chip.sign, "┃"],
            name: (namesakes.name(row), role(role_of(row))),
            short: namesakes.short(row),
            status: (chip.word, role(role_of_tone(chip.tone))),
            more: row.what().unwrap_or_default(),
            ground,
            letter: ground.and(row.kind).map(|kind| kind.letter),
            ..self.held(String::new())
        }
    }

    /// Returns the block as drawn for a visit that is not booked yet, with its patient, if known.
    pub(super) fn planned<'b>(
        &self,
        who: Option<&str>,
        role: Role,
        language: Language,
    ) -> GridBlock<'b> {
        let this = || say!(language, "rail-this-one");
        GridBlock {
            signs: ["▒"; 2],
            name: (who.unwrap_or_else(this).to_owned(), role),
            status: (String::new(), role),
            ..self.held(String::new())
        }
    }
}

/// Sorts blocks by time, and gives each block that shares a line with others its own lane.
pub(super) fn place_side_by_side<C>(blocks: &mut [TimeBlock<C>]) {
    blocks.sort_by_key(|block| (block.lines.start, block.lines.end));
    let mut first = 0;
    while first < blocks.len() {
        let mut ends: Vec<u16> = Vec::new();
        let mut end = blocks[first].lines.end;
        let mut next = first;
        while next < blocks.len() && (next == first || blocks[next].lines.start < end) {
            let lines = blocks[next].lines.clone();
            let free = ends.iter().position(|end| *end <= lines.start);
            let lane = free.unwrap_or(ends.len());
            if free.is_none() {
                ends.push(0);
            }
            ends[lane] = lines.end;
            blocks[next].lane.0 = u16::try_from(lane).unwrap_or(u16::MAX);
            end = end.max(lines.end);
            next += 1;
        }
        let lanes = u16::try_from(ends.len()).unwrap_or(u16::MAX);
        blocks[first..next]
            .iter_mut()
            .for_each(|block| block.lane.1 = lanes);
        first = next;
    }
}

/// The content of a line without a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Free time that is offered.
    Free,
    /// Time within the hours, or of unknown hours.
    Open,
    /// An absence of the practitioner.
    Away,
    /// Time outside the hours.
    Closed,
    /// A day without hours.
    Off,
}

impl Ground {
    /// Returns the line as drawn. Past free time has no sign.
    pub(super) fn drawn(self, is_past: bool) -> GridGround {
        let (sign, fills, role) = match self {
            Ground::Free if !is_past => ("░", false, Role::Good),
            Ground::Free | Ground::Open => ("·", false, Role::Dim),
            Ground::Closed => ("╱", true, Role::Dim),
            Ground::Away => ("╱", true, Role::Away),
            Ground::Off => (" ", false, Role::Dim),
        };
        GridGround {
            sign,
            fills,
            role,
            text: String::new(),
        }
    }
}

/// Returns what a period is, by the free times, the absences and, if known, the open hours of its day.
pub(super) fn ground(
    free: impl Iterator<Item = Slot>,
    open: Option<&[Slot]>,
    away: &[Blocked],
    time: Slot,
) -> Ground {
    if away.iter().any(|absence| meet(absence.slot, time)) {
        Ground::Away
    } else if free.into_iter().any(|slot| meet(slot, time)) {
        Ground::Free
    } else if open.is_none_or(|open| open.iter().any(|slot| meet(*slot, time))) {
        Ground::Open
    } else if open.is_some_and(<[Slot]>::is_empty) {
        Ground::Off
    } else {
        Ground::Closed
    }
}

/// Returns the reason of the absence at a time; empty if none is given.
pub(super) fn why_away(away: &[Blocked], time: Slot) -> &str {
    let mut met = away.iter().filter(|absence| meet(absence.slot, time));
    met.find(|absence| !absence.why.is_empty())
        .map_or("", |absence| absence.why.as_str())
}

/// Returns whether two slots overlap; an empty one counts as its start.
pub(super) fn meet(one: Slot, other: Slot) -> bool {
    one.start == other.start || one.start < other.end && other.start < one.end
}

/// Returns the free times among the lines of a day.
pub(super) fn free_in<'a>(lines: impl Iterator<Item = &'a DayLine>) -> impl Iterator<Item = Slot> {
    lines.filter(|line| line.is_free()).map(DayLine::slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_overlaps_lies_side_by_side_and_what_follows_takes_the_whole_width() {
        let mut blocks = [2..5, 0..3, 1..2, 5..6].map(|lines| TimeBlock::of(lines, ()));
        place_side_by_side(&mut blocks);
        let lanes = blocks.map(|block| (block.lines.start, block.lane));
        assert_eq!(lanes, [(0, (0, 2)), (1, (1, 2)), (2, (1, 2)), (5, (0, 1))]);
    }
}
