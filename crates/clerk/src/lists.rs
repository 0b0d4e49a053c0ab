//! The lists: everybody's day, the patients to call, the upcoming absences, and those offered by name.

use booking::{ClinicId, List, Problem};
use office::{Office, moved};
use words::{Calls, ComingAbsences, DayList, NamedList, OfficeList};

use super::{AtWork, Clerk};
use crate::read_list;

impl<O: AtWork> Clerk<O> {
    /// Returns the appointments of all practitioners and locations, at one clinic or all: today, or on the first day
    /// that `on` names in the words of the entry line.
    ///
    /// # Errors
    /// Returns why the day can't be shown.
    pub fn board(
        &mut self,
        only: Option<ClinicId>,
        on: Option<&str>,
        has_names: bool,
    ) -> Result<List, Problem> {
        self.board_with(only, on, has_names, |_| {})
    }

    /// Returns the same for printing, with the free times of a few calendars.
    ///
    /// # Errors
    /// As for [`Clerk::board`].
    pub fn printed_board(
        &mut self,
        only: Option<ClinicId>,
        on: Option<&str>,
        has_names: bool,
    ) -> Result<List, Problem> {
        self.board_with(only, on, has_names, DayList::want_free_times)
    }

    fn board_with(
        &mut self,
        only: Option<ClinicId>,
        on: Option<&str>,
        has_names: bool,
        prepare: impl FnOnce(&mut DayList),
    ) -> Result<List, Problem> {
        let date = self.date_at(only, on)?;
        let clinics = self.clinics(only);
        let filter = only.map(ClinicId::name).unwrap_or_default().to_owned();
        Ok(self.list(has_names, |office| {
            let mut day = DayList::of(date);
            day.set_filter(filter);
            prepare(&mut day);
            day.ask(office, clinics);
            day
        }))
    }

    /// Returns the appointments to confirm by telephone, at one clinic or all: on the first day that `on` names, else
    /// tomorrow, or on the next day with appointments.
    ///
    /// # Errors
    /// Returns why the day can't be shown.
    pub fn calls(
        &mut self,
        only: Option<ClinicId>,
        on: Option<&str>,
        has_names: bool,
    ) -> Result<List, Problem> {
        let date = self.date_at(only, on)?;
        self.wait_for_desks(only);
        let sought_from = if on.is_none() { moved(date, 1) } else { None };
        let date = sought_from.unwrap_or(date);
        let clinics = self.clinics(only);
        let mut list = self.list(has_names, |office| {
            office.read_names();
            Calls::of_day(office, clinics, date, sought_from)
        });
        list.unread.extend(self.desks_unknown());
        Ok(list)
    }

    /// Returns a list with a name of its own, at one clinic or all.
    pub fn named_list(
        &mut self,
        list: &NamedList,
        only: Option<ClinicId>,
        has_names: bool,
    ) -> List {
        self.wait_for_desks(only);
        let mut listing = self.work(|office| (list.ask)(office, only));
        let Ok(()) = read_list(self, &mut *listing);
        listing.list(self.words(), has_names)
    }

    /// Returns the upcoming absences, at one clinic or all, by start.
    pub fn coming_absences(&mut self, only: Option<ClinicId>) -> List {
        self.wait_for_desks(only);
        self.list(true, |office| ComingAbsences::ask(office, only))
    }

    /// Returns the list that `ask` requests.
    fn list<L: OfficeList>(&mut self, has_names: bool, ask: impl FnOnce(&mut Office) -> L) -> List {
        let mut listing = self.work(ask);
        let Ok(()) = read_list(self, &mut listing);
        listing.list(self.words(), has_names)
    }

    /// Reads the day that `on` names, on the clock of `only` or else of the desk's first clinic; today by default.
    ///
    /// # Errors
    /// Returns why the words name no day.
    fn date_at(
        &self,
        only: Option<ClinicId>,
        on: Option<&str>,
    ) -> Result<chrono::NaiveDate, Problem> {
        match on {
            Some(on) => self.date_named(only.unwrap_or(self.clinic()), "", Some(on)),
            None => Ok(self.words().today()),
        }
    }
}
