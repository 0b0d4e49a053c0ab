//! A change being asked for: its initial state, and the effect of typed text.

use booking::line::{DetailKind, TypedDetail, TypedDetails};
use booking::time::Clock;
use booking::{FieldRole, Language, Setting, Status, Verb};
use office::{
    CancelCase, ChangeCase, DetailsCase, DrawCase, MoveCase, MoveStage, PanelsCase, ReasonChoice,
    StatusCase, TimeMeant, TypedText,
};

use super::*;

const LANGUAGE: Language = Language::En;

fn clock(desk: &AtWork) -> Clock {
    Clock {
        now: desk.office.moment.now,
        zone: zones::Zone::BERLIN,
        date_order: None,
        language: LANGUAGE,
        open: None,
    }
}

/// Reads a text at an office that has no lists.
fn typed(text: &str) -> TypedText<'_> {
    let desk = AtWork::new();
    desk.office.typed_text(text, CLINIK, &clock(&desk))
}

/// The visit that begins at ten o'clock, and a moment after its start.
fn begun() -> (AppointmentRef, DateTime<Utc>) {
    (booked_at(0), at(5))
}

#[test]
fn a_case_makes_the_kind_of_change_that_its_verb_is() {
    let (of, now) = begun();
    for verb in Verb::ALL {
        assert_eq!(ChangeCase::new(*verb, &of, None, now).kind(), verb.kind());
    }
}

#[test]
fn the_status_is_the_proposed_one_until_a_text_names_another() {
    let (of, now) = begun();
    let usual = of.next_statuses(now).first().copied();
    let mut case = StatusCase::new(Verb::NextStatus, &of, now);
    assert_eq!(case.chosen(), usual);
    case.type_text("fulfilled", &of, LANGUAGE, now);
    assert_eq!(case.chosen(), Some(Status::Fulfilled));
    case.type_text("", &of, LANGUAGE, now);
    assert_eq!(case.chosen(), usual);
    case.type_text("booked", &of, LANGUAGE, now);
    assert_eq!(case.chosen(), None, "it has that status");
    assert!(case.change(&of).is_none());
}

#[test]
fn that_somebody_has_not_come_is_proposed_only_once_the_visit_has_begun() {
    let (of, now) = begun();
    let not_come = StatusCase::new(Verb::NotCome, &of, now);
    assert_eq!(not_come.chosen(), Some(Status::NoShow));
    let early = StatusCase::new(Verb::NotCome, &of, at(-5));
    assert_ne!(early.chosen(), Some(Status::NoShow));
    let mut typed = early;
    typed.type_text("noshow", &of, LANGUAGE, at(-5));
    assert_eq!(typed.chosen(), None);
}

#[test]
fn a_text_that_only_one_reason_has_means_that_reason() {
    let mut case = CancelCase::new(CLINIK);
    let reason = |case: &CancelCase, typed| case.reason(CLINIK, typed, LANGUAGE);
    let first = ReasonChoice::listed(CLINIK)[0].text(LANGUAGE);
    assert_eq!(reason(&case, "").as_deref(), first);
    case.choose(None);
    assert_eq!(
        reason(&case, "needed").as_deref(),
        Some("treatment no longer needed")
    );
    assert_eq!(
        reason(&case, "ill"),
        None,
        "the patient or the practitioner"
    );
    assert_eq!(reason(&case, "moved to Graz"), None, "not chosen yet");
    case.choose(Some(ReasonChoice::Own));
    assert_eq!(
        reason(&case, "moved to Graz").as_deref(),
        Some("moved to Graz")
    );
    assert_eq!(reason(&case, ""), None);
}

#[test]
fn a_new_time_is_read_beside_the_old_one() {
    let desk = AtWork::new();
    let clock = clock(&desk);
    let of = booked_at(0);
    let meant = |case: &MoveCase, typed| case.new_time(&of, typed).meant(&clock);
    let case = MoveCase::default();
    assert_eq!(meant(&case, ""), None);
    let read = meant(&case, "11:00");
    assert_eq!(read, Some(TimeMeant::At(Span::from_start(at(60)))));
    assert!(matches!(
        meant(&case, "fr afternoon"),
        Some(TimeMeant::FirstFree(_))
    ));
    assert!(matches!(
        meant(&case, "whenever"),
        Some(TimeMeant::Unread(_))
    ));
    let mut elsewhere = MoveCase::default();
    elsewhere.take_provider(Provider::named(CLINIK, "prac_2"), &of);
    let stays = Some(TimeMeant::At(Span::from_start(at(0))));
    assert_eq!(meant(&elsewhere, ""), stays);
}

#[test]
fn another_provider_has_other_free_times() {
    let mut desk = AtWork::new();
    let of = booked_at(0);
    let karin = of.provider().expect("a practitioner");
    let mut case = MoveCase {
        free: Some(office::FreeTimes::new(
            desk.office.free_times_question(karin.clone(), None),
        )),
        ..MoveCase::default()
    };
    case.take_provider(Some(karin), &of);
    assert!(case.provider.is_none() && case.free.is_some(), "as before");
    case.take_provider(Provider::named(CLINIK, "prac_2"), &of);
    assert!(case.provider.is_some() && case.free.is_none());
    desk.effects.clear();
}

#[test]
fn a_chosen_time_stands_until_something_is_typed() {
    let of = booked_at(0);
    let mut case = ChangeCase::Move(Box::new(MoveCase {
        stage: MoveStage::Chosen(at(60)),
        ..MoveCase::default()
    }));
    case.type_text(typed("fr"), &of, LANGUAGE, at(0));
    let stage = |case: &ChangeCase| match case {
        ChangeCase::Move(case) => case.stage,
        _ => panic!("a move"),
    };
    assert_eq!(stage(&case), MoveStage::Time);
    let mut asking = ChangeCase::Move(Box::new(MoveCase {
        stage: MoveStage::Provider,
        ..MoveCase::default()
    }));
    asking.type_text(typed("lindqvist"), &of, LANGUAGE, at(0));
    assert_eq!(stage(&asking), MoveStage::Provider);
}

#[test]
fn a_detail_is_altered_by_what_is_typed_and_the_patient_only_by_an_id() {
    let mut case = DetailsCase::of(&appointment("appt_1", 0, "booked"));
    let row_of = |case: &DetailsCase, wanted: fn(&office::DetailRow) -> bool| {
        case.rows().iter().position(wanted).expect("a row")
    };
    let length = row_of(&case, office::DetailRow::is_length);
    case.ask_for(length);
    assert_eq!(case.text_to_alter(), "", "a length is typed anew");
    case.type_text(typed("45"));
    assert!(case.is_altered());
    case.type_text(typed(" "));
    assert!(!case.is_altered(), "an emptied length stays");
    case.ask_for(row_of(&case, office::DetailRow::is_patient));
    case.type_text(typed("doe"));
    assert_eq!(case.other_patient(), None);
    case.give_to("pt_2".to_owned());
    assert_eq!(case.other_patient(), Some("pt_2"));
    case.leave();
    assert_eq!(case.other_patient(), None);
}

#[test]
fn a_whole_line_is_no_reason_of_a_cancellation_and_no_detail() {
    let of = booked_at(0);
    let line = typed("220385s ki f");
    assert_eq!(line.text(), None);
    let mut cancel = CancelCase::new(CLINIK);
    cancel.give_own(line);
    assert!(cancel.has_line());
    assert_eq!(cancel.change(&of, line.as_typed(), LANGUAGE), None);
    cancel.give_own(typed("she is ill"));
    assert!(cancel.change(&of, "she is ill", LANGUAGE).is_some());

    let desk = AtWork::new();
    let mut details = DetailsCase::of(&appointment("appt_1", 0, "booked"));
    details.type_text(line);
    let setting = Setting {
        clock: clock(&desk),
        here: zones::Zone::BERLIN,
        reference: None,
        missing: Default::default(),
    };
    let refused = details.change(&of, &setting).expect("its record").err();
    let problems = refused.expect("a whole line");
    assert!(
        problems[0].what.starts_with("That is a line"),
        "{problems:?}"
    );
    details.type_text(typed("knee"));
    assert!(details.change(&of, &setting).expect("its record").is_ok());
}

#[test]
fn a_detail_that_a_line_states_is_asked_for() {
    let mut case = DetailsCase::of(&appointment("appt_1", 0, "booked"));
    let details = TypedDetails {
        minutes: Minutes::new(45),
        text: Some(TypedDetail {
            kind: DetailKind::Text(FieldRole::Comment),
            text: "rings back".to_owned(),
        }),
    };
    assert!(case.take_typed(&details, Some(typed("rings back")), &booked_at(0)));
    let asked = case.row().expect("a row");
    assert_eq!(asked.field.role, Some(FieldRole::Comment));
    assert_eq!(asked.text, "rings back");
    assert_eq!(case.rows().iter().filter(|row| row.is_altered()).count(), 2);
}

#[test]
fn a_panel_that_is_toggled_twice_stays_as_it_is() {
    let mut case = PanelsCase::default();
    case.toggle("panel_1");
    case.toggle("panel_1");
    assert_eq!(case, PanelsCase::default());
}

#[test]
fn a_barcode_is_taken_once_and_then_compared() {
    let mut case = DrawCase::default();
    assert!(!case.take_first("12a"), "only digits");
    assert!(case.take_first("1234"));
    assert!(!case.take_first("1234"), "the second is the same label");
    assert!(!case.differs_so_far("12") && case.differs("12"));
    assert!(case.differs_so_far("13"));
    assert!(!case.differs("1234"));
}
