//! Birth dates as they are written and said: with the month in words, and words before them.

use super::{clock, one, patient, problem, read};
use crate::line::ListMatch;
use crate::time::wish;

#[test]
fn a_birth_date_has_its_month_in_words() {
    for line in [
        "maria schmidt 22 March 1985",
        "Schmidt 22 Mar 1985 ki f",
        "22. März 1985, ki f",
        "March 22 1985 ki",
        "Schmidt Mar 22, 1985 ki f",
        "maria 22.  maaliskuuta \u{3000}1985 ki",
    ] {
        assert_eq!(patient(line), one("pt_abc123"), "{line}");
        assert!(
            read(line).time.is_empty() && read(line).problems.is_empty(),
            "{line}"
        );
    }
    assert_eq!(read("22 March 1985").echo.len(), 1);
    let with_time = read("maria schmidt 22 Mar 1985 ki 4 dec 14:00");
    assert_eq!(with_time.patient, one("pt_abc123"));
    assert_eq!(with_time.time, ["4", "dec", "14:00"]);
    assert!(
        problem("23 March 1985").starts_with("No patient at ClinikAPI matches “23 March 1985”.")
    );
    for line in [
        "maria schmidt 4 dec 2026 14:00",
        "pt_abc123 22 Mar 1985 9:00",
    ] {
        assert_eq!(read(line).time.len(), 4, "{line}");
    }
}

#[test]
fn words_before_a_birth_date_and_for_the_first_free_time_are_read_over() {
    for line in [
        "Maria Schmidt, born 22 March 1985, Karin Ivers",
        "Maria Schmidt geb. 22.3.1985 Karin Ivers",
        "maria schmidt geboren am 22. März 1985, ki as soon as possible",
        "Maria Schmidt, born on 22 Mar 1985, ki so bald wie möglich",
        "schmidt syntynyt 22.3.1985 ki mahdollisimman pian",
        "maria born: 220385 ki asap",
        "Maria Schmidt, born March 22, 1985, ki first free",
        "maria schmidt mar 22 1985 ki earliest",
        "schmidt 22.3.1985 ki nächster freier Termin",
        "schmidt 22.3.1985 ki soonest",
        "schmidt 22.3.1985 ki as soon as you can",
        "schmidt 22.3.1985 ki seuraava vapaa",
        "schmidt 22.3.1985 ki frühester",
        "pt_abc123 born 22 March 1985 ki",
        "Schmidt, geb. 22.3.85, ki so bald wie möglich",
        "Schmidt, geb. 22.3.1985, ki so bald wie möglich",
        "Maria Schmidt geb 22.3.85 ki",
        "Schmidt, born 22/3/85, ki",
    ] {
        let read = read(line);
        assert_eq!(read.patient, one("pt_abc123"), "{line}");
        assert!(matches!(read.provider, ListMatch::One(_)), "{line}");
        assert!(read.problems.is_empty(), "{line}");
        let time = read.time.join(" ");
        let read_time = wish(
            &read.time.iter().map(String::as_str).collect::<Vec<_>>(),
            &clock(None),
        );
        assert!(time.is_empty() || read_time.is_ok(), "{line}: {time}");
    }
    assert!(problem("maria geb. ki").contains("geb."));
}

#[test]
fn a_telephone_number_in_groups_is_that_of_one_patient() {
    for line in [
        "030 23125001 220385",
        "maria schmidt +49 30 23125001",
        "tel. 030 23125001 schmidt maria ki",
        "maria schmidt 22.3.1985 tel 030 23125001",
    ] {
        assert_eq!(patient(line), one("pt_abc123"), "{line}");
        assert!(read(line).problems.is_empty(), "{line}");
    }
    let unknown = read("lena albers 3.5.1990 030 2312500 anyone first");
    assert_eq!(unknown.wishes.len(), 4);
    assert_eq!(unknown.time, ["first"]);
    assert_eq!(unknown.whom.len(), 4);
}

#[test]
fn a_year_beside_a_name_is_the_birth_year() {
    for line in [
        "schmidt 1985",
        "Maria Schmidt, 1985, ki",
        "schmidt *1985 ki",
        "schmidt b. 1985 ki",
        "Schmidt, born 1985, ki",
        "schmidt born in 1985 ki mo 9:00",
        "schmidt geb. 1985 ki f",
        "schmidt ki f 1985",
        "schmidt Jahrgang 1985",
        "1985 schmidt",
        "schmidt *22.3.1985",
    ] {
        assert_eq!(patient(line), one("pt_abc123"), "{line}");
        assert!(read(line).problems.is_empty(), "{line}");
        assert!(!read(line).time.contains(&"1985".to_owned()), "{line}");
    }
    assert_ne!(patient("schmidt 1986"), one("pt_abc123"));
    assert!(problem("schmidt 1899").contains("1899"));
}

#[test]
fn a_year_is_an_hour_unless_it_stands_behind_a_patients_name() {
    assert_eq!(read("220385s ki mo 1930").time, ["mo", "1930"]);
    assert_eq!(read("220385s 1930 ki").time, ["1930"]);
    assert_eq!(read("karin ivers 1930").time, ["1930"]);
    assert!(read("schmidt 1930 ki").time.is_empty());
    assert_eq!(read("schmidt ki 1930").time, ["1930"]);
}

#[test]
fn a_mistyped_birth_date_proposes_those_with_the_initial_whose_date_is_near() {
    let order = clock(Some(crate::time::DateOrder::Dmy));
    let picks = |line: &str| {
        let line = crate::line::parse(line, &order);
        let read = super::with_roster(crate::clinics::CLINIK, |roster| {
            crate::line::resolve(&line, roster)
        });
        assert_eq!(read.patient, ListMatch::Nothing);
        let [problem] = &read.problems[..] else {
            panic!("{} problems", read.problems.len());
        };
        let picks = problem.picks.iter().map(|pick| pick.text.clone());
        (problem.advice.clone(), picks.collect::<Vec<_>>())
    };
    let mean = "Did you mean one of these?".to_owned();
    assert_eq!(
        picks("210385s ki f"),
        (mean.clone(), vec!["pt_abc123".to_owned()])
    );
    assert_eq!(
        picks("070190k"),
        (
            mean.clone(),
            vec!["pt_twin01".to_owned(), "pt_twin02".to_owned()]
        ),
        "day and month exchanged"
    );
    let of_name = "Maria Schmidt, born 23 March 1985";
    assert_eq!(picks(of_name), (mean, vec!["pt_abc123".to_owned()]));
    assert_eq!(
        picks("230385x").1,
        Vec::<String>::new(),
        "nobody has the initial"
    );
    assert_eq!(
        picks("23.3.1985").1,
        Vec::<String>::new(),
        "a date alone proposes nobody"
    );
    assert_eq!(picks("110385s").1, Vec::<String>::new(), "two digits apart");
}
