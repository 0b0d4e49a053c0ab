//! The waiting lists: those of the clinics, and the desks' own for clinics without one.

use std::collections::HashMap;

use booking::{
    Appointment, AppointmentRef, Booked, CalendarEntry, Change, ChangeKind, ClinicId, Draft,
    Failure, FieldRole, Freed, RecordedChange, Subject, Waiter, WaitingPlace, Wished,
    first_come_first, is_same_id,
};

use zones::Zone;

use super::{
    AppointmentPlace, CalendarKey, CalendarQuery, ClinicCall, Effect, NoteEnd, NoteStep, Office,
    OfficeNews,
};

/// The most patients whose names are requested at once.
const MOST_NAMED: usize = 20;

/// The known waiting lists.
#[derive(Clone, Default)]
pub struct WaitingLists {
    /// The list of each clinic that keeps one and was asked. The answers are in the book.
    asked: Vec<CalendarKey>,
    /// The entries of clinics' lists that were read individually, because the clinic did not list them yet, with the
    /// wished times once known.
    unlisted: HashMap<(ClinicId, String), Option<Wished>>,
    /// The freed times that the waiting lists were requested for.
    pub handled: Vec<Freed>,
    /// The newest freed time, until the waiting lists are read.
    pub newest: Option<Freed>,
    /// The entry of the desks' own list that conflicted with the last one, and was reported.
    told: Option<Waiter>,
    /// The times that patients have declined.
    pub declined: Vec<(Freed, WaitingPlace)>,
    /// The patient that the form was filled for, who is taken off the list after the booking.
    pub in_form: Option<Waiter>,
}

impl WaitingLists {
    /// Returns the wished times of the waiting patient for whom a form was filled, if this draft is for that patient.
    pub(crate) fn wish_for_form(&self, draft: &Draft) -> Option<&Wished> {
        let waiter = self.in_form.as_ref()?;
        let clinic = draft.clinic();
        let patient = draft.text(clinic.patient_field()).trim();
        let is_theirs = waiter.clinic == clinic && is_same_id(patient, &waiter.person);
        is_theirs.then_some(&waiter.wished)
    }
}

impl Office {
    /// Reads the waiting lists of all clinics and the desks' own.
    pub fn read_waiting_lists(&mut self) {
        for clinic in self.setup.clinics {
            self.read_waiting_list_of_clinic(clinic);
        }
        self.ask_for_changes();
    }

    /// Reads the waiting list of a clinic: its own, or else the desks' own.
    pub(crate) fn read_waiting_list(&mut self, clinic: ClinicId) {
        match clinic.field(FieldRole::Wished) {
            Some(_) => self.read_waiting_list_of_clinic(clinic),
            None => self.ask_for_changes(),
        }
    }

    /// Reads the waiting list of a clinic when a time there has become free. Once the lists are read, returns the
    /// newest such time and the first patient who would take it.
    pub fn first_for_freed_time(&mut self) -> Option<(Freed, Waiter)> {
        let freed = self.freed_times();
        let new: Vec<Freed> = freed
            .into_iter()
            .filter(|freed| !self.waiting.handled.contains(freed))
            .cloned()
            .collect();
        if let Some(newest) = new.first() {
            let clinic = newest.provider.clinic();
            self.waiting.newest = Some(newest.clone());
            self.read_waiting_list(clinic);
            self.waiting.handled.extend(new);
        }
        if !self.has_read_waiting_lists() {
            return None;
        }
        let freed = self.waiting.newest.take()?;
        let first = self.takers(&freed).into_iter().next()?;
        Some((freed, first))
    }

    /// Notes the patient that the form was filled for.
    pub fn note_waiter_in_form(&mut self, waiter: &Waiter) {
        self.waiting.in_form = Some(waiter.clone());
    }

    /// Takes the patient that the form was filled for, if this change has booked the visit.
    pub fn take_booked_waiter(&mut self, change: &Change) -> Option<Waiter> {
        let booking = change.booking().filter(|booking| !booking.is_waiting())?;
        self.waiting.in_form.take_if(|waiter| {
            booking.clinic() == waiter.clinic && is_same_id(&booking.patient(), &waiter.person)
        })
    }

    /// Reads a clinic's waiting list, if it keeps one and is not being read.
    fn read_waiting_list_of_clinic(&mut self, clinic: ClinicId) {
        if clinic.field(FieldRole::Wished).is_none() {
            return;
        }
        let key = CalendarKey::Waiting(clinic);
        if !self.waiting.asked.contains(&key) {
            self.waiting.asked.push(key.clone());
        }
        self.read_calendar(key);
    }

    /// Returns the state of the read of each clinic's waiting list.
    pub fn waiting_list_reads(&self) -> impl Iterator<Item = &CalendarQuery> {
        let asked = self.waiting.asked.iter();
        asked.filter_map(|key| self.calendar(key))
    }

    /// Returns the waiting patients of all clinics: first the takers of the offered time, then the others, each group
    /// in order of arrival.
    pub fn waiting_list(&self) -> Vec<Waiter> {
        let offered = self.offered_time();
        let takers = offered.map(|freed| self.takers(&freed)).unwrap_or_default();
        let mut others = self.everybody_waiting();
        others.retain(|waiter| !takers.contains(waiter));
        takers.into_iter().chain(others).collect()
    }

    /// Returns the waiting patients of all clinics, in order of arrival.
    pub(crate) fn everybody_waiting(&self) -> Vec<Waiter> {
        let clinics = self.setup.clinics.into_iter();
        let subjects: Vec<Subject> = clinics.map(Subject::waiting).collect();
        // The records lack the wished times of an entry, which is listed once the clinic has returned it.
        let has_wish = |change: &RecordedChange| {
            let is_read = change
                .made()
                .is_some_and(|made| self.read_by_itself(made).is_some());
            change.kind != ChangeKind::Book || change.wished().is_some() || is_read
        };
        let is_listed = |change: &RecordedChange| change.is_waiting() && has_wish(change);
        let entries = self.book.calendar(&subjects, is_listed);
        let mut waiters = Vec::new();
        for entry in entries {
            let wished = entry
                .on_record()
                .filter(|booked| booked.waits.is_none())
                .and_then(|booked| self.read_by_itself(booked));
            waiters.extend(Waiter::of(entry).map(|waiter| Waiter {
                wished: wished.cloned().unwrap_or(waiter.wished),
                ..waiter
            }));
        }
        waiters.extend(self.book.kept_waiting().iter().cloned());
        first_come_first(&mut waiters);
        waiters
    }

    /// Returns the entries of these people on the waiting lists of their clinics.
    pub(crate) fn waiting_entries(&self, people: &[(ClinicId, String)]) -> Vec<CalendarEntry<'_>> {
        let clinics = people.iter().map(|(clinic, _)| Subject::waiting(*clinic));
        let subjects: Vec<Subject> = clinics.collect();
        let mut entries = self.book.calendar(&subjects, RecordedChange::is_waiting);
        let is_theirs = |entry: &CalendarEntry<'_>| {
            let mut people = people.iter();
            people.any(|(clinic, id)| {
                let is_named = match entry.on_record() {
                    Some(booked) => booked.is_of(id),
                    None => entry
                        .person()
                        .is_some_and(|person| person.eq_ignore_ascii_case(id)),
                };
                entry.clinic() == *clinic && is_named
            })
        };
        let is_listed =
            |entry: &CalendarEntry<'_>| entry.on_record().is_none_or(Booked::is_waiting);
        entries.retain(|entry| is_theirs(entry) && is_listed(entry));
        entries
    }

    /// Returns the entries of these people on the desks' own waiting list.
    pub(crate) fn kept_waiting_of(&self, people: &[(ClinicId, String)]) -> Vec<Waiter> {
        let is_theirs = |waiter: &&Waiter| {
            let mut people = people.iter();
            people.any(|(clinic, id)| {
                waiter.clinic == *clinic && waiter.person.eq_ignore_ascii_case(id)
            })
        };
        let kept = self.book.kept_waiting().iter();
        kept.filter(is_theirs).cloned().collect()
    }

    /// Returns whether all of a clinic's waiting list was read, or it keeps none.
    pub(crate) fn has_whole_waiting_list(&self, clinic: ClinicId) -> bool {
        let mut reads = self.waiting_list_reads();
        let is_read =
            |read: &CalendarQuery| read.failure().is_none() && read.is_whole() == Some(true);
        reads.all(|read| read.clinic() != Some(clinic) || is_read(read))
    }

    /// Returns the wished times of an entry that was read individually.
    fn read_by_itself(&self, entry: &Booked) -> Option<&Wished> {
        let key = (entry.clinic, entry.id.clone());
        self.waiting.unlisted.get(&key)?.as_ref()
    }

    /// Reads individually each entry that desks have made and the waiting lists lack, because a clinic's search may lag
    /// behind.
    pub(crate) fn read_unlisted_waiting(&mut self) {
        if self.waiting.asked.is_empty() {
            return;
        }
        let clinics = self.setup.clinics.into_iter();
        let subjects: Vec<Subject> = clinics.map(Subject::waiting).collect();
        let mut unlisted = Vec::new();
        for entry in self.book.calendar(&subjects, RecordedChange::is_waiting) {
            if let Some(booked) = entry.on_record().filter(|booked| booked.waits.is_none()) {
                unlisted.push((booked.clinic, booked.id.clone()));
            }
        }
        unlisted.retain(|key| !self.waiting.unlisted.contains_key(key));
        unlisted.truncate(MOST_NAMED);
        for (clinic, id) in unlisted {
            self.waiting.unlisted.insert((clinic, id.clone()), None);
            let ticket = self.ticket();
            let read = ClinicCall::Open(AppointmentPlace::Waiting, clinic, id);
            self.request([Effect::Clinic(ticket, read)]);
        }
    }

    /// Handles an entry of a waiting list that was read individually.
    pub(crate) fn on_waiting_entry_read(&mut self, answer: Result<Appointment, Failure>) {
        if let Ok(entry) = answer
            && let Some(wished) = entry.wished()
        {
            let key = (entry.clinic, entry.id);
            self.waiting.unlisted.insert(key, Some(wished));
            self.read_names_of_waiting();
        }
    }

    /// Returns the time zone of a waiting patient's provider, or else of the clinic.
    pub fn zone_of_waiter(&self, waiter: &Waiter) -> Zone {
        self.zone_at(
            waiter.clinic,
            waiter.provider.as_deref().unwrap_or_default(),
        )
    }

    /// Returns the wished times of a waiting list entry; `None` for other appointments.
    pub fn wish_of(&self, of: &AppointmentRef) -> Option<Wished> {
        let waiters = if of.is_waiting() {
            self.everybody_waiting()
        } else {
            Vec::new()
        };
        let is_entry =
            |waiter: &Waiter| waiter.clinic == of.clinic && waiter.id() == Some(of.id.as_str());
        waiters
            .into_iter()
            .find(is_entry)
            .map(|waiter| waiter.wished)
    }

    /// Returns the newest freed time that a waiting patient would take.
    pub fn offered_time(&self) -> Option<Freed> {
        let freed = self.freed_times();
        freed
            .into_iter()
            .find(|freed| !self.takers(freed).is_empty())
            .cloned()
    }

    /// Returns the patients who would take a freed time and have not declined it, in order of arrival.
    pub(crate) fn takers(&self, freed: &Freed) -> Vec<Waiter> {
        let has_declined = |waiter: &Waiter| {
            let mut declined = self.waiting.declined.iter();
            declined.any(|(time, by)| time == freed && by == &waiter.place)
        };
        let mut takers = self.everybody_waiting();
        takers.retain(|waiter| self.suits_waiter(waiter, freed) && !has_declined(waiter));
        takers
    }

    /// Records that a patient declines the offered time, so that it is offered to the next one. Returns that time;
    /// `None` if the patient would not take it anyway.
    pub fn decline_offer(&mut self, waiter: &Waiter) -> Option<Freed> {
        let offered = self.offered_time();
        let freed = offered.filter(|freed| self.suits_waiter(waiter, freed))?;
        let declined = (freed.clone(), waiter.place.clone());
        self.waiting.declined.push(declined);
        Some(freed)
    }

    /// Offers a declined time to a patient again.
    pub fn offer_again(&mut self, freed: &Freed, waiter: &Waiter) {
        let is_this = |(time, by): &(Freed, WaitingPlace)| time == freed && *by == waiter.place;
        self.waiting.declined.retain(|declined| !is_this(declined));
    }

    /// Reads the entries of the waiting patients who are in no list.
    pub(crate) fn read_names_of_waiting(&mut self) {
        let waiting = self.waiting_list().into_iter();
        let named = waiting
            .filter(|waiter| !waiter.person.is_empty())
            .map(|waiter| (waiter.clinic.people(), waiter.person))
            .collect();
        self.read_entries(named, MOST_NAMED);
    }

    /// Returns whether every clinic that keeps a waiting list has answered or failed.
    pub fn has_read_waiting_lists(&self) -> bool {
        self.waiting_list_reads().all(|read| !read.is_asking())
    }

    /// Returns the entry of the desks' own list for a draft; `None` if it names no patient or an invalid provider.
    pub fn waiter_for(&self, draft: &Draft, wished: Wished) -> Option<Waiter> {
        let clinic = draft.clinic();
        let person = clinic
            .people()
            .id(draft.text(clinic.patient_field()).trim())?;
        let provider = match draft.text(clinic.provider_field()).trim() {
            "" => None,
            typed => Some(clinic.providers().id(typed)?.to_string()),
        };
        let note = draft.desk_note().trim();
        Some(Waiter {
            place: WaitingPlace::Unsettled,
            clinic,
            person: person.to_string(),
            provider,
            wished,
            since: Some(self.moment.now),
            what: (!note.is_empty()).then(|| note.to_owned().into()),
            by: None,
        })
    }

    /// Puts a patient on the desks' own waiting list. The entry that conflicted last time is replaced.
    pub fn keep_waiting(&mut self, waiter: Waiter) {
        let told = self.waiting.told.take();
        let seen = told.filter(|told| told.is_beside(&waiter));
        self.take_note_step(NoteStep::Waiting { waiter, seen });
    }

    /// Takes a patient off the desks' own waiting list.
    pub fn take_off_waiting_list(&mut self, waiter: Waiter) {
        self.take_note_step(NoteStep::NotWaiting(waiter));
    }

    /// Handles the end of a step of the desks' own list.
    pub(crate) fn on_kept_waiting(&mut self, step: NoteStep, end: &NoteEnd) {
        let news = match (step, end) {
            (NoteStep::Waiting { waiter, .. }, NoteEnd::Done) => {
                OfficeNews::KeptWaiting(waiter.clinic)
            }
            (NoteStep::Waiting { .. }, NoteEnd::NotWritten(why)) => {
                OfficeNews::NotKeptWaiting(why.clone())
            }
            (step, NoteEnd::Overtaken) => {
                if let NoteStep::Waiting { waiter, .. } = &step {
                    let mut kept = self.book.kept_waiting().iter();
                    self.waiting.told = kept.find(|kept| kept.is_beside(waiter)).cloned();
                }
                OfficeNews::WaitingOvertaken(Box::new(step))
            }
            _ => return,
        };
        self.tell(news);
    }
}
