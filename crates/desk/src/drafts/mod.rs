//! Drafts put aside, and drafts saved for the next start.

mod autosave;
mod handed;
mod parked;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::form::PickedTime;
use super::{Pane, Recent, SavedNewPatient};
pub use autosave::drafts_waiting;
pub(crate) use autosave::{held_drafts, save_due_in};
use booking::text::redacted_debug;
use booking::{ClinicId, Clinics, Draft, FieldId, Provider};
pub(crate) use handed::{DraftPlace, clinic_of_draft, draft_to_hand, place_of_draft};
pub use parked::parked_text;
pub(crate) use parked::{as_given_back, free_letters, purpose_of, would_be_lost};
pub(super) use view::draw;

/// The pause after a failed save before the next attempt.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// Everything that has been typed, at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftSnapshot {
    /// The time of the save, by the wall clock: times without a date were read at that time.
    pub at: DateTime<Utc>,
    /// The current form, the other ones, then the parked drafts; without blank ones.
    pub drafts: Vec<SavedDraft>,
    /// The forms for a new patient that are not empty.
    pub new_patients: Vec<SavedNewPatient>,
    /// The entries used last.
    pub recents: Vec<Recent>,
    /// The drafts received from other desks, which are among these drafts or finished.
    pub received: Vec<String>,
    /// Whether the desk ends before it has read the previous save, which is then kept beside this one.
    pub beside: bool,
}

/// The drafts saved before, each with the time of its save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedBefore {
    /// The drafts, in the order of the save.
    pub drafts: Vec<(DateTime<Utc>, SavedDraft)>,
    /// The forms for a new patient.
    pub new_patients: Vec<SavedNewPatient>,
    /// The entries used last.
    pub recents: Vec<Recent>,
}

/// The place of a draft when it was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SavedPlace {
    /// In the current form.
    Front,
    /// In another form.
    Behind,
    /// Put aside under a letter.
    Parked,
}

/// One draft. Members are only ever added, each with a default, so that an older file stays readable.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedDraft {
    stands: SavedPlace,
    #[serde(rename = "backend")]
    clinic: String,
    letter: Option<char>,
    #[serde(serialize_with = "write_texts", deserialize_with = "read_texts")]
    texts: BTreeMap<String, Arc<str>>,
    focus: String,
    on_the_line: bool,
    line: String,
    line_is_filled: bool,
    template: Option<char>,
    zone: Option<String>,
    taken: Option<SavedTime>,
    /// The practitioner and the start of the slot whose length is in the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    length_of_slot: Option<(String, DateTime<Utc>)>,
    pub(crate) since: Option<DateTime<Utc>>,
    who: String,
    /// Always empty, since the draft has its purpose. Earlier versions can't read a draft without this member.
    why: String,
}

/// A time that was picked, not typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SavedTime {
    whose: Option<String>,
    at: DateTime<Utc>,
    text: String,
}

/// The drafts beside those in the forms.
#[derive(Clone, Default)]
pub(super) struct Drafts {
    /// The drafts put aside, in the order of their letters.
    pub(super) parked: Vec<Parked>,
    pub(super) autosave: Autosave,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Autosave {
    /// Whether drafts are saved, and the previous save has been read.
    pub(super) open: bool,
    /// The time of the next save.
    due: Option<Duration>,
    /// When something unsaved may first have been typed.
    since: Option<Duration>,
    /// The last save; `None` if it failed.
    last: Option<DraftSnapshot>,
    /// The entries used in bookings of the last day, newest first.
    pub(super) recents: Vec<Recent>,
    /// Restored drafts without a place: they are saved again, and parked as soon as a letter is free.
    waiting: Vec<SavedDraft>,
}

impl Autosave {
    /// Plans another attempt after a failed save, even if nothing more is typed.
    pub(super) fn try_again(&mut self, up: Duration) {
        self.last = None;
        self.due = Some(up + TRY_AGAIN);
    }
}

impl DraftSnapshot {
    /// Whether both have the same content, apart from times and received drafts.
    fn has_same_content(&self, other: &DraftSnapshot) -> bool {
        let DraftSnapshot {
            at: _,
            drafts,
            new_patients,
            recents,
            received: _,
            beside,
        } = self;
        (drafts, new_patients, recents, beside)
            == (
                &other.drafts,
                &other.new_patients,
                &other.recents,
                &other.beside,
            )
    }
}

/// Serializes shared texts as plain ones. In memory they are shared so that keys don't copy them.
fn write_texts<S: Serializer>(
    texts: &BTreeMap<String, Arc<str>>,
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_map(texts.iter().map(|(key, text)| (key, &**text)))
}

fn read_texts<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, Arc<str>>, D::Error> {
    let texts = BTreeMap::<String, String>::deserialize(from)?;
    Ok(texts
        .into_iter()
        .map(|(key, text)| (key, text.into()))
        .collect())
}

impl SavedDraft {
    /// Returns the word of the clinic API.
    pub fn word(&self) -> &str {
        &self.clinic
    }

    /// Returns the clinic, or `None` if the desk does not book there.
    pub fn clinic(&self, clinics: Clinics) -> Option<ClinicId> {
        clinics.by_word(&self.clinic).ok()
    }

    /// Returns a copy without the texts.
    pub fn without_texts(&self) -> SavedDraft {
        SavedDraft {
            texts: BTreeMap::new(),
            ..self.clone()
        }
    }

    /// Whether two drafts differ in their texts only.
    pub fn is_as_but_for_texts(&self, other: &SavedDraft) -> bool {
        self.without_texts() == other.without_texts()
    }

    /// Returns the texts that differ from an earlier draft, by the keys of their fields; all of them if there
    /// is none. A removed text is empty.
    pub fn texts_unlike<'a>(
        &'a self,
        before: Option<&'a SavedDraft>,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let earlier = move |field: &String| before.and_then(|before| before.texts.get(field));
        let changed = self
            .texts
            .iter()
            .filter(move |(field, text)| earlier(field) != Some(*text));
        let gone = before.into_iter().flat_map(|before| before.texts.keys());
        let gone = gone.filter(|field| !self.texts.contains_key(*field));
        changed
            .map(|(field, text)| (field.as_str(), &**text))
            .chain(gone.map(|field| (field.as_str(), "")))
    }

    /// Sets the text of a field.
    pub fn put_text(&mut self, field: &str, text: String) {
        match text.is_empty() {
            true => self.texts.remove(field),
            false => self.texts.insert(field.to_owned(), text.into()),
        };
    }

    fn of(stands: SavedPlace, letter: Option<char>, parked: Parked) -> SavedDraft {
        let clinic = parked.draft.clinic();
        let texts = clinic.form().iter().copied();
        let texts = texts.map(|id| (id.key().to_owned(), parked.draft.shared(id)));
        SavedDraft {
            stands,
            clinic: clinic.word().to_owned(),
            letter,
            texts: texts.filter(|(_, text)| !text.is_empty()).collect(),
            focus: parked.focus.key().to_owned(),
            on_the_line: parked.pane == Pane::Line,
            line: parked.line,
            line_is_filled: parked.line_is_filled,
            template: parked.template,
            zone: parked.clock.map(|zone| zone.name().to_owned()),
            taken: parked.taken.map(|taken| SavedTime {
                whose: taken.whose.map(|provider| provider.id()),
                at: taken.at,
                text: taken.text,
            }),
            length_of_slot: parked
                .length_of_slot
                .map(|(whose, start)| (whose.id(), start)),
            since: (stands == SavedPlace::Parked).then_some(parked.since),
            who: parked.who,
            why: String::new(),
        }
    }

    /// Returns the draft as one that has been parked since it was saved.
    pub(super) fn parked(self, clinic: ClinicId, letter: char, saved_at: DateTime<Utc>) -> Parked {
        let mut draft = Draft::new(clinic);
        for field in clinic.form() {
            draft.set(
                *field,
                self.texts.get(field.key()).cloned().unwrap_or_default(),
            );
        }
        let taken = self.taken.map(|taken| PickedTime {
            whose: taken.whose.and_then(|id| Provider::named(clinic, &id)),
            at: taken.at,
            text: taken.text,
        });
        let length_of_slot = self
            .length_of_slot
            .and_then(|(id, start)| Some((Provider::named(clinic, &id)?, start)));
        let first = clinic.form()[0];
        let focus = clinic
            .field_by_key(&self.focus)
            .filter(|id| draft.asks(*id));
        Parked {
            letter,
            draft,
            focus: focus.unwrap_or(first),
            pane: if self.on_the_line {
                Pane::Line
            } else {
                Pane::Form
            },
            line: self.line,
            line_is_filled: self.line_is_filled,
            template: self.template,
            restored: true,
            clock: self.zone.and_then(|zone| zone.parse().ok()),
            taken,
            length_of_slot,
            since: self.since.unwrap_or(saved_at),
            who: self.who,
        }
    }
}

redacted_debug!(SavedDraft {
    stands,
    clinic,
    letter
});

/// A draft put aside.
#[derive(Clone, PartialEq, Eq)]
pub struct Parked {
    /// The letter, in lower case.
    pub letter: char,
    /// The content of the form.
    pub draft: Draft,
    /// The focused field.
    pub focus: FieldId,
    /// The focused part: the entry line or the form.
    pub pane: Pane,
    /// The text of the entry line.
    pub line: String,
    /// Whether the form was filled from the line.
    pub line_is_filled: bool,
    /// The letter of the template from which the form was filled.
    pub template: Option<char>,
    /// Whether it is from an earlier run of the program and unchanged since.
    pub(super) restored: bool,
    /// The clock on which its times were read.
    pub(super) clock: Option<Tz>,
    /// The time that was picked or held, not typed.
    pub(super) taken: Option<PickedTime>,
    /// The practitioner and the start of the slot whose length is in the form.
    pub(super) length_of_slot: Option<(Provider, DateTime<Utc>)>,
    /// When it was put aside.
    pub since: DateTime<Utc>,
    /// The patient's name, else the typed text; empty if there is none.
    pub who: String,
}

impl Parked {
    /// Returns the letter as it is shown.
    pub fn letter_shown(&self) -> String {
        self.letter.to_ascii_uppercase().to_string()
    }
}

redacted_debug!(Parked {
    letter,
    draft,
    since
});
