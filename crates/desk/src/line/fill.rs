//! From the entry line into the form. Line and form are one draft: the line fills in what it names, and keeps
//! what a person has typed.

use crate::in_hand::{is_being_typed, is_under_way, note_of_read_back, patient_named, provider};
use crate::line::pick::digits_of;
use crate::line::reading::{clock_of, may_learn_more};
use crate::model::{Filled, PeopleQueries};
use crate::reachability::offers;
use crate::{Action, Desk, Forms, Note, Pane, Part, Reading, appointment, note, templates};
use booking::line::{ListMatch, Resolved};
use booking::time::{Clock, Wish};
use booking::{ClinicId, Draft, time};
use i18n::say;
use office::{PutAside, park};
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
    let names_provider = matches!(means.provider, ListMatch::One(_) | ListMatch::AnyOf(_));
    if names_provider && means.patient == ListMatch::Unasked && in_form.is_empty() {
        // Perhaps the caller only asked when somebody is free.
        let key = desk.setup.keys.key(Action::FreeTimes);
        return Err(note!("line-for-whom-or-free", key = key));
    }
    let (patient, wish) = read(desk.words())
        .map_err(|_| desk.each_language(|words| read(words).err().unwrap_or_default()))?;
    Ok((means, patient, wish))
}

/// Whether the line is read, and says why it is not understood.
fn is_not_understood(desk: &Desk) -> bool {
    let reading = desk.line.reading.as_ref();
    reading.is_some_and(|reading| !reading.is_waiting() && reading.doubt().is_some())
}

/// Returns what can be done about a line that is not understood: to pick a row, to add the patient, or to correct a
/// word. A problem that does not stand under the line is said first.
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

/// Returns the note about a form that was put aside, with the draft that has made room for it; `None` if nothing of it was
/// kept.
pub(super) fn note_of_parked(desk: &Desk, put_aside: &PutAside) -> Option<Note> {
    put_aside.letter()?;
    Some(desk.each_language(|words| words.put_aside(put_aside).unwrap_or_default()))
}

/// Returns the note that no letter is free under which the form of a clinic could be put aside.
pub(super) fn note_of_no_letter(clinic: ClinicId) -> Note {
    note!("line-no-letter-left", clinic = clinic.name())
}

/// Returns what the line has filled into the form of a clinic, if nobody has edited it since.
fn unedited_fill(desk: &Desk, clinic: ClinicId) -> Option<&Filled> {
    let filled = desk.line.filled()?;
    (filled.draft == *desk.form_of(clinic).draft()).then_some(filled)
}

/// Returns the draft that a line for this patient continues: the form as it is, or as it was before the line filled
/// it if nobody has edited it since; without the practitioner or location of the last booking. `None` if the form is
/// for another patient. `patient` is `None` if the line names nobody.
pub(super) fn base_of_line(desk: &Desk, clinic: ClinicId, patient: Option<&str>) -> Option<Draft> {
    let form = desk.form_of(clinic);
    // The next caller's line corrects nothing in the form of the one before. A form for nobody was only looked at.
    let named = patient_named(desk, clinic);
    let is_of_last =
        |id: &str| !desk.line.is_next() || named.is_empty() || id.eq_ignore_ascii_case(named);
    let before = unedited_fill(desk, clinic).filter(|_| patient.is_some_and(is_of_last));
    form.base_of_line(before.map(|filled| &filled.base), patient)
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
    /// Handles Enter: previews the line. A line that was previewed and is unchanged overrides nothing chosen
    /// since.
    pub(super) fn enter_in_line(&mut self) {
        let is_done = self.line.stage.is_done();
        if is_done && self.has_time_chosen_since() {
            self.note(note_of_read_back(self));
        } else if is_done
            && self
                .draft_filled()
                .is_some_and(|(filled, draft)| filled.draft != *draft)
        {
            self.look_for_time_again()
        } else {
            self.fill_from_line()
        }
    }

    /// Returns what can be done about a line that is not understood; `None` for any other. Digits pick its rows from now
    /// on.
    pub(crate) fn refuse_line(&mut self) -> Option<Note> {
        let reading = self.line.reading.as_ref();
        let reading = reading.filter(|_| is_not_understood(self))?;
        let has_picks = !reading.picks.is_empty();
        let note = match self.words().key_remark(self.clinic) {
            Some(remark) => Note::verbatim(remark),
            None => how_to_mend(self, reading),
        };
        self.line_mut().refuse(has_picks);
        Some(note)
    }

    /// Refuses what the booking key asks of a line that Enter has not entered yet, whether it is understood or not. Returns
    /// what can be done about one that is not understood.
    pub(crate) fn refuse_line_not_entered(&mut self) -> Option<Note> {
        let note = self.refuse_line();
        self.line_mut().refuse_as_incomplete();
        note
    }

    /// Says what the line lacks, so that Enter can't do what it says.
    pub(super) fn refuse_with(&mut self, why: Note) {
        self.line_mut().refuse_as_incomplete();
        self.note(why)
    }

    /// Returns the result of the line, and the present draft of its form.
    fn draft_filled(&self) -> Option<(&Filled, &Draft)> {
        let filled = self.line.filled()?;
        Some((filled, self.form_of(filled.draft.clinic()).draft()))
    }

    fn has_time_chosen_since(&mut self) -> bool {
        let Some((filled, draft)) = self.draft_filled() else {
            return false;
        };
        let clinic = filled.draft.clinic();
        let has_time = !draft.text(clinic.start_field()).trim().is_empty();
        if has_time {
            *self.clinic_mut() = clinic;
        }
        has_time
    }

    /// Searches again for a time that matches the line, if the form still needs one, and keeps the rest of
    /// the form.
    fn look_for_time_again(&mut self) {
        let is_for_waiting_list = self.form().draft().asks_for_wish();
        if let Ok((means, _, wish)) = complete_meaning(self)
            && !is_for_waiting_list
            && means.clinic == self.clinic
        {
            match means.provider {
                ListMatch::AnyOf(group) if provider(self).is_none() => {
                    self.look_for_whoever(group, wish)
                }
                _ => self.propose_time(wish, &means.time.join(" ")),
            }
        }
    }

    /// Handles Enter: fills the form from the line, and holds the first free time. Books nothing.
    pub(crate) fn fill_from_line(&mut self) {
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
        let away = self
            .line
            .reading
            .as_ref()
            .and_then(|reading| reading.away.clone());
        if let Some(away) = away {
            return self.open_absence(away);
        }
        let reading = self.line.reading.as_ref();
        if let Some(call_back) = reading.and_then(|reading| reading.call_back.clone()) {
            return self.ask_call_back(call_back);
        }
        if let Some(late) = reading.and_then(|reading| reading.late.clone()) {
            return self.note_lateness(late);
        }
        if let Some(list) = reading.and_then(|reading| reading.list) {
            return self.open_list_of_line(list);
        }
        let meaning = match self.refuse_line() {
            Some(note) => Err(note),
            None => complete_meaning(self),
        };
        match meaning {
            Ok((means, patient, wish)) => match &means.verb {
                Some(verb) => self.open_for_verb(&means, verb),
                None => self.fill(&means, patient, wish),
            },
            Err(note) => self.refuse_with(note),
        }
    }

    /// Fills the form from a line that is being typed and names with whom the visit is, so that their free times are
    /// shown and not those of the form before. The line need not say for whom. Returns its words about time; empty if no
    /// such line is typed.
    ///
    /// # Errors
    ///
    /// Returns the doubt about the line.
    pub(crate) fn fill_before_free_times(&mut self) -> Result<String, Note> {
        let reading = self.line.reading.as_ref();
        let Some(reading) = reading.filter(|_| is_being_typed(self)) else {
            return Ok(String::new());
        };
        let means = reading.means.clone();
        let names_provider = matches!(means.provider, ListMatch::One(_) | ListMatch::AnyOf(_));
        if means.verb.is_some() || !names_provider {
            return Ok(String::new());
        }
        if let Some(doubt) = reading.doubt() {
            return Err(Note::verbatim(doubt.to_owned()));
        }
        let wished = means.time.join(" ");
        let is_for_nobody =
            means.patient == ListMatch::Unasked && patient_named(self, means.clinic).is_empty();
        if is_for_nobody {
            let wish = time::wish(&means.time, &clock_of(self, &means));
            let wish = wish.map_err(|why| Note::new(move |language| why.what(language)))?;
            self.fill(&means, None, wish);
        } else {
            self.fill_from_line();
        }
        Ok(wished)
    }

    fn fill(&mut self, means: &Resolved, patient: Option<String>, wish: Wish) {
        let clinic = means.clinic;
        if is_under_way(self, clinic) {
            return self.note(note!("line-under-way"));
        }
        if let Some(patient) = patient.as_ref().filter(|_| means.is_patient_alone()) {
            return self.show_patient(clinic, patient);
        }
        let Some((base, parked)) = self.base_for(clinic, patient.as_deref()) else {
            return self.note(note_of_no_letter(clinic));
        };
        let base = self.form_of(clinic).without_found_time(base, means);
        *self.clinic_mut() = clinic;
        self.focus_pane(Pane::Line);
        let unlisted = self.fill_form(means, patient, wish, base);
        let parked = parked.and_then(|parked| note_of_parked(self, &parked));
        for note in templates::without_panels(self, &unlisted)
            .into_iter()
            .chain(parked)
        {
            let before = self.note.clone();
            self.note(note.and(before));
        }
    }

    /// Shows the appointments of a patient. The form gets nothing of it; what an earlier line has filled in for the same
    /// patient, and nobody has edited, leaves it. A form for another patient stays as it is.
    fn show_patient(&mut self, clinic: ClinicId, patient: &str) {
        let base = base_of_line(self, clinic, Some(patient));
        *self.clinic_mut() = clinic;
        self.focus_pane(Pane::Line);
        let is_filled =
            |base: &Draft| unedited_fill(self, clinic).is_some_and(|filled| filled.draft != *base);
        if let Some(base) = base.filter(is_filled) {
            let letter = self.form().letter();
            let form = self.form_mut();
            form.go_back_to(base);
            form.set_letter(letter);
        }
        self.slots_mut().wanted = None;
        self.desk().hide_appointment_of_others(clinic, patient);
        self.line_mut().note_looked_up(clinic, patient.to_owned());
    }

    /// Fills the form of the desk's clinic, and proposes a time. Returns the panels of the template that the clinic
    /// does not have.
    fn fill_form(
        &mut self,
        means: &Resolved,
        patient: Option<String>,
        wish: Wish,
        base: Draft,
    ) -> Vec<String> {
        let clinic = self.clinic;
        let letter = self.form().letter();
        let template = means.template.or(self.form().template());
        let language = self.setup.language;
        let (mut draft, unlisted) =
            self.office
                .filled_from_line(means, patient, base.clone(), language);
        if draft.start(&self.setting().clock).is_none() {
            // Of a start that can't be read, nothing is kept: the line promises the first free time.
            draft.set(clinic.start_field(), String::new());
        }
        let has_time = !draft.text(clinic.start_field()).trim().is_empty();
        let is_for_waiting_list = draft.asks_for_wish();
        let follows = self.office.book.last_booking();
        let form = self.form_mut();
        form.fill_by_line(draft.clone(), means);
        form.set_letter(letter);
        form.enter(|form| form.set_template(template));
        let filled = Filled {
            base,
            draft,
            held: None,
            others: Vec::new(),
            group: None,
            follows: follows.filter(|_| means.follows_booking),
        };
        self.line_mut().note_filled(filled, means.series);
        if let ListMatch::AnyOf(group) = &means.provider {
            self.look_for_whoever(group.clone(), wish);
        } else if has_time && means.time.is_empty() || is_for_waiting_list {
            self.note(note_of_read_back(self));
        } else {
            self.propose_time(wish, &means.time.join(" "));
        }
        unlisted
    }

    /// Puts the form in front aside before an answer to the line that is about another patient than it, or about none: the
    /// booking key, pressed once more, would book it. Returns `false`, and notes it, if no letter is free.
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

    /// Returns the draft that the line continues, and what has become of a form for another patient. `None` if no letter is
    /// free for it.
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
