//! Making the slip of the shown appointment, and of the others of its call, from what the desk knows.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::{Desk, Origin, Query, Shown, TextInput, appointment};
use booking::{Appointment, AppointmentRef, ClinicId, Language, Paper, Person, Slip, initials};

use super::{SlipSheet, SlipVisit};

impl SlipSheet {
    /// Creates the slip of an appointment, with the others that this desk has booked in the same call.
    pub(super) fn of(desk: &Desk, shown: &Shown) -> SlipSheet {
        let known = shown.known();
        let words = desk.words();
        let slip = words.slip(&known, words.language_of_slip(&known));
        let mut visits = others_of_call(desk, &slip);
        let id = slip.id.clone();
        visits.push(SlipVisit::new(desk, slip, shown.person.clone()));
        SlipSheet::with(desk, visits, &id)
    }

    /// Creates the slip of the visits that this desk booked in the last call. `None` if none of them is still booked,
    /// or the desk is about another patient by now.
    pub(super) fn of_last_call(desk: &Desk) -> Option<SlipSheet> {
        let last = desk.office.book.just_booked()?.made()?;
        let person = last.person.as_deref();
        if appointment::is_of_another(desk, last.clinic, person) {
            return None;
        }
        let given = desk.office.book.instruction(last.clinic, &last.id);
        let instruction = given.map_or("", |given| given.shown().as_str());
        let language = desk
            .words()
            .language_of_instruction(last.clinic, person, instruction);
        let call = desk.office.book.booked_in_one_call(last.clinic, &last.id);
        let visits: Vec<SlipVisit> = call
            .into_iter()
            .map(|booked| visit_of(desk, &booked.into(), language))
            .collect();
        (!visits.is_empty()).then(|| SlipSheet::with(desk, visits, &last.id))
    }

    /// Creates the slip of these appointments, whose instructions are still to be read. `None` if there are none.
    pub(super) fn of_several(desk: &Desk, of: &[AppointmentRef]) -> Option<SlipSheet> {
        let first = of.first()?;
        let words = desk.words();
        let language = words.language_of_instruction(first.clinic, first.person.as_deref(), "");
        let visits = of.iter().map(|of| visit_of(desk, of, language));
        let mut sheet = SlipSheet::with(desk, visits.collect(), &first.id);
        sheet.unread = of.iter().map(|of| (of.clinic, of.id.clone())).collect();
        Some(sheet)
    }

    /// Replaces a visit by the appointment that was read.
    pub(super) fn put_read(&mut self, desk: &Desk, read: Appointment) {
        let mut visits = self.visits.iter_mut();
        let Some(visit) = visits.find(|visit| visit.is_of(read.key())) else {
            return;
        };
        let shown = Shown::new(read, visit.person.clone(), None, Origin::Opened);
        let language = visit.slip.language;
        let words = desk.words();
        let slip = words.slip(&shown.known(), language);
        visit.slip = Slip {
            instruction: words.instruction_in(&slip.instruction, language),
            provider: visit.slip.provider.take(),
            ..slip
        };
    }

    fn with(desk: &Desk, mut visits: Vec<SlipVisit>, shown: &str) -> SlipSheet {
        sort_by_patient(&mut visits);
        let place = visits.iter().position(|visit| visit.slip.id == shown);
        let mut sheet = SlipSheet {
            visits,
            shown: place.unwrap_or_default(),
            is_alone: false,
            has_names: false,
            chosen: 0,
            folder: desk.setup.save_folder.clone(),
            path: TextInput::default(),
            is_naming: false,
            scrolled: 0,
            code: None,
            unread: Vec::new(),
            reading: Query::default(),
        };
        sheet.path = TextInput::filled_in(sheet.file_name(Paper::Text));
        sheet
    }

    /// Switches the slip to the next language, with each instruction that is an unedited template's.
    pub(super) fn next_language(&mut self, desk: &Desk) {
        let language = Language::ALL[(self.language() as usize + 1) % Language::ALL.len()];
        for SlipVisit { slip, .. } in &mut self.visits {
            slip.instruction = desk.words().instruction_in(&slip.instruction, language);
            slip.language = language;
        }
    }
}

impl SlipVisit {
    fn is_of(&self, key: (ClinicId, &str)) -> bool {
        (self.slip.clinic, self.slip.id.as_str()) == key
    }

    fn new(desk: &Desk, slip: Slip, person: Option<String>) -> SlipVisit {
        let id = person.as_deref();
        let known = id.and_then(|id| desk.office.lists.known(slip.clinic.people(), id));
        let spoken = known
            .as_deref()
            .and_then(office::person)
            .and_then(Person::spoken);
        let name = known.as_deref().map(|entry| entry.name.clone());
        let whose = match &name {
            Some(name) => initials(name),
            None => person.clone().unwrap_or_default(),
        };
        SlipVisit {
            slip,
            person,
            whose,
            name,
            spoken: spoken.map(Language::from),
        }
    }
}

/// Returns the other visits of the call in which an appointment was booked. A cancelled one has none: its slip says
/// that it is cancelled.
fn others_of_call(desk: &Desk, of: &Slip) -> Vec<SlipVisit> {
    if of.is_cancelled() {
        return Vec::new();
    }
    let call = desk.office.book.booked_in_one_call(of.clinic, &of.id);
    let others = call.into_iter().filter(|booked| booked.id != of.id);
    others
        .map(|booked| visit_of(desk, &booked.into(), of.language))
        .collect()
}

fn visit_of(desk: &Desk, of: &AppointmentRef, language: Language) -> SlipVisit {
    let slip = desk.words().slip_of_known(of, language);
    SlipVisit::new(desk, slip, of.person.clone())
}

/// Sorts visits by patient, beginning with the patient who comes first, and by time.
fn sort_by_patient(visits: &mut [SlipVisit]) {
    let mut first: HashMap<Option<String>, Option<DateTime<Utc>>> = HashMap::new();
    for visit in &*visits {
        let start = visit.slip.start;
        let of_patient = first.entry(visit.person.clone()).or_insert(start);
        *of_patient = start.min(*of_patient);
    }
    visits.sort_by_cached_key(|visit| {
        let person = visit.person.clone();
        (first[&person], person, visit.slip.start)
    });
}
