//! What happens elsewhere while a question waits for its answer.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use booking::clinics::CLINIK;
use serde_json::{Value, json};

use super::Desk;
use crate::another_desk::AnotherDesk as _;

/// A conversation whose answers are given one after the other.
struct Talk {
    desk: Child,
    input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
    /// The question that was asked last. It is asked again below news of its own, such as a clock that is behind.
    asked: String,
}

impl Talk {
    fn begin(desk: &Desk) -> Talk {
        let mut command = desk.command();
        command.env("LC_ALL", "C");
        let mut desk = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut talk = Talk {
            input: desk.stdin.take().expect("its input"),
            lines: BufReader::new(desk.stdout.take().expect("its output")).lines(),
            asked: String::new(),
            desk,
        };
        talk.hears("Clinic (1 or 2)");
        talk
    }

    /// Hears what is said up to the next question, which begins so.
    fn hears(&mut self, question: &str) -> String {
        let mut said = String::new();
        for line in &mut self.lines {
            let line = line.expect("text");
            said += &format!("{line}\n");
            // Only a question ends so.
            if !line.ends_with(':') {
                continue;
            }
            if line.starts_with(question) {
                self.asked = line;
                return said;
            }
            assert_eq!(line, self.asked, "{said}");
        }
        panic!("no question in\n{said}");
    }

    /// Answers, and hears what is said up to the next question, which begins so.
    fn answers(&mut self, answer: &str, question: &str) -> String {
        writeln!(self.input, "{answer}").expect("it reads");
        self.hears(question)
    }

    /// Ends the input, and returns the code with which the program ends.
    fn ends(self) -> Option<i32> {
        let Talk {
            mut desk,
            input,
            lines,
            asked: _,
        } = self;
        drop(input);
        lines.for_each(drop);
        desk.wait().expect("it ends").code()
    }
}

/// Another patient's visit at the same time with the same practitioner.
fn in_the_way() -> Value {
    json!({
        "patientId": "pt_32ut2e", "practitionerId": "prac_xyz789", "start": "2098-02-10T09:00:00Z",
        "minutesDuration": 30, "status": "booked",
    })
}

#[test]
fn a_time_that_another_booking_takes_while_the_question_waits_is_not_taken_twice() {
    let desk = Desk::new();
    let mut talk = Talk::begin(&desk);
    talk.answers(
        "220385s ki f 10.2.2098 10:00",
        "Book in the SANDBOX (y or n)",
    );
    talk.answers("y", "Book in the SANDBOX anyway");
    desk.sandbox
        .book(CLINIK, &in_the_way())
        .expect("another desk books");
    let before = desk.creates().len();
    let said = talk.answers("1", "Book in the SANDBOX anyway");
    assert!(said.contains("Nothing is sent yet."), "{said}");
    assert!(said.contains("Karin Ivers"), "{said}");
    assert!(!said.contains("Sending to"), "{said}");
    talk.answers("n", "Field to change");
    assert_eq!(talk.ends(), Some(2));
    assert_eq!(desk.creates().len(), before, "nothing was sent");
}

#[test]
fn a_new_time_that_another_booking_takes_while_the_question_waits_is_not_moved_to() {
    let desk = Desk::new();
    desk.answers(&["220385s ki f 11.2.2098 10:00", "y", "1", "n"]);
    let mut talk = Talk::begin(&desk);
    talk.answers("220385s > 10.02.2098 10:00", "Move in the SANDBOX (y or n)");
    desk.sandbox
        .book(CLINIK, &in_the_way())
        .expect("another desk books");
    let said = talk.answers("y", "Move it anyway");
    assert!(!said.contains("Sending to"), "{said}");
    talk.answers("n", "Entry line");
    talk.ends();
    assert!(desk.alterations().is_empty(), "{said}");
}

#[test]
fn an_absence_is_not_entered_when_the_input_ends_at_its_question() {
    let desk = Desk::new();
    let mut talk = Talk::begin(&desk);
    talk.answers("ki away 9.2.2098 9-12", "Enter the absence in the SANDBOX");
    assert_eq!(talk.ends(), Some(2));
    assert!(desk.slots_written().is_empty());
}
