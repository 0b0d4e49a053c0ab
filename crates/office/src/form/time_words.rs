//! The time of the current visit. A line that names another practitioner or kind of visit but no time keeps it.

use booking::line::{ListMatch, Resolved};
use booking::{Draft, FieldRole, is_same_id};

use super::BookingForm;

/// The words of a line about the time of a visit, and the start found with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TimeWords {
    /// The words; empty for the first free time.
    words: Vec<String>,
    /// The text of the start; empty while none is found.
    start: String,
}

impl BookingForm {
    /// Fills the form from a line, and notes its words about the time. If it has none and the form has a time, the
    /// words that found this time are kept.
    pub(crate) fn fill_by_line(&mut self, draft: Draft, means: &Resolved) {
        let start = draft.text(self.clinic().start_field()).trim().to_owned();
        let stays = means.time.is_empty() && !start.is_empty();
        let words = match self.time_words() {
            Some(words) if stays => Some(words.to_vec()),
            None if stays => None,
            _ => Some(means.time.clone()),
        };
        self.fill(draft);
        self.time_words = words.map(|words| TimeWords { words, start });
    }

    /// Notes that the start in the form was found with the words noted last.
    pub fn note_start_found(&mut self) {
        let start = self.start_text().to_owned();
        if let Some(words) = &mut self.time_words {
            words.start = start;
        }
    }

    /// Returns the words of a line that found the start in the form, unless it was typed or picked since.
    pub fn time_words(&self) -> Option<&[String]> {
        let words = self.time_words.as_ref()?;
        (words.start == self.start_text()).then_some(&words.words)
    }

    /// Gives the time of the form's visit to a line that names another practitioner, location or kind for it, but no
    /// time: the words that found the time, so that they are searched again, else the time itself.
    pub fn keep_time(&self, means: &mut Resolved) {
        if !self.names_another(means) || !self.is_for_current_visit(means) {
            return;
        }
        match self.time_words() {
            Some(words) => means.time = words.to_vec(),
            None => {
                let words = self.start_text().split_whitespace();
                means.time = words.map(str::to_owned).collect();
            }
        }
    }

    /// Returns the draft that a line continues, without its time if that belongs to another provider than the line
    /// names, or was found as the first free one for another kind of visit.
    pub(crate) fn without_found_time(&self, mut base: Draft, means: &Resolved) -> Draft {
        let is_found = self.time_words().is_some_and(<[String]>::is_empty);
        let is_anothers =
            self.names_other_provider(means) && (is_found || !self.is_for_current_visit(means));
        if means.time.is_empty() && (is_anothers || is_found && self.names_other_kind(means)) {
            let end = base.clinic().field(FieldRole::End);
            for field in [Some(base.clinic().start_field()), end]
                .into_iter()
                .flatten()
            {
                base.set(field, String::new());
            }
        }
        base
    }

    fn start_text(&self) -> &str {
        self.draft().text(self.clinic().start_field()).trim()
    }

    /// Returns whether a line that names nobody is about the visit in the form.
    fn is_for_current_visit(&self, means: &Resolved) -> bool {
        let patient = self.draft().text(self.clinic().patient_field());
        means.clinic == self.clinic()
            && means.verb.is_none()
            && means.patient == ListMatch::Unasked
            && !patient.trim().is_empty()
    }

    /// Returns whether a line without a time names another practitioner, location or kind of visit than the form does.
    fn names_another(&self, means: &Resolved) -> bool {
        means.time.is_empty() && (self.names_other_provider(means) || self.names_other_kind(means))
    }

    fn names_other_provider(&self, means: &Resolved) -> bool {
        let whose = self.draft().text(self.clinic().provider_field()).trim();
        if whose.is_empty() {
            return false;
        }
        match means.provider_named() {
            Some(provider) => !is_same_id(provider.id(), whose),
            None => matches!(means.provider, ListMatch::AnyOf(_)),
        }
    }

    fn names_other_kind(&self, means: &Resolved) -> bool {
        means.template.is_some() && means.template != self.template()
    }
}
