//! Requests data from an office and waits for them: a list, free times, an appointment's records, the calendars for a
//! change.

use booking::{AppointmentRef, Change, ClinicId, Days, Provider};
use office::{DayReads, Effect, FaceAnswer, FreeTimes, GroupTimes, Office, StoreOp, Ticket};
use words::{DayList, OfficeList, Wording};

/// A face that works at an office and waits for its answers.
pub trait OfficeReader {
    /// The error if the reader ends before the answers have arrived.
    type Err;

    /// Returns the wording of the reader.
    fn words(&self) -> Wording<'_>;

    /// Works at the office, and has the requested effects carried out.
    fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T;

    /// Has the visits of a patient read, who is the current patient from then on.
    fn ask_about_patient(&mut self, clinic: ClinicId, patient: &str) {
        self.work(|office| office.want_patient(clinic, patient));
    }

    /// Waits for a while for outstanding answers. Returns whether all have arrived and more may be requested.
    ///
    /// # Errors
    ///
    /// Returns an error if the reader must end.
    fn settle(&mut self) -> Result<bool, Self::Err>;

    /// Takes the answer to a ticket, if it has arrived and the office did not take it itself.
    fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer>;

    /// Returns whether nothing is under way.
    fn is_settled(&self) -> bool;
}

/// Reads a requested list, with everything that its rows turn out to lack.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_list<R: OfficeReader>(
    reader: &mut R,
    listing: &mut dyn OfficeList,
) -> Result<(), R::Err> {
    loop {
        let goes_on = settle_list(reader, listing)?;
        reader.work(|office| listing.ask_further(office));
        if reader.is_settled() || !goes_on {
            break;
        }
    }
    listing.arrange(reader.words());
    Ok(())
}

/// Waits for the answers to a list, and rebuilds its rows. Returns whether all have arrived.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub(crate) fn settle_list<R: OfficeReader>(
    reader: &mut R,
    listing: &mut dyn OfficeList,
) -> Result<bool, R::Err> {
    let goes_on = reader.settle()?;
    for ticket in listing.awaited() {
        // An answer that has not arrived in time is given up.
        if let Some(answer) = reader.take_answer(ticket) {
            listing.answer(ticket, answer, reader.words().office.moment);
        }
    }
    listing.arrange(reader.words());
    Ok(goes_on)
}

/// Reads a day of one practitioner or location, for a clinic that does not list appointments otherwise.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub(crate) fn read_day_of<R: OfficeReader>(
    reader: &mut R,
    day: &mut DayList,
    provider: &Provider,
    days: Days,
) -> Result<(), R::Err> {
    day.reads = reader.work(|office| DayReads::ask_of(office, provider, days));
    day.want_free_times();
    read_list(reader, day)
}

/// Reads the calendars and hours that the new time of a change is checked against.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_calendars_of<R: OfficeReader>(reader: &mut R, change: &Change) -> Result<(), R::Err> {
    reader.work(|office| office.read_calendars_of(change));
    reader.settle()?;
    if let Some(to) = change.placed() {
        // The hours show whether published times must be read.
        reader.work(|office| office.want_published_around(to));
        reader.settle()?;
    }
    Ok(())
}

/// Reads the fortnight of free times that `request` asks for. Returns whether an answer has arrived.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub(crate) fn read_fortnight<R: OfficeReader>(
    reader: &mut R,
    times: &mut FreeTimes,
    request: impl FnOnce(&mut FreeTimes, &mut Office) -> Option<Effect>,
) -> Result<bool, R::Err> {
    let ticket = reader.work(|office| {
        let effect = request(times, office);
        let ticket = effect.as_ref().and_then(Effect::ticket);
        office.request(effect);
        ticket
    });
    let Some(ticket) = ticket else {
        return Ok(false);
    };
    reader.settle()?;
    let Some(FaceAnswer::FreeTimes(result)) = reader.take_answer(ticket) else {
        return Ok(false);
    };
    times.answer(ticket, result, reader.words().office.moment);
    Ok(true)
}

/// Reads the free times of a group, while `ask` requests any. Returns whether all answers have arrived.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub(super) fn read_group<R: OfficeReader>(
    reader: &mut R,
    group: &mut GroupTimes,
    ask: impl Fn(&mut Office, &mut GroupTimes),
) -> Result<bool, R::Err> {
    loop {
        reader.work(|office| ask(office, group));
        if !group.is_asking() {
            return Ok(true);
        }
        let goes_on = reader.settle()?;
        for ticket in group.awaited() {
            if let Some(FaceAnswer::FreeTimes(result)) = reader.take_answer(ticket) {
                group.answer(ticket, result, reader.words().office.moment);
            }
        }
        if !goes_on || group.is_asking() {
            return Ok(false);
        }
    }
}

/// Reads an appointment's records, and its patient if no list has them.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_about<R: OfficeReader>(reader: &mut R, of: &AppointmentRef) -> Result<(), R::Err> {
    let ticket = reader.work(|office| {
        for person in of.people() {
            office.read_entry(of.clinic.people(), person.to_owned());
        }
        let ticket = office.ticket();
        let history = StoreOp::History(ticket, of.clinic, of.id.clone());
        office.request([Effect::Store(history)]);
        ticket
    });
    reader.settle()?;
    if let Some(FaceAnswer::History(records)) = reader.take_answer(ticket) {
        reader.work(|office| {
            let moment = office.moment;
            office.book.learn_history(records, moment.now, moment.up);
        });
    }
    Ok(())
}
