//! The form of a booking, without a cursor: its texts, their origins, and its known problems.

mod clock;
mod entering;
mod problems;
mod time_words;

use booking::{
    Booking, ClinicId, Conflict, Draft, FieldId, FieldRole, Provider, Review, is_same_id,
};
use chrono::{DateTime, Utc};
use zones::Zone;

pub use clock::ClockMove;
pub use problems::{FormVerdict, NotBooked};

use time_words::TimeWords;

/// The texts of a form, and their origins.
#[derive(Clone, PartialEq, Eq)]
pub struct FormContent {
    /// The texts.
    pub draft: Draft,
    /// The zone in which the times were last read; `None` until they have been read once.
    pub zone: Option<Zone>,
    /// The time that was picked or held, not typed.
    pub picked: Option<PickedTime>,
    /// The letter of the template that it was filled from.
    pub template: Option<char>,
    /// Whether it is unchanged since an earlier run of the program left it.
    pub is_restored: bool,
    /// Whether a person may have typed into one of its fields; text filled in by a line does not count.
    pub is_touched: bool,
    /// The practitioner and the start of the slot whose length is in the form; `None` if the length was typed, or is
    /// that of a template.
    pub length_of_slot: Option<(Provider, DateTime<Utc>)>,
}

/// A free time that was picked or held: one moment, regardless of the clock in the text. It applies while the field
/// holds its text.
#[derive(Clone, PartialEq, Eq)]
pub struct PickedTime {
    /// The practitioner or location that has the time.
    pub whose: Option<Provider>,
    /// The start.
    pub at: DateTime<Utc>,
    /// The text that was put into the field.
    pub text: String,
}

impl FormContent {
    /// Creates the content of a form that holds only a draft.
    pub fn of(draft: Draft) -> FormContent {
        FormContent {
            draft,
            zone: None,
            picked: None,
            template: None,
            is_restored: false,
            is_touched: false,
            length_of_slot: None,
        }
    }
}

/// The form of a booking at one clinic.
#[derive(Clone)]
pub struct BookingForm {
    content: FormContent,
    /// The letter of the draft while it was parked before.
    letter: Option<char>,
    /// Whether the practitioner or location is that of the last booking, and has not been chosen since.
    has_left_over_provider: bool,
    /// The practitioner or location of the last booking, until that field is edited.
    provider_of_last: Option<String>,
    /// The booking that the form held before it was turned into one for the waiting list.
    before_waiting_list: Option<Draft>,
    /// The words of the line that its time was found with.
    time_words: Option<TimeWords>,
    /// The fields that were filled in and not edited since.
    filled_in: Vec<FieldId>,
    /// The fields that the cursor has left.
    visited: Vec<FieldId>,
    /// Whether a booking was tried, so that all problems show.
    is_tried: bool,
    review: Review,
    verdict: Option<FormVerdict>,
    conflicts: Vec<Conflict>,
}

impl BookingForm {
    /// Creates an empty form.
    pub fn new(clinic: ClinicId) -> BookingForm {
        BookingForm::of(FormContent::of(Draft::new(clinic)))
    }

    fn of(content: FormContent) -> BookingForm {
        BookingForm {
            content,
            letter: None,
            has_left_over_provider: false,
            provider_of_last: None,
            before_waiting_list: None,
            time_words: None,
            filled_in: Vec::new(),
            visited: Vec::new(),
            is_tried: false,
            review: Review {
                booking: None,
                span: None,
                problems: Vec::new(),
                echoes: Vec::new(),
            },
            verdict: None,
            conflicts: Vec::new(),
        }
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.content.draft.clinic()
    }

    /// Returns the texts, and their origins.
    pub fn content(&self) -> &FormContent {
        &self.content
    }

    /// Returns the draft.
    pub fn draft(&self) -> &Draft {
        &self.content.draft
    }

    /// Returns the letter of the draft while it was parked before.
    pub fn letter(&self) -> Option<char> {
        self.letter
    }

    /// Returns the letter of the template that it was filled from.
    pub fn template(&self) -> Option<char> {
        self.content.template
    }

    /// Returns the zone in which its times were last read.
    pub fn zone(&self) -> Option<Zone> {
        self.content.zone
    }

    /// Sets the zone in which its times are read, as they are typed.
    pub fn set_zone(&mut self, zone: Zone) {
        self.content.zone = Some(zone);
    }

    /// Sets the letter of the draft while it was parked before.
    pub(crate) fn set_letter(&mut self, letter: Option<char>) {
        self.letter = letter;
    }

    /// Sets the letter of the template that it was filled from.
    pub fn set_template(&mut self, template: Option<char>) {
        self.content.template = template;
    }

    /// Returns whether discarding it would lose nothing.
    pub fn is_free(&self) -> bool {
        self.content.draft.is_blank()
    }

    /// Returns whether discarding it would lose nothing except perhaps a patient and a practitioner or location that
    /// nobody has typed.
    pub(crate) fn has_no_detail(&self) -> bool {
        let clinic = self.clinic();
        let mut rest = self.draft().clone();
        for field in [clinic.patient_field(), clinic.provider_field()] {
            rest.set(field, String::new());
        }
        !self.content.is_touched && rest.is_blank()
    }

    /// Returns whether discarding it would lose nothing except the practitioner or location of the last booking.
    pub fn awaits_caller(&self) -> bool {
        self.draft_for_line().is_blank()
    }

    /// Returns whether the practitioner or location is that of the last booking, and no patient or time was entered
    /// with it.
    pub fn has_left_over_provider(&self) -> bool {
        self.has_left_over_provider
    }

    /// Returns the draft that a line continues: without the practitioner or location of the last booking, and without a
    /// length taken from a slot, which another practitioner's slots may not have.
    pub(crate) fn draft_for_line(&self) -> Draft {
        let mut draft = self.content.draft.clone();
        if self.has_left_over_provider {
            draft.set(draft.clinic().provider_field(), "");
        }
        if self.content.length_of_slot.is_some() {
            draft.set_role(FieldRole::Minutes, String::new());
        }
        draft
    }

    /// Returns the draft that a line for this patient continues: the form as it is, or as it was before a line filled
    /// it (`before_line`), without the practitioner or location of the last booking. `None` if the form is for another
    /// patient. `patient` is `None` if the line names nobody.
    pub fn base_of_line(
        &self,
        before_line: Option<&Draft>,
        patient: Option<&str>,
    ) -> Option<Draft> {
        let base = match before_line {
            Some(before_line) if patient.is_some() => before_line.clone(),
            _ => self.draft_for_line(),
        };
        let present = base.text(self.clinic().patient_field()).trim();
        let is_theirs = present.is_empty() || patient.is_none_or(|id| is_same_id(id, present));
        is_theirs.then_some(base)
    }

    /// Returns whether a field was filled in and not edited since.
    pub fn is_filled_in(&self, field: FieldId) -> bool {
        self.filled_in.contains(&field)
    }

    /// Starts a new form with `draft`, which counts as typed.
    pub fn restart(&mut self, draft: Draft) {
        let is_touched = !draft.is_blank();
        *self = BookingForm::of(FormContent {
            is_touched,
            ..FormContent::of(draft)
        });
    }

    /// Starts a new form with the draft that a line has continued; it counts as typed if the present one does.
    pub(crate) fn go_back_to(&mut self, draft: Draft) {
        let is_touched = self.content.is_touched;
        self.restart(draft);
        self.content.is_touched = is_touched;
    }

    /// Starts a form from texts that were not typed, except the ones that are in the form already.
    pub fn fill(&mut self, draft: Draft) {
        let fields = draft.clinic().form().iter().copied();
        let filled_in = fields
            .filter(|field| !draft.text(*field).is_empty())
            .collect();
        let is_touched = self.content.is_touched;
        self.restart(draft);
        self.content.is_touched = is_touched;
        self.filled_in = filled_in;
    }

    /// Prepares the form for the next booking.
    pub fn begin_next(&mut self) {
        self.restart(self.content.draft.next());
        self.content.is_touched = false;
        let provider = self.draft().text(self.clinic().provider_field()).trim();
        self.provider_of_last = Some(provider.to_owned()).filter(|last| !last.is_empty());
        self.has_left_over_provider = self.provider_of_last.is_some();
    }

    /// Starts a new form from a draft that was put aside.
    pub fn take_up(&mut self, content: FormContent, letter: Option<char>) {
        *self = BookingForm {
            letter,
            ..BookingForm::of(content)
        };
    }

    /// Returns whether this start was picked or held, and not typed.
    pub fn is_picked(&self, start: DateTime<Utc>) -> bool {
        self.picked().is_some_and(|picked| picked.at == start)
    }

    /// Returns whether the time of a booking was picked from the free times of its practitioner or location.
    pub fn is_from_list(&self, booking: &Booking) -> bool {
        self.picked().is_some_and(|picked| {
            picked.whose == booking.provider() && Some(picked.at) == booking.start()
        })
    }

    /// Returns the time that was picked, if the start still holds it.
    fn picked(&self) -> Option<&PickedTime> {
        let text = self.draft().text(self.clinic().start_field());
        let picked = self.content.picked.as_ref();
        picked.filter(|picked| picked.text == text)
    }

    /// Returns whether the length in the form was taken from the slot of another start or practitioner than the form's.
    /// `start` is the form's.
    pub fn has_length_of_other_slot(&self, start: Option<DateTime<Utc>>) -> bool {
        let Some((whose, at)) = &self.content.length_of_slot else {
            return false;
        };
        let is_other_start = start.is_some_and(|start| start != *at);
        let provider = self.draft().provider();
        is_other_start || provider.is_some_and(|other| other != *whose)
    }

    /// Returns the form's fields for the end and the length, if it has them.
    pub fn fields_of_length(&self) -> impl Iterator<Item = FieldId> + use<> {
        let clinic = self.clinic();
        [FieldRole::End, FieldRole::Minutes]
            .into_iter()
            .filter_map(move |role| clinic.field(role))
    }
}
