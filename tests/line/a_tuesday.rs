//! A Tuesday morning at the phone: thirty calls, one after the other on the entry line. After each refusal, and after
//! each caller who rings off, the next one is typed at once: nothing is emptied by hand.

use chrono::DateTime;
use headless::Options;
use serde_json::Value;

use crate::desk_at_work::{DeskAtWork, at_clinik};

/// Tuesday, 24 November 2026, 7:40 in Berlin.
const MORNING: i64 = 1_795_502_400;

/// A call: what is typed, the keys behind it, and what the screen says then.
struct Call(&'static str, &'static str, &'static str);

const CALLS: [Call; 30] = [
    Call(
        "220385s ki th 9:00",
        "Enter Ctrl+S",
        "Maria Schmidt, Thu 26 Nov 09:00",
    ),
    Call("carter", "Enter", "Choose first: 1 or 2."),
    Call(
        "haddad om fr 10:00",
        "Enter Ctrl+S",
        "Mariam Haddad, Fri 27 Nov 10:00",
    ),
    Call("lindner hs mo 25:00", "Enter", "No clock shows 25:00"),
    Call(
        "041268c ki mo 10:00",
        "Enter Ctrl+S",
        "John Carter, Mon 30 Nov 10:00",
    ),
    Call("220385x", "Ctrl+S", "Choose first: 1."),
    Call(
        "schneider om th 11:20",
        "Enter Ctrl+S",
        "Maria Schneider, Thu 26 Nov 11:20",
    ),
    // She has a visit on that day, and rings off at the question whether she is to have another.
    Call(
        "schneider om th 14:00",
        "Enter Ctrl+S Esc",
        "1 warning: Ctrl-S asks first",
    ),
    Call(
        "220385s > fr 9:30",
        "Enter Ctrl+S",
        "Maria Schmidt, Fri 27 Nov 09:30",
    ),
    // He does not know yet when.
    Call("041268c > ki mo", "Enter Esc", "041268c > ki mo"),
    Call(
        "190784l lv fr 8:00",
        "Enter Ctrl+S",
        "Greta Lindner, Fri 27 Nov 08:00",
    ),
    Call("haddad -", "Enter Esc", "cancel Fri 27 Nov 10:00"),
    Call(
        "weber ki f",
        "Enter Ctrl+S",
        "Marchand-Weber, Tue 24 Nov 08:30",
    ),
    Call("haddad -", "Enter Down Ctrl+S", "Cancelled at ClinikAPI."),
    Call(
        "120486c ta we 8:30",
        "Enter Ctrl+S",
        "John Carter, Wed 25 Nov 08:30",
    ),
    Call("maria", "Ctrl+S", "Choose first"),
    Call("220385s", "Enter", "Maria Schmidt"),
    Call("lena albers 3.5.1990", "Enter", "Alt-N"),
    Call(
        "schneider > fr",
        "Enter Ctrl+S",
        "Maria Schneider, Fri 27 Nov",
    ),
    Call("ki late", "Enter", "minutes"),
    Call(
        "lindner ta tomorrow 9:00",
        "Enter Ctrl+S",
        "Greta Lindner, Wed 25 Nov 09:00",
    ),
    Call("220385s ?", "Ctrl+S", "Enter shows what the line means"),
    Call("220385s ? results of Monday", "Enter", "results of Monday"),
    Call(
        "weber > a day later",
        "Enter Ctrl+S",
        "Marchand-Weber, Wed 25 Nov 08:30",
    ),
    Call("lindner -", "Enter", "1 or 2"),
    Call("120486c -", "Enter Esc", "cancel Wed 25 Nov 08:30"),
    Call(
        "fuente go th 11:00 20 min",
        "Enter Ctrl+S",
        "Echevarría, Thu 26 Nov 11:00",
    ),
    Call("schneider", "Enter", "Maria Schneider"),
    Call("haddad om fr 25.13.", "Ctrl+S", "There is no month 13"),
    Call(
        "haddad om fr 10:40",
        "Enter Ctrl+S",
        "Mariam Haddad, Fri 27 Nov 10:40",
    ),
];

#[test]
fn thirty_calls_end_as_they_were_meant() {
    let mut desk = DeskAtWork::open_at_the_line(Options {
        now: DateTime::from_timestamp(MORNING, 0).expect("a moment"),
        ..at_clinik()
    });
    let mut wrong = String::new();
    for Call(typed, keys, says) in CALLS {
        desk.types(typed).settle();
        for key in keys.split(' ') {
            desk.press(key).settle().stands_still();
        }
        if !desk.shows(says) {
            wrong.push_str(&format!("{typed}: no {says}\n{}", desk.screen()));
        }
    }
    assert_eq!(wrong, "");
    let of = |request: &Value, name: &str| request[name].as_str().unwrap_or_default().to_owned();
    let booked = desk.creates().into_iter().map(|create| {
        let [patient, start] = ["patientId", "start"].map(|name| of(&create["body"], name));
        format!("{patient} {}", &start[..16])
    });
    let booked: Vec<String> = booked.collect();
    assert_eq!(
        booked,
        [
            "pt_abc123 2026-11-26T08:00",
            "pt_8jvsya 2026-11-27T09:00",
            "pt_shmbj5 2026-11-30T09:00",
            "pt_apwgty 2026-11-26T10:20",
            "pt_32ut2e 2026-11-27T07:00",
            "pt_6xgyhm 2026-11-24T07:30",
            "pt_u8rvcv 2026-11-25T07:30",
            "pt_32ut2e 2026-11-25T08:00",
            "pt_jxpa5n 2026-11-26T10:00",
            "pt_8jvsya 2026-11-27T09:40",
        ]
    );
    let changed = desk.changes_sent().into_iter();
    let changed: Vec<String> = changed
        .map(|change| of(&change, "start") + &of(&change, "status"))
        .collect();
    assert_eq!(
        changed,
        [
            "2026-11-27T08:30:00.000Z",
            "cancelled",
            "2026-11-27T07:00:00.000Z",
            "2026-11-25T07:30:00.000Z",
        ]
    );
}
