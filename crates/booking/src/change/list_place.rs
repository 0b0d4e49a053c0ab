//! The list of which a change is a row.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::RowMark;

/// The words before a place, in the mark of a row.
const OF_LIST: &str = "list:";
/// The sign between a list and the one that it takes back.
const TAKES_BACK: char = '/';

/// A list of changes that are sent one after the other, and taken back together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId {
    own: MomentNumber,
    /// The list that it takes back.
    takes_back: Option<MomentNumber>,
}

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
        ListId {
            own: MomentNumber::new(at, number),
            takes_back: None,
        }
    }

    /// Returns the id of the same list, which takes another one back.
    #[must_use]
    pub fn taking_back(self, other: ListId) -> ListId {
        ListId {
            takes_back: Some(other.own),
            ..self
        }
    }

    /// Returns whether it takes another list back.
    pub fn takes_back(self, other: ListId) -> bool {
        self.takes_back == Some(other.own)
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
        RowMark::recorded(format!("{OF_LIST}{list}:{row}"))
    }

    /// Returns the place with this mark; `None` for the mark of a row of a file.
    pub fn of_mark(mark: &str) -> Option<ListPlace> {
        let (list, row) = mark.strip_prefix(OF_LIST)?.split_once(':')?;
        Some(ListPlace {
            list: list.parse().ok()?,
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

impl Display for ListId {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.takes_back {
            None => write!(formatter, "{}", self.own),
            Some(other) => write!(formatter, "{}{TAKES_BACK}{other}", self.own),
        }
    }
}

impl FromStr for ListId {
    type Err = NoMomentNumber;

    fn from_str(text: &str) -> Result<ListId, NoMomentNumber> {
        let Some((own, other)) = text.split_once(TAKES_BACK) else {
            return Ok(ListId {
                own: text.parse()?,
                takes_back: None,
            });
        };
        Ok(ListId {
            own: own.parse()?,
            takes_back: Some(other.parse()?),
        })
    }
}

impl Display for MomentNumber {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.at, self.number)
    }
}

/// The text is not of that form.
pub struct NoMomentNumber;

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
        let undone = ListId::new(at, 3);
        let undo = ListId::new(at, 9).taking_back(undone).place(at, 10);
        let mark = undo.mark();
        assert_eq!(
            mark.as_str(),
            "list:1796061600123.9/1796061600123.3:1796061600123.10"
        );
        assert_eq!(ListPlace::of_mark(mark.as_str()), Some(undo));
        assert!(undo.list.takes_back(undone) && !place.list.takes_back(undone));
        assert_eq!(ListPlace::of_mark("c0ffee"), None);
        assert_eq!(ListPlace::of_mark("list:1796061600123.7"), None);
    }
}
