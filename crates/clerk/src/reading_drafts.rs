//! Reads what the draft of a booking needs: lists, names, hours, the calendars around it, and free times.

use booking::id_list::typed_ids;
use booking::time::{Clock, Minutes, Wish};
use booking::{
    Booking, Cause, ClinicId, Directory, Draft, Failure, FieldRole, PatientQuery, Provider, Report,
    Review, Slot,
};
use chrono::{DateTime, NaiveDate, Utc};
use office::{
    BookingForm, Calendars, Catalogue, ClinicCall, DayReads, FaceAnswer, FoundTime, FreeTimes,
    FreeTimesQuestion, GroupTimes, MOST_SOUGHT, NewTime, NoFreeTime, OfferedTime, Office, Search,
    SearchEnd, SearchPlace, Sought, Ticket, TimeSearch, VisitNeeds, request_new_times,
};

use super::reading::{OfficeReader, read_fortnight, read_group};

/// Calls clinics in parallel, and waits for their answers. Returns an answer for each call, `None` if it has not
/// arrived.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub(crate) fn call_all<R: OfficeReader>(
    reader: &mut R,
    calls: Vec<ClinicCall>,
) -> Result<Vec<Option<FaceAnswer>>, R::Err> {
    let tickets: Vec<Ticket> =
        reader.work(|office| calls.into_iter().map(|call| office.call(call)).collect());
    reader.settle()?;
    let answers = tickets
        .into_iter()
        .map(|ticket| reader.take_answer(ticket))
        .collect();
    Ok(answers)
}

/// Reads the lists that have not been read, and waits for them.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_lists<R: OfficeReader>(
    reader: &mut R,
    lists: impl IntoIterator<Item = Directory>,
) -> Result<(), R::Err> {
    reader.work(|office| {
        for directory in lists {
            office.read_list_first(directory);
        }
    });
    reader.settle().map(drop)
}

/// Searches a clinic's server for patients and adds them to its list. Returns whether all patients that match one of
/// these queries are known.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn search_patients<R: OfficeReader>(
    reader: &mut R,
    clinic: ClinicId,
    queries: Vec<PatientQuery>,
) -> Result<SearchEnd, R::Err> {
    let ends = search_each(reader, clinic, &queries)?;
    Ok(SearchEnd::of_all(ends))
}

/// Searches likewise. Returns how each search ended.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub(super) fn search_each<R: OfficeReader>(
    reader: &mut R,
    clinic: ClinicId,
    queries: &[PatientQuery],
) -> Result<Vec<SearchEnd>, R::Err> {
    let calls = queries
        .iter()
        .cloned()
        .map(|query| ClinicCall::Search(SearchPlace::Face, clinic, query));
    let mut ends = Vec::new();
    for answer in call_all(reader, calls.collect())? {
        let Some(FaceAnswer::Found(answer)) = answer else {
            // The reader has stopped waiting.
            let stopped = Failure::Unknown(Report::of(Cause::StoppedWaiting));
            ends.push(SearchEnd::Failed(stopped));
            continue;
        };
        ends.push(SearchEnd::of(&answer));
        if let Ok(listing) = answer {
            let found = Catalogue::of_list(clinic.people(), listing);
            reader.work(|office| office.lists.add(clinic.people(), found));
        }
    }
    Ok(ends)
}

/// Reads the hours of a practitioner: they determine whether `2` is in the afternoon.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_hours<R: OfficeReader>(
    reader: &mut R,
    clinic: ClinicId,
    provider: &str,
) -> Result<(), R::Err> {
    let provider = Provider::named(clinic, provider);
    if clinic.can().has_working_hours
        && let Some(provider) = provider
    {
        reader.work(|office| office.want_hours(&[provider]));
        reader.settle()?;
    }
    Ok(())
}

/// Reads the entries for the ids in a draft that are in no list, to show their names.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_typed_ids<R: OfficeReader>(
    reader: &mut R,
    draft: &Draft,
    review: &Review,
    clock: &Clock,
) -> Result<(), R::Err> {
    reader.work(|office| {
        for field in draft.asked() {
            let is_wrong = review.problem(field).is_some();
            if is_wrong {
                continue;
            }
            let Some(directory) = field.kind.directory() else {
                continue;
            };
            for id in typed_ids(field.kind, draft.text(field), clock) {
                office.read_entry(directory, id.to_owned());
            }
        }
    });
    reader.settle().map(drop)
}

/// Reads everything that a booking is checked against.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_around<R: OfficeReader>(reader: &mut R, booking: &Booking) -> Result<(), R::Err> {
    let clinic = booking.clinic();
    let person = booking.patient();
    let provider = booking.provider();
    let day = provider.clone().zip(reader.words().office.days_of(booking));
    read_until_known(reader, |office| {
        office.want_hours(provider.as_slice());
        office.want_upcoming(clinic, &person);
        office.want_upcoming_around(booking);
        if let Some((provider, days)) = day.clone() {
            office.want_day(provider, days);
        }
        office.want_published_around(booking);
        office.want_claims(vec![booking.into()]);
    })
}

/// Reads a patient's upcoming appointments, at every clinic that knows the patient.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_upcoming<R: OfficeReader>(
    reader: &mut R,
    clinic: ClinicId,
    patient: &str,
) -> Result<(), R::Err> {
    read_until_known(reader, |office| office.want_upcoming(clinic, patient))
}

/// Repeats a request until it yields nothing new: an answer may name the same person at another clinic, whose
/// appointments are read next.
fn read_until_known<R: OfficeReader>(
    reader: &mut R,
    want: impl Fn(&mut Office),
) -> Result<(), R::Err> {
    loop {
        reader.work(&want);
        if reader.is_settled() || !reader.settle()? || !reader.is_settled() {
            return Ok(());
        }
    }
}

/// Requests the free times around a day, unless requested before, and waits for them.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_free_times<R: OfficeReader>(
    reader: &mut R,
    times: &mut FreeTimes,
    day: NaiveDate,
    length: Option<Minutes>,
) -> Result<(), R::Err> {
    let request = |times: &mut FreeTimes, office: &mut Office| {
        times.request(day, length, office.moment, &mut office.tickets)
    };
    read_fortnight(reader, times, request).map(drop)
}

/// Reads the free times on the day of a draft's start, if the draft lacks a length that it should have: a published
/// slot has one. `clock` is the clock of the draft's times.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_slots_of_length<R: OfficeReader>(
    reader: &mut R,
    draft: &Draft,
    clock: &Clock,
) -> Result<Option<(FreeTimes, DateTime<Utc>)>, R::Err> {
    let clinic = draft.clinic();
    let office = reader.words().office;
    if clinic.field(FieldRole::Minutes).is_none()
        || !draft.lacks_length()
        || office.is_unreachable(clinic)
    {
        return Ok(None);
    }
    let Some((start, provider)) = draft.start(clock).zip(draft.provider()) else {
        return Ok(None);
    };
    let listed = office.lists.entry(clinic.providers(), provider.id());
    if listed.is_none() {
        return Ok(None);
    }
    let mut times = FreeTimes::new(office.free_times_question(provider, None));
    let day = start.with_timezone(&times.question().zone).date_naive();
    if !(times.question().today..=times.question().last).contains(&day) {
        return Ok(None);
    }
    read_free_times(reader, &mut times, day, None)?;
    Ok(Some((times, start)))
}

/// The free times that were read for a search.
pub enum ReadTimes {
    /// Those of a practitioner or location.
    One(Box<FreeTimes>),
    /// The free times of a group, of which the first available member is wanted.
    Any(GroupTimes),
}

impl ReadTimes {
    /// Returns the calendars.
    pub fn calendars(&self) -> Calendars<'_> {
        match self {
            ReadTimes::One(times) => Calendars::One(times),
            ReadTimes::Any(group) => Calendars::Any(group),
        }
    }

    /// Returns the free times of the member with the offered time.
    pub fn into_times_of(self, offered: &OfferedTime) -> Option<FreeTimes> {
        match self {
            ReadTimes::One(times) => Some(*times),
            ReadTimes::Any(group) => group.of(offered.provider.as_ref()?).cloned(),
        }
    }
}

/// Reads the free times to which an appointment may move until one can be proposed, and returns it. `new` is what is
/// known of the new time; `free` are the free times read so far.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_new_times<R: OfficeReader>(
    reader: &mut R,
    new: NewTime<'_>,
    free: &mut FreeTimes,
) -> Result<Option<Slot>, R::Err> {
    loop {
        let words = reader.words();
        let known = NewTime {
            free: Some(free),
            ..new
        };
        let clock = words.clock_of_move(&known);
        let times = known.times(words.office, &clock, MOST_SOUGHT);
        let proposal = known.proposal(words.office, &clock, &times);
        let days = known.days(words.office, &clock);
        let has_read = read_fortnight(reader, free, |free, office| {
            let moment = office.moment;
            request_new_times(free, days, proposal.is_some(), moment, &mut office.tickets)
        })?;
        if !has_read {
            return Ok(proposal);
        }
    }
}

/// Reads the free times of everyone who may take the visit in a form, until one fits. Also returns what the visit needs
/// of its time.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn find_time<R: OfficeReader>(
    reader: &mut R,
    sought: &Sought,
    form: &BookingForm,
    wish: &Wish,
) -> Result<(ReadTimes, VisitNeeds, Result<FoundTime, NoFreeTime>), R::Err> {
    if wish.at_once {
        // A practitioner who waits for a patient may have time.
        let clinic = form.clinic();
        reader.work(|office| {
            let zone = office.setup.zone_of(clinic, None);
            let today = office.moment.now.with_timezone(&zone).date_naive();
            DayReads::ask_some(office, [clinic], today)
        });
        reader.settle()?;
    }
    let words = reader.words();
    let clock = words.setting_of(form.draft(), None).clock;
    let needs = words.office.needs_of_form(form.draft(), &clock);
    let search = needs.search().with_wish(wish);
    let (times, found) = match sought {
        Sought::One(provider) => {
            let (times, found) = find_free_time(reader, provider.clone(), search)?;
            (ReadTimes::One(Box::new(times)), found)
        }
        Sought::Any(group) => {
            let questions = words.office.questions_of_group(form, group);
            let (group, found) = find_first_available(reader, questions, search)?;
            (ReadTimes::Any(group), found)
        }
    };
    Ok((times, needs, found))
}

/// Reads the free times of a practitioner or location, a fortnight at a time, until a search finds one.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub(super) fn find_free_time<R: OfficeReader>(
    reader: &mut R,
    provider: Provider,
    search: Search<'_>,
) -> Result<(FreeTimes, Result<FoundTime, NoFreeTime>), R::Err> {
    // A clinic whose visits have no length is asked for any free time.
    let asked = if provider.clinic().field(FieldRole::Minutes).is_some() {
        search.length
    } else {
        None
    };
    let question = reader.words().office.free_times_question(provider, asked);
    let mut times = FreeTimes::new(question);
    let (mut day, _) = search.days_among(&times);
    loop {
        read_free_times(reader, &mut times, day, asked)?;
        let office = reader.words().office;
        let found = match office.search_time(Calendars::One(&times), search) {
            TimeSearch::Further(next) if next != day => {
                day = next;
                continue;
            }
            TimeSearch::Found(found) => Ok(found),
            TimeSearch::Ended(why) => Err(why),
            TimeSearch::Awaited | TimeSearch::Further(_) => Err(NoFreeTime::Unread),
        };
        return Ok((times, found));
    }
}

/// Reads the calendars of a group until a search finds the first available member.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub(super) fn find_first_available<R: OfficeReader>(
    reader: &mut R,
    questions: Vec<FreeTimesQuestion>,
    search: Search<'_>,
) -> Result<(GroupTimes, Result<FoundTime, NoFreeTime>), R::Err> {
    if questions.is_empty() {
        return Ok((Office::group_times(questions), Err(NoFreeTime::NoneFits)));
    }
    let mut group = Office::group_times(questions);
    read_group(reader, &mut group, |office, group| {
        office.ask_for_search(group, search)
    })?;
    let office = reader.words().office;
    let found = match office.search_time(Calendars::Any(&group), search) {
        TimeSearch::Found(found) => Ok(found),
        TimeSearch::Ended(why) => Err(why),
        TimeSearch::Awaited | TimeSearch::Further(_) => Err(NoFreeTime::Unread),
    };
    Ok((group, found))
}
