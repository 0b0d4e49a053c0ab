//! A list of calls as every face has it: how it is read, its columns and its rows, a line for each visit.

use chrono::{DateTime, Utc};

use booking::{CallHistory, CallResult, List, ListCell, ListColumn, ListedRow, NoteText};
use i18n::say;
use office::Office;

use super::{CallRow, CallVisit, Calls, Phone};
use crate::{OfficeList, Wording};

static COLUMNS: [ListColumn; 15] = [
    ListColumn::text("sheet-time"),
    ListColumn::value("start"),
    ListColumn::of("patient", "sheet-patient").names_person(),
    ListColumn::of("born", "sheet-born").names_person(),
    ListColumn::of("phone", "sheet-phone"),
    ListColumn::of("with", "sheet-with"),
    ListColumn::of("result", "sheet-call"),
    ListColumn::value("attempts"),
    ListColumn::value("noted_at"),
    ListColumn::value("noted_by"),
    ListColumn::value("backend"),
    ListColumn::value("id"),
    ListColumn::value("about").names_person(),
    ListColumn::value("for"),
    ListColumn::value("away"),
];

impl OfficeList for Calls {
    fn arrange(&mut self, words: Wording<'_>) {
        Calls::arrange(self, words);
    }

    fn ask_further(&mut self, office: &mut Office) {
        self.skip_empty_day(office);
        self.ask_numbers(office);
    }

    fn list(&self, words: Wording<'_>, has_names: bool) -> List {
        let mut unread = words.why_days_unread(self.clinics(words.office));
        let rows = self.rows().iter();
        let numbers = rows.filter(|row| matches!(row.phone, Phone::Unread | Phone::Failed));
        let count = numbers.count();
        if count > 0 {
            unread.push(say!(words.language, "shell-numbers-unread", count));
        }
        let rows = self.rows().iter();
        let rows = rows.flat_map(|row| self.list_rows(row, words, has_names));
        List {
            language: words.language,
            title: words.call_list_title(self),
            about: vec![words.call_list_remark(self).text],
            as_of: words.printed_as_of(),
            unread,
            columns: &COLUMNS,
            rows: rows.collect(),
            headings: Vec::new(),
            has_names,
        }
    }
}

impl Calls {
    /// Returns a line for each visit of a row. For people, patient and number stand on the first.
    fn list_rows(&self, row: &CallRow, words: Wording<'_>, has_names: bool) -> Vec<ListedRow> {
        let results = words.call_results(row);
        let visits = row.visits.iter().zip(results).enumerate();
        let rows = visits.map(|(place, (visit, result))| {
            let continues = place > 0;
            let once = |cell: ListCell| if continues { cell.shown_as("") } else { cell };
            let with = if has_names {
                row.with_or_words(visit)
            } else {
                visit.with_or_away().to_owned()
            };
            let [start, attempts, noted_at, noted_by] = self.records_of(row, visit, words);
            let calls = words.office.calls().about(&visit.subject);
            let last = calls.and_then(CallHistory::last);
            let request = row.call_back.as_ref().map(|call| &call.request);
            let assignee = request.and_then(|request| request.assignee.as_ref());
            let cells: [ListCell; COLUMNS.len()] = [
                ListCell::text(words.call_times(self, row, visit)),
                start,
                once(ListCell::of(&row.who)),
                once(ListCell::of(&row.born)),
                once(ListCell::value(row.number()).shown_as(words.call_number(row))),
                ListCell::value(visit.with.as_str()).shown_as(with),
                ListCell::value(last.map(CallResult::word)).shown_as(result),
                attempts,
                noted_at,
                noted_by,
                ListCell::value(visit.subject.clinic.word()),
                ListCell::value(Some(visit.subject.appointment.as_str())),
                ListCell::value(request.map_or("", |request| request.words.typed())),
                ListCell::value(assignee.map(NoteText::says)),
                ListCell::value(visit.away.as_deref()),
            ];
            ListedRow {
                is_on: last != Some(CallResult::Reached),
                continues,
                ..ListedRow::new(cells)
            }
        });
        rows.collect()
    }

    /// Returns the start of a visit, the number of attempts to call, when the last was noted, and by whom.
    fn records_of(&self, row: &CallRow, visit: &CallVisit, words: Wording<'_>) -> [ListCell; 4] {
        let at = |at: DateTime<Utc>| at.with_timezone(&visit.zone).to_rfc3339();
        let start = visit.subject.start.filter(|_| row.call_back.is_none());
        let calls = words.office.calls().about(&visit.subject);
        [
            ListCell::value(start.map(at)),
            ListCell::value(calls.map_or(0, |calls| calls.results.len())),
            ListCell::value(calls.map(|calls| at(calls.at))),
            ListCell::value(calls.and_then(|calls| calls.by.operator.clone())),
        ]
    }
}
