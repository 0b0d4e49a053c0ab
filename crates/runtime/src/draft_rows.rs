//! Typed text as drafts in a store. Each text is a piece of its own, so that a key rewrites only the piece that it
//! changes.

use std::sync::Mutex;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use office::{DraftSnapshot, Recent, SavedBefore, SavedDraft, SavedNewPatient};
use store::{OwnDraft, Pieces, RecordStore};

use super::stores::lock;

/// A row kept for the next start. Its members determine the variant.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum SavedRow {
    Draft(Box<SavedDraft>),
    NewPatientForm(SavedNewPatient),
    Recent(Recent),
}

impl SavedRow {
    fn is_put_aside(&self) -> bool {
        matches!(self, SavedRow::Draft(draft) if draft.is_put_aside())
    }

    /// Returns the word of the clinic API.
    fn word(&self) -> &str {
        match self {
            SavedRow::Draft(draft) => draft.word(),
            SavedRow::NewPatientForm(new_patient_form) => new_patient_form.word(),
            SavedRow::Recent(recent) => recent.word(),
        }
    }
}

/// The rows of a store; `None` while they are unknown.
#[derive(Default)]
pub(super) struct DraftRows(Mutex<Option<Vec<SavedRow>>>);

impl DraftRows {
    /// Keeps the typed text for the clinic APIs of these records. Returns whether the parked drafts may have changed.
    ///
    /// # Errors
    ///
    /// Returns an error if it can't be written; then the earlier state is kept.
    pub(super) async fn keep(
        &self,
        store: &RecordStore,
        snapshot: &DraftSnapshot,
        is_here: impl Fn(&str) -> bool,
    ) -> store::Result<bool> {
        let rows: Vec<SavedRow> = rows(snapshot).filter(|row| is_here(row.word())).collect();
        let before = self.replace(None);
        let is_typing = before
            .as_ref()
            .and_then(|before| Some((before, only_change(before, &rows)?)));
        let is_of_others = is_typing.is_none_or(|(before, place)| {
            before[place].is_put_aside() || rows[place].is_put_aside()
        });
        keep_in(store, &rows, before, snapshot).await?;
        if !snapshot.beside {
            self.replace(Some(rows));
        }
        Ok(is_of_others)
    }

    fn replace(&self, now: Option<Vec<SavedRow>>) -> Option<Vec<SavedRow>> {
        std::mem::replace(&mut *lock(&self.0), now)
    }
}

async fn keep_in(
    store: &RecordStore,
    rows: &[SavedRow],
    before: Option<Vec<SavedRow>>,
    snapshot: &DraftSnapshot,
) -> store::Result<()> {
    let at = snapshot.at;
    if let Some(before) = before
        && let Some(place) = only_change(&before, rows)
        && store
            .keep_pieces(place, &rows[place].pieces(Some(&before[place]), at)?, at)
            .await?
    {
        return Ok(());
    }
    let rows: Vec<Pieces> = rows
        .iter()
        .map(|row| row.pieces(None, at))
        .collect::<Result<_, _>>()?;
    if snapshot.beside {
        store.save_drafts_beside(&rows, at).await
    } else {
        store.keep(&rows, &snapshot.received, at).await
    }
}

impl SavedRow {
    /// Returns the pieces to write, without unchanged texts.
    fn pieces(
        &self,
        before: Option<&SavedRow>,
        at: DateTime<Utc>,
    ) -> Result<Pieces, serde_json::Error> {
        let mut pieces = Pieces::new();
        let SavedRow::Draft(draft) = self else {
            pieces.insert(String::new(), serde_json::to_vec(&(at, self))?);
            return Ok(pieces);
        };
        let before = match before {
            Some(SavedRow::Draft(before)) => Some(&**before),
            _ => None,
        };
        if before.is_none_or(|before| !draft.is_as_but_for_texts(before)) {
            pieces.insert(
                String::new(),
                serde_json::to_vec(&(at, draft.without_texts()))?,
            );
        }
        for (field, text) in draft.texts_unlike(before) {
            pieces.insert(field.to_owned(), serde_json::to_vec(&(at, text))?);
        }
        Ok(pieces)
    }
}

/// Returns the position of the only changed row; `None` if several have changed, or their number has.
fn only_change(before: &[SavedRow], now: &[SavedRow]) -> Option<usize> {
    let mut changes = before
        .iter()
        .zip(now)
        .enumerate()
        .filter(|(_, (before, now))| before != now);
    let (place, _) = changes.next()?;
    (before.len() == now.len() && changes.next().is_none()).then_some(place)
}

fn rows(snapshot: &DraftSnapshot) -> impl Iterator<Item = SavedRow> + '_ {
    let drafts = snapshot
        .drafts
        .iter()
        .cloned()
        .map(|draft| SavedRow::Draft(Box::new(draft)));
    let new_patients = snapshot
        .new_patients
        .iter()
        .cloned()
        .map(SavedRow::NewPatientForm);
    drafts
        .chain(new_patients)
        .chain(snapshot.recents.iter().cloned().map(SavedRow::Recent))
}

/// Reads drafts back, each with the time of its last change. Returns how many this version can't read.
pub(super) fn read(drafts: &[Pieces], saved: &mut SavedBefore) -> usize {
    let mut unreadable = 0;
    for pieces in drafts {
        match read_one(pieces) {
            Some((at, SavedRow::Draft(draft))) => saved.drafts.push((at, *draft)),
            Some((_, SavedRow::NewPatientForm(new_patient_form))) => {
                saved.new_patients.push(new_patient_form)
            }
            Some((_, SavedRow::Recent(recent))) => saved.recents.push(recent),
            None => unreadable += 1,
        }
    }
    unreadable
}

/// Returns a recorded draft in the form that other desks can take over; `None` if it is not a draft.
pub(super) fn own_draft_of(pieces: Pieces) -> Option<OwnDraft> {
    let draft = draft_of(&pieces)?;
    Some(OwnDraft {
        content: draft.content(),
        is_parked: draft.is_put_aside(),
        pieces,
    })
}

/// Returns the draft in these pieces; `None` if they are something else.
pub(super) fn draft_of(pieces: &Pieces) -> Option<SavedDraft> {
    match read_one(pieces)? {
        (_, SavedRow::Draft(draft)) => Some(*draft),
        _ => None,
    }
}

fn read_one(pieces: &Pieces) -> Option<(DateTime<Utc>, SavedRow)> {
    let (mut at, mut row): (DateTime<Utc>, SavedRow) =
        serde_json::from_slice(pieces.get("")?).ok()?;
    if let SavedRow::Draft(draft) = &mut row {
        for (field, piece) in pieces.iter().filter(|(field, _)| !field.is_empty()) {
            let (kept, text): (DateTime<Utc>, String) = serde_json::from_slice(piece).ok()?;
            draft.put_text(field, text);
            at = at.max(kept);
        }
    }
    Some((at, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(focus: &str, texts: &str) -> SavedRow {
        let draft = format!(
            r#"{{"stands":"front","backend":"clinik","letter":null,"texts":{texts},"focus":"{focus}",
            "on_the_line":false,"line":"","line_is_filled":false,"template":null,"zone":null,"taken":null,
            "since":null,"who":"","why":""}}"#
        );
        serde_json::from_str(&draft).unwrap()
    }

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    #[test]
    fn only_what_a_key_changed_is_written_and_all_of_it_is_read_back() {
        let first = row("comment", r#"{"comment":"Ank","reasonCode":"fell"}"#);
        let typed = row("comment", r#"{"comment":"Ankle","reasonCode":"fell"}"#);
        let deleted = row("description", r#"{"comment":"Ankle"}"#);
        let mut kept = first.pieces(None, at(0)).unwrap();
        assert_eq!(
            kept.keys().collect::<Vec<_>>(),
            ["", "comment", "reasonCode"]
        );
        let piece = typed.pieces(Some(&first), at(1)).unwrap();
        assert_eq!(piece.keys().collect::<Vec<_>>(), ["comment"]);
        kept.extend(piece);
        let pieces = deleted.pieces(Some(&typed), at(2)).unwrap();
        assert_eq!(pieces.keys().collect::<Vec<_>>(), ["", "reasonCode"]);
        kept.extend(pieces);
        let (written_last, whole) = read_one(&kept).unwrap();
        assert!(written_last == at(2) && whole == deleted);
    }

    #[test]
    fn a_draft_that_an_earlier_version_kept_in_one_piece_is_read() {
        let whole = row("comment", r#"{"comment":"Ankle"}"#);
        let kept = Pieces::from([(String::new(), serde_json::to_vec(&(at(0), &whole)).unwrap())]);
        assert!(read_one(&kept).is_some_and(|(kept_at, read)| kept_at == at(0) && read == whole));
    }
}
