//! Several desks, each with records of its own, and how each keeps in touch with those that they share: the shipped steps,
//! at the moments that the dice and the virtual time decide.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use booking::clinics::KNOWN;
use booking::{ClinicId, Mode};
use config::{StoreAddress, StoreOrigin};
use desk::Msg;
use runtime::{Shared, Stores, SyncSession, Turn, Turns};

use fastrand::Rng;
use office::{OfficeEvent, SharedNews};
use store::{SharedStore, StoreError, Who};
use uuid::Uuid;

use super::restores::{Backup, LostTime};
use super::shared_line::Line;
use super::shared_server::{Editions, SharedServer};
use super::world::{Happening, World};

/// How many desks there are; the first has two windows.
const DESKS: usize = 3;

/// Several desks, and what they share.
pub(super) struct Desks {
    pub(super) server: SharedServer,
    /// Which of them the server can't be reached from.
    cut: Vec<bool>,
    /// How many of a thousand statements fail, and of a hundred take their time.
    trouble: (u16, u8),
    /// Whether leases last: nobody comes or goes any more.
    lasts: bool,
    /// The last backup, until it is restored.
    pub(super) backup: Option<Backup>,
    pub(super) lost_times: Vec<LostTime>,
    /// What desks were told to collide: the desk, a change, and what it collides with.
    pub(super) told: Vec<(usize, [Uuid; 2])>,
}

/// A window's way to the shared records.
pub(super) struct Touch {
    pub(super) desk: String,
    pub(super) line: Line,
    /// None while they are out of reach, and while a step has it.
    link: Option<SyncSession>,
    /// What waits for the server: a step, or a change by its number.
    waits: Option<Waits>,
    /// When it asks about the desks while it is connected.
    turns: Turns,
    /// The server's number for it while it is connected.
    window: Option<u64>,
    /// When it tries to connect.
    next: Duration,
    pause: Duration,
    /// When it hears what was written since.
    hears_at: Option<Duration>,
    known: Editions,
    /// Something was written here, and when it is copied.
    copies_at: Option<Duration>,
    holds_at: Option<Duration>,
}

enum Waits {
    Step(Step),
    Change(usize),
}

type Step = Pin<Box<dyn Future<Output = Result<SyncSession, StoreError>>>>;

/// How the desks are set up; nobody asks at the address.
pub(super) fn shared() -> Shared {
    let url = "postgresql://desk@localhost/bookdesk"
        .parse()
        .expect("an address");
    let address = StoreAddress {
        url,
        origin: StoreOrigin::File,
        password: None,
        ca: None,
    };
    Shared {
        address,
        clinics: KNOWN.iter().collect(),
    }
}

/// What the others call a desk.
pub(super) fn desk_name(desk: usize) -> String {
    format!("front-{}", desk + 1)
}

/// The desk of a window.
pub(super) fn desk_of(window: usize) -> usize {
    window % DESKS
}

/// Whether two windows are of one desk.
pub(super) fn is_same_desk(one: usize, other: usize) -> bool {
    desk_of(one) == desk_of(other)
}

fn first() -> ClinicId {
    KNOWN.iter().next().expect("there are some")
}

impl World {
    /// Three desks, one of them with two windows.
    pub(super) fn of_desks(seed: u64) -> World {
        let mut world = World::new(seed);
        let file = world.folder.path().join("shared-0.db");
        let server = world.runtime.block_on(SharedServer::open(&file));
        let key = world.folder.path().join("desk-0");
        std::fs::create_dir(&key).expect("a folder");
        let set_up = SharedStore::set_up_in(server.looked_at(), &key, Mode::Sandbox);
        world.runtime.block_on(set_up).expect("it is set up");
        for desk in 1..DESKS {
            let folder = world.folder.path().join(format!("desk-{desk}"));
            std::fs::create_dir(&folder).expect("a folder");
            std::fs::copy(key.join("ledger.key"), folder.join("ledger.key")).expect("a key");
        }
        let trouble = world
            .dice
            .choice([(0, 0), (3, 5), (10, 20), (30, 10)])
            .unwrap_or((0, 0));
        let windows = DESKS + world.dice.usize(0..2);
        (world.windows, world.said) = ((0..windows).map(|_| None).collect(), vec![false; windows]);
        world.desks = Some(Desks {
            server,
            cut: vec![false; DESKS],
            trouble,
            lasts: false,
            backup: None,
            lost_times: Vec::new(),
            told: Vec::new(),
        });
        world
    }

    /// Every desk has joined the others before anything goes wrong.
    pub(super) fn other_desks_open(&mut self) {
        let Some(desks) = self.desks.as_mut() else {
            return;
        };
        let trouble = std::mem::take(&mut desks.trouble);
        let (deadly, calls) = (
            std::mem::take(&mut self.deadly),
            std::mem::take(&mut self.trouble),
        );
        (0..DESKS).for_each(|number| self.opens(number));
        for window in 0..self.dice.usize(0..=DESKS) {
            self.acts_on_a_wish(window % DESKS);
        }
        (self.deadly, self.trouble) = (deadly, calls);
        self.desks
            .iter_mut()
            .for_each(|desks| desks.trouble = trouble);
        (0..DESKS)
            .filter_map(|number| self.line_of(number))
            .for_each(|line| line.trouble(trouble.0, trouble.1));
    }

    /// How many milliseconds the clock of a window's machine is ahead: those of different desks are as far apart as
    /// nobody has to notice.
    pub(super) fn ahead(&self, number: usize) -> i64 {
        let of_desk = [45_000, 0, 20_000];
        self.desks
            .as_ref()
            .map_or(0, |_| of_desk[desk_of(number) % of_desk.len()])
    }

    /// Where a window's records are.
    pub(super) fn folder_of(&self, number: usize) -> PathBuf {
        let folder = self.folder.path();
        if self.desks.is_some() {
            folder.join(format!("desk-{}", number % DESKS))
        } else {
            folder.to_owned()
        }
    }

    /// The folders of all desks.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let count = if self.desks.is_some() { DESKS } else { 1 };
        (0..count).map(|number| self.folder_of(number)).collect()
    }

    pub(super) fn touch_of(&mut self, number: usize) -> Option<Touch> {
        let desks = self.desks.as_ref()?;
        let line = Line::new(Rng::with_seed(self.dice.u64(..)), desks.cut[number % DESKS]);
        let (trouble, slow) = desks.trouble;
        line.trouble(trouble, slow);
        Some(Touch {
            desk: desk_name(number % DESKS),
            line,
            link: None,
            waits: None,
            turns: Turns::begun(self.now),
            window: None,
            next: self.now,
            pause: Duration::from_millis(250),
            hears_at: None,
            known: Editions::default(),
            copies_at: None,
            holds_at: None,
        })
    }

    fn touch(&mut self, number: usize) -> Option<&mut Touch> {
        self.windows[number].as_mut()?.touch.as_mut()
    }

    pub(super) fn line_of(&self, number: usize) -> Option<Line> {
        self.windows[number]
            .as_ref()?
            .touch
            .as_ref()
            .map(|touch| touch.line.clone())
    }

    pub(super) fn server_is_now(&mut self, now: Duration) {
        if let Some(desks) = self.desks.as_ref().filter(|desks| !desks.lasts) {
            desks.server.is_now(now);
        }
    }

    /// The server can't be reached from a desk any more, or can again.
    pub(super) fn line_changes(&mut self, window: usize) {
        let desk = window % DESKS;
        let Some(desks) = &mut self.desks else { return };
        desks.cut[desk] ^= true;
        self.cuts(desk);
    }

    fn cuts(&mut self, desk: usize) {
        let Some(is_cut) = self.desks.as_ref().map(|desks| desks.cut[desk]) else {
            return;
        };
        self.notes(format_args!("desk {desk} is cut off: {is_cut}"));
        for window in (0..self.windows.len()).filter(|window| window % DESKS == desk) {
            self.line_of(window)
                .iter()
                .for_each(|line| line.cut(is_cut));
        }
    }

    /// Every desk reaches the server from now on.
    pub(super) fn lines_hold(&mut self) {
        let Some(desks) = &mut self.desks else { return };
        (desks.cut, desks.trouble) = (vec![false; DESKS], (0, 0));
        (0..DESKS).for_each(|desk| self.cuts(desk));
        for window in 0..self.windows.len() {
            self.line_of(window).iter().for_each(|line| {
                line.trouble(0, 0);
                line.loses_next_answer(false);
            });
        }
    }

    /// Nobody comes or goes any more: leases last without being renewed.
    pub(super) fn leases_last(&mut self) {
        if let Some(desks) = &mut self.desks {
            desks.lasts = true;
        }
    }

    /// When a window has something to do to keep in touch.
    pub(super) fn touch_due(&self, number: usize) -> Option<Duration> {
        let window = self.windows[number].as_ref()?;
        if window.asleep.is_some() {
            return window.asleep;
        }
        let touch = window
            .touch
            .as_ref()
            .filter(|touch| touch.waits.is_none())?;
        let lasts = self.desks.as_ref().is_some_and(|desks| desks.lasts);
        let (turn, _) = touch.turns.next();
        let turn = (!lasts).then_some(turn);
        match touch.link {
            Some(_) => [turn, touch.hears_at, touch.copies_at, touch.holds_at]
                .into_iter()
                .flatten()
                .min(),
            None => Some(touch.next),
        }
    }

    /// A window does the next step.
    pub(super) fn keeps_in_touch(&mut self, number: usize) {
        let Some(server) = self.desks.as_ref().map(|desks| desks.server.clone()) else {
            return;
        };
        let (folder, now) = (self.folder_of(number), self.now);
        let Some(window) = &mut self.windows[number] else {
            return;
        };
        let (books, Some(touch)) = (Arc::clone(&window.books), window.touch.as_mut()) else {
            return;
        };
        let is_due = |at: &mut Option<Duration>| at.take_if(|at| *at <= now).is_some();
        let step: Step = match touch.link.take() {
            None => {
                touch.known = server.editions();
                touch.turns = Turns::begun(now);
                touch.window = Some(server.last_window() + 1);
                connects(
                    books,
                    folder,
                    server,
                    touch.line.clone(),
                    touch.desk.clone(),
                )
            }
            Some(link) if is_due(&mut touch.copies_at) => {
                Box::pin(async move { link.copy().await.map(|()| link) })
            }
            Some(mut link) if is_due(&mut touch.holds_at) => {
                Box::pin(async move { link.hold().await.map(|()| link) })
            }
            Some(mut link) if is_due(&mut touch.hears_at) => {
                let written = server.written_since(touch.known, touch.window);
                touch.known = server.editions();
                if written.watch.is_some() {
                    touch.turns.on_heard(now, number as f64 / 4.0);
                }
                Box::pin(async move { link.on_written(written).await.map(|()| link) })
            }
            Some(mut link) => match touch.turns.next() {
                (_, Turn::Renew) => {
                    touch.turns.on_renewed(now, false);
                    Box::pin(async move { link.renew().await.map(|()| link) })
                }
                (_, Turn::Watch) => {
                    touch.turns.on_watched(now);
                    Box::pin(async move { link.watch().await.map(|()| link) })
                }
            },
        };
        self.does(number, step);
    }

    /// Goes on with a step as far as that goes without waiting.
    fn does(&mut self, number: usize, mut step: Step) {
        let Some(line) = self.line_of(number) else {
            return;
        };
        let done = self.runtime.block_on(std::future::poll_fn(|context| {
            match step.as_mut().poll(context) {
                Poll::Ready(done) => Poll::Ready(Some(done)),
                Poll::Pending if line.is_waiting(context.waker()) => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            }
        }));
        match done {
            None => {
                if let Some(touch) = self.touch(number) {
                    touch.waits = Some(Waits::Step(step));
                }
                self.is_served_later(number);
            }
            Some(Ok(link)) => self.has_link(number, link),
            Some(Err(error)) => self.is_alone(number, &error),
        }
        self.hears_its_records(number);
        self.others_are_told();
        if self.dice.u8(0..10) == 0 {
            self.dies_at(number, "in touch");
        }
    }

    fn has_link(&mut self, number: usize, link: SyncSession) {
        let now = self.now;
        let Some(touch) = self.touch(number) else {
            return;
        };
        touch.pause = Duration::from_millis(250);
        if link.may_have_open() {
            touch.turns.on_opened(now);
        }
        touch.link = Some(link);
    }

    fn is_alone(&mut self, number: usize, error: &StoreError) {
        self.notes(format_args!("window {number} is alone: {error}"));
        let clock = self.wall_clock(number);
        let now = self.now;
        let Some(window) = &mut self.windows[number] else {
            return;
        };
        window.books.is_alone(first(), clock(), error.unshared());
        let Some(touch) = &mut window.touch else {
            return;
        };
        touch.next = now + touch.pause;
        touch.pause = (touch.pause * 2).min(Duration::from_secs(8));
        (touch.copies_at, touch.holds_at, touch.hears_at) = (None, None, None);
    }

    /// What a window has begun waits for the server.
    pub(super) fn waits_for_server(&mut self, number: usize, change: Option<usize>) {
        if let (Some(touch), Some(change)) = (self.touch(number), change) {
            touch.waits = Some(Waits::Change(change));
        }
        self.is_served_later(number);
    }

    fn is_served_later(&mut self, number: usize) {
        let Some(run) = self.windows[number].as_ref().map(|window| window.run) else {
            return;
        };
        let longest = self.dice.choice([40, 2_500]).unwrap_or(40);
        let after = Duration::from_millis(self.dice.u64(5..longest));
        self.happens_in(after, Happening::Served(number, run));
    }

    /// The server comes to what a window waits for.
    pub(super) fn is_served(&mut self, number: usize, run: u32) {
        let Some(window) = self.windows[number]
            .as_mut()
            .filter(|window| window.run == run)
        else {
            return;
        };
        let Some(touch) = &mut window.touch else {
            return;
        };
        let Some(waits) = touch.waits.take() else {
            return;
        };
        touch.line.goes_on();
        match waits {
            Waits::Step(step) => self.does(number, step),
            Waits::Change(create) => self.goes_on(create),
        }
    }

    /// What a window waits for comes to its end at once: its records do one thing at a time.
    pub(super) fn ends_its_step(&mut self, number: usize) {
        let slow = self.desks.as_ref().map_or((0, 0), |desks| desks.trouble);
        let Some(line) = self.line_of(number) else {
            return;
        };
        line.trouble(slow.0, 0);
        if let Some(run) = self.windows[number].as_ref().map(|window| window.run) {
            self.is_served(number, run);
        }
        line.trouble(slow.0, slow.1);
    }

    /// The answer to the next commit is lost at times, and whoever waits for it never hears that it is done.
    pub(super) fn may_lose_a_commit(&mut self, number: usize) {
        let is_lost = self.trouble > 0 && self.dice.u8(0..15) == 0;
        self.line_of(number)
            .iter()
            .for_each(|line| line.loses_next_answer(is_lost));
    }

    /// Something was written that the others are to know.
    pub(super) fn has_written(&mut self, number: usize) {
        let at = self.now + Duration::from_millis(2);
        if let Some(touch) = self.touch(number) {
            touch.copies_at.get_or_insert(at);
        }
    }

    pub(super) fn has_another_time_in_hand(&mut self, number: usize) {
        let at = self.now + Duration::from_millis(2);
        if let Some(touch) = self.touch(number) {
            touch.holds_at.get_or_insert(at);
        }
    }

    /// Whoever is in touch hears soon that something was written.
    pub(super) fn others_are_told(&mut self) {
        let Some(written) = self.desks.as_ref().map(|desks| desks.server.editions()) else {
            return;
        };
        for number in 0..self.windows.len() {
            let at = self.now + Duration::from_millis(self.dice.u64(1..200));
            if let Some(touch) = self.touch(number).filter(|touch| touch.known != written) {
                touch.hears_at.get_or_insert(at);
            }
        }
    }

    /// Remembers what a person at a desk can know from now on.
    pub(super) fn notes_news(&mut self, number: usize, message: &Msg) {
        if let Msg::Office(OfficeEvent::Unsettled(left)) | Msg::Office(OfficeEvent::Queued(left)) =
            message
        {
            self.notes(format_args!(
                "window {number} is told of what was left: {}",
                left.len()
            ));
        }
        if let Msg::Office(OfficeEvent::Shared(_, news)) = message {
            match news {
                SharedNews::Collided(change, with) => {
                    self.notes(format_args!("window {number} is told of a collision"));
                    let told = (number % DESKS, [*change, with.change]);
                    self.desks
                        .iter_mut()
                        .for_each(|desks| desks.told.push(told));
                }
                SharedNews::Lost(..) => {
                    self.notes(format_args!(
                        "window {number} is told that another one has its change"
                    ));
                }
                SharedNews::Desks(count) => {
                    self.notes(format_args!("window {number} is told of {count} desks"))
                }
                _ => {}
            }
        }
    }

    /// The name under which a change was written down.
    pub(super) fn finds_on_record(&mut self, create: usize) {
        let (number, _) = self.creates[create].from;
        let now = (self.wall_clock(number))();
        let Some(touch) = self.touch(number) else {
            return;
        };
        let desk = touch.desk.clone();
        if self.creates[create].record.is_some() {
            return;
        }
        let records = self
            .books(number)
            .own_records(first())
            .expect("they are open");
        let recent = self
            .runtime
            .block_on(records.recent(now))
            .expect("they can be read")
            .changes;
        let known: Vec<Uuid> = self
            .creates
            .iter()
            .filter_map(|create| create.record)
            .collect();
        let subject = self.creates[create].change.visit();
        let is_it = |visit: &booking::Visit| {
            visit.provider == subject.provider && visit.start == subject.start
        };
        let own = recent
            .into_iter()
            .filter(|change| change.by.desk.as_ref() == Some(&desk) && is_it(&change.facts.visit));
        // A queued second step is settled at the same moment, and was recorded before.
        self.creates[create].record = own
            .filter_map(|change| change.by.record)
            .filter(|record| !known.contains(record))
            .max();
    }
}

fn connects(
    books: Arc<Stores>,
    folder: PathBuf,
    server: SharedServer,
    line: Line,
    desk: String,
) -> Step {
    Box::pin(async move {
        let journal = books.own_records(first())?.journal().await?;
        let database = server.database(&line, journal.clone(), Some(desk.clone()));
        let who = Who {
            operator: None,
            desk: Some(desk),
        };
        let clinics = KNOWN.iter().collect();
        let shared =
            SharedStore::open_in(database, &folder, Mode::Sandbox, clinics, who, journal).await?;
        let mut link = books.link(first(), shared)?;
        link.begin().await?;
        Ok(link)
    })
}
