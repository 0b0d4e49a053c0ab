//! What has been typed, as it is kept for the next start: every form and every parked draft, with where the cursor
//! stood, and what was booked with last. Kept a moment after the first key that changed anything, so that a burst of
//! keys is kept once.

use std::collections::BTreeMap;
use std::fmt;
use std::iter;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::booking::{Draft, Provider, Vendor, Vendors};

use crate::desk::form::Taken;
use crate::desk::{
    Action, Answer, Asker, Desk, Effect, EntryLine, Msg, NewPatientForm, Note, Pane, Parked, Recent,
    SavedNewPatient, note,
};

/// How long after a key what it typed is handed over. Typed drafts are to be durable within 100 ms (CONTRACT, The
/// desk's keys); the rest of that is the disk's.
const PAUSE: Duration = Duration::from_millis(40);

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
enum Stands {
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
    stands: Stands,
    backend: String,
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
    since: Option<DateTime<Utc>>,
    who: String,
    /// Empty: what a draft is for is told by the draft. Earlier versions don't read one without it.
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
    due: Option<Duration>,
    /// What was handed over last; none where that could not be kept.
    last: Option<Kept>,
    /// What bookings of the last day were made with, the last first.
    pub(in crate::desk) recents: Vec<Recent>,
    /// What was there before and found no place: it is kept, and parked as soon as a letter is free.
    waiting: Vec<SavedDraft>,
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
    fn is_as(&self, other: &Kept) -> bool {
        let Kept { at: _, drafts, newcomers, recents, beside } = self;
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

    fn of(stands: Stands, letter: Option<char>, parked: Parked) -> SavedDraft {
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
    fn parked(self, backend: Vendor, letter: char, kept: DateTime<Utc>) -> Parked {
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

impl Msg {
    /// How long what is typed may wait to be handed over: not at all once someone new has been added, so that the draft
    /// does not come back; for ever with what changes nothing that is typed.
    pub(in crate::desk) fn keeps_within(&self) -> Option<Duration> {
        match self {
            Msg::Time(_) | Msg::Resize(_) | Msg::Behind | Msg::Skew(..) | Msg::Modes(_) | Msg::Leave(_) => {
                None
            }
            Msg::Answer(_, Answer::Kept(_)) | Msg::Store(_) | Msg::RecordsRead => None,
            Msg::Answer(_, Answer::Added(_)) => Some(Duration::ZERO),
            _ => Some(PAUSE),
        }
    }
}

impl Desk {
    /// Hands over what has been typed once it is due, or at once where the desk ends; nothing where it is as it was.
    pub(in crate::desk) fn keep_drafts(&mut self, within: Option<Duration>) -> Option<Effect> {
        if !self.drafts.autosave.open {
            return self.ended.and_then(|_| self.keep_beside());
        }
        if let Some(within) = within {
            let due = self.moment.up + within;
            self.drafts.autosave.due = Some(self.drafts.autosave.due.map_or(due, |earlier| earlier.min(due)));
        }
        let is_due = self.drafts.autosave.due.is_some_and(|due| due <= self.moment.up);
        if !is_due && self.ended.is_none() {
            return None;
        }
        self.drafts.autosave.due = None;
        self.park_what_waits();
        let kept = self.to_keep();
        let last = self.drafts.autosave.last.as_ref();
        if last.is_some_and(|last| last.is_as(&kept)) {
            return None;
        }
        self.drafts.autosave.last = Some(kept.clone());
        Some(Effect::Keep(self.ticket(Asker::Autosave), Box::new(kept)))
    }

    /// Hands over what was typed before the records were open.
    fn keep_beside(&mut self) -> Option<Effect> {
        let kept = Kept { beside: true, ..self.to_keep() };
        let is_blank = kept.drafts.is_empty() && kept.newcomers.is_empty();
        (!is_blank).then(|| Effect::Keep(self.ticket(Asker::Autosave), Box::new(kept)))
    }

    /// How long until what has been typed is handed over.
    pub(in crate::desk) fn keep_due_in(&self) -> Option<Duration> {
        Some(self.drafts.autosave.due?.saturating_sub(self.moment.up))
    }

    fn to_keep(&self) -> Kept {
        Kept {
            at: self.moment.now,
            drafts: self.drafts_to_keep(),
            newcomers: self.newcomers.values().filter_map(NewPatientForm::to_keep).collect(),
            recents: self.drafts.autosave.recents.clone(),
            beside: false,
        }
    }

    fn drafts_to_keep(&self) -> Vec<SavedDraft> {
        let front = (self.backend, Stands::Front, self.line.clone());
        let others = self.setup.vendors.iter().filter(|vendor| *vendor != self.backend);
        let behind = others.map(|vendor| (vendor, Stands::Behind, EntryLine::default()));
        let forms = iter::once(front).chain(behind).filter_map(|(backend, stands, line)| {
            let blank = self.form_of(backend).draft().is_blank() && line.input.value().is_empty();
            let letter = self.form_of(backend).letter;
            let draft = || SavedDraft::of(stands, letter, self.as_parked(backend, ' ', &line));
            (!blank).then(draft)
        });
        let parked = self.parked().iter().cloned();
        let parked = parked.map(|parked| SavedDraft::of(Stands::Parked, Some(parked.letter), parked));
        // Nobody knows yet whether those are on record.
        let sent = self.changes.lost().filter(|open| open.answer.is_some());
        let sent = sent
            .filter_map(|open| Some(SavedDraft::of(Stands::Parked, None, self.lost_as_parked(open, ' ')?)));
        forms.chain(parked).chain(sent).chain(self.drafts.autosave.waiting.iter().cloned()).collect()
    }

    /// What was kept before is back where it was. Where something is there already, it is parked.
    pub(in crate::desk) fn restore(&mut self, kept: SavedBefore) -> Vec<Effect> {
        self.drafts.autosave.open = true;
        // Records that could not be used before have not been told what is typed here.
        let is_new = self.is_closed_to_records();
        let SavedBefore { drafts, newcomers, recents } = kept;
        // What else is here, or is no more, is yet to be written down.
        let on_record = Kept {
            at: self.moment.now,
            drafts: drafts.iter().map(|(_, draft)| draft.clone()).collect(),
            newcomers: newcomers.clone(),
            recents: recents.clone(),
            beside: false,
        };
        let count = drafts.len();
        self.restore_recents(recents);
        let someone_new = self.restore_newcomers(&newcomers);
        let mut has_front = false;
        for (at, draft) in drafts {
            let is_front = draft.stands == Stands::Front && !has_front;
            has_front |= is_front;
            self.restore_one(at, draft, is_front);
        }
        self.refresh_all();
        self.drafts.autosave.last = (!is_new).then_some(on_record);
        match (self.says_is_back(count), someone_new) {
            (None, false) => return Vec::new(),
            (None, true) => {
                let key = self.setup.keys.key(Action::NewPatient);
                self.note = Some(note!("kept-newcomer-is-back", key = key));
            }
            (said, _) => self.note = said,
        }
        self.lists_for_form()
    }

    /// What is said of so many drafts that are back.
    fn says_is_back(&self, count: usize) -> Option<Note> {
        (count > 0).then(|| note!("kept-is-back", count = count))
    }

    /// Of `before` drafts some have gone to the bookings that were made of them: that those are back is said no more.
    pub(in crate::desk) fn fewer_are_back(&mut self, before: usize) {
        let now = self.held_drafts();
        let said = |note: &Note| note.said(self.setup.language);
        if now < before && self.note.as_ref().map(said) == self.says_is_back(before).as_ref().map(said) {
            self.note = self.says_is_back(now);
        }
    }

    /// How many drafts there are: in the forms, on the line, and put aside.
    pub(in crate::desk) fn held_drafts(&self) -> usize {
        self.drafts_to_keep().len()
    }

    fn restore_one(&mut self, at: DateTime<Utc>, draft: SavedDraft, is_front: bool) {
        let Some(backend) = draft.backend(self.setup.vendors) else { return };
        let letter = draft.letter.filter(|letter| self.free_letters().any(|free| free == *letter));
        if draft.stands != Stands::Parked && !self.would_be_lost(backend) {
            let parked = draft.parked(backend, ' ', at);
            match is_front {
                true => self.bring_to_fore(parked, letter),
                false => self.put_into_form(&parked, letter),
            }
            return;
        }
        match letter.or_else(|| self.free_letters().next()) {
            Some(letter) => {
                let parked = draft.parked(backend, letter, at);
                self.put_aside(parked);
            }
            None => {
                let since = draft.since.or(Some(at));
                self.drafts.autosave.waiting.push(SavedDraft { stands: Stands::Parked, since, ..draft });
            }
        }
    }

    fn park_what_waits(&mut self) {
        for draft in std::mem::take(&mut self.drafts.autosave.waiting) {
            let letter = self.free_letters().next();
            match letter.zip(draft.backend(self.setup.vendors)) {
                Some((letter, backend)) => {
                    let parked = draft.parked(backend, letter, self.moment.now);
                    self.put_aside(parked);
                }
                None => self.drafts.autosave.waiting.push(draft),
            }
        }
    }

    /// How many drafts from before wait for a letter to be parked under.
    pub fn drafts_waiting(&self) -> usize {
        self.drafts.autosave.waiting.len()
    }

    /// The forms for someone new are as they were; says whether any was. One that has been begun since stays.
    fn restore_newcomers(&mut self, kept: &[SavedNewPatient]) -> bool {
        let mut any = false;
        for new_patient_form in kept {
            let Ok(backend) = self.setup.vendors.by_word(new_patient_form.word()) else { continue };
            let clock = self.setting_of(backend).clock;
            let form = &mut self.newcomers[backend];
            if form.is_blank() {
                form.restore(new_patient_form, &clock);
                any = true;
            }
        }
        any
    }
}
