//! The CSV file: a header, then one draft in each row.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder, StringRecord, Trim};
use store::{open_to_read, refusal};
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::people::RowPatient;
use super::row_source::{LONGEST_ROW, RowPlace, RowSource, UnreadBytes, read_line};
use booking::{
    ChangeKind, Clinics, Draft, FieldId, FieldRole, FileRefusal, MOST_MISTAKES, with_guess,
};

/// The rows of a file.
#[derive(Debug)]
pub struct CsvSheet {
    pub(super) rows: Vec<Row>,
}

#[derive(Debug)]
pub(super) struct Row {
    /// The line of the file in which the row begins, from 1.
    pub(super) line: u64,
    /// The draft made from the row, or why there is none.
    pub(super) draft: Result<Draft, String>,
    pub(super) kind: ChangeKind,
    /// The id of the appointment to alter.
    pub(super) appointment: Option<String>,
    /// The patient's name and birth date, if the row has either.
    pub(super) patient: Option<RowPatient>,
    /// The row's cells in an order independent of the order of the columns.
    pub(super) content: Vec<u8>,
}

/// Why a file can't be read. Nothing is sent then.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The file is missing, may not be read, or is not text.
    #[error("it can't be read: {0}")]
    Unreadable(FileRefusal),
    /// Every error found, each with its line.
    #[error("{}", .0.join("\n"))]
    Wrong(Vec<String>),
    /// The file has no rows after the header.
    #[error("it holds no rows")]
    Empty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CsvColumn {
    Own(OwnColumn),
    Field(FieldId),
}

/// The columns that are not fields of a form.
#[derive(Clone, Copy, Debug, EnumString, IntoStaticStr, VariantNames, PartialEq, Eq)]
#[strum(serialize_all = "camelCase")]
enum OwnColumn {
    /// The clinic.
    Backend,
    /// The kind of change.
    Action,
    /// The appointment's id.
    Id,
    /// The patient's name, if the id is unknown.
    PatientName,
    BirthDate,
}

impl CsvSheet {
    /// Opens and reads the file at `path`.
    ///
    /// # Errors
    /// Returns why the file can't be read, with the lines at fault.
    pub fn open(clinics: Clinics, path: &Path) -> Result<CsvSheet, SheetError> {
        CsvSheet::read(clinics, open_to_read(path).map_err(SheetError::Unreadable)?)
    }

    /// Reads CSV in UTF-8. The separator is named by a line `sep=;` before the header; otherwise it is the header's, a
    /// comma or a semicolon. The file may have any length, and a row [`LONGEST_ROW`] bytes.
    ///
    /// # Errors
    /// Returns why the file can't be read, with the lines at fault.
    pub fn read(clinics: Clinics, file: impl Read) -> Result<CsvSheet, SheetError> {
        let mut file = BufReader::new(file);
        let mut header = read_line(&mut file).map_err(unreadable)?;
        let mut header_line = 1;
        let mut delimiter = named_separator(&header);
        if delimiter.is_some() {
            header = read_line(&mut file).map_err(unreadable)?;
            header_line = 2;
        }
        let delimiter = *delimiter.get_or_insert_with(|| usual_separator(&header));
        let unread = UnreadBytes::default();
        let source = RowSource {
            file: Cursor::new(header).chain(file),
            unread: Rc::clone(&unread),
        };
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .trim(Trim::All)
            .flexible(true)
            .has_headers(false)
            .from_reader(source);
        let mut bytes = ByteRecord::new();
        let mut place = RowPlace::at_line(header_line);
        let mut line = header_line;
        let mut has_row = reader
            .read_byte_record(&mut bytes)
            .map_err(|error| not_csv(&error, line))?;
        let header = text_of(&bytes, line)?;
        let width = header.len();
        let (columns, mut mistakes) = read_columns(clinics, &header, line);
        let mut rows = Vec::new();
        while has_row {
            place.pass(&unread, reader.position().byte());
            has_row = reader
                .read_byte_record(&mut bytes)
                .map_err(|error| not_csv(&error, place.begin(&unread)))?;
            line = place.begin(&unread);
            if !has_row {
                break;
            }
            let record = text_of(&bytes, line)?;
            if record.len() != width {
                let has = if record.len() == 1 {
                    "1 cell".to_owned()
                } else {
                    format!("{} cells", record.len())
                };
                mistakes.push(format!(
                    "line {line}: it has {has}, and the header has {width}"
                ));
                if mistakes.len() >= MOST_MISTAKES {
                    mistakes.push("there may be more mistakes than these".to_owned());
                    break;
                }
            } else if mistakes.is_empty() && record.iter().any(|cell| !cell.is_empty()) {
                rows.push(read_row(clinics, &columns, &record, line));
            }
        }
        if !mistakes.is_empty() {
            return Err(SheetError::Wrong(mistakes));
        }
        if rows.is_empty() {
            return Err(SheetError::Empty);
        }
        Ok(CsvSheet { rows })
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Returns the separator in a line such as `sep=;`, which spreadsheets write before the header.
fn named_separator(line: &[u8]) -> Option<u8> {
    let line = str::from_utf8(line).ok()?.trim_end_matches(['\r', '\n']);
    let line = line.trim_matches('"');
    let (key, separator) = line.split_at_checked("sep=".len())?;
    match separator.as_bytes() {
        [separator] if key.eq_ignore_ascii_case("sep=") => Some(*separator),
        _ => None,
    }
}

/// Returns the separator of a header: a semicolon if it contains one and no comma.
fn usual_separator(header: &[u8]) -> u8 {
    if header.contains(&b';') && !header.contains(&b',') {
        b';'
    } else {
        b','
    }
}

/// Returns the text of the row that begins in this line.
///
/// # Errors
/// Fails if it is not UTF-8: then no other row with an umlaut is either.
fn text_of(bytes: &ByteRecord, line: u64) -> Result<StringRecord, SheetError> {
    StringRecord::from_byte_record(bytes.clone()).map_err(|_| {
        let what = format!("line {line}: it is not UTF-8: save the file as CSV UTF-8");
        SheetError::Wrong(vec![what])
    })
}

/// Returns the columns named in the header in this line, and the mistakes.
fn read_columns(
    clinics: Clinics,
    header: &StringRecord,
    line: u64,
) -> (Vec<CsvColumn>, Vec<String>) {
    let mut columns = Vec::new();
    let mut mistakes = Vec::new();
    for name in header {
        let field = || {
            clinics
                .fields()
                .find(|field| field.key == name)
                .map(CsvColumn::Field)
        };
        match name.parse().map(CsvColumn::Own).ok().or_else(field) {
            None => mistakes.push(format!("line {line}: {}", unknown_column(clinics, name))),
            Some(column) if columns.contains(&column) => {
                mistakes.push(format!("line {line}: the column `{name}` is there twice"));
            }
            Some(column) => columns.push(column),
        }
    }
    if !columns.contains(&CsvColumn::Own(OwnColumn::Backend)) {
        mistakes.push(format!("line {line}: there is no column `backend`"));
    }
    (columns, mistakes)
}

fn unknown_column(clinics: Clinics, name: &str) -> String {
    let known = clinics
        .fields()
        .map(FieldId::key)
        .chain(OwnColumn::VARIANTS.iter().copied());
    with_guess(format!("no field is called `{name}`"), name, known)
}

fn read_row(clinics: Clinics, columns: &[CsvColumn], record: &StringRecord, line: u64) -> Row {
    let cells: Vec<(CsvColumn, &str)> = columns
        .iter()
        .copied()
        .zip(record)
        .filter(|(_, cell)| !cell.is_empty())
        .collect();
    let by_name: BTreeMap<&str, &str> = cells
        .iter()
        .map(|(column, cell)| (column.name(), *cell))
        .collect();
    let action = own_cell(&cells, OwnColumn::Action)
        .unwrap_or(ChangeKind::Book.word())
        .to_lowercase();
    let kind = ChangeKind::IN_FILES
        .into_iter()
        .find(|kind| kind.word() == action);
    let unknown = || {
        let words = ChangeKind::IN_FILES
            .map(|kind| format!("`{kind}`"))
            .join(", ");
        format!("`{action}` is no action; there are {words}")
    };
    Row {
        line,
        kind: kind.unwrap_or(ChangeKind::Book),
        appointment: own_cell(&cells, OwnColumn::Id).map(str::to_owned),
        draft: kind
            .ok_or_else(unknown)
            .and_then(|kind| fill_draft(clinics, kind, &cells)),
        patient: read_patient(&cells),
        content: by_name
            .iter()
            .flat_map(|(name, cell)| [name, "\0", cell, "\0"])
            .collect::<String>()
            .into(),
    }
}

fn fill_draft(
    clinics: Clinics,
    kind: ChangeKind,
    cells: &[(CsvColumn, &str)],
) -> Result<Draft, String> {
    let Some(clinic) = own_cell(cells, OwnColumn::Backend) else {
        let words: Vec<String> = clinics.words().map(|word| format!("`{word}`")).collect();
        return Err(format!(
            "the column `backend` is empty; write {}",
            words.join(" or ")
        ));
    };
    let clinic = clinics.meant_by(clinic)?;
    let mut draft = Draft::new(clinic);
    if kind != ChangeKind::Book {
        // Only a new appointment has a default status.
        draft.set_role(FieldRole::Status, "");
    }
    let mut foreign = Vec::new();
    for (column, cell) in cells {
        let CsvColumn::Field(id) = column else {
            continue;
        };
        match clinic.field_by_key(id.key()) {
            Some(field) => draft.set(field, (*cell).to_owned()),
            None => foreign.push(format!("`{}`", id.key())),
        }
    }
    match &foreign[..] {
        [] => Ok(draft),
        [field] => Err(format!(
            "{field} is no field of {}; leave it empty",
            clinic.name()
        )),
        several => Err(format!(
            "{} are no fields of {}; leave them empty",
            several.join(", "),
            clinic.name()
        )),
    }
}

fn read_patient(cells: &[(CsvColumn, &str)]) -> Option<RowPatient> {
    let text = |column| own_cell(cells, column).unwrap_or_default().to_owned();
    let name = text(OwnColumn::PatientName);
    let born = text(OwnColumn::BirthDate);
    let is_named = !name.is_empty() || !born.is_empty();
    is_named.then(|| RowPatient {
        name: name.into(),
        born: born.into(),
    })
}

/// Returns a row's cell in a column that is not a field.
fn own_cell<'a>(cells: &[(CsvColumn, &'a str)], wanted: OwnColumn) -> Option<&'a str> {
    cells
        .iter()
        .find(|(column, _)| *column == CsvColumn::Own(wanted))
        .map(|(_, cell)| *cell)
}

impl CsvColumn {
    fn name(self) -> &'static str {
        match self {
            CsvColumn::Own(own) => own.into(),
            CsvColumn::Field(id) => id.key(),
        }
    }
}

fn unreadable(refusal: FileRefusal) -> SheetError {
    match refusal {
        FileRefusal::TooLarge(_) => {
            let what = format!("a row has more than {LONGEST_ROW} bytes: this is no file of rows");
            SheetError::Wrong(vec![what])
        }
        refusal => SheetError::Unreadable(refusal),
    }
}

fn not_csv(error: &csv::Error, line: u64) -> SheetError {
    if let csv::ErrorKind::Io(error) = error.kind() {
        return unreadable(refusal(error));
    }
    SheetError::Wrong(vec![format!("line {line}: it can't be read as CSV")])
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::clinics::clinik;

    fn read(text: &str) -> Result<CsvSheet, String> {
        CsvSheet::read(booking::clinics::SHIPPED, text.as_bytes())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn rows_are_known_by_the_line_they_begin_in() {
        let sheet = read("backend,patientId,comment\nclinik,pt_1,\"two\nlines\"\n\nclinik,pt_2,\n")
            .unwrap();
        assert_eq!(
            sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(),
            [2, 5]
        );
        let draft = sheet.rows[0].draft.as_ref().unwrap();
        assert_eq!(draft.text(clinik::COMMENT), "two\nlines");
        assert_eq!(
            draft.text(clinik::STATUS),
            "booked",
            "an empty cell leaves what the form presets"
        );
    }

    #[test]
    fn what_stands_in_a_row_is_the_same_however_the_columns_are_ordered() {
        let one = read("backend,patientId,comment\nclinik,pt_1,x\n").unwrap();
        let other =
            read("\u{feff}comment;backend;reasonCode;patientId\r\n x ;clinik;;pt_1\r\n").unwrap();
        assert_eq!(one.rows[0].content, other.rows[0].content);
        let third = read("backend,patientId,comment\nclinik,pt_1,y\n").unwrap();
        assert_ne!(one.rows[0].content, third.rows[0].content);
    }

    #[test]
    fn a_row_that_is_no_utf8_is_named_by_its_own_line_with_what_to_do() {
        let text = "backend;patientId;comment\r\n\r\nclinik;pt_1;\"two\r\nlines\"\r\n\r\nclinik;pt_2;M\u{fc}ller\r\n";
        let windows: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
        let read = |bytes: &[u8]| {
            CsvSheet::read(booking::clinics::SHIPPED, bytes)
                .unwrap_err()
                .to_string()
        };
        let advice = "it is not UTF-8: save the file as CSV UTF-8";
        assert_eq!(read(&windows), format!("line 6: {advice}"));
        let after_its_separator = [b"sep=;\r\n", &windows[..]].concat();
        assert_eq!(read(&after_its_separator), format!("line 7: {advice}"));
        assert_eq!(read(b"backend,M\xfcller\n"), format!("line 1: {advice}"));
    }

    #[test]
    fn a_line_that_names_the_separator_is_skipped_and_obeyed() {
        let plain = read("backend,patientId,comment\nclinik,pt_1,x\n").unwrap();
        for (named, separator) in [
            ("sep=;", ";"),
            ("\u{feff}SEP=,", ","),
            ("\"sep=\t\"", "\t"),
            ("sep=|", "|"),
        ] {
            let rows = "backend,patientId,comment\r\nclinik,pt_1,x\r\n".replace(',', separator);
            let sheet = read(&format!("{named}\r\n{rows}")).unwrap();
            assert_eq!(sheet.rows[0].line, 3, "{named}");
            assert_eq!(sheet.rows[0].content, plain.rows[0].content, "{named}");
        }
        assert_eq!(
            read("sep=;\nbackend;start\nclinik\n").unwrap_err(),
            "line 3: it has 1 cell, and the header has 2"
        );
        assert_eq!(
            read("sep=;\nbackend;begin\n").unwrap_err(),
            "line 2: no field is called `begin`"
        );
    }

    #[test]
    fn a_file_that_is_none_of_ours_is_refused_whole() {
        let refusals = [
            ("", "line 1: there is no column `backend`"),
            ("patientId\npt_1\n", "line 1: there is no column `backend`"),
            (
                "backend,start,begin,who\nclinik\nclinik,,,\nclinik,,,,,\n",
                "line 1: no field is called `begin`\nline 1: no field is called `who`\n\
                 line 2: it has 1 cell, and the header has 4\nline 4: it has 6 cells, and the header has 4",
            ),
            (
                "backend,patientld\n",
                "line 1: no field is called `patientld`; did you mean `patientId`?",
            ),
            (
                "backend,start,start\n",
                "line 1: the column `start` is there twice",
            ),
            ("backend,start\n", "it holds no rows"),
            (
                "backend,start\nclinik\n",
                "line 2: it has 1 cell, and the header has 2",
            ),
        ];
        for (text, why) in refusals {
            assert_eq!(read(text).unwrap_err(), why, "{text:?}");
        }
    }

    #[test]
    fn a_row_that_fills_in_no_form_says_why() {
        let text = "backend,patientId,profile_id\n,pt_1,\nmars,pt_1,\naniva,pt_1,\n";
        let why: Vec<String> = read(text)
            .unwrap()
            .rows
            .into_iter()
            .map(|row| row.draft.unwrap_err())
            .collect();
        assert!(
            why[0].contains("is empty") && why[1].contains("`mars` is no clinic"),
            "{why:?}"
        );
        assert_eq!(why[2], "`patientId` is no field of Aniva; leave it empty");
    }
}
