//! A list of calls on paper.

use booking::{CallHistory, CallResult, Sheet, SheetRow};
use i18n::say;

use super::{CallRow, Calls};
use crate::Wording;

impl Calls {
    /// Returns the list as a sheet to print, with or without the patients' names.
    pub fn sheet(&self, words: Wording<'_>, has_names: bool) -> Sheet {
        let language = words.language;
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
            let mut cells = vec![words.call_times(self, row)];
            if has_names {
                cells.extend([row.who.clone(), row.born.clone()]);
            }
            cells.extend([
                words.call_number(row),
                if has_names {
                    row.with_or_words()
                } else {
                    row.with.clone()
                },
                words.call_result(row),
            ]);
            let last = words
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
            title: words.call_list_title(self),
            remark: format!(
                "{} · {}",
                words.call_list_remark(self).text,
                words.printed_as_of()
            ),
            heads,
            rows: self.rows().iter().map(row).collect(),
        }
    }
}
