use crate::clinics::{ANIVA, CLINIK};
use chrono::{DateTime, Utc};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, EventLike, EventStatus};
use zones::Zone;

use super::*;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn visit(language: Language) -> Slip {
    Slip {
        language,
        clinic: CLINIK,
        id: "appt_7f3k".to_owned(),
        mode: Mode::Live,
        status: "booked".to_owned(),
        start: Some(utc("2027-02-10T09:00:00Z")),
        end: Some(utc("2027-02-10T09:30:00Z")),
        zone: Zone::BERLIN,
        provider: Some("Karin Ivers, Cardiology".to_owned()),
        instruction: "Come fasting; bring your list, please.\nRing <twice> & wait.".to_owned(),
        priority: Priority::new(9),
        name: None,
        revision: Revision::default(),
        made: utc("2026-11-20T13:32:00Z"),
    }
}

fn draw(language: Language) -> Slip {
    Slip {
        clinic: ANIVA,
        id: "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b".to_owned(),
        mode: Mode::Sandbox,
        status: "scheduled".to_owned(),
        end: None,
        provider: Some("Aniva Berlin Mitte, Friedrichstraße 68, 10117 Berlin".to_owned()),
        priority: None,
        ..visit(language)
    }
}

/// Returns the calendar as another program reads it.
fn read(slip: &Slip) -> icalendar::Event {
    let calendar: Calendar = slip.on(Paper::Calendar).parse().unwrap();
    calendar.events().next().unwrap().clone()
}

fn at(event: Option<DatePerhapsTime>) -> DateTime<Utc> {
    match event {
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(at))) => at,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_paper_in_each_language() {
    for language in Language::ALL {
        for paper in Paper::ALL {
            let name = format!("slip-{language}{}", paper.extension());
            let both = format!(
                "{}\n=====\n{}",
                visit(language).on(paper),
                draw(language).on(paper)
            );
            insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../../../../../tests/screen/frames" }, {
                insta::assert_snapshot!(name, both.replace("\r\n", "\n"));
            });
        }
    }
}

#[test]
fn a_calendar_reads_back_what_was_booked() {
    let slip = visit(Language::En);
    let event = read(&slip);
    assert_eq!(event.get_uid(), Some("appt_7f3k@clinik.bookdesk"));
    assert_eq!(event.get_summary(), Some("Clinic visit"));
    assert_eq!(
        (at(event.get_start()), at(event.get_end())),
        (slip.start.unwrap(), slip.end.unwrap())
    );
    assert_eq!(event.get_timestamp(), Some(slip.made));
    assert_eq!(
        event.get_priority(),
        Some(1),
        "9 is ClinikAPI's highest, 1 is iCalendar's"
    );
    assert_eq!(event.get_status(), Some(EventStatus::Confirmed));
    let description = event.get_description().unwrap();
    assert!(description.ends_with(&slip.instruction), "{description}");
    let later = Slip {
        made: utc("2026-12-01T08:00:00Z"),
        language: Language::Fi,
        ..slip
    };
    assert_eq!(
        read(&later).get_uid(),
        event.get_uid(),
        "a later slip is of the same appointment"
    );
    assert_eq!(
        read(&draw(Language::En)).get_location(),
        Some("Aniva Berlin Mitte, Friedrichstraße 68, 10117 Berlin")
    );
}

#[test]
fn each_status_says_how_certain_it_is() {
    let status = |word: &str| {
        read(&Slip {
            status: word.to_owned(),
            ..visit(Language::En)
        })
        .get_status()
    };
    for word in [
        "booked",
        "arrived",
        "checked-in",
        "fulfilled",
        "scheduled",
        "Confirmed",
        "completed",
    ] {
        assert_eq!(status(word), Some(EventStatus::Confirmed), "{word}");
    }
    for word in ["proposed", "pending", "waitlist"] {
        assert_eq!(status(word), Some(EventStatus::Tentative), "{word}");
    }
    for word in ["cancelled", "noshow", "entered-in-error"] {
        assert_eq!(status(word), Some(EventStatus::Cancelled), "{word}");
    }
    assert_eq!(
        status("blood_drawn"),
        None,
        "nothing is made of what isn't known"
    );
    let pending = Slip {
        status: "pending".to_owned(),
        ..visit(Language::En)
    };
    assert!(pending.on(Paper::Text).contains("not confirmed yet"));
}

/// The night Berlin's clocks go back has 2:30 twice; a visit over the change ends at another offset than it
/// begins.
#[test]
fn the_hour_that_comes_twice_is_the_one_that_was_booked() {
    for (start, shown) in [
        ("2027-10-31T00:30:00Z", "02:30 CEST"),
        ("2027-10-31T01:30:00Z", "02:30 CET"),
    ] {
        let slip = Slip {
            start: Some(utc(start)),
            end: None,
            ..visit(Language::En)
        };
        assert!(
            slip.on(Paper::Text)
                .contains(&format!("Sun 31 Oct 2027 {shown}")),
            "{}",
            slip.on(Paper::Text)
        );
        assert_eq!(at(read(&slip).get_start()), utc(start));
    }
    let (start, end) = (utc("2027-10-31T00:45:00Z"), utc("2027-10-31T01:15:00Z"));
    let slip = Slip {
        start: Some(start),
        end: Some(end),
        ..visit(Language::En)
    };
    let text = slip.on(Paper::Text);
    assert!(
        text.contains("Sun 31 Oct 2027 02:45 CEST – Sun 31 Oct 2027 02:15 CET"),
        "{text}"
    );
}

#[test]
fn nobody_is_named_unless_that_is_asked_for() {
    let named = Slip {
        name: Some("Maria Schmidt".to_owned()),
        ..visit(Language::De)
    };
    for paper in Paper::ALL {
        assert!(
            !visit(Language::De).on(paper).contains("Schmidt"),
            "{paper:?}"
        );
        assert!(named.on(paper).contains("Maria Schmidt"), "{paper:?}");
        assert!(!named.file_name(paper).contains("Schmidt"));
    }
    assert!(
        !named.bare_event().unwrap().contains("Schmidt"),
        "a code can be read from afar"
    );
}

#[test]
fn a_file_is_named_after_the_appointment_and_leads_nowhere_else() {
    assert_eq!(visit(Language::En).file_name(Paper::Html), "appt_7f3k.html");
    let hostile = Slip {
        id: "../../etc/pa\u{202e}sswd\0".to_owned(),
        ..visit(Language::En)
    };
    assert_eq!(hostile.file_name(Paper::Calendar), "appt_etcpasswd.ics");
}

#[test]
fn a_page_holds_no_markup_but_its_own() {
    let page = Slip {
        provider: Some("<script>\"&'".to_owned()),
        ..visit(Language::En)
    }
    .on(Paper::Html);
    assert!(
        page.contains("&lt;script&gt;&quot;&amp;&#39;")
            && page.contains("Ring &lt;twice&gt; &amp; wait.")
    );
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("url("));
}

#[test]
fn a_telephone_reads_the_code() {
    for slip in Language::ALL
        .into_iter()
        .flat_map(|language| [visit(language), draw(language)])
    {
        let code = slip.code().unwrap();
        let grid = rqrr::SimpleGrid::from_func(code.width(), |x, y| code.is_dark(x, y));
        let (_, read) = rqrr::Grid::new(grid).decode().unwrap();
        assert_eq!(Some(read.as_str()), slip.bare_event().as_deref());
        assert!(
            code.width() <= 37,
            "{} modules are too many for a screen of 24 rows",
            code.width()
        );
    }
    assert!(
        Slip {
            start: None,
            ..visit(Language::En)
        }
        .code()
        .is_none()
    );
}

#[test]
fn a_moved_visit_says_what_time_it_replaces_and_a_calendar_takes_the_later_slip() {
    let from = Some(utc("2027-02-09T13:00:00Z"));
    let moved = |from| Slip {
        revision: Revision {
            number: 2,
            moved: Some(Moved { from }),
        },
        ..visit(Language::En)
    };
    for paper in Paper::ALL {
        let text = moved(from).on(paper).replace("\r\n ", "");
        assert!(
            text.contains("instead of Tue 9 Feb 2027 14:00 CET."),
            "{text}"
        );
    }
    let booked = read(&visit(Language::En));
    let later = read(&moved(from));
    assert_eq!(
        (booked.get_sequence(), later.get_sequence()),
        (Some(0), Some(2))
    );
    assert_eq!(booked.get_uid(), later.get_uid());
    for unsaid in [None, moved(None).start] {
        let text = moved(unsaid).on(Paper::Text);
        assert!(
            text.contains("This appointment has been moved.") && !text.contains("instead"),
            "{text}"
        );
    }
}

#[test]
fn a_cancelled_visit_leaves_the_calendar_and_gets_no_code() {
    let revision = Revision {
        number: 2,
        moved: Some(Moved {
            from: Some(utc("2027-02-09T13:00:00Z")),
        }),
    };
    let cancelled = Slip {
        status: "cancelled".to_owned(),
        revision,
        ..visit(Language::En)
    };
    let calendar: Calendar = cancelled.on(Paper::Calendar).parse().unwrap();
    assert_eq!(calendar.property_value("METHOD"), Some("CANCEL"));
    let event = read(&cancelled);
    assert_eq!(
        (event.get_status(), event.get_sequence()),
        (Some(EventStatus::Cancelled), Some(2))
    );
    assert_eq!(event.get_uid(), read(&visit(Language::En)).get_uid());
    for paper in [Paper::Text, Paper::Html] {
        let text = cancelled.on(paper);
        assert!(
            text.contains("This appointment is cancelled.") && !text.contains("instead of"),
            "{text}"
        );
    }
    assert!(
        cancelled.code().is_none(),
        "a code would put it into a calendar again"
    );
    let elsewhere = Slip {
        revision: Revision::default(),
        ..cancelled
    };
    assert_eq!(
        read(&elsewhere).get_sequence(),
        Some(1),
        "whoever cancelled it left no record here"
    );
}

/// A mother's visit, and two of her child right after it.
fn family(language: Language) -> Vec<PatientSlips> {
    let at = |id: &str, start: &str, instruction: &str| Slip {
        id: id.to_owned(),
        start: Some(utc(start)),
        end: Some(utc(start) + chrono::TimeDelta::minutes(30)),
        instruction: instruction.to_owned(),
        ..visit(language)
    };
    let of = |head: &str, visits| PatientSlips {
        head: Some(head.to_owned()),
        visits,
    };
    let child = vec![
        at(
            "appt_2",
            "2027-02-10T09:30:00Z",
            "Bring the vaccination card.",
        ),
        at("appt_3", "2027-03-10T09:30:00Z", ""),
    ];
    vec![of("M. S.", vec![visit(language)]), of("J. <S>.", child)]
}

#[test]
fn visits_of_one_call_stand_on_one_paper_in_each_language() {
    for language in Language::ALL {
        for paper in Paper::ALL {
            let name = format!("slip-of-three-{language}{}", paper.extension());
            let page = on_one_paper(&family(language), paper);
            insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../../../../../tests/screen/frames" }, {
                insta::assert_snapshot!(name, page.replace("\r\n", "\n"));
            });
        }
    }
}

#[test]
fn a_calendar_of_several_has_an_event_for_each() {
    let calendar: Calendar = on_one_paper(&family(Language::En), Paper::Calendar)
        .parse()
        .unwrap();
    let starts: Vec<DateTime<Utc>> = calendar
        .events()
        .map(|event| at(event.get_start()))
        .collect();
    assert_eq!(
        starts,
        [
            "2027-02-10T09:00:00Z",
            "2027-02-10T09:30:00Z",
            "2027-03-10T09:30:00Z"
        ]
        .map(utc)
    );
    let mut ids: Vec<&str> = calendar
        .events()
        .filter_map(|event| event.get_uid())
        .collect();
    ids.dedup();
    assert_eq!(ids.len(), 3);
}

#[test]
fn what_holds_for_each_visit_of_a_series_is_said_once() {
    let series = |instruction: &str| {
        let at = |id: &str, day: u32| Slip {
            id: id.to_owned(),
            mode: Mode::Sandbox,
            start: Some(utc(&format!("2027-02-{day}T09:00:00Z"))),
            end: None,
            instruction: instruction.to_owned(),
            ..visit(Language::En)
        };
        vec![PatientSlips {
            head: None,
            visits: vec![at("appt_1", 10), at("appt_2", 17)],
        }]
    };
    let text = on_one_paper(&series("Come fasting."), Paper::Text);
    assert!(
        text.starts_with("SANDBOX: 2 appointments\nSANDBOX: made for practice."),
        "{text}"
    );
    assert_eq!(text.matches("Come fasting.").count(), 1, "{text}");
    assert_eq!(text.matches("made for practice").count(), 1, "{text}");
    assert!(
        text.contains("For each of these appointments:\nCome fasting."),
        "{text}"
    );
    let text = on_one_paper(&series(""), Paper::Text);
    assert_eq!(text.matches("No instructions").count(), 1, "{text}");
}
