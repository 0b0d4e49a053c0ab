//! How many keys each call costs that a front desk takes, from the line with the cursor in it to what the clinic has.

use headless::Options;
use serde_json::{Map, Value, json};

use crate::desk_at_work::{DeskAtWork, at_clinik, at_fhir};

/// Desks at the clinics whose visits are typed alike.
const CLINICS: [fn() -> Options; 2] = [at_clinik, at_fhir];

/// What somebody does at the desk, with the keys counted.
struct Counted {
    desk: DeskAtWork,
    keys: usize,
}

impl Counted {
    fn at(desk: DeskAtWork) -> Counted {
        Counted { desk, keys: 0 }
    }

    fn types(mut self, text: &str) -> Counted {
        self.keys += text.chars().count();
        self.desk.types(text).settle();
        self
    }

    /// Presses each key once what the one before has shown could be read.
    fn press(mut self, keys: &str) -> Counted {
        for key in keys.split(' ') {
            self.keys += 1;
            self.desk.stands_still().press(key).settle();
        }
        self
    }

    /// That many keys at most, and this is on the screen then.
    fn costs(mut self, most: usize, seen: &str) -> DeskAtWork {
        self.desk.sees(seen);
        assert!(
            self.keys <= most,
            "{} keys for {seen:?}, and {most} are allowed",
            self.keys
        );
        self.desk
    }
}

/// A desk with one visit of Maria Schmidt's on Monday at nine, and the cursor in the line.
fn with_monday(clinic: fn() -> Options) -> DeskAtWork {
    let desk = DeskAtWork::open_at_the_line(clinic());
    let mut desk = Counted::at(desk)
        .types("220385s ki f mo 9")
        .press("Enter Ctrl+S")
        .costs(19, "✓ booked");
    desk.pass(60).press("Ctrl+E");
    desk
}

/// The same desk on that Monday.
fn on_monday(clinic: fn() -> Options) -> DeskAtWork {
    let mut desk = with_monday(clinic);
    desk.pass(3 * 24 * 3600).settle();
    desk
}

fn bodies(desk: &DeskAtWork, call: &str) -> Vec<Value> {
    let is_one = |request: &Value| {
        request["call"] == call
            && request["path"]
                .to_string()
                .to_lowercase()
                .contains("/appointment")
    };
    desk.requests()
        .into_iter()
        .filter(is_one)
        .map(|request| in_one_format(&request["body"]))
        .collect()
}

/// A JSON Patch as the members that it sets, and moments as ClinikAPI has them.
fn in_one_format(body: &Value) -> Value {
    let Some(steps) = body.as_array() else {
        return body.clone();
    };
    let set = steps.iter().filter(|step| step["op"] == "add").map(|step| {
        let name = step["path"]
            .as_str()
            .expect("a path")
            .trim_start_matches('/')
            .to_owned();
        let value = step["value"].get("text").unwrap_or(&step["value"]).clone();
        let moment = value
            .as_str()
            .and_then(|text| text.strip_suffix('Z'))
            .map(|text| format!("{text}.000Z"));
        (name, moment.map_or(value, Value::from))
    });
    set.collect::<Map<_, _>>().into()
}

#[test]
fn a_returning_patient_is_booked_in_fourteen() {
    for clinic in CLINICS {
        let desk = DeskAtWork::open_at_the_line(clinic());
        let desk = Counted::at(desk)
            .types("220385s ki f")
            .press("Enter Ctrl+S")
            .costs(14, "✓ booked");
        assert_eq!(bodies(&desk, "create").len(), 1);
    }
}

#[test]
fn when_is_mine_is_answered_in_eight() {
    for clinic in CLINICS {
        let desk = Counted::at(with_monday(clinic))
            .types("220385s")
            .press("Enter")
            .costs(8, "Upcoming for Maria");
        assert_eq!(
            desk.text("Start"),
            "",
            "who only asks gets no time: {}",
            desk.screen()
        );
        assert_eq!(bodies(&desk, "create").len(), 1);
    }
}

#[test]
fn a_caller_comes_at_another_time_in_eight_keys_behind_the_patient() {
    for clinic in CLINICS {
        let desk = Counted::at(with_monday(clinic))
            .types("220385s > th 9")
            .press("Enter Ctrl+S");
        let desk = desk.costs(7 + 9, "✓ moved");
        assert_eq!(
            bodies(&desk, "patch")[0]["start"],
            "2026-11-26T08:00:00.000Z"
        );
        // The next free time, from the appointment in its pane.
        let desk = Counted::at(with_monday(clinic))
            .types("220385s >")
            .press("Enter Ctrl+S")
            .costs(7 + 4, "✓ moved");
        assert_eq!(bodies(&desk, "patch").len(), 1);
    }
}

#[test]
fn an_open_appointment_is_moved_in_eight_and_cancelled_in_four() {
    for clinic in CLINICS {
        let opened = || {
            let mut desk = with_monday(clinic);
            desk.turn_to("appointment");
            Counted::at(desk)
        };
        let desk = opened()
            .press("m")
            .types("th 9")
            .press("Ctrl+S")
            .costs(8, "✓ moved");
        assert_eq!(
            bodies(&desk, "patch")[0]["start"],
            "2026-11-26T08:00:00.000Z"
        );
        opened().press("m Down Ctrl+S").costs(3, "✓ moved");
        let desk = opened().press("x Down Ctrl+S").costs(4, "✓ cancelled");
        let body = json!({"status": "cancelled", "cancelationReason": "patient is ill"});
        assert_eq!(bodies(&desk, "patch"), [body]);
    }
}

#[test]
fn who_can_not_come_is_cancelled_from_the_line_in_four_keys_behind_the_patient() {
    for clinic in CLINICS {
        let desk = Counted::at(with_monday(clinic))
            .types("220385s -")
            .press("Enter Ctrl+S")
            .costs(7 + 4, "✓ cancelled");
        assert_eq!(bodies(&desk, "patch").len(), 1);
    }
}

#[test]
fn who_is_here_is_marked_in_three_keys_from_a_row_of_the_day() {
    for clinic in CLINICS {
        let mut desk = on_monday(clinic);
        desk.press("Ctrl+D").settle().sees("Maria Schmidt");
        let desk = Counted::at(desk)
            .press("Enter a Ctrl+S")
            .costs(3, " is here (");
        assert_eq!(bodies(&desk, "patch"), [json!({"status": "arrived"})]);
    }
}

#[test]
fn who_is_here_is_marked_from_the_line_in_four_keys_behind_the_patient() {
    for clinic in CLINICS {
        let desk = Counted::at(on_monday(clinic))
            .types("220385s +")
            .press("Enter Ctrl+S");
        let desk = desk.costs(7 + 4, " is here (");
        assert_eq!(bodies(&desk, "patch"), [json!({"status": "arrived"})]);
    }
}

#[test]
fn what_was_called_off_is_booked_again_in_eleven() {
    for clinic in CLINICS {
        let mut desk = with_monday(clinic);
        desk.turn_to("appointment")
            .press("x Ctrl+S")
            .settle()
            .sees("✓ cancelled");
        let desk = Counted::at(desk)
            .press("Ctrl+O b")
            .types("tue 10:00")
            .press("Ctrl+S")
            .costs(12, "✓ booked");
        assert_eq!(bodies(&desk, "create").len(), 2);
    }
}

#[test]
fn a_series_of_six_costs_four_keys_more_than_one_visit() {
    for clinic in CLINICS {
        let desk = DeskAtWork::open_at_the_line(clinic());
        let desk = Counted::at(desk)
            .types("220385s ki f mo 9 x6w")
            .press("Enter Ctrl+S");
        let desk = desk.costs(19 + 4, "6 of 6 done.");
        assert_eq!(bodies(&desk, "create").len(), 6);
    }
}

#[test]
fn everybody_of_a_day_is_cancelled_in_six_because_the_doctor_is_ill() {
    for clinic in CLINICS {
        let mut desk = with_monday(clinic);
        desk.types("190784l ki f mo 10")
            .press("Enter")
            .settle()
            .press("Ctrl+S")
            .settle()
            .sees("✓ booked");
        desk.pass(60)
            .press("Ctrl+D")
            .settle()
            .press("Right Right Right")
            .settle()
            .sees("2 booked");
        let desk = Counted::at(desk).press("Ctrl+A Enter x Ctrl+S");
        let desk = desk.costs(6, "2 of 2 done.");
        assert_eq!(bodies(&desk, "patch").len(), 2);
    }
}
