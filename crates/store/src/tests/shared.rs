//! Several desks, each with records of its own, that share records in PostgreSQL.

mod attacked;
mod clocks;
mod on_appointments;
// These reach a server through its socket.
#[cfg(unix)]
#[path = "../../../../tests/pooler.rs"]
mod pooler;
mod presence;
mod quiet;
mod restored;
mod revisions;
#[cfg(unix)]
mod servers;
mod silent;
#[cfg(unix)]
mod slow;
mod taken_over;
mod typed;

use uuid::Uuid;

use super::*;
use crate::{StoreNews, WrittenKinds};
use std::time::Duration;

use booking::{
    CallNote, CallReason, CallResult, CallSubject, ChangeProgress, Hold, Slot, Unshared, Waiter,
    WaitingPlace, Wished,
};

/// A database, and a folder with the clinic's key for each desk.
pub(super) struct Clinic {
    /// The server, as the role of the desks.
    pub(super) server: Server,
    /// The server, as the owner of the records.
    pub(super) owner: Server,
    pub(super) key: TempDir,
}

/// A desk at work.
pub(super) struct DeskAtWork {
    pub(super) folder: TempDir,
    pub(super) local: RecordStore,
    pub(super) shared: SharedStore,
}

impl Clinic {
    pub(super) async fn open() -> Option<Clinic> {
        let owner = Database::postgres()?.place().server?;
        Some(Clinic::at(owner).await)
    }

    /// Sets up a clinic's records for the role of the desks.
    pub(super) async fn at(owner: Server) -> Clinic {
        let server = of_desks(&owner);
        let key = tempfile::tempdir().unwrap();
        SharedStore::set_up(&owner, key.path(), MODE, Some(postgres_server::DESKS))
            .await
            .unwrap();
        Clinic { server, owner, key }
    }

    pub(super) async fn desk(&self, name: &str) -> DeskAtWork {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(
            self.key.path().join("ledger.key"),
            folder.path().join("ledger.key"),
        )
        .unwrap();
        self.desk_in(folder, name).await.unwrap()
    }

    pub(super) async fn desk_in(
        &self,
        folder: TempDir,
        name: &str,
    ) -> Result<DeskAtWork, StoreError> {
        let desk = self.unread_desk_in(folder, name).await?;
        desk.shared.mirror(&desk.local, at(0)).await?;
        Ok(desk)
    }

    /// Opens a desk that has not read the others' changes yet.
    async fn unread_desk_in(&self, folder: TempDir, name: &str) -> Result<DeskAtWork, StoreError> {
        let who = Who {
            operator: Some("mk".to_owned()),
            desk: Some(name.to_owned()),
        };
        let clinics: Vec<ClinicId> = SHIPPED.iter().collect();
        let opened =
            RecordStore::open(folder.path(), MODE, clinics.clone(), who.clone(), at(0)).await?;
        let local = opened.records;
        let journal = local.journal().await?;
        let shared =
            SharedStore::open(&self.server, folder.path(), MODE, clinics, who, journal).await?;
        shared.copy(&local).await?;
        Ok(DeskAtWork {
            folder,
            local,
            shared,
        })
    }

    async fn another_window_of(&self, desk: &DeskAtWork, name: &str) -> SharedStore {
        let who = Who {
            operator: None,
            desk: Some(name.to_owned()),
        };
        let (clinics, journal) = (
            SHIPPED.iter().collect(),
            desk.local.journal().await.unwrap(),
        );
        let opened = SharedStore::open(
            &self.server,
            desk.folder.path(),
            MODE,
            clinics,
            who,
            journal,
        );
        opened.await.unwrap()
    }

    pub(super) fn sql(&self, statement: &str) -> String {
        let there = format!("SET search_path = bookdesk_sandbox, public; {statement}");
        postgres_server::sql(&self.owner.url, &there)
    }

    /// Returns two desks and a change: the first desk has sent a visit of pt_1 and then seemed to be gone, so the
    /// second one looks after it.
    async fn one_taken_over(&self) -> (DeskAtWork, DeskAtWork, RecordId) {
        let (slow, other) = (self.desk("front-1").await, self.desk("front-2").await);
        let lost = slow.send(&visit("pt_1"), 1).await.unwrap();
        slow.lease_lapses(self);
        assert_eq!(
            other
                .shared
                .take_over(&other.local, at(2))
                .await
                .unwrap()
                .unsettled
                .len(),
            1
        );
        (slow, other, lost)
    }

    async fn trail_is_whole(&self) {
        let trail = Trail::open_shared(&self.server, self.key.path(), MODE).await;
        trail.verify().await.unwrap().unwrap();
    }
}

impl DeskAtWork {
    /// Records a booking, and claims it among the desks. `None` if there is an obstacle.
    async fn send(&self, booking: &Booking, minute: i64) -> Option<RecordId> {
        let outgoing = Outgoing::from(booking.clone());
        let id = self
            .local
            .send_off(&outgoing, at(minute))
            .await
            .unwrap()
            .ok()?;
        match self.shared.claim(&self.local, id, &outgoing).await.unwrap() {
            Ok(_) => Some(id),
            Err(_) => {
                self.settle(id, Settlement::NotSent, minute).await;
                None
            }
        }
    }

    async fn settle(&self, id: RecordId, settlement: Settlement, minute: i64) {
        assert!(
            self.local
                .settle(id, &settlement, at(minute))
                .await
                .unwrap()
        );
        assert_eq!(self.shared.copy(&self.local).await.unwrap(), []);
    }

    async fn book(&self, booking: &Booking, appointment: &str, minute: i64) -> RecordId {
        let id = self
            .send(booking, minute)
            .await
            .expect("nothing stands in its way");
        self.settle(id, Settlement::Booked(appointment.to_owned()), minute)
            .await;
        id
    }

    /// Returns the others' changes as the desk shows them, with the names of their desks.
    async fn sees(&self) -> Vec<(Option<String>, Option<ChangeProgress>)> {
        self.shared.mirror(&self.local, at(9)).await.unwrap();
        let recent = self.local.recent(at(0)).await.unwrap().changes;
        let mut seen: Vec<_> = recent
            .into_iter()
            .map(|change| (change.by.desk, change.stands))
            .collect();
        seen.sort_by_key(|(desk, _)| desk.clone());
        seen
    }

    /// Lets the desk's lease lapse, as after eleven silent minutes: it counts as gone although it is connected.
    pub(super) fn lease_lapses(&self, clinic: &Clinic) {
        self.has_rested(clinic, 11);
    }

    /// The desk has had nothing open for some minutes.
    pub(super) fn has_rested(&self, clinic: &Clinic, minutes: u32) {
        clinic.sql(&format!(
            "UPDATE leases SET until = now() - interval '{minutes} minutes' WHERE number = {}",
            self.shared.desks.own()
        ));
    }

    /// Kills the desk's process, and lets its lease lapse.
    fn vanish(self, clinic: &Clinic) -> TempDir {
        self.lease_lapses(clinic);
        self.folder
    }
}

/// Returns a visit with its own patient and day.
fn another_visit(number: u32) -> Booking {
    let start = at(0) + TimeDelta::days(100 + i64::from(number));
    let span = booking::time::Span::resolve(Some(start), None, booking::time::Minutes::new(30));
    let like = visit(&format!("pt_{}", 100 + number));
    let parts = booking::BookingParts {
        span: span.unwrap(),
        ..like.parts().clone()
    };
    Booking::new(like.clinic(), parts).unwrap()
}

/// Returns whether the notification includes changes.
fn has_changes(written: &WrittenKinds) -> bool {
    written.records || written.calls.iter().any(|call| !call.changes.is_empty())
}

fn made(id: &str) -> Option<ChangeProgress> {
    Some(ChangeProgress::Made(id.to_owned()))
}

fn named(desk: &str) -> Option<String> {
    Some(desk.to_owned())
}

#[tokio::test]
async fn what_one_desk_books_every_other_knows_and_whose_it_is() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    one.book(&visit("pt_1"), "appt_1", 1).await;
    let sending = other.send(&draw(), 2).await.unwrap();
    assert_eq!(
        other.sees().await,
        [
            (named("front-1"), made("appt_1")),
            (named("front-2"), Some(ChangeProgress::Open))
        ]
    );
    assert_eq!(
        one.sees().await,
        [
            (named("front-1"), made("appt_1")),
            (named("front-2"), Some(ChangeProgress::Open))
        ]
    );
    other
        .settle(sending, Settlement::Booked("a-1".to_owned()), 3)
        .await;
    assert_eq!(one.sees().await[1], (named("front-2"), made("a-1")));
    let late = clinic.desk("front-3").await;
    assert_eq!(late.sees().await.len(), 2, "also who comes later");
    clinic.trail_is_whole().await;
    for desk in [&one, &other, &late] {
        Trail::open(desk.folder.path(), MODE)
            .await
            .unwrap()
            .unwrap()
            .verify()
            .await
            .unwrap()
            .unwrap();
    }
    assert!(
        !contains(&postgres_server::dump(&clinic.owner.url), "Mette"),
        "the database's owner reads no names"
    );
}

#[tokio::test]
async fn of_desks_that_book_one_visit_at_once_one_does() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    // One visit twice, and one time for two people.
    for patients in [["pt_1"; 2], ["pt_2"; 2], ["pt_3", "pt_4"], ["pt_5", "pt_6"]] {
        let [booking, same] = patients.map(visit);
        let (first, second) = tokio::join!(one.send(&booking, 1), other.send(&same, 1));
        assert_eq!(
            [first, second].into_iter().flatten().count(),
            1,
            "{patients:?}"
        );
        for (desk, sent) in [(&one, first), (&other, second)] {
            if let Some(sent) = sent {
                desk.settle(sent, Settlement::NotSent, 2).await;
            }
        }
    }
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_commit_whose_answer_was_lost_is_not_done_twice() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    one.book(&visit("pt_1"), "appt_1", 1).await;
    let lines = clinic.sql("SELECT COUNT(*) FROM audit");
    let known = one.shared.copied.load(std::sync::atomic::Ordering::Relaxed);
    one.shared
        .copied
        .store(known - 2, std::sync::atomic::Ordering::Relaxed);
    one.shared.copy(&one.local).await.unwrap();
    assert_eq!(clinic.sql("SELECT COUNT(*) FROM audit"), lines);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn what_was_done_while_the_server_was_away_is_copied_once_it_is_back() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let alone = Outgoing {
        goes_alone: true,
        ..Outgoing::from(visit("pt_1"))
    };
    let id = one.local.send_off(&alone, at(1)).await.unwrap().unwrap();
    one.local
        .settle(id, &Settlement::Booked("appt_1".to_owned()), at(1))
        .await
        .unwrap();
    assert_eq!(other.sees().await, []);
    let booked = other.book(&visit("pt_1"), "appt_2", 2).await;
    let collisions = one.shared.copy(&one.local).await.unwrap();
    assert_eq!(collisions.len(), 1, "a person is told");
    assert_eq!(
        (
            collisions[0].change,
            collisions[0].with.appointment.as_deref()
        ),
        (id, Some("appt_2"))
    );
    let there = other
        .shared
        .mirror(&other.local, at(2))
        .await
        .unwrap()
        .collisions;
    assert_eq!(there.len(), 1, "at the other desk, too");
    assert_eq!(
        (there[0].change, there[0].with.appointment.as_deref()),
        (booked, Some("appt_1"))
    );
    assert_eq!(other.sees().await.len(), 2);
    assert_eq!(one.shared.copy(&one.local).await.unwrap(), [], "once");
    // A collision is kept across restarts until a person has dealt with it.
    one.local
        .record_collision(&collisions[0], at(3))
        .await
        .unwrap();
    one.local.keep(&[], &[], at(3)).await.unwrap();
    let again = clinic.desk_in(one.folder, "front-1").await.unwrap();
    assert_eq!(again.local.collisions().await.unwrap(), collisions);
    assert_eq!(
        again.local.kept(at(4)).await.unwrap().drafts,
        [] as [Pieces; 0],
        "it is no draft"
    );
    again.local.drop_collisions_of(id).await.unwrap();
    assert_eq!(again.local.collisions().await.unwrap(), []);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_time_that_is_taken_twice_after_a_restore_is_told_at_both_desks() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    one.book(&draw(), "a-1", 1).await;
    let [lines, copied] = [
        "MAX(seq) FROM audit",
        "copied FROM journals WHERE copied > 0 ORDER BY copied DESC LIMIT 1",
    ]
    .map(|what| clinic.sql(&format!("SELECT {what}")));
    let first = one.book(&visit("pt_1"), "appt_1", 2).await;
    clinic.sql(&format!(
        "SET bookdesk.erases = 'yes'; DELETE FROM audit WHERE seq > {lines}; DELETE FROM changes WHERE id = '{first}'; \
         UPDATE journals SET copied = {copied} WHERE copied > {copied}"
    ));
    // The first desk to return does not know of it.
    let second = other.book(&visit("pt_2"), "appt_2", 3).await;
    one.shared.copied.store(
        copied.parse().unwrap(),
        std::sync::atomic::Ordering::Relaxed,
    );
    let here = one.shared.copy(&one.local).await.unwrap();
    let there = other
        .shared
        .mirror(&other.local, at(4))
        .await
        .unwrap()
        .collisions;
    assert_eq!([here.len(), there.len()], [1, 1]);
    assert_eq!(
        (here[0].change, here[0].with.appointment.as_deref()),
        (first, Some("appt_2"))
    );
    assert_eq!(
        (there[0].change, there[0].with.appointment.as_deref()),
        (second, Some("appt_1"))
    );
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn what_waits_at_one_desk_keeps_no_other_from_being_in_touch() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    one.local
        .queue(&visit("pt_1").into(), None, at(1))
        .await
        .unwrap();
    one.shared.copy(&one.local).await.unwrap();
    // The visit is sent: the queued change for it may be the same one.
    let sent = other
        .send(&visit("pt_1"), 2)
        .await
        .expect("nothing stands in its way");
    other
        .settle(sent, Settlement::Booked("appt_1".to_owned()), 3)
        .await;
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_desk_that_begins_again_goes_on_under_its_own_lease() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let one = clinic.desk("front-1").await;
    let lost = one.send(&visit("pt_1"), 1).await.unwrap();
    let lease = one.shared.desks.own();
    let DeskAtWork {
        folder,
        local,
        shared,
    } = one;
    drop((local, shared));
    let again = clinic.desk_in(folder, "front-1").await.unwrap();
    assert_eq!(again.shared.desks.own(), lease);
    assert_eq!(again.local.unsettled(at(2)).await.unwrap().len(), 1);
    again
        .settle(lost, Settlement::Booked("appt_1".to_owned()), 3)
        .await;
    assert_eq!(clinic.sql("SELECT state FROM changes"), "booked");
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn calls_and_the_waiting_list_are_everybodys() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let note = |result| CallNote {
        subject: CallSubject {
            clinic: visit("pt_1").clinic(),
            appointment: "appt_1".to_owned(),
            reason: CallReason::Reminder,
            start: Some(at(100)),
        },
        person: Some("pt_1".to_owned()),
        result,
    };
    one.local
        .note_call(&note(Some(CallResult::NotReached)), at(1))
        .await
        .unwrap();
    other
        .local
        .note_call(&note(Some(CallResult::Reached)), at(2))
        .await
        .unwrap();
    let waiter = Waiter {
        place: WaitingPlace::Desk(Uuid::new_v4()),
        clinic: draw().clinic(),
        person: "Mette".to_owned(),
        provider: None,
        wished: Wished::of_intervals("2027-02-10T09:00:00Z/2027-02-10T12:00:00Z").unwrap(),
        since: None,
        what: None,
        by: None,
    };
    one.local.put_on_list(&waiter, None, at(3)).await.unwrap();
    for desk in [&one, &other, &one] {
        desk.shared.copy(&desk.local).await.unwrap();
        desk.shared.mirror(&desk.local, at(4)).await.unwrap();
    }
    for desk in [&one, &other] {
        let calls = desk.local.calls(at(0)).await.unwrap();
        assert_eq!(
            calls[0].results,
            [CallResult::NotReached, CallResult::Reached]
        );
    }
    let waiting = other.local.waiting().await.unwrap();
    assert_eq!((waiting.len(), waiting[0].person.as_str()), (1, "Mette"));
    other.local.take_off_list(&waiting[0], at(5)).await.unwrap();
    other.shared.copy(&other.local).await.unwrap();
    one.shared.mirror(&one.local, at(5)).await.unwrap();
    assert_eq!(one.local.waiting().await.unwrap().len(), 0);
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_desk_with_another_key_opens_nothing() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let refused = clinic.desk_in(folder, "front-1").await.err().unwrap();
    assert!(matches!(refused, StoreError::OtherKey(_)), "{refused}");
}

#[tokio::test]
async fn where_nobody_has_set_it_up_that_is_said() {
    let Some(owner) = Database::postgres().and_then(|database| database.place().server) else {
        return;
    };
    let clinic = Clinic {
        server: of_desks(&owner),
        owner,
        key: tempfile::tempdir().unwrap(),
    };
    let refused = clinic
        .desk_in(tempfile::tempdir().unwrap(), "front-1")
        .await
        .err()
        .unwrap();
    assert!(matches!(refused, StoreError::NotSetUp), "{refused}");
    let nowhere = Server {
        url: "postgresql://x@localhost/x?host=/nowhere".to_owned(),
        ..clinic.server.clone()
    };
    let clinic = Clinic {
        server: nowhere,
        ..clinic
    };
    let refused = clinic
        .desk_in(tempfile::tempdir().unwrap(), "front-1")
        .await
        .err()
        .unwrap();
    assert!(matches!(refused, StoreError::Away(_)), "{refused}");
}

#[tokio::test]
async fn a_desks_role_can_only_append_to_the_trail_and_the_owner_forgets() {
    let Some(server) = Database::postgres().and_then(|database| database.place().server) else {
        return;
    };
    let [owner, front] =
        ["owner", "front"].map(|role| format!("{role}_{}", Uuid::new_v4().simple()));
    let roles = format!(
        "CREATE ROLE {owner} LOGIN; CREATE ROLE {front} LOGIN; \
         DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO {owner}', current_database()); END $$"
    );
    postgres_server::sql(&server.url, &roles);
    let as_role = |role: &str| {
        let url = server.url.replace("bookdesk@", &format!("{role}@"));
        Server {
            url,
            ..server.clone()
        }
    };
    let key = tempfile::tempdir().unwrap();
    // The owner of the database sets it up without being superuser.
    SharedStore::set_up(&as_role(&owner), key.path(), MODE, Some(&front))
        .await
        .unwrap();
    let clinic = Clinic {
        server: as_role(&front),
        owner: as_role(&owner),
        key,
    };
    let desk = clinic.desk("front-1").await;
    desk.book(&visit("pt_1"), "appt_1", 1).await;
    let mut store = desk.shared.records.store.lock().await;
    for bend in [
        "UPDATE audit SET operator = 'x'",
        "DELETE FROM audit",
        "TRUNCATE audit",
    ] {
        assert!(store.run(bend, NOTHING).await.is_err(), "{bend}");
    }
    drop(store);
    let as_desk = Trail::open_shared(&clinic.server, clinic.key.path(), MODE).await;
    assert!(
        as_desk
            .forget("pt_1", &Who::default(), at(2))
            .await
            .is_err(),
        "that is the owner's"
    );
    let trail = Trail::open_shared(&as_role(&owner), clinic.key.path(), MODE).await;
    let forgotten = trail.forget("pt_1", &Who::default(), at(2)).await.unwrap();
    assert_eq!((forgotten.lines, forgotten.bookings), (3, 1));
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn a_time_in_hand_is_known_to_the_others_until_it_is_let_go() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let mut news = other.shared.listen().await.unwrap();
    let provider = visit("pt_1").provider().unwrap();
    let slot = Slot {
        start: at(60),
        end: at(90),
    };
    for held in [Some((&provider, slot)), None] {
        one.shared.hold("1", held).await.unwrap();
        let written = tokio::time::timeout(Duration::from_secs(5), news.next())
            .await
            .unwrap()
            .unwrap();
        assert!(written.holds && !has_changes(&written), "{written:?}");
        let known = other.shared.held().await.unwrap();
        let expected = Hold {
            provider: provider.clone(),
            slot,
            desk: named("front-1"),
        };
        assert_eq!(known, Vec::from_iter(held.map(|_| expected)));
        assert_eq!(one.shared.held().await.unwrap(), [], "its own it knows");
    }
    // A write that changes nothing sends no notification: otherwise periodic checks would wake the desks in turn for
    // ever.
    one.shared.hold("1", None).await.unwrap();
    one.shared.take_over(&one.local, at(1)).await.unwrap();
    one.book(&visit("pt_1"), "appt_1", 1).await;
    let written = tokio::time::timeout(Duration::from_secs(5), news.next())
        .await
        .unwrap()
        .unwrap();
    assert!(has_changes(&written) && !written.holds, "{written:?}");
}

#[tokio::test]
async fn of_two_desks_that_hold_one_time_the_first_has_it_and_the_second_is_told_whose_it_is() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let provider = visit("pt_1").provider().unwrap();
    let (slot, later) = (
        Slot {
            start: at(60),
            end: at(90),
        },
        Slot {
            start: at(75),
            end: at(105),
        },
    );
    let at_desk = |desk: &str, slot| {
        vec![Hold {
            provider: provider.clone(),
            slot,
            desk: named(desk),
        }]
    };
    one.shared.hold("1", Some((&provider, slot))).await.unwrap();
    other
        .shared
        .hold("1", Some((&provider, later)))
        .await
        .unwrap();
    for _ in 0..2 {
        assert_eq!(
            one.shared.held().await.unwrap(),
            [],
            "the first is told nothing"
        );
        assert_eq!(other.shared.held().await.unwrap(), at_desk("front-1", slot));
        // Both renew their holds.
        other
            .shared
            .hold("1", Some((&provider, later)))
            .await
            .unwrap();
        one.shared.hold("1", Some((&provider, slot))).await.unwrap();
    }
    one.shared.hold("1", None).await.unwrap();
    assert_eq!(other.shared.held().await.unwrap(), []);
    one.shared.hold("1", Some((&provider, slot))).await.unwrap();
    assert_eq!(
        one.shared.held().await.unwrap(),
        at_desk("front-2", later),
        "who comes back is the second"
    );
    assert_eq!(other.shared.held().await.unwrap(), []);
    other.has_rested(&clinic, 5);
    one.shared.watch().await.unwrap();
    assert_eq!(
        one.shared.held().await.unwrap(),
        at_desk("front-2", later),
        "who is at work holds it"
    );
    other.lease_lapses(&clinic);
    one.shared.watch().await.unwrap();
    assert_eq!(
        one.shared.held().await.unwrap(),
        [],
        "what a desk held that is gone is free"
    );
}

#[tokio::test]
async fn a_desk_that_closes_is_gone_at_once_unless_something_is_open_or_another_window_is() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    let mut news = other.shared.listen().await.unwrap();
    let sending = one.send(&visit("pt_1"), 1).await.unwrap();
    one.shared.leave().await.unwrap();
    assert_eq!(
        other.shared.desks.at_work().await.unwrap().len(),
        2,
        "something is being sent"
    );
    one.settle(sending, Settlement::Booked("appt_1".to_owned()), 2)
        .await;
    let window = clinic.another_window_of(&one, "front-1").await;
    one.shared.leave().await.unwrap();
    assert_eq!(
        other.shared.desks.at_work().await.unwrap().len(),
        2,
        "another window is there"
    );
    window.leave().await.unwrap();
    assert_eq!(
        other.shared.desks.at_work().await.unwrap(),
        [named("front-2")]
    );
    let written = async { while news.next().await.unwrap().watch.is_none() {} };
    tokio::time::timeout(Duration::from_secs(5), written)
        .await
        .expect("the others are told");
    assert!(
        one.shared.renew().await.unwrap().is_own,
        "it comes back under its own lease"
    );
    assert_eq!(other.shared.desks.at_work().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_server_that_refuses_the_connection_is_away_at_once() {
    // A bound socket that doesn't listen keeps its port from others, and refuses connections.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("postgresql://x@{}/x", socket.local_addr().unwrap());
    let server = Server {
        url,
        password: None,
        tls: Tls::Local,
    };
    let refused = server.reach(MODE, "").await.unwrap_err();
    assert_eq!(
        refused.unshared(),
        Unshared::Refused,
        "it is not waited for"
    );
}
