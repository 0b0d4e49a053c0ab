//! The list of which a change is a row.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::RowMark;

/// The words before a place, in the mark of a row.
const OF_LIST: &str = "list:";

/// A list of changes that are sent one after the other, and taken back together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(MomentNumber);

/// The place of a change in its list. No two changes have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ListPlace {
    /// The list.
    pub list: ListId,
    row: MomentNumber,
}

/// A moment of the wall clock in milliseconds, and a number that tells things of one moment apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct MomentNumber {
    at: i64,
    number: u64,
}

impl ListId {
    /// Creates the id of a list that is sent at this moment. No other list of the moment has the number.
    pub fn new(at: DateTime<Utc>, number: u64) -> ListId {
        ListId(MomentNumber::new(at, number))
    }

    /// Returns the place of a change that is put into the list at this moment. No other change of the moment has the number.
    pub fn place(self, at: DateTime<Utc>, number: u64) -> ListPlace {
        ListPlace {
            list: self,
            row: MomentNumber::new(at, number),
        }
    }
}

impl ListPlace {
    /// Returns the mark of the change on record.
    pub fn mark(&self) -> RowMark {
        let ListPlace { list, row } = self;
        RowMark::recorded(format!("{OF_LIST}{}:{row}", list.0))
    }

    /// Returns the place with this mark; `None` for the mark of a row of a file.
    pub fn of_mark(mark: &str) -> Option<ListPlace> {
        let (list, row) = mark.strip_prefix(OF_LIST)?.split_once(':')?;
        Some(ListPlace {
            list: ListId(list.parse().ok()?),
            row: row.parse().ok()?,
        })
    }
}

impl MomentNumber {
    fn new(at: DateTime<Utc>, number: u64) -> MomentNumber {
        MomentNumber {
            at: at.timestamp_millis(),
            number,
        }
    }
}

impl Display for MomentNumber {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.at, self.number)
    }
}

/// The text is not of that form.
struct NoMomentNumber;

impl FromStr for MomentNumber {
    type Err = NoMomentNumber;

    fn from_str(text: &str) -> Result<MomentNumber, NoMomentNumber> {
        let (at, number) = text.split_once('.').ok_or(NoMomentNumber)?;
        Ok(MomentNumber {
            at: at.parse().map_err(|_| NoMomentNumber)?,
            number: number.parse().map_err(|_| NoMomentNumber)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_by_its_mark() {
        let at = "2026-11-30T18:00:00.123Z".parse().unwrap();
        let place = ListId::new(at, 7).place(at, 12);
        let mark = place.mark();
        assert_eq!(mark.as_str(), "list:1796061600123.7:1796061600123.12");
        assert_eq!(ListPlace::of_mark(mark.as_str()), Some(place));
        assert_eq!(ListPlace::of_mark("c0ffee"), None);
        assert_eq!(ListPlace::of_mark("list:1796061600123.7"), None);
    }
}
