//! Laws of the entry line, checked with many lines.

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::tests::{BERLIN, HAMBURG, clock, patients, providers, with_roster};
use super::{
    BookedVisit, ListMatch, Patient, Resolved, Roster, TokenKind, TokenLine, line_of, parse,
    resolve,
};
use crate::ClinicId;
use crate::clinics::{ANIVA, CLINIK, SHIPPED};
use crate::time::DateOrder;

const TOKENS: &[&str] = &[
    "220385s",
    "040387f",
    "010790k",
    "schmidt,ma",
    "koch,",
    "maria",
    "karin",
    "ivers",
    "…5001",
    "pt_abc123",
    "ki",
    "be",
    "om",
    "berlin",
    "f",
    "b",
    "x",
    "t",
    "mo",
    "14:15",
    "+2w",
    "24.12.",
    "22 March 1985",
    "4. Dez. 1968,",
    "%",
    "to",
    "later",
    "schmit",
    "220385m",
    "1430",
    "24/12",
    BERLIN,
    "prac_xyz789",
    "zz",
];

/// Words whose meaning no neighbouring word changes.
const ALONE: &[&str] = &[
    "220385s",
    "schmidt,ma",
    "maria",
    "…5001",
    "pt_abc123",
    "23125001",
    "0302312500",
    "+493023125001",
    "220385",
    "ki",
    "berlin",
    "f",
    "t",
    "mo",
    "dec",
    "22",
    "9",
    "0930",
    "1430",
    "14:15",
    "9-10",
    "+2w",
    "24.12.",
    "22.3.1985",
    "first",
    "next",
    "afternoon",
    "and",
    "late",
    "list",
    "zz",
];

fn any_order() -> impl Strategy<Value = Option<DateOrder>> {
    select(vec![
        None,
        Some(DateOrder::Dmy),
        Some(DateOrder::Mdy),
        Some(DateOrder::Ymd),
    ])
}

fn any_clinic() -> impl Strategy<Value = ClinicId> {
    select(SHIPPED.iter().collect::<Vec<_>>())
}

fn read(line: &str, here: ClinicId, order: Option<DateOrder>) -> (TokenLine, Resolved) {
    let line = parse(line, &clock(order));
    let resolved = with_roster(here, |roster| resolve(&line, roster));
    (line, resolved)
}

/// For any input, the tokens are the line without its blanks, in place and in order, and every problem refers to tokens
/// that exist.
fn check(text: &str, here: ClinicId, order: Option<DateOrder>) -> Result<(), TestCaseError> {
    let (line, resolved) = read(text, here, order);
    let letters: Vec<char> = text.chars().collect();
    let mut covered = 0;
    for token in &line.tokens {
        prop_assert!(
            letters[covered..token.from]
                .iter()
                .all(|letter| letter.is_whitespace())
        );
        prop_assert_eq!(
            letters[token.from..token.to].iter().collect::<String>(),
            token.text.clone()
        );
        let words = token.text.split_whitespace().count();
        let is_birth_date = matches!(token.kind, TokenKind::PastDate(_)) && words == 3;
        let is_phone = matches!(&token.kind, TokenKind::Patient(wish) if wish.is_phone());
        prop_assert!(token.from < token.to && (words == 1 || is_birth_date || is_phone));
        prop_assert_eq!(token.text.trim(), &token.text);
        covered = token.to;
    }
    prop_assert!(
        letters[covered..]
            .iter()
            .all(|letter| letter.is_whitespace())
    );
    for (place, said) in &resolved.echo {
        prop_assert!(
            *place < line.tokens.len() && !said.is_empty() && !said.contains(char::is_control)
        );
    }
    for problem in &resolved.problems {
        prop_assert!(
            !problem.tokens.is_empty()
                && problem
                    .tokens
                    .iter()
                    .all(|place| *place < line.tokens.len())
        );
        prop_assert!(
            problem.what.ends_with('.')
                && (problem.advice.ends_with('.') || !problem.picks.is_empty())
                && problem.picks.len() <= 9
        );
    }
    Ok(())
}

/// The meaning of a line, regardless of the order of its tokens.
fn meaning(
    resolved: Resolved,
) -> (
    ClinicId,
    ListMatch,
    ListMatch,
    Option<char>,
    Vec<String>,
    Vec<String>,
) {
    let Resolved {
        clinic,
        patient,
        provider,
        template,
        mut time,
        echo,
        ..
    } = resolved;
    let mut said: Vec<String> = echo.into_iter().map(|(_, said)| said).collect();
    time.sort();
    said.sort();
    (clinic, patient, provider, template, time, said)
}

/// A clinic of people who share surnames and birthdays, as owned texts.
fn any_people() -> impl Strategy<Value = Vec<(String, String, i32)>> {
    let given = select(vec!["Anna", "Änne", "Karin", "李", "Otto"]).prop_map(str::to_owned);
    let surname = select(vec![
        "Koch",
        "von Koch",
        "Kóch",
        "Öz",
        "Иванова",
        "O'Neill",
        "",
        "-",
    ])
    .prop_map(str::to_owned);
    prop::collection::vec(
        (given, surname, select(vec![0, 1, 31, 36_524, 36_525])),
        1..12,
    )
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>(), here in any_clinic(), order in any_order()) {
        check(&text, here, order)?;
    }

    #[test]
    fn no_text_like_a_line_panics(
        text in "([0-9]{1,8}[.,a-zäß_…]{0,3}|[a-z,'.]{1,6}|[ \u{3000}\t]){0,8}",
        here in any_clinic(),
        order in any_order(),
    ) {
        check(&text, here, order)?;
    }

    #[test]
    fn no_known_tokens_panic(tokens in prop::collection::vec(select(TOKENS.to_vec()), 0..6), here in any_clinic()) {
        check(&tokens.join(" "), here, None)?;
    }

    #[test]
    fn the_order_of_tokens_makes_no_difference(
        (tokens, shuffled) in subsequence(TOKENS.to_vec(), 0..6)
            .prop_flat_map(|tokens| (Just(tokens.clone()), Just(tokens).prop_shuffle())),
        here in any_clinic(),
    ) {
        // `14:15 to 1430` is a range.
        let is_range = ["14:15", "to", "1430"].iter().all(|word| tokens.contains(word));
        prop_assume!(!is_range);
        let line = read(&tokens.join(" "), here, None).1;
        let other = read(&shuffled.join(" "), here, None).1;
        prop_assert_eq!(line.problems.len(), other.problems.len());
        prop_assert_eq!(meaning(line), meaning(other));
    }

    #[test]
    fn each_word_is_read_as_it_is_alone(tokens in subsequence(ALONE.to_vec(), 0..8).prop_shuffle()) {
        let text = tokens.join(" ");
        let line = parse(&text, &clock(None));
        let texts: Vec<&str> = line.tokens.iter().map(|token| token.text.as_str()).collect();
        prop_assert_eq!(texts, tokens);
        for token in &line.tokens {
            let alone = parse(&token.text, &clock(None)).tokens.remove(0);
            prop_assert!(token.kind == alone.kind, "{} in {}", token.text, text);
        }
    }

    #[test]
    fn blanks_make_no_difference(tokens in subsequence(TOKENS.to_vec(), 0..6), here in any_clinic()) {
        let tight = read(&tokens.join(" "), here, None).1;
        let loose = read(&format!("  {}\t", tokens.join(" \u{3000} ")), here, None).1;
        prop_assert!(tight == loose);
    }

    #[test]
    fn the_line_of_a_booking_finds_the_same_booking(
        people in any_people(),
        which in any::<prop::sample::Index>(),
        provider in select(vec![None, Some(0_usize), Some(1), Some(2)]),
        template in select(vec![None, Some('f'), Some('u')]),
        minute in prop::option::of(30_000_000_i64..40_000_000),
        order in any_order(),
    ) {
        let born = NaiveDate::from_ymd_opt(1924, 2, 28).unwrap();
        let ids: Vec<String> = (0..people.len()).map(|number| format!("pt_{number}")).collect();
        let patients: Vec<Patient<'_>> = ids.iter().zip(&people).map(|(id, (given, surname, days))| Patient {
            clinic: CLINIK,
            id,
            given,
            surname,
            also_called: &[],
            born: born.checked_add_days(chrono::Days::new(*days as u64)),
            phone: None,
            town: None,
            email: None,
            spoken: None,
            numbers: &[],
            record: None,
        }).collect();
        let providers = providers();
        let booked = BookedVisit {
            patient: which.get::<String>(&ids),
            provider: provider.map(|place| providers[place].id),
            template,
            start: minute.and_then(|minute| DateTime::from_timestamp(minute * 60, 0)),
        };
        let resolved = with_roster(CLINIK, |roster| {
            let roster = Roster { patients: Some(&patients), ..*roster };
            let line = line_of(&booked, &roster, &clock(order));
            (resolve(&parse(&line, &clock(order)), &roster), line)
        });
        let (resolved, line) = resolved;
        prop_assert!(resolved.problems.is_empty(), "{line}");
        prop_assert_eq!(resolved.patient, ListMatch::One(booked.patient.to_owned()), "{}", line);
        let provider = booked.provider.map_or(ListMatch::Unasked, |id| ListMatch::One(id.to_owned()));
        prop_assert_eq!(resolved.provider, provider, "{}", line);
        prop_assert_eq!(resolved.template, template);
        let time = resolved.time.join(" ");
        let start = (!time.is_empty()).then(|| crate::time::read(&time, &clock(order)).unwrap());
        prop_assert_eq!(start, booked.start, "{}", line);
    }

    #[test]
    fn a_draw_booked_through_the_form_has_a_line_that_finds_it(place in select(vec![BERLIN, HAMBURG])) {
        let known = patients();
        let profile = known.iter().find(|patient| patient.clinic == ANIVA).unwrap();
        let booked = BookedVisit { patient: profile.id, provider: Some(place), template: Some('b'), start: None };
        with_roster(ANIVA, |roster| {
            let line = line_of(&booked, roster, &clock(None));
            for here in SHIPPED {
                let resolved = resolve(&parse(&line, &clock(None)), &Roster { here, ..*roster });
                prop_assert_eq!(resolved.patient, ListMatch::One(profile.id.to_owned()));
                prop_assert_eq!(resolved.provider, ListMatch::One(place.to_owned()));
            }
            Ok(())
        })?;
    }
}
