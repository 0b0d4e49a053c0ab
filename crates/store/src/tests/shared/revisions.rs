//! The desks' own lists have revisions: if two desks write one entry at once, the later one learns of the other.

use std::sync::atomic::Ordering;

use super::*;
use crate::postgres::TOLD;
use crate::seal::OPENED;
use booking::clinics::ANIVA;
use booking::{CallBackRequest, DeskNotes, NoteText, PatientNote};

const METTE: &str = "7f1cf3de-2f86-4e0c-9f2a-3c1b6d9f0a11";

fn call_about(words: &str) -> CallBackRequest {
    CallBackRequest::new(ANIVA, METTE.to_owned(), words).unwrap()
}

fn waiter(wished: &str) -> Waiter {
    Waiter {
        place: WaitingPlace::Unsettled,
        clinic: ANIVA,
        person: METTE.to_owned(),
        provider: None,
        wished: Wished::of_intervals(wished).unwrap(),
        since: None,
        what: None,
        by: None,
    }
}

fn tick(result: Option<CallResult>) -> CallNote {
    CallNote {
        subject: CallSubject {
            clinic: ANIVA,
            appointment: "appt_1".to_owned(),
            reason: CallReason::Reminder,
            start: Some(at(100)),
        },
        person: Some(METTE.to_owned()),
        result,
    }
}

impl DeskAtWork {
    async fn shares(&self) -> bool {
        self.shared.copy_notes(&self.local).await.unwrap()
    }

    /// Reads all lists.
    async fn reads(&self) -> DeskNotes {
        self.shared.mirror_lists(&self.local, at(9)).await.unwrap();
        self.local.desk_notes().await.unwrap()
    }

    async fn ticks(&self) -> Vec<CallResult> {
        let calls = self.local.calls(at(0)).await.unwrap();
        calls.into_iter().flat_map(|calls| calls.results).collect()
    }
}

#[tokio::test]
async fn of_two_desks_that_put_one_patient_on_the_call_list_the_later_one_is_told_and_joins_the_other()
 {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    for (desk, words) in [(&one, "results"), (&other, "bill")] {
        let call = call_about(words);
        let asked = desk.local.ask_call_back(&call, None, at(1)).await;
        assert_eq!(asked.unwrap(), NoteOutcome::Written);
    }
    assert!(one.shares().await);
    assert!(!other.shares().await);
    let overtaken = other.shared.overtaken().await.unwrap();
    assert!(
        matches!(&overtaken[..], [OvertakenNote::CallBack(call)] if call.request == call_about("bill")),
        "{overtaken:?}"
    );
    // It already has the other one, without reading the lists.
    assert!(!other.shared.owes_lists());
    let there = other.local.call_backs().await.unwrap();
    assert_eq!(there.len(), 1);
    assert_eq!(there[0].request, call_about("results"));

    let bill = call_about("bill");
    let again = other.local.ask_call_back(&bill, None, at(2)).await;
    assert_eq!(again.unwrap(), NoteOutcome::Overtaken);
    let both = call_about("results; bill");
    let again = other.local.ask_call_back(&both, Some(&there[0]), at(2));
    assert_eq!(again.await.unwrap(), NoteOutcome::Written);
    assert!(other.shares().await);
    // The first one removes an entry that it has seen but that is no longer there.
    let dropped = one.local.drop_call_back(&there[0], at(3)).await;
    assert_eq!(dropped.unwrap(), NoteOutcome::Written);
    assert!(!one.shares().await);
    for desk in [&one, &other] {
        let calls = desk.reads().await.call_backs;
        assert_eq!(calls.len(), 1);
        assert_eq!((&calls[0].request, calls[0].at), (&both, at(1)));
    }
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn of_two_desks_that_put_one_patient_on_the_waiting_list_the_later_one_is_told_and_keeps_the_place()
 {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let [soon, later] = [
        "2027-02-10T08:00:00Z/2027-02-12T00:00:00Z",
        "2027-03-01T08:00:00Z/2027-03-02T00:00:00Z",
    ]
    .map(waiter);
    for (desk, waiter, minute) in [(&one, &soon, 1), (&other, &later, 2)] {
        let put = desk.local.put_on_list(waiter, None, at(minute)).await;
        assert_eq!(put.unwrap(), NoteOutcome::Written);
    }
    assert!(one.shares().await);
    assert!(!other.shares().await);
    assert_eq!(
        other.shared.overtaken().await.map(|notes| notes.len()),
        Some(1)
    );
    let there = other.local.waiting().await.unwrap();
    assert_eq!(there.len(), 1);
    assert_eq!(
        (&there[0].wished, there[0].since),
        (&soon.wished, Some(at(1)))
    );
    let put = other.local.put_on_list(&later, None, at(3)).await;
    assert_eq!(put.unwrap(), NoteOutcome::Overtaken);
    let put = other
        .local
        .put_on_list(&later, Some(&there[0]), at(3))
        .await;
    assert_eq!(put.unwrap(), NoteOutcome::Written);
    assert!(other.shares().await);
    for desk in [&one, &other] {
        let waiting = desk.reads().await.waiting;
        assert_eq!(waiting.len(), 1);
        assert_eq!(
            (&waiting[0].wished, waiting[0].since),
            (&later.wished, Some(at(1)))
        );
    }
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn calls_of_two_desks_are_both_on_record_and_none_takes_back_one_that_it_has_not_seen() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let [missed, reached] = [CallResult::NotReached, CallResult::Reached];
    one.local
        .note_call(&tick(Some(missed)), at(1))
        .await
        .unwrap();
    one.shares().await;
    other
        .local
        .note_call(&tick(Some(reached)), at(2))
        .await
        .unwrap();
    assert!(other.shares().await);
    assert_eq!(other.ticks().await, [missed, reached], "as the answer says");
    // The first one undoes its own, unaware of the other.
    one.local.note_call(&tick(None), at(3)).await.unwrap();
    assert!(!one.shares().await);
    assert_eq!(one.shared.overtaken().await, Some(Vec::new()));
    assert_eq!(one.ticks().await, [missed, reached]);
    one.local.note_call(&tick(None), at(4)).await.unwrap();
    assert!(one.shares().await);
    other.reads().await;
    assert_eq!(other.ticks().await, [missed]);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_desk_that_comes_back_from_being_alone_writes_over_nothing_that_it_has_not_seen() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, alone) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let noted = |person: &str, text: &str| patient_notes::note(person, text);
    for person in ["pt_1", "pt_2", "pt_3"] {
        let note = noted(person, "deaf");
        one.local.note_patient(&note, None, at(1)).await.unwrap();
    }
    assert!(one.shares().await);
    alone.reads().await;
    let seen = NoteText::new("deaf");
    // Written alone: over one that is unchanged, one that the others overwrite meanwhile, and one that they remove.
    for (person, text) in [("pt_1", "blind"), ("pt_2", "blind"), ("pt_3", "blind")] {
        for text in [text, "wheelchair"] {
            let before = if text == "blind" {
                seen.clone()
            } else {
                NoteText::new("blind")
            };
            let note = noted(person, text);
            let written = alone.local.note_patient(&note, before.as_ref(), at(2));
            assert_eq!(written.await.unwrap(), NoteOutcome::Written);
        }
    }
    alone
        .local
        .note_call(&tick(Some(CallResult::Reached)), at(2))
        .await
        .unwrap();
    one.local
        .note_call(&tick(Some(CallResult::NotReached)), at(2))
        .await
        .unwrap();
    let interpreter = noted("pt_2", "interpreter");
    one.local
        .note_patient(&interpreter, seen.as_ref(), at(3))
        .await
        .unwrap();
    let (at_clinic, person) = (interpreter.clinic, "pt_3");
    one.local
        .remove_patient_note(at_clinic, person, seen.as_ref(), at(3))
        .await
        .unwrap();
    assert!(one.shares().await);

    assert!(!alone.shares().await);
    let told = alone.shared.overtaken().await.unwrap();
    assert_eq!(
        told,
        ["pt_2", "pt_3"].map(|person| OvertakenNote::OfPatient(noted(person, "wheelchair")))
    );
    for desk in [&alone, &one] {
        let mut notes: Vec<PatientNote> = desk.reads().await.patients;
        notes.sort_by(|one, other| one.person.cmp(&other.person));
        assert_eq!(notes, [noted("pt_1", "wheelchair"), interpreter.clone()]);
        assert_eq!(
            desk.ticks().await,
            [CallResult::NotReached, CallResult::Reached]
        );
    }
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn what_a_desk_has_written_itself_it_has_seen_though_it_was_never_told_so() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let noted = |text: &str| patient_notes::note("pt_1", text);
    let [first, second] = ["deaf", "blind"].map(noted);
    one.local.note_patient(&first, None, at(1)).await.unwrap();
    assert!(one.shares().await);
    // The answer to the next one is lost, so this desk still has the previous revision.
    clinic.sql("UPDATE notes SET revision = revision + 1000");
    let seen = Some(&first.text);
    one.local.note_patient(&second, seen, at(2)).await.unwrap();
    assert!(one.shares().await);
    // Two desks that have written the same don't conflict.
    other
        .local
        .note_patient(&second, None, at(3))
        .await
        .unwrap();
    assert!(other.shares().await);
    assert_eq!(other.shared.overtaken().await, None);
    assert_eq!(other.reads().await.patients, [second]);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn notes_that_restored_records_lack_are_put_back_as_the_desks_have_them() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let noted = |text: &str| patient_notes::note("pt_1", text);
    let [first, second, third] = ["deaf", "blind", "wheelchair"].map(noted);
    let copied = [&other, &one].map(|desk| desk.shared.copied.load(Ordering::Relaxed));
    let lines = clinic.sql("SELECT COALESCE(MAX(seq), 0) FROM audit");
    clinic.sql("CREATE TABLE public.earlier AS SELECT * FROM journals");
    one.local.note_patient(&first, None, at(1)).await.unwrap();
    assert!(one.shares().await);
    other.reads().await;
    let seen = Some(&first.text);
    other
        .local
        .note_patient(&second, seen, at(2))
        .await
        .unwrap();
    assert!(other.shares().await);
    one.reads().await;
    let seen = Some(&second.text);
    one.local.note_patient(&third, seen, at(3)).await.unwrap();
    assert!(one.shares().await);
    other.reads().await;
    // The records have lost it.
    clinic.sql(&format!(
        "SET bookdesk.erases = 'yes'; DELETE FROM audit WHERE seq > {lines}; DELETE FROM notes; \
         UPDATE journals SET copied = earlier.copied FROM public.earlier WHERE earlier.id = journals.id"
    ));
    for (desk, copied) in [&other, &one].into_iter().zip(copied) {
        desk.shared.copied.store(copied, Ordering::Relaxed);
        assert!(desk.shares().await, "{:?}", desk.shared.overtaken().await);
    }
    for desk in [&one, &other] {
        assert_eq!(desk.reads().await.patients, std::slice::from_ref(&third));
    }
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn of_three_thousand_notes_one_that_is_written_is_told_and_opened_alone() {
    const MOST_TOLD: usize = 4096;
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    for number in 0..3000 {
        let note = patient_notes::note(&format!("pt_{number}"), "speaks loudly");
        one.local.note_patient(&note, None, at(1)).await.unwrap();
    }
    assert!(one.shares().await);
    other.reads().await;
    let mut news = other.shared.listen().await.unwrap();
    let results = call_about("results");
    one.local
        .ask_call_back(&results, None, at(2))
        .await
        .unwrap();
    let opened = OPENED.get();
    assert!(one.shares().await);
    assert!(OPENED.get() - opened <= 1, "{}", OPENED.get() - opened);
    let tick_of = |call: &booking::CallBack| CallNote {
        subject: call.subject(),
        person: Some(METTE.to_owned()),
        result: Some(CallResult::Reached),
    };
    let calls = one.local.call_backs().await.unwrap();
    one.local
        .note_call(&tick_of(&calls[0]), at(3))
        .await
        .unwrap();
    assert!(one.shares().await);

    let told = TOLD.get();
    let mut written = WrittenKinds::default();
    while written.calls.len() < 2 {
        let more = news.next().await.unwrap();
        assert!(!more.lists && !more.records, "{more:?}");
        written.calls.extend(more.calls);
    }
    let bytes = TOLD.get() - told;
    assert!(bytes <= MOST_TOLD, "{bytes}");
    let opened = OPENED.get();
    let changed = other.shared.mirror_entries(&other.local, &written.calls);
    let changed = changed.await.unwrap();
    assert_eq!(OPENED.get() - opened, 1);
    assert_eq!(changed.before, DeskNotes::default());
    assert_eq!(changed.after.call_backs, calls);
    assert!(!other.shared.owes_lists());
    assert_eq!(other.ticks().await, [CallResult::Reached]);
    println!("{bytes} bytes told, one text opened");
}

/// Reverts the tables to those of the previous version.
const WITHOUT_REVISIONS: &str = "CREATE TABLE waiting (id TEXT PRIMARY KEY, vendor TEXT NOT NULL, person TEXT NOT NULL, \
     since TEXT NOT NULL, sealed TEXT NOT NULL); \
     INSERT INTO waiting SELECT id, vendor, person, until, sealed FROM notes WHERE kind = 'waiting'; \
     DELETE FROM notes WHERE kind = 'waiting'; \
     ALTER TABLE notes DROP COLUMN revision, DROP COLUMN journal; \
     ALTER TABLE calls DROP COLUMN revision, DROP COLUMN journal; \
     DELETE FROM _sqlx_migrations WHERE version = 16; \
     UPDATE facts SET value = (value::int - 1)::text WHERE name = 'schema'";

#[tokio::test]
async fn what_the_version_before_had_noted_is_there_after_the_upgrade_and_its_desks_share_nothing()
{
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    let wish = waiter("2027-02-10T08:00:00Z/2027-02-12T00:00:00Z");
    one.local.put_on_list(&wish, None, at(1)).await.unwrap();
    let results = call_about("results");
    one.local
        .ask_call_back(&results, None, at(1))
        .await
        .unwrap();
    one.local
        .note_call(&tick(Some(CallResult::Reached)), at(1))
        .await
        .unwrap();
    assert!(one.shares().await);
    let before = one.reads().await;
    clinic.sql(WITHOUT_REVISIONS);
    one.local
        .note_call(&tick(Some(CallResult::Reached)), at(2))
        .await
        .unwrap();
    let refused = one.shared.copy(&one.local).await.unwrap_err();
    assert!(matches!(refused, StoreError::NotSetUp), "{refused}");

    let role = Some(postgres_server::DESKS);
    let set_up = SharedStore::set_up(&clinic.owner, clinic.key.path(), MODE, role);
    set_up.await.unwrap();
    let joined = clinic.desk("front-2").await;
    let after = joined.reads().await;
    assert_eq!(
        (&after.waiting, &after.call_backs),
        (&before.waiting, &before.call_backs)
    );
    assert!(one.shares().await);
    one.reads().await;
    let called = one.local.drop_call_back(&before.call_backs[0], at(3)).await;
    assert_eq!(called.unwrap(), NoteOutcome::Written);
    assert!(one.shares().await);
    assert_eq!(joined.reads().await.call_backs, []);
    clinic.trail_is_whole().await;
}
