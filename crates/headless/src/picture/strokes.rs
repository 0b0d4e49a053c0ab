//! Lines and blocks as shapes: drawn instead of written, they join from cell to cell in every font.

use super::CELL;

const WIDTH: u16 = CELL.0;
const HEIGHT: u16 = CELL.1;
/// The position of a line through the middle of a cell; it is one unit thick.
const MIDDLE: (u16, u16) = (WIDTH / 2, HEIGHT / 2);

/// The baseline of text within a cell, and the positions of underline and strike-through.
pub(super) const BASELINE: u16 = 15;
pub(super) const UNDERLINE: u16 = 17;
pub(super) const STRUCK: u16 = 10;
/// The width of the cursor, a bar before its character.
pub(super) const CURSOR_WIDTH: u16 = 2;

/// A filled rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) x: u16,
    pub(super) y: u16,
    pub(super) width: u16,
    pub(super) height: u16,
}

const fn block(x: u16, y: u16, width: u16, height: u16) -> Block {
    Block {
        x,
        y,
        width,
        height,
    }
}

const UP: Block = block(MIDDLE.0, 0, 1, MIDDLE.1 + 1);
const DOWN: Block = block(MIDDLE.0, MIDDLE.1, 1, HEIGHT - MIDDLE.1);
const LEFT: Block = block(0, MIDDLE.1, MIDDLE.0 + 1, 1);
const RIGHT: Block = block(MIDDLE.0, MIDDLE.1, WIDTH - MIDDLE.0, 1);
const ACROSS: Block = block(0, MIDDLE.1, WIDTH, 1);
const ALONG: Block = block(MIDDLE.0, 0, 1, HEIGHT);

/// Returns the shapes of a symbol within its cell; `None` if it is written as text.
pub(super) fn strokes(symbol: &str) -> Option<Vec<Block>> {
    let mut chars = symbol.chars();
    let (Some(sign), None) = (chars.next(), chars.next()) else {
        return None;
    };
    let blocks: &[Block] = match sign {
        '─' => &[ACROSS],
        '│' => &[ALONG],
        '┌' | '╭' => &[DOWN, RIGHT],
        '┐' | '╮' => &[DOWN, LEFT],
        '└' | '╰' => &[UP, RIGHT],
        '┘' | '╯' => &[UP, LEFT],
        '├' => &[ALONG, RIGHT],
        '┤' => &[ALONG, LEFT],
        '┬' => &[ACROSS, DOWN],
        '┴' => &[ACROSS, UP],
        '┼' => &[ACROSS, ALONG],
        '▀' => &[block(0, 0, WIDTH, HEIGHT / 2)],
        '▐' => &[block(WIDTH / 2, 0, WIDTH / 2, HEIGHT)],
        // Lower eighths, one to eight: U+2581 to U+2588.
        '▁'..='█' => {
            let height = eighths(sign, '▀', HEIGHT);
            return Some(vec![block(0, HEIGHT - height, WIDTH, height)]);
        }
        // Left eighths, seven to one: U+2589 to U+258F.
        '▉'..='▏' => return Some(vec![block(0, 0, WIDTH - eighths(sign, '█', WIDTH), HEIGHT)]),
        _ => return None,
    };
    Some(blocks.to_vec())
}

/// Returns as many eighths of `whole` as the distance from `none` to `sign`.
fn eighths(sign: char, none: char, whole: u16) -> u16 {
    let count = u16::try_from(u32::from(sign) - u32::from(none)).unwrap_or_default();
    (whole * count + 4) / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_reach_the_edges_where_their_neighbours_begin() {
        let reaches = |sign: &str| {
            let blocks = strokes(sign).unwrap();
            [
                blocks
                    .iter()
                    .any(|block| block.y == 0 && block.x == MIDDLE.0),
                blocks
                    .iter()
                    .any(|block| block.x + block.width == WIDTH && block.y == MIDDLE.1),
                blocks
                    .iter()
                    .any(|block| block.y + block.height == HEIGHT && block.x == MIDDLE.0),
                blocks
                    .iter()
                    .any(|block| block.x == 0 && block.y == MIDDLE.1),
            ]
        };
        assert_eq!(reaches("─"), [false, true, false, true]);
        assert_eq!(reaches("│"), [true, false, true, false]);
        assert_eq!(reaches("┌"), [false, true, true, false]);
        assert_eq!(reaches("┘"), [true, false, false, true]);
        assert_eq!(reaches("├"), [true, true, true, false]);
        assert_eq!(reaches("┬"), [false, true, true, true]);
        assert_eq!(reaches("┴"), [true, true, false, true]);
        assert_eq!(reaches("┼"), [true; 4]);
    }

    #[test]
    fn eighths_grow_from_nothing_to_the_whole_cell() {
        assert_eq!(strokes("▁"), Some(vec![block(0, 17, 10, 3)]));
        assert_eq!(strokes("▄"), Some(vec![block(0, 10, 10, 10)]));
        assert_eq!(strokes("█"), Some(vec![block(0, 0, 10, 20)]));
        assert_eq!(strokes("▌"), Some(vec![block(0, 0, 5, 20)]));
        assert_eq!(strokes("▏"), Some(vec![block(0, 0, 1, 20)]));
        assert_eq!(
            (strokes("a"), strokes("─\u{301}"), strokes("")),
            (None, None, None)
        );
    }
}
