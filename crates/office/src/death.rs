//! A patient has died: what is coming is cancelled at every clinic, with what they wait for, every desk has a note, and each
//! clinic whose own record of the patient has a place for it is told the day.

use std::collections::VecDeque;

use booking::api::Capability;
use booking::{
    AppointmentRef, CalendarEntry, ClinicId, Entry, NoteText, PatientField, RecordState, Verb,
    Waiter,
};
use i18n::{Language, say};

use super::{NoteStep, Office, SeveralAsked};

/// What is done for a patient who has died, step by step. Each step is taken by a person.
#[derive(Clone)]
pub struct DeathCase {
    /// The clinic at which the patient was named.
    clinic: ClinicId,
    /// The patient's id there.
    id: String,
    stage: DeathStage,
    /// The patient at each clinic that is known to have them, once that is read.
    people: Vec<(ClinicId, String)>,
    /// The patient's entries of the desks' own waiting list.
    kept: VecDeque<Waiter>,
    /// The clinics' own records of the patient in which the death is still to be entered.
    to_record: VecDeque<(ClinicId, String)>,
}

/// How far such a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeathStage {
    /// What is coming is being read.
    Reading,
    /// It is known what is to be cancelled and noted.
    Known,
    /// Every desk has the note. The clinics' own records are left.
    Noted,
}

/// What is coming for a patient who has died.
#[derive(Clone)]
pub struct VisitsOfDeath {
    /// The visits at every clinic that could be read, and behind them the entries of the clinics' waiting lists.
    pub visits: Vec<AppointmentRef>,
    /// Whether there are others that no clinic has confirmed yet.
    pub has_unsettled: bool,
    /// The clinics whose visits could not be read.
    pub unread: Vec<ClinicId>,
}

impl DeathCase {
    /// Creates the case of a patient, of whom nothing is read yet.
    pub fn of(clinic: ClinicId, id: String) -> DeathCase {
        DeathCase {
            clinic,
            id,
            stage: DeathStage::Reading,
            people: Vec::new(),
            kept: VecDeque::new(),
            to_record: VecDeque::new(),
        }
    }

    /// Returns the patient at the clinic at which they were named.
    pub fn patient(&self) -> (ClinicId, &str) {
        (self.clinic, &self.id)
    }

    /// Returns how far the case is.
    pub fn stage(&self) -> DeathStage {
        self.stage
    }

    /// Returns the patient at each clinic that is known to have them, once that is read.
    pub fn people(&self) -> &[(ClinicId, String)] {
        &self.people
    }

    /// Takes the next entry of the desks' own waiting list that is to be taken off.
    pub fn next_to_take_off(&mut self) -> Option<Waiter> {
        self.kept.pop_front()
    }

    /// Takes the next clinic in whose record of the patient the death is to be entered, with the patient's id there.
    pub fn next_to_record(&mut self) -> Option<(ClinicId, String)> {
        self.to_record.pop_front()
    }
}

/// Returns what is asked for with each visit of a patient who has died.
pub fn asked_for_death(language: Language) -> SeveralAsked {
    SeveralAsked {
        reason: Some(say!(language, "died-reason").to_owned().into()),
        ..SeveralAsked::of(Verb::Cancel)
    }
}

impl Office {
    /// Requests what is coming for a patient who has died, at every clinic that may know them, and who waits there.
    pub fn read_for_death(&mut self, case: &DeathCase) {
        self.read_waiting_lists();
        self.want_upcoming(case.clinic, &case.id);
        self.want_all_upcoming();
    }

    /// Returns what is coming for a patient who has died, once it is read as far as it can be; `None` while it is awaited.
    pub fn known_of_death(&mut self, case: &mut DeathCase) -> Option<VisitsOfDeath> {
        self.want_all_upcoming();
        let Some(upcoming) = self.upcoming_of(case.clinic, &case.id) else {
            if !self.is_unreachable(case.clinic) {
                return None;
            }
            let people = vec![(case.clinic, case.id.clone())];
            self.know_people(case, people);
            return Some(VisitsOfDeath {
                visits: Vec::new(),
                has_unsettled: false,
                unread: vec![case.clinic],
            });
        };
        if !self.has_all_upcoming() || !self.has_read_waiting_lists() {
            return None;
        }
        let people = upcoming
            .people()
            .map(|(clinic, id)| (clinic, id.to_owned()));
        let people: Vec<(ClinicId, String)> = people.collect();
        let mut unread: Vec<ClinicId> = self
            .unread_upcoming(upcoming)
            .map(|(clinic, _)| clinic)
            .collect();
        unread.extend(self.unasked_elsewhere(upcoming));
        let clinics = people.iter().map(|(clinic, _)| *clinic);
        unread.extend(clinics.filter(|clinic| !self.has_whole_waiting_list(*clinic)));
        let mut seen = Vec::new();
        unread.retain(|clinic| {
            let is_first = !seen.contains(clinic);
            seen.push(*clinic);
            is_first
        });
        let coming = self.coming_up();
        let entries = coming.map(|(_, entries)| entries).unwrap_or_default();
        let waiting = self.waiting_entries(&people);
        let mut all = entries.iter().chain(&waiting);
        let has_unsettled = all.any(|entry| entry.on_record().is_none());
        let visits = entries.into_iter().chain(waiting);
        let visits = visits.filter_map(CalendarEntry::on_record);
        let visits = visits.map(AppointmentRef::from).collect();
        self.know_people(case, people);
        Some(VisitsOfDeath {
            visits,
            has_unsettled,
            unread,
        })
    }

    /// Notes at which clinics the patient is known.
    fn know_people(&self, case: &mut DeathCase, people: Vec<(ClinicId, String)>) {
        let can_be_told = |(clinic, id): &&(ClinicId, String)| self.can_record_death(*clinic, id);
        case.to_record = people.iter().filter(can_be_told).cloned().collect();
        case.kept = self.kept_waiting_of(&people).into();
        case.people = people;
        case.stage = DeathStage::Known;
    }

    /// Whether a clinic's own record of a patient has a place for the day of death, and does not say yet that they have died.
    fn can_record_death(&self, clinic: ClinicId, id: &str) -> bool {
        let known = self.lists.known(clinic.people(), id);
        let state = known.as_deref().and_then(Entry::record_state);
        let is_recorded = state == Some(&RecordState::Deceased);
        let has_place = clinic
            .new_patient()
            .any(|rule| rule.field == PatientField::Died);
        has_place
            && clinic.corrects_patients()
            && !self.missing_at(clinic).has(Capability::CorrectPatient)
            && !is_recorded
    }

    /// Writes for every desk that a patient has died, at each clinic at which the note does not say so yet.
    pub fn note_death(&mut self, case: &mut DeathCase, language: Language) {
        for (clinic, person) in &case.people {
            let Some(text) = self.note_of_death(*clinic, person, language) else {
                continue;
            };
            let seen = self.book.note_of_patient(*clinic, person);
            let seen = seen.map(|note| note.text.clone());
            self.take_note_step(NoteStep::OfPatient {
                clinic: *clinic,
                person: person.clone(),
                text: Some(text),
                seen,
            });
        }
        case.stage = DeathStage::Noted;
    }

    /// Returns the note about a patient who has died, before the one that there is; `None` if that says so already.
    pub fn note_of_death(
        &self,
        clinic: ClinicId,
        person: &str,
        language: Language,
    ) -> Option<NoteText> {
        let before = self.book.note_of_patient(clinic, person);
        if before.is_some_and(|note| says_death(note.text.typed())) {
            return None;
        }
        let died = say!(language, "died-note");
        let both = before.and_then(|note| NoteText::new(&format!("{died}; {}", note.text.says())));
        both.or_else(|| NoteText::new(died))
    }

    /// Returns those of these patients about whom the desks' note says that they have died, each once.
    pub fn noted_as_dead(
        &self,
        patients: impl IntoIterator<Item = (ClinicId, String)>,
    ) -> Vec<(ClinicId, String)> {
        let mut dead = Vec::new();
        for (clinic, person) in patients {
            let note = self.book.note_of_patient(clinic, &person);
            let is_dead = note.is_some_and(|note| says_death(note.text.typed()));
            if is_dead && !dead.contains(&(clinic, person.clone())) {
                dead.push((clinic, person));
            }
        }
        dead
    }
}

/// Whether a note says that its patient has died, in any language.
fn says_death(note: &str) -> bool {
    let mut languages = Language::ALL.into_iter();
    languages.any(|language| note.starts_with(say!(language, "died-note")))
}
