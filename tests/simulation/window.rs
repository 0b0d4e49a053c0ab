//! A window of the desk: the machine itself, its records, and a booking that the records are at work on.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, LazyLock, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use booking::api::SearchTraits;
use booking::clinics::{ANIVA, CLINIK, FHIR, KNOWN};
use booking::{Appointment, ClinicId, Clinics, Draft, Failure, Mode, PerClinic};
use desk::{Desk, DeskEffect, Msg, Setup, Size};
use runtime::{Records, Stores, WallClock};

use office::{Dispatch, Moment, Ticket};
use store::Who;
use tokio::runtime::Runtime;

use super::in_touch::{Touch, shared};
use super::shared_line::Line as ServerLine;

/// How every window is set up; reading the visit templates takes longer than a whole run.
static SETUPS: LazyLock<[Setup; 2]> = LazyLock::new(|| {
    let setup = |clinics: Clinics| Setup::new(clinics, zones::Zone::BERLIN, clinics.first());
    [
        setup(Clinics::of(&[CLINIK, ANIVA])),
        setup(Clinics::of(&[FHIR, ANIVA])),
    ]
});

/// A window at work.
pub(super) struct Window {
    pub(super) desk: Desk,
    pub(super) books: Arc<Stores>,
    /// What the desk has asked for and nobody has begun.
    pub(super) todo: VecDeque<DeskEffect>,
    /// When it was opened.
    pub(super) opened: Duration,
    /// Which run of the program it is.
    pub(super) run: u32,
    /// What it has begun ends with it.
    pub(super) runtime: Arc<Runtime>,
    /// What its records have told and it has not heard yet.
    said: Arc<Mutex<Vec<Msg>>>,
    /// Its way to the records that desks share, where it shares any.
    pub(super) touch: Option<Touch>,
    /// What the server's searches have shown of themselves.
    pub(super) traits: SearchTraits,
    /// Until when its machine sleeps.
    pub(super) asleep: Option<Duration>,
}

impl Window {
    /// Opens the records in a folder, and a desk.
    pub(super) fn open(
        runtime: &Runtime,
        folder: PathBuf,
        clock: WallClock,
        (opened, run): (Duration, u32),
        (visits, references, identifiers): (ClinicId, Option<u64>, u64),
        touch: Option<Touch>,
    ) -> Window {
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        let report: runtime::EventSink = Arc::new(move |event| {
            heard
                .lock()
                .expect("nobody panics")
                .push(Msg::Office(event));
        });
        let now = clock();
        let desk = touch.as_ref().map(|touch| touch.desk.clone());
        let who = Who {
            operator: None,
            desk,
        };
        let shared = touch.is_some().then(shared);
        let records = Records {
            folder: Some(folder),
            drafts: true,
            who,
            shared,
            ..Records::default()
        };
        let books = runtime.block_on(Stores::open(
            records,
            PerClinic::of(KNOWN, |_| Mode::Sandbox),
            clock,
            report,
        ));
        let mut setup = SETUPS
            .iter()
            .find(|setup| setup.office.clinics.first() == visits)
            .expect("a setup")
            .clone();
        setup.office.references = references;
        setup.office.identifiers = identifiers;
        let desk = Desk::new(
            setup,
            Moment {
                now,
                up: Duration::ZERO,
            },
            Size {
                cols: 100,
                rows: 40,
            },
        );
        let (books, todo, runtime) = (Arc::new(books), VecDeque::new(), Arc::new(own_runtime()));
        Window {
            desk,
            books,
            todo,
            opened,
            run,
            runtime,
            said,
            touch,
            traits: SearchTraits::default(),
            asleep: None,
        }
    }

    /// What its records have told since they were asked last.
    pub(super) fn told(&self) -> Vec<Msg> {
        std::mem::take(&mut *self.said.lock().expect("nobody panics"))
    }

    /// When its desk has something to do by itself, which it does not while its machine sleeps.
    pub(super) fn due(&self) -> Duration {
        let due = self.opened
            + self.desk.office.moment.up
            + desk::due_in(&self.desk).max(Duration::from_millis(1));
        due.max(self.asleep.unwrap_or_default())
    }

    /// Every draft it holds: in its forms, put aside, and of bookings that were lost sight of.
    pub(super) fn drafts(&self) -> impl Iterator<Item = &Draft> {
        let forms = self
            .desk
            .office
            .setup
            .clinics
            .iter()
            .map(|clinic| self.desk.form_of(clinic).draft());
        let parked = self.desk.parked().iter().map(|parked| parked.draft());
        forms.chain(parked).chain(
            self.desk
                .office
                .changes()
                .unresolved()
                .filter_map(|open| open.draft.as_ref()),
        )
    }
}

/// A runtime for what happens in one thread.
pub(super) fn own_runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime")
}

/// What comes of a booking.
pub(super) type Result = std::result::Result<Appointment, Failure>;

/// How far a booking went.
pub(super) enum Went {
    /// The request has left.
    Left,
    /// The server of the shared records takes its time.
    Waits,
    /// All is done.
    Ended(Box<Result>),
}

/// A booking in the executor of the records: the shipped sequence of steps, held where the request leaves until the
/// simulation lets an answer come back.
pub(super) struct Task {
    steps: Pin<Box<dyn Future<Output = Result>>>,
    line: Rc<RefCell<Line>>,
}

/// How far the request is.
enum Line {
    Idle,
    Left,
    Answered(Box<Result>),
}

/// The request itself.
struct Request(Rc<RefCell<Line>>);

impl Future for Request {
    type Output = Result;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result> {
        let mut line = self.0.borrow_mut();
        match std::mem::replace(&mut *line, Line::Idle) {
            Line::Answered(answer) => Poll::Ready(*answer),
            Line::Idle | Line::Left => {
                *line = Line::Left;
                Poll::Pending
            }
        }
    }
}

impl Task {
    pub(super) fn new(books: Arc<Stores>, ticket: Ticket, send_off: Dispatch) -> Task {
        let line = Rc::new(RefCell::new(Line::Idle));
        let left = Rc::clone(&line);
        let steps = Box::pin(async move {
            books
                .record_and_send(ticket, send_off, || Request(Rc::clone(&left)))
                .await
        });
        Task { steps, line }
    }

    /// Goes on until the request has left and waits, the records wait for the server of the shared ones, or all is done.
    pub(super) fn go_on(&mut self, runtime: &Runtime, server: Option<&ServerLine>) -> Went {
        runtime.block_on(std::future::poll_fn(|context| {
            match self.steps.as_mut().poll(context) {
                Poll::Ready(result) => Poll::Ready(Went::Ended(Box::new(result))),
                Poll::Pending if matches!(*self.line.borrow(), Line::Left) => {
                    Poll::Ready(Went::Left)
                }
                Poll::Pending if server.is_some_and(|line| line.is_waiting(context.waker())) => {
                    Poll::Ready(Went::Waits)
                }
                Poll::Pending => Poll::Pending,
            }
        }))
    }

    /// The answer has come back, or nothing was sent after all.
    pub(super) fn is_answered(&mut self, answer: Result) {
        *self.line.borrow_mut() = Line::Answered(Box::new(answer));
    }

    /// The answer has come back; what is left to do is done.
    pub(super) fn answered(&mut self, runtime: &Runtime, answer: Result) -> Result {
        self.is_answered(answer);
        match self.go_on(runtime, None) {
            Went::Ended(result) => *result,
            _ => unreachable!("all is done once the answer is back"),
        }
    }
}
