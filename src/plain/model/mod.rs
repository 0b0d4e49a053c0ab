//! The state of a conversation: an office, the form of a booking at each clinic, the entry line of the current form,
//! and the data of patients. Also handles the news of the office.

mod drafts;
mod line;
mod news;
mod rows;
mod sheets;

use booking::time::DateOrder;
use booking::{
    Booking, ClinicId, FieldId, Naming, PerClinic, Problem, Provider, Setting, Slot, USUAL_LENGTH,
};
use chrono::{DateTime, TimeDelta, Utc};
use i18n::Language;
use office::{
    AskedChange, BookingCase, BookingForm, Bulk, DraftHolder, FreeTimes, Moment, Office,
    OfficeSetup, SearchEnd, VisitNeeds,
};
use words::{TypedData, Wording};

pub(super) use line::{LineMeaning, TypedLine};
pub(super) use news::HeardNews;
pub(super) use sheets::PatientSheets;

/// The settings for speaking and reading.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    /// The language.
    pub(super) language: Language,
    /// How lists name people.
    pub(super) naming: Naming,
    /// The order of numeric dates, if configured.
    pub(super) date_order: Option<DateOrder>,
    /// Whether typed texts are saved, and restored from an earlier run.
    pub(super) saves_drafts: bool,
}

/// The state of a conversation.
pub(super) struct PlainModel {
    pub(super) office: Office,
    /// The settings for speaking and reading.
    pub(super) manner: Manner,
    /// The clinic of the current form.
    pub(super) clinic: ClinicId,
    forms: PerClinic<BookingForm>,
    focus: PerClinic<FieldId>,
    /// Whether the rows of the focused field are open.
    has_open_rows: bool,
    pub(super) line: TypedLine,
    /// The free times of the practitioner or location in the current form.
    pub(super) times: Option<FreeTimes>,
    /// Whether all patients that the text last typed may mean are known.
    pub(super) search: SearchEnd,
    /// The free time that turned out to be gone.
    gone: Option<(Provider, DateTime<Utc>)>,
    pub(super) sheets: PatientSheets,
    /// The office's news for the conversation.
    pub(super) heard: HeardNews,
}

impl PlainModel {
    /// Creates a model with empty forms.
    pub(super) fn new(
        setup: OfficeSetup,
        clinic: ClinicId,
        manner: Manner,
        moment: Moment,
    ) -> PlainModel {
        let clinics = setup.clinics;
        let office = Office::new(setup, moment);
        let words = wording(&office, manner);
        let sheets = PatientSheets::new(words);
        let mut model = PlainModel {
            office,
            manner,
            clinic,
            forms: PerClinic::of(clinics, BookingForm::new),
            focus: PerClinic::of(clinics, |clinic| clinic.form()[0]),
            has_open_rows: false,
            line: TypedLine::default(),
            times: None,
            search: SearchEnd::default(),
            gone: None,
            sheets,
            heard: HeardNews::default(),
        };
        model.review_forms();
        model
    }

    /// Returns the conversation's wording.
    pub(super) fn words(&self) -> Wording<'_> {
        wording(&self.office, self.manner)
    }

    pub(super) fn language(&self) -> Language {
        self.manner.language
    }

    /// Returns the current form.
    pub(super) fn form(&self) -> &BookingForm {
        &self.forms[self.clinic]
    }

    /// Returns the form of a clinic.
    pub(super) fn form_of(&self, clinic: ClinicId) -> &BookingForm {
        &self.forms[clinic]
    }

    /// Returns the current form, for filling it.
    pub(super) fn form_mut(&mut self) -> &mut BookingForm {
        &mut self.forms[self.clinic]
    }

    /// Returns the focused field of the current form.
    pub(super) fn focus(&self) -> FieldId {
        self.focus[self.clinic]
    }

    /// Returns the setting for reading the texts of the current form.
    pub(super) fn setting(&self) -> Setting {
        self.setting_of_form(self.clinic)
    }

    /// Returns the id of the patient in the form of a clinic; empty if there is none.
    pub(super) fn patient_in_form(&self, clinic: ClinicId) -> &str {
        let draft = self.forms[clinic].draft();
        draft.text(clinic.patient_field()).trim()
    }

    /// Returns the setting for reading the texts of a clinic's form.
    pub(super) fn setting_of(&self, clinic: ClinicId) -> Setting {
        self.setting_of_form(clinic)
    }

    /// Returns the text of the start in the current form.
    pub(super) fn start_text(&self) -> &str {
        let draft = self.form().draft();
        draft.text(self.clinic.start_field()).trim()
    }

    /// Returns the start typed in the current form, if it can be read.
    pub(super) fn typed_start(&self) -> Option<DateTime<Utc>> {
        self.form().draft().start(&self.setting().clock)
    }

    /// Makes the form of a clinic current, and reads its lists.
    pub(super) fn switch_to(&mut self, clinic: ClinicId) {
        self.clinic = clinic;
        self.has_open_rows = false;
        self.office.read_lists_of(clinic);
    }

    /// Moves to a field of the current form. A list that could not be read before is requested again.
    pub(super) fn focus_on(&mut self, field: FieldId) {
        self.focus[self.clinic] = field;
        let form = self.form();
        let unpicked = self.words().unpicked(form.draft(), &self.setting().clock);
        let is_here = |problem: &Problem| problem.field() == Some(field);
        self.has_open_rows = unpicked.iter().any(is_here);
        if let Some(directory) = field.kind.directory() {
            self.office.read_list(directory);
        }
    }

    /// Leaves the focused field for the next one. Its problems are shown from now on.
    pub(super) fn leave_field(&mut self) {
        let field = self.focus();
        let clock = self.setting().clock;
        let language = self.language();
        let form = self.form_mut();
        if field == form.clinic().start_field() {
            form.split_range(&clock);
        }
        form.leave(field, language);
        self.has_open_rows = false;
        self.review_forms();
        let shown: Vec<FieldId> = self.form().draft().shown().collect();
        let here = shown.iter().position(|other| *other == field);
        let next = here.map_or(0, |here| (here + 1) % shown.len());
        self.focus[self.clinic] = shown[next];
    }

    /// Returns whether the focus is in the length field, whose content must then not be changed.
    pub(super) fn is_in_length(&self) -> bool {
        let focus = self.focus();
        self.form().fields_of_length().any(|field| field == focus)
    }

    /// Replaces the text of the focused field.
    pub(super) fn type_text(&mut self, text: String) {
        let field = self.focus();
        self.form_mut().type_text(field, text);
        self.has_open_rows = true;
        self.review_forms();
    }

    /// Clears the focused field.
    pub(super) fn clear_field(&mut self) {
        self.type_text(String::new());
        self.has_open_rows = false;
    }

    /// Rereads the drafts of all forms, each on the clock of its location.
    pub(super) fn review_forms(&mut self) {
        for clinic in self.office.setup.clinics {
            let clock = self.setting_of_form(clinic).clock;
            self.forms[clinic].read_on(&clock);
            let setting = self.setting_of_form(clinic);
            let draft = self.forms[clinic].draft();
            let texts = self.office.texts_in(draft, &setting.clock);
            let words = self.words();
            let problems = words.problems_of_typing(draft, &texts, &setting.clock);
            self.forms[clinic].refresh(&setting, problems);
        }
    }

    /// Returns the booking in the current form, ready for submitting; `None` while something prevents it from being
    /// one.
    pub(super) fn asked_booking(&self) -> Option<AskedChange> {
        let form = self.form();
        let booking = form.review().booking.clone()?;
        let case = self.line.case.as_ref();
        Some(AskedChange {
            follows: case.and_then(|case| case.follows(&booking)),
            ..self
                .words()
                .asked_booking(form, booking, self.times.as_ref())
        })
    }

    /// Returns the problems of the current form, in the order of saying them.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let form = self.form();
        let words = self.words();
        let asked = self.asked_booking();
        let booking = asked.as_ref().and_then(|asked| asked.change.booking());
        let start = booking.and_then(|booking| booking.start());
        let mut remarks: Vec<Problem> = words.anew(form.draft(), start).into_iter().collect();
        let mut conflicts = Vec::new();
        if let Some((asked, booking)) = asked.as_ref().zip(booking) {
            let is_offered = asked.taken_from.is_some();
            remarks.extend(words.unchecked_calendars(booking, is_offered));
            let against = asked.conflicts(&self.office);
            conflicts = words.problems_of_conflicts(&booking.visit(), &against);
        }
        let verdict = words.problems_of_verdict(form);
        form.problems_to_show(&verdict, &remarks, &conflicts)
    }

    /// Returns the most severe problem of a field in the current form.
    pub(super) fn problem_at(&self, field: FieldId) -> Option<Problem> {
        let problems = self.problems().into_iter().rev();
        problems
            .filter(|problem| problem.field() == Some(field))
            .max_by_key(|problem| problem.severity)
    }

    /// Returns the free times, if they belong to the practitioner or location in the current form.
    fn free_times(&self) -> Option<&FreeTimes> {
        let provider = self.form().draft().provider();
        let times = self.times.as_ref();
        times.filter(|times| provider.as_ref() == Some(&times.question().provider))
    }

    /// Returns the length of the free times of the practitioner or location in the form, if they have one.
    fn length_of_slots(&self) -> Option<TimeDelta> {
        let minutes = self.free_times()?.known()?.minutes?;
        Some(TimeDelta::minutes(minutes.into()))
    }

    /// Returns the minutes of the free slot with this start.
    pub(super) fn length_of_slot(&self, start: DateTime<Utc>) -> Option<u32> {
        let times = self.free_times()?;
        self.office.known_free(times)?.minutes_at(start)
    }

    /// Returns the minutes of the published slot with this start, else of all published slots if they are equally long.
    /// Free times computed from hours have a length only after they are picked.
    pub(super) fn length_at(&self, start: DateTime<Utc>) -> Option<u32> {
        let free = self.office.known_free(self.free_times()?)?;
        let picked = self.form().is_picked(start).then_some(start);
        free.published_minutes_at(start)
            .or_else(|| free.minutes_at(picked?))
    }

    /// Returns what the visit in the current form needs of its time.
    pub(super) fn needs_of_form(&self) -> VisitNeeds {
        let draft = self.form().draft();
        self.office.needs_of_form(draft, &self.setting().clock)
    }

    /// Returns what has been typed and would be lost.
    pub(super) fn typed_data(&self) -> TypedData {
        TypedData {
            has_draft: self.line.is_open() || self.forms.values().any(|form| !form.is_free()),
            has_patient: self.sheets.hold_data(),
        }
    }

    /// Opens the list of the visits of a series that begins with the booking in the current form. Returns whether there
    /// is one.
    pub(super) fn open_series(&mut self) -> bool {
        let booking = self.form().review().booking.clone();
        let case = self.line.case.as_mut();
        let series = case.and_then(BookingCase::take_series);
        let Some((series, booking)) = series.zip(booking) else {
            return false;
        };
        let rows = self.office.rows_of_series(series, &booking);
        let draft = self.form().draft().clone();
        self.office.open_bulk(Bulk::of_series(rows, draft))
    }

    /// Requests what the office needs for the current subject, and submits the next row of a list. Called after
    /// everything that may have changed something.
    pub(super) fn sync(&mut self) {
        self.review_forms();
        let (clinic, patient) = self.patient_in_question();
        self.office.want_patient(clinic, &patient);
        let providers = self
            .forms
            .values()
            .filter_map(|form| form.draft().provider());
        let providers: Vec<Provider> = providers.collect();
        self.office.want_hours(&providers);
        if let Some(open) = self.office.follow_up(true) {
            let booking = open.change().booking();
            let draft = booking.map(|booking| self.words().draft_of(booking));
            self.office.submit(open.with_draft(draft));
        }
        let held = self.time_in_front();
        self.office.hold(held);
    }

    /// Returns the patient for whom the line changes an appointment, else the one in the current form, else the one
    /// that the line has shown.
    fn patient_in_question(&self) -> (ClinicId, String) {
        let in_form = self.patient_in_form(self.clinic);
        if let Some(of_line) = &self.line.asks_about {
            return of_line.clone();
        }
        match &self.line.shown_patient {
            Some(shown) if in_form.is_empty() => shown.clone(),
            _ => (self.clinic, in_form.to_owned()),
        }
    }

    /// Returns the time that the current booking takes, for the other desks.
    fn time_in_front(&self) -> Option<(Provider, Slot)> {
        let booking = self.form().review().booking.as_ref();
        if self.office.lock().is_on() || self.heard.has_ended {
            return None;
        }
        let booking = booking?;
        let provider = booking.provider()?;
        let slot = self.slot_of(booking)?;
        let mode = self.office.mode_of(provider.clinic());
        let is_shared = self.office.sharing().modes.contains_key(&mode);
        let is_ahead = slot.start > self.office.moment.now;
        (is_shared && is_ahead).then_some((provider, slot))
    }

    /// Returns the time that a booking takes.
    fn slot_of(&self, booking: &Booking) -> Option<Slot> {
        if !booking.takes_time() {
            return None;
        }
        let start = booking.start()?;
        let length = booking.length().or_else(|| self.length_of_slots());
        let end = start + length.unwrap_or(USUAL_LENGTH);
        Some(Slot { start, end })
    }
}

fn wording(office: &Office, manner: Manner) -> Wording<'_> {
    Wording {
        office,
        language: manner.language,
        naming: manner.naming,
        date_order: manner.date_order,
        shows_desk_clock: true,
        speaks: true,
    }
}
