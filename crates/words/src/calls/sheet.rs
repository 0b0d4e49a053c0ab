//! A list of calls on paper.

use booking::{CallHistory, CallResult, Sheet, SheetRow};
use i18n::say;

use super::{CallRow, CallVisit, Calls};
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
        Sheet {
            language,
            title: words.call_list_title(self),
            remark: format!(
                "{} · {}",
                words.call_list_remark(self).text,
                words.printed_as_of()
            ),
            heads,
            rows: self
                .rows()
                .iter()
                .flat_map(|row| self.rows_on_paper(row, words, has_names))
                .collect(),
        }
    }

    /// Returns a line for each visit of a row. Patient and number stand on the first.
    fn rows_on_paper(&self, row: &CallRow, words: Wording<'_>, has_names: bool) -> Vec<SheetRow> {
        let visits = row.visits.iter().zip(words.call_results(row)).enumerate();
        let line = |(place, (visit, result)): (usize, (&CallVisit, String))| {
            let once = |text: String| if place == 0 { text } else { String::new() };
            let mut cells = vec![words.call_times(self, row, visit)];
            if has_names {
                cells.extend([once(row.who.clone()), once(row.born.clone())]);
            }
            let with = if has_names {
                row.with_or_words(visit)
            } else {
                visit.with_or_away().to_owned()
            };
            cells.extend([once(words.call_number(row)), with, result]);
            let last = words.office.calls.about(&visit.subject);
            SheetRow {
                cells,
                is_on: last.and_then(CallHistory::last) != Some(CallResult::Reached),
            }
        };
        visits.map(line).collect()
    }
}
