//! One run: two windows on the same records, both clinics, a person, and time, all of it decided by the dice of one seed.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use booking::clinics::{CLINIK, FHIR};
use booking::{Change, ClinicId, Failure};
use chrono::DateTime;
use desk::{Msg, update};
use runtime::WallClock;

use fastrand::Rng;
use office::{Moment, OfficeEvent, SubmissionId, Ticket};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

use super::flawed_searches::SearchFlaw;
use super::in_touch::Desks;
use super::person::Wish;
use super::reports::Report;
use super::server::Server;
use super::window::{Task, Window, own_runtime};

/// When every run begins: Friday 20 November 2026, 14:32 in Berlin; in milliseconds since 1970.
pub(super) const BEGINS: i64 = 1_795_181_520_000;

/// How long it takes until every lease that nobody renews has lapsed, and what was under it is another desk's.
const SETTLES: Duration = Duration::from_secs(20);
/// How long after its records have told something a window hears it.
pub(super) const HEARD_AFTER: Duration = Duration::from_millis(5);

/// Something that is going to happen.
pub(super) enum Happening {
    /// The clinic makes the appointment of this create.
    Commit(usize),
    /// The answer to this create is back; none that it failed.
    Back(usize, Option<Failure>),
    /// The server of the shared records comes to what a window waits for.
    Served(usize, u32),
    /// A window's machine wakes, which had fallen asleep right before it sent this create.
    Wakes(usize, u32, usize),
    /// Somebody at another desk is for what this create is for, while its machine sleeps.
    Meanwhile(usize),
    /// A window's run hears this.
    Heard(usize, u32, Option<Ticket>, Msg),
}

/// A change that a desk had sent.
pub(super) struct Create {
    /// The wish that it books, or whose appointment it alters.
    pub(super) wish: usize,
    /// When its desk let it go.
    pub(super) at: Duration,
    pub(super) change: Change,
    /// Its name at its desk.
    pub(super) of: Option<SubmissionId>,
    /// The window and its run.
    pub(super) from: (usize, u32),
    /// Its place among those that were written down.
    pub(super) written: Option<usize>,
    /// Its name in the records, where desks share them.
    pub(super) record: Option<Uuid>,
    /// It went out though other desks could not know of it.
    pub(super) is_alone: bool,
    /// A person has been asked about what stands against it, and has said yes.
    pub(super) is_override: bool,
    /// While its answer may come.
    pub(super) task: Option<Task>,
    pub(super) ticket: Ticket,
    /// A person has said that it is not booked, or is.
    pub(super) by_hand: bool,
    /// The clinic has altered the appointment as it asks.
    pub(super) has_altered: bool,
    /// The clinic had another version of the appointment by then.
    pub(super) is_stale: bool,
    /// The clinic asked to wait, so the desk may send it again by itself.
    pub(super) waits: bool,
    /// Another change's claim has kept it from being sent. If that change's appointment is gone, the desk sends it at once.
    pub(super) is_claimed: bool,
}

/// Everything there is.
pub(super) struct World {
    pub(super) dice: Rng,
    /// The clinic for visits.
    pub(super) visits: ClinicId,
    /// What is wrong with the searches of its server, if anything is.
    pub(super) flaw: Option<SearchFlaw>,
    /// Whether, and for how long, a machine falls asleep.
    pub(super) sleep: Rng,
    pub(super) now: Duration,
    wall: Arc<AtomicI64>,
    pub(super) runtime: Runtime,
    pub(super) folder: TempDir,
    pub(super) server: Server,
    pub(super) windows: Vec<Option<Window>>,
    /// The records that several desks share, where there are several.
    pub(super) desks: Option<Desks>,
    pub(super) creates: Vec<Create>,
    pub(super) wishes: Vec<Wish>,
    queue: BTreeMap<(Duration, u64), Happening>,
    happenings: u64,
    /// How many calls in a hundred go wrong.
    pub(super) trouble: u8,
    /// Until when whatever is read is answered at once.
    pub(super) quick_until: Duration,
    /// At how many steps of a booking in a hundred its window is killed.
    pub(super) deadly: u8,
    pub(super) references: bool,
    runs: u32,
    pub(super) written: usize,
    /// Windows at which a person has said that a change of an appointment shall go out, and it has not yet.
    pub(super) said: Vec<bool>,
    /// Changes of appointments that went out without a person's say-so.
    pub(super) unsaid: Vec<usize>,
    /// Appointments that were proposed to be given to another practitioner.
    pub(super) given_away: Vec<String>,
    /// Appointments made in the place of others, of which a person has dropped the cancellation.
    pub(super) dropped_steps: Vec<String>,
    /// Those that were proposed to be put on the waiting list.
    pub(super) put_on_list: Vec<String>,
    /// How many moves were proposed: each is to another time.
    pub(super) moves: i64,
    /// What desks have reported of the changes that were submitted at them.
    pub(super) reports: Vec<Report>,
    /// What was reported as made and was not.
    pub(super) untrue: Vec<String>,
    /// Changes that were sent while the clinic was at work on another one of the same appointment.
    pub(super) at_once: Vec<(usize, usize)>,
    /// Whether the clock has jumped back, which puts changes out of order, or over midnight: earlier days are not asked for.
    pub(super) has_jumped: bool,
    pub(super) trace: Vec<String>,
    /// The requests of the changes that went out, and what was read, for the transcript.
    pub(super) requests: Vec<String>,
}

impl World {
    pub(super) fn new(seed: u64) -> World {
        let mut dice = Rng::with_seed(seed);
        let lag = Duration::from_millis(dice.u64(0..=10_000));
        let trouble = dice.choice([0, 20, 50, 80]).unwrap_or(0);
        let deadly = dice.choice([0, 2, 10, 25]).unwrap_or(0);
        World {
            now: Duration::ZERO,
            wall: Arc::new(AtomicI64::new(BEGINS)),
            runtime: own_runtime(),
            folder: folder(),
            server: Server::new(lag),
            windows: vec![None, None],
            desks: None,
            creates: Vec::new(),
            wishes: Vec::new(),
            queue: BTreeMap::new(),
            happenings: 0,
            trouble,
            quick_until: Duration::ZERO,
            deadly,
            references: dice.u8(0..4) > 0,
            runs: 0,
            written: 0,
            said: vec![false; 2],
            unsaid: Vec::new(),
            given_away: Vec::new(),
            dropped_steps: Vec::new(),
            put_on_list: Vec::new(),
            moves: 0,
            reports: Vec::new(),
            untrue: Vec::new(),
            at_once: Vec::new(),
            has_jumped: false,
            trace: Vec::new(),
            requests: Vec::new(),
            sleep: Rng::with_seed(!seed),
            flaw: None,
            visits: if seed % 3 == 2 { FHIR } else { CLINIK },
            dice,
        }
    }

    pub(super) fn notes(&mut self, what: impl Display) {
        self.trace
            .push(format!("{:>9.3} {what}", self.now.as_secs_f64()));
    }

    /// A person works, calls go wrong, windows die and clocks jump; then all is well again for long enough.
    pub(super) fn lives(&mut self) {
        match self.desks {
            None => self.opens(0),
            Some(_) => self.other_desks_open(),
        }
        for _ in 0..self.dice.u32(20..140) {
            let window = self.dice.usize(0..self.windows.len());
            if self.is_asleep(window) {
                self.passes(Duration::from_millis(500));
                continue;
            }
            match self.dice.u8(0..100) {
                0 => self.dies(window, "without a reason"),
                1 => self.leaves(window),
                2..4 if self.desks.is_some() => self.line_changes(window),
                2..4 => self.clock_jumps(),
                4..10 if self.desks.is_some() => self.two_book_at_once(window),
                10..16 if self.desks.is_some() => self.two_change_at_once(window),
                16..18 if self.desks.is_some() => self.backs_up_or_restores(),
                4..60 => self.acts(window),
                _ => {
                    let longest = self.dice.choice([100, 3_000, 15_000]).unwrap_or(0);
                    let time = self.dice.u64(1..longest);
                    self.passes(Duration::from_millis(time));
                }
            }
            if self.windows[window].is_none() && self.dice.u8(0..3) == 0 {
                self.opens(window);
            }
        }
        self.quiets_down();
    }

    /// Faults end, windows open, and what is under way comes to its end.
    fn quiets_down(&mut self) {
        self.notes("all is well");
        (self.trouble, self.deadly) = (0, 0);
        self.lines_hold();
        while (0..self.windows.len()).any(|number| self.is_asleep(number)) {
            self.passes(Duration::from_secs(1));
        }
        for window in 0..self.windows.len() {
            if self.windows[window].is_none() {
                self.opens(window);
            }
            self.lets_go(window);
        }
        if self.desks.is_some() {
            // By then whatever was left has been taken over.
            self.passes(SETTLES);
            self.leases_last();
        }
        let until = self.now + Duration::from_secs(400);
        while self.now < until && self.is_busy() {
            self.passes(Duration::from_secs(5));
            (0..self.windows.len()).for_each(|window| self.lets_go(window));
        }
        // A desk learns within a minute what the other has done, and reads then.
        self.passes(Duration::from_secs(90));
    }

    /// Whether a booking is on its way somewhere.
    fn is_busy(&self) -> bool {
        let flying = |window: &Window| window.desk.office.changes().awaited().next().is_some();
        self.windows.iter().flatten().any(flying)
            || self
                .queue
                .values()
                .any(|it| matches!(it, Happening::Commit(_) | Happening::Back(..)))
    }

    pub(super) fn opens(&mut self, number: usize) {
        self.runs += 1;
        let run = self.runs;
        self.notes(format_args!("window {number} opens as run {run}"));
        let references = self.references.then(|| self.dice.u64(..));
        let identifiers = self.wall.load(Ordering::Relaxed).unsigned_abs() + u64::from(run);
        let (folder, touch) = (self.folder_of(number), self.touch_of(number));
        let window = Window::open(
            &self.runtime,
            folder,
            self.wall_clock(number),
            (self.now, run),
            (self.visits, references, identifiers),
            touch,
        );
        self.windows[number] = Some(window);
        self.tell(number, Msg::Opened);
        self.hears_its_records(number);
        self.keeps_in_touch(number);
    }

    /// A window hears what its records have told.
    pub(super) fn hears_its_records(&mut self, number: usize) {
        let said = self.windows[number]
            .as_ref()
            .map(Window::told)
            .unwrap_or_default();
        for message in said {
            if let Msg::Office(OfficeEvent::Store(trouble)) = &message {
                self.notes(format_args!("the records of window {number}: {trouble:?}"));
            }
            self.notes_news(number, &message);
            self.hears(number, HEARD_AFTER, None, message);
        }
    }

    /// The system asks a window to leave: it keeps what was typed.
    fn leaves(&mut self, number: usize) {
        self.notes(format_args!("window {number} leaves"));
        self.tells_time(number);
        if self.windows[number]
            .as_ref()
            .is_some_and(|window| !window.desk.office.keeps_drafts())
        {
            // Its records are not open yet.
            self.forgets_fresh_wishes(number);
        }
        self.tell(number, Msg::Leave(15));
        self.ends(number);
    }

    /// Kills a window, as SIGKILL does.
    pub(super) fn dies(&mut self, number: usize, at: &str) {
        if self.windows[number].is_none() {
            return;
        }
        self.notes(format_args!("window {number} is killed, {at}"));
        self.forgets_fresh_wishes(number);
        self.ends(number);
    }

    fn ends(&mut self, number: usize) {
        let Some(window) = self.windows[number].take() else {
            return;
        };
        self.said[number] = false;
        let gone = |from| from == (number, window.run);
        for create in self.creates.iter_mut().filter(|create| gone(create.from)) {
            create.task = None;
        }
    }

    /// Whether a window is killed at this step of a booking.
    pub(super) fn dies_at(&mut self, number: usize, step: &str) -> bool {
        let dies = self.dice.u8(0..100) < self.deadly;
        if dies {
            self.dies(number, step);
        }
        dies
    }

    pub(super) fn is_asleep(&self, number: usize) -> bool {
        self.windows[number]
            .as_ref()
            .is_some_and(|window| window.asleep.is_some())
    }

    fn clock_jumps(&mut self) {
        let days = self.dice.i64(1..4) * 86_400_000;
        let by = self
            .dice
            .choice([-3_600_137, 3_600_211, days + 11])
            .unwrap_or(0);
        self.wall.fetch_add(by, Ordering::Relaxed);
        self.has_jumped |= by < 0 || by > days;
        self.notes(format_args!("the clock jumps by {} s", by / 1000));
    }

    /// The clock of a window's machine.
    pub(super) fn wall_clock(&self, number: usize) -> WallClock {
        let (wall, ahead) = (Arc::clone(&self.wall), self.ahead(number));
        Arc::new(move || {
            let now = wall.load(Ordering::Relaxed) + ahead;
            DateTime::from_timestamp_millis(now).expect("a moment")
        })
    }

    /// Lets time pass; what falls due in it happens, in order.
    pub(super) fn passes(&mut self, time: Duration) {
        let until = self.now + time;
        loop {
            let windows = self.windows.iter().flatten().map(Window::due);
            let touches = (0..self.windows.len()).filter_map(|number| self.touch_due(number));
            let next = windows
                .chain(touches)
                .chain(self.queue.keys().map(|(at, _)| *at))
                .min();
            let Some(next) = next.filter(|next| *next <= until) else {
                break;
            };
            self.is_now(next);
            for number in 0..self.windows.len() {
                if self.is_asleep(number) {
                    continue;
                }
                if self.touch_due(number).is_some_and(|due| due <= self.now) {
                    self.keeps_in_touch(number);
                }
                if self.windows[number]
                    .as_ref()
                    .is_some_and(|window| window.due() <= self.now)
                {
                    self.tells_time(number);
                }
            }
            self.what_is_due_happens();
        }
        self.is_now(until);
    }

    fn is_now(&mut self, now: Duration) {
        let now = now.max(self.now);
        self.server_is_now(now);
        let passed = i64::try_from((now - self.now).as_millis()).unwrap_or(0);
        self.wall.fetch_add(passed, Ordering::Relaxed);
        self.now = now;
    }

    /// A moment goes by before anybody looks at a clock.
    pub(super) fn a_moment_goes_by(&mut self, time: Duration) {
        self.is_now(self.now + time);
    }

    /// Whether the clinic is still at work on a create.
    pub(super) fn may_still_be_made(&self, create: usize) -> bool {
        self.queue
            .values()
            .any(|it| matches!(it, Happening::Commit(other) if *other == create))
    }

    /// Whether a desk waits for what the clinic answers to a create, or the clinic is at work on it.
    pub(super) fn is_at_clinic(&self, create: usize) -> bool {
        let is_awaited = self.creates[create].task.is_some();
        let is_back = |it: &Happening| matches!(it, Happening::Back(other, _) if *other == create);
        self.may_still_be_made(create) || (is_awaited && self.queue.values().any(is_back))
    }

    /// A desk looks at its clocks, as it does before it takes in anything else.
    pub(super) fn tells_time(&mut self, number: usize) {
        if let Some(window) = &self.windows[number] {
            let moment = Moment {
                now: (self.wall_clock(number))(),
                up: self.now - window.opened,
            };
            self.tell(number, Msg::Office(OfficeEvent::Time(moment)));
        }
    }

    fn what_is_due_happens(&mut self) {
        while let Some(first) = self
            .queue
            .first_entry()
            .filter(|first| first.key().0 <= self.now)
        {
            let it = first.remove();
            let to = match &it {
                Happening::Served(number, _) | Happening::Heard(number, ..) => Some(*number),
                Happening::Back(create, _) => Some(self.creates[*create].from.0),
                Happening::Commit(_) | Happening::Wakes(..) | Happening::Meanwhile(_) => None,
            };
            if let Some(until) = to.and_then(|number| self.windows[number].as_ref()?.asleep) {
                self.happens_in(
                    until.saturating_sub(self.now) + Duration::from_millis(1),
                    it,
                );
                continue;
            }
            match it {
                Happening::Commit(create) => self.commits(create),
                Happening::Back(create, answer) => self.is_back(create, answer),
                Happening::Served(number, run) => self.is_served(number, run),
                Happening::Wakes(number, run, create) => self.wakes((number, run), create),
                Happening::Meanwhile(create) => self.another_desk_goes_ahead(create),
                Happening::Heard(number, run, _, message) => {
                    if self.windows[number]
                        .as_ref()
                        .is_some_and(|window| window.run == run)
                    {
                        self.tells_time(number);
                        self.tell(number, message);
                    }
                }
            }
        }
    }

    pub(super) fn happens_in(&mut self, time: Duration, it: Happening) {
        self.happenings += 1;
        self.queue.insert((self.now + time, self.happenings), it);
    }

    /// A window hears something after a while, unless it is gone by then.
    pub(super) fn hears(
        &mut self,
        number: usize,
        after: Duration,
        of: Option<Ticket>,
        message: Msg,
    ) {
        if let Some(run) = self.windows[number].as_ref().map(|window| window.run) {
            self.happens_in(after, Happening::Heard(number, run, of, message));
        }
    }

    /// What was asked under a ticket is not waited for any more.
    pub(super) fn gives_up(&mut self, number: usize, ticket: Ticket) {
        let run = self.windows[number].as_ref().map(|window| window.run);
        self.queue.retain(|_, it| {
            !matches!(it, Happening::Heard(to, in_run, of, _)
                if *to == number && Some(*in_run) == run && *of == Some(ticket))
        });
    }

    /// A desk takes in a message, and what it asks for is begun.
    pub(super) fn tell(&mut self, number: usize, message: Msg) {
        let Some(window) = &mut self.windows[number] else {
            return;
        };
        let effects = update(&mut window.desk, message);
        window.todo.extend(effects);
        while let Some(effect) = self.windows[number]
            .as_mut()
            .and_then(|window| window.todo.pop_front())
        {
            self.performs(number, effect);
        }
        self.notes_report(number);
    }
}

/// In memory where the system has such a place: nothing here is about the disk.
fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("a folder")
}
