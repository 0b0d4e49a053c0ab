//! Aniva's profiles and locations; nearly every member of either may be null.

use serde_json::{Map, Value};

use super::calendar::open_hours;
use super::form;
use super::panels::panel;
use crate::api::{Read, shown_in_list};
use crate::clinics::pages::{Pages, Paging, RecordReader, gather};
use crate::clinics::record::{member_text, people_of, zone};
use crate::{
    Directory, Entry, EntryKind, NewPatient, PatientField, People, Person, PersonName, Place,
    ProfilePage, Spoken,
};

/// The path of profiles.
pub(super) const PROFILES: &str = "profiles";
/// The path of locations.
pub(super) const LOCATIONS: &str = "locations";

/// The largest page of profiles.
const PAGE_SIZE: usize = 500;
/// The page size of a server that ignores the limit.
const DEFAULT_PAGE_SIZE: usize = 100;
/// The pages of profiles read for a list to choose from, or to search through.
const FIRST_PAGES: Paging = Paging::Offset {
    limit: PAGE_SIZE,
    most: 4,
};

/// Decodes a profile in an answer.
pub(super) const READER: RecordReader<Person> = |id, record, _| Some(person(id, record));

/// Returns the path of a list, its paging, and the reader of its records.
pub(super) fn directory(directory: Directory) -> (&'static str, Paging, RecordReader<Entry>) {
    if directory == form::LOCATIONS {
        (LOCATIONS, Paging::Whole, |id, record, _| {
            Some(location(id, record))
        })
    } else if directory == form::PANEL_LIST {
        ("panels", Paging::Whole, |id, record, _| {
            Some(panel(id, record))
        })
    } else {
        (PROFILES, FIRST_PAGES, |id, record, _| {
            Some((&person(id, record)).into())
        })
    }
}

/// Reads up to 500 profiles, after the first `offset`. A page that only repeats the one before means that the server
/// ignores the offset, so further pages are useless.
pub(super) fn page(offset: usize) -> Read<ProfilePage> {
    let from = vec![
        ("limit", PAGE_SIZE.to_string()),
        ("offset", offset.to_string()),
    ];
    gather(PROFILES, Pages::of(Paging::Whole, from, READER)).map(move |page| {
        let is_full = [PAGE_SIZE, DEFAULT_PAGE_SIZE].contains(&page.received);
        ProfilePage {
            people: page.rows,
            next: is_full.then_some(offset + page.received),
        }
    })
}

/// Reads the profiles with the same e-mail address; without one, the beginning of the list.
pub(super) fn search_like(patient: &NewPatient) -> Read<People> {
    let (paging, filters) = match patient.text(PatientField::Email) {
        "" => (FIRST_PAGES, Vec::new()),
        email => (Paging::Whole, vec![("email", email.to_owned())]),
    };
    gather(PROFILES, Pages::of(paging, filters, READER)).map(people_of)
}

/// Decodes a profile. Without a name, its handle is shown.
pub(super) fn person(id: String, record: &Map<String, Value>) -> Person {
    let text = |name| member_text(record, name).map(|text| shown_in_list(&text));
    let name = match (text("first_name"), text("last_name")) {
        (None, None) => PersonName {
            last: text("handle").unwrap_or_default(),
            ..PersonName::default()
        },
        (first, last) => PersonName {
            first: first.unwrap_or_default(),
            last: last.unwrap_or_default(),
        },
    };
    Person::new(super::ANIVA, id, name)
        .born(text("date_of_birth").unwrap_or_default())
        .reached_at(
            text("phone").unwrap_or_default(),
            text("email").unwrap_or_default(),
        )
        .speaking(member_text(record, "language").map(|tag| Spoken::of_tag(&tag)))
}

/// Decodes a location of the list; all members but `id` and `name` may be null.
fn location(id: String, record: &Map<String, Value>) -> Entry {
    let name = member_text(record, "name").unwrap_or_else(|| id.clone());
    let address = ["city", "address_line_1"]
        .into_iter()
        .filter_map(|part| member_text(record, part));
    let detail = address.collect::<Vec<_>>().join(" · ");
    let zone = member_text(record, "timezone").and_then(|name| zone(&name));
    let kind = EntryKind::Place(Box::new(Place {
        zone,
        hours: open_hours(record),
    }));
    Entry {
        id,
        name: shown_in_list(&name),
        detail: shown_in_list(&detail),
        kind,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Language;

    fn read(record: Value) -> Person {
        person("p1".to_owned(), record.as_object().unwrap())
    }

    #[test]
    fn a_profile_is_detailed_by_its_birth_date() {
        let maria = read(
            json!({"first_name": "Maria", "last_name": "Schmidt", "date_of_birth": "1985-03-22",
                                "phone": "+49", "language": "de"}),
        );
        let entry = Entry::from(&maria);
        assert_eq!(
            (entry.name.as_str(), &*entry.detail(Language::En)),
            ("Maria Schmidt", "22 Mar 1985")
        );
        assert_eq!((maria.phone(), maria.spoken()), ("+49", Some(Spoken::De)));
    }

    #[test]
    fn a_profile_without_a_name_is_shown_by_its_handle_email_or_id() {
        let name = |record| read(record).full_name();
        assert_eq!(
            name(json!({"first_name": null, "handle": "maria85", "email": "m@example.com"})),
            "maria85"
        );
        assert_eq!(
            name(json!({"handle": null, "email": "m@example.com"})),
            "m@example.com"
        );
        assert_eq!(name(json!({"first_name": null})), "p1");
        assert_eq!(name(json!({"last_name": "Schmidt"})), "Schmidt");
    }

    #[test]
    fn a_location_has_its_town_and_its_zone() {
        let record = json!({"name": "Mitte", "city": "Berlin", "address_line_1": "Chausseestraße 214",
                            "timezone": "Europe/Berlin"});
        let entry = location("l1".to_owned(), record.as_object().unwrap());
        assert_eq!(entry.detail, "Berlin · Chausseestraße 214");
        let place = Place {
            zone: Some(zones::Zone::BERLIN),
            hours: None,
        };
        assert_eq!(entry.kind, EntryKind::Place(Box::new(place)));
        let odd = location(
            "l1".to_owned(),
            json!({"name": "X", "timezone": "Mars/Base"})
                .as_object()
                .unwrap(),
        );
        assert_eq!(odd.kind, EntryKind::Place(Box::default()));
    }
}
