//! Drafts as they are kept and read back.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::booking::{Draft, FieldId, Provider, Vendor, Vendors};
use crate::desk::form::Taken;
use crate::desk::{Pane, Recent, SavedNewPatient};

/// How long after what was typed could not be kept that is tried again.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// Everything that has been typed, at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// When, by the wall clock: what times without a date were read by.
    pub at: DateTime<Utc>,
    /// The form in front, the other one, then what is parked; nothing that is blank.
    pub drafts: Vec<SavedDraft>,
    /// The forms for someone new in which something is filled in.
    pub newcomers: Vec<SavedNewPatient>,
    /// What was booked with last.
    pub recents: Vec<Recent>,
    /// The drafts that were handed to this window by other desks: they are among these, or it has done with them.
    pub received: Vec<String>,
    /// Whether the desk ends before it has heard what was kept last time: that stays, beside this.
    pub beside: bool,
}

/// What was kept before, each draft with when it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedBefore {
    /// The drafts, in the order they were kept in.
    pub drafts: Vec<(DateTime<Utc>, SavedDraft)>,
    /// The forms for someone new.
    pub newcomers: Vec<SavedNewPatient>,
    /// What was booked with last.
    pub recents: Vec<Recent>,
}

/// Where a draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Stands {
    /// In the form in front.
    Front,
    /// In the other form.
    Behind,
    /// Put aside under a letter.
    Parked,
}

/// One draft. Members are only ever added, each with a default: an older file stays readable.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedDraft {
    pub(super) stands: Stands,
    pub(super) backend: String,
    pub(super) letter: Option<char>,
    #[serde(serialize_with = "write_texts", deserialize_with = "read_texts")]
    pub(super) texts: BTreeMap<String, Arc<str>>,
    pub(super) focus: String,
    pub(super) on_the_line: bool,
    pub(super) line: String,
    pub(super) line_is_filled: bool,
    pub(super) template: Option<char>,
    pub(super) zone: Option<String>,
    pub(super) taken: Option<SavedTime>,
    pub(super) since: Option<DateTime<Utc>>,
    pub(super) who: String,
    /// Empty: what a draft is for is told by the draft. Earlier versions don't read one without it.
    pub(super) why: String,
}

/// A time that was picked, not typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SavedTime {
    whose: Option<String>,
    at: DateTime<Utc>,
    text: String,
}

/// The drafts beside those in the forms.
#[derive(Clone, Default)]
pub(in crate::desk) struct Drafts {
    /// Those put aside, in the order of their letters.
    pub(in crate::desk) parked: Vec<Parked>,
    pub(in crate::desk) autosave: Autosave,
}

/// What the desk knows of how its typing is kept.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Autosave {
    /// Whether it is kept at all, and what was there before has come.
    pub(in crate::desk) open: bool,
    /// When it is handed over next.
    pub(super) due: Option<Duration>,
    /// Since when something may have been typed that has not been handed over.
    pub(super) since: Option<Duration>,
    /// What was handed over last; none where that could not be kept.
    pub(super) last: Option<Kept>,
    /// What bookings of the last day were made with, the last first.
    pub(in crate::desk) recents: Vec<Recent>,
    /// What was there before and found no place: it is kept, and parked as soon as a letter is free.
    pub(super) waiting: Vec<SavedDraft>,
}

impl Autosave {
    /// What could not be kept is handed over again in a while, also where nothing more is typed.
    pub(in crate::desk) fn try_again(&mut self, up: Duration) {
        self.last = None;
        self.due = Some(up + TRY_AGAIN);
    }
}

impl Kept {
    /// Whether the same has been typed, whenever that was.
    pub(super) fn is_as(&self, other: &Kept) -> bool {
        let Kept { at: _, drafts, newcomers, recents, received: _, beside } = self;
        (drafts, newcomers, recents, beside)
            == (&other.drafts, &other.newcomers, &other.recents, &other.beside)
    }
}

/// As the plain texts they are; in memory they are shared, not copied with each key.
fn write_texts<S: Serializer>(texts: &BTreeMap<String, Arc<str>>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(texts.iter().map(|(key, text)| (key, &**text)))
}

fn read_texts<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, Arc<str>>, D::Error> {
    let texts = BTreeMap::<String, String>::deserialize(from)?;
    Ok(texts.into_iter().map(|(key, text)| (key, text.into())).collect())
}

impl SavedDraft {
    /// The word of the clinic API it is for.
    pub fn word(&self) -> &str {
        &self.backend
    }

    /// The backend whose form it fills; none where the desk books at no such one.
    pub fn backend(&self, vendors: Vendors) -> Option<Vendor> {
        vendors.by_word(&self.backend).ok()
    }

    /// The same without its texts.
    pub fn without_texts(&self) -> SavedDraft {
        SavedDraft { texts: BTreeMap::new(), ..self.clone() }
    }

    /// Whether nothing but its texts is otherwise.
    pub fn is_as_but_for_texts(&self, other: &SavedDraft) -> bool {
        self.without_texts() == other.without_texts()
    }

    /// Its texts that are not as they were, by the keys of their fields; all of them where nothing was before. A text
    /// that is no more is empty.
    pub fn texts_unlike<'a>(
        &'a self,
        before: Option<&'a SavedDraft>,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let was = move |field: &String| before.and_then(|before| before.texts.get(field));
        let changed = self.texts.iter().filter(move |(field, text)| was(field) != Some(*text));
        let gone = before.into_iter().flat_map(|before| before.texts.keys());
        let gone = gone.filter(|field| !self.texts.contains_key(*field));
        changed.map(|(field, text)| (field.as_str(), &**text)).chain(gone.map(|field| (field.as_str(), "")))
    }

    /// Puts a text in its place.
    pub fn put_text(&mut self, field: &str, text: String) {
        match text.is_empty() {
            true => self.texts.remove(field),
            false => self.texts.insert(field.to_owned(), text.into()),
        };
    }

    pub(super) fn of(stands: Stands, letter: Option<char>, parked: Parked) -> SavedDraft {
        let backend = parked.draft.backend();
        let texts = crate::booking::fields(backend).iter().copied();
        let texts = texts.map(|id| (id.key().to_owned(), parked.draft.shared(id)));
        SavedDraft {
            stands,
            backend: backend.word().to_owned(),
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
            since: (stands == Stands::Parked).then_some(parked.since),
            who: parked.who,
            why: String::new(),
        }
    }

    /// The draft, as one that has been parked since it was kept.
    pub(in crate::desk) fn parked(self, backend: Vendor, letter: char, kept: DateTime<Utc>) -> Parked {
        let mut draft = Draft::new(backend);
        for field in crate::booking::fields(backend) {
            draft.set(*field, self.texts.get(field.key()).cloned().unwrap_or_default());
        }
        let taken = self.taken.map(|taken| Taken {
            whose: taken.whose.and_then(|id| Provider::named(backend, &id)),
            at: taken.at,
            text: taken.text,
        });
        let first = backend.form()[0];
        let focus = backend.field_by_key(&self.focus).filter(|id| draft.asks(*id));
        Parked {
            letter,
            draft,
            focus: focus.unwrap_or(first),
            pane: if self.on_the_line { Pane::Line } else { Pane::Form },
            line: self.line,
            line_is_filled: self.line_is_filled,
            template: self.template,
            restored: true,
            clock: self.zone.and_then(|zone| zone.parse().ok()),
            taken,
            since: self.since.unwrap_or(kept),
            who: self.who,
        }
    }
}

/// Names nobody.
impl fmt::Debug for SavedDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SavedDraft")
            .field("stands", &self.stands)
            .field("backend", &self.backend)
            .field("letter", &self.letter)
            .finish_non_exhaustive()
    }
}

/// A draft put aside.
#[derive(Clone, PartialEq, Eq)]
pub struct Parked {
    /// Its letter, small.
    pub letter: char,
    /// What the form held.
    pub draft: Draft,
    /// The field with the cursor.
    pub focus: FieldId,
    /// Who had the keys: the entry line or the form.
    pub pane: Pane,
    /// What stood on the entry line.
    pub line: String,
    /// Whether the line had gone into the form as it stood.
    pub line_is_filled: bool,
    /// The letter of the template the form was filled from.
    pub template: Option<char>,
    /// Whether it is as an earlier run of the program has left it.
    pub(in crate::desk) restored: bool,
    /// The clock its times were read on.
    pub(in crate::desk) clock: Option<Tz>,
    /// The time that was picked or held, not typed.
    pub(in crate::desk) taken: Option<Taken>,
    /// When it was put aside.
    pub since: DateTime<Utc>,
    /// For whom: a name, else what was typed; empty where nothing was.
    pub who: String,
}

impl Parked {
    /// Its letter as it is shown.
    pub fn letter_shown(&self) -> String {
        self.letter.to_ascii_uppercase().to_string()
    }
}

/// Names nobody.
impl fmt::Debug for Parked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parked")
            .field("letter", &self.letter)
            .field("draft", &self.draft)
            .field("since", &self.since)
            .finish_non_exhaustive()
    }
}
