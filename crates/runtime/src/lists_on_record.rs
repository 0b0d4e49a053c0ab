//! Recorded lists that all windows share: telephone calls, the desks' notes, and the changes of other windows and
//! earlier runs.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use tokio::time::timeout;
use uuid::Uuid;

use super::shared_records::Shared;
use super::stores::{ClosedRecords, Stores, lock, logged, not_written};
use booking::{
    CallHistory, CallNote, ChangeRecord, ClinicId, DeskNotes, PatientNote, RecentChanges,
};
use office::{NoteReach, NoteStep, NotesAnswer};
use store::{NoteOutcome, RecordId, RecordStore, SharedStore};

/// The maximum number of changes passed on with the news about them. Beyond that, those that need the changes read
/// them.
const MOST_HANDED_ON: usize = 100;

impl Stores {
    /// Notes a call, or undoes the last one. Returns the resulting history; `None` if no records are kept.
    ///
    /// # Errors
    ///
    /// Returns the reason if the note can't be written.
    pub(super) async fn note_call(&self, note: &CallNote) -> Result<Option<CallHistory>, String> {
        let clinic = note.subject.clinic;
        self.try_again(clinic).await;
        let Some(store) = self.state(clinic).map_err(|closed| closed.why)? else {
            return Ok(None);
        };
        let noted = store.note_call(note, (self.clock)()).await;
        noted
            .map(Some)
            .map_err(|error| not_written(&error, "call not noted"))
    }

    /// Returns the calls that all windows have noted about appointments from a moment on; `None` if the records can't
    /// be read.
    pub(super) async fn calls(&self, from: DateTime<Utc>) -> Option<Vec<CallHistory>> {
        let open = self.each_open();
        let mut calls = Vec::new();
        for (_, store) in &open {
            calls.extend(logged(store.calls(from).await, "calls not read")?);
        }
        (!open.is_empty()).then_some(calls)
    }

    /// Returns the changes of others since a moment; empty if nobody has written to the records since the last call.
    pub async fn changes_of_others(&self, since: DateTime<Utc>) -> RecentChanges {
        let mut all = RecentChanges {
            changes: Vec::new(),
            are_all: true,
            notes: None,
        };
        let mut has_news = false;
        for (clinic, store) in self.each_open() {
            let Ok(version) = store.version().await else {
                continue;
            };
            let before = lock(&self.versions).insert(clinic, version);
            if before == Some(version) {
                continue;
            }
            has_news = true;
            if let Some(recent) = logged(store.recent(since).await, "changes not read") {
                all.are_all &= recent.are_all;
                all.changes
                    .extend(self.of_others(&store, recent.changes).await);
            }
        }
        if has_news {
            all.notes = logged(self.notes().await, "notes not read");
        }
        all
    }

    /// Executes a step in this desk's own records, and returns the resulting notes. After it, [`Stores::share_note`]
    /// finds out whether the other desks have it.
    ///
    /// # Errors
    ///
    /// Returns the reason if it can't be written or read.
    pub(super) async fn note(&self, step: &NoteStep) -> Result<NotesAnswer, String> {
        let Some(clinic) = step.clinic() else {
            return Ok(NotesAnswer::default());
        };
        let done = async {
            let Some(store) = self.state(clinic)? else {
                return Ok(None);
            };
            let now = (self.clock)();
            let mut outcome = NoteOutcome::Written;
            match step {
                NoteStep::Put(times) => store.note_away(times, now).await?,
                NoteStep::Remove(notes) => store.remove_away_notes(notes, now).await?,
                NoteStep::OfPatient {
                    clinic,
                    person,
                    text,
                    seen,
                } => match text.clone() {
                    Some(text) => {
                        let note = PatientNote {
                            clinic: *clinic,
                            person: person.clone(),
                            text,
                        };
                        outcome = store.note_patient(&note, seen.as_ref(), now).await?;
                    }
                    None => {
                        let seen = seen.as_ref();
                        outcome = store
                            .remove_patient_note(*clinic, person, seen, now)
                            .await?;
                    }
                },
                NoteStep::CallBack { request, seen } => {
                    outcome = store.ask_call_back(request, seen.as_ref(), now).await?;
                }
                NoteStep::NoCallBack(call) => outcome = store.drop_call_back(call, now).await?,
                NoteStep::Late(wish) => outcome = store.note_late(wish, now).await?,
                NoteStep::Waiting { waiter, seen } => {
                    outcome = store.put_on_list(waiter, seen.as_ref(), now).await?;
                }
                NoteStep::NotWaiting(waiter) => outcome = store.take_off_list(waiter, now).await?,
            }
            let reach = match outcome {
                NoteOutcome::Written => NoteReach::EveryDesk,
                NoteOutcome::Overtaken => NoteReach::Overtaken,
            };
            let notes = self.notes().await?;
            Ok(Some(NotesAnswer { notes, reach }))
        };
        let notes: Result<_, ClosedRecords> = done.await;
        let notes = notes.map_err(|closed| {
            self.unusable(&closed);
            closed.why
        })?;
        notes.ok_or_else(|| "this desk keeps no records".to_owned())
    }

    /// Copies a written note to the shared records, and returns the resulting notes and whether the other desks have
    /// it. It is copied later if that takes too long, or the shared records can't be reached.
    pub(super) async fn share_note(&self, clinic: ClinicId, written: NotesAnswer) -> NotesAnswer {
        let here_only = |notes| NotesAnswer {
            notes,
            reach: NoteReach::ThisDesk,
        };
        let (Some(shared), Ok(Some(local))) = (self.shared(clinic), self.state(clinic)) else {
            return here_only(written.notes);
        };
        let now = (self.clock)();
        let time_limit = Shared::QUERY_TIMEOUT + shared.round_trip() * Shared::CLAIM_ROUND_TRIPS;
        // The copying completes even if nobody waits for it any longer.
        let copying = tokio::spawn(async move { copied(&shared, &local, now).await });
        match timeout(time_limit, copying).await {
            Ok(Ok(Ok(true))) => written,
            Ok(Ok(Ok(false))) => {
                let notes = logged(self.notes().await, "notes not read");
                NotesAnswer {
                    notes: notes.unwrap_or(written.notes),
                    reach: NoteReach::Overtaken,
                }
            }
            _ => here_only(written.notes),
        }
    }

    /// Returns the notes in all records.
    async fn notes(&self) -> store::Result<DeskNotes> {
        let mut all = DeskNotes::default();
        for (first, store) in self.each_open() {
            let mut notes = store.desk_notes().await?;
            notes.retain(|clinic| self.first_of(clinic) == first);
            all.extend(notes);
        }
        Ok(all)
    }

    /// Returns the recorded changes of others among these; `None` if they are too many to pass on, or can't be read.
    pub(super) async fn news_of_others(
        &self,
        store: &RecordStore,
        changes: &[RecordId],
    ) -> Option<Vec<ChangeRecord>> {
        if changes.len() > MOST_HANDED_ON {
            return None;
        }
        let recorded = logged(store.recorded(changes).await, "changes not read")?;
        Some(self.of_others(store, recorded).await)
    }

    /// Returns the recorded changes of others to an appointment.
    pub(super) async fn history_by_others(
        &self,
        clinic: ClinicId,
        appointment: &str,
    ) -> Vec<ChangeRecord> {
        let Ok(Some(store)) = self.state(clinic) else {
            return Vec::new();
        };
        match logged(store.history(clinic, appointment).await, "history not read") {
            Some(changes) => self.of_others(&store, changes).await,
            None => Vec::new(),
        }
    }

    /// Keeps the changes that this window neither sent nor took over, and those that another desk has settled since
    /// this window took them over.
    async fn of_others(&self, store: &RecordStore, recent: Vec<ChangeRecord>) -> Vec<ChangeRecord> {
        let known = self.known_changes();
        let elsewhere = store.elsewhere_among(&known).await;
        let elsewhere = logged(elsewhere, "changes at other desks not read").unwrap_or_default();
        let settled: HashSet<RecordId> = elsewhere
            .iter()
            .filter(|change| change.is_settled)
            .map(|change| change.id)
            .collect();
        let own: HashSet<Uuid> = known
            .into_iter()
            .filter(|id| !settled.contains(id))
            .map(Uuid::from)
            .collect();
        recent
            .into_iter()
            .filter(|change| change.by.record.is_none_or(|id| !own.contains(&id)))
            .collect()
    }
}

/// Copies a note to the shared records. Returns whether it was accepted; if not, the local lists then match the shared
/// ones.
async fn copied(
    shared: &SharedStore,
    local: &RecordStore,
    now: DateTime<Utc>,
) -> store::Result<bool> {
    if shared.copy_notes(local).await? {
        return Ok(true);
    }
    // The answer tells the writer.
    shared.overtaken().await;
    if shared.owes_lists() {
        shared.mirror_lists(local, now).await?;
    }
    Ok(false)
}
