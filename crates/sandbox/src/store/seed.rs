//! Opens the records, and writes the initial ones.

use std::io;
use std::path::Path;
use std::sync::Mutex;

use super::people::PeopleBlock;
use super::{EVER, Entity, KeptRecords, RecordKind, RecordsFile, SandboxRecords, SandboxStore};
use crate::roster;

impl SandboxStore {
    /// Opens the records, and writes the roster and `people` in total if they are missing. New records are numbered
    /// from `first` on, unless the file has a first number of its own; `days` makes further records from the number in
    /// use.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be read or written, or contains something else.
    pub(crate) fn open(
        data: Option<&Path>,
        people: Option<usize>,
        first: u64,
        days: impl FnOnce(u64) -> Vec<(RecordKind, Vec<Entity>)>,
    ) -> io::Result<Self> {
        let prepare = |records: &mut SandboxRecords| {
            records.seed(people.unwrap_or_default());
            let first = *records.first.get_or_insert(first);
            for (kind, invented) in days(first) {
                records.renew_days(kind, invented);
            }
            records.settle();
        };
        let (file, records) = match data {
            Some(path) => {
                let (file, records) = RecordsFile::open(path, prepare)?;
                (Some(file), records)
            }
            None => {
                let mut records = SandboxRecords::default();
                prepare(&mut records);
                (None, records)
            }
        };
        Ok(Self {
            first: records.first.unwrap_or(first),
            kept: Mutex::new(KeptRecords {
                first_since_start: records.last_write + 1,
                records,
                file,
            }),
        })
    }
}

impl SandboxRecords {
    /// Writes the roster, once, and then invented people up to `people` at each clinic.
    fn seed(&mut self, people: usize) {
        if self.last_write == 0 {
            for (kind, records) in roster::records() {
                self.insert_new(kind, records);
            }
        }
        if people <= self.wanted_people {
            return;
        }
        for kind in [RecordKind::Patient, RecordKind::Profile] {
            let invented = |people: usize| people.saturating_sub(roster::people(kind));
            let numbers = invented(self.wanted_people)..invented(people);
            let count = i64::try_from(numbers.len()).unwrap_or_default();
            self.people.push(PeopleBlock {
                kind,
                born: self.last_write + 1,
                numbers,
            });
            self.last_write += count;
        }
        self.wanted_people = people;
    }

    /// Makes everything written before known to every search when a server starts.
    fn settle(&mut self) {
        let people = &self.people;
        // Removing the row of a changed invented person would restore the unchanged one.
        self.rows
            .retain(|row| row.ended.is_none() || people.iter().any(|block| block.has(row.born)));
        for row in &mut self.rows {
            row.written_ms = EVER;
            if let Some(end) = &mut row.ended {
                end.ms = EVER;
            }
        }
        self.index();
    }

    /// Adds records that every search knows.
    pub(super) fn insert_new(&mut self, kind: RecordKind, records: Vec<Entity>) {
        for record in records {
            self.insert(kind, EVER, self.last_write + 1, record);
        }
    }
}
