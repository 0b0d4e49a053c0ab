//! Desks at rest: which desks count as at work, and what a desk may do after minutes without renewing its lease.

use super::*;

/// The sessions of a desk that show that it is at work.
fn sessions_of(desk: &DeskAtWork) -> String {
    let lease = desk.shared.desks.own();
    format!(
        "FROM pg_locks JOIN leases ON presence_key(journal) = (classid::bigint << 32 | objid::bigint) \
         WHERE locktype = 'advisory' AND mode = 'ShareLock' AND number = {lease}"
    )
}

#[tokio::test]
async fn a_desk_that_has_nothing_open_is_at_work_as_long_as_it_is_connected() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let mut news = other.shared.listen().await.unwrap();
    let both = one.shared.watch().await.unwrap();
    one.has_rested(&clinic, 5);
    assert_eq!(one.shared.watch().await.unwrap(), both);
    assert_eq!(other.shared.others().await.unwrap().len(), 1);
    let heard = tokio::time::timeout(Duration::from_secs(5), news.next());
    assert_eq!(
        heard.await.unwrap().unwrap().watch,
        Some(both),
        "what one has seen all hear"
    );
    assert_eq!(
        clinic.sql(&format!("SELECT COUNT(*) {}", sessions_of(&one))),
        "1"
    );
    clinic.sql(&format!(
        "SELECT pg_terminate_backend(pid) {}",
        sessions_of(&one)
    ));
    while clinic.sql(&format!("SELECT COUNT(*) {}", sessions_of(&one))) != "0" {
        tokio::task::yield_now().await;
    }
    assert_ne!(other.shared.watch().await.unwrap(), both);
    assert_eq!(other.shared.others().await.unwrap(), []);
}

#[tokio::test]
async fn a_desk_that_is_stopped_and_connected_counts_as_gone_after_ten_minutes() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    one.has_rested(&clinic, 9);
    assert_eq!(other.shared.others().await.unwrap().len(), 1);
    one.has_rested(&clinic, 10);
    assert_eq!(other.shared.others().await.unwrap(), []);
}

#[tokio::test]
async fn a_desk_that_had_nothing_open_for_minutes_claims_with_one_message() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    // The first change opens the connection.
    one.book(&draw(), "a-1", 1).await;
    one.has_rested(&clinic, 5);
    let lease = one.shared.desks.own();
    let outgoing = Outgoing::from(visit("pt_1"));
    let id = one.local.send_off(&outgoing, at(1)).await.unwrap().unwrap();
    let before = clinic.statements();
    let claimed = one.shared.claim(&one.local, id, &outgoing).await.unwrap();
    let after = clinic.statements();
    assert!(claimed.ok().unwrap()(), "it may be sent at once");
    assert_eq!(
        before.zip(after).map(|(before, after)| after - before),
        before.map(|_| 1)
    );
    assert_eq!(one.shared.desks.own(), lease);
    assert!(
        one.shared.may_have_open(),
        "its lease is renewed from now on"
    );
    let watch = other.shared.watch().await.unwrap();
    assert!(!watch.has_left_changes, "it is this desk's");
    one.settle(id, Settlement::Booked("appt_1".to_owned()), 2)
        .await;
    one.shared.renew().await.unwrap();
    assert!(!one.shared.may_have_open());
}

#[tokio::test]
async fn a_lease_without_open_changes_is_nobodys_to_take() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    one.lease_lapses(&clinic);
    let lease = one.shared.desks.own().to_string();
    let mut store = other.shared.records.store.lock().await;
    assert_eq!(
        store.take_vacant(vec![lease.clone()]).await.unwrap().len(),
        0
    );
    one.send(&visit("pt_1"), 1).await.unwrap();
    one.lease_lapses(&clinic);
    assert_eq!(store.take_vacant(vec![lease]).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_desk_whose_lease_was_taken_claims_under_another_one() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other, _) = clinic.one_taken_over().await;
    let lease = one.shared.desks.own();
    let sent = one.send(&another_visit(1), 3).await.unwrap();
    assert_ne!(one.shared.desks.own(), lease);
    assert!(!other.shared.watch().await.unwrap().has_left_changes);
    let under = format!("SELECT lease FROM changes WHERE id = '{sent}'");
    assert_eq!(clinic.sql(&under), one.shared.desks.own().to_string());
    let provider = visit("pt_1").provider().unwrap();
    let slot = Slot {
        start: at(60),
        end: at(90),
    };
    clinic.sql("DELETE FROM leases WHERE desk = 'front-2'");
    other
        .shared
        .hold("1", Some((&provider, slot)))
        .await
        .unwrap();
    assert_eq!(
        one.shared.held().await.unwrap().len(),
        1,
        "so is a time that it holds"
    );
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_window_renews_the_lease_for_what_another_one_of_its_machine_has_opened() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let window = clinic.another_window_of(&one, "front-1").await;
    let mut news = window.listen().await.unwrap();
    window.renew().await.unwrap();
    assert!(!window.may_have_open());
    other.book(&draw(), "a-1", 1).await;
    window.note_written(&news.next().await.unwrap());
    assert!(
        !window.may_have_open(),
        "another machine's is no matter of its own"
    );
    one.send(&visit("pt_1"), 1).await.unwrap();
    let hears = async {
        while !window.may_have_open() {
            window.note_written(&news.next().await.unwrap());
        }
    };
    let heard = tokio::time::timeout(Duration::from_secs(10), hears);
    heard.await.expect("it hears of it");
}

#[tokio::test]
async fn what_a_gone_desk_has_left_behind_changes_what_all_hear() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let before = other.shared.watch().await.unwrap();
    let draft = crate::OwnDraft {
        content: "draft of pt_1".to_owned(),
        is_parked: true,
        pieces: draft("a text"),
    };
    one.shared.copy_drafts(&[draft], at(1)).await.unwrap();
    assert_eq!(
        other.shared.watch().await.unwrap(),
        before,
        "its own while it is at work"
    );
    one.lease_lapses(&clinic);
    let left = other.shared.watch().await.unwrap();
    clinic.sql("DELETE FROM drafts");
    assert_ne!(other.shared.watch().await.unwrap(), left);
}
