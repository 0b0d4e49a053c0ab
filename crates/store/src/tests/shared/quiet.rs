//! Desks exchange no more statements and notifications than necessary.

use super::*;
use crate::tests::patient_notes;

impl Clinic {
    /// Returns the number of statements sent to the server, or `None` if it does not count them.
    pub(super) fn statements(&self) -> Option<u64> {
        postgres_server::statements(&self.owner.url)
    }
}

#[tokio::test]
async fn a_desk_asks_one_question_for_all_and_one_for_what_is_open() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    other.send(&visit("pt_1"), 1).await.unwrap();
    one.shared.watch().await.unwrap();
    let before = clinic.statements();
    for _ in 0..5 {
        let watch = one.shared.watch().await.unwrap();
        assert!(!watch.has_left_changes);
        one.shared.copy(&one.local).await.unwrap();
    }
    other.shared.renew().await.unwrap();
    let Some((before, after)) = before.zip(clinic.statements()) else {
        return;
    };
    assert_eq!(after - before, 6);
}

#[tokio::test]
async fn a_change_is_written_and_claimed_with_one_message() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    // The first change opens the connection.
    one.book(&draw(), "a-1", 1).await;
    let before = clinic.statements();
    let sent = one.send(&visit("pt_1"), 1).await.unwrap();
    let Some((before, after)) = before.zip(clinic.statements()) else {
        return;
    };
    assert_eq!(after - before, 1);
    one.settle(sent, Settlement::Booked("appt_1".to_owned()), 2)
        .await;
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_claim_that_comes_behind_what_another_window_has_copied_is_repeated_without_reading_what_is_beside_it()
 {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    let window = clinic.another_window_of(&one, "front-1").await;
    window.copy(&one.local).await.unwrap();
    one.book(&another_visit(0), "appt_0", 1).await;
    let outgoing = Outgoing::from(another_visit(1));
    let id = one.local.send_off(&outgoing, at(2)).await.unwrap().unwrap();
    let before = clinic.statements();
    let claimed = window.claim(&one.local, id, &outgoing).await.unwrap();
    assert!(claimed.is_ok());
    let Some((before, after)) = before.zip(clinic.statements()) else {
        return;
    };
    // What is beside the other window's change, which this one tries to copy, too; the claim; where the journal is by now; and
    // the claim.
    assert_eq!(after - before, 4);
    clinic.trail_is_whole().await;
}

impl DeskAtWork {
    async fn books_other_visits(&self, numbers: std::ops::Range<u32>) {
        for number in numbers {
            self.book(&another_visit(number), &format!("appt_{number}"), 1)
                .await;
        }
    }
}

#[tokio::test]
async fn desks_that_book_different_visits_at_once_ask_for_nothing_twice() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, two) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let three = clinic.desk("front-3").await;
    // The first change of each opens its connection.
    for (number, desk) in (0..).zip([&one, &two, &three]) {
        desk.books_other_visits(number..number + 1).await;
    }
    let before = clinic.statements();
    tokio::join!(
        one.books_other_visits(10..20),
        two.books_other_visits(20..30),
        three.books_other_visits(30..40),
    );
    let Some((before, after)) = before.zip(clinic.statements()) else {
        return;
    };
    // The claim, and then the change's neighbours and its outcome.
    assert_eq!(after - before, 30 * (1 + 2));
    clinic.trail_is_whole().await;
}

/// Sends a visit and a draw. Claiming the visit copies both.
async fn claims_one_of_two(one: &DeskAtWork) -> (RecordId, Outgoing) {
    let [first, second] = [visit("pt_1"), draw()].map(Outgoing::from);
    let send = async |outgoing| one.local.send_off(outgoing, at(1)).await.unwrap().unwrap();
    let (first_id, second_id) = (send(&first).await, send(&second).await);
    assert!(
        one.shared
            .claim(&one.local, first_id, &first)
            .await
            .unwrap()
            .is_ok()
    );
    (second_id, second)
}

#[tokio::test]
async fn a_change_that_was_copied_with_the_claim_of_another_is_claimed_without_a_statement() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    let (id, outgoing) = claims_one_of_two(&one).await;
    let before = clinic.statements();
    let fence = one
        .shared
        .claim(&one.local, id, &outgoing)
        .await
        .unwrap()
        .ok()
        .unwrap();
    assert!(fence());
    let Some((before, after)) = before.zip(clinic.statements()) else {
        return;
    };
    assert_eq!(after, before);
}

#[tokio::test]
async fn what_was_copied_under_an_earlier_lease_is_not_claimed_by_that() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let (id, outgoing) = claims_one_of_two(&one).await;
    one.lease_lapses(&clinic);
    assert_eq!(
        other
            .shared
            .take_over(&other.local, at(2))
            .await
            .unwrap()
            .unsettled
            .len(),
        2
    );
    assert!(
        !one.shared.renew().await.unwrap().is_own,
        "it goes on under a lease of its own"
    );
    assert!(one.shared.claim(&one.local, id, &outgoing).await.is_err());
}

#[tokio::test]
async fn who_watches_finds_who_is_at_work_and_what_is_left() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    let alone = one.shared.watch().await.unwrap();
    let other = clinic.desk("front-2").await;
    let beside = one.shared.watch().await.unwrap();
    assert_ne!(alone.edition, beside.edition);
    let sent = other.send(&visit("pt_1"), 1).await.unwrap();
    assert!(!other.shared.watch().await.unwrap().has_left_changes);
    let renewal = other.shared.renew().await.unwrap();
    assert_eq!(renewal.open, [sent.to_string()]);
    assert!(
        !other
            .shared
            .has_stopped(&other.local, &renewal)
            .await
            .unwrap(),
        "it looks after it"
    );
    let folder = other.vanish(&clinic);
    let watch = one.shared.watch().await.unwrap();
    assert_eq!(
        (watch.edition, watch.has_left_changes),
        (alone.edition, true)
    );
    assert_eq!(
        one.shared
            .take_over(&one.local, at(2))
            .await
            .unwrap()
            .unsettled
            .len(),
        1
    );
    assert!(!one.shared.watch().await.unwrap().has_left_changes);
    assert_eq!(one.shared.renew().await.unwrap().open.len(), 1);
    // Another desk has taken its lease, so it continues under a new one, which is reported.
    drop(clinic.desk_in(folder, "front-2").await.unwrap());
    one.lease_lapses(&clinic);
    clinic.sql("DELETE FROM leases WHERE until <= now()");
    assert!(!one.shared.renew().await.unwrap().is_own);
}

#[tokio::test]
async fn a_desk_is_not_told_of_its_own_changes() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let mut news = one.shared.listen().await.unwrap();
    one.book(&visit("pt_1"), "appt_1", 1).await;
    let provider = visit("pt_1").provider().unwrap();
    let slot = Slot {
        start: at(60),
        end: at(90),
    };
    other
        .shared
        .hold("1", Some((&provider, slot)))
        .await
        .unwrap();
    let written = tokio::time::timeout(Duration::from_secs(5), news.next())
        .await
        .unwrap()
        .unwrap();
    assert!(written.holds && !has_changes(&written), "{written:?}");
    other.book(&draw(), "a-1", 2).await;
    let written = tokio::time::timeout(Duration::from_secs(5), news.next())
        .await
        .unwrap()
        .unwrap();
    assert!(has_changes(&written) && !written.lists, "{written:?}");
}

impl DeskAtWork {
    /// Processes the next notification.
    async fn takes_in(&self, news: &mut dyn StoreNews) -> WrittenKinds {
        let told = tokio::time::timeout(Duration::from_secs(5), news.next());
        let told = told.await.expect("it is told").unwrap();
        self.takes_in_all(told.clone()).await;
        told
    }

    async fn takes_in_all(&self, told: WrittenKinds) {
        assert!(!told.records && !told.lists, "{told:?}");
        self.shared
            .mirror_entries(&self.local, &told.calls)
            .await
            .unwrap();
        self.shared
            .mirror_calls(&self.local, told.calls, at(9))
            .await
            .unwrap();
    }

    /// Returns the known states of the changes, without asking for them.
    async fn knows(&self) -> Vec<Option<ChangeProgress>> {
        let recent = self.local.recent(at(0)).await.unwrap().changes;
        recent.into_iter().map(|change| change.stands).collect()
    }
}

#[tokio::test]
async fn what_a_desk_writes_comes_to_the_others_without_a_statement() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let mut news = other.shared.listen().await.unwrap();
    let sent = one.send(&visit("pt_1"), 1).await.unwrap();
    other.takes_in(&mut *news).await;
    // Its own writes are between the others' numbers.
    let own = other.send(&draw(), 2).await.unwrap();
    let before = clinic.statements();
    let booked = Settlement::Booked("appt_1".to_owned());
    assert!(one.local.settle(sent, &booked, at(3)).await.unwrap());
    let note = patient_notes::note("pt_1", "deaf");
    one.local.note_patient(&note, None, at(3)).await.unwrap();
    let call = CallNote {
        subject: CallSubject {
            clinic: visit("pt_1").clinic(),
            appointment: "appt_1".to_owned(),
            reason: CallReason::Reminder,
            start: Some(at(100)),
        },
        person: Some("pt_1".to_owned()),
        result: Some(CallResult::Reached),
    };
    one.local.note_call(&call, at(4)).await.unwrap();
    let copied = clinic.statements();
    one.shared.copy(&one.local).await.unwrap();
    let after_copy = clinic.statements();
    other.takes_in(&mut *news).await;
    if let Some(before) = before
        && let (Some(copied), Some(after_copy), Some(after)) =
            (copied, after_copy, clinic.statements())
    {
        assert_eq!((copied - before, after - after_copy), (0, 0));
    }
    assert_eq!(other.knows().await.len(), 2);
    assert!(other.knows().await.contains(&made("appt_1")));
    assert_eq!(other.local.patient_notes().await.unwrap(), [note]);
    assert_eq!(other.local.calls(at(0)).await.unwrap().len(), 1);
    let taken_back = CallNote {
        result: None,
        ..call
    };
    one.local.note_call(&taken_back, at(5)).await.unwrap();
    one.shared.copy(&one.local).await.unwrap();
    other.takes_in(&mut *news).await;
    assert_eq!(other.local.calls(at(0)).await.unwrap(), []);
    other
        .settle(own, Settlement::Booked("a-1".to_owned()), 5)
        .await;
    assert_eq!(other.sees().await.len(), 2, "as it is when it asks for all");
}

#[tokio::test]
async fn what_is_missing_between_is_read_and_what_is_too_long_is_asked_for() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let mut news = other.shared.listen().await.unwrap();
    one.book(&visit("pt_1"), "appt_1", 1).await;
    one.send(&draw(), 2).await.unwrap();
    let mut calls = Vec::new();
    while calls.len() < 3 {
        let told = tokio::time::timeout(Duration::from_secs(5), news.next());
        calls.extend(told.await.expect("it is told").unwrap().calls);
    }
    // Only the last of them has arrived.
    let last = calls.split_off(2);
    let told = WrittenKinds {
        calls: last,
        ..WrittenKinds::default()
    };
    other.takes_in_all(told).await;
    assert_eq!(other.knows().await.len(), 2);
    // A late one contains nothing new.
    let told = WrittenKinds {
        calls,
        ..WrittenKinds::default()
    };
    other.takes_in_all(told).await;
    assert!(other.knows().await.contains(&made("appt_1")));
    for number in 0..20 {
        let alone = Outgoing {
            goes_alone: true,
            ..Outgoing::from(another_visit(number))
        };
        let id = one.local.send_off(&alone, at(3)).await.unwrap().unwrap();
        let made = Settlement::Booked(format!("appt_9{number}"));
        assert!(one.local.settle(id, &made, at(3)).await.unwrap());
    }
    one.shared.copy(&one.local).await.unwrap();
    let told = tokio::time::timeout(Duration::from_secs(5), news.next());
    let told = told.await.expect("it is told").unwrap();
    assert!(told.records && told.calls.is_empty(), "{told:?}");
    assert_eq!(other.sees().await.len(), 22);
}

#[tokio::test]
async fn a_desk_that_opens_again_reads_what_is_new() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    one.book(&visit("pt_1"), "appt_1", 1).await;
    assert_eq!(other.sees().await, [(named("front-1"), made("appt_1"))]);
    other.shared.countersign(at(2)).await.unwrap();
    let sent = one.send(&draw(), 2).await.unwrap();
    let DeskAtWork {
        folder,
        local,
        shared,
    } = other;
    drop((local, shared));
    let again = clinic.unread_desk_in(folder, "front-2").await.unwrap();
    assert!(again.shared.countersign(at(3)).await.unwrap().is_none());
    assert_eq!(
        again
            .shared
            .mirror_changes(&again.local, at(3))
            .await
            .unwrap()
            .count,
        1
    );
    assert_eq!(again.sees().await.len(), 2);
    one.settle(sent, Settlement::Booked("a-1".to_owned()), 3)
        .await;
    assert_eq!(
        again
            .shared
            .mirror_changes(&again.local, at(3))
            .await
            .unwrap()
            .count,
        1
    );
    // Records older than two days are dropped.
    let DeskAtWork {
        folder,
        local,
        shared,
    } = again;
    drop((local, shared));
    let again = clinic.unread_desk_in(folder, "front-2").await.unwrap();
    let later = at(5) + TimeDelta::days(3);
    assert_eq!(
        again
            .shared
            .mirror_changes(&again.local, later)
            .await
            .unwrap()
            .count,
        0
    );
    assert_eq!(again.local.recent(at(0)).await.unwrap().changes.len(), 0);
}

#[tokio::test]
async fn a_desk_that_was_away_for_weeks_copies_what_it_keeps_and_what_it_still_has_open() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let open = one.send(&draw(), 1).await.unwrap();
    one.settle(open, Settlement::Unknown, 1).await;
    assert_eq!(other.sees().await.len(), 1);
    // Another desk takes over this desk's change and settles it meanwhile.
    let own = other.send(&visit("pt_1"), 1).await.unwrap();
    other.lease_lapses(&clinic);
    let taken = one.shared.take_over(&one.local, at(2)).await.unwrap();
    assert_eq!(taken.unsettled.len(), 1);
    let DeskAtWork {
        folder,
        local,
        shared,
    } = other;
    drop((local, shared));
    one.settle(own, Settlement::Booked("appt_1".to_owned()), 3)
        .await;
    clinic.sql(
        "INSERT INTO changes (id, lease, kind, state, vendor, prepared_at, changed_at) \
         SELECT gen_random_uuid()::text, '0', 'book', 'booked', 'clinik', '2026-11-20T13:40:00.000Z', \
         '2026-11-20T13:40:00.000Z' FROM generate_series(1, 3000)",
    );
    let again = clinic.unread_desk_in(folder, "front-2").await.unwrap();
    let weeks_later = at(20 * 24 * 60);
    let mirrored = again.shared.mirror_changes(&again.local, weeks_later).await;
    assert_eq!(
        mirrored.unwrap().count,
        1,
        "of 3,001 others the one that it had open"
    );
    assert!(again.local.still_open(own).await.unwrap().is_none());
    // From here on, it is notified of everything.
    clinic.sql(
        "INSERT INTO changes (id, lease, kind, state, vendor, prepared_at, changed_at) \
         SELECT gen_random_uuid()::text, '0', 'book', 'booked', 'clinik', '2026-11-20T13:41:00.000Z', \
         '2026-11-20T13:41:00.000Z' FROM generate_series(1, 2)",
    );
    let mirrored = again.shared.mirror_changes(&again.local, weeks_later).await;
    assert_eq!(mirrored.unwrap().count, 2);
}

#[tokio::test]
async fn a_restore_is_noted_though_it_has_all_that_was_there_when_the_desk_opened() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    one.book(&visit("pt_1"), "appt_1", 1).await;
    other.shared.countersign(at(2)).await.unwrap();
    let lines = clinic.sql("SELECT MAX(seq) FROM audit");
    let lost = one.book(&draw(), "a-1", 3).await;
    assert_eq!(other.sees().await.len(), 2);
    clinic.sql(&format!(
        "SET bookdesk.erases = 'yes'; DELETE FROM audit WHERE seq > {lines}; DELETE FROM changes WHERE id = '{lost}'"
    ));
    let DeskAtWork {
        folder,
        local,
        shared,
    } = other;
    drop((local, shared));
    let again = clinic.unread_desk_in(folder, "front-2").await.unwrap();
    assert!(
        again.shared.countersign(at(4)).await.unwrap().is_none(),
        "nothing is missing that was signed"
    );
    let mirrored = again
        .shared
        .mirror_changes(&again.local, at(4))
        .await
        .unwrap();
    assert!(mirrored.older.is_some(), "what was copied since is");
    assert_eq!(
        mirrored.count, 1,
        "everything is read again: the numbers may be others' by now"
    );
    assert_eq!(again.sees().await, [(named("front-1"), made("appt_1"))]);
    let again = again
        .shared
        .mirror_changes(&again.local, at(5))
        .await
        .unwrap();
    assert!(again.older.is_none(), "once");
}

#[tokio::test]
async fn what_others_have_noted_waits_until_what_is_noted_here_is_copied() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let note = |appointment: &str| CallNote {
        subject: CallSubject {
            clinic: visit("pt_1").clinic(),
            appointment: appointment.to_owned(),
            reason: CallReason::Reminder,
            start: Some(at(100)),
        },
        person: Some("pt_1".to_owned()),
        result: Some(CallResult::Reached),
    };
    other.local.note_call(&note("appt_2"), at(1)).await.unwrap();
    other.shared.copy(&other.local).await.unwrap();
    one.local.note_call(&note("appt_1"), at(2)).await.unwrap();
    one.shared.mirror_lists(&one.local, at(3)).await.unwrap();
    assert_eq!(
        one.local.calls(at(0)).await.unwrap().len(),
        1,
        "its own is not written over"
    );
    one.shared.copy(&one.local).await.unwrap();
    assert!(one.shared.owes_lists());
    one.shared.mirror_lists(&one.local, at(4)).await.unwrap();
    assert!(!one.shared.owes_lists());
    assert_eq!(one.local.calls(at(0)).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_a_desk_has_done_alone_for_days_reaches_the_others() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (alone, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    other.shared.mirror(&other.local, at(0)).await.unwrap();
    let outgoing = Outgoing {
        goes_alone: true,
        ..Outgoing::from(visit("pt_1"))
    };
    let id = alone
        .local
        .send_off(&outgoing, at(1))
        .await
        .unwrap()
        .unwrap();
    assert!(
        alone
            .local
            .settle(id, &Settlement::Booked("appt_1".to_owned()), at(1))
            .await
            .unwrap()
    );
    alone.shared.copy(&alone.local).await.unwrap();
    let days_later = at(5 * 24 * 60);
    assert_eq!(
        other
            .shared
            .mirror(&other.local, days_later)
            .await
            .unwrap()
            .count,
        1
    );
}

#[tokio::test]
async fn a_desk_at_rest_has_one_connection_that_listens_and_asks() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let mut news = one.shared.listen().await.unwrap();
    let connections = "SELECT COUNT(*) FROM pg_stat_activity \
         WHERE application_name = 'bookdesk' AND datname = current_database()";
    for desk in [&one, &other] {
        desk.shared.watch().await.unwrap();
        desk.shared
            .records
            .store
            .lock()
            .await
            .rest(Duration::ZERO)
            .await
            .unwrap();
    }
    while clinic.sql(connections) != "2" {
        tokio::task::yield_now().await;
    }
    // The lease is renewed while the desk waits for news, on the same connection, and no news is lost.
    let renewed = async {
        for _ in 0..20 {
            one.shared.renew().await.unwrap();
        }
        other.book(&visit("pt_1"), "appt_1", 1).await;
    };
    let hears = async { while !has_changes(&news.next().await.unwrap()) {} };
    let hears = tokio::time::timeout(Duration::from_secs(10), hears);
    let (heard, ()) = tokio::join!(hears, renewed);
    heard.unwrap();
    assert_eq!(
        one.sees().await,
        [(named("front-2"), made("appt_1"))],
        "and it connects again to read them"
    );
}

#[tokio::test]
async fn a_note_about_a_patient_is_one_for_all_desks_and_nobody_writes_over_one_that_was_not_seen()
{
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let noted = |text: &str| patient_notes::note("pt_1", text);
    let [warning, later] = ["! never alone", "interpreter"].map(noted);
    let write = one.local.note_patient(&warning, None, at(1)).await;
    assert_eq!(write.unwrap(), NoteOutcome::Written);
    assert!(one.shared.copy_notes(&one.local).await.unwrap());
    // Written without knowledge of the other one.
    let write = other.local.note_patient(&later, None, at(2)).await;
    assert_eq!(write.unwrap(), NoteOutcome::Written);
    assert!(!other.shared.copy_notes(&other.local).await.unwrap());
    let overtaken = other.shared.overtaken().await;
    assert_eq!(
        overtaken,
        Some(vec![OvertakenNote::OfPatient(later.clone())])
    );
    assert_eq!(other.shared.overtaken().await, None, "it is told once");
    for desk in [&one, &other] {
        desk.shared.mirror_lists(&desk.local, at(3)).await.unwrap();
        let notes = desk.local.patient_notes().await.unwrap();
        assert_eq!(notes, vec![warning.clone()]);
    }
    // A desk that has seen it overwrites it.
    let seen = Some(&warning.text);
    let write = other.local.note_patient(&later, seen, at(4)).await;
    assert_eq!(write.unwrap(), NoteOutcome::Written);
    assert!(other.shared.copy_notes(&other.local).await.unwrap());
    // A desk that has not seen it can't remove it.
    let (at_clinic, person) = (warning.clinic, &warning.person);
    let removed = one
        .local
        .remove_patient_note(at_clinic, person, seen, at(5));
    assert_eq!(removed.await.unwrap(), NoteOutcome::Written);
    assert!(!one.shared.copy_notes(&one.local).await.unwrap());
    assert_eq!(one.shared.overtaken().await, Some(Vec::new()));
    one.shared.mirror_lists(&one.local, at(5)).await.unwrap();
    assert_eq!(
        one.local.patient_notes().await.unwrap(),
        vec![later.clone()]
    );

    let seen = Some(&later.text);
    let removed = one
        .local
        .remove_patient_note(at_clinic, person, seen, at(6));
    assert_eq!(removed.await.unwrap(), NoteOutcome::Written);
    assert!(one.shared.copy_notes(&one.local).await.unwrap());
    other
        .shared
        .mirror_lists(&other.local, at(7))
        .await
        .unwrap();
    assert_eq!(other.local.patient_notes().await.unwrap(), []);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn several_texts_of_a_note_that_a_desk_has_written_are_copied_at_once() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    let [first, second] = ["deaf", "interpreter"].map(|text| patient_notes::note("pt_1", text));
    one.local.note_patient(&first, None, at(1)).await.unwrap();
    let seen = Some(&first.text);
    one.local.note_patient(&second, seen, at(2)).await.unwrap();
    assert!(one.shared.copy_notes(&one.local).await.unwrap());
    one.shared.mirror_lists(&one.local, at(3)).await.unwrap();
    assert_eq!(
        one.local.patient_notes().await.unwrap(),
        vec![second.clone()]
    );
    // Noted and removed before it is copied.
    let (at_clinic, person) = (second.clinic, &second.person);
    let seen = Some(&second.text);
    one.local.note_patient(&first, seen, at(4)).await.unwrap();
    let seen = Some(&first.text);
    let removed = one
        .local
        .remove_patient_note(at_clinic, person, seen, at(5));
    removed.await.unwrap();
    assert!(one.shared.copy_notes(&one.local).await.unwrap());
    one.shared.mirror_lists(&one.local, at(6)).await.unwrap();
    assert_eq!(one.local.patient_notes().await.unwrap(), []);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn of_desks_that_note_at_once_how_late_somebody_is_one_is_noted_and_all_of_it_is_taken_back()
{
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let both = [(&one, 20), (&other, 30)];
    for (desk, minutes) in both {
        let wish = late_notes::late(minutes, 0);
        let write = desk.local.note_late(&wish, at(1)).await;
        assert_eq!(write.unwrap(), NoteOutcome::Written);
    }
    assert!(one.shared.copy_notes(&one.local).await.unwrap());
    assert!(!other.shared.copy_notes(&other.local).await.unwrap());
    assert_eq!(
        other.shared.overtaken().await.map(|notes| notes.len()),
        Some(1)
    );
    for (desk, _) in both {
        desk.shared.mirror_lists(&desk.local, at(2)).await.unwrap();
        let notes = desk.local.late_notes().await.unwrap();
        let minutes: Vec<_> = notes.iter().map(|note| note.minutes.get()).collect();
        assert_eq!(minutes, [20]);
    }
    // Two rows, as an earlier version wrote them.
    clinic.sql(
        "INSERT INTO notes SELECT 'a7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b', kind, vendor, person, until, sealed FROM notes",
    );
    other
        .shared
        .mirror_lists(&other.local, at(3))
        .await
        .unwrap();
    assert_eq!(other.local.late_notes().await.unwrap().len(), 2);
    let over = other.local.note_late(&late_notes::late(0, 20), at(4)).await;
    assert_eq!(over.unwrap(), NoteOutcome::Written);
    assert!(other.shared.copy_notes(&other.local).await.unwrap());
    one.shared.mirror_lists(&one.local, at(5)).await.unwrap();
    assert_eq!(one.local.late_notes().await.unwrap(), []);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_desk_that_joins_the_others_brings_its_notes_and_writes_over_none_of_theirs() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    let theirs = patient_notes::note("pt_1", "! never alone");
    one.local.note_patient(&theirs, None, at(1)).await.unwrap();
    assert!(one.shared.copy_notes(&one.local).await.unwrap());
    let folder = tempfile::tempdir().unwrap();
    let key = |folder: &TempDir| folder.path().join("ledger.key");
    std::fs::copy(key(&clinic.key), key(&folder)).unwrap();
    let clinics: Vec<ClinicId> = SHIPPED.iter().collect();
    let alone = RecordStore::open(folder.path(), MODE, clinics, Who::default(), at(2)).await;
    let alone = alone.unwrap().records;
    let [own, other] = [("pt_1", "deaf"), ("pt_2", "wheelchair")]
        .map(|(patient, text)| patient_notes::note(patient, text));
    for note in [&own, &other] {
        alone.note_patient(note, None, at(3)).await.unwrap();
    }
    drop(alone);
    let joined = clinic.desk_in(folder, "front-2").await.unwrap();
    let overtaken = joined.shared.overtaken().await;
    assert_eq!(overtaken, Some(vec![OvertakenNote::OfPatient(own)]));
    for desk in [&one, &joined] {
        desk.shared.mirror_lists(&desk.local, at(4)).await.unwrap();
        let mut notes = desk.local.patient_notes().await.unwrap();
        notes.sort_by(|one, other| one.person.cmp(&other.person));
        assert_eq!(notes, [theirs.clone(), other.clone()]);
    }
    clinic.trail_is_whole().await;
}
