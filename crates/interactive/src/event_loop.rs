//! The desk in a terminal: wait, update, paint, repeat. All messages that arrive together make one frame, or none if
//! nothing changed. The program sleeps between frames.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc;
use std::time::Duration;

use platform::signals::HANG_UP;
use platform::terminal::is_gone;
use platform::wait::{EventPoll, WaitEvents, Waker};
use tracing::info;

use config::Config;
use config::log::{self, LoggedModes};
use desk::{Action, Desk, DeskEffect, Exit, Msg, Note, ScreenEffect, Tutor, update};
use runtime::{
    ClinicOptions, EffectExecutor, EmbeddedSandbox, EventSink, MomentClock, clinic_options,
    ended_by, lock_setup, system_clock, wall_clock,
};

use i18n::say;
use office::{Answer, OfficeEvent};

use super::input::{LoopEvent, TerminalInput, disarm};
use super::reports::{self, GroundAge};
use super::screen_executor::{MsgSink, ScreenExecutor};
use super::setup::setup;
use super::terminal;
use super::{Canvas, FileOptions, Terminal, TutorOptions, hold_panics};

/// Observes a desk and the message that it is about to handle.
pub type Watcher = Box<dyn FnMut(&Desk, &Msg)>;

/// Runs the desk in the terminal until it ends. The exit code is 0, or 128 plus the number of the signal that ended it.
pub fn run(config: Config) -> ExitCode {
    run_watched(config, Box::new(|_, _| {}))
}

/// Runs the desk with a watcher for every message.
pub fn run_watched(config: Config, watcher: Watcher) -> ExitCode {
    exit_code(Work::open(config, watcher, None).and_then(Work::until_it_ends))
}

/// Runs the desk with the tutor on this sandbox, beginning at its lesson, and keeps its progress in a file; `None` if a
/// person restarts it.
pub(super) fn run_tutor(
    config: Config,
    begins: Tutor,
    progress: &Path,
    sandbox: EmbeddedSandbox,
) -> Option<ExitCode> {
    let teaching = Teaching {
        begins,
        progress: progress.to_owned(),
        sandbox,
    };
    let work = Work::open(config, Box::new(|_, _| {}), Some(teaching));
    match work.and_then(Work::until_it_ends) {
        Ok(Exit::Again) => None,
        ended => Some(exit_code(ended)),
    }
}

fn exit_code(ended: io::Result<Exit>) -> ExitCode {
    match ended {
        Ok(Exit::Quit | Exit::Again) => ExitCode::SUCCESS,
        Ok(Exit::Signal(number)) => ended_by(number),
        // A frame was being written when the signal came.
        Err(_) if is_gone() => ended_by(HANG_UP),
        Err(error) => {
            let _ = writeln!(
                io::stderr(),
                "bookdesk: the terminal can't be used: {error}"
            );
            ExitCode::FAILURE
        }
    }
}

/// How long pending writes may delay the end of the program: a signal ends it within 2 s.
const FINISH_TIMEOUT: Duration = Duration::from_millis(1500);

/// The tutor of a desk, and its sandbox.
struct Teaching {
    begins: Tutor,
    progress: PathBuf,
    sandbox: EmbeddedSandbox,
}

/// The executors of a desk's effects, and their answers.
struct Executors {
    office: EffectExecutor,
    screen: ScreenExecutor,
    answers: mpsc::Receiver<Msg>,
}

impl Executors {
    fn start(
        config: Config,
        teaching: Option<Teaching>,
        poll: &EventPoll,
    ) -> io::Result<Executors> {
        let (sender, answers) = mpsc::channel();
        let mut sandbox = EmbeddedSandbox::default();
        let mut tutor = TutorOptions::default();
        if let Some(teaching) = teaching {
            tutor.progress = Some(teaching.progress);
            tutor.answer_loss = teaching.sandbox.answer_loss.clone();
            sandbox = teaching.sandbox;
        }
        let files = FileOptions::of(&config);
        let report = reporting(sender.clone(), poll.waker());
        let screen = ScreenExecutor::start(files, tutor, report)?;
        let clinic_options = ClinicOptions {
            sandbox,
            ..clinic_options(config)
        };
        let report = event_reporting(sender, poll.waker());
        let office = EffectExecutor::start(clinic_options, wall_clock(), report)?;
        Ok(Executors {
            office,
            screen,
            answers,
        })
    }
}

struct Work {
    desk: Desk,
    canvas: Canvas,
    terminal: Terminal,
    clock: MomentClock,
    poll: EventPoll,
    input: TerminalInput,
    executors: Executors,
    ground_age: GroundAge,
    logged: Option<LoggedModes>,
    watcher: Watcher,
}

/// Returns a note on the most severe kind of mistake in the configuration. `doctor` shows the places.
fn mistake_note(config: &Config) -> Option<&'static str> {
    let language = config.language;
    let holidays = if config.holidays.is_read() {
        say!(language, "note-holidays-partly")
    } else {
        say!(language, "note-holidays-unread")
    };
    let parts = [
        (&config.unknown_words, say!(language, "note-words-unknown")),
        (&config.keys.mistakes, say!(language, "note-keys-unusable")),
        (
            &config.templates.mistakes,
            say!(language, "note-templates-mistaken"),
        ),
        (&config.holidays.mistakes, holidays),
    ];
    parts
        .into_iter()
        .find(|(mistakes, _)| !mistakes.is_empty())
        .map(|(_, note)| note)
}

impl Work {
    /// Shows the first frame before accessing disk or network.
    fn open(config: Config, watcher: Watcher, teaching: Option<Teaching>) -> io::Result<Work> {
        hold_panics();
        let clock = system_clock();
        let poll = EventPoll::open()?;
        let mut terminal = Terminal::take()?;
        let size = Terminal::size();
        let mut input = TerminalInput::default();
        if config.asks_terminal {
            terminal.ask()?;
            input.expect_answer(clock().up);
        }
        let mut setup = setup(&config);
        setup.office.lock = lock_setup(&config);
        setup.desk.naming = config.naming;
        setup.desk.tutor = teaching.as_ref().map(|teaching| teaching.begins.clone());
        let mut desk = Desk::new(setup, clock(), size);
        desk.note = mistake_note(&config).map(|note| Note::verbatim(note.to_owned()));
        let mut canvas = Canvas::default();
        canvas.set_ground(None);
        terminal.listen_to_mouse(desk.mouse)?;
        terminal.paint(canvas.paint(&desk)?)?;

        let log = log::start(&config, desk.office.setup.modes.clone());
        info!(version = env!("CARGO_PKG_VERSION"), "desk opened");
        let executors = Executors::start(config, teaching, &poll)?;
        let mut work = Work {
            desk,
            canvas,
            terminal,
            clock,
            poll,
            input,
            executors,
            ground_age: GroundAge::default(),
            logged: None,
            watcher,
        };
        match log {
            Ok(logged) => work.logged = Some(logged),
            Err(error) => {
                work.desk.note = Some(Note::verbatim(format!("No log is kept: {error}.")))
            }
        }
        work.handle(&mut vec![Msg::Opened.into()], false)?;
        Ok(work)
    }

    fn until_it_ends(mut self) -> io::Result<Exit> {
        let mut arrived = Vec::new();
        let exit = loop {
            match self.turn(&mut arrived) {
                Ok(None) => {}
                Ok(Some(exit)) => break Ok(exit),
                Err(error) => {
                    // The terminal is gone, but the typed text is not.
                    let effects = update(&mut self.desk, Msg::Leave(HANG_UP));
                    for effect in effects {
                        if let DeskEffect::Office(effect) = effect {
                            self.executors.office.perform(effect);
                        }
                    }
                    break Err(error);
                }
            }
        };
        info!("desk closed");
        drop(self.terminal);
        let finished_by = (self.clock)().up + FINISH_TIMEOUT;
        self.executors.office.finish(FINISH_TIMEOUT);
        let left = finished_by.saturating_sub((self.clock)().up);
        self.executors.screen.finish(left);
        exit
    }

    /// Waits and handles all messages. Returns how the desk ended, if it did.
    fn turn(&mut self, arrived: &mut Vec<LoopEvent>) -> io::Result<Option<Exit>> {
        let due_in = desk::due_in(&self.desk);
        let at_most = self
            .input
            .due_in(self.desk.office.moment.up)
            .map_or(due_in, |input| input.min(due_in));
        let events = self.poll.wait(at_most, self.terminal.is_behind())?;
        let moment = (self.clock)();
        let has_caught_up = events.output;
        arrived.push(Msg::Office(OfficeEvent::Time(moment)).into());
        self.gather(events, moment.up, arrived)?;
        let is_shown = !has_caught_up && self.canvas.is_shown();
        let is_unseen = is_shown && arrived.len() == 1 && desk::is_unseen(&self.desk, moment);
        self.handle(arrived, is_unseen)?;
        Ok(self.desk.ended)
    }

    /// Collects signals first, then answers, then keys.
    fn gather(
        &mut self,
        events: WaitEvents,
        up: Duration,
        arrived: &mut Vec<LoopEvent>,
    ) -> io::Result<()> {
        if let Some(signal) = events.leave.or(events.hung_up.then_some(HANG_UP)) {
            arrived.push(Msg::Leave(signal).into());
            return Ok(());
        }
        if events.stop_requested {
            self.suspend()?;
        }
        if events.resumed {
            self.terminal.retake()?;
            self.canvas.forget();
        }
        if events.resized || events.resumed {
            arrived.push(Msg::Resize(Terminal::size()).into());
        }
        if events.output {
            self.terminal.catch_up()?;
        }
        if self.terminal.is_behind() {
            arrived.push(Msg::Behind.into());
        }
        arrived.extend(self.executors.answers.try_iter().map(LoopEvent::Message));
        if events.input {
            self.input.read(&mut self.poll, up)?;
        }
        let before = arrived.len();
        self.input.messages(up, arrived);
        let keys = &self.desk.setup.keys;
        disarm(arrived, before, |key| keys.bound(key) == Some(Action::Book));
        Ok(())
    }

    /// Updates the desk with all messages that arrived together, executes its effects, and paints once if anything may
    /// be visible.
    fn handle(&mut self, arrived: &mut Vec<LoopEvent>, is_unseen: bool) -> io::Result<()> {
        let mut unlocked = false;
        for arrived in arrived.drain(..) {
            let Some(message) = self.message_of(arrived) else {
                continue;
            };
            // Keys that arrived together with the end of the lock were not meant for the screen behind it.
            if unlocked
                && matches!(
                    message,
                    Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(..) | Msg::BookingKeyInPaste
                )
            {
                continue;
            }
            if let (Msg::Office(OfficeEvent::Modes(modes)), Some(logged)) = (&message, &self.logged)
            {
                logged.set(modes.clone());
            }
            let was_locked = self.desk.is_locked();
            if !was_locked {
                // The watcher doesn't see what is typed at the lock.
                (self.watcher)(&self.desk, &message);
            }
            let effects = update(&mut self.desk, message);
            unlocked |= was_locked && !self.desk.is_locked();
            self.perform(effects)?;
            if self.desk.ended.is_some() {
                return Ok(());
            }
        }
        // A slow terminal gets one frame for all that it missed, once it has caught up.
        if is_unseen || self.terminal.is_behind() {
            return Ok(());
        }
        self.terminal.listen_to_mouse(self.desk.mouse)?;
        self.ask_for_ground_again()?;
        self.terminal.paint(self.canvas.paint(&self.desk)?)
    }

    fn ask_for_ground_again(&mut self) -> io::Result<()> {
        let up = self.desk.office.moment.up;
        if self.ground_age.take_due(up) {
            self.terminal.ask()?;
            self.input.expect_answer(up);
        }
        Ok(())
    }

    /// Returns the desk's message for an event. A click counts only if the terminal shows the desk's current state,
    /// which is unknown while the terminal is behind.
    fn message_of(&mut self, arrived: LoopEvent) -> Option<Msg> {
        match arrived {
            LoopEvent::Message(message) => Some(message),
            LoopEvent::Report(reports::TerminalReport::Synchronises(can)) => {
                self.terminal.synchronises(can);
                None
            }
            LoopEvent::Report(reports::TerminalReport::Ground(ground)) => {
                self.canvas.set_ground(Some(ground));
                self.ground_age.note_told(self.desk.office.moment.up);
                None
            }
            LoopEvent::Report(reports::TerminalReport::Mouse(..)) if self.terminal.is_behind() => {
                None
            }
            LoopEvent::Report(reports::TerminalReport::Mouse(gesture, x, y)) => Some(Msg::Mouse(
                gesture,
                self.canvas.pointed_at(&self.desk, x, y)?,
            )),
        }
    }

    fn perform(&mut self, effects: Vec<DeskEffect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                DeskEffect::Office(effect) => self.executors.office.perform(effect),
                DeskEffect::Screen(effect) => self.perform_own(effect)?,
            }
        }
        Ok(())
    }

    fn perform_own(&mut self, effect: ScreenEffect) -> io::Result<()> {
        match effect {
            ScreenEffect::Suspend => self.suspend()?,
            ScreenEffect::Copy(clip) => self.terminal.write(&terminal::copy_sequence(&clip))?,
            ScreenEffect::Save(ticket, document) => self.executors.screen.save(ticket, document),
            ScreenEffect::Lesson(lesson) => self.executors.screen.begin(lesson),
        }
        Ok(())
    }

    /// Suspends the program until the shell resumes it. A background program gets no signal when its terminal
    /// is resized.
    fn suspend(&mut self) -> io::Result<()> {
        self.terminal.suspend()?;
        self.poll.forget_resumption();
        self.canvas.forget();
        let effects = update(&mut self.desk, Msg::Resize(Terminal::size()));
        self.perform(effects)
    }
}

fn reporting(sender: mpsc::Sender<Msg>, waker: Waker) -> MsgSink {
    Arc::new(move |message| {
        // The loop may have ended before the answer arrived.
        if sender.send(message).is_ok() {
            waker.wake();
        }
    })
}

fn event_reporting(sender: mpsc::Sender<Msg>, waker: Waker) -> EventSink {
    let were_kept = AtomicBool::new(false);
    Arc::new(move |event| {
        // Repeated confirmations of kept drafts don't change the screen: the desk gets them with the next message.
        let are_kept = matches!(event, OfficeEvent::Answer(_, Answer::Kept(Ok(()))));
        let is_news = !(were_kept.swap(are_kept, Relaxed) && are_kept);
        // As above.
        if sender.send(Msg::Office(event)).is_ok() && is_news {
            waker.wake();
        }
    })
}
