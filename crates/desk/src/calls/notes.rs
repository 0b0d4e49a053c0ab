//! The list of calls on paper.

use super::{CallList, CallRow};
use crate::calls::view::{call_list_remark, call_list_title, call_number, call_result, call_times};
use crate::{Cx, Desk, Document, day};
use booking::{CallHistory, CallResult, Sheet, SheetRow};
use i18n::say;

impl CallList {
    /// Returns the list as a sheet to print, with or without the patients' names.
    pub fn sheet(&self, desk: &Desk, has_names: bool) -> Sheet {
        let language = desk.setup.language;
        let mut heads = vec![say!(language, "sheet-time")];
        if has_names {
            heads.extend([
                say!(language, "sheet-patient"),
                say!(language, "sheet-born"),
            ]);
        }
        heads.extend([
            say!(language, "sheet-phone"),
            say!(language, "sheet-with"),
            say!(language, "sheet-call"),
        ]);
        let row = |row: &CallRow| {
            let mut cells = vec![call_times(desk, self, row)];
            if has_names {
                cells.extend([row.who.clone(), row.born.clone()]);
            }
            cells.extend([
                call_number(desk, row),
                row.with.clone(),
                call_result(desk, row),
            ]);
            let last = desk
                .office
                .calls
                .about(&row.subject)
                .and_then(CallHistory::last);
            SheetRow {
                cells,
                is_on: last != Some(CallResult::Reached),
            }
        };
        Sheet {
            language,
            title: call_list_title(desk, self),
            remark: format!("{} · {}", call_list_remark(desk, self).0, day::as_of(desk)),
            heads,
            rows: self.rows().iter().map(row).collect(),
        }
    }

    /// Saves the printable page, named after the day. Patients are named as on screen.
    pub(super) fn print(&self, cx: &mut Cx<'_>) {
        let path = format!(
            "calls-{}.html",
            self.date().unwrap_or_else(|| day::today_here(cx))
        )
        .into();
        let text = self.sheet(cx, true).html().into();
        let document = Document {
            path,
            text,
            replaces: false,
        };
        cx.then(move |desk| desk.save_file(document));
    }
}
