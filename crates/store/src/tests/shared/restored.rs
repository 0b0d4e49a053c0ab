//! Shared records that were restored to an earlier state, and changes that were under way.

use super::*;

/// The state to restore: how far a desk's journal was copied, and how far the trail was written.
struct EarlierState {
    journal: String,
    copied: String,
    lines: String,
}

impl Clinic {
    async fn state_of(&self, desk: &DeskAtWork) -> EarlierState {
        let journal = desk.local.journal().await.unwrap();
        let copied = self.sql(&format!(
            "SELECT copied FROM journals WHERE id = '{journal}'"
        ));
        EarlierState {
            journal,
            copied,
            lines: self.sql("SELECT COALESCE(MAX(seq), 0) FROM audit"),
        }
    }

    /// Restores that state, in which the changes had these values.
    fn restore(
        &self,
        EarlierState {
            journal,
            copied,
            lines,
        }: &EarlierState,
        changes: &str,
    ) {
        self.sql(&format!(
            "SET bookdesk.erases = 'yes'; DELETE FROM audit WHERE seq > {lines}; {changes}; \
             UPDATE journals SET copied = {copied} WHERE id = '{journal}'"
        ));
    }
}

#[tokio::test]
async fn what_nobody_had_taken_on_comes_back_whole_to_the_desk_that_had_written_it() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    let earlier = clinic.state_of(&one).await;
    let lost = one.send(&visit("pt_1"), 1).await.unwrap();
    let queued = one.local.queue(&draw().into(), None, at(1)).await.unwrap();
    one.shared.copy(&one.local).await.unwrap();
    // Another desk takes its lease, and ends before it has moved the changes under it.
    clinic.sql(&format!(
        "DELETE FROM leases WHERE number = {}",
        one.shared.desks.own()
    ));
    assert!(!one.shared.renew().await.unwrap().is_own);
    assert_eq!(
        one.shared
            .mirror(&one.local, at(2))
            .await
            .unwrap()
            .elsewhere
            .len(),
        2
    );
    let DeskAtWork {
        folder,
        local,
        shared,
    } = one;
    drop((local, shared));
    clinic.restore(&earlier, "DELETE FROM changes");
    let again = clinic.desk_in(folder, "front-1").await.unwrap();
    let taken = again.shared.take_over(&again.local, at(3)).await.unwrap();
    let [unsettled, waiting] = [&taken.unsettled, &taken.queued].map(|left| {
        left.iter()
            .map(|left| (left.name.into(), left.change.clone()))
            .collect::<Vec<_>>()
    });
    assert_eq!(
        unsettled,
        [(lost, visit("pt_1").into())],
        "what it was sending is unknown"
    );
    assert_eq!(waiting, [(queued, draw().into())]);
    assert_eq!(
        clinic.sql("SELECT state FROM changes ORDER BY prepared_at, id"),
        "unknown\nqueued"
    );
    Trail::open(again.folder.path(), MODE)
        .await
        .unwrap()
        .unwrap()
        .verify()
        .await
        .unwrap()
        .unwrap();
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn what_another_desk_had_taken_over_is_a_persons_to_take_up_though_its_desk_knows_that_it_was_not_sent()
 {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (slow, other, lost) = clinic.one_taken_over().await;
    // Only afterwards does the desk read that another one looks after it.
    let earlier = clinic.state_of(&slow).await;
    assert!(
        slow.local
            .settle(lost, &Settlement::NotSent, at(3))
            .await
            .unwrap()
    );
    slow.shared.mirror(&slow.local, at(3)).await.unwrap();
    slow.shared.copy(&slow.local).await.unwrap();
    drop(other);
    let DeskAtWork {
        folder,
        local,
        shared,
    } = slow;
    drop((local, shared));
    let again = clinic.desk_in(folder, "front-1").await.unwrap();
    // Leases are numbered again from before, so it gets the number under which it had sent the change.
    let lease = again.shared.desks.own();
    clinic.restore(
        &earlier,
        &format!("UPDATE changes SET state = 'sending', lease = '{lease}'"),
    );
    let copied = earlier.copied.parse().unwrap();
    again
        .shared
        .copied
        .store(copied, std::sync::atomic::Ordering::Relaxed);
    let taken = again
        .shared
        .take_over(&again.local, at(4))
        .await
        .unwrap()
        .unsettled;
    assert_eq!(
        taken.iter().map(|open| open.name).collect::<Vec<_>>(),
        [Uuid::from(lost)]
    );
    assert_eq!(clinic.sql("SELECT state FROM changes"), "not-there");
    clinic.trail_is_whole().await;
}
