//! What became of each row, and how that is written down.

use std::fs::File;
use std::io;
use std::path::Path;

use crate::booking::{Backend, Problem};

/// What became of a row, in a word. The words stand in reports and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    /// It is booked, by this run or by an earlier one.
    Booked,
    /// It would be sent as it is.
    Clean,
    /// It would be sent, and something stands against it.
    Warning,
    /// There is something to mend; nothing was sent.
    ToMend,
    /// Another row of the file says the same; nothing was sent.
    Repeated,
    /// The clinic said no.
    Refused,
    /// It never left.
    NotSent,
    /// Nobody knows yet.
    Unknown,
    /// It was looked for and is not there.
    NotThere,
    /// A person at the desk has dealt with it.
    ByHand,
}

impl Word {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Word::Booked => "booked",
            Word::Clean => "clean",
            Word::Warning => "warning",
            Word::ToMend => "to mend",
            Word::Repeated => "repeated",
            Word::Refused => "refused",
            Word::NotSent => "not sent",
            Word::Unknown => "unknown",
            Word::NotThere => "not there",
            Word::ByHand => "by hand",
        }
    }

    /// Whether it is as it should be.
    #[must_use]
    pub fn is_well(self) -> bool {
        matches!(self, Word::Booked | Word::Clean)
    }
}

/// What became of one row.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The line of the file the row begins in.
    pub line: u64,
    /// Where it goes, where it says so.
    pub backend: Option<Backend>,
    /// What became of it.
    pub word: Word,
    /// The id of the appointment, once there is one.
    pub appointment: Option<String>,
    /// What there is to say about it.
    pub problems: Vec<Problem>,
}

impl Verdict {
    pub(super) fn new(line: u64, backend: Option<Backend>, word: Word) -> Verdict {
        Verdict { line, backend, word, appointment: None, problems: Vec::new() }
    }

    pub(super) fn about(self, appointment: impl Into<Option<String>>) -> Verdict {
        Verdict { appointment: appointment.into(), ..self }
    }

    pub(super) fn because(self, problems: Vec<Problem>) -> Verdict {
        Verdict { problems, ..self }
    }

    /// What there is to say, in one line.
    #[must_use]
    pub fn details(&self) -> String {
        let said = self.problems.iter().map(|problem| {
            let at = problem.field().map(|field| format!("{}: ", field.key())).unwrap_or_default();
            format!("{at}{} {}", problem.what, problem.advice)
        });
        said.collect::<Vec<_>>().join(" ").trim_end().replace(['\n', '\r'], " ")
    }
}

/// A report: one row of CSV for each row of the file.
#[derive(Debug)]
pub struct Report<W: io::Write>(csv::Writer<W>);

impl Report<File> {
    /// A report in a file of that name, which is made anew.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn create(path: &Path) -> io::Result<Report<File>> {
        Ok(Report::to(File::create(path)?))
    }
}

impl<W: io::Write> Report<W> {
    /// A report that is written there.
    pub fn to(out: W) -> Report<W> {
        Report(csv::Writer::from_writer(out))
    }

    /// Writes it, in the order of the file.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn write(mut self, verdicts: &[Verdict]) -> io::Result<()> {
        let header = ["line", "backend", "outcome", "appointment", "problem", "status", "code", "request_id"];
        self.0.write_record(header)?;
        for verdict in verdicts {
            self.0.write_record(cells(verdict).map(neutral))?;
        }
        self.0.flush()
    }
}

fn cells(verdict: &Verdict) -> [String; 8] {
    let server = verdict.problems.iter().find_map(|problem| problem.server.clone()).unwrap_or_default();
    [
        verdict.line.to_string(),
        verdict.backend.map_or(String::new(), |backend| backend.word().to_owned()),
        verdict.word.word().to_owned(),
        verdict.appointment.clone().unwrap_or_default(),
        verdict.details(),
        server.status.map_or(String::new(), |status| status.to_string()),
        server.code.unwrap_or_default(),
        server.request_id.unwrap_or_default(),
    ]
}

/// A cell that no spreadsheet takes for a formula: with an apostrophe before what would begin one.
fn neutral(cell: String) -> String {
    let begins_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if begins_formula { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::booking::{FieldId, Spot};

    #[test]
    fn a_report_is_csv_that_no_spreadsheet_reckons_with() {
        let hostile = Problem::warning(Spot::Whole, "=HYPERLINK(\"x\"), they say", "");
        let mend = Problem::error(Spot::Field(FieldId::Start), "Start is missing.", "Fill it in.");
        let verdicts = [
            Verdict::new(2, Some(Backend::Clinik), Word::Booked)
                .about("+1".to_owned())
                .because(vec![hostile]),
            Verdict::new(3, None, Word::ToMend).because(vec![mend]),
        ];
        let mut out = Vec::new();
        Report::to(&mut out).write(&verdicts).unwrap();
        let mut read = csv::Reader::from_reader(out.as_slice());
        let rows: Vec<Vec<String>> =
            read.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(rows[0][..5], ["2", "clinik", "booked", "'+1", "'=HYPERLINK(\"x\"), they say"]);
        assert_eq!(rows[1][..5], ["3", "", "to mend", "", "start: Start is missing. Fill it in."]);
    }
}
