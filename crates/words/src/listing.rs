//! Lists, each declared once for every face: how it is read, its columns, its rows, and which of them name a person. A
//! command prints it, a page shows it, and plain mode reads it out.

use booking::{Booked, List, why_unread};
use i18n::say;
use office::{CalendarQuery, FaceAnswer, Moment, Office, Ticket};

use crate::Wording;

/// A list that is being read.
pub trait OfficeList: CopiedList {
    /// Rebuilds the rows from what the office knows.
    fn arrange(&mut self, words: Wording<'_>);

    /// Requests what the rows still lack. Called after each answer.
    fn ask_further(&mut self, office: &mut Office);

    /// Returns the tickets of the answers that the list itself takes.
    fn awaited(&self) -> Vec<Ticket> {
        Vec::new()
    }

    /// Takes the answer to one of these tickets.
    fn answer(&mut self, _ticket: Ticket, _answer: FaceAnswer, _now: Moment) {}

    /// Returns the upcoming appointments in its rows, which can be marked and changed.
    fn visits<'a>(&self, _office: &'a Office) -> Vec<&'a Booked> {
        Vec::new()
    }

    /// Returns what was read of the list, with or without the patients' names.
    fn list(&self, words: Wording<'_>, has_names: bool) -> List;
}

/// A list that can be copied without its type being known.
pub trait CopiedList {
    /// Returns a copy.
    fn copied(&self) -> Box<dyn OfficeList>;
}

impl<L: OfficeList + Clone + 'static> CopiedList for L {
    fn copied(&self) -> Box<dyn OfficeList> {
        Box::new(self.clone())
    }
}

impl Clone for Box<dyn OfficeList> {
    fn clone(&self) -> Box<dyn OfficeList> {
        (**self).copied()
    }
}

impl Wording<'_> {
    /// Returns why clinics could not be read, or not completely.
    pub(crate) fn why_days_unread<'a>(
        &self,
        reads: impl Iterator<Item = &'a CalendarQuery>,
    ) -> Vec<String> {
        let language = self.language;
        let unread = reads.filter_map(|query| match (query.unread(), query.is_whole()) {
            (Some((clinic, why)), _) => Some(why_unread(why, clinic, language)),
            (None, Some(false)) => Some(say!(
                language,
                "shell-part-of-day",
                clinic = query.clinic()?.name()
            )),
            (None, _) => None,
        });
        unread.collect()
    }
}
