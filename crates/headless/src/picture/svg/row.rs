//! One line of a screen as elements: backgrounds, shapes, then text.

use std::fmt::Write;

use ratatui::style::Modifier;

use crate::picture::CELL;
use crate::picture::scene::{Glyph, GlyphLook};
use crate::picture::strokes::{BASELINE, Block, STRUCK, UNDERLINE, strokes};

use super::{Escaped, StyleSheet, left};

/// Returns the elements of a line, with its upper edge at 0 and its first column at `from`.
pub(super) fn row(glyphs: &[Glyph<'_>], from: u32, sheet: &mut StyleSheet) -> String {
    let mut row = String::new();
    for run in glyphs.chunk_by(|one, next| one.look == next.look) {
        grounds(run, from, sheet, &mut row);
        shapes(run, from, sheet, &mut row);
        for piece in pieces(run) {
            text(piece, from, sheet, &mut row);
        }
    }
    row
}

fn look(run: &[Glyph<'_>]) -> GlyphLook {
    run.first().map(|glyph| glyph.look).unwrap_or_default()
}

/// Returns the columns of a run: the first, and the one after the last.
fn columns(run: &[Glyph<'_>]) -> (u16, u16) {
    let start = run.first().map_or(0, |first| first.x);
    (start, run.last().map_or(start, |last| last.x + last.width))
}

fn grounds(run: &[Glyph<'_>], from: u32, sheet: &mut StyleSheet, row: &mut String) {
    let look = look(run);
    if sheet.has_ground(look) {
        let (start, end) = columns(run);
        let x = from + left(start);
        let width = left(end - start);
        let height = CELL.1;
        let number = sheet.number(look);
        let _ = write!(
            row,
            "<rect class=\"g{number}\" x=\"{x}\" width=\"{width}\" height=\"{height}\"/>"
        );
    }
}

/// Writes lines, blocks and underlines as one path.
fn shapes(run: &[Glyph<'_>], from: u32, sheet: &mut StyleSheet, row: &mut String) {
    let mut blocks: Vec<(u32, Block)> = Vec::new();
    for glyph in run {
        for block in strokes(glyph.symbol).unwrap_or_default() {
            push_joined(&mut blocks, from + left(glyph.x), block);
        }
    }
    let (start, end) = columns(run);
    for (modifier, y) in [
        (Modifier::UNDERLINED, UNDERLINE),
        (Modifier::CROSSED_OUT, STRUCK),
    ] {
        if look(run).is(modifier) {
            let width = (end - start) * CELL.0;
            blocks.push((
                from + left(start),
                Block {
                    x: 0,
                    y,
                    width,
                    height: 1,
                },
            ));
        }
    }
    if blocks.is_empty() {
        return;
    }
    let _ = write!(row, "<path class=\"t{}\" d=\"", sheet.number(look(run)));
    for (
        x,
        Block {
            x: inset,
            y,
            width,
            height,
        },
    ) in blocks
    {
        let _ = write!(
            row,
            "M{} {y}h{width}v{height}h-{width}z",
            x + u32::from(inset)
        );
    }
    row.push_str("\"/>");
}

/// Adds a block, or extends the previous one if it continues that.
fn push_joined(blocks: &mut Vec<(u32, Block)>, x: u32, block: Block) {
    if let Some((start, last)) = blocks.last_mut()
        && *start + u32::from(last.x + last.width) == x + u32::from(block.x)
        && (last.y, last.height) == (block.y, block.height)
    {
        last.width += block.width;
        return;
    }
    blocks.push((x, block));
}

/// Splits a run into pieces that are each one text: letters of one cell, without gaps that an XML reader might
/// collapse. A letter that may come from a fallback font is a piece of its own, so that its width moves nothing else.
fn pieces<'a>(run: &'a [Glyph<'a>]) -> impl Iterator<Item = &'a [Glyph<'a>]> {
    let joins = |one: &Glyph<'_>, next: &Glyph<'_>| {
        let is_plain = |glyph: &Glyph<'_>| is_latin(glyph.symbol);
        is_plain(one) && is_plain(next) && !(one.symbol == " " && next.symbol == " ")
    };
    run.chunk_by(joins)
        .map(trimmed)
        .filter(|piece| !piece.is_empty())
}

fn trimmed<'a>(piece: &'a [Glyph<'a>]) -> &'a [Glyph<'a>] {
    let is_written = |glyph: &Glyph<'_>| !is_drawn_elsewhere(glyph.symbol);
    let Some(first) = piece.iter().position(is_written) else {
        return &[];
    };
    let end = piece
        .iter()
        .rposition(is_written)
        .map_or(first, |last| last + 1);
    &piece[first..end]
}

fn is_drawn_elsewhere(symbol: &str) -> bool {
    symbol.trim().is_empty() || strokes(symbol).is_some()
}

/// Returns whether every monospaced font has this letter, in one cell.
fn is_latin(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    matches!(
        (chars.next(), chars.next()),
        (Some(' '..='~' | '\u{a1}'..='\u{17f}'), None)
    )
}

/// Writes a piece of text with the width of its cells, whatever the font.
fn text(piece: &[Glyph<'_>], from: u32, sheet: &mut StyleSheet, row: &mut String) {
    let number = sheet.number(look(piece));
    let (start, end) = columns(piece);
    let x = from + left(start);
    let width = left(end - start);
    let symbols: String = piece.iter().map(|glyph| glyph.symbol).collect();
    let symbols = Escaped(&symbols);
    let _ = if piece.iter().all(|glyph| is_latin(glyph.symbol)) {
        write!(
            row,
            "<text class=\"t{number}\" x=\"{x}\" y=\"{BASELINE}\" textLength=\"{width}\">{symbols}</text>"
        )
    } else {
        let middle = x + width / 2;
        write!(
            row,
            "<text class=\"t{number} m\" x=\"{middle}\" y=\"{BASELINE}\">{symbols}</text>"
        )
    };
}
