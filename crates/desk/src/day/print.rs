//! The board on paper: the listed rows.

use crate::{Cx, DayBoard, DayRow, Desk, Document};
use booking::{Sheet, SheetRow, fold, time};
use i18n::say;

use super::status::status_word;
use super::title::{amounts, as_of, whose};

/// Returns a name as a part of a file's name: its letters and digits in lower case, without accents, joined by hyphens.
fn in_file_name(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

impl DayBoard {
    /// Returns the listed rows as a sheet to print.
    pub fn sheet(&self, desk: &Desk, has_names: bool) -> Sheet {
        let language = desk.setup.language;
        let day = time::day(self.date, language);
        let whose = whose(desk, self);
        let parts = [day.as_str(), &whose, self.typed()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let title = parts.collect::<Vec<_>>().join(" · ");
        let remark = format!("{} · {}", amounts(desk, self).0, as_of(desk));
        let mut heads = vec![say!(language, "sheet-time")];
        if has_names {
            heads.extend([
                say!(language, "sheet-patient"),
                say!(language, "sheet-born"),
            ]);
        }
        heads.extend([
            say!(language, "sheet-with"),
            say!(language, "sheet-what"),
            say!(language, "sheet-status"),
        ]);
        let rows = self
            .listed()
            .map(|row| self.sheet_row(row, desk, has_names))
            .collect();
        Sheet {
            language,
            title,
            remark,
            heads,
            rows,
        }
    }

    fn sheet_row(&self, row: &DayRow, desk: &Desk, has_names: bool) -> SheetRow {
        let language = desk.setup.language;
        let status = status_word(&row.line, language);
        let zone = (row.zone != desk.office.setup.zone).then(|| {
            format!(
                " {}",
                time::zone_word_at(row.line.start, row.zone, language)
            )
        });
        let mut cells = vec![format!(
            "{}{}",
            row.times(self.date, language),
            zone.unwrap_or_default()
        )];
        if has_names {
            cells.extend([row.who.clone(), row.born.clone()]);
        }
        cells
            .extend([row.with.as_str(), row.what().unwrap_or_default(), status].map(str::to_owned));
        let is_on = row.line.is_live() || row.line.is_free();
        SheetRow { cells, is_on }
    }

    /// Saves the printable page, named after the day and, if it is the day of one calendar, its practitioner or
    /// location. Patients are named as on the board.
    pub(super) fn print(&self, cx: &mut Cx<'_>) {
        let whose = match &self.filtered_calendars()[..] {
            [only] => format!("-{}", in_file_name(&only.name)),
            _ => String::new(),
        };
        let path = format!("day-{}{whose}.html", self.date).into();
        let text = self.sheet(cx, true).html().into();
        let document = Document {
            path,
            text,
            replaces: false,
        };
        cx.then(move |desk| desk.save_file(document));
    }
}
