//! The palette: everything the desk can do, found by any part of its name, and done as its key does it.

use booking::Language;
use desk::{Action, Command, Msg, Size, TABLE};
use headless::Options;
use i18n::say;
use words::line_examples;

use crate::desk_at_work::{DeskAtWork, PATIENT, at_clinik};

#[test]
fn everything_in_the_key_table_stands_in_the_palette_with_its_key() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(99, 120).press("Ctrl+P");
    for row in TABLE
        .iter()
        .filter(|row| !matches!(row.action, Action::Palette | Action::Resume(_)))
    {
        let key = row.keys.first().map(ToString::to_string);
        let key = key.unwrap_or_default();
        let says = match row.action {
            Action::OtherBackend => "to Aniva, the other clinic",
            _ => row.long(Language::En),
        };
        desk.sees(&format!("{key} {says}"));
    }
    desk.sees("Alt-V f visit template: follow-up, 30 min")
        .sees("to the field Patient instruction");
}

#[test]
fn any_part_finds_it_and_the_beginning_of_a_word_first() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P")
        .types("reques")
        .sees("show or hide the request")
        .sees_no("next field");
    desk.press("Enter").sees("can't be booked as it is");
    assert!(desk.state()["request_open"].as_bool().unwrap_or_default());
    desk.press("F3").types("COMMENT").press("Enter");
    assert_eq!(desk.focus(), "Comment");
    desk.press("Ctrl+P").types("f10").sees("leave").press("Esc");
    desk.press("Ctrl+P").types("theme light").press("Enter");
    assert_eq!(desk.state()["overlay"], "themes");
    desk.sees("dark letters on a light ground").press("Esc");
    desk.press("Ctrl+P").types("aniva").press("Enter");
    assert_eq!(desk.state()["backend"], "aniva");
}

/// What people look for under another name is the first row, in whatever language they look for it.
#[test]
fn what_is_called_otherwise_is_found_too() {
    let found = [
        ("help", Action::Help),
        ("quit", Action::Quit),
        ("exit", Action::Quit),
        ("print", Action::Slip),
        ("today", Action::Day),
        ("Hilfe", Action::Help),
        ("drucken", Action::Slip),
        ("heute", Action::Day),
        ("abbrechen", Action::Close),
        ("ohje", Action::Help),
        ("lopeta", Action::Quit),
        ("tulosta", Action::Slip),
        ("tänään", Action::Day),
    ];
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P");
    for (typed, action) in found {
        let row = TABLE
            .iter()
            .find(|row| row.action == action)
            .expect("a row");
        desk.types(typed);
        assert_eq!(
            first_row(&desk).as_deref(),
            Some(row.long(Language::En)),
            "{typed}"
        );
        desk.press("Ctrl+U");
    }
    desk.types("cancel")
        .sees("close, else to the entry line")
        .sees("the day board");
}

/// A plural, or another case, is the same word.
#[test]
fn another_form_of_a_word_finds_it_where_nothing_else_does() {
    for (language, typed, says) in [
        (Language::En, "themes", "theme dark"),
        (Language::En, "designs", "theme dark"),
        (Language::De, "Themen", "Farben "),
        (Language::Fi, "teemoja", "värit "),
    ] {
        let mut desk = DeskAtWork::open(Options {
            language,
            ..at_clinik()
        });
        desk.press("Ctrl+P").types(typed).sees(says);
    }
}

/// Where it may stand anywhere, two letters find half the table.
#[test]
fn another_name_is_found_by_the_beginning_of_a_word_only() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P")
        .types("uit")
        .sees_no("leave")
        .press("Ctrl+U")
        .types("qui")
        .sees("leave");
}

/// A name of its own comes before another name for something else.
#[test]
fn a_name_of_its_own_comes_first() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P").types("book");
    assert!(
        first_row(&desk).is_some_and(|row| row.starts_with("book, ")),
        "{}",
        desk.screen()
    );
}

#[test]
fn undo_and_a_wrong_patient_are_found_and_commands_stand_under_what_they_are_about() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P")
        .sees("most used")
        .sees("the appointment that is shown")
        .sees("all other keys");
    desk.types("undo")
        .sees("take back what was just done")
        .sees("cancel the appointment")
        .sees_no("set the status of the appointment");
    desk.sees_no("most used")
        .press("Ctrl+U")
        .types("wrong patient")
        .sees("cancel the appointment that is shown");
    desk.sees("remove an entry made in error")
        .press("Ctrl+U")
        .types("falscher Pat")
        .sees("remove an entry");
}

/// Other commands have these words in their sentences: the mouse is given *back*, a template is called *new patient*.
#[test]
fn taking_back_and_adding_a_patient_come_before_whatever_else_has_these_words() {
    let done = "take back what was just done";
    let adds = "add someone the clinic doesn't know yet";
    let rows = [
        (done, ["undo", "take back", "rückgängig", "kumoa"]),
        (
            adds,
            [
                "new patient",
                "add patient",
                "neuer Patient",
                "uusi potilas",
            ],
        ),
    ];
    for (says, words) in rows {
        for word in words {
            let mut desk = DeskAtWork::open(at_clinik());
            desk.press("Ctrl+P").types(word).sees(says);
            let screen = desk.screen();
            let lines: Vec<&str> = screen.lines().collect();
            let at = |text: &str| lines.iter().position(|line| line.contains(text));
            for other in ["take the mouse", "visit template: "] {
                assert!(
                    at(other).is_none_or(|other| Some(other) > at(says)),
                    "{screen}"
                );
            }
        }
    }
}

#[test]
fn what_is_asked_at_a_counter_is_found_by_the_words_it_is_asked_in() {
    let mut desk = DeskAtWork::open(at_clinik());
    let found = [
        ("late", "somebody is late: the board, Alt-R"),
        ("delay", "somebody is late: the board, Alt-R"),
        ("behind", "somebody is late: the board, Alt-R"),
        ("take back", "cancel the appointment that is shown"),
        ("call back", "220385s ? results"),
        ("callback", "220385s ? results"),
        ("phone", "220385s ? results"),
        ("todo", "220385s ? results"),
        ("remind me", "220385s ? results"),
        ("duration", "220385s = 45 min"),
        ("longer", "220385s = 45 min"),
        ("minutes", "220385s = 45 min"),
        ("how long", "who is waiting here now"),
        ("waiting", "who is waiting here now"),
        ("waiting", "who is on the waiting list"),
        ("waiting", "put somebody on the waiting list"),
        ("Verspätung", "somebody is late"),
        ("Rückruf", "220385s ? results"),
    ];
    for (typed, says) in found {
        desk.press("Ctrl+P").types(typed).sees(says).press("Esc");
    }
    let words = [
        ("waiting", "waiting here now", Language::En),
        ("wait", "waiting here now", Language::En),
        ("wartet", "wartet", Language::De),
        ("wart", "wartet", Language::De),
        ("odottaa", "odottaa", Language::Fi),
    ];
    for (typed, says, language) in words {
        let mut desk = DeskAtWork::open(Options {
            language,
            ..at_clinik()
        });
        desk.resize(80, 24).press("Ctrl+P").types(typed);
        let screen = desk.screen();
        let first = screen.lines().nth(3).unwrap_or_default();
        assert!(first.contains(says), "{screen}");
    }
    desk.press("Ctrl+P").types("late").sees_no("visit template");
    desk.press("Ctrl+U").types("emplat").sees("visit template");
}

#[test]
fn the_row_for_those_who_wait_now_opens_the_board_with_them_alone() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P")
        .types("waiting here now")
        .press("Enter");
    desk.settle().sees("› waiting");
}

#[test]
fn an_id_that_no_appointment_has_is_told_as_that() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P")
        .types("appt_zzzz9999")
        .press("Enter")
        .settle();
    assert!(
        desk.note()
            .starts_with("ClinikAPI has no appointment with this id"),
        "{}",
        desk.note()
    );
}

#[test]
fn the_palette_opens_on_what_is_done_most() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.resize(80, 24).press("Ctrl+P");
    assert!(
        first_row(&desk).is_some_and(|row| row.starts_with("take back what was just done")),
        "{}",
        desk.screen()
    );
    desk.sees("free times")
        .sees("the day board")
        .sees("slip to take home");
}

/// What the first row of the palette says.
fn first_row(desk: &DeskAtWork) -> Option<String> {
    let screen = desk.screen();
    let rows = TABLE
        .iter()
        .map(|row| (screen.find(row.long(Language::En)), row.long(Language::En)));
    rows.filter_map(|(at, long)| Some((at?, long.to_owned())))
        .min()
        .map(|(_, long)| long)
}

#[test]
fn a_template_a_draft_and_a_language_are_found_too() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.types(PATIENT)
        .settle()
        .press("Ctrl+N Ctrl+P")
        .types("schmidt")
        .sees("open draft A")
        .press("Enter");
    assert_eq!(desk.text("Patient"), PATIENT);
    desk.press("Ctrl+P").types("vacc").press("Enter");
    assert_eq!(desk.text("Minutes"), "15");
    desk.fill("Start", "10.02.2027 10:00")
        .press("Ctrl+P")
        .types("german")
        .press("Enter")
        .sees("Mi 10. Feb");
}

#[test]
fn a_template_is_called_as_the_language_calls_it_and_found_by_its_english_name_too() {
    let mut desk = DeskAtWork::open(Options {
        language: Language::De,
        ..at_clinik()
    });
    desk.press("Ctrl+P")
        .types("vaccin")
        .sees("Impfung, 15 Min.")
        .press("Ctrl+U")
        .types("impf")
        .press("Enter");
    desk.sees("Impfung, 15 Min.").sees_no("Vaccination");
    assert_eq!(
        (desk.text("Reason").as_str(), desk.text("Minutes").as_str()),
        ("Impfung", "15")
    );
}

#[test]
fn what_stands_on_screen_is_said_in_the_new_language_at_once() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.types("220385s ki f")
        .settle()
        .sees("follow-up 30 min")
        .press("Tab Ctrl+P")
        .types("deutsch");
    desk.sees("language: Deutsch (German)")
        .press("Enter")
        .sees("Kontrolle 30 Min.");
    desk.press("Ctrl+P")
        .sees("Was möchten Sie tun?")
        .types("english")
        .sees("Sprache: English (Englisch)");
    desk.press("Enter").sees("follow-up 30 min").sees_no("Min.");
}

#[test]
fn a_note_a_problem_and_a_question_are_said_in_the_new_language() {
    let speak = |language| Msg::Do(Command::Speak(language));
    let mut desk = DeskAtWork::open(at_clinik());
    desk.fill("Reason", "pain")
        .book()
        .sees("Not sent: 2 fields to fix.")
        .sees("Patient is missing.");
    desk.tell(speak(Language::De))
        .sees("Nicht gesendet")
        .sees("Patient fehlt.");
    desk.press("Ctrl+Q")
        .sees("Was hier")
        .tell(speak(Language::En))
        .sees("What is")
        .sees_no("Was hier");
    desk.sees("Patient is missing.");
}

#[test]
fn no_row_is_cut_on_a_small_screen() {
    for language in Language::ALL {
        let size = Size { cols: 80, rows: 24 };
        let mut desk = DeskAtWork::open(Options {
            language,
            size,
            ..at_clinik()
        });
        desk.press("Ctrl+P");
        for _ in 0..6 {
            // The last one may be, by how many more there are.
            assert!(
                !desk.screen().replace("…▼", "▼").contains('…'),
                "{}",
                desk.screen()
            );
            desk.press("PgDn");
        }
    }
}

#[test]
fn enter_never_books_from_the_palette_either() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.press("Ctrl+P").types("book").press("Enter").settle();
    desk.sees("Ctrl-S books; Enter never does.");
    desk.press("Ctrl+P Ctrl+S Esc").settle();
    assert_eq!(desk.creates().len(), 0);
}

#[test]
fn what_is_not_there_is_said_and_nothing_is_typed_into_the_form() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P")
        .types("zebra")
        .sees("no matching command")
        .press("Enter");
    desk.sees("No matching command.").press("Ctrl+U Esc");
    assert_eq!(desk.text("Patient"), "");
    desk.press("Ctrl+P")
        .paste("theme\n")
        .sees("theme dark")
        .press("Esc");
    assert_eq!(desk.text("Patient"), "");
}

#[test]
fn on_a_wide_screen_the_palette_and_the_help_lie_over_a_desk_that_stays_in_view() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.resize(120, 40)
        .types("220385s ki f mo 16:30")
        .press("Enter")
        .settle();
    for (key, says) in [("Ctrl+P", "most used"), ("F1", "Here: the entry line")] {
        desk.press(key)
            .sees(says)
            .sees("1 Maria Schmid")
            .sees("3 Mon 23 Nov 16");
        desk.press("Esc")
            .sees_no(says)
            .sees("Maria Schmidt ← this one");
    }
}

/// The words by which a front desk looks for something, in English, German and Finnish, and what is found by any of them: in
/// the palette and in the help of a desk in English.
const LOOKED_FOR: [([&str; 3], &str, &str); 12] = [
    (["ill", "krank", "sairas"], "ki away 11-14", "ki away 11-14"),
    (
        ["absent", "abwesend", "poissa"],
        "ki away 11-14",
        "ki away 11-14",
    ),
    (
        ["holiday", "Urlaub", "loma"],
        "ki away 11-14",
        "ki away 11-14",
    ),
    (
        ["lunch", "Mittagspause", "lounas"],
        "ki away 11-14",
        "ki away 11-14",
    ),
    (["series", "Serie", "sarja"], "x6w", "x6w"),
    (
        ["walk-in", "ohne Termin", "ilman ajanvarausta"],
        "220385s emergency",
        "220385s emergency",
    ),
    (["any", "egal wer", "kuka vain"], "any cardio", "any cardio"),
    (
        ["usual", "wie immer", "tuttu"],
        "220385s usual (as always)",
        "with whom the patient usually is",
    ),
    (
        ["print", "drucken", "tulosta"],
        "slip to take home",
        "slip to take home",
    ),
    (
        ["report", "Bericht", "raportti"],
        "what was booked, moved",
        "what was booked, moved",
    ),
    (
        ["discard", "verwerfen", "hylkää"],
        "throw this draft away",
        "throw this draft away",
    ),
    (
        ["undo", "rückgängig", "kumoa"],
        "cancel the appointment",
        "cancel the appointment",
    ),
];

#[test]
fn what_a_front_desk_looks_for_is_found_in_three_languages_in_the_palette_and_the_help() {
    let size = Size {
        cols: 120,
        rows: 40,
    };
    let mut desk = DeskAtWork::open(Options {
        size,
        ..at_clinik()
    });
    for (words, in_palette, in_help) in LOOKED_FOR {
        for word in words {
            desk.press("Ctrl+P")
                .types(word)
                .sees(in_palette)
                .press("Esc");
            desk.press("F1").types(word).sees(in_help).press("Esc");
        }
    }
}

#[test]
fn in_german_and_finnish_they_are_found_too() {
    for (language, place, away, walk_in) in [
        (Language::De, 1, "ki weg 11-14", "220385s Notfall"),
        (Language::Fi, 2, "ki poissa 11-14", "220385s päivystys"),
    ] {
        let mut desk = DeskAtWork::open(Options {
            language,
            ..at_clinik()
        });
        for (words, ..) in &LOOKED_FOR[..4] {
            desk.press("Ctrl+P")
                .types(words[place])
                .sees(away)
                .press("Esc");
            desk.press("F1").types(words[place]).sees(away).press("Esc");
        }
        let (words, ..) = LOOKED_FOR[5];
        desk.press("Ctrl+P").types(words[place]).sees(walk_in);
    }
}

#[test]
fn a_row_of_the_entry_line_goes_on_with_what_is_typed_there() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.press("Ctrl+P").types("lunch").press("Enter");
    desk.sees("Type it here, as in: ki away 11-14");
    assert_eq!(desk.state()["line"]["text"], "", "a name goes before it");
    desk.types("ki")
        .press("Ctrl+P")
        .types("lunch")
        .press("Enter");
    assert_eq!(desk.state()["line"]["text"], "ki away ", "{}", desk.state());
    desk.types("mo 11-14").settle().sees("Mon 23 Nov");
    assert!(desk.state()["overlay"].is_null(), "{}", desk.screen());
}

#[test]
fn every_example_of_the_entry_line_is_read_there() {
    for language in Language::ALL {
        let mut desk = DeskAtWork::open_at_the_line(Options {
            language,
            ..at_clinik()
        });
        let refusals = [
            say!(language, "line-no-time", said = ""),
            say!(language, "line-unclear", said = ""),
        ];
        for example in line_examples() {
            desk.press("Ctrl+E Ctrl+U")
                .types(example.typed(language))
                .settle();
            let screen = desk.screen();
            let refused = refusals
                .iter()
                .any(|refusal| screen.contains(refusal.trim()));
            assert!(!refused, "{screen}");
        }
    }
}

#[test]
fn the_letters_of_the_appointment_pane_stand_in_the_palette_only_where_they_work() {
    let mut desk = DeskAtWork::with_a_visit(at_clinik());
    desk.resize(99, 120).settle().book_at_once();
    let cancels = "cancel the appointment that is shown";
    desk.press("Ctrl+E Ctrl+P")
        .sees(cancels)
        .sees_no(&format!("x {cancels}"))
        .press("Esc");
    desk.turn_to("appointment").press("Ctrl+P");
    desk.sees(&format!("x {cancels}"))
        .press("Esc x")
        .settle()
        .sees("Cancel this appointment");
}

/// What this desk uses comes first, behind the command that takes the last change back.
#[test]
fn the_commands_used_last_come_first() {
    let mut desk = DeskAtWork::open(at_clinik());
    desk.press("Ctrl+P")
        .types("waiting room")
        .press("Enter")
        .settle();
    desk.press("Esc").press("Ctrl+P");
    let rows = |desk: &DeskAtWork| -> Vec<String> {
        let lines = desk.screen().lines().map(str::to_owned).collect::<Vec<_>>();
        let title = lines.iter().position(|line| line.contains("most used"));
        let title = title.unwrap_or_else(|| panic!("{}", desk.screen()));
        lines[title + 1..title + 4].to_vec()
    };
    let listed = rows(&desk);
    assert!(
        listed[0].contains("take back what was just done"),
        "{listed:?}"
    );
    assert!(listed[1].contains("who is waiting here now"), "{listed:?}");
}

#[test]
fn what_acts_on_an_appointment_comes_first_where_its_pane_has_the_keys() {
    let mut desk = DeskAtWork::open_at_the_line(at_clinik());
    desk.books_line("220385s ki f 10.2.2027 10:00")
        .turn_to("appointment")
        .press("Ctrl+P");
    let screen = desk.screen();
    let place = |text: &str| {
        screen
            .find(text)
            .unwrap_or_else(|| panic!("{text}: {screen}"))
    };
    assert!(place("the appointment that is shown") < place("most used"));
}

/// A caller who cancels everything is not the patient who has died.
#[test]
fn several_visits_of_a_patient_are_found_by_what_is_done_with_them() {
    for (language, says, typed) in [
        (
            Language::En,
            "cancel all or several visits of a patient, or move them",
            ["cancel", "move all", "several", "cancel all"],
        ),
        (
            Language::De,
            "alle oder mehrere Termine der Person absagen, verlegen",
            ["absagen", "verlegen", "mehrere", "alle absagen"],
        ),
        (
            Language::Fi,
            "peru kaikki tai useita potilaan käyntejä, tai siirrä ne",
            ["peru", "siirrä kaikki", "useita", "peru kaikki"],
        ),
    ] {
        let mut desk = DeskAtWork::open(Options {
            language,
            ..at_clinik()
        });
        let whom = say!(language, "past-visits-of-nobody");
        for typed in typed {
            desk.press("Ctrl+P").types(typed).sees(says);
            desk.press("Enter").settle();
            assert_eq!(desk.note(), whom, "{typed}");
            desk.press("Esc");
            assert_ne!(desk.note(), whom, "{typed}");
        }
    }
}
