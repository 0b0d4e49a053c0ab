//! When a desk asks the server about the desks of the clinic. Of the desks at rest, one asks for all and notifies the
//! others: the one that asked last, without any agreement.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use store::{AllDesks, Renewal, SharedStore};
use tokio::select;
use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, sleep_until};

use super::shared_records::random_part;

/// The interval at which the desk that watches for all asks.
const WATCH: Duration = Duration::from_secs(5);
/// How long a desk hears of no watching desk before it watches itself, and the range by which that varies among desks.
/// With the timeout of an answer, a desk notices within thirteen seconds that the server is silent.
const STEP_IN: Duration = Duration::from_secs(6);
const APART: Duration = Duration::from_secs(2);
/// The interval for renewing a lease with open changes, which lapses after ten seconds.
const RENEW: Duration = Duration::from_secs(5);
/// The interval for renewing any other lease. A desk whose connection is open but whose lease has not been renewed for
/// ten minutes counts as gone.
const STAY: Duration = Duration::from_secs(240);

/// When a desk asks next. All times are relative to a beginning that the caller chooses.
#[derive(Debug)]
pub struct Turns {
    watch_at: Duration,
    renew_at: Duration,
}

/// What a desk asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// To renew its lease.
    Renew,
    /// To find out who is at work, for every desk.
    Watch,
}

impl Turns {
    /// Creates the turns of a desk that has just asked for both.
    pub fn begun(now: Duration) -> Turns {
        Turns {
            watch_at: now + WATCH,
            renew_at: now + RENEW,
        }
    }

    /// Returns when the next turn is due, and which it is.
    pub fn next(&self) -> (Duration, Turn) {
        if self.renew_at <= self.watch_at {
            (self.renew_at, Turn::Renew)
        } else {
            (self.watch_at, Turn::Watch)
        }
    }

    /// Records that this desk has watched, and will do so again.
    pub fn on_watched(&mut self, now: Duration) {
        self.watch_at = now + WATCH;
    }

    /// Records that another desk has watched. A random part decides which of the others steps in if it falls silent.
    pub fn on_heard(&mut self, now: Duration, random: f64) {
        self.watch_at = now + STEP_IN + APART.mul_f64(random);
    }

    /// Records that the lease was renewed, and whether changes may be open under it.
    pub fn on_renewed(&mut self, now: Duration, may_have_open: bool) {
        self.renew_at = now + if may_have_open { RENEW } else { STAY };
    }

    /// Records that a call that may have opened a change renewed the lease.
    pub fn on_opened(&mut self, now: Duration) {
        self.renew_at = self.renew_at.min(now + RENEW);
    }
}

/// An answer of the server.
#[derive(Debug)]
pub(super) enum Asked {
    Renewal(Renewal),
    Watch(AllDesks),
}

/// Asks the server, however long other steps take, and passes the answers on. Ends after a failure, or when nobody
/// receives them. `heard` is notified when another desk has watched.
pub(super) async fn ask_by_turns(
    shared: Arc<SharedStore>,
    heard: &Notify,
    answers: mpsc::UnboundedSender<store::Result<Asked>>,
) {
    let begun = Instant::now();
    let mut turns = Turns::begun(Duration::ZERO);
    loop {
        let (due, turn) = turns.next();
        select! {
            () = sleep_until(begun + due) => {}
            () = heard.notified() => {
                turns.on_heard(begun.elapsed(), random_part());
                continue;
            }
            () = shared.until_opened() => {
                turns.on_opened(begun.elapsed());
                continue;
            }
        }
        let answer = match turn {
            Turn::Renew => shared.renew().await.map(Asked::Renewal),
            Turn::Watch => shared.watch().await.map(Asked::Watch),
        };
        match turn {
            Turn::Renew => turns.on_renewed(begun.elapsed(), shared.may_have_open()),
            Turn::Watch => turns.on_watched(begun.elapsed()),
        }
        let is_lost = answer.is_err();
        if answers.send(answer).is_err() || is_lost {
            return pending().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clinic's desks at rest, with a simulated clock.
    struct Clinic {
        now: Duration,
        desks: Vec<Turns>,
        watched: Vec<(Duration, usize)>,
        renewed: usize,
    }

    impl Clinic {
        fn of(desks: usize) -> Clinic {
            Clinic {
                now: Duration::ZERO,
                desks: (0..desks).map(|_| Turns::begun(Duration::ZERO)).collect(),
                watched: Vec::new(),
                renewed: 0,
            }
        }

        /// Lets time pass. The others hear of a watch a hundredth of a second later.
        fn pass(&mut self, time: Duration) {
            let end = self.now + time;
            let mut told: Vec<(Duration, usize)> = Vec::new();
            loop {
                let turns = self.desks.iter().enumerate();
                let (due, number, turn) = turns
                    .map(|(number, desk)| (desk.next().0, number, desk.next().1))
                    .min_by_key(|(due, number, _)| (*due, *number))
                    .expect("there are desks");
                if let Some(place) = told.iter().position(|(heard, _)| *heard <= due) {
                    let (heard, watching) = told.remove(place);
                    for (number, desk) in self.desks.iter_mut().enumerate() {
                        if number != watching {
                            desk.on_heard(heard, (number * 37 % 100) as f64 / 100.0);
                        }
                    }
                    continue;
                }
                if due > end {
                    break;
                }
                self.now = due;
                match turn {
                    Turn::Renew => {
                        self.renewed += 1;
                        self.desks[number].on_renewed(due, false);
                    }
                    Turn::Watch => {
                        self.watched.push((due, number));
                        self.desks[number].on_watched(due);
                        told.push((due + Duration::from_millis(10), number));
                    }
                }
            }
            self.now = end;
        }
    }

    #[test]
    fn a_hundred_desks_at_rest_ask_less_than_once_in_a_second() {
        let mut clinic = Clinic::of(100);
        clinic.pass(Duration::from_secs(60));
        let before = clinic.watched.len() + clinic.renewed;
        clinic.pass(Duration::from_secs(3600));
        let asked = clinic.watched.len() + clinic.renewed - before;
        assert!((720..2500).contains(&asked), "{asked} in an hour");
    }

    #[test]
    fn another_desk_steps_in_for_the_one_that_watched() {
        let mut clinic = Clinic::of(20);
        for _ in 0..15 {
            clinic.pass(Duration::from_secs(60));
            let (seen, watching) = clinic.watched.last().copied().expect("one watches");
            clinic.desks.remove(watching);
            let known = clinic.watched.len();
            clinic.pass(Duration::from_secs(9));
            let (next, _) = clinic.watched[known];
            assert!(next - seen <= STEP_IN + APART * 2, "{:?}", next - seen);
        }
    }

    #[test]
    fn a_desk_that_hears_nobody_asks_within_eight_seconds() {
        let mut clinic = Clinic::of(1);
        clinic.desks[0].on_heard(Duration::ZERO, 1.0);
        clinic.pass(Duration::from_secs(8));
        assert_eq!(clinic.watched.len(), 1);
    }

    #[test]
    fn a_lease_is_renewed_every_five_seconds_while_a_change_may_be_open_and_rarely_otherwise() {
        let mut turns = Turns::begun(Duration::ZERO);
        turns.on_heard(Duration::ZERO, 0.0);
        assert_eq!(turns.next(), (RENEW, Turn::Renew));
        turns.on_renewed(RENEW, true);
        turns.on_heard(RENEW, 0.0);
        assert_eq!(turns.next(), (RENEW * 2, Turn::Renew));
        turns.on_renewed(RENEW * 2, false);
        let (_, turn) = turns.next();
        assert_eq!(turn, Turn::Watch);
        turns.on_opened(RENEW * 3);
        turns.on_heard(RENEW * 3, 0.0);
        assert_eq!(turns.next(), (RENEW * 4, Turn::Renew));
    }
}
