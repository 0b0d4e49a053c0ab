//! A practitioner is away: entered in her own schedule, once, and taken back in the way in which it came about.

use booking::clinics::{ANIVA, CLINIK, FHIR};
use booking::{AwayTime, Cause, Change, ClinicId, Days, Failure, Provider, Slot, Text};
use serde_json::{Value, json};
use zones::Zone;

use super::Clinics;

/// Two practitioners at each clinic: one with a schedule, one without.
const CLINICS: [(ClinicId, &str, &str); 2] = [
    (CLINIK, "prac_xyz789", "prac_j6v1od"),
    (FHIR, "prac-xyz789", "prac-j6v1od"),
];

/// Tuesday from 11 to 14.
fn tuesday() -> Slot {
    Slot {
        start: "2027-03-09T10:00:00Z".parse().unwrap(),
        end: "2027-03-09T13:00:00Z".parse().unwrap(),
    }
}

fn named(clinic: ClinicId, id: &str) -> Provider {
    Provider::named(clinic, id).unwrap()
}

fn away(practitioner: &Provider) -> Change {
    let why = Text::new("Congress", 100);
    Change::away(AwayTime::new(practitioner, tuesday(), why)).unwrap()
}

/// The bodies of the changes that a clinic was sent, with their methods and paths.
async fn changes(clinics: &Clinics) -> Vec<(String, Value)> {
    let log = clinics.log().await.into_iter();
    let sent = log.filter(|one| one["method"] != "GET");
    sent.map(|one| {
        let line = [&one["method"], &one["path"]].map(|text| text.as_str().unwrap().to_owned());
        (line.join(" "), one["body"].clone())
    })
    .collect()
}

/// The absences in her calendar of that day, and the free times.
async fn calendar(clinics: &Clinics, practitioner: &Provider) -> (Vec<Slot>, Vec<Slot>) {
    let day = tuesday().start.date_naive();
    let days = Days::new(day, day, Zone::BERLIN).unwrap();
    let read = |clinic| {
        clinics
            .client
            .read(clinic, |api| api.agenda_of_provider(practitioner, &days))
    };
    let agenda = read(practitioner.clinic()).await.unwrap();
    let free = clinics
        .client
        .read(practitioner.clinic(), |api| {
            api.free_times(practitioner, &days, None)
        })
        .await
        .unwrap();
    let absences = agenda.blocked.iter().filter(|blocked| blocked.is_absence);
    (absences.map(|blocked| blocked.slot).collect(), free.slots)
}

#[tokio::test]
async fn an_absence_is_one_slot_of_her_schedule_and_wins_over_what_is_published() {
    for (clinic, karin, _) in CLINICS {
        let clinics = Clinics::open(0, None).await;
        let karin = named(clinic, karin);
        let before = calendar(&clinics, &karin).await.1.len();
        let made = clinics.client.alter(&away(&karin)).await.unwrap();
        let sent = changes(&clinics).await;
        let (line, body) = sent.last().unwrap();
        assert_eq!(sent.len(), 1, "{sent:?}");
        if clinic == CLINIK {
            assert_eq!(line, "POST /v1/slots");
            let wanted = json!({"scheduleId": "sched_ki4v9r", "status": "busy-unavailable",
                "start": "2027-03-09T10:00:00.000Z", "end": "2027-03-09T13:00:00.000Z", "comment": "Congress"});
            assert_eq!(*body, wanted);
        } else {
            assert_eq!(line, "POST /fhir/R4/Slot");
            let wanted = json!({"resourceType": "Slot", "schedule": {"reference": "Schedule/sched-ki4v9r"},
                "status": "busy-unavailable", "start": "2027-03-09T10:00:00Z", "end": "2027-03-09T13:00:00Z",
                "comment": "Congress"});
            assert_eq!(*body, wanted);
        }
        assert!(!made.id.is_empty());
        let (absences, free) = calendar(&clinics, &karin).await;
        assert_eq!(absences, [tuesday()]);
        assert_eq!(
            free.len(),
            before - 4,
            "11, 11:30, 13 and 13:30 are free no more"
        );
    }
}

/// From Friday to Thursday, as one slot.
fn nearly_a_week() -> Slot {
    Slot {
        start: "2027-03-05T07:00:00Z".parse().unwrap(),
        end: "2027-03-11T17:00:00Z".parse().unwrap(),
    }
}

#[tokio::test]
async fn an_absence_of_several_days_takes_each_of_them() {
    for (clinic, karin, _) in CLINICS {
        let clinics = Clinics::open(0, None).await;
        let karin = named(clinic, karin);
        let long = AwayTime::new(&karin, nearly_a_week(), None);
        clinics
            .client
            .alter(&Change::away(long).unwrap())
            .await
            .unwrap();
        for (day, is_away) in [
            ("2027-03-08", true),
            ("2027-03-10", true),
            ("2027-03-11", true),
            ("2027-03-12", false),
        ] {
            let days = super::days(day, day);
            let client = &clinics.client;
            let own = client.read(clinic, |api| api.agenda_of_provider(&karin, &days));
            let all = client.read(clinic, |api| api.agenda_of_all(&days));
            let listed = client.read(clinic, |api| api.absences(&days));
            for agenda in [own.await, all.await, listed.await] {
                let agenda = agenda.unwrap();
                let mut away = agenda.blocked.iter();
                let is_listed = away.any(|blocked| blocked.slot == nearly_a_week());
                assert_eq!(is_listed, is_away, "{clinic:?} {day}");
                assert!(agenda.names_absences);
            }
            let free = client.read(clinic, |api| api.free_times(&karin, &days, None));
            let in_group = client.read(clinic, |api| api.free_times_in_group(&karin, &days, None));
            for free in [free.await, in_group.await] {
                assert_eq!(free.unwrap().slots.is_empty(), is_away, "{clinic:?} {day}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_entered_already_or_has_no_schedule_is_not_sent() {
    for (clinic, karin, nobody) in CLINICS {
        let clinics = Clinics::open(0, None).await;
        let karin = named(clinic, karin);
        clinics.client.alter(&away(&karin)).await.unwrap();
        for (who, cause) in [
            (karin, Cause::AwayAlready),
            (named(clinic, nobody), Cause::NoSchedule),
        ] {
            let answer = clinics.client.alter(&away(&who)).await.unwrap_err();
            assert!(matches!(answer, Failure::NotSent(_)), "{answer:?}");
            assert_eq!(answer.report().cause, cause);
            assert_eq!(changes(&clinics).await.len(), 1, "nothing more is sent");
        }
    }
    assert!(
        Change::away(AwayTime::new(
            &named(ANIVA, "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b"),
            tuesday(),
            None
        ))
        .is_none()
    );
}

#[tokio::test]
async fn a_slot_that_was_made_for_it_is_deleted() {
    for (clinic, karin, _) in CLINICS {
        for is_known in [true, false] {
            let clinics = Clinics::open(0, None).await;
            let karin = named(clinic, karin);
            let before = calendar(&clinics, &karin).await;
            clinics.client.alter(&away(&karin)).await.unwrap();
            // Nobody may know who has made it; it lies over what is published.
            let back = Change::back(entered(&clinics, &karin, is_known).await).unwrap();
            clinics.client.alter(&back).await.unwrap();
            let sent = changes(&clinics).await;
            assert!(sent.last().unwrap().0.starts_with("DELETE"), "{sent:?}");
            assert_eq!(calendar(&clinics, &karin).await, before);
            clinics.client.alter(&back).await.unwrap();
            let again = "what is gone already is taken back";
            assert_eq!(calendar(&clinics, &karin).await, before, "{again}");
        }
    }
}

/// The absence as her calendar has it.
async fn entered(clinics: &Clinics, karin: &Provider, is_made_here: bool) -> AwayTime {
    let day = tuesday().start.date_naive();
    let days = Days::new(day, day, Zone::BERLIN).unwrap();
    let agenda = clinics
        .client
        .read(karin.clinic(), |api| api.agenda_of_provider(karin, &days))
        .await
        .unwrap();
    let blocked = agenda.blocked.iter().find(|blocked| blocked.is_absence);
    AwayTime::of_blocked(karin, blocked.unwrap(), is_made_here)
}

#[tokio::test]
async fn a_published_slot_is_free_again() {
    for (clinic, karin, id) in [
        (CLINIK, "prac_xyz789", "slot_ki4v9r_20270309T1000"),
        (FHIR, "prac-xyz789", "slot-ki4v9r-20270309T1000"),
    ] {
        let clinics = Clinics::open(0, None).await;
        let karin = named(clinic, karin);
        let before = calendar(&clinics, &karin).await;
        clinics.block(clinic, id).await;
        assert_eq!(calendar(&clinics, &karin).await.0.len(), 1);
        let back = Change::back(entered(&clinics, &karin, false).await).unwrap();
        clinics.client.alter(&back).await.unwrap();
        let (line, body) = changes(&clinics).await.pop().unwrap();
        assert!(line.starts_with("PATCH"), "{line}");
        if clinic == CLINIK {
            assert_eq!(body, json!({"status": "free"}));
        }
        assert_eq!(calendar(&clinics, &karin).await, before);
    }
}

#[tokio::test]
async fn her_calendar_tells_what_has_become_of_it() {
    for (clinic, karin, _) in CLINICS {
        let clinics = Clinics::open(0, None).await;
        let karin = named(clinic, karin);
        let day = tuesday().start.date_naive();
        let days = Days::new(day, day, Zone::BERLIN).unwrap();
        let agenda = || {
            clinics
                .client
                .read(clinic, |api| api.agenda_of_provider(&karin, &days))
        };
        let result = |agenda: &booking::Agenda, change: &Change| {
            change.result_in_calendar(agenda).map(|(_, result)| result)
        };
        let change = away(&karin);
        let none = agenda().await.unwrap();
        assert_eq!(result(&none, &change), Some(booking::ReadResult::NotDone));
        clinics.client.alter(&change).await.unwrap();
        let one = agenda().await.unwrap();
        assert_eq!(result(&one, &change), Some(booking::ReadResult::Done));
        let back = Change::back(entered(&clinics, &karin, true).await).unwrap();
        assert_eq!(result(&one, &back), Some(booking::ReadResult::NotDone));
        assert_eq!(result(&none, &back), Some(booking::ReadResult::Done));
    }
}
