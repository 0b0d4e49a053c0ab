//! Typed texts as they are saved for the next start, or handed to another desk.

use std::collections::BTreeMap;
use std::sync::Arc;

use booking::text::redacted_debug;
use booking::{ClinicId, Clinics, Directory};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Everything typed, at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftSnapshot {
    /// The time of the save, by the wall clock. Times without a date refer to it.
    pub at: DateTime<Utc>,
    /// The current form, the other ones, then the parked drafts, all without blank ones.
    pub drafts: Vec<SavedDraft>,
    /// The forms for a new patient that are not empty.
    pub new_patients: Vec<SavedNewPatient>,
    /// The entries used last.
    pub recents: Vec<Recent>,
    /// The drafts received from other desks that are among these drafts or finished.
    pub received: Vec<String>,
    /// Whether the desk ends before it has read the previous save, which is then kept in addition to this one.
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
pub enum SavedPlace {
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
    /// The place on the desk.
    pub stands: SavedPlace,
    /// The word of the clinic API.
    #[serde(rename = "backend")]
    pub clinic: String,
    /// The letter under which it was put aside.
    pub letter: Option<char>,
    /// The texts of the fields, by their names on the wire.
    #[serde(serialize_with = "write_texts", deserialize_with = "read_texts")]
    pub texts: BTreeMap<String, Arc<str>>,
    /// The name of the focused field.
    pub focus: String,
    /// Whether the entry line was focused.
    pub on_the_line: bool,
    /// The text of the entry line.
    pub line: String,
    /// Whether that text was filled into the fields.
    pub line_is_filled: bool,
    /// The letter of the template.
    pub template: Option<char>,
    /// The time zone in which its times were typed.
    pub zone: Option<String>,
    /// The picked time, if there is one.
    pub taken: Option<SavedTime>,
    /// The practitioner and the start of the slot that the length in the form comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length_of_slot: Option<(String, DateTime<Utc>)>,
    /// Whether a line has filled it and nothing was typed into it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_untouched: bool,
    /// When it was put aside, by the wall clock.
    pub since: Option<DateTime<Utc>>,
    /// The name of the patient.
    pub who: String,
    /// Always empty, because the draft has its purpose. Earlier versions can't read a draft without this member.
    pub why: String,
}

/// A time that was picked, not typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedTime {
    /// The id of the practitioner or location.
    pub whose: Option<String>,
    /// The start of the visit.
    pub at: DateTime<Utc>,
    /// The text that was put into the field.
    pub text: String,
}

impl DraftSnapshot {
    /// Returns whether both have the same content, apart from times and received drafts.
    pub(crate) fn has_same_content(&self, other: &DraftSnapshot) -> bool {
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

/// Serializes shared texts as plain ones. They are shared in memory so that a key press does not copy them.
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

    /// Returns whether two drafts differ only in their texts.
    pub fn is_as_but_for_texts(&self, other: &SavedDraft) -> bool {
        self.without_texts() == other.without_texts()
    }

    /// Returns the texts that differ from an earlier draft, by the keys of their fields. Without an earlier draft,
    /// returns all of them. A removed text is empty.
    pub fn texts_unlike<'a>(
        &'a self,
        before: Option<&'a SavedDraft>,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let earlier = move |field: &String| before.and_then(|before| before.texts.get(field));
        let changed = self
            .texts
            .iter()
            .filter(move |(field, text)| earlier(field) != Some(*text));
        let gone = before
            .into_iter()
            .flat_map(|before| before.texts.keys())
            .filter(|field| !self.texts.contains_key(*field));
        changed
            .map(|(field, text)| (field.as_str(), &**text))
            .chain(gone.map(|field| (field.as_str(), "")))
    }

    /// Sets the text of a field.
    pub fn put_text(&mut self, field: &str, text: String) {
        if text.is_empty() {
            self.texts.remove(field)
        } else {
            self.texts.insert(field.to_owned(), text.into())
        };
    }
}

redacted_debug!(SavedDraft {
    stands,
    clinic,
    letter
});

/// The saved data of a patient at one clinic, new or being corrected. Members are only ever added, each with
/// a default.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedNewPatient {
    /// The clinic's word. Its stored name distinguishes these records from booking forms.
    #[serde(rename = "newcomer")]
    pub clinic: String,
    /// The texts by their names on the wire.
    pub texts: BTreeMap<String, String>,
    /// The name of the focused field.
    pub focus: String,
    /// Whether the clinic may have the data: they were being added, or an answer was lost.
    pub may_be_known: bool,
    /// The seed of the reference under which the data were first sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<u64>,
    /// The id of the patient being corrected; `None` for a new patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
}

impl SavedNewPatient {
    /// Returns the id of the patient being corrected; `None` for a new patient.
    pub fn corrects(&self) -> Option<&str> {
        self.corrects.as_deref()
    }

    /// Returns the word of the clinic API.
    pub fn word(&self) -> &str {
        &self.clinic
    }
}

redacted_debug!(SavedNewPatient {
    clinic,
    may_be_known
});

/// Something that was used in a booking of the last day, or a command that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "RecentOnRecord", into = "RecentOnRecord")]
pub struct Recent {
    /// The word of the clinic API.
    pub clinic: String,
    /// The kind of the entry.
    pub recent: Used,
    /// The id at the clinic, the letter of the template, or the name of the command.
    pub id: String,
    /// When it was used last, by the wall clock.
    pub at: DateTime<Utc>,
}

/// The kind of a recent entry: its role in a booking, or a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Used {
    /// The patient.
    Person,
    /// The practitioner or location.
    Provider,
    /// The template, identified by its letter.
    Template,
    /// A command chosen from the list of commands.
    Command,
}

/// A recent entry as it is kept on record.
#[derive(Serialize, Deserialize)]
struct RecentOnRecord {
    #[serde(rename = "backend")]
    clinic: String,
    recent: Used,
    id: String,
    at: DateTime<Utc>,
    /// The command, if it is one. To a version of the program that knows no commands, the entry is a template that is
    /// too old to be listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    command: Option<CommandOnRecord>,
}

#[derive(Serialize, Deserialize)]
struct CommandOnRecord {
    name: String,
    at: DateTime<Utc>,
}

impl From<Recent> for RecentOnRecord {
    fn from(of: Recent) -> RecentOnRecord {
        let Recent {
            clinic,
            recent,
            id,
            at,
        } = of;
        match recent {
            Used::Command => RecentOnRecord {
                clinic,
                recent: Used::Template,
                id: String::new(),
                at: DateTime::UNIX_EPOCH,
                command: Some(CommandOnRecord { name: id, at }),
            },
            Used::Person | Used::Provider | Used::Template => RecentOnRecord {
                clinic,
                recent,
                id,
                at,
                command: None,
            },
        }
    }
}

impl From<RecentOnRecord> for Recent {
    fn from(of: RecentOnRecord) -> Recent {
        let RecentOnRecord {
            clinic,
            recent,
            id,
            at,
            command,
        } = of;
        match command {
            Some(CommandOnRecord { name, at }) => Recent {
                clinic,
                recent: Used::Command,
                id: name,
                at,
            },
            None => Recent {
                clinic,
                recent,
                id,
                at,
            },
        }
    }
}

impl Recent {
    /// Returns the word of the clinic API.
    pub fn word(&self) -> &str {
        &self.clinic
    }

    /// Returns the clinic, or `None` if the desk does not book there.
    pub fn clinic(&self, clinics: Clinics) -> Option<ClinicId> {
        clinics.by_word(&self.clinic).ok()
    }

    /// Returns the list of the entry; `None` for a template or a command.
    pub fn directory(&self, clinics: Clinics) -> Option<Directory> {
        match self.recent {
            Used::Person => self.clinic(clinics).map(ClinicId::people),
            Used::Provider => self.clinic(clinics).map(ClinicId::providers),
            Used::Template | Used::Command => None,
        }
    }
}

impl SavedDraft {
    /// Returns the content without the draft's place. Drafts with the same content are the same draft.
    pub fn content(&self) -> String {
        let texts = self
            .texts
            .iter()
            .flat_map(|(field, text)| [field.as_str(), text]);
        let parts = [self.clinic.as_str(), &self.line].into_iter().chain(texts);
        parts.collect::<Vec<_>>().join("\u{1f}")
    }

    /// Returns whether the draft was put aside with a key.
    pub fn is_put_aside(&self) -> bool {
        self.stands == SavedPlace::Parked && self.letter.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An entry as the version before commands were kept reads it.
    #[derive(Deserialize)]
    struct RecentBefore {
        recent: UsedBefore,
        at: DateTime<Utc>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "lowercase")]
    enum UsedBefore {
        Person,
        Provider,
        Template,
    }

    fn used(recent: Used, id: &str) -> Recent {
        Recent {
            clinic: "clinik".to_owned(),
            recent,
            id: id.to_owned(),
            at: "2026-11-24T09:05:00Z".parse().expect("a time"),
        }
    }

    #[test]
    fn a_command_is_an_old_template_to_the_version_before() {
        let command = used(Used::Command, "outbox");
        let text = serde_json::to_string(&command).expect("JSON");
        let before: RecentBefore = serde_json::from_str(&text).expect("it reads it");
        assert_eq!(before.recent, UsedBefore::Template);
        assert_eq!(before.at, DateTime::UNIX_EPOCH);
        let read: Recent = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read, command);
    }

    #[test]
    fn the_others_are_kept_as_before_and_a_command_of_the_first_kind_is_read() {
        let visitor = used(Used::Person, "pt_1");
        let text = serde_json::to_string(&visitor).expect("JSON");
        assert_eq!(
            text,
            r#"{"backend":"clinik","recent":"person","id":"pt_1","at":"2026-11-24T09:05:00Z"}"#
        );
        let first =
            r#"{"backend":"clinik","recent":"command","id":"outbox","at":"2026-11-24T09:05:00Z"}"#;
        let read: Recent = serde_json::from_str(first).expect("JSON");
        assert_eq!(read, used(Used::Command, "outbox"));
    }
}
