//! Reads everything that the rows of a file are checked against: the calendars, hours and free times of their
//! practitioners and locations, and which patients' records are in use.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use chrono::{DateTime, Utc};
use zones::Zone;

use super::check::{LANGUAGE, ReadyRow, RowCheck, failure_text};
use super::{Batch, BatchEvent, Verdict};
use booking::api::Read;
use booking::{
    AppointmentRef, Book, Booking, CalendarEntry, CalendarRead, Candidate, Cause, Circumstances,
    ClinicId, Conflict, Days, DeskNotes, Failure, Free, Hours, OtherCalendar, Outcome, Problem,
    Provider, PublishedTimes, RecordState, Spot, Subject, unchecked,
};
use i18n::say;
use office::Lists;

/// Each provider of the file, with its days from the first to the last.
type ProviderDays = HashMap<(ClinicId, String), (Provider, Days)>;

/// The calendars that can't be read for lack of a permission, each with the warning.
type UnreadCalendars = HashMap<Subject, Problem>;

/// The patients' records that are not in use, by the patient's id; `None` for an id unknown to the clinic.
type RecordStates = HashMap<(ClinicId, String), Option<RecordState>>;

/// The free times of the locations in the file that may see several patients at once.
type OfferedTimes = HashMap<(ClinicId, String), Free>;

/// Everything that the rows of a file are checked against.
pub(super) struct ReadForCheck<'a> {
    pub(super) lists: &'a Lists,
    pub(super) book: Book,
    unread: UnreadCalendars,
    pub(super) hours: HashMap<(ClinicId, String), Option<Hours>>,
    /// The published times of providers without hours.
    pub(super) published: HashMap<(ClinicId, String), PublishedTimes>,
    records: RecordStates,
    offered: OfferedTimes,
    /// When the free times were requested.
    pub(super) begun: DateTime<Utc>,
}

impl ReadForCheck<'_> {
    /// Returns the verdict on a row whose patient is unknown to the clinic.
    pub(super) fn unknown_patient(&self, ready: &ReadyRow) -> Option<Verdict> {
        let booking = ready.change.makes()?;
        let clinic = booking.clinic();
        let state = self.records.get(&(clinic, booking.patient()))?;
        if state.is_some() {
            return None;
        }
        let what = say!(LANGUAGE, "form-no-such-id", clinic = clinic.name());
        let problem = Problem::error(Spot::Field(clinic.patient_field()), what, "");
        Some(ready.verdict(Outcome::Invalid).because(vec![problem]))
    }

    /// Returns the conflicts of a row with the calendars that were read. `theirs` is the practitioner or location whose
    /// calendar counts.
    pub(super) fn conflicts(
        &self,
        candidate: &Candidate,
        provider: Option<&Provider>,
        theirs: Option<&Provider>,
        circumstances: Circumstances<'_>,
        moved: Option<&AppointmentRef>,
    ) -> Vec<Conflict> {
        let whose = (candidate.clinic, candidate.person.clone());
        let others = moved.map(|of| OtherCalendar::all_of(of, candidate, &self.book, |_| true));
        let patient = Subject::person(candidate.clinic, &candidate.person);
        let notes = match moved {
            Some(_) => Vec::new(),
            None => self.book.warnings_about_patient(&[patient]),
        };
        let on_record = Circumstances {
            others: others.unwrap_or_default(),
            blocked: self.book.blocked(theirs),
            record: self.records.get(&whose).cloned().flatten(),
            notes,
            is_retired: self.lists.is_retired(provider),
            ..circumstances
        };
        let entries = |subject: Subject| self.book.calendar(&[subject], |_| true);
        let mut found = conflicts(candidate, theirs, &on_record, entries);
        let moved = moved.map(AppointmentRef::key);
        found.retain(|conflict| moved.is_none() || conflict.appointment_key() != moved);
        found
    }

    /// Returns the warning that the calendar of a practitioner or location could not be read, if so.
    pub(super) fn unread_calendar(&self, provider: Option<&Provider>) -> Option<&Problem> {
        self.unread.get(&Subject::provider(provider?))
    }

    /// Returns whether the location of a booking has room for another patient at its time, according to its own free
    /// times.
    pub(super) fn is_offered(&self, booking: &Booking) -> bool {
        let free = booking.provider().and_then(|provider| {
            self.offered
                .get(&(booking.clinic(), provider.id().to_owned()))
        });
        let length = booking.length().unwrap_or_default();
        free.zip(booking.start())
            .is_some_and(|(free, start)| free.offers(start, length))
    }
}

/// Returns the conflicts of a row with the entries of its patient's and its provider's calendar.
pub(super) fn conflicts<'a>(
    candidate: &Candidate,
    provider: Option<&Provider>,
    circumstances: &Circumstances<'a>,
    entries: impl Fn(Subject) -> Vec<CalendarEntry<'a>>,
) -> Vec<Conflict> {
    candidate.conflicts(&Circumstances {
        own: entries(Subject::person(candidate.clinic, &candidate.person)),
        theirs: provider
            .map(|provider| entries(Subject::provider(provider)))
            .unwrap_or_default(),
        ..circumstances.clone()
    })
}

impl Batch {
    /// Reads everything that these rows are checked against.
    pub(super) async fn read_for_check<'a>(
        &self,
        checked: &[RowCheck],
        lists: &'a Lists,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> ReadForCheck<'a> {
        let providers = self.providers_of(checked, lists);
        let (book, unread) = self.read_calendars(&providers, notify).await;
        let hours = self.read_hours(&providers, lists, notify).await;
        let published = self.read_published(&providers, &hours, notify).await;
        let records = self.read_records(checked).await;
        let begun = (self.clock)();
        ReadForCheck {
            lists,
            book,
            unread,
            hours,
            published,
            records,
            offered: self.read_offered(&providers, notify).await,
            begun,
        }
    }

    /// Reads the calendars of all providers on the days of the file.
    async fn read_calendars(
        &self,
        providers: &ProviderDays,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> (Book, UnreadCalendars) {
        let mut book = Book::default();
        let mut unread = UnreadCalendars::new();
        for (provider, days) in providers.values() {
            let client = self.open.client();
            match client
                .read(provider.clinic(), |api| {
                    api.agenda_of_provider(provider, days)
                })
                .await
            {
                Ok(agenda) => book.read(CalendarRead {
                    subject: Subject::provider(provider),
                    days: Some(*days),
                    as_of: Duration::ZERO,
                    is_whole: agenda.complete,
                    since: agenda.since,
                    rows: agenda.bookings,
                    blocked: agenda.blocked,
                    names_absences: agenda.names_absences,
                    is_unpublished: agenda.is_unpublished,
                }),
                Err(failure) => {
                    notify(note_unread("calendar", provider, &failure));
                    let clinic = provider.clinic();
                    let spot = Spot::Field(clinic.start_field());
                    let problem = unchecked(&failure, clinic, spot, LANGUAGE);
                    unread.extend(problem.map(|problem| (Subject::provider(provider), problem)));
                }
            }
        }
        (book, unread)
    }

    /// Adds the desks' notes about the patients of these rows to the book.
    pub(super) async fn read_notes(
        &self,
        checked: &[RowCheck],
        book: &mut Book,
    ) -> store::Result<()> {
        let ready = checked.iter().filter_map(RowCheck::ready);
        let clinics: HashSet<ClinicId> = ready.map(ReadyRow::clinic).collect();
        for clinic in clinics {
            let mut patients = self.stores[clinic].patient_notes().await?;
            patients.retain(|note| note.clinic == clinic);
            let notes = DeskNotes {
                patients,
                ..DeskNotes::default()
            };
            book.learn_notes(&[clinic], notes);
        }
        Ok(())
    }

    /// Reads which patients' records are not in use, at clinics that state it. What can't be read is left to the
    /// server.
    async fn read_records(&self, checked: &[RowCheck]) -> RecordStates {
        let mut states = RecordStates::new();
        let mut read = HashSet::new();
        for row in checked {
            let Some(booking) = row.ready().and_then(|ready| ready.change.makes()) else {
                continue;
            };
            let clinic = booking.clinic();
            let person = booking.patient();
            if !clinic.api().states_records() || !read.insert((clinic, person.clone())) {
                continue;
            }
            let client = self.open.client();
            let state = match client.read(clinic, |api| api.person(&person)).await {
                Ok(known) => known.record_state().cloned().map(Some),
                Err(failure) => (failure.report().cause == Cause::NotFound).then_some(None),
            };
            states.extend(state.map(|state| ((clinic, person), state)));
        }
        states
    }

    /// Reads the working hours of practitioners and the opening hours of locations; `None` for those without any.
    async fn read_hours(
        &self,
        providers: &ProviderDays,
        lists: &Lists,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> HashMap<(ClinicId, String), Option<Hours>> {
        let mut hours = HashMap::new();
        for (key, (provider, _)) in providers {
            let read = if provider.clinic().can().has_working_hours {
                self.open
                    .client()
                    .read(provider.clinic(), |api| api.hours(provider))
                    .await
            } else {
                Ok(lists
                    .place(provider.clinic(), provider.id())
                    .and_then(|place| place.hours.clone()))
            };
            match read {
                Ok(read) => {
                    hours.insert(key.clone(), read);
                }
                Err(failure) => notify(note_unread("working hours", provider, &failure)),
            }
        }
        hours
    }

    /// Reads the times that practitioners publish on the days of the file, if their hours don't cover all of these.
    async fn read_published(
        &self,
        providers: &ProviderDays,
        hours: &HashMap<(ClinicId, String), Option<Hours>>,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> HashMap<(ClinicId, String), PublishedTimes> {
        let mut published = HashMap::new();
        for (key, (provider, days)) in providers {
            let Some(hours) = hours.get(key) else {
                continue;
            };
            let dates = days.first().iter_days();
            let mut dates = dates.take_while(|date| *date <= days.last());
            let has_hours = |hours: &Hours| dates.all(|date| hours.ranges(date).is_some());
            if hours.as_ref().is_some_and(has_hours) {
                continue;
            }
            let nothing = || Read::Done(Ok(PublishedTimes::default()));
            let client = self.open.client();
            let read = client.read(provider.clinic(), |api| {
                api.published(provider, days).unwrap_or_else(nothing)
            });
            match read.await {
                Ok(times) => {
                    published.insert(key.clone(), times);
                }
                // A server may have no slots at all.
                Err(Failure::Refused(_)) => {}
                Err(failure) => notify(note_unread("published times", provider, &failure)),
            }
        }
        published
    }

    /// Reads the free times of the locations that may see several patients at once.
    async fn read_offered(
        &self,
        providers: &ProviderDays,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> OfferedTimes {
        let mut offered = OfferedTimes::new();
        let see_several = providers
            .iter()
            .filter(|(_, (provider, _))| provider.clinic().can().sees_several);
        for (key, (provider, days)) in see_several {
            let client = self.open.client();
            match client
                .read(provider.clinic(), |api| {
                    api.free_times(provider, days, None)
                })
                .await
            {
                Ok(free) => {
                    offered.insert(key.clone(), free);
                }
                Err(failure) => notify(BatchEvent::Note(format!(
                    "The free times of {} could not be read, so that every appointment there is held against its rows: {}",
                    provider.id(),
                    failure_text(&failure, provider.clinic())
                ))),
            }
        }
        offered
    }

    /// Returns the providers of the rows that can be sent, with their days.
    fn providers_of(&self, checked: &[RowCheck], lists: &Lists) -> ProviderDays {
        let mut providers = ProviderDays::new();
        for ready in checked.iter().filter_map(RowCheck::ready) {
            let Some(booking) = ready.change.placed() else {
                continue;
            };
            let Some(start) = booking.start() else {
                continue;
            };
            let of = ready.change.starts_from();
            let others = of.into_iter().flat_map(AppointmentRef::further_providers);
            for provider in booking.provider().into_iter().chain(others) {
                let zone = self.zone_of(&provider, lists);
                let date = start.with_timezone(&zone).date_naive();
                let key = (booking.clinic(), provider.id().to_owned());
                let (first, last) = match providers.get(&key) {
                    Some((_, days)) => (days.first().min(date), days.last().max(date)),
                    None => (date, date),
                };
                providers.extend(Days::new(first, last, zone).map(|days| (key, (provider, days))));
            }
        }
        providers
    }

    fn zone_of(&self, provider: &Provider, lists: &Lists) -> Zone {
        self.setup.office.zone_of(
            provider.clinic(),
            lists.place(provider.clinic(), provider.id()),
        )
    }
}

/// Returns the note about a calendar or working hours that could not be read.
fn note_unread(what: &str, provider: &Provider, failure: &Failure) -> BatchEvent<'static> {
    BatchEvent::Note(format!(
        "The {what} of {} could not be read, so that nothing is held against it: {}",
        provider.id(),
        failure_text(failure, provider.clinic())
    ))
}
