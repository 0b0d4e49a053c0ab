//! Lists on standard output: aligned under headings on a terminal, separated by tabs for a program.

use std::io::{self, IsTerminal};

use chrono::{DateTime, FixedOffset, NaiveDate};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use booking::sanitize::sanitize;
use booking::{Language, status_text};
use i18n::say;
use interactive::Terminal;

/// The gap between two columns.
const GAP: &str = "  ";
/// The columns whose cells are shortened if a line is too long for the terminal.
const CUT: [&str; 7] = [
    "patient", "with", "what", "name", "detail", "wished", "result",
];
/// The status words of rows that no clinic has confirmed.
const UNCONFIRMED: [&str; 3] = ["sending", "unknown", "free"];
/// The minimum width of such a column.
const LEAST: usize = 12;
/// The columns that are dropped if shortening is not enough, in this order.
const DROPPED: [&str; 5] = ["backend", "noted_by", "noted_at", "what", "born"];

/// Formats a list. For a terminal with this many columns: aligned, in words, with names shortened to fit; otherwise
/// separated by tabs.
pub(super) fn format_rows(
    keys: &[&str],
    rows: &[Vec<String>],
    terminal: Option<usize>,
    language: Language,
) -> String {
    match terminal {
        Some(width) => align(keys, rows, width, language),
        None => rows.iter().map(|row| join_with_tabs(row)).collect(),
    }
}

/// Returns the terminal's number of columns, if standard output is one.
pub(super) fn width_of_terminal() -> Option<usize> {
    io::stdout()
        .is_terminal()
        .then(|| Terminal::size().cols.into())
}

/// Formats one row, separated by tabs.
fn join_with_tabs(row: &[String]) -> String {
    let cells: Vec<_> = row.iter().map(|cell| sanitize(cell)).collect();
    cells.join("\t").trim_end().to_owned() + "\n"
}

/// A heading, and its cell in each row.
struct TableColumn {
    key: String,
    head: String,
    cells: Vec<String>,
}

/// Formats the headings and the rows. Every column is as wide as its widest cell; empty columns are omitted.
fn align(keys: &[&str], rows: &[Vec<String>], width: usize, language: Language) -> String {
    let columns: Vec<TableColumn> = keys
        .iter()
        .enumerate()
        .filter_map(|(index, key)| TableColumn::of(key, rows, index, language))
        .collect();
    let day = single_day(&columns);
    let columns = columns
        .into_iter()
        .map(|column| column.with_times(day.is_some()));
    let columns = fit(columns.collect(), width);
    let line = |cell: fn(&TableColumn, usize) -> &str, row: usize| {
        let padded = columns.iter().map(|column| {
            let text = cell(column, row);
            format!(
                "{text}{}",
                " ".repeat(column.width().saturating_sub(text.width()))
            )
        });
        padded.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    };
    let day = day
        .map(|(date, offset)| format!("{GAP}({date}, {offset})"))
        .unwrap_or_default();
    let heads = (!rows.is_empty()).then(|| line(|column, _| &column.head, 0) + &day);
    let rows = (0..rows.len()).map(|row| line(|column, row| &column.cells[row], row));
    heads
        .into_iter()
        .chain(rows)
        .map(|line| line + "\n")
        .collect()
}

/// Shortens the columns to make a line fit this width, as much as they allow.
fn fit(mut columns: Vec<TableColumn>, width: usize) -> Vec<TableColumn> {
    let length = |columns: &[TableColumn], least: fn(&TableColumn) -> usize| {
        columns.iter().map(least).sum::<usize>() + GAP.len() * columns.len().saturating_sub(1)
    };
    for key in DROPPED {
        if length(&columns, TableColumn::least) > width {
            columns.retain(|column| column.key != key);
        }
    }
    while length(&columns, TableColumn::width) > width {
        let can_be_cut = columns
            .iter_mut()
            .filter(|column| column.least() < column.width());
        let Some(widest) = can_be_cut.max_by_key(|column| column.width()) else {
            break;
        };
        widest.cut(widest.width() - 1);
    }
    columns
}

/// Returns the date and the UTC offset of all times in a table, if they are equal.
fn single_day(columns: &[TableColumn]) -> Option<(NaiveDate, FixedOffset)> {
    let times = columns
        .iter()
        .filter_map(TableColumn::times)
        .flatten()
        .flatten();
    let mut days: Vec<_> = times
        .map(|time| (time.date_naive(), *time.offset()))
        .collect();
    days.dedup();
    if let [day] = days[..] {
        Some(day)
    } else {
        None
    }
}

impl TableColumn {
    /// Returns the column at this position; `None` if all its cells are empty.
    fn of(
        key: &str,
        rows: &[Vec<String>],
        index: usize,
        language: Language,
    ) -> Option<TableColumn> {
        let cell = |row: &Vec<String>| {
            row.get(index).map_or_else(String::new, |cell| {
                cell_text(key, &sanitize(cell), language)
            })
        };
        let cells: Vec<String> = rows.iter().map(cell).collect();
        let is_empty = cells.iter().all(String::is_empty);
        (!is_empty).then(|| TableColumn {
            key: key.to_owned(),
            head: say!(language, "shell-head", key),
            cells,
        })
    }

    fn width(&self) -> usize {
        self.cells
            .iter()
            .chain([&self.head])
            .map(|cell| cell.width())
            .max()
            .unwrap_or_default()
    }

    /// Returns the minimum width of the shortened column.
    fn least(&self) -> usize {
        if CUT.contains(&self.key.as_str()) {
            self.width().min(LEAST)
        } else {
            self.width()
        }
    }

    fn cut(&mut self, width: usize) {
        for cell in self.cells.iter_mut().filter(|cell| cell.width() > width) {
            let room = width.saturating_sub('…'.width().unwrap_or_default());
            let mut used = 0;
            let fits = |letter: &char| {
                used += letter.width().unwrap_or_default();
                used <= room
            };
            let start: String = cell
                .trim_end_matches('…')
                .chars()
                .take_while(fits)
                .collect();
            *cell = start.trim_end().to_owned() + "…";
        }
    }

    /// Returns the cells as times, if all non-empty ones are.
    fn times(&self) -> Option<Vec<Option<DateTime<FixedOffset>>>> {
        let read = |text: &String| match text.as_str() {
            "" => Some(None),
            text => DateTime::parse_from_rfc3339(text).ok().map(Some),
        };
        self.cells.iter().map(read).collect()
    }

    /// Formats times for reading: on a single day, only the hours. Otherwise the heading contains the offset, or each
    /// time does if they differ.
    fn with_times(self, is_one_day: bool) -> TableColumn {
        let Some(times) = self.times() else {
            return self;
        };
        let mut offsets: Vec<FixedOffset> =
            times.iter().flatten().map(|time| *time.offset()).collect();
        offsets.dedup();
        let (head, format) = match offsets[..] {
            _ if is_one_day => (self.head, "%H:%M"),
            [offset] => (format!("{} ({offset})", self.head), "%Y-%m-%d %H:%M"),
            _ => (self.head, "%Y-%m-%d %H:%M %:z"),
        };
        let cell = |time: Option<DateTime<_>>| {
            time.map_or_else(String::new, |time| time.format(format).to_string())
        };
        TableColumn {
            head,
            cells: times.into_iter().map(cell).collect(),
            ..self
        }
    }
}

/// Returns a cell for people. Programs get the word of the clinic or of the records.
fn cell_text(key: &str, cell: &str, language: Language) -> String {
    match key {
        "status" if UNCONFIRMED.contains(&cell) => say!(language, "shell-status", word = cell),
        "status" => status_text(cell, language).to_owned(),
        "result" if !cell.is_empty() => say!(language, "shell-result", word = cell),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect()
    }

    #[test]
    fn columns_are_aligned_under_their_heads_and_tabs_stay_for_programs() {
        let heads = ["backend", "code", "name", "detail"];
        let rows = rows(&[
            &["clinik", "", "Jürgen Strauß", "a\tb"],
            &["aniva", "", "陳 Ng", ""],
        ]);
        let said = format_rows(&heads, &rows, Some(80), Language::En);
        let expected = [
            "clinic  name           detail",
            "clinik  Jürgen Strauß  a␉b",
            "aniva   陳 Ng",
            "",
        ];
        assert_eq!(said, expected.join("\n"));
        assert_eq!(
            format_rows(&heads, &rows, None, Language::En),
            "clinik\t\tJürgen Strauß\ta␉b\naniva\t\t陳 Ng\n"
        );
        assert_eq!(
            format_rows(&heads, &[], Some(80), Language::En),
            "",
            "a head over nothing says nothing"
        );
    }

    #[test]
    fn names_are_cut_where_a_line_is_too_long_and_times_states_and_ids_are_not() {
        let heads = ["start", "patient", "born", "status", "backend", "id"];
        let id = "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d";
        let start = "2027-02-10T09:00:00+01:00";
        let row: &[&str] = &[
            start,
            "陳 Theodora Ng-Papadopoulou",
            "1985-03-22",
            "booked",
            "aniva",
            id,
        ];
        let said = |width| {
            format_rows(&heads, &rows(&[row]), Some(width), Language::En)
                .lines()
                .nth(1)
                .unwrap_or_default()
                .to_owned()
        };
        let patient = "陳 Theodora Ng-Papadopoulou";
        assert_eq!(
            said(120),
            format!("09:00  {patient}  1985-03-22  booked  aniva   {id}")
        );
        assert_eq!(
            said(90),
            format!("09:00  陳 Theodora Ng-P…  1985-03-22  booked  aniva   {id}")
        );
        assert_eq!(
            said(80),
            format!("09:00  陳 Theodora Ng…  1985-03-22  booked  {id}")
        );
        assert_eq!(said(70), format!("09:00  陳 Theodora Ng-P…  booked  {id}"));
        assert_eq!(said(20), format!("09:00  陳 Theodora…  booked  {id}"));
    }

    #[test]
    fn heads_and_words_are_of_the_desks_language_and_a_pipe_keeps_the_clinics_own() {
        let heads = ["patient", "status", "result", "backend"];
        let rows = rows(&[
            &["A", "noshow", "not-reached", "clinik"],
            &["B", "sending", "", "aniva"],
        ]);
        let de = format_rows(&heads, &rows, Some(80), Language::De);
        let words: Vec<&str> = de.split_whitespace().collect();
        let expected = "Patient Status Ergebnis Praxis A nicht erschienen nicht erreicht clinik B wird gesendet aniva";
        assert_eq!(words.join(" "), expected);
        let fi = format_rows(&heads, &rows, Some(80), Language::Fi);
        assert!(fi.starts_with("potilas  tila"), "{fi}");
        assert!(
            format_rows(&heads, &rows, None, Language::De)
                .starts_with("A\tnoshow\tnot-reached\tclinik\n")
        );
    }

    #[test]
    fn times_of_one_day_are_hours_and_the_day_and_zone_are_said_once() {
        let at = |day: u32, hour: u32, zone: &str| format!("2027-02-{day}T{hour:02}:00:00{zone}");
        let one = rows(&[
            &[&at(10, 9, "+01:00"), &at(10, 10, "+01:00")],
            &[&at(10, 11, "+01:00"), ""],
        ]);
        let said = format_rows(&["start", "end"], &one, Some(80), Language::En);
        assert_eq!(
            said,
            "start  end  (2027-02-10, +01:00)\n09:00  10:00\n11:00\n"
        );
        let days = rows(&[&[&at(10, 9, "+01:00")], &[&at(11, 10, "+01:00")]]);
        let said = format_rows(&["start"], &days, Some(80), Language::En);
        assert_eq!(said, "start (+01:00)\n2027-02-10 09:00\n2027-02-11 10:00\n");
        let zones = rows(&[&[&at(10, 9, "+01:00")], &[&at(10, 10, "+00:00")]]);
        let said = "start\n2027-02-10 09:00 +01:00\n2027-02-10 10:00 +00:00\n";
        assert_eq!(
            format_rows(&["start"], &zones, Some(80), Language::En),
            said
        );
    }
}
