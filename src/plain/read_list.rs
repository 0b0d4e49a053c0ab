//! A list that is read out a few rows at a time. Ids are read only on request.

use booking::{List, ListedRow};
use i18n::say;
use words::{NamedList, OfficeList};

use super::conversation::{Conversation, numbered};
use super::lines::End;
use clerk::read_list;

/// The number of rows read out at once.
const AT_ONCE: usize = 5;

/// A row of a list.
#[derive(Clone, Debug)]
pub(super) struct ListRow {
    /// The row as it is read out, line by line.
    pub(super) lines: Vec<String>,
    /// The id of its appointment, if it has one.
    pub(super) id: Option<String>,
}

impl ListRow {
    /// Creates a row of one line, with the id of its appointment.
    pub(super) fn new(line: String, id: Option<&str>) -> ListRow {
        ListRow {
            lines: vec![line],
            id: id.filter(|id| !id.is_empty()).map(str::to_owned),
        }
    }
}

/// The list read out last, and how far it was read.
#[derive(Debug, Default)]
pub(super) struct ReadList {
    rows: Vec<ListRow>,
    /// The index of the first row of the last part.
    from: usize,
    /// The index of the first row that has not been read.
    to: usize,
}

/// Returns the rows of a list, each with its further lines.
pub(super) fn rows_of(list: &List, numbering: Numbering) -> Vec<ListRow> {
    let mut rows: Vec<ListRow> = Vec::new();
    for row in &list.rows {
        let text = list.read_out(row);
        match rows.last_mut() {
            Some(last) if row.continues => {
                let more = say!(list.language, "plain-calls-and", visit = text);
                last.lines.push(more);
            }
            _ if numbering == Numbering::Places => {
                let line = format!("{} {text}", rows.len() + 1);
                rows.push(ListRow::new(line, id_of(row)));
            }
            _ => rows.push(ListRow::new(text, id_of(row))),
        }
    }
    rows
}

/// Returns the id of the appointment that a row opens.
fn id_of(row: &ListedRow) -> Option<&str> {
    row.opens.as_ref().map(|(_, id)| id.as_str())
}

/// Returns rows that can be chosen by number.
pub(super) fn numbered_rows(rows: impl Iterator<Item = String>) -> Vec<ListRow> {
    let rows = numbered(rows).into_iter();
    rows.map(|row| ListRow::new(row, None)).collect()
}

/// How the rows of a list are read out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// No row can be chosen.
    None,
    /// Each row is preceded by its number.
    Places,
}

impl Conversation {
    /// Reads a requested list.
    pub(super) fn read_listing(&mut self, listing: &mut dyn OfficeList) -> Result<List, End> {
        read_list(self, listing)?;
        Ok(listing.list(self.words(), true))
    }

    /// Reads out a list with a name of its own.
    pub(super) fn read_named_list(&mut self, named: &NamedList) -> Result<(), End> {
        let mut listing = self.work(|office| (named.ask)(office, None));
        let list = self.read_listing(&mut *listing)?;
        self.read_out(&list, Numbering::None)?;
        if list.rows.is_empty() && !list.nothing.is_empty() {
            self.print(&list.nothing)?;
        }
        Ok(())
    }

    /// Says what a list is about, and reads out its first rows.
    pub(super) fn read_out(&mut self, list: &List, numbering: Numbering) -> Result<(), End> {
        self.print(&list.title)?;
        self.print_about(list)?;
        let rows = rows_of(list, numbering);
        self.read_list(rows)
    }

    /// Says the remarks about a list as a whole.
    pub(super) fn print_about(&mut self, list: &List) -> Result<(), End> {
        let remarks = list.about.iter().filter(|remark| remark.is_read_out());
        self.print_all(remarks.map(|remark| remark.text.clone()))
    }

    /// Reads out the first rows of a list.
    pub(super) fn read_list(&mut self, rows: Vec<ListRow>) -> Result<(), End> {
        self.list = ReadList {
            rows,
            from: 0,
            to: 0,
        };
        if self.list.rows.is_empty() {
            return Ok(());
        }
        self.read_on()
    }

    /// Reads out the next rows of the last list.
    pub(super) fn read_on(&mut self) -> Result<(), End> {
        let count = self.list.rows.len();
        if self.list.to >= count {
            return self.print(say!(self.language(), "plain-no-more"));
        }
        self.list.from = self.list.to;
        self.list.to = count.min(self.list.from + AT_ONCE);
        let rows = &self.list.rows[self.list.from..self.list.to];
        let lines: Vec<String> = rows.iter().flat_map(|row| row.lines.clone()).collect();
        self.print_all(lines)?;
        match count - self.list.to {
            0 => Ok(()),
            left => self.print(&say!(self.language(), "plain-left", count = left)),
        }
    }

    /// Reads out the ids of the rows read last.
    pub(super) fn read_ids(&mut self) -> Result<(), End> {
        let rows = &self.list.rows[self.list.from..self.list.to];
        let with_id = rows
            .iter()
            .filter_map(|row| Some((row.lines.first()?, row.id.as_ref()?)));
        let lines: Vec<String> = with_id.map(|(line, id)| format!("{line}, {id}")).collect();
        if lines.is_empty() {
            return self.print(say!(self.language(), "plain-no-ids"));
        }
        self.print_all(lines)
    }
}
