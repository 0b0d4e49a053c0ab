//! The verbs the uses are told in: a person at the desk, and what can be seen of the desk from outside. A verb
//! that can't be done fails the test that used it.

mod authority;
mod outcome;
mod private;
mod published;
mod reading;
pub(crate) mod records;
mod shipped;
#[cfg(unix)]
mod signals;
mod stand_in;
pub(crate) mod transcript;
mod tunnel;
pub(crate) mod unplugged;
mod visits;

pub(crate) use published::{Published, SlotList};
pub(crate) use reading::{columns, is_on};
use std::time::Duration;

use booking::Directory;
use booking::clinics::{ANIVA, FHIR, KNOWN};
use chrono::TimeDelta;
use client::Timeouts;
use desk::{Gesture, Msg, READABLE_AFTER, Size};
use headless::{Desk, Options, TestSandbox};
use interactive::Canvas;

use office::{Moment, OfficeEvent};
use serde_json::{Value, json};

pub(crate) use authority::{Authority, Identity};
#[cfg(unix)]
pub(crate) use private::write_with_mode;
pub(crate) use private::{is_private, write_private};
pub(crate) use shipped::{
    SKIP_PAUSES, at, at_home, impatient, shipped, without_pauses, write_zones,
};
#[cfg(unix)]
pub(crate) use signals::signal_to;
pub(crate) use stand_in::{StandIn, response};
pub(crate) use tunnel::Tunnel;
pub(crate) use visits::{VISITS, record_at_clinik, said_at, said_at_clinik};

/// ClinikAPI's example patient, Maria Schmidt.
pub(crate) const PATIENT: &str = "pt_abc123";
/// Aniva's example profile, Maria Schmidt.
pub(crate) const PROFILE: &str = "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d";
/// Aniva's example location, in Berlin.
pub(crate) const BERLIN: &str = "b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b";
/// A UUID that neither a profile nor a location has.
pub(crate) const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

/// How long after its answer was lost a booking can be known not to be there, in seconds: a call may take 20, a server
/// may be at work on it for 15 more, and a search may be 12 behind.
pub(crate) const CERTAIN: u64 = 47;

/// One column, so that a sentence wraps into lines of its own, and high enough for a whole form.
pub(crate) const ONE_COLUMN: Size = Size {
    cols: 100,
    rows: 56,
};

/// A desk with someone at it.
pub(crate) struct DeskAtWork(Desk);

/// A client of a test without certificates: the sandbox is asked over plain HTTP, but building one needs TLS.
pub(crate) fn plain_http() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]);
    http.build().expect("a client")
}

/// How a desk for visits at ClinikAPI is opened.
pub(crate) fn at_clinik() -> Options {
    Options {
        size: ONE_COLUMN,
        ..Options::default()
    }
}

/// The same for a desk that waits so long at most for an answer, in real time.
pub(crate) fn waiting_at_most(request: Duration, options: Options) -> Options {
    Options {
        timeouts: Timeouts {
            request,
            ..Timeouts::default()
        },
        ..options
    }
}

/// How a desk for blood draws at Aniva is opened.
pub(crate) fn at_aniva() -> Options {
    Options {
        clinic: ANIVA,
        ..at_clinik()
    }
}

/// How a desk for visits at a FHIR server is opened.
pub(crate) fn at_fhir() -> Options {
    Options {
        clinic: FHIR,
        clinics: KNOWN,
        ..at_clinik()
    }
}

/// The same without booking references: a comment goes out as it is typed.
pub(crate) fn without_references() -> Options {
    Options {
        references: None,
        ..at_clinik()
    }
}

impl DeskAtWork {
    /// A desk just opened, the cursor in the entry line.
    pub(crate) fn open_at_the_line(options: Options) -> DeskAtWork {
        DeskAtWork(Desk::open(options).expect("a desk opens"))
    }

    /// The same on a sandbox that runs already.
    pub(crate) fn open_on(options: Options, sandbox: TestSandbox) -> DeskAtWork {
        DeskAtWork(Desk::open_on(options, sandbox).expect("a desk opens"))
    }

    /// A desk with the cursor in the first field of its form.
    pub(crate) fn open(options: Options) -> DeskAtWork {
        let mut desk = DeskAtWork::open_at_the_line(options);
        desk.press("Alt+1");
        desk
    }

    /// A desk at ClinikAPI with a visit typed in that can be booked as it stands.
    pub(crate) fn with_a_visit(options: Options) -> DeskAtWork {
        let mut desk = DeskAtWork::open(options);
        desk.fill_a_visit("10.02.2027 10:00");
        desk
    }

    /// A desk at Aniva with a blood draw typed in that can be booked as it stands.
    pub(crate) fn with_a_draw(options: Options) -> DeskAtWork {
        let mut desk = DeskAtWork::open(options);
        desk.fill("Profile", PROFILE)
            .fill("Location", BERLIN)
            .fill("Scheduled at", "2027-02-11 08:30");
        desk
    }

    // What a person does.

    /// Types a visit of half an hour.
    pub(crate) fn fill_a_visit(&mut self, start: &str) -> &mut Self {
        // The same people have other ids there.
        let patient = match self.state()["backend"] == FHIR.word() {
            true => PATIENT.replace('_', "-"),
            false => PATIENT.to_owned(),
        };
        self.fill("Patient", &patient)
            .fill("Start", start)
            .fill("Minutes", "30")
    }

    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        self.0.press(keys).expect("these are keys");
        self
    }

    pub(crate) fn types(&mut self, text: &str) -> &mut Self {
        self.0.type_text(text);
        self
    }

    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.0.paste(text);
        self
    }

    /// Clicks on the first letter of this, once everything has stood still.
    pub(crate) fn clicks(&mut self, text: &str) -> &mut Self {
        self.settle().stands_still().clicks_at_once(text).settle()
    }

    /// Clicks before anyone could have seen what is there.
    pub(crate) fn clicks_at_once(&mut self, text: &str) -> &mut Self {
        self.points(Gesture::Click, text)
    }

    /// Clicks with Ctrl on the first letter of this, once everything has stood still.
    pub(crate) fn clicks_to_mark(&mut self, text: &str) -> &mut Self {
        let still = self.settle().stands_still();
        still.points(Gesture::Mark, text).settle()
    }

    /// Uses the mouse on the first letter of this.
    pub(crate) fn points(&mut self, gesture: Gesture, text: &str) -> &mut Self {
        let screen = self.screen();
        let found = screen
            .lines()
            .enumerate()
            .find_map(|(y, line)| Some((line.find(text)?, line, y)));
        let (at, line, y) = found.unwrap_or_else(|| panic!("no “{text}” on\n{screen}"));
        // Nothing wide stands before it in these uses.
        let cell = |count: usize| u16::try_from(count).expect("a screen");
        self.0
            .point(gesture, (cell(line[..at].chars().count()), cell(y)));
        self
    }

    /// Uses the mouse on a cell.
    pub(crate) fn points_at(&mut self, gesture: Gesture, cell: (u16, u16)) -> &mut Self {
        self.0.point(gesture, cell);
        self
    }

    /// Something happens that is neither a key nor the mouse.
    pub(crate) fn tell(&mut self, message: Msg) -> &mut Self {
        self.0.tell(message);
        self
    }

    /// Lets pass what a hand needs.
    pub(crate) fn stands_still(&mut self) -> &mut Self {
        self.0
            .pass(READABLE_AFTER)
            .expect("the clocks can be moved");
        self
    }

    pub(crate) fn resize(&mut self, cols: u16, rows: u16) -> &mut Self {
        self.0.resize(cols, rows);
        self
    }

    /// Goes to a field, one after the other, as a person does.
    pub(crate) fn go_to(&mut self, label: &str) -> &mut Self {
        if self.state()["pane"] == "entry line" {
            self.press("Tab");
        }
        let start = self.focus();
        while self.focus() != label {
            self.press("Tab");
            assert_ne!(self.focus(), start, "the form asks for no {label}");
        }
        self
    }

    /// Goes to a field and types over what stands there.
    pub(crate) fn fill(&mut self, label: &str, text: &str) -> &mut Self {
        self.go_to(label).press("Ctrl+U").types(text)
    }

    /// The same with a text too long, or too odd, to be typed.
    pub(crate) fn fill_by_paste(&mut self, label: &str, text: &str) -> &mut Self {
        self.go_to(label).press("Ctrl+U").paste(text)
    }

    /// Presses the booking key and waits for what comes of it.
    pub(crate) fn book(&mut self) -> &mut Self {
        self.press("Ctrl+S").settle()
    }

    /// Presses the booking key once, and it is booked, without a question.
    pub(crate) fn book_at_once(&mut self) -> &mut Self {
        self.book();
        assert_eq!(self.asked(), "", "{}", self.screen());
        self.booked()
    }

    /// Presses the booking key and looks while the server, made slow, takes its time.
    pub(crate) fn book_and_watch(&mut self, clinic: &str, ms: u64) -> &mut Self {
        self.settle()
            .fault(&json!({"backend": clinic, "call": "create", "fault": "slow", "ms": ms}));
        self.press("Ctrl+S").send_off()
    }

    /// Waits until the booking is on its way, and does not wait for its answer.
    pub(crate) fn send_off(&mut self) -> &mut Self {
        self.0
            .send_off()
            .expect("the look at its time comes to its end");
        self
    }

    /// Goes ahead in spite of a warning.
    pub(crate) fn book_all_the_same(&mut self) -> &mut Self {
        self.book();
        assert_ne!(self.asked(), "", "{}", self.screen());
        self.confirm_despite().settle().booked()
    }

    /// Goes ahead with what is asked, after the time it takes to read it, for the first reason if one is asked for.
    pub(crate) fn confirm_despite(&mut self) -> &mut Self {
        self.stands_still();
        let question = &self.state()["question"];
        if !question.is_null() && question["chosen"].is_null() {
            self.press("1");
        }
        self.press("Ctrl+S")
    }

    /// Gives the keys to the pane with this title, one pane after the other.
    pub(crate) fn turn_to(&mut self, pane: &str) -> &mut Self {
        for _ in 0..5 {
            if self.state()["pane"] == pane {
                return self;
            }
            self.press("Ctrl+O");
        }
        panic!("no pane is called {pane}")
    }

    /// Has the cancelled appointment that is shown take place again, and confirms that it is meant.
    pub(crate) fn takes_back_the_cancellation(&mut self) -> &mut Self {
        self.turn_to("appointment")
            .press("a")
            .sees("cancelled → booked")
            .press("Ctrl+S")
            .sees("Take that back?")
            .pass(1)
            .press("Ctrl+S")
            .settle()
    }

    pub(crate) fn settle(&mut self) -> &mut Self {
        self.0.settle().expect("every effect comes to its end");
        self
    }

    pub(crate) fn pass(&mut self, seconds: u64) -> &mut Self {
        self.0
            .pass(Duration::from_secs(seconds))
            .expect("the clocks can be moved");
        self
    }

    /// Lets time pass in steps of a second, with all that falls due in each.
    pub(crate) fn wait(&mut self, seconds: u64) -> &mut Self {
        for _ in 0..seconds {
            self.pass(1).settle();
        }
        self
    }

    pub(crate) fn pass_ms(&mut self, ms: u64) -> &mut Self {
        self.0
            .pass(Duration::from_millis(ms))
            .expect("the clocks can be moved");
        self
    }

    /// The clock on the wall is set; the one that nobody sets goes on.
    pub(crate) fn clock_jumps(&mut self, by: TimeDelta) -> &mut Self {
        let Moment { now, up } = self.0.desk().office.moment;
        self.0
            .tell(Msg::Office(OfficeEvent::Time(Moment { now: now + by, up })));
        self
    }

    /// Waits until the sandbox has the booking; its answer may never come.
    pub(crate) fn until_received(&mut self) -> &mut Self {
        self.until_received_in_all(1)
    }

    /// The same, where the sandbox has some already.
    pub(crate) fn until_received_in_all(&mut self, bookings: usize) -> &mut Self {
        let mut looks = 0;
        while self.creates().len() < bookings {
            looks += 1;
            assert!(looks < 10_000, "it was never sent");
        }
        self
    }

    /// Lets a moment pass, and ends the desk without a word to it, as SIGKILL does. The clinics go on.
    pub(crate) fn killed_after(mut self, ms: u64) -> Closed {
        if ms > 0 {
            self.pass_ms(ms).settle();
        }
        Closed(self.0.kill())
    }

    /// Ends the desk as SIGTERM does. The clinics go on.
    pub(crate) fn closed(self) -> Closed {
        Closed(self.0.close())
    }

    pub(crate) fn fault(&mut self, fault: &Value) -> &mut Self {
        self.0.fault(fault).expect("the sandbox knows this fault");
        self
    }

    // What can be seen.

    /// The line of the screen that the cursor stands in.
    pub(crate) fn line_with_the_cursor(&self) -> String {
        let place = self.0.cursor().expect("the cursor shows");
        self.screen()
            .lines()
            .nth(place.y.into())
            .unwrap_or_default()
            .to_owned()
    }

    /// The screen with the roles of its stretches, for snapshots.
    pub(crate) fn styled_screen(&self) -> String {
        self.0.styled_screen()
    }

    /// The desk itself, for what no screen shows.
    pub(crate) fn desk(&self) -> &desk::Desk {
        self.0.desk()
    }

    pub(crate) fn sandbox(&self) -> &TestSandbox {
        self.0.sandbox()
    }

    pub(crate) fn state(&self) -> Value {
        self.0.state()
    }

    /// The label of the field with the cursor.
    pub(crate) fn focus(&self) -> String {
        self.state()["focus"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// What a field of the form in front holds.
    pub(crate) fn text(&self, label: &str) -> String {
        self.field(label)["text"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// How the desk reads a field of the form in front.
    pub(crate) fn reading(&self, label: &str) -> String {
        self.field(label)["read"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Whether the form in front asks for a field.
    pub(crate) fn asks_for(&self, label: &str) -> bool {
        !self.field(label).is_null()
    }

    fn field(&self, label: &str) -> Value {
        let state = self.state();
        let form = &state["forms"][state["backend"].as_str().unwrap_or_default()];
        let fields = form["fields"].as_array().into_iter().flatten();
        fields
            .into_iter()
            .find(|field| field["label"] == label)
            .cloned()
            .unwrap_or_default()
    }

    /// Everything typed into the form in front.
    pub(crate) fn typed(&self) -> Value {
        let state = self.state();
        let form = &state["forms"][state["backend"].as_str().unwrap_or_default()];
        form["fields"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|field| field["text"].clone())
            .collect()
    }

    pub(crate) fn problems(&self) -> Vec<Value> {
        self.state()["problems"]
            .as_array()
            .cloned()
            .unwrap_or_default()
    }

    /// What is wrong with a field, in words; nothing where nothing is.
    pub(crate) fn problem_at(&self, label: &str) -> String {
        let at = self
            .problems()
            .into_iter()
            .find(|problem| problem["field"] == label);
        at.and_then(|problem| problem["what"].as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// The bodies of the changes to appointments that reached ClinikAPI, oldest first.
    pub(crate) fn changes_sent(&self) -> Vec<Value> {
        let is_one = |request: &Value| {
            request["call"] == "patch" && request["path"].to_string().contains("/appointments")
        };
        let requests = self.requests().into_iter();
        requests
            .filter(is_one)
            .map(|request| request["body"].clone())
            .collect()
    }

    /// Every create the sandbox received.
    pub(crate) fn requests(&self) -> Vec<Value> {
        self.0
            .requests()
            .expect("the sandbox tells what it received")
    }

    pub(crate) fn creates(&self) -> Vec<Value> {
        self.requests()
            .into_iter()
            .filter(|request| request["call"] == "create")
            .collect()
    }

    /// The body of the one create there was.
    pub(crate) fn body(&self) -> Value {
        let creates = self.creates();
        assert_eq!(creates.len(), 1, "{}", self.screen());
        creates[0]["body"].clone()
    }

    /// The ids a list holds, in its order.
    pub(crate) fn listed(&self, directory: Directory) -> Vec<String> {
        let list = self
            .0
            .desk()
            .office
            .lists
            .list(directory)
            .value()
            .expect("the list is there");
        let people = list.people().into_iter().flat_map(|people| people.people());
        list.entries()
            .map(|entry| entry.id.clone())
            .chain(people.map(|person| person.id().to_owned()))
            .collect()
    }

    /// What each row under the field with the cursor is known by.
    pub(crate) fn rows(&self) -> Vec<String> {
        desk::rows(self.0.desk())
            .rows
            .into_iter()
            .map(|row| row.label)
            .collect()
    }

    /// Everything the sandbox received, as one text.
    pub(crate) fn everything_sent(&self) -> String {
        json!(
            self.0
                .requests()
                .expect("the sandbox tells what it received")
        )
        .to_string()
    }

    /// What a terminal is sent to show this frame, the whole of it.
    pub(crate) fn painted(&self) -> String {
        let desk = self.0.desk();
        let mut canvas = Canvas::default();
        let bytes = canvas.paint(desk).expect("memory can be written to");
        String::from_utf8(bytes.to_vec()).expect("UTF-8")
    }

    pub(crate) fn screen(&self) -> String {
        self.0.screen()
    }

    /// Whether the screen shows these words, wherever lines break.
    pub(crate) fn shows(&self, words: &str) -> bool {
        is_on(&self.screen(), words)
    }

    /// Takes in what has been heard by now.
    pub(crate) fn catches_up(&mut self) -> &mut Self {
        self.0.catch_up();
        self
    }

    /// The screen shows these words, wherever lines break.
    pub(crate) fn sees(&mut self, words: &str) -> &mut Self {
        assert!(
            is_on(&self.screen(), words),
            "no “{words}” on\n{}",
            self.screen()
        );
        self
    }

    pub(crate) fn sees_no(&mut self, words: &str) -> &mut Self {
        assert!(
            !is_on(&self.screen(), words),
            "“{words}” on\n{}",
            self.screen()
        );
        self
    }

    /// The line the screen shows after a key, and in a question.
    pub(crate) fn note(&self) -> String {
        self.state()["note"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn asked(&self) -> String {
        self.state()["ask"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn booked(&mut self) -> &mut Self {
        assert!(
            self.state()["appointment"]["id"].is_string(),
            "nothing came back:\n{}",
            self.screen()
        );
        assert_eq!(self.problems(), [] as [Value; 0], "{}", self.screen());
        self
    }

    /// Nothing of the key beyond its public prefix is to be seen anywhere.
    pub(crate) fn keeps(&mut self, key: &str) -> &mut Self {
        let secret = key.strip_prefix("clk_test_").unwrap_or(key);
        assert!(
            !self.screen().contains(secret),
            "the key is on\n{}",
            self.screen()
        );
        assert!(
            !self.state().to_string().contains(secret),
            "the key is in the state"
        );
        self
    }
}

/// The clinics, without a desk.
pub(crate) struct Closed(TestSandbox);

impl Closed {
    /// A desk opens again, and stays where it finds itself.
    pub(crate) fn reopened(self, options: Options) -> DeskAtWork {
        DeskAtWork(Desk::open_on(options, self.0).expect("a desk opens"))
    }
}
