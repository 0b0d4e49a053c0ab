//! The desk as questions and answers, line by line: for a screen reader, a braille line, a dumb terminal and a pipe.
//!
//! Answers are entered at the office, and its state and news are said; no rule is repeated here. Output is whole lines
//! of text without escape sequences.

mod alter;
mod answer;
mod away;
mod book;
mod call_back;
mod calls;
mod conversation;
mod died;
mod drafts;
mod fields;
mod late;
mod line;
mod lines;
mod lists;
mod lock;
mod machine;
mod model;
mod new_patient;
mod new_time;
mod other_patient;
mod outbox;
mod question;
mod read_list;
mod several;
mod shown;
mod spoken;
mod submit;
mod undo;

use std::convert::Infallible;
use std::io::{self, IsTerminal, Write};
use std::mem;
use std::process::ExitCode;
use std::time::Duration;

use booking::{ClinicId, Clinics, Mode, Naming, Outcome};
use config::{Config, log};
use i18n::say;
use itertools::Itertools;
use office::{AwayLine, OfficeEvent};
use runtime::{
    Machine, Session, SessionOptions, clinic_options, ended_by, lock_setup, notes_on_config,
    office_setup, system_clock, wall_clock,
};

use answer::LineAnswer;
use conversation::{Conversation, Whether};
use fields::FieldStep;
use line::Entered;
use lines::{End, Input};
use machine::PlainMachine;
use model::{Manner, PlainModel};
use question::{Question, Topic};

/// How long pending writes may delay the end.
const END_TIMEOUT: Duration = Duration::from_secs(1);
/// How long an unknown outcome is looked up after the input has ended (`--wait` in `shell.md` of the guide).
const LOOK_UP_TIMEOUT: Duration = Duration::from_secs(30);
/// How long an attended desk waits for the saved draft at the start.
const DRAFT_TIMEOUT: Duration = Duration::from_secs(2);

/// The number of digits that makes an answer an entry line with a birth date, such as `0105`.
const LEAST_DIGITS: usize = 4;

/// Exit code if nothing was booked (`plain.md` of the guide).
const NOTHING_BOOKED: u8 = 2;
/// Exit code if it is unknown whether something was booked (`shell.md` of the guide).
const UNKNOWN: u8 = 6;

/// Asks for bookings until the person quits or the input ends. `ways` is a sentence about what works without a
/// terminal. The exit code is 0 if the person quit or the last booking was made, 2 if the input ended before that, 6 if
/// its outcome is unknown, and 128 plus the signal's number after a signal.
pub fn run(config: Config, ways: &str) -> ExitCode {
    let mut desk = match PlainDesk::open(config) {
        Ok(desk) => desk,
        Err(error) => {
            let _ = writeln!(io::stderr(), "bookdesk: the desk can't open: {error}");
            return ExitCode::FAILURE;
        }
    };
    let end = desk.converse();
    desk.close(end, ways)
}

/// Returns whether the PIN is asked for here: one is set, and standard input is a terminal. Otherwise it must be given
/// beforehand.
pub fn asks_for_pin(config: &Config) -> bool {
    config.pin.is_some() && config.pin_file.is_none() && io::stdin().is_terminal()
}

/// A conversation and its results.
struct PlainDesk {
    talk: Conversation,
    /// Whether standard input is a terminal. Only then is a saved draft resumed.
    is_attended: bool,
    /// What is said about the configuration before the first question.
    notes_on_config: Vec<String>,
    has_booked: bool,
    /// Whether the answer to a booking was lost.
    has_lost: bool,
}

impl PlainDesk {
    fn open(config: Config) -> io::Result<PlainDesk> {
        let clock = system_clock();
        let is_attended = io::stdin().is_terminal();
        // Without a PIN, a lock would be pointless, because earlier output can't be hidden.
        let locks = is_attended && config.pin.is_some();
        let mut setup = office_setup(&config);
        if locks {
            setup.lock = lock_setup(&config);
        }
        setup.lock.opens_locked = asks_for_pin(&config);
        let manner = Manner {
            language: config.language,
            naming: if locks {
                config.naming
            } else {
                Naming::default()
            },
            date_order: config.date_order,
            saves_drafts: is_attended,
        };
        let clinic = config.clinic;
        let notes_on_config = notes_on_config(&config, None);
        let log = log::start(&config, setup.modes.clone());
        let log_error = log.as_ref().err().map(ToString::to_string);
        let logged_modes = log.ok();
        let translate = move |event| match event {
            // A script neither resumes nor saves a draft.
            OfficeEvent::DraftsRead(_) if !is_attended => None,
            OfficeEvent::Modes(modes) => {
                logged_modes
                    .iter()
                    .for_each(|logged| logged.set(modes.clone()));
                Some(OfficeEvent::Modes(modes))
            }
            event => Some(event),
        };
        let options = SessionOptions {
            clinic_options: clinic_options(config),
            clock: wall_clock(),
            in_turn: false,
        };
        let machine = PlainMachine::new(PlainModel::new(setup, clinic, manner, clock()));
        let session = Session::open(machine, options, translate)?;
        let input = Input::open(session.waker())?;
        let mut talk = Conversation::new(session, clock, input);
        if let Some(error) = log_error {
            let _ = talk.print(&error);
        }
        Ok(PlainDesk {
            talk,
            is_attended,
            notes_on_config,
            has_booked: false,
            has_lost: false,
        })
    }

    /// Runs the conversation and returns why it ended.
    fn converse(&mut self) -> End {
        match self.greet().and_then(|()| self.bookings()) {
            Err(end) => end,
            Ok(never) => match never {},
        }
    }

    fn greet(&mut self) -> Result<(), End> {
        let language = self.talk.language();
        if self.talk.office().lock().is_on() {
            self.talk.print(say!(language, "plain-pin-first"))?;
            self.talk.ask_pin()?;
        }
        let modes = self.modes();
        self.talk.print_all(modes)?;
        self.talk.print_all(mem::take(&mut self.notes_on_config))?;
        self.talk.print(say!(language, "plain-greeting"))?;
        self.talk.print(say!(language, "plain-whole-line"))?;
        if self.is_attended {
            self.talk.wait(DRAFT_TIMEOUT, |session| {
                session.machine().office().keeps_drafts()
            })?;
        }
        Ok(())
    }

    /// Returns the lines about the clinics' modes; one line if all modes are the same.
    fn modes(&self) -> Vec<String> {
        let office = self.talk.office();
        let language = self.talk.language();
        let clinics = office.setup.clinics;
        let first = office.mode_of(clinics.first());
        let line = |mode: Mode, names: &str| match mode {
            Mode::Sandbox => say!(language, "plain-mode-sandbox", names),
            mode => say!(language, "plain-mode", mode = mode.word(), names),
        };
        if clinics.iter().all(|clinic| office.mode_of(clinic) == first) {
            let names: Vec<&str> = clinics.iter().map(ClinicId::name).collect();
            return vec![line(first, &names.join(", "))];
        }
        clinics
            .iter()
            .map(|clinic| line(office.mode_of(clinic), clinic.name()))
            .collect()
    }

    /// Asks for one booking after another.
    fn bookings(&mut self) -> Result<Infallible, End> {
        let mut brought_back = false;
        let mut next_line = None;
        loop {
            // A draft names its clinic, and so does an entry line.
            let asks_for_clinic = !brought_back || self.talk.model().form().is_free();
            let line = match next_line.take() {
                None if asks_for_clinic => self.clinic(),
                line => Ok(line),
            };
            (next_line, brought_back) = match line.and_then(|line| self.book(line)) {
                Ok(next_line) => (next_line, false),
                Err(End::BroughtBack) => {
                    self.talk.leave_what_is_open()?;
                    (None, true)
                }
                Err(End::NextLine) => {
                    self.talk.leave_what_is_open()?;
                    (self.talk.next_line.take(), false)
                }
                Err(end) => return Err(end),
            };
        }
    }

    /// Asks for one booking and sends it. If the answer to whether there is another one was an entry line, returns that
    /// line, with which the next one begins.
    fn book(&mut self, line: Option<String>) -> Result<Option<String>, End> {
        if self.fill(line)? {
            match self.talk.conclude()? {
                Outcome::Made(..) => {
                    self.has_booked = true;
                    self.talk.panels_again()?;
                }
                outcome => self.has_lost |= outcome != Outcome::Queued,
            }
            return self.another();
        }
        Ok(None)
    }

    /// Asks whether there is another booking, and leaves if there is none. An entry line means yes, and is returned.
    fn another(&mut self) -> Result<Option<String>, End> {
        let language = self.talk.language();
        let another = say!(language, "plain-another");
        let another = Question::whether(Topic::Another, another, language);
        match self.talk.ask_whether_or(&another, is_line)? {
            Whether::Other(line) => return Ok(Some(line)),
            Whether::No => self.talk.quit()?,
            Whether::Yes | Whether::Back | Whether::Altered => {}
        }
        Ok(None)
    }

    /// Asks for the clinic. Returns the answer if it is a whole entry line, which names the clinic itself.
    fn clinic(&mut self) -> Result<Option<String>, End> {
        let language = self.talk.language();
        let clinics = self.talk.office().setup.clinics;
        let last = clinics.iter().len();
        if last == 1 {
            return Ok(None);
        }
        let text = |clinic: ClinicId| format!("{}, {}", clinic.name(), clinic.purpose(language));
        self.talk.offer(clinics.iter().map(text))?;
        loop {
            let current = self.talk.model().clinic;
            let question = say!(language, "plain-backend", last, stands = current.name());
            let chosen = match self.talk.ask(&Question::new(Topic::Clinic, &question))? {
                LineAnswer::Text(text) => match named(clinics, &text) {
                    None if is_line(&text) => return Ok(Some(text)),
                    named => named,
                },
                LineAnswer::Nothing => Some(current),
                // There is no previous question, and what was carried out leaves this one open.
                LineAnswer::Keyword(_) => continue,
            };
            match chosen {
                Some(chosen) => {
                    self.talk.with_model(|model| model.switch_to(chosen));
                    return Ok(None);
                }
                None => self.talk.print(say!(language, "plain-no-such-choice"))?,
            }
        }
    }

    /// Fills the form. Returns whether it is filled.
    fn fill(&mut self, mut line: Option<String>) -> Result<bool, End> {
        loop {
            if line.is_none() && !self.talk.model().form().is_free() {
                let language = self.talk.language();
                let filled = spoken::filled(self.talk.model());
                let question = say!(language, "plain-go-on");
                let question = Question::whether(Topic::GoOn, question, language).after(filled);
                match self.talk.ask_whether_or(&question, |_| false)? {
                    Whether::Altered => continue,
                    Whether::Yes | Whether::Other(_) => {}
                    Whether::No | Whether::Back => self.talk.begin_anew(),
                }
            }
            match self.talk.entry_line(line.take())? {
                Entered::Filled => return Ok(true),
                Entered::Back | Entered::Sent => return Ok(false),
                Entered::Nothing => {}
            }
            if self.talk.fields()? == FieldStep::On {
                return Ok(true);
            }
        }
    }

    /// Ends the conversation and returns the exit code.
    fn close(mut self, end: End, ways: &str) -> ExitCode {
        let code = match end {
            End::Quit => ExitCode::SUCCESS,
            End::BroughtBack | End::NextLine | End::OutputGone => ExitCode::FAILURE,
            End::Signal(number) => ended_by(number),
            End::InputOver => self.input_is_over(ways),
        };
        self.talk.finish(END_TIMEOUT);
        code
    }

    /// Reports the state of the last booking after the input has ended, and returns the exit code.
    fn input_is_over(&mut self, ways: &str) -> ExitCode {
        let language = self.talk.language();
        let is_known = self.talk.wait(LOOK_UP_TIMEOUT, |session| {
            let changes = session.machine().office().changes();
            changes.unknown().next().is_none()
        });
        if is_known == Ok(false) {
            let _ = self.talk.print(say!(language, "plain-end-unknown"));
        }
        if is_known != Ok(true) {
            return ExitCode::from(UNKNOWN);
        }
        let is_lost = self.talk.office().changes().unresolved().next().is_some();
        let is_open = !self.talk.model().form().is_free() || is_lost;
        if (self.has_booked || self.has_lost || self.talk.has_written) && !is_open {
            return ExitCode::SUCCESS;
        }
        let text = if self.has_booked {
            say!(language, "plain-end-last-not-booked")
        } else {
            say!(language, "plain-end-nothing-booked")
        };
        let _ = self.talk.print(text);
        let _ = writeln!(io::stderr(), "{ways}");
        ExitCode::from(NOTHING_BOOKED)
    }
}

/// Returns whether an answer is an entry line: a birth date, several words, or the word that lists absences.
fn is_line(text: &str) -> bool {
    AwayLine::of(text).is_some()
        || text.contains(' ')
        || text.chars().filter(char::is_ascii_digit).count() >= LEAST_DIGITS
}

/// Returns the clinic with this number or name, else the only one whose name begins like this.
fn named(clinics: Clinics, text: &str) -> Option<ClinicId> {
    let text = text.to_lowercase();
    let is_called = |(clinic, number): &(ClinicId, usize)| {
        number.to_string() == text || clinic.name().to_lowercase() == text
    };
    let called = clinics.into_iter().zip(1..).find(is_called);
    let alike = clinics
        .into_iter()
        .filter(|clinic| clinic.name().to_lowercase().starts_with(&text));
    called
        .map(|(clinic, _)| clinic)
        .or_else(|| alike.exactly_one().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::SiteName;
    use booking::clinics::{CLINIK, FHIR, KNOWN};

    #[test]
    fn the_beginning_of_a_name_counts_if_no_other_begins_so() {
        let site = |name| FHIR.named(&SiteName::new(name).unwrap()).unwrap();
        let [north, south, short] = ["Praxis Nord", "Praxis Süd", "Praxis"].map(site);
        let clinics = KNOWN.with_sites(FHIR, &[north, south]);
        for (text, clinic) in [
            ("praxis", None),
            ("praxis s", Some(south)),
            ("Praxis Nord", Some(north)),
            ("clin", Some(CLINIK)),
            ("3", Some(north)),
        ] {
            assert_eq!(named(clinics, text), clinic, "{text}");
        }
        let clinics = clinics.with_sites(CLINIK, &[short]);
        assert_eq!(named(clinics, "praxis"), Some(short), "the whole name");
    }
}
