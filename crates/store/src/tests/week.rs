//! The events of a week: changes made, and outages of clinics.

use zones::Zone;

use super::altering::{appointment_of, later};
use super::*;
use crate::{AuditAction, AuditEntry};
use booking::{Change, CountedAction, CountedChange, Outage, Spoken, Status, Week};

fn week() -> Week {
    Week::at(at(0), Zone::BERLIN).unwrap()
}

fn in_finnish(booking: Booking) -> Outgoing {
    Outgoing {
        spoken: Some(Spoken::Fi.into()),
        ..Outgoing::from(booking)
    }
}

async fn sent(records: &RecordStore, outgoing: &Outgoing, minute: i64) -> RecordId {
    records
        .send_off(outgoing, at(minute))
        .await
        .unwrap()
        .unwrap()
}

async fn make(records: &RecordStore, outgoing: impl Into<Outgoing>, id: &str, minute: i64) {
    let sent = sent(records, &outgoing.into(), minute).await;
    assert!(
        records
            .settle(sent, &Settlement::Booked(id.to_owned()), at(minute))
            .await
            .unwrap()
    );
}

async fn report(folder: &Place) -> (Vec<CountedChange>, Vec<Outage>) {
    trail(folder).await.week(week()).await.unwrap()
}

async fn what_was_made_counts_as_what_it_was_and_what_was_not_is_left_out(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    make(&records, visit("pt_1"), "appt_1", 0).await;
    let (_, span) = later(&visit("pt_1"));
    let of = || appointment_of(&visit("pt_1"), "appt_1");
    make(
        &records,
        Change::moved(of(), span, None).unwrap(),
        "appt_1",
        1,
    )
    .await;
    make(
        &records,
        Change::cancelled(of(), "patient request").unwrap(),
        "appt_1",
        2,
    )
    .await;
    make(
        &records,
        Change::with_status(of(), Status::NoShow).unwrap(),
        "appt_1",
        3,
    )
    .await;
    make(
        &records,
        Change::with_status(of(), Status::Arrived).unwrap(),
        "appt_1",
        4,
    )
    .await;
    let refused = sent(&records, &Outgoing::from(draw()), 5).await;
    records
        .settle(refused, &Settlement::Refused("404".to_owned()), at(5))
        .await
        .unwrap();
    sent(&records, &Outgoing::from(draw()), 6).await;
    let (done, outages) = report(&folder).await;
    let deeds: Vec<CountedAction> = done.iter().map(|done| done.action).collect();
    assert_eq!(
        deeds,
        [
            CountedAction::Booked,
            CountedAction::Moved,
            CountedAction::Cancelled,
            CountedAction::NotCome
        ]
    );
    assert_eq!(
        (done[0].with.clinic.as_str(), done[0].with.id.as_deref()),
        ("clinik", Some("prac_1"))
    );
    assert_eq!((done[0].at, outages), (at(0), Vec::new()));
}

async fn an_appointment_given_to_another_is_one_that_was_moved(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    let (new, _) = later(&visit("pt_1"));
    let old = appointment_of(&visit("pt_1"), "appt_1");
    let first = Change::replaced(old, new.clone(), "moved to another practitioner").unwrap();
    let then = first.then(Some("appt_2")).unwrap();
    let id = sent(&records, &Outgoing::from(first), 0).await;
    let made = Settlement::Booked("appt_2".to_owned());
    let queued = records
        .settle_and_queue(id, &made, &then, at(1))
        .await
        .unwrap();
    make(
        &records,
        Outgoing {
            continues: queued,
            ..Outgoing::from(then)
        },
        "appt_1",
        2,
    )
    .await;
    let deeds: Vec<CountedAction> = report(&folder)
        .await
        .0
        .iter()
        .map(|done| done.action)
        .collect();
    assert_eq!(deeds, [CountedAction::Moved]);
}

async fn the_language_of_the_patient_is_recorded(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    make(&records, in_finnish(visit("pt_1")), "appt_1", 0).await;
    let (done, _) = report(&folder).await;
    assert_eq!(done[0].spoken, Some(Spoken::Fi));
}

async fn an_outage_is_told_and_nothing_of_it_is_in_the_open_that_is_a_patients(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    make(&records, in_finnish(visit("pt_1")), "appt_1", 0).await;
    let since = super::super::written(at(5));
    let away = AuditEntry {
        done: AuditAction::Away,
        clinic: Some("clinik".to_owned()),
        fields: Some(since),
        result: Some("120".to_owned()),
        ..AuditEntry::default()
    };
    records.record(away, at(7)).await.unwrap();
    let outage = Outage {
        clinic: "clinik".to_owned(),
        since: at(5),
        until: at(7),
    };
    assert_eq!(report(&folder).await.1, [outage]);
    let sealed = texts(&records, "SELECT measured FROM changes").await;
    let sealed = sealed[0].as_deref().unwrap();
    assert!(
        !sealed.contains("keys") && !sealed.contains("spoken") && !sealed.contains("fi\""),
        "{sealed}"
    );
    trail(&folder).await.verify().await.unwrap().unwrap();
}

over_every_database!(
    what_was_made_counts_as_what_it_was_and_what_was_not_is_left_out,
    an_appointment_given_to_another_is_one_that_was_moved,
    the_language_of_the_patient_is_recorded,
    an_outage_is_told_and_nothing_of_it_is_in_the_open_that_is_a_patients,
);

#[tokio::test]
async fn the_desks_of_a_clinic_have_one_report() {
    let Some(clinic) = super::shared::Clinic::open().await else {
        return;
    };
    let (one, other) = (clinic.desk("front-1").await, clinic.desk("front-2").await);
    for (desk, patient, minute) in [(&one, visit("pt_1"), 0), (&other, draw(), 1)] {
        make(&desk.local, in_finnish(patient), "appt", minute).await;
        desk.shared.copy(&desk.local).await.unwrap();
    }
    one.shared.mirror(&one.local, at(2)).await.unwrap();
    let shared = Trail::open_shared(&clinic.server, clinic.key.path(), MODE).await;
    let (done, _) = shared.week(week()).await.unwrap();
    assert_eq!(done.len(), 2);
    assert!(done.iter().all(|done| done.spoken == Some(Spoken::Fi)));
    let own = Trail::open(one.folder.path(), MODE).await.unwrap().unwrap();
    assert_eq!(
        own.week(week()).await.unwrap().0.len(),
        1,
        "what it keeps of others is theirs"
    );
}
