//! Lists of patients to call by telephone: about their appointments, or because somebody at a desk asked for it.

mod listing;
mod rows;
mod text;

use chrono::{DateTime, NaiveDate, Utc};
use zones::Zone;

use booking::time::midnight;
use booking::{
    AppointmentRef, CallBack, CallReason, CallResult, CallSubject, Change, ClinicId, RecordedChange,
};
use office::{CalendarQuery, DayReads, Office, ReadById, moved};
pub use text::call_result;

/// The number of days searched for a day with appointments.
const DAYS_AHEAD: i64 = 7;

/// Patients to call, by time; those without a number last.
#[derive(Clone, Default)]
pub struct Calls {
    /// The day whose patients are reminded, if this is a list of reminders.
    pub reminders: Option<Reminders>,
    /// The patients whose appointments are moved, cancelled, or marked, if it is not.
    pub listed: Vec<Call>,
    /// Whether a key has stopped the reading of numbers.
    pub is_stopped: bool,
    rows: Vec<CallRow>,
    /// The patients whose numbers were requested.
    numbers: ReadById,
}

/// Returns the result that is typed with this letter.
pub fn result_of_letter(letter: char) -> Option<CallResult> {
    match letter {
        'r' => Some(CallResult::Reached),
        'w' => Some(CallResult::LeftWord),
        'n' => Some(CallResult::NotReached),
        _ => None,
    }
}

/// A call to a patient.
#[derive(Clone)]
pub struct Call {
    /// The subject of the call.
    pub subject: CallSubject,
    /// The patient's id.
    pub person: Option<String>,
    /// The id of the practitioner or location.
    pub provider: Option<String>,
    /// The end of the appointment, if known.
    pub end: Option<DateTime<Utc>>,
    /// The old time of a moved appointment.
    pub was: Option<DateTime<Utc>>,
    /// The entry of a patient to call back; `None` for a call about an appointment.
    pub call_back: Option<CallBack>,
}

/// The patients of one day.
#[derive(Clone)]
pub struct Reminders {
    /// The day, on each location's clock.
    pub date: NaiveDate,
    /// The requests for its appointments.
    pub reads: DayReads,
    /// The clinics asked.
    clinics: Vec<ClinicId>,
    /// The day from which the next day with appointments is searched.
    sought_from: Option<NaiveDate>,
    /// Whether that search is still under way.
    is_seeking: bool,
}

/// A patient to call: one call about everything that the list has of the patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRow {
    /// Whom to call.
    pub callee: Callee,
    /// The patient's name, else the end of the id.
    pub who: String,
    /// The patient's year of birth; empty if unknown.
    pub born: String,
    /// The telephone number.
    pub phone: Phone,
    /// The entry of a patient to call back; `None` for a call about appointments.
    pub call_back: Option<CallBack>,
    /// The appointments, by time; for a patient to call back, one visit that represents the entry. Never empty.
    pub visits: Vec<CallVisit>,
}

/// An appointment that a patient is called about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallVisit {
    /// The subject of the call.
    pub subject: CallSubject,
    /// The patient's id at the clinic that keeps the appointment.
    pub person: Option<String>,
    /// The practitioner or location.
    pub with: String,
    /// The words for a holiday or an absence of the practitioner at that time; `None` if none is known.
    pub away: Option<String>,
    /// The old time of a moved appointment.
    pub was: Option<DateTime<Utc>>,
    /// Whether the change that the call is about has been made.
    pub is_made: bool,
    /// The time zone of the appointment.
    pub zone: Zone,
}

/// Whom to call. One call covers all appointments of one patient, also at several clinics; each call-back is a call of
/// its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Callee {
    /// The person with this folded name, birth date, and digits of the telephone number, whatever the ids.
    Person(String, NaiveDate, String),
    /// The patient with this id, while those data are unknown.
    Patient(ClinicId, String),
    /// The patient of only this subject: to be called back, or without an id.
    Of(CallSubject),
}

/// The telephone number of a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phone {
    /// The number as the clinic has it.
    Known(String),
    /// The clinic has no number.
    Missing,
    /// The patient is still to be read.
    Unread,
    /// The patient could not be read.
    Failed,
}

/// The progress of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallCounts {
    /// Patients known to have a number.
    pub to_call: usize,
    /// Patients who were reached.
    pub reached: usize,
    /// Patients whose last call did not reach them.
    pub not_reached: usize,
    /// Patients without a number.
    pub without_number: usize,
    /// Patients who are still to be read.
    pub unread: usize,
}

impl Call {
    /// Creates a call about an appointment at its current time.
    pub fn about(of: &AppointmentRef, reason: CallReason) -> Call {
        let subject = CallSubject {
            clinic: of.clinic,
            appointment: of.id.clone(),
            reason,
            start: of.start,
        };
        Call {
            subject,
            person: of.person.clone(),
            provider: of.provider.clone(),
            end: of.end,
            was: None,
            call_back: None,
        }
    }

    /// Creates the call to a patient to call back.
    pub(crate) fn to_call_back(call: &CallBack) -> Call {
        Call {
            subject: call.subject(),
            person: Some(call.request.person.clone()),
            provider: None,
            end: None,
            was: None,
            call_back: Some(call.clone()),
        }
    }

    /// Creates a call about a change of an appointment; `None` for a new booking.
    pub fn about_change(change: &Change) -> Option<Call> {
        let reason = match (change, change.target()) {
            (Change::Cancel(_), _) => CallReason::Cancelled,
            (_, Some(_)) => CallReason::Moved,
            (_, None) => CallReason::Other,
        };
        let mut call = Call::about(change.starts_from()?, reason);
        if let Some(to) = change.target() {
            let visit = to.visit();
            call.was = call.subject.start;
            call.end = visit.start.zip(to.length()).map(|(at, length)| at + length);
            call.provider = visit.provider;
            call.subject.start = visit.start;
        }
        Some(call)
    }

    /// Creates a call about a move or a cancellation that was made.
    pub fn about_recorded(change: &RecordedChange) -> Option<Call> {
        let made = change.made()?;
        let reason = CallReason::of_change(change.kind)?;
        let was = match reason {
            CallReason::Moved => change.old_start,
            _ => None,
        };
        let clinic = made.clinic;
        let appointment = made.id.clone();
        let subject = CallSubject {
            clinic,
            appointment,
            reason,
            start: change.start,
        };
        let person = Some(change.person.clone()).filter(|id| !id.is_empty());
        Some(Call {
            subject,
            person,
            provider: change.provider.clone(),
            end: change.end,
            was,
            call_back: None,
        })
    }
}

impl Calls {
    /// Creates the list of these calls.
    pub fn of(listed: Vec<Call>) -> Calls {
        Calls {
            listed,
            ..Calls::default()
        }
    }

    /// Requests the reminders of a day from some clinics. If it is `sought_from` and has no appointments, the next day
    /// that has some is shown instead.
    pub fn of_day(
        office: &mut Office,
        clinics: Vec<ClinicId>,
        date: NaiveDate,
        sought_from: Option<NaiveDate>,
    ) -> Calls {
        let reminders = Reminders {
            date,
            reads: DayReads::ask_some(office, clinics.iter().copied(), date),
            clinics,
            sought_from,
            is_seeking: sought_from.is_some(),
        };
        let calls = Calls {
            reminders: Some(reminders),
            ..Calls::default()
        };
        calls.ask_for_notes(office);
        calls
    }

    /// Requests the notes about this day's appointments, and those written today.
    pub fn ask_for_notes(&self, office: &mut Office) {
        let today = office.changes_since();
        let date = self.reminders.as_ref().map(|reminders| reminders.date);
        let midnight = date.and_then(|date| midnight(date, office.setup.zone));
        let from = midnight.map_or(today, |midnight| midnight.min(today));
        office.read_calls(from);
    }

    /// Moves to the next day if this one has no appointments.
    pub fn skip_empty_day(&mut self, office: &mut Office) {
        let is_empty = self.rows.iter().all(|row| row.call_back.is_some());
        let Some(reminders) = &mut self.reminders else {
            return;
        };
        if !reminders.is_seeking {
            return;
        }
        let Some(from) = reminders.sought_from else {
            return;
        };
        let up = office.moment.up;
        let reads: Vec<&CalendarQuery> = reminders.reads.clinics(office).collect();
        if reads.iter().any(|read| read.waits(up).is_some()) {
            return;
        }
        let has_failed = reads.iter().any(|read| read.unread().is_some());
        reminders.is_seeking = is_empty && !has_failed;
        if !reminders.is_seeking {
            return;
        }
        let clinics = reminders.clinics.clone();
        let next = moved(reminders.date, 1).filter(|next| (*next - from).num_days() <= DAYS_AHEAD);
        *self = match next {
            Some(next) => Calls::of_day(office, clinics, next, Some(from)),
            None => Calls::of_day(office, clinics, from, None),
        };
    }

    /// Requests the patients whose numbers are in no list.
    pub fn ask_numbers(&mut self, office: &mut Office) {
        if self.is_stopped {
            return;
        }
        let unread = self.rows.iter().filter(|row| row.phone == Phone::Unread);
        let visits = unread.filter_map(|row| row.visits.first());
        let unread =
            visits.filter_map(|visit| Some((visit.subject.clinic.people(), visit.person.clone()?)));
        self.numbers.ask(office, unread);
    }

    /// Returns the rows, in the order of the calls.
    pub fn rows(&self) -> &[CallRow] {
        &self.rows
    }

    /// Returns the clinics that were asked, each with the state of its read.
    pub fn clinics<'a>(&'a self, office: &'a Office) -> impl Iterator<Item = &'a CalendarQuery> {
        let reminders = self.reminders.iter();
        reminders.flat_map(|reminders| reminders.reads.clinics(office))
    }

    /// Returns the age of the oldest answer in whole seconds; `None` if a clinic has not answered yet or none was
    /// asked.
    pub fn age(&self, office: &Office) -> Option<u64> {
        let ages = self
            .clinics(office)
            .map(|clinic| clinic.age(office.moment.up));
        ages.collect::<Option<Vec<u64>>>()?.into_iter().max()
    }

    /// Returns the common day of all rows, on each location's clock. A moved appointment counts on its old day.
    pub fn date(&self) -> Option<NaiveDate> {
        if let Some(reminders) = &self.reminders {
            return Some(reminders.date);
        }
        let visits = self.rows.iter().flat_map(|row| &row.visits);
        let mut dates = visits.map(CallVisit::date);
        let first = dates.next()?;
        let is_one_day = dates.all(|date| date == first);
        if is_one_day { first } else { None }
    }

    /// Returns whether numbers are still being read.
    pub fn is_reading_numbers(&self) -> bool {
        !self.is_stopped && self.rows.iter().any(|row| row.phone == Phone::Unread)
    }
}

impl CallRow {
    /// Returns what the call is about.
    pub fn subjects(&self) -> Vec<CallSubject> {
        let visits = self.visits.iter();
        visits.map(|visit| visit.subject.clone()).collect()
    }

    /// Returns what the call is about, each subject with the patient's id there.
    pub fn told(&self) -> Vec<(CallSubject, Option<String>)> {
        let visits = self.visits.iter();
        visits
            .map(|visit| (visit.subject.clone(), visit.person.clone()))
            .collect()
    }

    /// Returns whether the patient may have a number: also while that is unknown.
    pub(crate) fn is_callable(&self) -> bool {
        self.phone != Phone::Missing
    }

    /// Returns the practitioner of a visit, or that they are away then; for a patient to call back, the subject of the
    /// call.
    pub(crate) fn with_or_words(&self, visit: &CallVisit) -> String {
        match &self.call_back {
            Some(call) => call.request.words.typed().to_owned(),
            None => visit.with_or_away().to_owned(),
        }
    }

    /// Returns the number, or `None` if it isn't known.
    pub fn number(&self) -> Option<&str> {
        let Phone::Known(number) = &self.phone else {
            return None;
        };
        Some(number)
    }
}

impl CallVisit {
    /// Returns the practitioner of the visit, or that they are away then.
    pub(crate) fn with_or_away(&self) -> &str {
        self.away.as_deref().unwrap_or(&self.with)
    }

    /// Returns the time at which the patient expects the appointment; the old time if it was moved.
    fn expected_at(&self) -> Option<DateTime<Utc>> {
        self.was.or(self.subject.start)
    }

    /// Returns the day of the appointment on its own clock; the old day if it was moved.
    fn date(&self) -> Option<NaiveDate> {
        Some(self.expected_at()?.with_timezone(&self.zone).date_naive())
    }
}
