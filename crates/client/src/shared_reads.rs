//! Reads shared by several callers that ask the same: at the same time, or within one act of staff.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::OnceCell;
use tokio::time::Instant;

use booking::Failure;
use booking::api::{Body, Method, Request, Reuse};

use super::answer::UtcClock;

/// How long an answer about the server itself is reused.
const AN_HOUR: Duration = Duration::from_hours(1);

/// The time within which reads belong to the same act of staff at a desk.
const AN_ACT: Duration = Duration::from_secs(2);

/// How long a command uses what it has read at its beginning. A search may lag further behind what others have stored.
const A_COMMAND: Duration = Duration::from_secs(10);

/// The object of a read: path, query, and the address named by an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct ReadKey(Vec<String>, Vec<(&'static str, String)>, Option<String>);

/// A read under way, and its result once available.
type ReadUnderWay = Arc<OnceCell<Result<Body, Failure>>>;

/// An answer that may be reused.
#[derive(Debug)]
struct RememberedAnswer {
    read: ReadAt,
    life: Duration,
    body: Body,
}

/// When an answer was read.
#[derive(Debug)]
enum ReadAt {
    /// On the machine's clock.
    Machine(Instant),
    /// On a clock set by hand.
    Set(DateTime<Utc>),
}

/// The clock by which answers age.
#[derive(Clone, Default)]
pub(super) enum AgeClock {
    /// The machine's clock.
    #[default]
    Machine,
    /// A clock set by hand, which may stop.
    Set(UtcClock),
}

impl fmt::Debug for AgeClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AgeClock::Machine => "Machine",
            AgeClock::Set(_) => "Set",
        })
    }
}

impl AgeClock {
    fn now(&self) -> ReadAt {
        match self {
            AgeClock::Machine => ReadAt::Machine(Instant::now()),
            AgeClock::Set(clock) => ReadAt::Set(clock()),
        }
    }
}

impl RememberedAnswer {
    /// Returns whether it is too old to be used again.
    fn is_over(&self, clock: &AgeClock) -> bool {
        let age = match (&self.read, clock) {
            (ReadAt::Set(read), AgeClock::Set(clock)) => {
                (clock() - *read).to_std().unwrap_or_default()
            }
            (ReadAt::Machine(read), _) => read.elapsed(),
            (ReadAt::Set(_), AgeClock::Machine) => return true,
        };
        age >= self.life
    }
}

/// The reads under way, and the answers that may be reused.
#[derive(Debug, Default)]
pub(super) struct SharedReads {
    /// Whether all reads belong to one command.
    pub(super) is_of_command: bool,
    pub(super) clock: AgeClock,
    under_way: Mutex<HashMap<ReadKey, ReadUnderWay>>,
    remembered: Mutex<HashMap<ReadKey, RememberedAnswer>>,
}

/// A change that is being sent. Reads begun after it was sent or answered don't share a read begun before.
pub(super) struct ChangeUnderWay<'a>(&'a SharedReads);

impl Drop for ChangeUnderWay<'_> {
    fn drop(&mut self) {
        lock(&self.0.under_way).clear();
    }
}

impl SharedReads {
    /// Returns an earlier answer that is good enough for this request.
    pub(super) fn remembered(&self, request: &Request) -> Option<Body> {
        match request.reuse {
            Reuse::Never | Reuse::UnderWay | Reuse::Lends => return None,
            Reuse::OnlyOfCommand if !self.is_of_command => return None,
            Reuse::OnlyOfCommand | Reuse::OfSameAct | Reuse::OfLastHour => {}
        }
        let remembered = lock(&self.remembered);
        let answer = remembered.get(&key_of(request))?;
        (!answer.is_over(&self.clock)).then(|| answer.body.clone())
    }

    /// Reads as `read` does, unless somebody else is reading the same: then that answer is returned.
    pub(super) async fn joined(
        &self,
        request: &Request,
        read: impl Future<Output = Result<Body, Failure>>,
    ) -> Result<Body, Failure> {
        let key = key_of(request);
        let under_way = Arc::clone(lock(&self.under_way).entry(key.clone()).or_default());
        let result = under_way.get_or_init(|| read).await.clone();
        let mut all = lock(&self.under_way);
        if all
            .get(&key)
            .is_some_and(|one| Arc::ptr_eq(one, &under_way))
        {
            all.remove(&key);
        }
        result
    }

    /// Remembers an answer, if it may be reused, and forgets outdated ones.
    pub(super) fn remember(&self, request: &Request, body: &Body) {
        let life = match request.reuse {
            Reuse::Never | Reuse::UnderWay | Reuse::OnlyOfCommand => return,
            Reuse::Lends | Reuse::OfSameAct if self.is_of_command => A_COMMAND,
            Reuse::Lends | Reuse::OfSameAct => AN_ACT,
            Reuse::OfLastHour => AN_HOUR,
        };
        let mut remembered = lock(&self.remembered);
        remembered.retain(|_, answer| !answer.is_over(&self.clock));
        let answer = RememberedAnswer {
            read: self.clock.now(),
            life,
            body: body.clone(),
        };
        remembered.insert(key_of(request), answer);
    }

    /// Records that a change is being sent, until the returned value is dropped. Forgets answers with records of its
    /// kind, and those to links, whose kind is unknown.
    pub(super) fn change(&self, request: &Request) -> Option<ChangeUnderWay<'_>> {
        if request.method == Method::Get {
            return None;
        }
        lock(&self.under_way).clear();
        let kind = request.path.first();
        lock(&self.remembered)
            .retain(|ReadKey(path, ..), _| !path.is_empty() && path.first() != kind);
        Some(ChangeUnderWay(self))
    }
}

fn key_of(request: &Request) -> ReadKey {
    ReadKey(
        request.path.clone(),
        request.query.clone(),
        request.link.clone(),
    )
}

fn lock<T>(one: &Mutex<T>) -> MutexGuard<'_, T> {
    one.lock().unwrap_or_else(PoisonError::into_inner)
}
