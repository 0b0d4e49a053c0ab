//! The progress of a batch on standard error: a line that is overwritten on a terminal, and only notes
//! otherwise, because every row has its verdict on standard output. At the end there is a summary either way.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::future::pending;
use std::io::{self, Write};
use std::time::Duration;

use crate::batch::Verdict;
use crate::booking::Vendor;
use crate::runtime::{MomentClock, Terminal, system_clock};

/// The cells of the bar.
const WIDTH: usize = 24;
/// Clears a line on a terminal.
const WIPE: &str = "\r\u{1b}[2K";
/// How often rate and remaining time are recomputed: figures that jump can't be read.
const TICK: Duration = Duration::from_secs(1);
/// The ticks from which the rate is computed: it should follow a server that slows down, not every single
/// answer.
const MARKS: usize = 10;
/// The time without the end of any row after which that is shown instead of a rate.
const QUIET: Duration = Duration::from_secs(10);

/// The progress of a batch.
pub(super) struct BatchProgress {
    rows: usize,
    over: usize,
    /// The number of rows being looked up.
    looking: usize,
    /// The end of the wait that a clinic has asked for.
    waits: Option<(Vendor, Duration)>,
    /// The number of finished rows at each tick; empty until anything is sent.
    marks: VecDeque<(Duration, usize)>,
    /// When the last row ended.
    heard: Duration,
    /// Rate and remaining time, as last computed.
    figures: String,
    is_shown: bool,
    clock: MomentClock,
}

/// Updates the figures while nothing happens, as long as it is polled.
pub(super) async fn keep(progress: &RefCell<BatchProgress>) -> Infallible {
    if !progress.borrow().is_shown {
        return pending().await;
    }
    let mut ticks = tokio::time::interval(TICK);
    loop {
        ticks.tick().await;
        // Nobody may be looking.
        let _ = progress.borrow_mut().tick();
    }
}

/// Prints the number of rows with each verdict.
pub(super) fn sum_up(verdicts: &[Verdict]) -> io::Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for verdict in verdicts {
        *counts.entry(verdict.word()).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    let rows = if verdicts.len() == 1 { "row" } else { "rows" };
    writeln!(io::stderr(), "{} {rows}: {}", verdicts.len(), counts.join(", "))
}

impl BatchProgress {
    /// Creates a progress of zero.
    pub(super) fn new(rows: usize, is_shown: bool) -> BatchProgress {
        BatchProgress {
            rows,
            over: 0,
            looking: 0,
            waits: None,
            marks: VecDeque::new(),
            heard: Duration::ZERO,
            figures: String::new(),
            is_shown,
            clock: system_clock(),
        }
    }

    /// Counts a row; `line` is its verdict.
    pub(super) fn over(&mut self, line: &str) -> io::Result<()> {
        (self.over, self.heard) = (self.over + 1, (self.clock)().up);
        self.clear()?;
        let mut out = io::stdout().lock();
        writeln!(out, "{line}").and_then(|()| out.flush())?;
        self.show()
    }

    /// Prints a note about more than one row.
    pub(super) fn note(&mut self, note: &str) -> io::Result<()> {
        self.clear()?;
        writeln!(io::stderr(), "{note}")?;
        self.show()
    }

    /// Starts the measurement: the rows before took no time.
    pub(super) fn begins(&mut self) -> io::Result<()> {
        self.heard = (self.clock)().up;
        self.marks.push_back((self.heard, self.over));
        self.tick()
    }

    /// Notes that a clinic asks to wait this long.
    pub(super) fn waits(&mut self, backend: Vendor, wait: Duration) -> io::Result<()> {
        self.waits = Some((backend, (self.clock)().up + wait));
        if self.is_shown { self.tick() } else { self.note(&asks_to_wait(backend, wait)) }
    }

    /// Notes the number of rows being looked up.
    pub(super) fn looked_up(&mut self, rows: usize) -> io::Result<()> {
        self.looking = rows;
        self.tick()
    }

    /// Clears the line on the terminal.
    pub(super) fn clear(&self) -> io::Result<()> {
        if self.is_shown { write!(io::stderr(), "{WIPE}") } else { Ok(()) }
    }

    fn tick(&mut self) -> io::Result<()> {
        let up = (self.clock)().up;
        if self.marks.back().is_some_and(|(at, _)| up >= *at + TICK) {
            self.marks.push_back((up, self.over));
            self.marks.drain(..self.marks.len().saturating_sub(MARKS));
        }
        self.figures = self.reckon(up);
        self.show()
    }

    fn show(&self) -> io::Result<()> {
        if !self.is_shown {
            return Ok(());
        }
        let room = usize::from(Terminal::size().cols).saturating_sub(1);
        let count = format!("{}/{}  {}", self.over, self.rows, self.figures);
        let line = format!("{} {count}", bar(self.over, self.rows));
        let line = if line.len() <= room { line } else { count.chars().take(room).collect() };
        write!(io::stderr(), "{WIPE}{line}")
    }

    /// Returns the text beside the count: rate and remaining time, or why there is none.
    fn reckon(&self, up: Duration) -> String {
        let left = self.rows.saturating_sub(self.over);
        let Some((since, before)) = self.marks.front() else { return "reading what is there".to_owned() };
        if let Some((backend, until)) = self.waits.filter(|(_, until)| *until > up) {
            return asks_to_wait(backend, until - up);
        }
        if left == 0 {
            return String::new();
        }
        if self.looking == left {
            return format!("looking up {left} whose answer was lost");
        }
        let quiet = up.saturating_sub(self.heard);
        if quiet >= QUIET {
            return format!("no answer for {}", span(quiet));
        }
        let (done, took) = (self.over.saturating_sub(*before), up.saturating_sub(*since));
        if done == 0 || took < TICK {
            return String::new();
        }
        let each = took / u32::try_from(done).unwrap_or(u32::MAX);
        let remains = each.saturating_mul(u32::try_from(left).unwrap_or(u32::MAX));
        format!("{}, about {} left", rate(done, took), span(remains))
    }
}

fn asks_to_wait(backend: Vendor, wait: Duration) -> String {
    format!("{backend} asks to wait {}", span(wait))
}

fn bar(over: usize, rows: usize) -> String {
    let filled = (WIDTH * over / rows.max(1)).min(WIDTH);
    format!("[{}{}]", "#".repeat(filled), "-".repeat(WIDTH - filled))
}

fn rate(done: usize, took: Duration) -> String {
    match done as f64 / took.as_secs_f64() {
        slow if slow < 1.0 => format!("{:.0}/min", 60.0 * slow),
        fast if fast < 20.0 => format!("{fast:.1}/s"),
        faster => format!("{faster:.0}/s"),
    }
}

/// Formats a duration in the most readable unit, rounded up: nothing ends in 0 s.
fn span(time: Duration) -> String {
    let seconds = time.as_millis().div_ceil(1000).max(1);
    match seconds {
        0..90 => format!("{seconds} s"),
        90..5400 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h", seconds.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendor::CLINIK;

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    /// Of two hundred rows forty were booked before, and `more` since, that many seconds ago.
    fn under_way(more: usize, took: u64) -> BatchProgress {
        let mut progress = BatchProgress::new(200, false);
        progress.marks.push_back((seconds(0), 40));
        (progress.over, progress.heard) = (40 + more, seconds(took));
        progress
    }

    #[test]
    fn rate_and_remaining_time_are_those_of_the_rows_that_are_sent() {
        assert_eq!(under_way(50, 4).reckon(seconds(4)), "12.5/s, about 9 s left");
        assert_eq!(under_way(1, 10).reckon(seconds(10)), "6/min, about 27 min left");
        assert_eq!(under_way(0, 1).reckon(seconds(1)), "", "nobody knows yet");
        assert_eq!(under_way(160, 8).reckon(seconds(8)), "");
        assert_eq!(bar(50, 200), "[######------------------]");
    }

    #[test]
    fn where_there_is_no_rate_it_says_why() {
        let before = BatchProgress::new(200, false);
        assert_eq!(before.reckon(seconds(1)), "reading what is there");
        assert_eq!(under_way(10, 4).reckon(seconds(40)), "no answer for 36 s");
        let mut waiting = under_way(10, 4);
        waiting.waits = Some((CLINIK, seconds(64)));
        assert_eq!(waiting.reckon(seconds(4)), "ClinikAPI asks to wait 60 s");
        let mut lost = under_way(157, 4);
        lost.looking = 3;
        assert_eq!(lost.reckon(seconds(30)), "looking up 3 whose answer was lost");
    }
}
