//! Changes that this desk has sent or was to send, and that another desk looks after by now, or nobody can answer for.

use std::sync::Arc;

use booking::clinics::{CLINIK, SHIPPED};
use booking::{Cause, Failure, Mode, PerClinic, Report, UnsettledChange, Unshared};
use config::{StoreAddress, StoreOrigin};
use desk::{Msg, Settlement};
use runtime::{Records, Shared, Stores};

use i18n::Language;
use office::{Answer, ChangeRef, Dispatch, Loss, OfficeEvent, SharedNews, Ticket};
use uuid::Uuid;

use crate::desk_at_work::{records, unplugged};
use crate::records::other_desks::{sent_off, shared};

#[test]
fn what_another_desk_looks_after_by_now_leaves_the_outbox_once_nothing_is_awaited_here() {
    for (is_settled, said) in [
        (false, "front-2 takes care of this now: "),
        (true, "front-2 has seen to this meanwhile: "),
    ] {
        let mut desk = unplugged::with_a_visit();
        let (ticket, _) = sent_off(&mut desk);
        let loss = Loss {
            desk: Some("front-2".to_owned()),
            is_settled,
        };
        unplugged::tell(
            &mut desk,
            [shared(SharedNews::Lost(ChangeRef::Sent(ticket), loss))],
        );
        assert!(
            desk.office.changes().under_way().is_some(),
            "its answer comes to this desk alone"
        );
        let lost = Err(Failure::Unknown(Report::of(Cause::ConnectionLost)));
        unplugged::tell(
            &mut desk,
            [Msg::Office(OfficeEvent::Answer(
                ticket,
                Answer::Changed(Box::new(lost)),
            ))],
        );
        assert_eq!(
            desk.office.changes().iter().count(),
            0,
            "nobody knows, and the other one looks it up"
        );
        let note = desk
            .note
            .as_ref()
            .expect("that is said")
            .to_text(Language::En);
        assert!(note.starts_with(said), "{note}");
    }
}

#[test]
fn what_comes_back_from_another_desk_is_in_the_outbox_once() {
    let name = Uuid::from_u128(1);
    for is_awaited in [true, false] {
        let mut desk = unplugged::with_a_visit();
        let (ticket, Dispatch { change, .. }) = sent_off(&mut desk);
        if !is_awaited {
            let lost = Err(Failure::Unknown(Report::of(Cause::ConnectionLost)));
            unplugged::tell(
                &mut desk,
                [Msg::Office(OfficeEvent::Answer(
                    ticket,
                    Answer::Changed(Box::new(lost)),
                ))],
            );
        }
        let left = || {
            vec![UnsettledChange {
                name,
                change: change.clone(),
                at: desk.office.moment.now,
                lost_at: None,
                others: Vec::new(),
                is_not_made: false,
                is_alone: false,
                list: None,
            }]
        };
        let (left, queued) = (
            Msg::Office(OfficeEvent::Unsettled(left())),
            Msg::Office(OfficeEvent::Queued(left())),
        );
        let back = |change| shared(SharedNews::Back(change, name));
        unplugged::tell(&mut desk, [back(ChangeRef::Sent(ticket)), left]);
        assert_eq!(desk.office.changes().iter().count(), 1);
        assert_eq!(
            desk.office.changes().under_way().is_some(),
            is_awaited,
            "its answer comes to this desk alone"
        );
        // It goes by the name in the records from now on.
        let loss = Loss {
            desk: None,
            is_settled: false,
        };
        unplugged::tell(
            &mut desk,
            [shared(SharedNews::Lost(ChangeRef::Left(name), loss))],
        );
        assert_eq!(
            desk.office.changes().iter().count(),
            usize::from(is_awaited)
        );
        let mut desk = unplugged::blank();
        unplugged::tell(
            &mut desk,
            [queued.clone(), back(ChangeRef::Left(name)), queued],
        );
        assert_eq!(
            desk.office.changes().queued().count(),
            1,
            "what waits for a person, too"
        );
    }
}

/// Records that are shared with desks of which nothing is known: the server can't be reached.
fn out_of_reach(folder: &std::path::Path) -> Records {
    let url = "postgresql://desk@localhost/bookdesk"
        .parse()
        .expect("an address");
    let address = StoreAddress {
        url,
        origin: StoreOrigin::File,
        password: None,
        ca: None,
    };
    let shared = Some(Shared {
        address,
        clinics: SHIPPED.iter().collect(),
    });
    Records {
        folder: Some(folder.to_owned()),
        shared,
        ..Records::default()
    }
}

#[test]
fn a_second_step_that_no_other_desk_can_be_asked_about_waits_for_a_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = unplugged::with_a_visit();
    let (_, first) = sent_off(&mut desk);
    let now = desk.office.moment.now;
    let [queued, sent] = [1, 2].map(Ticket::new);
    let continues = Some(ChangeRef::Sent(queued));
    let second = Dispatch {
        continues,
        ..first.clone()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let modes = PerClinic::of(SHIPPED, |_| Mode::Sandbox);
    let opened = Stores::open(
        out_of_reach(folder.path()),
        modes,
        Arc::new(move || now),
        Arc::new(drop),
    );
    let stores = runtime.block_on(opened);
    stores.is_alone(CLINIK, now, Unshared::Lost);
    runtime
        .block_on(stores.queue(queued, &first.change, None))
        .expect("it is written down");
    let refused = runtime
        .block_on(stores.record_and_send(sent, second, || async { panic!("it is not sent") }));
    assert!(matches!(refused, Err(Failure::NotSent(_))), "{refused:?}");
    let steps = ["queued", "by-hand", "prepared", "sending", "not-there"];
    assert_eq!(
        records::steps(folder.path(), 5),
        steps,
        "it is there after a restart, too"
    );
    runtime.block_on(stores.settle(ChangeRef::Sent(sent), Settlement::ByHand("taken-off"), None));
    assert_eq!(
        records::steps(folder.path(), 6)[5..],
        ["by-hand"],
        "and a person can drop it"
    );
}

#[test]
fn what_waits_and_is_kept_from_being_sent_can_be_dropped() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = unplugged::with_a_visit();
    let (_, first) = sent_off(&mut desk);
    let now = desk.office.moment.now;
    let [unknown, queued, sent] = [1, 2, 3].map(Ticket::new);
    let continues = Some(ChangeRef::Sent(queued));
    let second = Dispatch {
        continues,
        ..first.clone()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let modes = PerClinic::of(SHIPPED, |_| Mode::Sandbox);
    let records = Records {
        folder: Some(folder.path().to_owned()),
        ..Records::default()
    };
    let opened = Stores::open(records, modes, Arc::new(move || now), Arc::new(drop));
    let stores = runtime.block_on(opened);
    let lost = || async { Err(Failure::Unknown(Report::of(Cause::ConnectionLost))) };
    runtime
        .block_on(stores.record_and_send(unknown, first.clone(), lost))
        .expect_err("nobody knows");
    runtime
        .block_on(stores.queue(queued, &first.change, None))
        .expect("it is written down");
    let refused = runtime
        .block_on(stores.record_and_send(sent, second, || async { panic!("it is not sent") }));
    assert!(matches!(refused, Err(Failure::NotSent(_))), "{refused:?}");
    assert_eq!(
        records::steps(folder.path(), 3),
        ["prepared", "sending", "queued"],
        "it waits still"
    );
    runtime.block_on(stores.settle(ChangeRef::Sent(sent), Settlement::ByHand("taken-off"), None));
    assert_eq!(
        records::steps(folder.path(), 4)[3..],
        ["by-hand"],
        "under the name that the desk has for it"
    );
}
