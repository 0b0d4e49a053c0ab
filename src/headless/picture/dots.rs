//! A frame as dots: letters from the sheet, lines and blocks as shapes, the cursor as a bar, a window around it all.

use ratatui::style::Modifier;

use super::inks::{Inks, Shades};
use super::letters::{FULL, Letter};
use super::scene::{Frame, Glyph, Look, Scene};
use super::strokes::{BASELINE, Block, CURSOR_WIDTH, STRUCK, UNDERLINE, strokes};
use super::{BUTTONS, CELL, MARGIN, TITLE_BAR};

/// How far a button reaches from its middle.
const BUTTON: u16 = 6;
/// Where the line of the title begins.
const TITLE_TOP: u16 = 8;
/// How many cells are left free on either side of it.
const TITLE_FROM: u16 = 8;

/// Dots, each the number of its ink.
pub(super) struct Dots {
    width: u16,
    inks: Vec<u8>,
}

impl Dots {
    /// How many dots a scene has in a line and in a column; none where that is more than a file can count.
    pub(super) fn size(scene: &Scene<'_>) -> Option<(u16, u16)> {
        let side = |cells: u16, size: u16, around: u16| cells.checked_mul(size)?.checked_add(around);
        Some((side(scene.cols, CELL.0, 2 * MARGIN)?, side(scene.rows, CELL.1, TITLE_BAR + MARGIN)?))
    }

    /// The dots of a frame, in that size.
    pub(super) fn of(scene: &Scene<'_>, frame: &Frame<'_>, inks: &Inks, (width, height): (u16, u16)) -> Dots {
        let mut dots = Dots { width, inks: vec![0; usize::from(width) * usize::from(height)] };
        dots.frame(scene.title, inks, (width, height));
        for y in 0..scene.rows {
            for glyph in frame.glyphs(y) {
                dots.paint(glyph, TITLE_BAR + y * CELL.1, &inks.shades(glyph.look));
            }
        }
        let inside = |(x, y): &(u16, u16)| *x < scene.cols && *y < scene.rows;
        if let Some((x, y)) = frame.cursor.filter(inside) {
            let bar = Block { x: 0, y: 0, width: CURSOR_WIDTH, height: CELL.1 };
            let ink = inks.shades(Look::default())[usize::from(FULL)];
            dots.fill(MARGIN + x * CELL.0, TITLE_BAR + y * CELL.1, bar, ink);
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

    /// The window: its edge, its buttons, and its title between them and the edge.
    fn frame(&mut self, title: &str, inks: &Inks, (width, height): (u16, u16)) {
        self.outline(0, 0, (width, height), inks.edge);
        // On the narrowest screens there is no room for all of them.
        for (x, y) in BUTTONS.into_iter().filter(|(x, _)| x + BUTTON < width) {
            for (dx, dy) in (0..=2 * BUTTON).flat_map(|dx| (0..=2 * BUTTON).map(move |dy| (dx, dy))) {
                let (across, down) = (dx.abs_diff(BUTTON), dy.abs_diff(BUTTON));
                if across * across + down * down <= BUTTON * BUTTON {
                    self.dot(x + dx - BUTTON, y + dy - BUTTON, inks.button);
                }
            }
        }
        let free = (width / CELL.0).saturating_sub(2 * TITLE_FROM);
        let letters: Vec<char> = title.chars().take(usize::from(free)).collect();
        let length = u16::try_from(letters.len()).unwrap_or(free) * CELL.0;
        for (letter, x) in letters.into_iter().zip(((width - length) / 2..).step_by(CELL.0.into())) {
            match Letter::of(letter, false) {
                Some(letter) => self.lay(&[letter], x, TITLE_TOP, false, &inks.title),
                None => self.stand_in(x, TITLE_TOP, CELL.0, &inks.title),
            }
        }
    }

    fn paint(&mut self, glyph: Glyph<'_>, top: u16, shades: &Shades) {
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

    /// Writes a letter and the marks over it, or what stands for them.
    fn write(&mut self, glyph: Glyph<'_>, left: u16, top: u16, shades: &Shades) {
        if glyph.symbol.trim().is_empty() {
            return;
        }
        let letters: Option<Vec<Letter>> =
            glyph.symbol.chars().map(|c| Letter::of(c, glyph.look.is(Modifier::BOLD))).collect();
        match letters.filter(|_| glyph.width == 1) {
            Some(letters) => self.lay(&letters, left, top, glyph.look.is(Modifier::ITALIC), shades),
            None => self.stand_in(left, top, glyph.width * CELL.0, shades),
        }
    }

    /// Lays letters over one another.
    fn lay(&mut self, letters: &[Letter], left: u16, top: u16, is_slanted: bool, shades: &Shades) {
        for y in 0..CELL.1 {
            for x in 0..CELL.0 {
                let at = if is_slanted { slanted(x, y) } else { Some(x) };
                let covered = at.and_then(|x| letters.iter().map(|letter| letter.covers(x, y)).max());
                if let Some(covered) = covered.filter(|covered| *covered > 0) {
                    self.dot(left + x, top + y, shades[usize::from(covered)]);
                }
            }
        }
    }

    /// What stands for a letter that the sheet lacks: a pale box as wide as it.
    fn stand_in(&mut self, left: u16, top: u16, width: u16, shades: &Shades) {
        self.outline(left + 1, top + 4, (width - 2, 12), shades[usize::from(FULL / 2)]);
    }

    fn outline(&mut self, left: u16, top: u16, (width, height): (u16, u16), ink: u8) {
        let sides = [
            Block { x: 0, y: 0, width, height: 1 },
            Block { x: 0, y: height - 1, width, height: 1 },
            Block { x: 0, y: 0, width: 1, height },
            Block { x: width - 1, y: 0, width: 1, height },
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
