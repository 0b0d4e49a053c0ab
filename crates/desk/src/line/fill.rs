//! From the entry line into the form. Line and form are one draft: the line fills in what it names, and keeps
//! what a person has typed.

use crate::current::{is_being_typed, is_under_way, note_of_read_back, patient_named};
use crate::line::pick::digits_of;
use crate::line::reading::{clock_of, may_learn_more};
use crate::model::PeopleQueries;
use crate::reachability::offers;
use crate::{Action, Desk, Forms, Note, Pane, Part, Reading, appointment, note, templates};
use booking::line::{ListMatch, Resolved};
use booking::time::{Clock, Wish};
use booking::{ClinicId, Draft, is_same_id, time};
use i18n::say;
use office::{BookingCase, LineRequest, PutAside, TimeOfLine, park};
use words::Wording;

/// Returns the meaning of the line, its patient and its wish for a time, or a note about what it lacks.
fn complete_meaning(desk: &Desk) -> Result<(Resolved, Option<String>, Wish), Note> {
    let Some(reading) = &desk.line.reading else {
        return Err(note!("line-type-something"));
    };
    if let Some(doubt) = reading.doubt() {
        return Err(Note::verbatim(doubt.to_owned()));
    }
    let means = reading.means.clone();
    let in_form = patient_named(desk, means.clinic);
    let clock = clock_of(desk, &means);
    let read = |words: Wording<'_>| {
        let clock = Clock {
            language: words.language,
            ..clock
        };
        words.wish_of_line(&means, in_form, &clock)
    };
    if means.names_provider() && means.patient == ListMatch::Unasked && in_form.is_empty() {
        // Perhaps the caller only asked when somebody is free.
        let key = desk.setup.keys.key(Action::FreeTimes);
        return Err(note!("line-for-whom-or-free", key = key));
    }
    let (patient, wish) = read(desk.words())
        .map_err(|_| desk.each_language(|words| read(words).err().unwrap_or_default()))?;
    Ok((means, patient, wish))
}

/// Returns whether the line was read and is not understood.
fn is_not_understood(desk: &Desk) -> bool {
    let reading = desk.line.reading.as_ref();
    reading.is_some_and(|reading| !reading.is_waiting() && reading.doubt().is_some())
}

/// Returns what can be done about a line that is not understood: pick a row, add the patient, or correct a word. A
/// problem that is not shown under the line comes first.
fn how_to_mend(desk: &Desk, reading: &Reading) -> Note {
    let key = desk.setup.keys.key(Action::Close);
    let rows = reading.picks.len();
    let adds = desk.setup.keys.key(Action::NewPatient);
    let can_add = reading.means.patient == ListMatch::Nothing && offers(desk, Action::NewPatient);
    let mend = match rows {
        0 if can_add => note!("line-add-or-mend", adds = adds, key = key),
        0 => note!("line-mend", key = key),
        _ => Note::new(move |language| {
            let digits = digits_of(rows, language);
            say!(language, "line-pick-or-mend", digits, key)
        }),
    };
    match reading.doubt() {
        Some(doubt) if desk.change_form().is_some() => {
            Note::verbatim(doubt.to_owned()).and(Some(mend))
        }
        _ => mend,
    }
}

/// Returns the note about a form that was put aside, with the draft that made room for it; `None` if nothing was kept.
pub(super) fn note_of_parked(desk: &Desk, put_aside: &PutAside) -> Option<Note> {
    put_aside.letter()?;
    Some(desk.each_language(|words| words.put_aside(put_aside).unwrap_or_default()))
}

/// Returns the note that no letter is free for putting a clinic's form aside.
pub(super) fn note_of_no_letter(clinic: ClinicId) -> Note {
    note!("line-no-letter-left", clinic = clinic.name())
}

/// Returns the draft that a line for this patient continues: the form, or the form before the line filled it if nobody
/// has edited it since. The practitioner or location of the last booking is left out. Returns `None` if the form is for
/// another patient. `patient` is `None` if the line names nobody.
pub(super) fn base_of_line(desk: &Desk, clinic: ClinicId, patient: Option<&str>) -> Option<Draft> {
    let form = desk.form_of(clinic);
    // The next caller's line corrects nothing in the form of the one before. A form for nobody was only looked at.
    let named = patient_named(desk, clinic);
    let is_of_last = |id: &str| !desk.line.is_next() || named.is_empty() || is_same_id(id, named);
    let case = desk.line.case();
    let before = if patient.is_some_and(is_of_last) {
        case
    } else {
        None
    };
    form.base_of_line(before.and_then(|case| case.base_of(form)), patient)
}

/// Returns the id of the practitioner or location that a line without one takes from the form; empty if the form
/// has none for it.
pub(super) fn provider_from_form(desk: &Desk, means: &Resolved) -> String {
    let patient = match &means.patient {
        ListMatch::One(id) => Some(id.as_str()),
        _ => None,
    };
    let base = base_of_line(desk, means.clinic, patient);
    base.map_or_else(String::new, |base| {
        base.text(means.clinic.provider_field()).trim().to_owned()
    })
}

impl Part<'_, Forms> {
    /// Handles Enter: previews the line. An unchanged line that was previewed before overrides nothing chosen since.
    pub(super) fn enter_in_line(&mut self) {
        let is_done = self.line.stage().is_done();
        let filled = self.line.case().map(|case| case.draft().clinic());
        if let Some(clinic) = filled.filter(|clinic| is_done && self.has_time(*clinic)) {
            *self.clinic_mut() = clinic;
            self.note(note_of_read_back(self));
        } else if is_done && self.line.case().is_some_and(|case| self.is_edited(case)) {
            self.look_for_time_again()
        } else {
            self.carry_out_line()
        }
    }

    /// Returns what can be done about a line that is not understood, whose rows digits then pick; `None` for any other
    /// line.
    pub(crate) fn refuse_line(&mut self) -> Option<Note> {
        let reading = self.line.reading.as_ref();
        if !is_not_understood(self) {
            return None;
        }
        let reading = reading?;
        let has_picks = !reading.picks.is_empty();
        let note = match self.words().key_remark(self.clinic) {
            Some(remark) => Note::verbatim(remark),
            None => how_to_mend(self, reading),
        };
        self.line_mut().refuse(has_picks);
        Some(note)
    }

    /// Refuses the booking key for a line that Enter has not entered yet, understood or not. Returns what can be done
    /// about a line that is not understood.
    pub(crate) fn refuse_line_not_entered(&mut self) -> Option<Note> {
        let note = self.refuse_line();
        self.line_mut().note_refused();
        note
    }

    /// Notes what the line lacks, so that Enter can't carry it out.
    pub(super) fn refuse_with(&mut self, why: Note) {
        self.line_mut().refuse_as_incomplete();
        self.note(why)
    }

    /// Returns whether somebody has edited what the line has filled in.
    fn is_edited(&self, case: &BookingCase) -> bool {
        !case.is_as_filled(self.form_of(case.draft().clinic()))
    }

    /// Returns whether the clinic's form has a start.
    fn has_time(&self, clinic: ClinicId) -> bool {
        let draft = self.form_of(clinic).draft();
        !draft.text(clinic.start_field()).trim().is_empty()
    }

    /// Searches again for a time that matches the line, if the form still needs one, and keeps the rest of
    /// the form.
    fn look_for_time_again(&mut self) {
        let is_for_waiting_list = self.form().draft().asks_for_wish();
        if let Ok((means, _, wish)) = complete_meaning(self)
            && !is_for_waiting_list
            && means.clinic == self.clinic
        {
            self.time_line(&means, wish);
        }
    }

    /// Does what the line asks for; of a visit, fills the form and holds the first free time. Books nothing.
    pub(crate) fn carry_out_line(&mut self) {
        if self.line.reading.as_ref().is_some_and(Reading::is_waiting) {
            let may_learn_more = may_learn_more(self);
            if may_learn_more {
                self.line_mut().wait();
            } else {
                self.line_mut().stop_waiting();
            }
            self.note(if may_learn_more {
                note!("line-one-moment")
            } else {
                match self.words().dead_key_remark(self.clinic) {
                    Some(remark) => Note::verbatim(remark),
                    None => note!("line-no-lists"),
                }
            });
            return self.desk().people(PeopleQueries::search_for_line);
        }
        match self.line.request().cloned() {
            Some(LineRequest::Other(request)) => self.carry_out_other(request),
            Some(LineRequest::Verb(verb)) => {
                if let Some((means, ..)) = self.meaning_or_refusal() {
                    self.open_for_verb(&means, &verb);
                }
            }
            Some(LineRequest::LookUp) => {
                if let Some((means, Some(patient), _)) = self.meaning_or_refusal() {
                    self.look_up(means.clinic, &patient);
                }
            }
            Some(LineRequest::Booking | LineRequest::Unclear) | None => {
                if let Some((means, patient, wish)) = self.meaning_or_refusal() {
                    self.fill(&means, patient, wish);
                }
            }
        }
    }

    /// Returns the meaning of a line about a visit; refuses one that is not understood, or lacks something.
    fn meaning_or_refusal(&mut self) -> Option<(Resolved, Option<String>, Wish)> {
        let meaning = match self.refuse_line() {
            Some(note) => Err(note),
            None => complete_meaning(self),
        };
        match meaning {
            Ok(meaning) => Some(meaning),
            Err(note) => {
                self.refuse_with(note);
                None
            }
        }
    }

    /// Fills the form from a line being typed that names a provider, so that the provider's free times are shown and
    /// not those of the form before. The line need not name a patient. Returns its words about time; empty if no such
    /// line is typed.
    ///
    /// # Errors
    ///
    /// Returns the doubt about the line.
    pub(crate) fn fill_before_free_times(&mut self) -> Result<String, Note> {
        if !is_being_typed(self) {
            return Ok(String::new());
        }
        let Some(reading) = &self.line.reading else {
            return Ok(String::new());
        };
        let means = reading.means.clone();
        if means.verb.is_some() || !means.names_provider() {
            return Ok(String::new());
        }
        if let Some(doubt) = reading.doubt() {
            return Err(Note::verbatim(doubt.to_owned()));
        }
        let wished = means.time.join(" ");
        let is_for_nobody =
            means.patient == ListMatch::Unasked && patient_named(self, means.clinic).is_empty();
        if is_for_nobody {
            let wish = means.wish(&clock_of(self, &means));
            let wish = wish.map_err(|why| Note::new(move |language| why.what(language)))?;
            self.fill(&means, None, wish);
        } else {
            self.carry_out_line();
        }
        Ok(wished)
    }

    fn fill(&mut self, means: &Resolved, patient: Option<String>, wish: Wish) {
        let clinic = means.clinic;
        if is_under_way(self, clinic) {
            return self.note(note!("line-under-way"));
        }
        let Some((base, parked)) = self.base_for(clinic, patient.as_deref()) else {
            return self.note(note_of_no_letter(clinic));
        };
        *self.clinic_mut() = clinic;
        self.focus_pane(Pane::Line);
        let mut form = self.form().booking_form().clone();
        let clock = self.setting().clock;
        let (case, unlisted) =
            BookingCase::fill(&self.office, &mut form, means, patient, base, &clock);
        self.form_mut().begin_with(form);
        self.line_mut().note_filled(case);
        self.time_line(means, wish);
        let parked = parked.and_then(|parked| note_of_parked(self, &parked));
        for note in templates::without_panels(self, &unlisted)
            .into_iter()
            .chain(parked)
        {
            let before = self.note.clone();
            self.note(note.and(before));
        }
    }

    /// Shows the appointments of a patient. The form gets nothing from the look-up, and loses what an earlier line
    /// filled in for the same patient if nobody has edited it. A form for another patient stays as it is.
    pub(super) fn look_up(&mut self, clinic: ClinicId, patient: &str) {
        if is_under_way(self, clinic) {
            return self.note(note!("line-under-way"));
        }
        let base = base_of_line(self, clinic, Some(patient));
        *self.clinic_mut() = clinic;
        self.focus_pane(Pane::Line);
        if let Some((case, base)) = self.line.case().zip(base)
            && let Some(before) = case.taken_back(self.form(), base)
        {
            self.form_mut().begin_with(before);
        }
        self.slots_mut().wanted = None;
        self.desk().hide_appointment_of_others(clinic, patient);
        self.line_mut().note_looked_up(clinic, patient.to_owned());
    }

    /// Gives the visit in the form the time that the line names, or the first free one that the line admits.
    fn time_line(&mut self, means: &Resolved, wish: Wish) {
        let clinic = self.clinic;
        let clock = self.setting().clock;
        let step = self.in_case(|case, _, form| case.time_of_line(form, means, &wish, &clock));
        match step {
            TimeOfLine::InForm | TimeOfLine::Entered => self.note(note_of_read_back(self)),
            TimeOfLine::Sought(sought) => self.look_for_time(&sought, wish),
            TimeOfLine::WithNobody => self.note(Note::new(move |language| {
                let whom = clinic.words().with_whom.text(language);
                say!(language, "hold-or-time", whom)
            })),
            TimeOfLine::TooFar(last) => self.note(Note::new(move |language| {
                say!(language, "hold-too-far", last = time::day(last, language))
            })),
        }
    }

    /// Puts the front form aside before the line does something for another patient or for none: the booking key,
    /// pressed once more, would book that form. Returns `false`, and notes it, if no letter is free.
    pub(super) fn park_form_beside(&mut self, patient: Option<(ClinicId, &str)>) -> bool {
        let clinic = self.clinic;
        let named = patient_named(self, clinic);
        let is_about = |(at, id)| appointment::is_same_patient(self, (clinic, named), (at, id));
        if named.is_empty() || patient.is_some_and(is_about) || is_under_way(self, clinic) {
            return true;
        }
        let Some(parked) = self.park_form(clinic) else {
            self.note(note_of_no_letter(clinic));
            return false;
        };
        if let Some(note) = note_of_parked(self, &parked) {
            self.note(note);
        }
        true
    }

    /// Returns the draft that the line continues, and what has become of a form for another patient. `None` if no
    /// letter is free for it.
    fn base_for(
        &mut self,
        clinic: ClinicId,
        patient: Option<&str>,
    ) -> Option<(Draft, Option<PutAside>)> {
        if let Some(base) = base_of_line(self, clinic, patient) {
            return Some((base, None));
        }
        let parked = self.park_form(clinic)?;
        Some((Draft::new(clinic), Some(parked)))
    }

    /// Puts the form of a clinic aside, without the line. `None` if no letter is free.
    fn park_form(&mut self, clinic: ClinicId) -> Option<PutAside> {
        park(self.desk(), clinic, false)
    }
}
