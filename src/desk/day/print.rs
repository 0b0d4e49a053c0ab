//! The board on paper: what is listed, as it is narrowed.

use crate::booking::{DayLine, DaySheet, SheetRow, status_said, time};
use crate::desk::{DayBoard, DayRow, Desk, Document, Effect};
use crate::i18n::say;

use super::status::standing;
use super::title::{amounts, this_minute, whose};

impl DayBoard {
    /// What is listed, to be printed.
    pub fn sheet(&self, desk: &Desk, has_names: bool) -> DaySheet {
        let language = desk.setup.language;
        let day = time::day(self.date, language);
        let whose = whose(desk, self);
        let parts = [day.as_str(), &whose, self.typed()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let title = parts.collect::<Vec<_>>().join(" · ");
        let printed = time::echo(this_minute(desk), desk.setup.zone, language);
        let remark = format!("{} · {}", amounts(desk, self).0, say!(language, "sheet-as-of", time = printed));
        let rows = self.listed().map(|row| self.sheet_row(row, desk)).collect();
        DaySheet { language, title, remark, rows, has_names }
    }

    fn sheet_row(&self, row: &DayRow, desk: &Desk) -> SheetRow {
        let language = desk.setup.language;
        let status = match &row.line {
            DayLine::Free { .. } => say!(language, "day-free"),
            DayLine::Booked { booked, .. } => status_said(&booked.status, language),
            DayLine::Unsettled { change, .. } => standing(change, language),
        };
        let zone = (row.zone != desk.setup.zone)
            .then(|| format!(" {}", row.line.start().with_timezone(&row.zone).format("%Z")));
        SheetRow {
            times: format!("{}{}", row.times(self.date, language), zone.unwrap_or_default()),
            who: row.who.clone(),
            born: row.born.clone(),
            with: row.with.clone(),
            what: row.what().unwrap_or_default().to_owned(),
            status: status.to_owned(),
            is_on: row.line.is_live() || matches!(row.line, DayLine::Free { .. }),
        }
    }

    /// Has the page written, named after the day; people are named on it as they are on the board.
    pub(super) fn print(&self, desk: &mut Desk) -> Vec<Effect> {
        let path = DaySheet::file_name(self.date).into();
        let text = self.sheet(desk, true).html().into();
        desk.save(Document { path, text, replaces: false })
    }
}
