//! The page of a list: a title, the rows, and texts around them.

use ratatui::layout::Rect;

use crate::{Frame, Page, Target};
use i18n::Language;
use screen::{Cell, Column, Role, Table, wrap};

/// The columns around the texts: two before them, and one after them.
const BESIDE: u16 = 3;

/// A list as it is drawn. Its texts are made for a width, see [`text_width`].
pub(crate) struct ListPage<'a> {
    pub(crate) language: Language,
    pub(crate) title: String,
    /// The lines between the title and the rows.
    pub(crate) above: Page,
    pub(crate) columns: Vec<Column<'a>>,
    /// The number of rows.
    pub(crate) count: usize,
    /// Returns the cells of a row.
    pub(crate) cells: Box<dyn Fn(usize) -> Vec<Cell> + 'a>,
    /// The headings between the rows, each with the index of the first row below it.
    pub(crate) headings: Vec<(usize, String)>,
    /// The sentence shown without rows; empty while there may be some.
    pub(crate) nothing: String,
    /// The lines below the rows, which may take half of the room if both do not fit.
    pub(crate) below: Page,
}

/// Returns the columns of the texts of a list this wide.
pub(crate) fn text_width(width: u16) -> usize {
    usize::from(width.saturating_sub(BESIDE))
}

impl<'a> ListPage<'a> {
    /// Creates a list of choices: keys, descriptions and details.
    pub(crate) fn of_choices(
        language: Language,
        title: impl Into<String>,
        count: usize,
        cells: impl Fn(usize) -> Vec<Cell> + 'a,
    ) -> ListPage<'a> {
        ListPage {
            language,
            title: title.into(),
            above: Page::default(),
            columns: Table::of_choices(0, 0).columns,
            count,
            cells: Box::new(cells),
            headings: Vec::new(),
            nothing: String::new(),
            below: Page::default(),
        }
    }

    /// Returns the lines that it takes at this width.
    pub(crate) fn lines(&self, width: u16) -> u16 {
        let title = wrap(&self.title, text_width(width)).len();
        let lines = title + self.above.len() + 1 + self.lines_of_rows().max(1) + self.lines_below();
        u16::try_from(lines).unwrap_or(u16::MAX)
    }

    /// Draws the list with the row at the index `chosen` under the cursor.
    pub(crate) fn draw(self, chosen: usize, area: Rect, frame: &mut Frame) {
        let inside = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(BESIDE),
            ..area
        };
        let title = frame.wrapped(inside, &self.title, Role::Strong);
        let above = part(area, title, self.above.len());
        self.above.draw(indented(above), 0, self.language, frame);
        let rest = part(area, title + above.height + 1, usize::MAX);
        // The lines below are sure of half the room, if they need it.
        let least_below = rows(self.lines_below()).min(rest.height / 2);
        let height = rows(self.lines_of_rows()).min(rest.height - least_below);
        let below = part(rest, height + 1, usize::MAX);
        self.below.draw(indented(below), 0, self.language, frame);
        if self.count == 0 {
            let place = Rect {
                y: rest.y,
                height: rest.height,
                ..inside
            };
            frame.wrapped(place, &self.nothing, Role::Dim);
            return;
        }
        let table = Table {
            columns: self.columns,
            ..Table::of_choices(self.count, chosen).with_titles(self.headings)
        };
        let target = |row| Target::choice(row, chosen);
        table.draw(Rect { height, ..rest }, frame, self.cells, target);
    }

    /// Returns the lines of the rows, with their headings and the heads of the columns.
    fn lines_of_rows(&self) -> usize {
        if self.count == 0 {
            return 0;
        }
        let heads = usize::from(self.columns.iter().any(Column::has_head));
        heads + self.headings.len() + self.count
    }

    /// Returns the lines below the rows, with the blank one before them.
    fn lines_below(&self) -> usize {
        match self.below.len() {
            0 => 0,
            lines => lines + 1,
        }
    }
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Returns `lines` lines of an area from line `from` on, or as many as there are.
fn part(area: Rect, from: u16, lines: usize) -> Rect {
    let from = from.min(area.height);
    Rect {
        y: area.y + from,
        height: rows(lines).min(area.height - from),
        ..area
    }
}

/// Returns the area where a page begins below the title.
fn indented(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(BESIDE - 1),
        ..area
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use screen::{Look, Size, choice};

    const NAMES: [&str; 3] = ["Karin Ivers", "Otto Melnyk", "Bernhard Tauber"];

    fn practitioners(count: usize) -> ListPage<'static> {
        let cells = |row: usize| choice((row + 1).to_string(), NAMES[row], "");
        ListPage {
            nothing: "Nobody is here.".to_owned(),
            ..ListPage::of_choices(Language::En, "Practitioners who are here", count, cells)
        }
    }

    fn texts(lines: &[&str]) -> Page {
        let mut page = Page::default();
        for line in lines {
            page.line(vec![((*line).to_owned(), Role::Text)]);
        }
        page
    }

    /// Draws a list with its first row chosen, and returns the lines without their trailing blanks.
    fn drawn(page: ListPage<'_>, cols: u16, rows: u16) -> Vec<String> {
        let mut frame = Frame::default();
        frame.begin(Size { cols, rows }, Look::default());
        page.draw(0, Rect::new(0, 0, cols, rows), &mut frame);
        let line = |y| {
            (0..cols)
                .map(|x| frame.buffer()[(x, y)].symbol())
                .collect::<String>()
        };
        (0..rows).map(|y| line(y).trim_end().to_owned()).collect()
    }

    #[test]
    fn it_takes_as_many_lines_as_it_says() {
        let page = || ListPage {
            above: texts(&["as of 14:32"]),
            headings: vec![(0, "today".to_owned()), (2, "tomorrow".to_owned())],
            below: texts(&["in room 4"]),
            ..practitioners(3)
        };
        let lines = page().lines(20);
        let expected = [
            "  Practitioners",
            "  who are here",
            "  as of 14:32",
            "",
            " today",
            "  1  Karin Ivers",
            "  2  Otto Melnyk",
            " tomorrow",
            "  3  Bernhard Taub…",
            "",
            "  in room 4",
        ];
        assert_eq!(drawn(page(), 20, lines), expected);
    }

    #[test]
    fn without_rows_it_says_so() {
        let lines = practitioners(0).lines(40);
        let expected = ["  Practitioners who are here", "", "  Nobody is here."];
        assert_eq!(drawn(practitioners(0), 40, lines), expected);
    }

    #[test]
    fn where_there_is_no_room_for_both_the_lines_below_have_half_of_it() {
        let page = ListPage {
            below: texts(&["one", "two", "three", "four", "five", "six"]),
            ..practitioners(3)
        };
        let lines = drawn(page, 40, 8);
        assert!(lines[4].starts_with("  3  Bernhard Tauber"), "{lines:?}");
        assert_eq!(lines[6], "  one");
    }
}
