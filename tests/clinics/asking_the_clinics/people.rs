//! Who someone is.

use booking::clinics::{ANIVA, CLINIK, KNOWN, aniva};
use booking::{Cause, Failure, Language, Listing, PatientQuery, PhoneNumber, Spoken};

use super::{Clinics, at, day, new_patient, noor};
use chrono::TimeDelta;
use serde_json::json;

use crate::desk_at_work::{VISITS, said_at};

const MARIA: &str = "pt_abc123";
const MARIAS_PROFILE: &str = "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d";

fn born(born: &str, surname: &str) -> PatientQuery {
    PatientQuery::BornNamed {
        born: day(born),
        surname: surname.to_owned(),
    }
}

#[tokio::test]
async fn maria_is_found_by_whatever_she_says_of_herself() {
    for clinic in VISITS {
        let clinics = Clinics::open(0, None).await;
        let maria = said_at(clinic, MARIA);
        let said = [
            born("1985-03-22", "s"),
            PatientQuery::Named {
                surname: "schmidt".to_owned(),
                given: "ma".to_owned(),
            },
            PatientQuery::Name("maria sch".to_owned()),
            PatientQuery::Phone(PhoneNumber::new("+493023125001", None)),
            PatientQuery::Email("maria.schmidt@example.com".to_owned()),
            PatientQuery::Id(clinic.people().id(&maria).unwrap()),
        ];
        for query in said {
            let found = clinics
                .client
                .read(clinic, |api| api.search(&query))
                .await
                .unwrap();
            let ids: Vec<_> = found.people.iter().map(|person| person.id()).collect();
            assert!(
                ids.contains(&&*maria) && found.complete,
                "{query:?}: {ids:?}"
            );
            assert!(
                found.people.iter().all(|person| query.means(person)),
                "{query:?}"
            );
        }
        let maria = clinics
            .client
            .read(clinic, |api| api.person(&maria))
            .await
            .unwrap();
        assert_eq!(
            (maria.full_name().as_str(), maria.birth_date()),
            ("Maria Schmidt", Some(day("1985-03-22")))
        );
        assert_eq!(
            (maria.phone(), maria.spoken()),
            ("+493023125001", Some(Spoken::De))
        );
        let profile = clinics
            .client
            .read(ANIVA, |api| api.person(MARIAS_PROFILE))
            .await
            .unwrap();
        assert_eq!(
            (profile.name(), profile.birth_date()),
            (maria.name(), maria.birth_date())
        );
    }
}

#[tokio::test]
async fn a_birth_date_with_the_wrong_initial_or_nobodys_id_finds_nobody() {
    for clinic in VISITS {
        let clinics = Clinics::open(0, None).await;
        let nobody = PatientQuery::Id(clinic.people().id(&said_at(clinic, "pt_nobody")).unwrap());
        for query in [born("1985-03-22", "q"), born("1985-03-23", "s"), nobody] {
            let found = clinics
                .client
                .read(clinic, |api| api.search(&query))
                .await
                .unwrap();
            assert!(found.people.is_empty() && found.complete, "{query:?}");
        }
    }
}

#[tokio::test]
async fn a_glance_says_that_there_are_more() {
    let clinics = Clinics::open(0, Some(3000)).await;
    let found = clinics
        .client
        .read(CLINIK, |api| {
            api.search(&PatientQuery::Name("a".to_owned()))
        })
        .await
        .unwrap();
    assert_eq!((found.people.len(), found.complete), (20, false));
    let listing = Listing::from(&found);
    assert_eq!((listing.entries.len(), listing.complete), (20, false));
    assert_eq!(listing.entries[0].id, found.people[0].id());
}

#[tokio::test]
async fn every_profile_is_read_page_by_page() {
    let clinics = Clinics::open(0, Some(1200)).await;
    let mut ids = std::collections::HashSet::new();
    let mut pages = Vec::new();
    let mut next = Some(0);
    while let Some(offset) = next {
        let page = clinics
            .client
            .read(ANIVA, |api| api.people_page(offset))
            .await
            .unwrap();
        pages.push(page.people.len());
        ids.extend(page.people.into_iter().map(|person| person.id().to_owned()));
        next = page.next;
    }
    assert_eq!((pages, ids.len()), (vec![500, 500, 200], 1200));
    assert!(ids.contains(MARIAS_PROFILE));
}

#[tokio::test]
async fn a_server_in_trouble_is_asked_again_and_one_that_stays_so_is_told_of() {
    for clinic in VISITS {
        let clinics = Clinics::open(0, None).await;
        let fault = |times: u32| json!({"backend": clinic.word(), "call": "any", "fault": "status", "code": 503, "times": times});
        clinics.control("faults", &fault(2)).await;
        assert_eq!(
            clinics
                .client
                .read(clinic, |api| api.search(&born("1985-03-22", "s")))
                .await
                .unwrap()
                .people
                .len(),
            1
        );
        clinics.control("faults", &fault(3)).await;
        let failure = clinics
            .client
            .read(clinic, |api| api.search(&born("1985-03-22", "s")))
            .await
            .unwrap_err();
        assert_eq!(failure.report().cause, Cause::ServerFault);
    }
}

#[tokio::test]
async fn someone_new_is_known_at_once_by_id_and_ten_seconds_later_by_name() {
    for clinic in VISITS {
        let clinics = Clinics::open(10, None).await;
        let noor = clinics
            .client
            .create_patient(&new_patient(clinic))
            .await
            .unwrap();
        assert!(!noor.id().is_empty());
        assert_eq!(
            (noor.full_name().as_str(), noor.birth_date()),
            ("Noor Østergård", Some(day("1979-12-31")))
        );
        let by_birth = born("1979-12-31", "o");
        assert_eq!(
            clinics
                .client
                .read(clinic, |api| api.person(noor.id()))
                .await
                .unwrap()
                .id(),
            noor.id()
        );
        assert_eq!(
            clinics
                .client
                .read(clinic, |api| api.search(&by_birth))
                .await
                .unwrap()
                .people,
            []
        );
        clinics.pass(10).await;
        assert_eq!(
            clinics
                .client
                .read(clinic, |api| api.search(&by_birth))
                .await
                .unwrap()
                .people
                .len(),
            1,
            "Ø is no o, but may be"
        );
    }
}

#[tokio::test]
async fn a_new_profile_goes_to_its_group_and_speaks_its_language() {
    let clinics = Clinics::open(0, None).await;
    let noor = clinics
        .client
        .create_patient(&new_patient(ANIVA))
        .await
        .unwrap();
    assert_eq!(
        (noor.phone(), noor.spoken()),
        ("+493023125999", Some(Spoken::De))
    );
    let entry = clinics
        .client
        .read(aniva::PROFILES.clinic(), |api| {
            api.entry(aniva::PROFILES, noor.id())
        })
        .await
        .unwrap();
    assert_eq!(
        (entry.name.as_str(), &*entry.detail(Language::En)),
        ("Noor Østergård", "31 Dec 1979")
    );
    let patient = super::reviewed(&super::noor(ANIVA, "another-desk"));
    let failure = clinics.client.create_patient(&patient).await.unwrap_err();
    assert!(matches!(failure, Failure::Refused(report) if report.cause == Cause::NotFound));
}

#[tokio::test]
async fn who_may_only_look_makes_nobody_known() {
    let clinics = Clinics::open(0, None).await;
    let viewer = clinics.seen_by_a_viewer();
    for clinic in KNOWN {
        let failure = viewer
            .create_patient(&new_patient(clinic))
            .await
            .unwrap_err();
        assert!(
            matches!(failure, Failure::Refused(report) if report.cause == Cause::Forbidden),
            "{clinic}"
        );
    }
    assert!(!format!("{:?}", noor(CLINIK, "front-desk")).contains("Noor"));
}

#[tokio::test]
async fn the_clocks_are_compared_with_every_answer() {
    let clinics = Clinics::open(0, None).await;
    let desk = at(super::NOW) - TimeDelta::seconds(75);
    let Clinics { sandbox, client } = clinics;
    let client = client.with_clock(move || desk);
    assert_eq!(client.skew(ANIVA), None);
    client.read(ANIVA, |api| api.people_page(0)).await.unwrap();
    assert_eq!(client.skew(ANIVA), Some(TimeDelta::milliseconds(75_500)));
    assert_eq!(client.skew(CLINIK), None);
    drop(sandbox);
}
