//! Drafts that move between desks through the shared records.

use super::shared::Clinic;
use super::shared::DeskAtWork;
use super::*;
use crate::{OwnDraft, SharedDraft};

fn draft(who: &str) -> OwnDraft {
    let pieces = Pieces::from([(String::new(), format!("[\"{who}\"]").into_bytes())]);
    OwnDraft {
        content: who.to_owned(),
        is_parked: true,
        pieces,
    }
}

/// Returns the content of drafts, with the desks that they come from or are at.
fn contents(drafts: &[SharedDraft]) -> Vec<(String, Option<String>)> {
    let contents = |draft: &SharedDraft| {
        (
            String::from_utf8_lossy(&draft.pieces[""]).into_owned(),
            draft.desk.clone(),
        )
    };
    drafts.iter().map(contents).collect()
}

fn mette(desk: &str) -> Vec<(String, Option<String>)> {
    vec![("[\"Mette\"]".to_owned(), Some(desk.to_owned()))]
}

impl DeskAtWork {
    async fn receives(&self) -> Vec<(String, Option<String>)> {
        contents(
            &self
                .shared
                .receive_drafts(&self.local, at(5))
                .await
                .unwrap(),
        )
    }

    async fn copies(&self, own: &[OwnDraft]) -> Vec<(String, Option<String>)> {
        contents(&self.shared.copy_drafts(own, at(5)).await.unwrap())
    }

    /// Takes over the draft about Mette that front-1 put aside before it went.
    async fn takes_over(&self, clinic: &Clinic) -> DeskAtWork {
        let gone = clinic.desk("front-1").await;
        gone.copies(&[draft("Mette")]).await;
        gone.lease_lapses(clinic);
        let left = self.left().await;
        assert!(self.shared.take_draft(&left[0].id, at(1)).await.unwrap());
        gone
    }

    async fn left(&self) -> Vec<SharedDraft> {
        let others = self.shared.others().await.unwrap();
        self.shared.left_drafts(&others).await.unwrap()
    }

    async fn keeps(&self) -> Vec<Pieces> {
        self.local.drafts_of_all().await.unwrap()
    }
}

#[tokio::test]
async fn a_draft_that_is_taken_over_is_put_once_and_its_first_desk_lets_go_of_it() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let other = clinic.desk("front-2").await;
    let one = other.takes_over(&clinic).await;
    assert!(
        !contains(&postgres_server::dump(&clinic.owner.url), "Mette"),
        "names are sealed"
    );
    assert_eq!(other.receives().await, mette("front-1"));
    assert_eq!(
        other.keeps().await,
        [draft("Mette").pieces],
        "it is on the disk here"
    );
    assert_eq!(other.receives().await, [], "once");
    // The notice is repeated until this desk's own records no longer hold the draft.
    for _ in 0..2 {
        assert_eq!(one.copies(&[draft("Mette")]).await, mette("front-2"));
    }
    assert_eq!(one.copies(&[]).await, []);
    assert_eq!(clinic.sql("SELECT COUNT(*) FROM drafts"), "0");
}

#[tokio::test]
async fn a_crash_between_loses_no_draft_and_puts_none_twice() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let other = clinic.desk("front-2").await;
    let _one = other.takes_over(&clinic).await;
    let rows = "SELECT lease, place, piece, kept_at, sealed FROM drafts WHERE piece = 'handed'";
    clinic.sql(&format!("CREATE TABLE again AS {rows}"));
    assert_eq!(other.receives().await, mette("front-1"));
    // The desk ends before the draft is removed from the shared records and reported to the window.
    clinic.sql("INSERT INTO drafts SELECT * FROM again");
    let DeskAtWork {
        folder,
        local,
        shared,
    } = other;
    drop((local, shared));
    let other = clinic.desk_in(folder, "front-2").await.unwrap();
    assert_eq!(
        other.local.kept(at(6)).await.unwrap().drafts,
        [draft("Mette").pieces]
    );
    assert_eq!(other.receives().await, []);
    assert_eq!(
        clinic.sql("SELECT COUNT(*) FROM drafts WHERE piece = 'handed'"),
        "0"
    );
}

#[tokio::test]
async fn what_a_window_was_not_told_of_stays_when_it_keeps_its_own() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let other = clinic.desk("front-2").await;
    let _one = other.takes_over(&clinic).await;
    let received = other
        .shared
        .receive_drafts(&other.local, at(2))
        .await
        .unwrap();
    other
        .local
        .keep(&[draft("Arvo").pieces], &[], at(3))
        .await
        .unwrap();
    assert_eq!(other.keeps().await.len(), 2);
    let both = [draft("Arvo").pieces, draft("Mette").pieces];
    other
        .local
        .keep(&both, &[received[0].id.clone()], at(4))
        .await
        .unwrap();
    assert_eq!(other.keeps().await, both, "it stands among its own now");
}

#[tokio::test]
async fn what_a_desk_that_is_gone_had_put_aside_is_taken_over_by_one_other() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let gone = clinic.desk("front-1").await;
    let typed = OwnDraft {
        is_parked: false,
        ..draft("Arvo")
    };
    assert_eq!(gone.copies(&[draft("Mette"), typed.clone()]).await, []);
    let (one, other) = (clinic.desk("front-2").await, clinic.desk("front-3").await);
    assert_eq!(contents(&one.left().await), [], "it is at work");
    gone.lease_lapses(&clinic);
    let left = one.left().await;
    assert_eq!(
        contents(&left),
        mette("front-1"),
        "and not what it was typing"
    );
    let (first, second) = tokio::join!(
        one.shared.take_draft(&left[0].id, at(2)),
        other.shared.take_draft(&left[0].id, at(2))
    );
    let (first, second) = (first.unwrap(), second.unwrap());
    assert!(first != second, "one of them");
    let (taker, name) = if first {
        (&one, "front-2")
    } else {
        (&other, "front-3")
    };
    assert_eq!(taker.receives().await, mette("front-1"));
    assert_eq!(contents(&one.left().await), []);
    // The desk comes back, and does not store the draft again.
    gone.shared.renew().await.unwrap();
    assert_eq!(
        gone.copies(&[draft("Mette"), typed.clone()]).await,
        mette(name)
    );
    assert_eq!(gone.copies(&[typed]).await, []);
    assert_eq!(clinic.sql("SELECT COUNT(*) FROM drafts"), "0");
}

#[tokio::test]
async fn what_a_desk_is_back_for_is_not_taken_over() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (back, one) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    back.copies(&[draft("Mette")]).await;
    back.lease_lapses(&clinic);
    let left = one.left().await;
    back.shared.renew().await.unwrap();
    assert!(!one.shared.take_draft(&left[0].id, at(2)).await.unwrap());
    assert!(!one.shared.take_draft("no such name", at(2)).await.unwrap());
    assert_eq!(back.copies(&[draft("Mette")]).await, []);
}

#[tokio::test]
async fn what_a_desk_that_is_gone_had_taken_over_is_taken_over_again_and_back_home_it_stays() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let gone = clinic.desk("front-2").await;
    let one = gone.takes_over(&clinic).await;
    one.shared.renew().await.unwrap();
    gone.lease_lapses(&clinic);
    let left = one.left().await;
    assert_eq!(contents(&left), mette("front-1"));
    assert!(one.shared.take_draft(&left[0].id, at(2)).await.unwrap());
    // The desk had not checked since: the draft that it receives is its own.
    assert_eq!(one.receives().await, mette("front-1"));
    assert_eq!(one.copies(&[draft("Mette")]).await, []);
    assert_eq!(
        clinic.sql("SELECT COUNT(*) FROM drafts WHERE piece = 'parked'"),
        "1"
    );
}

#[tokio::test]
async fn whoever_is_forgotten_is_forgotten_in_the_drafts_that_desks_share() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    one.copies(&[draft("pt_1"), draft("pt_2")]).await;
    let trail = Trail::open_shared(&clinic.owner, clinic.key.path(), MODE).await;
    assert_eq!(
        trail
            .forget("pt_1", &Who::default(), at(2))
            .await
            .unwrap()
            .drafts,
        1
    );
    assert_eq!(clinic.sql("SELECT COUNT(*) FROM drafts"), "1");
}
