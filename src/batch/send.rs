//! The run itself: rows are written down and claimed a few ahead with one write to the disk, sent a few at a time, and
//! settled as many at once as have been answered. No row is on the wire that is not on the disk.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use super::check::{Checked, LANGUAGE};
use super::conclude::taken_meanwhile;
use super::lookup::{Looked, look_up};
use super::under_way::{Ended, Line, Lost, Shared, Turn, add_panels};
use super::{Batch, BatchError, Told, Verdict, Word};
use crate::booking::{Backend, Booking, problems_of};
use crate::ledger::{IntentId, Outcome, RowToSend, Unsettled};

/// A batch being booked.
pub(super) struct Run<'a> {
    pub(super) batch: &'a Batch,
    pub(super) shared: Arc<Shared>,
    at_once: usize,
    told: &'a mut dyn FnMut(Told<'_>),
    pub(super) lines: [Line; 2],
    /// Not on the disk yet.
    pub(super) queue: VecDeque<Turn>,
    /// On the disk and claimed, not on the wire yet.
    pub(super) claimed: VecDeque<(IntentId, Turn)>,
    /// How many are on the wire.
    sending: usize,
    under_way: JoinSet<Ended>,
    verdicts: Vec<Verdict>,
}

impl<'a> Run<'a> {
    pub(super) fn new(batch: &'a Batch, at_once: usize, told: &'a mut dyn FnMut(Told<'_>)) -> Run<'a> {
        let shared = Shared {
            open: Arc::clone(&batch.open),
            zone: batch.setup.zone,
            turns: Semaphore::new(at_once),
            known: Mutex::default(),
        };
        let lines = Backend::ALL.map(|backend| Line {
            opens: Instant::now(),
            silent: 0,
            shut: batch.open.trouble(backend).map(|failure| problems_of(failure, backend, LANGUAGE)),
        });
        Run {
            batch,
            shared: Arc::new(shared),
            at_once,
            told,
            lines,
            queue: VecDeque::new(),
            claimed: VecDeque::new(),
            sending: 0,
            under_way: JoinSet::new(),
            verdicts: Vec::new(),
        }
    }

    /// Takes every row to its end.
    pub(super) async fn go(
        mut self,
        checked: Vec<Checked>,
        mut left: HashMap<IntentId, Unsettled>,
    ) -> Result<Vec<Verdict>, BatchError> {
        for row in checked {
            match row {
                Checked::InFlight(id, row) => match left.remove(&id) {
                    Some(left) => {
                        self.look_up(id, (left.booking, left.others), Duration::ZERO, Lost::Before(row))
                    }
                    None => self.say(Checked::InFlight(id, row).rehearsed()),
                },
                row => self.take_in(row),
            }
        }
        loop {
            self.turn_away();
            self.claim().await?;
            self.launch();
            match self.next().await? {
                Some(ended) => self.settle(ended).await?,
                None if self.queue.is_empty() && self.claimed.is_empty() => break,
                None => {}
            }
        }
        self.verdicts.sort_by_key(|verdict| verdict.line);
        Ok(self.verdicts)
    }

    pub(super) fn take_in(&mut self, row: Checked) {
        match row {
            Checked::Ready(ready) => self.queue.push_back(Turn { ready, waits: 0 }),
            row => self.say(row.rehearsed()),
        }
    }

    pub(super) fn say(&mut self, verdict: Verdict) {
        (self.told)(Told::Verdict(&verdict));
        self.verdicts.push(verdict);
    }

    /// Ends what waits for a backend to which nothing more is sent.
    fn turn_away(&mut self) {
        for backend in Backend::ALL {
            let Some(why) = self.lines[backend as usize].shut.clone() else { continue };
            let (gone, stays) = self.queue.drain(..).partition(|turn| turn.backend() == backend);
            self.queue = stays;
            for turn in Vec::from(gone) {
                self.say(turn.ready.verdict(Word::NotSent).because(why.clone()));
            }
        }
    }

    /// Writes down and claims as many rows as may be on the wire at once, once half of those are gone.
    async fn claim(&mut self) -> Result<(), BatchError> {
        if self.claimed.len() > self.at_once / 2 {
            return Ok(());
        }
        for backend in Backend::ALL {
            if self.lines[backend as usize].opens > Instant::now() {
                continue;
            }
            let room = self.at_once.saturating_sub(self.claimed.len());
            let turns = take_of(&mut self.queue, backend, room);
            if turns.is_empty() {
                continue;
            }
            let rows: Vec<RowToSend> = turns.iter().map(|turn| turn.ready.row.clone()).collect();
            let ids = self.batch.ledger(backend).send_off_rows(&rows, (self.batch.clock)()).await?;
            for (turn, id) in turns.into_iter().zip(ids) {
                match id {
                    Ok(id) => self.claimed.push_back((id, turn)),
                    Err(state) => self.say(taken_meanwhile(&turn, &state)),
                }
            }
        }
        Ok(())
    }

    /// Sends what is claimed, as far as it may be on the wire now.
    fn launch(&mut self) {
        let now = Instant::now();
        while self.sending < self.at_once {
            let may_go = |(_, turn): &(IntentId, Turn)| self.lines[turn.backend() as usize].opens <= now;
            let Some(place) = self.claimed.iter().position(may_go) else { return };
            let Some((id, turn)) = self.claimed.remove(place) else { return };
            self.sending += 1;
            let shared = Arc::clone(&self.shared);
            self.under_way.spawn(async move {
                let booking = &turn.ready.row.booking;
                let _turn = shared.turn().await;
                let answer = shared.open.client().create(booking).await;
                let panels = match &answer {
                    Ok(appointment) => add_panels(&shared, booking, &appointment.id).await,
                    Err(_) => None,
                };
                Ended::Answered { id, turn, answer, panels }
            });
        }
    }

    pub(super) fn look_up(
        &mut self,
        id: IntentId,
        (booking, others): (Booking, Vec<String>),
        lost: Duration,
        row: Lost,
    ) {
        let shared = Arc::clone(&self.shared);
        self.under_way.spawn(async move {
            let looked = look_up(&shared, &booking, &others, lost).await;
            let panels = match &looked {
                Looked::There(appointment) => add_panels(&shared, &booking, appointment).await,
                _ => None,
            };
            Ended::LookedUp { id, backend: booking.backend(), row, looked, panels }
        });
    }

    /// Waits until something has ended, and takes all that has by then; or until a backend may be sent something
    /// again.
    async fn next(&mut self) -> Result<Option<Vec<Ended>>, BatchError> {
        let now = Instant::now();
        let waits = !self.queue.is_empty() || !self.claimed.is_empty();
        let opens = self.lines.iter().map(|line| line.opens).filter(|opens| *opens > now && waits).min();
        let first = match (self.under_way.is_empty(), opens) {
            (true, None) => return Ok(None),
            (true, Some(opens)) => {
                sleep_until(opens).await;
                return Ok(None);
            }
            (false, None) => self.under_way.join_next().await,
            (false, Some(opens)) => tokio::select! {
                ended = self.under_way.join_next() => ended,
                () = sleep_until(opens) => return Ok(None),
            },
        };
        let mut all = Vec::new();
        let mut next = first;
        while let Some(ended) = next {
            let ended = ended.map_err(|_| BatchError::BrokenOff)?;
            self.sending -= usize::from(matches!(ended, Ended::Answered { .. }));
            all.push(ended);
            next = self.under_way.try_join_next();
        }
        Ok(Some(all))
    }

    /// Writes down what has become of rows, and only then says it. What is free on the wire is used meanwhile.
    async fn settle(&mut self, ended: Vec<Ended>) -> Result<(), BatchError> {
        self.launch();
        for backend in Backend::ALL {
            let of_it = ended.iter().filter(|ended| ended.backend() == backend);
            let outcomes: Vec<(IntentId, Outcome)> = of_it.filter_map(Ended::outcome).collect();
            if !outcomes.is_empty() {
                self.batch.ledger(backend).settle_all(&outcomes, (self.batch.clock)()).await?;
            }
        }
        for ended in ended {
            match ended {
                Ended::Answered { id, turn, answer, panels } => {
                    self.answered(id, turn, answer, panels).await?
                }
                Ended::LookedUp { row, looked, panels, .. } => self.looked_up(row, looked, panels),
            }
        }
        Ok(())
    }
}

/// The first rows of a backend, at most so many.
fn take_of(queue: &mut VecDeque<Turn>, backend: Backend, most: usize) -> Vec<Turn> {
    let mut taken = Vec::new();
    let mut place = 0;
    while taken.len() < most && place < queue.len() {
        match queue[place].backend() == backend {
            true => taken.extend(queue.remove(place)),
            false => place += 1,
        }
    }
    taken
}
