//! What every window has changed lately.

use super::*;
use uuid::Uuid;

use crate::booking::Stands;

async fn what_any_window_has_changed_is_told_newest_first_with_who_did_it(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    let booked = send(&one, &visit("pt_1"), 0).await;
    one.settle(booked, &Settlement::Booked("appt_1".to_owned()), at(5)).await.unwrap();
    let open = send(&other, &draw(), 3).await;
    let recent = one.recent(at(3)).await.unwrap();
    let names: Vec<_> = recent.iter().filter_map(|change| change.by.record).collect();
    assert_eq!(names, [booked, open].map(Uuid::from));
    let [made, sending] = <[_; 2]>::try_from(recent).unwrap();
    assert_eq!((made.stands, made.at), (Some(Stands::Made("appt_1".to_owned())), at(5)));
    assert_eq!((made.by.operator.as_deref(), made.by.desk.as_deref()), (Some("mk"), Some("Desk 2")));
    let sent = visit("pt_1");
    assert_eq!((made.visit.start, made.end), (sent.visit().start, sent.parts().span.end()));
    assert!(made.end.is_some() && made.about.is_none());
    assert_eq!((sending.stands, sending.kind), (Some(Stands::Open), ChangeKind::Book));
    assert_eq!(one.recent(at(6)).await.unwrap().len(), 0);
}

async fn what_another_window_writes_changes_the_version_and_the_windows_own_changes_do_not(
    database: Database,
) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    let before = one.version().await.unwrap();
    send(&one, &visit("pt_1"), 0).await;
    assert_eq!(one.version().await.unwrap(), before);
    send(&other, &draw(), 1).await;
    assert_ne!(one.version().await.unwrap(), before);
}

over_every_database!(
    what_any_window_has_changed_is_told_newest_first_with_who_did_it,
    what_another_window_writes_changes_the_version_and_the_windows_own_changes_do_not,
);
