//! People, in the flat format of ClinikAPI's pages or in FHIR's.

use serde_json::{Map, Value};

use crate::api::{Read, ReadDay, shown_in_list};
use crate::clinics::pages::{
    GatheredRows, Pages, Paging, QueryPairs, RecordReader, empty_if_not_found, gather, read_one,
};
use crate::clinics::period::{Validity, validity};
use crate::clinics::record::{member_text, people_of};
use crate::{
    ClinicId, Entry, EntryKind, NewPatient, PatientField, PatientQuery, People, Person, PersonName,
    Sex, Skills, Spoken, language_tag,
};

/// Rows of a page, and most pages, for a search while typing.
const FEW: (usize, usize) = (20, 1);
/// Rows of a page, and most pages, for everyone born on one day, or with one surname, among half a million.
const MANY: (usize, usize) = (100, 5);

/// Searches for people: the first 20, or up to 500 if the server's results have to be filtered. Empty for an
/// unknown id.
pub(in crate::clinics) fn searched(
    path: &'static str,
    query: &PatientQuery,
    read: RecordReader<Person>,
    paging: fn(usize, usize) -> Paging,
    filters: impl FnOnce(&PatientQuery) -> QueryPairs,
) -> Read<People> {
    if let PatientQuery::Id(id) = query {
        let list_of = |person| GatheredRows {
            rows: vec![person],
            ..GatheredRows::empty()
        };
        return read_one(path, id.as_str(), read)
            .map(list_of)
            .or_else(empty_if_not_found)
            .map(people_of);
    }
    let (count, most) = if query.sifts() { MANY } else { FEW };
    let pages = Pages::of(paging(count, most), filters(query), read);
    let query = query.clone();
    gather(path, pages)
        .map(people_of)
        .map(|people| people.only(move |person| query.means(person)))
}

/// Returns the search for everyone born on the same day as a new patient or, without a birth date, with the same name.
pub(in crate::clinics) fn query_like(patient: &NewPatient) -> PatientQuery {
    let name = |field| patient.text(field).to_owned();
    match patient.birth_date() {
        Some(born) => PatientQuery::Born(born),
        None => PatientQuery::Named {
            surname: name(PatientField::LastName),
            given: name(PatientField::FirstName),
        },
    }
}

/// Decodes a patient.
pub(in crate::clinics) fn person(
    clinic: ClinicId,
    id: String,
    record: &Map<String, Value>,
    as_of: ReadDay,
) -> Person {
    let text = |text: Option<String>| text.map(|text| shown_in_list(&text)).unwrap_or_default();
    let contact = |name| text(member_text(record, name).or_else(|| telecom(record, name, as_of)));
    Person::new(clinic, id, name(record, as_of))
        .also_called(further_names(record, as_of))
        .born(text(member_text(record, "birthDate")))
        .reached_at(contact("phone"), contact("email"))
        .living_in(text(town(record, as_of)))
        .speaking(spoken(record))
        .of_sex(
            SEXES
                .into_iter()
                .find(|sex| member_text(record, "gender").as_deref() == Some(gender(*sex))),
        )
}

const SEXES: [Sex; 4] = [Sex::Male, Sex::Female, Sex::Other, Sex::Unknown];

/// Returns the word of a sex in a patient's `gender`.
pub(in crate::clinics) fn gender(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Other => "other",
        Sex::Unknown => "unknown",
    }
}

/// Decodes a practitioner.
pub(in crate::clinics) fn practitioner(
    clinic: ClinicId,
    id: String,
    record: &Map<String, Value>,
    as_of: ReadDay,
) -> Entry {
    let specialty = member_text(record, "specialty").map(|text| shown_in_list(&text));
    let name = Person::new(clinic, id.clone(), name(record, as_of)).full_name();
    let skills = Skills {
        specialties: specialty.iter().cloned().collect(),
        languages: languages_spoken(record),
    };
    Entry {
        id,
        name,
        detail: specialty.unwrap_or_default(),
        kind: EntryKind::Practitioner(Box::new(skills)),
    }
}

/// Decodes the languages of a practitioner: `languages[]`, or FHIR's `communication[]`, in R5 with its `language`.
fn languages_spoken(record: &Map<String, Value>) -> Vec<String> {
    let named = record.get("languages").or(record.get("communication"));
    let named = named.and_then(Value::as_array).into_iter().flatten();
    let text = |named: &Value| {
        let concept = named.get("language").unwrap_or(named);
        let text = ["/coding/0/code", "/text"]
            .iter()
            .find_map(|pointer| concept.pointer(pointer)?.as_str());
        concept.as_str().or(text).map(shown_in_list)
    };
    let tags = named.filter_map(text).map(|text| language_tag(&text));
    tags.filter(|tag| !tag.is_empty()).collect()
}

/// The uses of a name (R4, `NameUse`), from the present to former ones.
const USES: [&str; 7] = [
    "usual",
    "official",
    "temp",
    "anonymous",
    "nickname",
    "old",
    "maiden",
];

/// Returns the place of the name that a person uses, because the order of names means nothing. A name without a use
/// ranks after an official one, and one that is not in force after all others.
pub(in crate::clinics) fn name_in_use(names: &[Value], as_of: ReadDay) -> Option<usize> {
    let rank = |name: &Map<String, Value>| {
        let of = name.get("use").and_then(Value::as_str);
        let place = of.and_then(|of| USES.iter().position(|known| *known == of));
        (
            validity(name, as_of),
            2 * place.unwrap_or(1) + usize::from(place.is_none()),
        )
    };
    let named = names
        .iter()
        .enumerate()
        .filter_map(|(place, name)| Some((place, name.as_object()?)));
    named
        .min_by_key(|(_, name)| rank(name))
        .map(|(place, _)| place)
}

/// Returns the place of the number or address of this system in use for a person, by its rank.
pub(in crate::clinics) fn point_in_use(
    points: &[Value],
    system: &str,
    as_of: ReadDay,
) -> Option<usize> {
    let rank = |point: &Map<String, Value>| {
        let rank = point.get("rank").and_then(Value::as_u64);
        (validity_in_use(point, as_of), rank.unwrap_or(u64::MAX))
    };
    let mut known = Vec::new();
    for (place, point) in points.iter().enumerate() {
        if let Some(point) = point.as_object()
            && member_text(point, "system").as_deref() == Some(system)
            && member_text(point, "value").is_some()
        {
            known.push((rank(point), place));
        }
    }
    known.into_iter().min().map(|(_, place)| place)
}

/// Returns whether a number or an address is in force. One marked as old is over.
fn validity_in_use(one: &Map<String, Value>, as_of: ReadDay) -> Validity {
    match one.get("use") {
        Some(of) if of == "old" => Validity::Over,
        _ => validity(one, as_of),
    }
}

/// Decodes a person's names besides the one in use.
fn further_names(record: &Map<String, Value>, as_of: ReadDay) -> Vec<PersonName> {
    let Some(names) = record.get("name").and_then(Value::as_array) else {
        return Vec::new();
    };
    let in_use = name_in_use(names, as_of);
    let others = names
        .iter()
        .enumerate()
        .filter(|(place, _)| Some(*place) != in_use)
        .filter_map(|(_, name)| parts(name.as_object()?, ["given", "family"]));
    others
        .map(|parts| {
            let [first, last] =
                parts.map(|part| part.map(|part| shown_in_list(&part)).unwrap_or_default());
            PersonName { first, last }
        })
        .collect()
}

/// Decodes a name: `firstName` and `lastName`, else `given` and `family` of the name in use in FHIR's `name`, else an
/// undivided name: `fullName` or its `text`.
fn name(record: &Map<String, Value>, as_of: ReadDay) -> PersonName {
    let text = |record: &Map<String, Value>, name| member_text(record, name);
    let fhir = || {
        let names = record.get("name")?.as_array()?;
        names.get(name_in_use(names, as_of)?)?.as_object()
    };
    let [first, last] = parts(record, ["firstName", "lastName"])
        .or_else(|| parts(fhir()?, ["given", "family"]))
        .or_else(|| {
            Some([
                None,
                text(record, "fullName").or_else(|| text(fhir()?, "text")),
            ])
        })
        .unwrap_or_default()
        .map(|part| part.map(|part| shown_in_list(&part)).unwrap_or_default());
    PersonName { first, last }
}

/// Returns both parts of a name, if there is at least one.
fn parts(record: &Map<String, Value>, names: [&str; 2]) -> Option<[Option<String>; 2]> {
    let parts = names.map(|name| member_text(record, name));
    parts.iter().any(Option::is_some).then_some(parts)
}

/// Decodes FHIR's `telecom[]`: the value of this system that is in use.
fn telecom(record: &Map<String, Value>, system: &str, as_of: ReadDay) -> Option<String> {
    let points = record.get("telecom")?.as_array()?;
    let place = point_in_use(points, system, as_of)?;
    member_text(points.get(place)?.as_object()?, "value")
}

/// Decodes `address`, in FHIR a list: the `city` of the first that is in use.
fn town(record: &Map<String, Value>, as_of: ReadDay) -> Option<String> {
    let address = record.get("address")?;
    let Some(all) = address.as_array() else {
        return member_text(address.as_object()?, "city");
    };
    let all = all.iter().filter_map(Value::as_object);
    let in_use = all.min_by_key(|one| validity_in_use(one, as_of))?;
    member_text(in_use, "city")
}

/// Decodes `languages[]`, or FHIR's `communication[]`: the preferred one, else the first.
fn spoken(record: &Map<String, Value>) -> Option<Spoken> {
    let languages = record
        .get("languages")
        .or_else(|| record.get("communication"))?
        .as_array()?;
    let preferred = languages
        .iter()
        .find(|language| language.get("preferred") == Some(&Value::Bool(true)));
    let language = preferred.or(languages.first())?.get("language")?;
    let tag = language
        .as_str()
        .or_else(|| language.pointer("/coding/0/code")?.as_str())?;
    Some(Spoken::of_tag(tag))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Language;
    use crate::clinics::CLINIK;

    fn read(record: Value) -> Person {
        person(
            CLINIK,
            "pt_1".to_owned(),
            record.as_object().unwrap(),
            ReadDay::default(),
        )
    }

    #[test]
    fn names_are_read_in_the_flat_format_or_else_in_fhirs() {
        let name = |record| read(record).full_name();
        assert_eq!(
            name(json!({"firstName": "Zoë", "lastName": "Brûlé", "fullName": "Dr Z"})),
            "Zoë Brûlé"
        );
        assert_eq!(name(json!({"fullName": "Zoë Brûlé"})), "Zoë Brûlé");
        assert_eq!(
            name(json!({"name": [{"given": ["Zoë", "Ann"], "family": "Brûlé"}]})),
            "Zoë Ann Brûlé"
        );
        assert_eq!(name(json!({"name": [{"text": "Zoë B."}]})), "Zoë B.");
        assert_eq!(name(json!({"firstName": " ", "name": "odd"})), "pt_1");
        let split = read(json!({"name": [{"given": ["Zoë"], "family": "Brûlé"}]}));
        assert_eq!(
            (split.name().first.as_str(), split.name().last.as_str()),
            ("Zoë", "Brûlé")
        );
    }

    #[test]
    fn a_practitioner_is_detailed_by_specialty_and_a_patient_by_birth_date() {
        let record = json!({"firstName": "Karin", "lastName": "Ivers", "specialty": "Cardiology",
                            "birthDate": "1985-03-22"});
        let practitioner = practitioner(
            CLINIK,
            "prac_1".to_owned(),
            record.as_object().unwrap(),
            ReadDay::default(),
        );
        assert_eq!(
            (practitioner.name.as_str(), practitioner.detail.as_str()),
            ("Karin Ivers", "Cardiology")
        );
        assert_eq!(practitioner.skills().unwrap().specialties, ["Cardiology"]);
        assert_eq!(
            Entry::from(&read(record)).detail(Language::En),
            "22 Mar 1985"
        );
    }

    #[test]
    fn the_languages_of_a_practitioner_are_read_in_every_format() {
        for record in [
            json!({"languages": ["fi", "German"]}),
            json!({"communication": [{"coding": [{"code": "fi-FI"}]}, {"text": "Deutsch"}]}),
            json!({"communication": [{"language": {"coding": [{"code": "fi"}]}},
                                     {"language": {"coding": [{"code": "de"}]}}]}),
        ] {
            let practitioner = practitioner(
                CLINIK,
                "prac_1".to_owned(),
                record.as_object().unwrap(),
                ReadDay::default(),
            );
            assert_eq!(
                practitioner.skills().unwrap().languages,
                ["fi", "de"],
                "{record}"
            );
        }
        let odd = json!({"languages": [7, {}, ""]});
        let practitioner = practitioner(
            CLINIK,
            "prac_1".to_owned(),
            odd.as_object().unwrap(),
            ReadDay::default(),
        );
        assert_eq!(practitioner.skills().unwrap().languages, [""; 0]);
    }

    #[test]
    fn contact_data_is_read_in_both_formats_and_made_harmless() {
        let flat = read(json!({"phone": "+49 30\u{1b}[2J", "email": "a@example.com"}));
        assert_eq!(
            (flat.phone(), flat.email()),
            ("+49 30␛[2J", "a@example.com")
        );
        let fhir = read(
            json!({"telecom": [{"system": "fax", "value": "1"}, 7, {"system": "phone", "value": "+49"},
                                           {"system": "email", "value": "b@example.com"}]}),
        );
        assert_eq!((fhir.phone(), fhir.email()), ("+49", "b@example.com"));
        assert_eq!(read(json!({})).phone(), "");
        for address in [
            json!({"city": " Austin"}),
            json!([{"city": "Austin"}, {"city": "Bonn"}]),
        ] {
            assert_eq!(read(json!({ "address": address })).town(), "Austin");
        }
        for address in [
            json!("Austin"),
            json!([]),
            json!(["Austin"]),
            json!({"city": 5}),
            json!(null),
        ] {
            assert_eq!(read(json!({ "address": address })).town(), "");
        }
    }

    #[test]
    fn what_is_in_force_on_the_day_comes_before_what_is_over_or_to_come() {
        let as_of = ReadDay::new("2026-11-29".parse().ok());
        let record = json!({
            "name": [
                {"use": "maiden", "family": "Alt", "given": ["Eva"]},
                {"use": "official", "family": "Neu", "given": ["Eva"], "period": {"end": "2099-12-31"}},
                {"use": "usual", "family": "Bald", "given": ["Eva"], "period": {"start": "2027-05-01"}},
            ],
            "telecom": [
                {"system": "phone", "value": "1", "period": {"end": "2026-11-28"}},
                {"system": "phone", "value": "2", "period": {"start": "2026-12-01"}},
                {"system": "phone", "value": "3", "period": {"start": "2020", "end": "2027"}},
            ],
            "address": [
                {"city": "Bonn", "use": "old"},
                {"city": "Köln", "period": {"end": "2020"}},
                {"city": "Ulm", "period": {"end": "2030"}},
            ],
        });
        let record = record.as_object().unwrap();
        let eva = person(CLINIK, "pt_1".to_owned(), record, as_of);
        assert_eq!(
            (eva.full_name().as_str(), eva.phone(), eva.town()),
            ("Eva Neu", "3", "Ulm")
        );
        let practitioner = practitioner(CLINIK, "prac_1".to_owned(), record, as_of);
        assert_eq!(practitioner.name, "Eva Neu");
    }

    #[test]
    fn the_preferred_language_comes_first() {
        let languages =
            json!({"languages": [{"language": "en"}, {"language": "fi-FI", "preferred": true}]});
        assert_eq!(read(languages).spoken(), Some(Spoken::Fi));
        assert_eq!(
            read(json!({"languages": [{"language": "tr"}]})).spoken(),
            Some(Spoken::Other)
        );
        let communication = json!([{"language": {"coding": [{"code": "de-AT"}]}}]);
        assert_eq!(
            read(json!({ "communication": communication })).spoken(),
            Some(Spoken::De)
        );
        assert_eq!(read(json!({"languages": []})).spoken(), None);
        assert_eq!(read(json!({"languages": "de"})).spoken(), None);
    }
}
