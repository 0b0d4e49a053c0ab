//! A draft put aside, and its saved form.

use booking::text::redacted_debug;
use booking::{ClinicId, Draft, FieldId, Provider};
use chrono::{DateTime, Utc};

use crate::form::{FormContent, PickedTime};
use crate::{SavedDraft, SavedPlace, SavedTime};

/// A draft put aside.
#[derive(Clone, PartialEq, Eq)]
pub struct Parked {
    /// The letter, in lower case.
    pub letter: char,
    /// The content of the form.
    pub content: FormContent,
    /// The focused field.
    pub focus: FieldId,
    /// Whether the entry line was focused.
    pub is_on_line: bool,
    /// The text of the entry line.
    pub line: String,
    /// Whether the form was filled from the line.
    pub line_is_filled: bool,
    /// When it was put aside.
    pub since: DateTime<Utc>,
    /// The patient's name, else the typed text; empty if there is none.
    pub who: String,
}

redacted_debug!(Parked { letter, since });

impl Parked {
    /// Returns the letter as it is shown.
    pub fn letter_shown(&self) -> String {
        self.letter.to_ascii_uppercase().to_string()
    }

    /// Returns the draft.
    pub fn draft(&self) -> &Draft {
        &self.content.draft
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.content.draft.clinic()
    }

    /// Returns the draft as it is saved.
    pub(crate) fn to_saved(&self, place: SavedPlace, letter: Option<char>) -> SavedDraft {
        let FormContent {
            draft,
            zone,
            picked,
            template,
            length_of_slot,
            is_touched,
            ..
        } = &self.content;
        let texts = draft
            .clinic()
            .form()
            .iter()
            .copied()
            .map(|id| (id.key().to_owned(), draft.shared(id)));
        SavedDraft {
            stands: place,
            clinic: draft.clinic().word().to_owned(),
            letter,
            texts: texts.filter(|(_, text)| !text.is_empty()).collect(),
            focus: self.focus.key().to_owned(),
            on_the_line: self.is_on_line,
            line: self.line.clone(),
            line_is_filled: self.line_is_filled,
            template: *template,
            zone: zone.map(|zone| zone.name().to_owned()),
            taken: picked.as_ref().map(|picked| SavedTime {
                whose: picked.whose.as_ref().map(|whose| whose.id().to_owned()),
                at: picked.at,
                text: picked.text.clone(),
            }),
            length_of_slot: length_of_slot
                .as_ref()
                .map(|(whose, start)| (whose.id().to_owned(), *start)),
            is_untouched: !is_touched,
            since: (place == SavedPlace::Parked).then_some(self.since),
            who: self.who.clone(),
            why: String::new(),
        }
    }

    /// Returns the draft, put aside with its letter, as it is saved.
    pub(crate) fn to_saved_aside(&self) -> SavedDraft {
        self.to_saved(SavedPlace::Parked, Some(self.letter))
    }

    /// Returns a saved draft as one that was parked when it was saved.
    pub fn again(
        saved: SavedDraft,
        clinic: ClinicId,
        letter: char,
        saved_at: DateTime<Utc>,
    ) -> Parked {
        let mut draft = Draft::new(clinic);
        for field in clinic.form() {
            let text = saved.texts.get(field.key()).cloned();
            draft.set(*field, text.unwrap_or_default());
        }
        let picked = saved.taken.map(|taken| PickedTime {
            whose: taken.whose.and_then(|id| Provider::named(clinic, &id)),
            at: taken.at,
            text: taken.text,
        });
        let length_of_slot = saved
            .length_of_slot
            .and_then(|(id, start)| Some((Provider::named(clinic, &id)?, start)));
        let first = clinic.form()[0];
        let focus = clinic
            .field_by_key(&saved.focus)
            .filter(|id| draft.asks(*id));
        Parked {
            letter,
            content: FormContent {
                draft,
                zone: saved.zone.and_then(|zone| zone.parse().ok()),
                picked,
                template: saved.template,
                is_restored: true,
                is_touched: !saved.is_untouched,
                length_of_slot,
            },
            focus: focus.unwrap_or(first),
            is_on_line: saved.on_the_line,
            line: saved.line,
            line_is_filled: saved.line_is_filled,
            since: saved.since.unwrap_or(saved_at),
            who: saved.who,
        }
    }
}
