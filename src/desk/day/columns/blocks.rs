//! The blocks of a column: visits and held times, as tall as they are long, side by side where they overlap.

use std::ops::Range;

use crate::booking::{DayLine, Days, Hold, Slot};
use crate::desk::{DayBoard, Desk};

use super::axis::ClockAxis;
use super::{DayColumn, slot_of};

/// A visit or a held time in a column.
#[derive(Clone, Debug)]
pub(super) struct ColumnBlock<'a> {
    pub(super) lines: Range<u16>,
    /// The place among the blocks side by side, and how many they are.
    pub(super) lane: (u16, u16),
    pub(super) content: BlockContent<'a>,
}

/// The content of a block.
#[derive(Clone, Copy, Debug)]
pub(super) enum BlockContent<'a> {
    /// The row of the board with this index.
    Row(usize),
    /// A time that another desk holds.
    Held(&'a Hold),
}

/// Returns the blocks of a column by start. A cancelled visit has one line, where nothing else is.
pub(super) fn arranged<'a>(
    desk: &'a Desk,
    board: &'a DayBoard,
    column: &DayColumn<'_>,
    axis: &ClockAxis,
) -> Vec<ColumnBlock<'a>> {
    let days = Days::new(board.date, board.date, column.zone);
    let meets = |hold: &&Hold| days.is_some_and(|days| days.meet(hold.slot.start, Some(hold.slot.end)));
    let held = column.provider().into_iter().flat_map(|provider| desk.held_with(provider)).filter(meets);
    let held = held.map(|hold| (hold.slot, BlockContent::Held(hold)));
    let is_visit = |row: &&usize| !matches!(board.rows[**row].line, DayLine::Free { .. });
    let rows = column.rows.iter().filter(is_visit).map(|row| (&board.rows[*row].line, *row));
    let (live, off): (Vec<_>, Vec<_>) = rows.partition(|(line, _)| line.is_live());
    let live = live.into_iter().map(|(line, row)| (slot_of(line), BlockContent::Row(row)));
    let mut blocks: Vec<ColumnBlock<'a>> =
        live.chain(held).map(|(slot, content)| ColumnBlock::of(axis.lines_of(slot), content)).collect();
    for (line, row) in off {
        let first = axis.line_of(line.start());
        if !blocks.iter().any(|block| block.lines.contains(&first)) {
            blocks.push(ColumnBlock::of(first..first + 1, BlockContent::Row(row)));
        }
    }
    blocks.sort_by_key(|block| (block.lines.start, block.lines.end));
    put_side_by_side(&mut blocks);
    blocks
}

impl<'a> ColumnBlock<'a> {
    fn of(lines: Range<u16>, content: BlockContent<'a>) -> ColumnBlock<'a> {
        ColumnBlock { lines, lane: (0, 1), content }
    }
}

/// Gives blocks that share a line a lane each.
fn put_side_by_side(blocks: &mut [ColumnBlock<'_>]) {
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
        blocks[first..next].iter_mut().for_each(|block| block.lane.1 = lanes);
        first = next;
    }
}

/// The content of a line on which no block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Free time that is offered.
    Free,
    /// Time within the hours, or of unknown hours.
    Open,
    /// Time outside the hours.
    Closed,
    /// A day without hours.
    Off,
}

/// Returns what is known of a stretch of time in a column.
pub(super) fn ground(board: &DayBoard, column: &DayColumn<'_>, time: Slot) -> Ground {
    let meets = |slot: Slot| slot.start == time.start || slot.start < time.end && time.start < slot.end;
    if board.free_in(column).any(meets) {
        Ground::Free
    } else if column.open.as_ref().is_none_or(|open| open.iter().copied().any(meets)) {
        Ground::Open
    } else if column.is_off() {
        Ground::Off
    } else {
        Ground::Closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_overlaps_lies_side_by_side_and_what_follows_takes_the_whole_width() {
        let mut blocks: Vec<ColumnBlock<'_>> =
            [0..3, 1..2, 2..5, 5..6].map(|lines| ColumnBlock::of(lines, BlockContent::Row(0))).into();
        put_side_by_side(&mut blocks);
        let lanes: Vec<(u16, u16)> = blocks.iter().map(|block| block.lane).collect();
        assert_eq!(lanes, [(0, 2), (1, 2), (1, 2), (0, 1)]);
    }
}
