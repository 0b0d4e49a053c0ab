//! A frame as dots: letters from the sheet, lines and blocks as shapes, the cursor as a bar, a margin around it all.

use ratatui::style::Modifier;

use super::inks::Inks;
use super::letters::{FULL, Letter};
use super::scene::{Frame, Glyph, Look, Scene};
use super::strokes::{BASELINE, Block, CURSOR_WIDTH, STRUCK, UNDERLINE, strokes};
use super::{CELL, MARGIN};

/// Dots, each the number of its ink.
pub(super) struct Dots {
    width: u16,
    inks: Vec<u8>,
}

impl Dots {
    /// How many dots a scene has in a line and in a column; none where that is more than a file can count.
    pub(super) fn size(scene: &Scene<'_>) -> Option<(u16, u16)> {
        let side = |cells: u16, size: u16| cells.checked_mul(size)?.checked_add(2 * MARGIN);
        Some((side(scene.cols, CELL.0)?, side(scene.rows, CELL.1)?))
    }

    /// The dots of a frame, in that size.
    pub(super) fn of(scene: &Scene<'_>, frame: &Frame<'_>, inks: &Inks, (width, height): (u16, u16)) -> Dots {
        let mut dots = Dots { width, inks: vec![0; usize::from(width) * usize::from(height)] };
        for y in 0..scene.rows {
            for glyph in frame.glyphs(y) {
                dots.paint(glyph, MARGIN + y * CELL.1, &inks.shades(glyph.look));
            }
        }
        let inside = |(x, y): &(u16, u16)| *x < scene.cols && *y < scene.rows;
        if let Some((x, y)) = frame.cursor.filter(inside) {
            let bar = Block { x: 0, y: 0, width: CURSOR_WIDTH, height: CELL.1 };
            let ink = inks.shades(Look::default())[usize::from(FULL)];
            dots.fill(MARGIN + x * CELL.0, MARGIN + y * CELL.1, bar, ink);
        }
        dots
    }

    /// Its lines, from the top.
    pub(super) fn lines(&self) -> std::slice::ChunksExact<'_, u8> {
        self.inks.chunks_exact(usize::from(self.width))
    }

    /// Every dot, line after line.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.inks
    }

    fn paint(&mut self, glyph: Glyph<'_>, top: u16, shades: &[u8; FULL as usize + 1]) {
        let (left, width) = (MARGIN + glyph.x * CELL.0, glyph.width * CELL.0);
        let ink = shades[usize::from(FULL)];
        self.fill(left, top, Block { x: 0, y: 0, width, height: CELL.1 }, shades[0]);
        match strokes(glyph.symbol) {
            Some(blocks) => blocks.into_iter().for_each(|block| self.fill(left, top, block, ink)),
            None => self.write(glyph, left, top, shades),
        }
        for (modifier, y) in [(Modifier::UNDERLINED, UNDERLINE), (Modifier::CROSSED_OUT, STRUCK)] {
            if glyph.look.is(modifier) {
                self.fill(left, top, Block { x: 0, y, width, height: 1 }, ink);
            }
        }
    }

    /// Writes a letter and the marks over it; what the sheet lacks is an empty box as wide as it.
    fn write(&mut self, glyph: Glyph<'_>, left: u16, top: u16, shades: &[u8; FULL as usize + 1]) {
        if glyph.symbol.trim().is_empty() {
            return;
        }
        let letters: Option<Vec<Letter>> =
            glyph.symbol.chars().map(|c| Letter::of(c, glyph.look.is(Modifier::BOLD))).collect();
        let Some(letters) = letters.filter(|_| glyph.width == 1) else {
            return self.outline(left, top, glyph.width * CELL.0, shades[usize::from(FULL)]);
        };
        for y in 0..CELL.1 {
            for x in 0..CELL.0 {
                let at = if glyph.look.is(Modifier::ITALIC) { slanted(x, y) } else { Some(x) };
                let covered = at.and_then(|x| letters.iter().map(|letter| letter.covers(x, y)).max());
                if let Some(covered) = covered.filter(|covered| *covered > 0) {
                    self.dot(left + x, top + y, shades[usize::from(covered)]);
                }
            }
        }
    }

    fn outline(&mut self, left: u16, top: u16, width: u16, ink: u8) {
        let (right, height) = (width - 2, 12);
        let sides = [
            Block { x: 1, y: 4, width: width - 2, height: 1 },
            Block { x: 1, y: 4 + height - 1, width: width - 2, height: 1 },
            Block { x: 1, y: 4, width: 1, height },
            Block { x: right, y: 4, width: 1, height },
        ];
        sides.into_iter().for_each(|side| self.fill(left, top, side, ink));
    }

    fn fill(&mut self, left: u16, top: u16, block: Block, ink: u8) {
        let from = usize::from(left + block.x);
        let lines = self.inks.chunks_exact_mut(usize::from(self.width));
        for line in lines.skip(usize::from(top + block.y)).take(usize::from(block.height)) {
            line[from..from + usize::from(block.width)].fill(ink);
        }
    }

    fn dot(&mut self, x: u16, y: u16, ink: u8) {
        self.inks[usize::from(y) * usize::from(self.width) + usize::from(x)] = ink;
    }
}

/// The column of an upright letter that a dot of its slanted form shows: higher lines lean to the right.
fn slanted(x: u16, y: u16) -> Option<u16> {
    let lean = BASELINE.saturating_sub(y) / 5;
    x.checked_add(1)?.checked_sub(lean).filter(|x| *x < CELL.0)
}
