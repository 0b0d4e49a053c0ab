//! The lists of people and places: how much of them has been read.

use booking::{ClinicId, Directory, grouped};
use i18n::say;
use office::{Remote, SearchEnd};

use crate::Wording;

impl Wording<'_> {
    /// Returns the remark that `more` matching entries are not shown; `None` if that is 0.
    pub fn more_remark(&self, more: usize) -> Option<String> {
        let language = self.language;
        (more > 0).then(|| say!(language, "list-more", more = grouped(more, language)))
    }

    /// Returns the remark that a clinic's server may know others who match; `None` if all are known.
    pub fn search_remark(&self, clinic: ClinicId, end: &SearchEnd) -> Option<String> {
        let clinic = clinic.name();
        match end {
            SearchEnd::Whole => None,
            SearchEnd::CutOff => Some(say!(self.language, "list-cut-off", clinic)),
            SearchEnd::Failed(_) => Some(say!(self.language, "line-namesakes", clinic)),
        }
    }

    /// Returns the remark about how much of a list has been read, while it is loading or if loading has stopped. `more`
    /// is the number of matching entries that are not shown.
    pub fn list_remark(&self, directory: Directory, more: usize) -> Option<String> {
        let language = self.language;
        let number = |count: usize| grouped(count, language);
        let lists = &self.office.lists;
        let read = lists
            .being_read(directory)
            .filter(|read| *read > 0)
            .map(number);
        let progress = read.map(|read| match more {
            0 => say!(language, "list-reading", read = read),
            _ => say!(
                language,
                "list-more-while-reading",
                more = number(more),
                read = read
            ),
        });
        progress.or_else(|| match lists.list(directory) {
            Remote::Failed(_, Some(known)) if !known.is_complete() => {
                Some(say!(language, "list-broke-off", read = number(known.len())))
            }
            Remote::Stopped(Some(known)) => {
                Some(say!(language, "list-stopped", read = number(known.len())))
            }
            Remote::Failed(_, Some(_)) if more == 0 => {
                Some(say!(language, "list-stale").to_owned())
            }
            _ => None,
        })
    }
}
