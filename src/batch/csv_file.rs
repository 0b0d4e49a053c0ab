//! The CSV file: a header, then one draft per row.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::people::RowPatient;
use booking::{ChangeKind, Clinics, Draft, FieldId, FieldRole, with_guess};

/// The rows of a file.
#[derive(Debug)]
pub struct Sheet {
    pub(super) rows: Vec<Row>,
}

#[derive(Debug)]
pub(super) struct Row {
    /// Line of the file in which the row begins, from 1.
    pub(super) line: u64,
    /// The draft that the row fills in, or why there is none.
    pub(super) draft: Result<Draft, String>,
    pub(super) kind: ChangeKind,
    /// Id of the appointment to alter.
    pub(super) appointment: Option<String>,
    /// The patient's name and birth date, if the row has either.
    pub(super) whom: Option<RowPatient>,
    /// The row's cells in an order that does not depend on the order of the columns.
    pub(super) content: Vec<u8>,
}

/// Why a file can't be read. Nothing is sent then.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The file is missing or may not be read.
    #[error("it can't be read: {0}")]
    Unreadable(#[from] io::Error),
    /// Every error found, each with its line.
    #[error("{}", .0.join("\n"))]
    Wrong(Vec<String>),
    /// The file has no rows after the header.
    #[error("it holds no rows")]
    Empty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
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
    /// The patient's name, if the id is not known.
    PatientName,
    BirthDate,
}

impl Sheet {
    /// Opens and reads the file at `path`.
    ///
    /// # Errors
    /// Returns why the file can't be read, with the lines at fault.
    pub fn open(clinics: Clinics, path: &Path) -> Result<Sheet, SheetError> {
        Sheet::read(clinics, File::open(path)?)
    }

    /// Reads CSV in UTF-8, separated by commas, or by semicolons if the header is.
    ///
    /// # Errors
    /// Returns why the file can't be read, with the lines at fault.
    pub fn read(clinics: Clinics, mut file: impl Read) -> Result<Sheet, SheetError> {
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let text = text.trim_start_matches('\u{feff}');
        let header = text.lines().next().unwrap_or_default();
        let parted = if header.contains(';') && !header.contains(',') { b';' } else { b',' };
        let mut reader = ReaderBuilder::new()
            .delimiter(parted)
            .trim(Trim::All)
            .flexible(true)
            .from_reader(text.as_bytes());
        let (columns, mut wrong) = columns(clinics, reader.headers().map_err(no_table)?);
        let cells = reader.headers().map_err(no_table)?.len();
        let mut rows = Vec::new();
        let (mut line, mut counted) = (1, 0);
        for record in reader.records() {
            let record = record.map_err(no_table)?;
            let begins = beginning(text, &record);
            line += newlines(text.get(counted..begins).unwrap_or_default());
            counted = begins;
            if record.len() != cells {
                let has =
                    if record.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", record.len()) };
                wrong.push(format!("line {line}: it has {has}, and the header has {cells}"));
            } else if wrong.is_empty() && record.iter().any(|cell| !cell.is_empty()) {
                rows.push(row(clinics, &columns, &record, line));
            }
        }
        match (wrong.is_empty(), rows.is_empty()) {
            (false, _) => Err(SheetError::Wrong(wrong)),
            (true, true) => Err(SheetError::Empty),
            (true, false) => Ok(Sheet { rows }),
        }
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

/// Returns the columns named in the header, and its errors.
fn columns(clinics: Clinics, header: &StringRecord) -> (Vec<Column>, Vec<String>) {
    let (mut columns, mut wrong) = (Vec::new(), Vec::new());
    for name in header {
        let field = || clinics.fields().find(|field| field.key == name).map(Column::Field);
        match name.parse().map(Column::Own).ok().or_else(field) {
            None => wrong.push(format!("line 1: {}", unknown(clinics, name))),
            Some(column) if columns.contains(&column) => {
                wrong.push(format!("line 1: the column `{name}` is there twice"));
            }
            Some(column) => columns.push(column),
        }
    }
    if !columns.contains(&Column::Own(OwnColumn::Backend)) {
        wrong.push("line 1: there is no column `backend`".to_owned());
    }
    (columns, wrong)
}

fn unknown(clinics: Clinics, name: &str) -> String {
    let known = clinics.fields().map(FieldId::key).chain(OwnColumn::VARIANTS.iter().copied());
    with_guess(format!("no field is called `{name}`"), name, known)
}

/// Returns the byte offset at which a record begins. The CSV reader's position is the end of the previous
/// record, which blank lines may follow.
fn beginning(text: &str, record: &StringRecord) -> usize {
    let from = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
    let rest = text.get(from..).unwrap_or_default();
    from + rest.len() - rest.trim_start_matches(['\r', '\n']).len()
}

fn newlines(text: &str) -> u64 {
    text.bytes().map(|byte| u64::from(byte == b'\n')).sum()
}

fn row(clinics: Clinics, columns: &[Column], record: &StringRecord, line: u64) -> Row {
    let cells: Vec<(Column, &str)> =
        columns.iter().copied().zip(record).filter(|(_, cell)| !cell.is_empty()).collect();
    let by_name: BTreeMap<&str, &str> = cells.iter().map(|(column, cell)| (column.name(), *cell)).collect();
    let text = |wanted| own(&cells, wanted);
    let action = text(OwnColumn::Action).unwrap_or(ChangeKind::Book.word()).to_lowercase();
    let kind = ChangeKind::IN_FILES.into_iter().find(|kind| kind.word() == action);
    let unknown = || {
        let words =
            ChangeKind::IN_FILES.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", ");
        format!("`{action}` is no action; there are {words}")
    };
    Row {
        line,
        kind: kind.unwrap_or(ChangeKind::Book),
        appointment: text(OwnColumn::Id).map(str::to_owned),
        draft: kind.ok_or_else(unknown).and_then(|kind| draft(clinics, kind, &cells)),
        whom: whom(&cells),
        content: by_name.iter().flat_map(|(name, cell)| [name, "\0", cell, "\0"]).collect::<String>().into(),
    }
}

fn draft(clinics: Clinics, kind: ChangeKind, cells: &[(Column, &str)]) -> Result<Draft, String> {
    let Some(clinic) = own(cells, OwnColumn::Backend) else {
        let words: Vec<String> = clinics.words().map(|word| format!("`{word}`")).collect();
        return Err(format!("the column `backend` is empty; write {}", words.join(" or ")));
    };
    let clinic = clinics.by_word(&clinic.to_lowercase())?;
    let mut draft = Draft::new(clinic);
    if kind != ChangeKind::Book {
        // Only a new appointment has a default status.
        draft.set_role(FieldRole::Status, "");
    }
    let mut foreign = Vec::new();
    for (column, cell) in cells {
        let Column::Field(id) = column else { continue };
        match clinic.field_by_key(id.key()) {
            Some(own) => draft.set(own, (*cell).to_owned()),
            None => foreign.push(format!("`{}`", id.key())),
        }
    }
    match &foreign[..] {
        [] => Ok(draft),
        [one] => Err(format!("{one} is no field of {}; leave it empty", clinic.name())),
        several => {
            Err(format!("{} are no fields of {}; leave them empty", several.join(", "), clinic.name()))
        }
    }
}

fn whom(cells: &[(Column, &str)]) -> Option<RowPatient> {
    let text = |wanted| own(cells, wanted).map(str::to_owned);
    let (name, born) = (text(OwnColumn::PatientName), text(OwnColumn::BirthDate));
    let is_named = name.is_some() || born.is_some();
    is_named
        .then(|| RowPatient { name: name.unwrap_or_default().into(), born: born.unwrap_or_default().into() })
}

/// Returns a row's cell in a column that is not a field.
fn own<'a>(cells: &[(Column, &'a str)], wanted: OwnColumn) -> Option<&'a str> {
    cells.iter().find(|(column, _)| *column == Column::Own(wanted)).map(|(_, cell)| *cell)
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Column::Own(own) => own.into(),
            Column::Field(id) => id.key(),
        }
    }
}

fn no_table(error: csv::Error) -> SheetError {
    let line = error.position().map_or(1, csv::Position::line);
    SheetError::Wrong(vec![format!("line {line}: it can't be read as CSV")])
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::clinics::clinik;

    fn read(text: &str) -> Result<Sheet, String> {
        Sheet::read(booking::clinics::SHIPPED, text.as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn rows_are_known_by_the_line_they_begin_in() {
        let sheet = read("backend,patientId,comment\nclinik,pt_1,\"two\nlines\"\n\nclinik,pt_2,\n").unwrap();
        assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
        let draft = sheet.rows[0].draft.as_ref().unwrap();
        assert_eq!(draft.text(clinik::COMMENT), "two\nlines");
        assert_eq!(draft.text(clinik::STATUS), "booked", "an empty cell leaves what the form presets");
    }

    #[test]
    fn what_stands_in_a_row_is_the_same_however_the_columns_are_ordered() {
        let one = read("backend,patientId,comment\nclinik,pt_1,x\n").unwrap();
        let other = read("\u{feff}comment;backend;reasonCode;patientId\r\n x ;clinik;;pt_1\r\n").unwrap();
        assert_eq!(one.rows[0].content, other.rows[0].content);
        let third = read("backend,patientId,comment\nclinik,pt_1,y\n").unwrap();
        assert_ne!(one.rows[0].content, third.rows[0].content);
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
            ("backend,patientld\n", "line 1: no field is called `patientld`; did you mean `patientId`?"),
            ("backend,start,start\n", "line 1: the column `start` is there twice"),
            ("backend,start\n", "it holds no rows"),
            ("backend,start\nclinik\n", "line 2: it has 1 cell, and the header has 2"),
        ];
        for (text, why) in refusals {
            assert_eq!(read(text).unwrap_err(), why, "{text:?}");
        }
    }

    #[test]
    fn a_row_that_fills_in_no_form_says_why() {
        let text = "backend,patientId,profile_id\n,pt_1,\nmars,pt_1,\naniva,pt_1,\n";
        let why: Vec<String> =
            read(text).unwrap().rows.into_iter().map(|row| row.draft.unwrap_err()).collect();
        assert!(why[0].contains("is empty") && why[1].contains("`mars` is no clinic"), "{why:?}");
        assert_eq!(why[2], "`patientId` is no field of Aniva; leave it empty");
    }
}
