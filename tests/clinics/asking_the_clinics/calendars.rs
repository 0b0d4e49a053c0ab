//! When there is time, and what is booked already.

use booking::clinics::{ANIVA, CLINIK, aniva};
use booking::time::{Minutes, Span};
use booking::{Basis, Booking, Cause, ClinicId, EntryKind, Failure, Language, Provider};
use zones::Zone;

use super::{Clinics, NOW, at, days};
use crate::desk_at_work::{VISITS, said_at};

const MARIA: &str = "pt_abc123";
const MARIAS_PROFILE: &str = "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d";
const KARIN: &str = "prac_xyz789";
/// She publishes neither schedule nor hours.
const WITHOUT_HOURS: &str = "prac_j6v1od";
const BERLIN: &str = "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b";
const NEW_YORK: &str = "a2ca5beb-2a2c-4491-83d3-81a428fd5f0e";
const WITHOUT_CLOCK: &str = "91ed551f-b8cb-4322-a039-0d5db5d17aad";

fn practitioner(clinic: ClinicId, id: &str) -> Provider {
    Provider::named(clinic, &said_at(clinic, id)).unwrap()
}

fn location(id: &str) -> Provider {
    Provider::named(ANIVA, id).unwrap()
}

fn visit(clinic: ClinicId, start: &str) -> Booking {
    visit_with(clinic, KARIN, start)
}

fn visit_with(clinic: ClinicId, practitioner: &str, start: &str) -> Booking {
    let span = Span::resolve(Some(at(start)), None, Minutes::new(30)).unwrap();
    let [patient, practitioner] = [MARIA, practitioner].map(|id| said_at(clinic, id));
    Booking::of_ids(clinic, &patient, Some(&practitioner), span).unwrap()
}

fn draw(start: &str) -> Booking {
    let span = Span::resolve(Some(at(start)), None, None).unwrap();
    Booking::of_ids(ANIVA, MARIAS_PROFILE, Some(BERLIN), span).unwrap()
}

#[tokio::test]
async fn karins_free_slots_are_there_until_they_are_booked() {
    for clinic in VISITS {
        let clinics = Clinics::open(10, None).await;
        let tuesday = days("2027-03-09", "2027-03-09");
        let free = clinics
            .client
            .read(practitioner(clinic, KARIN).clinic(), |api| {
                api.free_times(&practitioner(clinic, KARIN), &tuesday, None)
            })
            .await
            .unwrap();
        assert_eq!(
            (free.basis, free.slots.len(), free.minutes, free.complete),
            (Basis::Slots, 16, Some(30), true)
        );
        assert_eq!(free.at, Some(at(NOW)));
        assert_eq!(free.slots[0].start, at("2027-03-09T07:00:00Z"));
        clinics.book(visit(clinic, "2027-03-09T07:00:00Z")).await;
        let lagging = clinics
            .client
            .read(practitioner(clinic, KARIN).clinic(), |api| {
                api.free_times(&practitioner(clinic, KARIN), &tuesday, None)
            })
            .await
            .unwrap();
        assert_eq!(lagging.slots.len(), 16, "a search is ten seconds behind");
        clinics.pass(10).await;
        let free = clinics
            .client
            .read(practitioner(clinic, KARIN).clinic(), |api| {
                api.free_times(&practitioner(clinic, KARIN), &tuesday, None)
            })
            .await
            .unwrap();
        assert_eq!(
            (free.slots.len(), free.slots[0].start),
            (15, at("2027-03-09T07:30:00Z"))
        );
    }
}

#[tokio::test]
async fn a_month_of_slots_comes_in_pages_and_in_order() {
    for clinic in VISITS {
        let clinics = Clinics::open(0, None).await;
        let free = clinics
            .client
            .read(practitioner(clinic, KARIN).clinic(), |api| {
                api.free_times(
                    &practitioner(clinic, KARIN),
                    &days("2027-03-08", "2027-04-11"),
                    None,
                )
            })
            .await
            .unwrap();
        assert!(
            free.complete && free.slots.len() > 200,
            "{}",
            free.slots.len()
        );
        assert!(free.slots.is_sorted());
        let month = days("2027-03-08", "2027-04-11");
        assert!(free.slots.iter().all(|slot| month.contains(slot.start)));
        let pages = clinics
            .asked()
            .await
            .into_iter()
            .filter(|path| path.to_lowercase().contains("/slot"))
            .count();
        let rows = if clinic == booking::clinics::FHIR {
            200
        } else {
            100
        };
        let away_since_before = 1;
        assert_eq!(pages, free.slots.len().div_ceil(rows) + away_since_before);
    }
}

#[tokio::test]
async fn without_schedule_and_hours_nothing_is_known() {
    for clinic in VISITS {
        let clinics = Clinics::open(0, None).await;
        for id in [WITHOUT_HOURS, "prac_nobody"] {
            let free = clinics
                .client
                .read(practitioner(clinic, id).clinic(), |api| {
                    api.free_times(
                        &practitioner(clinic, id),
                        &days("2027-03-09", "2027-03-09"),
                        None,
                    )
                })
                .await;
            let free = free.unwrap();
            assert!(
                free.basis == Basis::NoSchedule && free.slots.is_empty() && free.minutes.is_none(),
                "{id}"
            );
        }
    }
}

#[tokio::test]
async fn a_location_is_free_on_days_of_its_own_clock() {
    let clinics = Clinics::open(0, None).await;
    let day = days("2027-03-09", "2027-03-09");
    let free = clinics
        .client
        .read(location(BERLIN).clinic(), |api| {
            api.free_times(&location(BERLIN), &day, None)
        })
        .await
        .unwrap();
    assert_eq!(
        (free.basis, free.minutes, free.zone),
        (Basis::Availability, Some(10), Some(Zone::BERLIN))
    );
    let first = free.slots[0].start;
    clinics.book(draw(&first.to_rfc3339())).await;
    let left = clinics
        .client
        .read(location(BERLIN).clinic(), |api| {
            api.free_times(&location(BERLIN), &day, None)
        })
        .await
        .unwrap();
    assert_eq!(
        (left.slots.len(), left.slots.contains(&free.slots[0])),
        (free.slots.len() - 1, false)
    );
    let far = clinics
        .client
        .read(location(NEW_YORK).clinic(), |api| {
            api.free_times(&location(NEW_YORK), &day, None)
        })
        .await
        .unwrap();
    let is_that_day = |slot: &booking::Slot| {
        slot.start.with_timezone(&Zone::NEW_YORK).date_naive() == day.first()
    };
    assert!(!far.slots.is_empty() && far.slots.iter().all(is_that_day));
    assert_eq!(far.zone, Some(Zone::NEW_YORK));
    let unknown = clinics
        .client
        .read(location(WITHOUT_CLOCK).clinic(), |api| {
            api.free_times(&location(WITHOUT_CLOCK), &day, None)
        })
        .await
        .unwrap();
    assert!(unknown.slots.is_empty() && unknown.basis == Basis::Availability);
}

#[tokio::test]
async fn an_unknown_location_and_a_key_that_may_not_book_are_told_apart() {
    let clinics = Clinics::open(0, None).await;
    let day = days("2027-03-09", "2027-03-09");
    let nowhere = location("00000000-0000-0000-0000-000000000000");
    let failure = clinics
        .client
        .read(nowhere.clinic(), |api| api.free_times(&nowhere, &day, None))
        .await
        .unwrap_err();
    assert!(matches!(failure, Failure::Refused(report) if report.cause == Cause::NotFound));
    let failure = clinics
        .seen_by_a_viewer()
        .read(ANIVA, |api| api.free_times(&location(BERLIN), &day, None))
        .await
        .unwrap_err();
    assert!(matches!(failure, Failure::Refused(report) if report.cause == Cause::Forbidden));
}

#[tokio::test]
async fn what_is_booked_is_found_by_patient_and_by_practitioner_on_its_day() {
    for clinic in VISITS {
        let clinics = Clinics::open(0, None).await;
        let evening = clinics.book(visit(clinic, "2027-03-09T23:30:00Z")).await;
        let morning = clinics.book(visit(clinic, "2027-03-10T07:00:00Z")).await;
        clinics.book(visit(clinic, "2027-03-09T22:00:00Z")).await;
        let wednesday = days("2027-03-10", "2027-03-10");
        let karin = practitioner(clinic, KARIN);
        let of_maria = clinics
            .client
            .read(clinic, |api| {
                api.agenda_of_person(&said_at(clinic, MARIA), Some(&wednesday))
            })
            .await
            .unwrap();
        let of_karin = clinics
            .client
            .read(karin.clinic(), |api| {
                api.agenda_of_provider(&karin, &wednesday)
            })
            .await
            .unwrap();
        assert_eq!(of_maria.bookings, of_karin.bookings);
        assert!(of_karin.complete);
        let ids: Vec<_> = of_maria
            .bookings
            .iter()
            .map(|booked| booked.id.as_str())
            .collect();
        assert_eq!(
            (ids, of_maria.complete),
            (vec![evening.as_str(), morning.as_str()], true)
        );
        let first = &of_maria.bookings[0];
        assert_eq!(
            (first.person.as_deref(), first.provider.as_deref()),
            (
                Some(&*said_at(clinic, MARIA)),
                Some(&*said_at(clinic, KARIN))
            )
        );
        assert_eq!(
            (first.start, first.end),
            (
                Some(at("2027-03-09T23:30:00Z")),
                Some(at("2027-03-10T00:00:00Z"))
            )
        );
        assert!(first.is_live());
        let all = clinics
            .client
            .read(clinic, |api| api.agenda_of_all(&wednesday))
            .await
            .unwrap();
        assert!(
            of_karin
                .bookings
                .iter()
                .all(|booked| all.bookings.contains(booked))
        );
        let nobody = practitioner(clinic, "prac_t5w9be");
        assert!(
            clinics
                .client
                .read(nobody.clinic(), |api| api
                    .agenda_of_provider(&nobody, &wednesday))
                .await
                .unwrap()
                .bookings
                .is_empty()
        );
    }
}

#[tokio::test]
async fn a_full_day_is_read_to_its_end() {
    for clinic in VISITS {
        let clinics = Clinics::open(0, None).await;
        for minute in 0..120 {
            clinics
                .book(visit(
                    clinic,
                    &format!("2027-03-10T{:02}:{:02}:00Z", 7 + minute / 60, minute % 60),
                ))
                .await;
        }
        let karin = practitioner(clinic, KARIN);
        let agenda = clinics
            .client
            .read(karin.clinic(), |api| {
                api.agenda_of_provider(&karin, &days("2027-03-10", "2027-03-10"))
            })
            .await;
        let agenda = agenda.unwrap();
        assert_eq!((agenda.bookings.len(), agenda.complete), (120, true));
    }
}

#[tokio::test]
async fn a_profile_has_its_past_its_future_and_its_home_kit() {
    let clinics = Clinics::open(0, None).await;
    // Beyond the month ahead that Aniva lists when no profile is named.
    let far = clinics.book(draw("2027-05-20T08:00:00Z")).await;
    let maria = clinics
        .client
        .read(ANIVA, |api| api.agenda_of_person(MARIAS_PROFILE, None))
        .await
        .unwrap();
    assert_eq!(
        (maria.bookings.len(), maria.bookings[0].id.as_str()),
        (1, far.as_str())
    );
    assert_eq!(maria.bookings[0].provider.as_deref(), Some(BERLIN));
    let kits = clinics.client.read(ANIVA, |api| {
        api.agenda_of_person("2d2d8f96-3b82-4f01-8b02-86684bb81dcf", None)
    });
    let kits = kits.await.unwrap();
    assert!(
        matches!(&kits.bookings[..], [kit] if kit.start.is_none() && kit.provider.is_none() && kit.is_live())
    );
    let called_off = clinics.client.read(ANIVA, |api| {
        api.agenda_of_person("931edf61-e769-4514-b04e-57e85e065c8d", None)
    });
    assert!(
        called_off
            .await
            .unwrap()
            .bookings
            .iter()
            .all(|booked| !booked.is_live())
    );
    let nobody = clinics
        .client
        .read(ANIVA, |api| {
            api.agenda_of_person("00000000-0000-0000-0000-000000000000", None)
        })
        .await
        .unwrap();
    assert!(nobody.bookings.is_empty() && nobody.complete);
}

#[tokio::test]
async fn a_locations_day_is_known_for_four_weeks_ahead() {
    let clinics = Clinics::open(0, None).await;
    let id = clinics.book(draw("2027-03-09T08:00:00Z")).await;
    clinics.book(draw("2027-03-10T08:00:00Z")).await;
    let berlin = location(BERLIN);
    let agenda = clinics
        .client
        .read(berlin.clinic(), |api| {
            api.agenda_of_provider(&berlin, &days("2027-03-09", "2027-03-09"))
        })
        .await
        .unwrap();
    let ids: Vec<_> = agenda
        .bookings
        .iter()
        .map(|booked| booked.id.as_str())
        .collect();
    assert_eq!((ids, agenda.complete), (vec![id.as_str()], true));
    let all = clinics
        .client
        .read(ANIVA, |api| {
            api.agenda_of_all(&days("2027-03-09", "2027-03-10"))
        })
        .await;
    assert_eq!(all.unwrap().bookings.len(), 2);
    for (day, is_known) in [
        ("2027-04-04", true),
        ("2027-04-05", false),
        ("2027-01-12", true),
        ("2027-01-11", false),
    ] {
        let agenda = clinics
            .client
            .read(berlin.clinic(), |api| {
                api.agenda_of_provider(&berlin, &days(day, day))
            })
            .await
            .unwrap();
        assert_eq!(
            (agenda.complete, agenda.bookings.len()),
            (is_known, 0),
            "{day}"
        );
    }
}

#[tokio::test]
async fn hours_are_those_of_every_role() {
    for clinic in VISITS {
        let clinics = Clinics::open(0, None).await;
        let said = async |id: &str, date: &str| {
            let hours = clinics
                .client
                .read(practitioner(clinic, id).clinic(), |api| {
                    api.hours(&practitioner(clinic, id))
                })
                .await
                .unwrap()?;
            let ranges = hours.ranges(date.parse().unwrap()).unwrap();
            Some(
                ranges
                    .iter()
                    .map(|range| range.to_text(Language::En))
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        };
        let monday = "2027-03-08";
        assert_eq!(
            said(KARIN, monday).await.unwrap(),
            "08:00–12:00 13:00–17:00"
        );
        assert_eq!(
            said("prac_t5w9be", monday).await.unwrap(),
            "08:00–12:30 13:00–17:00",
            "two roles"
        );
        if clinic == CLINIK {
            let older = said("prac_f5h1rw", monday).await;
            assert_eq!(older.unwrap(), "08:00–17:00", "in the older members");
        }
        assert_eq!(said(KARIN, "2027-03-07").await.unwrap(), "", "a Sunday");
        assert_eq!(said(WITHOUT_HOURS, monday).await, None);
        assert_eq!(said("prac_nobody", monday).await, None);
    }
}

#[tokio::test]
async fn without_a_schedule_hours_are_offered_without_what_is_booked() {
    for clinic in VISITS {
        let clinics = Clinics::open(0, None).await;
        let (monday, whom) = (
            days("2027-03-15", "2027-03-15"),
            practitioner(clinic, "prac_q9m2xa"),
        );
        let free = clinics
            .client
            .read(whom.clinic(), |api| api.free_times(&whom, &monday, None))
            .await
            .unwrap();
        assert_eq!(
            (free.basis, free.minutes, free.at),
            (Basis::Hours, Some(30), Some(at(NOW)))
        );
        assert_eq!(
            (free.slots.len(), free.slots[0].start),
            (7, at("2027-03-15T08:00:00Z"))
        );
        let id = clinics
            .book(visit_with(clinic, "prac_q9m2xa", "2027-03-15T08:00:00Z"))
            .await;
        let left = clinics
            .client
            .read(whom.clinic(), |api| api.free_times(&whom, &monday, None))
            .await
            .unwrap();
        assert_eq!(
            (left.slots.len(), left.slots[0].start),
            (6, at("2027-03-15T08:30:00Z"))
        );
        clinics.call_off(clinic, &id).await;
        let again = clinics
            .client
            .read(whom.clinic(), |api| api.free_times(&whom, &monday, None))
            .await
            .unwrap();
        assert_eq!(again.slots, free.slots, "what is called off takes no time");
    }
}

#[tokio::test]
async fn a_location_tells_its_hours_or_that_it_has_none() {
    let clinics = Clinics::open(0, None).await;
    let locations = clinics
        .client
        .read(aniva::LOCATIONS.clinic(), |api| api.list(aniva::LOCATIONS))
        .await
        .unwrap();
    let hours = |id: &str| {
        let entry = locations
            .entries
            .iter()
            .find(|entry| entry.id == id)
            .unwrap();
        let EntryKind::Place(place) = &entry.kind else {
            panic!("{id} is a place")
        };
        place.hours.clone()
    };
    let wednesday = hours(BERLIN)
        .unwrap()
        .ranges("2027-03-10".parse().unwrap())
        .unwrap();
    let wednesday: Vec<_> = wednesday
        .iter()
        .map(|range| range.to_text(Language::En))
        .collect();
    assert_eq!(wednesday, ["08:00–12:00", "14:00–18:30"]);
    let leipzig = hours("b4ebd414-ea55-4d88-b173-86ce75b13657").unwrap();
    assert_eq!(
        leipzig.ranges("2027-03-09".parse().unwrap()),
        None,
        "no word of Tuesdays"
    );
    assert_eq!(hours(WITHOUT_CLOCK), None);
}
