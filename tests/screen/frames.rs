//! What a person looks at, at three sizes: symbols, then which stretch plays which role, then the cursor. A plain
//! text picture can't see an error turn red; these can. Review changes with `cargo insta review`, or read the
//! `.snap.new` files beside the old ones.

use crate::another_desk::AnotherDesk as _;
use booking::clinics::{ANIVA, CLINIK, SHIPPED};
use booking::{ClinicId, Draft, Language, Section};
use desk::{Command, Key, Msg, Size};
use headless::{Desk, HeadlessError, Options};
use i18n::MessageId;
use serde_json::json;

use crate::screen::cut_sentences::cut_sentences;

pub(crate) const SMALL: Size = Size { cols: 80, rows: 24 };
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// Holds a frame against the one on record.
pub(crate) fn assert_frame(name: &str, frame: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "frames" }, {
        insta::assert_snapshot!(name.replace(' ', "-"), frame);
    });
}

/// Brings a desk, the cursor in its first field, into a state at each size and holds the frame against the one on record.
pub(crate) fn at_every_size(
    name: &str,
    clinic: ClinicId,
    work: impl Fn(&mut Desk) -> Result<(), HeadlessError>,
) -> Result<(), HeadlessError> {
    for (cols, rows) in SIZES {
        let mut desk = Desk::open(Options {
            clinic,
            size: Size { cols, rows },
            ..Options::default()
        })?;
        desk.press("Alt+1")?;
        work(&mut desk)?;
        assert_eq!(
            cut_sentences(&desk.screen(), Language::En),
            Vec::<String>::new(),
            "{}",
            desk.screen()
        );
        assert_frame(&format!("{name} {cols}x{rows}"), &desk.styled_screen());
    }
    Ok(())
}

/// The same on the smallest usual screen, in languages other than the tests' own; and said anew once the language is
/// changed.
pub(crate) fn in_every_language(
    name: &str,
    work: impl Fn(&mut Desk) -> Result<(), HeadlessError>,
) -> Result<(), HeadlessError> {
    from_the_start(SMALL, name, &work)?;
    said_anew(SMALL, work)
}

/// What stands on screen in a language that was spoken from the start: the layout is looked at in German, whose words are
/// the longest, and no language cuts a sentence.
pub(crate) fn from_the_start(
    size: Size,
    name: &str,
    work: impl Fn(&mut Desk) -> Result<(), HeadlessError>,
) -> Result<(), HeadlessError> {
    let Size { cols, rows } = size;
    for language in [Language::De, Language::Fi] {
        let mut desk = Desk::open(Options {
            language,
            size,
            ..Options::default()
        })?;
        desk.press("Alt+1")?;
        work(&mut desk)?;
        assert_eq!(
            cut_sentences(&desk.screen(), language),
            Vec::<String>::new(),
            "{}",
            desk.screen()
        );
        if language == Language::De {
            assert_frame(
                &format!("{name} {language} {cols}x{rows}"),
                &desk.styled_screen(),
            );
        }
    }
    Ok(())
}

/// Whatever stands on a screen is said in another language as soon as that is changed, as if it had been spoken from the
/// start.
pub(crate) fn said_anew(
    size: Size,
    work: impl Fn(&mut Desk) -> Result<(), HeadlessError>,
) -> Result<(), HeadlessError> {
    for language in [Language::De, Language::Fi] {
        let worked = |language| {
            let mut desk = Desk::open(Options {
                language,
                size,
                ..Options::default()
            })?;
            desk.press("Alt+1")?;
            work(&mut desk)?;
            Ok::<Desk, HeadlessError>(desk)
        };
        let (mut changed, spoken) = (worked(Language::En)?, worked(language)?);
        changed.tell(Msg::Do(Command::Speak(language)));
        assert_eq!(changed.screen(), spoken.screen(), "changed to {language}");
    }
    Ok(())
}

/// A visit with everything a follow-up has.
fn follow_up(desk: &mut Desk) -> Result<(), HeadlessError> {
    desk.type_text("pt_abc123");
    desk.press("Alt+2")?;
    desk.type_text("prac_xyz789");
    desk.press("Alt+3")?;
    desk.type_text("10.02.2027 10:00");
    desk.press("Tab Tab")?;
    desk.type_text("30");
    desk.press("Alt+4")?;
    desk.type_text("Post-procedure follow-up");
    desk.settle()
}

/// A visit for a patient whom nobody knows.
fn refused(desk: &mut Desk) -> Result<(), HeadlessError> {
    follow_up(desk)?;
    desk.press("Alt+1 Ctrl+U")?;
    desk.type_text("pt_abc124");
    desk.press("Ctrl+S")?;
    desk.settle()
}

/// A visit that the server takes its time over.
fn under_way(desk: &mut Desk) -> Result<(), HeadlessError> {
    follow_up(desk)?;
    desk.fault(&json!({ "backend": "clinik", "call": "create", "fault": "slow", "ms": 60_000 }))?;
    desk.press("Ctrl+S")?;
    desk.send_off()?;
    desk.pass(std::time::Duration::from_secs(3))
}

/// A visit whose answer gets lost.
fn lost(desk: &mut Desk) -> Result<(), HeadlessError> {
    follow_up(desk)?;
    desk.fault(&json!({ "backend": "clinik", "call": "create", "fault": "drop-after" }))?;
    desk.press("Ctrl+S")?;
    desk.settle()
}

/// A visit that the server asks to wait with.
fn waiting(desk: &mut Desk) -> Result<(), HeadlessError> {
    follow_up(desk)?;
    desk.fault(
        &json!({ "backend": "clinik", "call": "create", "fault": "rate-limit", "retry_after": 42 }),
    )?;
    desk.press("Ctrl+S")?;
    desk.settle()
}

#[test]
fn an_empty_visit() -> Result<(), HeadlessError> {
    at_every_size("empty visit", CLINIK, |desk| desk.press("Esc"))
}

#[test]
fn the_first_screen_of_a_morning_on_which_people_come() -> Result<(), HeadlessError> {
    let now = "2026-11-20T08:12:00Z".parse().expect("a moment");
    for (cols, rows) in [(60, 16), (80, 24), (100, 30), (120, 40), (200, 60)] {
        let desk = Desk::open(Options {
            now,
            is_booked: true,
            size: Size { cols, rows },
            ..Options::default()
        })?;
        assert_frame(
            &format!("first screen {cols}x{rows}"),
            &desk.styled_screen(),
        );
    }
    Ok(())
}

#[test]
fn the_same_in_german_and_finnish() -> Result<(), HeadlessError> {
    in_every_language("empty visit", |desk| desk.press("Esc"))?;
    in_every_language("filled visit", follow_up)?;
    in_every_language("refusal", refused)?;
    in_every_language("booked visit", |desk| {
        follow_up(desk)?;
        desk.press("Ctrl+S")?;
        desk.settle()
    })?;
    in_every_language("under way", under_way)?;
    in_every_language("lost answer", lost)?;
    in_every_language("waiting", waiting)?;
    in_every_language("keys", |desk| desk.press("F1"))
}

#[test]
fn no_label_and_no_hint_is_cut_in_any_language() -> Result<(), HeadlessError> {
    for language in Language::ALL {
        for clinic in SHIPPED {
            let mut desk = Desk::open(Options {
                language,
                clinic,
                size: SMALL,
                ..Options::default()
            })?;
            desk.press("Alt+1")?;
            for section in [
                Section::Patient,
                Section::WhereWho,
                Section::When,
                Section::Instructions,
            ] {
                let digit = format!("\n {} ", section.digit());
                assert!(desk.screen().contains(&digit), "{digit}\n{}", desk.screen());
            }
            for field in Draft::new(clinic).shown() {
                let label = format!(" {} ›", field.label(language));
                let (screen, hint) = (desk.screen(), field.hint(language));
                let finds_time = MessageId::new("form-finds-time");
                let hint = match field == clinic.start_field() {
                    true => finds_time.sentence(
                        language,
                        [
                            ("hint", hint.into()),
                            ("key", Key::ctrl('f').shown(language).into()),
                        ],
                    ),
                    false => hint.to_owned(),
                };
                assert!(
                    screen.contains(&label) && screen.contains(&hint),
                    "{label} {hint}\n{screen}"
                );
                desk.press("Tab")?;
            }
        }
    }
    Ok(())
}

#[test]
fn an_empty_draw() -> Result<(), HeadlessError> {
    at_every_size("empty draw", ANIVA, |desk| desk.press("Esc"))
}

#[test]
fn a_line_and_what_it_fills_in() -> Result<(), HeadlessError> {
    at_every_size("line", CLINIK, |desk| {
        desk.press("Esc")?;
        desk.type_text("220385s ki f");
        desk.settle()?;
        desk.press("Enter")?;
        desk.settle()
    })
}

#[test]
fn a_line_that_may_mean_several() -> Result<(), HeadlessError> {
    at_every_size("line with picks", CLINIK, |desk| {
        desk.press("Esc")?;
        desk.type_text("maria, ki f");
        desk.settle()?;
        desk.press("Down")
    })
}

#[test]
fn namesakes_among_thousands() -> Result<(), HeadlessError> {
    let size = Size { cols: 80, rows: 24 };
    let options = Options {
        clinic: ANIVA,
        size,
        patients: Some(12_000),
        ..Options::default()
    };
    let mut desk = Desk::open(options)?;
    desk.press("Alt+1")?;
    desk.type_text("löwen gesa");
    desk.settle()?;
    assert_frame("namesakes 80x24", &desk.styled_screen());
    Ok(())
}

#[test]
fn a_list_to_pick_from() -> Result<(), HeadlessError> {
    at_every_size("list", CLINIK, |desk| {
        desk.type_text("maria");
        desk.press("Down Down")
    })
}

#[test]
fn mistakes_met_on_the_way() -> Result<(), HeadlessError> {
    at_every_size("mistakes", CLINIK, |desk| {
        follow_up(desk)?;
        desk.press("Alt+3 Tab")?;
        desk.type_text("10.02.2027 09:00");
        desk.press("Tab Tab Tab")?;
        desk.type_text("12");
        desk.press("Tab")
    })
}

#[test]
fn a_warning_that_asks() -> Result<(), HeadlessError> {
    at_every_size("warning", CLINIK, |desk| {
        desk.type_text("pt_abc123");
        desk.press("Alt+3")?;
        desk.type_text("10.02.2027 10:00");
        desk.press("Ctrl+S")?;
        desk.settle()
    })
}

#[test]
fn conflicts_that_ask_for_a_reason() -> Result<(), HeadlessError> {
    at_every_size("conflicts", CLINIK, |desk| {
        follow_up(desk)?;
        desk.press("Ctrl+S")?;
        desk.settle()?;
        desk.type_text("pt_abc123");
        desk.press("Alt+3")?;
        desk.type_text("10.02.2027 9:45");
        desk.press("Tab Tab")?;
        desk.type_text("180");
        desk.settle()?;
        desk.press("Ctrl+S")?;
        desk.settle()
    })
}

#[test]
fn a_time_that_has_been_taken() -> Result<(), HeadlessError> {
    at_every_size("taken", ANIVA, |desk| {
        desk.type_text("a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d");
        desk.press("Alt+2")?;
        desk.type_text("b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b");
        desk.press("Alt+3")?;
        desk.settle()?;
        desk.press("Space")?;
        desk.settle()?;
        desk.press("Enter")?;
        desk.settle()?;
        let draw = json!({
            "profile_id": "f0a1e101-6ab3-419a-953c-75ccb8951cff",
            "location_id": "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b",
            "scheduled_at": "2026-11-23T07:00:00Z",
        });
        desk.sandbox().book(ANIVA, &draw)?;
        desk.press("Ctrl+S")?;
        desk.settle()
    })
}

#[test]
fn a_booking_under_way() -> Result<(), HeadlessError> {
    at_every_size("under way", CLINIK, under_way)
}

#[test]
fn a_booked_visit() -> Result<(), HeadlessError> {
    at_every_size("booked visit", CLINIK, |desk| {
        follow_up(desk)?;
        desk.press("Ctrl+S")?;
        desk.settle()
    })
}

#[test]
fn a_booked_draw() -> Result<(), HeadlessError> {
    at_every_size("booked draw", ANIVA, |desk| {
        desk.type_text("maria schmidt");
        desk.press("Enter")?;
        desk.settle()?;
        desk.type_text("helsinki");
        desk.press("Enter")?;
        desk.type_text("11.02.2027 08:30");
        desk.press("Tab")?;
        desk.type_text("fasting since midnight");
        desk.press("Ctrl+S")?;
        desk.settle()
    })
}

#[test]
fn a_refusal() -> Result<(), HeadlessError> {
    at_every_size("refusal", CLINIK, refused)
}

#[test]
fn a_lost_answer() -> Result<(), HeadlessError> {
    at_every_size("lost answer", CLINIK, lost)
}

#[test]
fn a_wait_the_server_asked_for() -> Result<(), HeadlessError> {
    at_every_size("waiting", CLINIK, waiting)
}

#[test]
fn the_keys() -> Result<(), HeadlessError> {
    at_every_size("keys", CLINIK, |desk| desk.press("F1"))
}

#[test]
fn a_screen_that_is_too_small_says_so() -> Result<(), HeadlessError> {
    let mut desk = Desk::open(Options::default())?;
    desk.press("Alt+1")?;
    desk.type_text("pt_abc123");
    desk.resize(59, 16);
    assert!(
        desk.screen()
            .contains("It needs 60 × 16,\nthis is 59 × 16."),
        "{}",
        desk.screen()
    );
    desk.resize(60, 16);
    assert!(desk.screen().contains("pt_abc123"), "{}", desk.screen());
    let small = Size { cols: 59, rows: 16 };
    from_the_start(small, "too small", |_| Ok(()))?;
    said_anew(small, |_| Ok(()))
}

#[test]
fn names_of_every_script_keep_to_their_cells() -> Result<(), HeadlessError> {
    at_every_size("scripts", CLINIK, |desk| {
        desk.press("Alt+4")?;
        for text in [
            "日本語のお名前",
            "Ze\u{301}lie Müller-Žižka",
            "שרה כהן",
            "👩‍👩‍👧 family",
        ] {
            desk.type_text(text);
            desk.press("Tab")?;
        }
        desk.press("Shift+Tab")
    })
}
