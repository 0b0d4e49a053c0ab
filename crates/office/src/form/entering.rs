//! Entering texts in the form of a booking.

use booking::time::{self, Clock, Span};
use booking::{Draft, FieldId, FieldRole, Language, Status, texts_of_span};
use chrono::{DateTime, Utc};

use super::{BookingForm, PickedTime};

impl BookingForm {
    /// Replaces the text of a field by one that was typed.
    pub fn type_text(&mut self, field: FieldId, text: String) {
        self.content.is_touched |= text != self.draft().text(field);
        self.set_text(field, text);
    }

    /// Fills in the text of a field.
    pub fn put(&mut self, field: FieldId, text: String) {
        self.set_text(field, text);
        self.filled_in.push(field);
    }

    fn set_text(&mut self, field: FieldId, text: String) {
        self.note_choice(field);
        self.filled_in.retain(|other| *other != field);
        if text != self.draft().text(field) {
            self.content.draft.set(field, text);
            self.content.is_restored = false;
            self.forget_verdict_on(field);
        }
    }

    /// Fills in every field whose text differs in a draft.
    pub fn put_changes(&mut self, draft: &Draft) {
        for field in draft.clinic().form() {
            if self.draft().text(*field) != draft.text(*field) {
                self.put(*field, draft.text(*field).to_owned());
            }
        }
    }

    /// Leaves a field, so that its problems show. A status or a kind of visit gets its word on the wire.
    pub fn leave(&mut self, field: FieldId, language: Language) {
        if let Some(word) = field
            .kind
            .text_once_left(self.draft().text(field), language)
        {
            self.set_text(field, word.to_owned());
        }
        if !self.visited.contains(&field) {
            self.visited.push(field);
        }
    }

    /// Notes that a field was edited. A practitioner or location together with a patient or a time is then that of
    /// their visit, and an edited length is not a slot's any more.
    fn note_choice(&mut self, edited: FieldId) {
        let clinic = self.clinic();
        let decides = [
            clinic.provider_field(),
            clinic.patient_field(),
            clinic.start_field(),
        ];
        self.has_left_over_provider &= !decides.contains(&edited);
        if edited == clinic.provider_field() {
            self.provider_of_last = None;
        }
        if edited.role == Some(FieldRole::Minutes) {
            self.content.length_of_slot = None;
        }
    }

    /// Enters a free time.
    pub fn put_moment(&mut self, at: DateTime<Utc>, clock: &Clock) {
        let text = time::typed(at, clock);
        self.put(self.clinic().start_field(), text.clone());
        let whose = self.draft().provider();
        self.content.picked = Some(PickedTime { whose, at, text });
    }

    /// Makes the picked time count as typed.
    pub fn release_picked(&mut self) {
        self.content.picked = None;
    }

    /// Enters a start, and the length given by its end.
    pub(crate) fn put_span(&mut self, span: Span, clock: &Clock) {
        for (field, text) in texts_of_span(self.clinic(), span, clock) {
            self.put(field, text);
        }
    }

    /// Splits a typed range: the end becomes the length in its own field, if the form has one.
    pub fn split_range(&mut self, clock: &Clock) {
        let text = self.draft().text(self.clinic().start_field());
        if !time::is_range(text) || self.clinic().field(FieldRole::Minutes).is_none() {
            return;
        }
        if let Ok(span) = time::span(text, clock) {
            self.put_span(span, clock);
        }
    }

    /// Enters the length of the slot with this start, if the form has none.
    pub fn take_length(&mut self, minutes: Option<u32>, start: DateTime<Utc>) {
        let Some((minutes, field)) = minutes.zip(self.clinic().field(FieldRole::Minutes)) else {
            return;
        };
        if self.draft().has_length() {
            return;
        }
        self.put(field, minutes.to_string());
        let whose = self.draft().provider();
        self.content.length_of_slot = whose.map(|whose| (whose, start));
    }

    /// Empties the field of the length.
    pub fn clear_length(&mut self) {
        if let Some(field) = self.clinic().field(FieldRole::Minutes) {
            self.put(field, String::new());
        }
    }

    /// Empties the practitioner or location if it is that of the last booking and has not been chosen since.
    pub fn drop_provider_of_last(&mut self) {
        let field = self.clinic().provider_field();
        let last = self.provider_of_last.take();
        if last.is_some_and(|last| last == self.draft().text(field).trim()) {
            self.put(field, String::new());
            self.has_left_over_provider = false;
        }
    }

    /// Returns whether the form puts a patient on the clinic's waiting list.
    pub fn is_for_waiting_list(&self) -> bool {
        self.draft().status() == Some(Status::Waitlist)
    }

    /// Returns whether the form holds wished times for an entry of the waiting list.
    pub fn has_wish(&self) -> bool {
        let wished = self.clinic().field(FieldRole::Wished);
        wished.is_some_and(|field| !self.draft().text(field).trim().is_empty())
    }

    /// Turns the form into one that puts a patient on the clinic's waiting list, for these times if given. Returns the
    /// field of the wished times; `None` if the clinic keeps no list.
    pub fn put_on_waiting_list(&mut self, wished: &str) -> Option<FieldId> {
        let clinic = self.clinic();
        let field = clinic.field(FieldRole::Wished)?;
        if !self.is_for_waiting_list() {
            self.before_waiting_list = Some(self.draft().clone());
        }
        self.put(clinic.start_field(), String::new());
        let others = [
            (FieldRole::End, ""),
            (FieldRole::Status, Status::Waitlist.word()),
        ];
        for (role, text) in others {
            if let Some(other) = clinic.field(role) {
                self.put(other, text.to_owned());
            }
        }
        if !wished.is_empty() {
            self.put(field, wished.to_owned());
        }
        Some(field)
    }

    /// Turns the form back into one for a booking, with its earlier times. Returns whether it was for the waiting list.
    pub fn take_off_waiting_list(&mut self) -> bool {
        if !self.is_for_waiting_list() {
            return false;
        }
        let clinic = self.clinic();
        let before = self.before_waiting_list.take();
        let before = before.unwrap_or_else(|| Draft::new(clinic));
        let roles = [FieldRole::End, FieldRole::Wished, FieldRole::Status];
        let fields = roles.into_iter().filter_map(|role| clinic.field(role));
        for field in fields.chain([clinic.start_field()]) {
            self.put(field, before.text(field).to_owned());
        }
        true
    }
}
