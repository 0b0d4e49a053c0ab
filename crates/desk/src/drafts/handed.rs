//! Drafts that leave this desk for another, and those that come from one.

use chrono::{DateTime, Utc};

use crate::{Desk, EntryLine, Forms, Part};
use booking::ClinicId;

use super::{Parked, SavedDraft, Stands};

impl SavedDraft {
    /// Returns the content regardless of where the draft stands: drafts with the same content are one draft.
    pub fn content(&self) -> String {
        let texts = self.texts.iter().flat_map(|(field, text)| [field.as_str(), text]);
        let parts = [self.clinic.as_str(), &self.line].into_iter().chain(texts);
        parts.collect::<Vec<_>>().join("\u{1f}")
    }

    /// Whether a person has put it aside.
    pub fn is_put_aside(&self) -> bool {
        self.stands == Stands::Parked && self.letter.is_some()
    }

    pub(crate) fn put_aside_at(&self) -> Option<DateTime<Utc>> {
        self.since
    }

    fn of_parked(parked: &Parked) -> SavedDraft {
        SavedDraft::of(Stands::Parked, Some(parked.letter), parked.clone())
    }
}

impl Desk {
    /// Returns the clinic API of the draft put aside under a letter, or of the current form.
    pub(crate) fn clinic_of_draft(&self, of: Option<char>) -> ClinicId {
        let parked = of.and_then(|letter| self.parked().iter().find(|parked| parked.letter == letter));
        parked.map_or(self.clinic, |parked| parked.draft.clinic())
    }

    /// Returns the draft put aside under a letter, or that of the current form, as it is handed over.
    pub(crate) fn draft_to_hand(&self, of: Option<char>) -> Option<SavedDraft> {
        match of {
            Some(letter) => {
                self.parked().iter().find(|parked| parked.letter == letter).map(SavedDraft::of_parked)
            }
            None => self.would_be_lost(self.clinic).then(|| self.form_to_hand(self.clinic)),
        }
    }

    fn form_to_hand(&self, clinic: ClinicId) -> SavedDraft {
        let line = if clinic == self.clinic { self.line.clone() } else { EntryLine::default() };
        SavedDraft::of(Stands::Parked, None, self.as_parked(clinic, ' ', &line))
    }
}

impl Part<'_, Forms> {
    /// Removes a draft that another desk now has, wherever it stands here. Returns `None` if no draft has
    /// this content.
    pub(crate) fn release_draft(&mut self, draft: &SavedDraft) -> bool {
        let content = draft.content();
        let says_so = |parked: &Parked| SavedDraft::of_parked(parked).content() == content;
        if let Some(place) = self.drafts.parked.iter().position(says_so) {
            self.drafts_mut().parked.remove(place);
            return true;
        }
        let holds = |clinic: &ClinicId| {
            self.would_be_lost(*clinic)
                && !self.is_under_way(*clinic)
                && self.form_to_hand(*clinic).content() == content
        };
        let form = self.setup.clinics.iter().find(holds);
        if let Some(clinic) = form.filter(|clinic| *clinic != self.clinic) {
            self.forms_mut()[clinic].restart(booking::Draft::new(clinic));
            return true;
        }
        if form.is_some() {
            *self.line_mut() = EntryLine::default();
            self.start_afresh();
            return true;
        }
        let waiting = &mut self.drafts_mut().autosave.waiting;
        let place = waiting.iter().position(|waiting| waiting.content() == content);
        place.map(|place| waiting.remove(place)).is_some()
    }

    /// Puts aside a draft that comes from another desk. Returns its letter, or `None` if it has to wait for
    /// one.
    pub(crate) fn put_beside(&mut self, draft: SavedDraft) -> Option<char> {
        let clinic = draft.clinic(self.setup.clinics)?;
        let letter = self.free_letters().next();
        let now = self.moment.now;
        match letter {
            Some(letter) => self.put_aside(draft.parked(clinic, letter, now)),
            None => {
                let since = draft.since.or(Some(now));
                self.drafts_mut().autosave.waiting.push(SavedDraft {
                    stands: Stands::Parked,
                    since,
                    ..draft
                });
            }
        }
        letter
    }
}
