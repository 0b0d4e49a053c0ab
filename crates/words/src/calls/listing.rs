//! A list of calls for every face: how it is read, its columns, and its rows, with a line for each visit.

use chrono::{DateTime, Utc};

use booking::{CallHistory, CallResult, List, ListCell, ListColumn, ListedRow, NoteText, Tone};
use i18n::say;
use office::Office;

use super::{CallRow, CallVisit, Calls, Phone};
use crate::{OfficeList, Wording};

/// The maximum columns of times, names and results on a screen.
const MOST_TIME: u16 = 48;
const MOST_WHO: u16 = 30;
const MOST_WITH: u16 = 26;
const MOST_RESULT: u16 = 40;

static COLUMNS: [ListColumn; 17] = [
    ListColumn::on_screen().at_most(1),
    ListColumn::text("sheet-time")
        .headed("time")
        .at_most(MOST_TIME),
    ListColumn::value("start"),
    ListColumn::of("patient", "sheet-patient")
        .names_person()
        .headed("patient")
        .shares(3)
        .at_most(MOST_WHO),
    ListColumn::of("born", "sheet-born").names_person(),
    ListColumn::of("phone", "sheet-phone").headed("phone"),
    ListColumn::of("with", "sheet-with").off_screen(),
    ListColumn::on_screen()
        .headed("with")
        .shares(2)
        .at_most(MOST_WITH),
    ListColumn::of("result", "sheet-call")
        .headed("result")
        .at_most(MOST_RESULT),
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
        let rows = self
            .rows()
            .iter()
            .flat_map(|row| self.list_rows(row, words, has_names));
        List {
            rows: rows.collect(),
            has_names,
            ..self.list_without_rows(words)
        }
    }
}

impl Calls {
    /// Returns the list without its rows, for a screen, which builds only the rows in view.
    pub fn list_without_rows(&self, words: Wording<'_>) -> List {
        let mut unread = words.why_days_unread(self.clinics(words.office));
        let rows = self.rows().iter();
        let numbers = rows.filter(|row| matches!(row.phone, Phone::Unread | Phone::Failed));
        let count = numbers.count();
        if count > 0 {
            unread.push(say!(words.language, "shell-numbers-unread", count));
        }
        let nothing = if self.age(words.office).is_some() {
            say!(words.language, "calls-nobody")
        } else {
            ""
        };
        List {
            about: vec![words.call_list_remark(self)],
            as_of: words.printed_as_of(),
            unread,
            headings: self.headings(words),
            nothing: nothing.to_owned(),
            ..List::of(
                words.language,
                words.call_list_title(self),
                &COLUMNS,
                Vec::new(),
            )
        }
    }

    /// Returns a heading over each call-back with its subject, and one over the appointments after them.
    fn headings(&self, words: Wording<'_>) -> Vec<(usize, String)> {
        let rows = self.rows();
        let called_back = rows.iter().filter_map(|row| row.call_back.as_ref());
        let texts = called_back.map(|call| words.call_back_words(call));
        let mut headings: Vec<(usize, String)> = texts.enumerate().collect();
        let count = headings.len();
        if count > 0 && count < rows.len() {
            headings.push((count, say!(words.language, "call-back-others").to_owned()));
        }
        headings
    }

    /// Returns a line for each visit of a row. For people, only the first line names patient and number.
    pub fn list_rows(&self, row: &CallRow, words: Wording<'_>, has_names: bool) -> Vec<ListedRow> {
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
            let is_reached = last == Some(CallResult::Reached);
            let tone = if row.is_callable() && !is_reached {
                Tone::Plain
            } else {
                Tone::Dim
            };
            let number_tone = if row.number().is_some() && !is_reached {
                Tone::Strong
            } else {
                Tone::Dim
            };
            let with_tone = if visit.away.is_some() && tone == Tone::Plain {
                Tone::Warning
            } else {
                tone
            };
            let number = ListCell::value(row.number()).shown_as(words.call_number(row));
            let result = ListCell::value(last.map(CallResult::word)).shown_as(result);
            let cells: [ListCell; COLUMNS.len()] = [
                ListCell::text(sign_of(last)).toned(Tone::Strong),
                ListCell::text(words.call_times(self, row, visit)).toned(tone),
                start,
                once(ListCell::of(&row.who)).toned(tone),
                once(ListCell::of(&row.born)).toned(Tone::Dim),
                once(number).toned(number_tone),
                ListCell::value(visit.with.as_str()).shown_as(with),
                ListCell::text(visit.with_or_away()).toned(with_tone),
                result.toned(tone),
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
                is_on: !is_reached,
                continues,
                ..ListedRow::new(cells)
            }
        });
        rows.collect()
    }

    /// Returns the start of a visit, the number of calls attempted, and when and by whom the last one was noted.
    fn records_of(&self, row: &CallRow, visit: &CallVisit, words: Wording<'_>) -> [ListCell; 4] {
        let at = |at: DateTime<Utc>| at.with_timezone(&visit.zone).to_rfc3339();
        let start = match visit.subject.start {
            Some(start) if row.call_back.is_none() => Some(at(start)),
            _ => None,
        };
        let calls = words.office.calls().about(&visit.subject);
        [
            ListCell::value(start),
            ListCell::value(calls.map_or(0, |calls| calls.results.len())),
            ListCell::value(calls.map(|calls| at(calls.at))),
            ListCell::value(calls.and_then(|calls| calls.by.operator.clone())),
        ]
    }
}

/// Returns the sign for the last result of calls.
fn sign_of(last: Option<CallResult>) -> &'static str {
    match last {
        Some(CallResult::Reached) => "✓",
        Some(CallResult::LeftWord | CallResult::NotReached) => "?",
        None => "",
    }
}
