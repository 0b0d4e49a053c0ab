//! A list of calls on paper, to be ticked off by hand.

use crate::booking::{CallHistory, CallResult, Sheet, SheetRow};
use crate::desk::{Desk, Document, Effect};
use crate::i18n::say;

use super::state::{CallList, CallRow};

impl CallList {
    /// Returns the list as a sheet to print. Without names it has times and numbers only.
    pub fn sheet(&self, desk: &Desk, has_names: bool) -> Sheet {
        let language = desk.setup.language;
        let names = [say!(language, "sheet-patient"), say!(language, "sheet-born")];
        let names = names.into_iter().filter(|_| has_names);
        let rest =
            [say!(language, "sheet-phone"), say!(language, "sheet-with"), say!(language, "sheet-call")];
        let row = |row: &CallRow| {
            let mut cells = vec![desk.call_times(self, row)];
            if has_names {
                cells.extend([row.who.clone(), row.born.clone()]);
            }
            cells.extend([desk.call_number(row), row.with.clone(), desk.call_result(row)]);
            let last = desk.calls_about(&row.subject).and_then(CallHistory::last);
            SheetRow { cells, is_on: last != Some(CallResult::Reached) }
        };
        Sheet {
            language,
            title: desk.call_list_title(self),
            remark: format!("{} · {}", desk.call_list_remark(self).0, desk.as_of()),
            heads: [say!(language, "sheet-time")].into_iter().chain(names).chain(rest).collect(),
            rows: self.rows().iter().map(row).collect(),
        }
    }

    /// Saves the printable page, named after the day. Patients are named as on screen.
    pub(super) fn print(&self, desk: &mut Desk) -> Vec<Effect> {
        let path = format!("calls-{}.html", self.date().unwrap_or_else(|| desk.today_here())).into();
        let text = self.sheet(desk, true).html().into();
        desk.save(Document { path, text, replaces: false })
    }
}
