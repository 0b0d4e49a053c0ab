//! The run itself: rows are written down and claimed ahead of sending, sent a few at a time, and reported
//! once their outcome is on disk. No row is sent before it is on disk. Pages are written beside the sending.

use std::collections::{HashMap, VecDeque};
use std::mem;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use super::check::{Checked, LANGUAGE};
use super::in_flight::{Done, Ended, Line, Lost, Shared, Turn};
use super::lookup::{Seen, look_up};
use super::other_desks::OtherDesks;
use super::second_step::{FollowUp, Unfinished, finish, follow_up};
use super::write_batch::{Page, Written};
use super::{Batch, BatchError, MOST_AT_ONCE, Told, Verdict};
use crate::booking::{
    ChangeStage, ClinicId, Life, LookupSchedule, Meaning, Outcome, PerClinic, Unsettled, problems_of,
};
use crate::client::{Fence, behind_fence};
use crate::runtime::alter_unchanged;
use crate::store::RecordId;

/// The largest number of rows claimed ahead of sending. After a kill each of them has to be looked up.
const MOST_AHEAD: usize = 2 * MOST_AT_ONCE;

pub(super) struct Run<'a> {
    pub(super) batch: &'a Batch,
    pub(super) shared: Arc<Shared>,
    at_once: usize,
    told: &'a mut dyn FnMut(Told<'_>),
    pub(super) lines: PerClinic<Line>,
    /// Rows not on disk yet.
    pub(super) queue: VecDeque<Turn>,
    /// Rows on disk and claimed, not sent yet.
    claimed: VecDeque<(RecordId, Option<Fence>, Turn)>,
    /// How many rows are claimed ahead. Grows when sending has waited for the disk.
    ahead: usize,
    /// Number of rows being sent.
    sending: usize,
    /// Number of rows being looked up.
    looking: usize,
    /// Outcomes for the next page.
    ended: Vec<Ended>,
    is_writing: bool,
    under_way: JoinSet<Done>,
    verdicts: Vec<Verdict>,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        batch: &'a Batch,
        desks: Arc<OtherDesks>,
        at_once: usize,
        stop: watch::Receiver<bool>,
        told: &'a mut dyn FnMut(Told<'_>),
    ) -> Run<'a> {
        let shared = Shared {
            open: Arc::clone(&batch.open),
            stores: batch.stores.clone(),
            desks,
            clock: Arc::clone(&batch.clock),
            setup: batch.setup.clone(),
            turns: Semaphore::new(at_once),
            stop,
            known: Mutex::default(),
        };
        let lines = PerClinic::of(batch.setup.clinics, |clinic| Line {
            opens: Instant::now(),
            silent: 0,
            shut: batch.open.client().trouble(clinic).map(|failure| problems_of(failure, clinic, LANGUAGE)),
        });
        Run {
            batch,
            shared: Arc::new(shared),
            at_once,
            told,
            lines,
            queue: VecDeque::new(),
            claimed: VecDeque::new(),
            ahead: at_once,
            sending: 0,
            looking: 0,
            ended: Vec::new(),
            is_writing: false,
            under_way: JoinSet::new(),
            verdicts: Vec::new(),
        }
    }

    /// Runs until every row has its verdict.
    pub(super) async fn go(
        mut self,
        checked: Vec<Checked>,
        mut left: HashMap<RecordId, Unsettled>,
    ) -> Result<Vec<Verdict>, BatchError> {
        self.say_what_was_left(&checked);
        for row in checked {
            match row {
                Checked::InFlight(id, row) => match left.remove(&id) {
                    Some(Unsettled { change, others, .. }) => {
                        let lookup = self.left_behind().with_lag(change.lag());
                        self.look_up(id, Life::left_behind(change, others, lookup), Lost::Before(row));
                    }
                    None => self.say(Checked::InFlight(id, row).rehearsed()),
                },
                Checked::Unfinished(unfinished) => match left.remove(&unfinished.second) {
                    Some(open) => self.finish(*unfinished, open),
                    None => self.say(unfinished.verdict),
                },
                row => self.take_in(row),
            }
        }
        (self.told)(Told::Begins);
        loop {
            self.turn_away();
            self.write();
            self.launch();
            if !self.take_what_ends().await? {
                break;
            }
        }
        self.verdicts.sort_by_key(|verdict| verdict.line);
        Ok(self.verdicts)
    }

    fn left_behind(&self) -> LookupSchedule {
        LookupSchedule::left_behind(self.batch.setup.call_limit, Duration::ZERO)
    }

    /// Reports how many rows of an earlier run are looked up, and how long that may take.
    fn say_what_was_left(&mut self, checked: &[Checked]) {
        let rows = checked.iter().filter(|row| matches!(row, Checked::InFlight(..))).count();
        let seconds = self.left_behind().proves_from().unwrap_or_default().as_secs();
        if rows > 0 {
            self.tell(Told::Note(format!(
                "{rows} rows were on their way when an earlier run ended, and are looked up. What is not there can \
                 be known after {seconds} s; Ctrl-C leaves it to the next run."
            )));
        }
    }

    pub(super) fn take_in(&mut self, row: Checked) {
        match row {
            Checked::Ready(ready) => self.queue.push_back(Turn { life: Box::new(ready.life()), ready }),
            row => self.say(row.rehearsed()),
        }
    }

    pub(super) fn say(&mut self, verdict: Verdict) {
        (self.told)(Told::Verdict(&verdict));
        self.verdicts.push(verdict);
    }

    pub(super) fn tell(&mut self, told: Told<'_>) {
        (self.told)(told);
    }

    /// Ends the rows that wait for a clinic to which nothing more is sent.
    fn turn_away(&mut self) {
        if *self.shared.stop.borrow() {
            self.lines.values_mut().for_each(Line::stop);
        }
        for clinic in self.batch.setup.clinics {
            let Some(why) = self.lines[clinic].shut.clone() else { continue };
            for turn in take_of(&mut self.queue, clinic, usize::MAX) {
                self.say(turn.ready.verdict(Outcome::Failed(Meaning::NotSent)).because(why.clone()));
            }
            let is_of_it = |(.., turn): &(RecordId, Option<Fence>, Turn)| turn.clinic() == clinic;
            let (back, stays): (Vec<_>, Vec<_>) = self.claimed.drain(..).partition(is_of_it);
            self.claimed = stays.into();
            for (id, _, turn) in back {
                self.take_back(
                    id,
                    clinic,
                    turn.ready.verdict(Outcome::Failed(Meaning::NotSent)).because(why.clone()),
                );
            }
        }
    }

    /// Queues a claimed row to be recorded as not sent; its verdict is reported after that.
    fn take_back(&mut self, id: RecordId, clinic: ClinicId, verdict: Verdict) {
        self.ended.push(Ended::TakenBack { id, clinic, verdict: Box::new(verdict) });
    }

    /// Starts writing the next page, unless one is being written or there is nothing to write. A page holds
    /// new outcomes, and more rows to send if at most half of those allowed ahead are left.
    fn write(&mut self) {
        let now = Instant::now();
        let is_open = |lines: &PerClinic<Line>, clinic: ClinicId| lines[clinic].opens <= now;
        let left = self.claimed.iter().filter(|(.., turn)| is_open(&self.lines, turn.clinic())).count();
        if self.is_writing || (self.ended.is_empty() && left > self.ahead / 2) {
            return;
        }
        let mut turns = Vec::new();
        for clinic in self.batch.setup.clinics.into_iter().filter(|clinic| is_open(&self.lines, *clinic)) {
            let room = self.ahead.saturating_sub(left + turns.len());
            turns.extend(take_of(&mut self.queue, clinic, room));
        }
        let page = Page { ended: mem::take(&mut self.ended), turns };
        if page.is_empty() {
            return;
        }
        self.is_writing = true;
        let (stores, now) = (self.batch.stores.clone(), (self.batch.clock)());
        let desks = Arc::clone(&self.shared.desks);
        self.under_way.spawn(async move { Done::Page(page.write(stores, &desks, now).await) });
    }

    /// Sends claimed rows as far as the limits allow.
    fn launch(&mut self) {
        let now = Instant::now();
        while self.sending < self.at_once {
            let may_go =
                |(.., turn): &(RecordId, Option<Fence>, Turn)| self.lines[turn.clinic()].opens <= now;
            let Some(place) = self.claimed.iter().position(may_go) else { return };
            let Some((id, fence, mut turn)) = self.claimed.remove(place) else { return };
            self.sending += 1;
            let shared = Arc::clone(&self.shared);
            self.under_way.spawn(async move {
                let change = &turn.ready.change;
                let answer = {
                    let _turn = shared.turn().await;
                    behind_fence(fence, alter_unchanged(shared.open.client(), change)).await
                };
                turn.life.answered(&answer, shared.setup.call_limit, Duration::ZERO);
                let after = match &answer {
                    Ok(made) => follow_up(&shared, (id, change), made).await,
                    Err(_) => FollowUp::default(),
                };
                Done::Row(Box::new(Ended::Answered { id, turn, answer: Box::new(answer), after }))
            });
        }
    }

    /// Spawns the task that finishes a second step left by an earlier run.
    fn finish(&mut self, left: Unfinished, open: Unsettled) {
        let shared = Arc::clone(&self.shared);
        self.under_way.spawn(async move { Done::Row(Box::new(finish(&shared, left, open).await)) });
    }

    pub(super) fn look_up(&mut self, id: RecordId, mut life: Life, row: Lost) {
        self.looking += 1;
        self.tell(Told::LookedUp(self.looking));
        let shared = Arc::clone(&self.shared);
        self.under_way.spawn(async move {
            let seen = tokio::select! {
                seen = look_up(&shared, &mut life) => seen,
                () = shared.stopped() => Seen::default(),
            };
            let after = match (life.stage(), &seen.appointment) {
                (ChangeStage::Made { .. }, Some(made)) => follow_up(&shared, (id, life.change()), made).await,
                _ => FollowUp::default(),
            };
            Done::Row(Box::new(Ended::LookedUp {
                id,
                life: Box::new(life),
                row,
                seen: Box::new(seen),
                after,
            }))
        });
    }

    /// Waits until a task ends, a clinic may be sent requests again or the run is stopped, and takes all
    /// tasks that have ended by then. Returns `false` if there is nothing to wait for.
    async fn take_what_ends(&mut self) -> Result<bool, BatchError> {
        let now = Instant::now();
        let waits = !self.queue.is_empty() || !self.claimed.is_empty();
        let opens = self.lines.values().map(|line| line.opens).filter(|opens| *opens > now && waits).min();
        if self.under_way.is_empty() && opens.is_none() {
            return Ok(false);
        }
        let has_stopped = *self.shared.stop.borrow();
        let mut next = tokio::select! {
            done = self.under_way.join_next(), if !self.under_way.is_empty() => done,
            () = sleep_until(opens.unwrap_or(now)), if opens.is_some() => None,
            () = self.shared.stopped(), if !has_stopped => None,
        };
        while let Some(done) = next {
            self.take(done.map_err(|_| BatchError::BrokenOff)?)?;
            next = self.under_way.try_join_next();
        }
        Ok(true)
    }

    fn take(&mut self, done: Done) -> Result<(), BatchError> {
        match done {
            Done::Row(ended) => {
                if let Ended::Answered { turn, answer, .. } = &*ended {
                    self.sending -= 1;
                    self.heed(turn, answer);
                }
                self.ended.push(*ended);
            }
            Done::Page(written) => self.turn_over(written?),
        }
        Ok(())
    }

    /// Handles a page that is on disk: its claimed rows may be sent, and its outcomes are reported.
    fn turn_over(&mut self, written: Written) {
        self.is_writing = false;
        if self.claimed.is_empty() && self.sending < self.at_once {
            self.ahead = (2 * self.ahead).min(MOST_AHEAD);
        }
        for (turn, claim) in written.turns {
            match claim {
                Ok((id, fence)) => self.claimed.push_back((id, fence, turn)),
                Err(why) => self.say(self.batch.kept_out(&turn.ready, &why)),
            }
        }
        // Free places are filled before the verdicts are reported, which may block.
        self.launch();
        for ended in written.ended {
            match ended {
                Ended::TakenBack { verdict, .. } | Ended::Finished { verdict, .. } => self.say(*verdict),
                Ended::Answered { id, turn, answer, after } => self.answered(id, turn, *answer, after),
                Ended::LookedUp { row, life, seen, after, .. } => {
                    self.looking -= 1;
                    self.tell(Told::LookedUp(self.looking));
                    self.looked_up(row, *life, seen.send_again.is_some(), after);
                }
            }
        }
    }
}

/// Takes the first rows of a clinic from the queue, at most `most`.
fn take_of(queue: &mut VecDeque<Turn>, clinic: ClinicId, most: usize) -> Vec<Turn> {
    let mut taken = Vec::new();
    let mut place = 0;
    while taken.len() < most && place < queue.len() {
        match queue[place].clinic() == clinic {
            true => taken.extend(queue.remove(place)),
            false => place += 1,
        }
    }
    taken
}
