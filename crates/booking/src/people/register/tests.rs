use chrono::DateTime;

use super::*;
use crate::PersonName;
use crate::clinics::{ANIVA, CLINIK};
use crate::line::PatientWish;
use crate::time::Clock;

fn clock() -> Clock {
    let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap();
    Clock {
        now,
        zone: zones::Zone::BERLIN,
        date_order: None,
        open: None,
        language: crate::Language::En,
    }
}

fn person(id: &str, first: &str, last: &str, born: &str, phone: &str) -> Person {
    let name = PersonName {
        first: first.to_owned(),
        last: last.to_owned(),
    };
    Person::new(ANIVA, id.to_owned(), name)
        .born(born.to_owned())
        .reached_at(phone.to_owned(), String::new())
}

/// Six people, in segments of two.
fn register() -> Register {
    let people = [
        person(
            "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d",
            "Maria",
            "Schmidt",
            "1985-03-22",
            "+49 30 23125-001",
        ),
        person(
            "b0000000-0000-4000-8000-00000000beef",
            "Jörg",
            "Müller",
            "1970-01-02",
            "",
        ),
        person(
            "c0000000-0000-4000-8000-000000000003",
            "Maria",
            "Schmidtbauer-Weiß",
            "1990-12-31",
            "",
        ),
        person(
            "d0000000-0000-4000-8000-000000000004",
            "Mario",
            "Schmidt",
            "1985-03-23",
            "+358401234567",
        ),
        person(
            "e0000000-0000-4000-8000-000000000005",
            "Siobhán",
            "O'Sullivan",
            "",
            "",
        ),
        person(
            "f0000000-0000-4000-8000-000000000006",
            "Maria",
            "Schmidt",
            "1960-05-04",
            "+49 30 23125-777",
        ),
    ];
    people
        .chunks(2)
        .fold(Register::new(ANIVA), |register, two| {
            register.with(two.to_vec())
        })
}

fn find(register: &Register, typed: &str) -> Matches {
    register
        .find(&PeopleQuery::new(typed, &clock()), 9, &|| false)
        .expect("nobody gave it up")
}

/// The first letters of the ids of the matches, in display order.
fn fitting(typed: &str) -> String {
    let matches = find(&register(), typed);
    let ids: String = matches
        .people
        .iter()
        .filter_map(|person| person.id().chars().next())
        .collect();
    if matches.nearly {
        format!("~{ids}")
    } else {
        ids
    }
}

#[test]
fn names_are_found_by_their_beginnings_in_either_order_and_any_writing() {
    for typed in [
        "müller",
        "MULLER",
        "mueller",
        "mu\u{308}l",
        "jorg mü",
        "müller, j",
        "joe",
    ] {
        assert_eq!(fitting(typed), "b", "{typed}");
    }
    assert_eq!(fitting("schmidtbauer"), "c");
    assert_eq!(fitting("weiss schmidtbauer-"), "c");
    assert_eq!(fitting("sull"), "e");
    assert_eq!(fitting("o'sullivan siob"), "e");
}

#[test]
fn a_whole_word_comes_before_a_longer_one_and_the_backends_order_decides_the_rest() {
    assert_eq!(fitting("schmidt maria"), "afc");
    assert_eq!(fitting("schmidt"), "adfc");
    assert_eq!(fitting("mari schmidt"), "afdc", "Maria before Mario");
}

#[test]
fn birth_dates_are_found_as_staff_write_them() {
    for typed in [
        "220385",
        "22.3.85",
        "22.03.1985",
        "1985-03-22",
        "22/3/1985",
        "22031985",
        "19850322",
        "220385s",
    ] {
        assert_eq!(fitting(typed), "a", "{typed}");
    }
    for typed in [
        "22 mar 1985",
        "22. März",
        "maria 22. maaliskuuta 1985",
        "22.3.",
        "22.3.198 schmidt",
    ] {
        assert_eq!(fitting(typed), "a", "{typed}");
    }
    assert_eq!(fitting("23 march"), "d");
    assert_eq!(fitting("mar"), "acfd", "a name, without a day in front");
    assert_eq!(fitting("1985"), "ad");
    assert_eq!(fitting("schmidt 1960"), "f");
    assert_eq!(fitting("220385m"), "a", "of either name");
    assert_eq!(fitting("220385x"), "");
}

#[test]
fn numbers_are_found_by_either_end() {
    for typed in [
        "5001",
        "23125-001",
        "030 23125001",
        "+49 30 23125001",
        "0049302312500",
        "125001",
    ] {
        assert_eq!(fitting(typed), "a", "{typed}");
    }
    assert_eq!(fitting("+4930"), "af");
    assert_eq!(fitting("maria 5777"), "f");
}

#[test]
fn ids_are_found_by_either_end() {
    for typed in [
        "a3f1",
        "A3F1C2D4-8b7e",
        "5b6c7d",
        "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d",
    ] {
        assert_eq!(fitting(typed), "a", "{typed}");
    }
    assert_eq!(fitting("00000004"), "d");
    assert_eq!(
        register()
            .by_id("B0000000-0000-4000-8000-00000000BEEF")
            .unwrap()
            .full_name(),
        "Jörg Müller"
    );
    assert_eq!(register().by_id("b0000000"), None);
}

#[test]
fn what_says_nothing_yet_excludes_nobody() {
    assert_eq!(fitting(""), "abcdef");
    assert_eq!(fitting("schmidtbauer 19"), "c");
    assert_eq!(fitting("schmidtbauer 31"), "c");
}

#[test]
fn who_resembles_it_is_offered_where_nobody_fits() {
    for typed in ["shmidtbauer", "schmitdbauer", "schmidtbaur"] {
        assert_eq!(fitting(typed), "~c", "{typed}");
    }
    assert_eq!(
        fitting("schmitt"),
        "~adfc",
        "a whole name one slip off before a longer one"
    );
    assert_eq!(fitting("shmidt ma"), "~adfc", "a short word begins a name");
    let others = person("x", "Schmirgel", "Tido", "", "");
    let register = register().with(vec![others]);
    let found = find(&register, "schmitd").people;
    assert_eq!(
        found.last().map(Person::id),
        Some("x"),
        "all of its letters, but not one slip off"
    );
    assert_eq!(fitting("zzz"), "~");
    assert_eq!(fitting("xy"), "", "two letters resemble too much");
}

#[test]
fn nobody_is_there_twice_and_the_order_stays() {
    let register = register();
    let again = register.with(register.people().collect());
    assert_eq!(again.len(), 6);
    let many = (0..40).fold(Register::new(CLINIK), |register, number| {
        register.with(vec![person(
            &format!("pt_{number}"),
            "Ann",
            &format!("Other{number}"),
            "",
            "",
        )])
    });
    assert_eq!(many.len(), 40);
    assert!(many.segments.len() < 10, "{} parts", many.segments.len());
    let ids: Vec<String> = many.people().map(|person| person.id().to_owned()).collect();
    assert_eq!(
        ids,
        (0..40)
            .map(|number| format!("pt_{number}"))
            .collect::<Vec<_>>()
    );
    let matches = find(&many, "ann");
    assert_eq!((matches.people.len(), matches.more), (9, 31));
    assert_eq!(find(&many, "other7").people[0].id(), "pt_7");
}

#[test]
fn a_search_that_is_given_up_ends() {
    let query = PeopleQuery::new("maria", &clock());
    assert_eq!(register().find(&query, 9, &|| true), None);
    assert_eq!(
        register().find(&PeopleQuery::new("shmidtbauer", &clock()), 9, &|| true),
        None
    );
}

#[test]
fn the_entry_lines_wishes_find_the_few_they_may_mean() {
    let who = |token: &str| {
        let wish = PatientWish::read(token, &clock()).unwrap_or_else(|| PatientWish::named(token));
        let people = register().candidates(&[wish], 20);
        people
            .iter()
            .filter_map(|person| person.id().chars().next())
            .collect::<String>()
    };
    assert_eq!(who("220385s"), "a");
    assert_eq!(who("220385x"), "a", "born that day");
    assert_eq!(who("240385x"), "");
    assert_eq!(who("schmidt,ma"), "adfc");
    assert_eq!(who("maria,schmidtb"), "caf", "Schmidt is one slip away");
    assert_eq!(who("müll"), "b");
    assert_eq!(who("23125001"), "a");
    assert_eq!(who("03023125777"), "f");
    let both = register().candidates(&["schmidtb", "maria"].map(PatientWish::named), 1);
    assert_eq!(
        both.first().map(Person::id),
        Some("c0000000-0000-4000-8000-000000000003")
    );
}

#[test]
fn a_name_that_only_begins_as_typed_hides_none_that_is_one_slip_away() {
    let rosa = |register: &Register| {
        let rosa = person("r0000000", "Rosa", "Schmitt", "1985-02-22", "");
        register.with(vec![rosa])
    };
    let register = rosa(&register());
    let found = |typed: &str| -> Vec<String> {
        let people = find(&register, typed).people;
        people
            .iter()
            .map(|person| person.id()[..1].to_owned())
            .collect()
    };
    assert_eq!(found("schmit"), ["r", "a", "d", "f"]);
    assert_eq!(found("schmitt"), ["r"], "quite as typed");
    assert_eq!(found("schm").len(), 5, "too short for a slip");
    let wish = [PatientWish::named("schmit")];
    assert_eq!(register.candidates(&wish, 20).len(), 4);
    assert_eq!(
        register.candidates(&wish, 2).len(),
        3,
        "at most two of each kind"
    );
}

#[test]
fn namesakes_share_name_and_birthday() {
    let register = register();
    let abroad = person("x", "MARIA", "Schmidt", "1985-03-22", "");
    let same: Vec<String> = register
        .namesakes(&abroad)
        .iter()
        .map(|person| person.id()[..4].to_owned())
        .collect();
    assert_eq!(same, ["a3f1"]);
    assert_eq!(
        register.namesakes(&person("x", "Maria", "Schmidt", "", "")),
        []
    );
}

#[test]
fn only_what_people_say_of_themselves_may_mean_someone() {
    let may = |typed: &str| register().may_match(&PeopleQuery::new(typed, &clock()));
    for typed in [
        "maria",
        "schmidt ma",
        "sull",
        "220385",
        "220385s",
        "22 mar 1985",
        "493023125",
    ] {
        assert!(may(typed), "{typed}");
    }
    for typed in [
        "zz",
        "220386",
        "maria 220386",
        "",
        "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d",
        "a3f1",
    ] {
        assert!(!may(typed), "{typed}");
    }
}

#[test]
fn nothing_personal_is_ever_formatted() {
    let register = register();
    let debug = format!(
        "{register:?} {:?} {:?}",
        PeopleQuery::new("maria", &clock()),
        find(&register, "maria")
    );
    for secret in ["Maria", "maria", "Schmidt", "1985"] {
        assert!(!debug.contains(secret), "{secret} in {debug}");
    }
}

proptest::proptest! {
    /// The register finds the same people as a comparison of every name.
    #[test]
    fn the_index_agrees_with_a_look_at_everyone(
        names in proptest::collection::vec(("[a-d]{1,3}", "[a-dé]{1,10}"), 1..40),
        typed in "[a-d]{1,2} [a-dé]{1,9}",
    ) {
        let people: Vec<Person> = names.iter().enumerate()
            .map(|(number, (first, last))| person(&format!("id{number}"), first, last, "", ""))
            .collect();
        let register = people.chunks(3).fold(Register::new(ANIVA), |register, part| register.with(part.to_vec()));
        let fits = |person: &&Person| {
            typed.split(' ').all(|word| fold(&person.full_name()).split(' ').any(|name| name.starts_with(&fold(word))))
        };
        let mut expected: Vec<&str> = people.iter().filter(fits).map(Person::id).collect();
        let query = PeopleQuery::new(&typed, &clock());
        let matches = find::by_beginnings(&register, &query, 100, &|| false).unwrap();
        let mut found: Vec<&str> = matches.people.iter().map(Person::id).collect();
        expected.sort_unstable();
        found.sort_unstable();
        proptest::prop_assert_eq!(found, expected);
    }

    #[test]
    fn no_typed_text_panics(typed in ".{0,20}") {
        let _ = find(&register(), &typed);
    }
}
