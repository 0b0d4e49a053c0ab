//! Lists, each said once for every face: how it is read, its columns, its rows, and which of them name a person. A command
//! prints it, paper shows it, and plain mode reads it out.

use booking::{Booked, List, why_unread};
use i18n::say;
use office::{CalendarQuery, FaceAnswer, Moment, Office, Ticket};

use crate::Wording;

/// A list while it is read.
pub trait OfficeList: CopiedList {
    /// Makes the rows anew from what the office knows.
    fn arrange(&mut self, words: Wording<'_>);

    /// Requests what the rows still lack, after each answer.
    fn ask_further(&mut self, office: &mut Office);

    /// Returns the tickets of the answers that come to the list itself.
    fn awaited(&self) -> Vec<Ticket> {
        Vec::new()
    }

    /// Takes the answer under one of these tickets.
    fn answer(&mut self, _ticket: Ticket, _answer: FaceAnswer, _now: Moment) {}

    /// Returns the appointments to come that its rows open, which may be marked and changed.
    fn visits<'a>(&self, _office: &'a Office) -> Vec<&'a Booked> {
        Vec::new()
    }

    /// Returns the list as far as it has been read, with the patients' names or without.
    fn list(&self, words: Wording<'_>, has_names: bool) -> List;
}

/// A copy of a list, of which no more is known than that it is one.
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
