//! The verdicts as CSV.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

use booking::{FileRefusal, csv_row};
use store::open_unlinked;

use super::Verdict;

const HEADER: [&str; 8] = [
    "line",
    "backend",
    "outcome",
    "appointment",
    "problem",
    "status",
    "code",
    "request_id",
];

/// Why a report can't be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The file contains something else.
    #[error("it is no report of a batch")]
    Foreign,
    /// The file can't be opened.
    #[error(transparent)]
    Open(#[from] FileRefusal),
    /// The file can't be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// A CSV report with a row for each row of the file.
#[derive(Debug)]
pub struct Report<W: io::Write>(W);

impl Report<File> {
    /// Creates a report at `path`, replacing an earlier report.
    ///
    /// # Errors
    /// Fails if the file can't be created, or contains anything but a report.
    pub fn create(path: &Path) -> Result<Report<File>, ReportError> {
        let mut file = open_unlinked(path)?;
        let header = csv_row(HEADER).into_bytes();
        let mut start = Vec::new();
        (&file).take(header.len() as u64).read_to_end(&mut start)?;
        // A killed run leaves an empty file.
        if !start.is_empty() && start != header {
            return Err(ReportError::Foreign);
        }
        file.set_len(0)?;
        file.rewind()?;
        Ok(Report::to(file))
    }
}

impl<W: io::Write> Report<W> {
    /// Returns a report that is written to `out`.
    pub fn to(out: W) -> Report<W> {
        Report(out)
    }

    /// Writes the verdicts in the given order.
    ///
    /// # Errors
    /// Fails if the output can't be written.
    pub fn write(mut self, verdicts: &[Verdict]) -> Result<(), ReportError> {
        let rows: String = verdicts
            .iter()
            .map(|verdict| csv_row(cells(verdict)) + "\n")
            .collect();
        self.0
            .write_all(format!("{}\n{rows}", csv_row(HEADER)).as_bytes())?;
        Ok(self.0.flush()?)
    }
}

fn cells(verdict: &Verdict) -> [String; 8] {
    let server = verdict
        .problems
        .iter()
        .find_map(|problem| problem.server.clone())
        .unwrap_or_default();
    [
        verdict.line.to_string(),
        verdict
            .clinic
            .map_or(String::new(), |clinic| clinic.word().to_owned()),
        verdict.word().to_owned(),
        verdict.appointment().unwrap_or_default().to_owned(),
        verdict.details(),
        server
            .status
            .map_or(String::new(), |status| status.to_string()),
        server.code.unwrap_or_default(),
        server.request_id.unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::clinics::{CLINIK, clinik};
    use booking::{ChangeKind, Outcome, Problem, Spot};

    #[test]
    fn a_report_is_csv_that_no_spreadsheet_reckons_with() {
        let hostile = Problem::warning(Spot::Whole, "=HYPERLINK(\"x\"), they say", "");
        let mend = Problem::error(
            Spot::Field(clinik::START),
            "Start is missing.",
            "Fill it in.",
        );
        let verdicts = [
            Verdict::new(
                2,
                Some(CLINIK),
                Outcome::Made(ChangeKind::Book, "+1".to_owned()),
            )
            .because(vec![hostile]),
            Verdict::new(3, None, Outcome::Invalid).because(vec![mend]),
        ];
        let mut out = Vec::new();
        Report::to(&mut out).write(&verdicts).unwrap();
        let mut read = csv::Reader::from_reader(out.as_slice());
        let rows: Vec<Vec<String>> = read
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect();
        assert_eq!(
            rows[0][..5],
            [
                "2",
                "clinik",
                "booked",
                "'+1",
                "'=HYPERLINK(\"x\"), they say"
            ]
        );
        assert_eq!(
            rows[1][..5],
            [
                "3",
                "",
                "to mend",
                "",
                "start: Start is missing. Fill it in."
            ]
        );
    }
}
