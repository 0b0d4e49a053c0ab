//! The progress of a batch on standard error: a bar on a terminal, else only notes, because every row has its verdict
//! on standard output. At the end there is always a summary.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::pending;
use std::io::{self, Write};
use std::time::Duration;

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

use batch::Verdict;
use booking::ClinicId;
use runtime::{MomentClock, stderr, stdout, system_clock};

/// How often the text next to the bar is updated while nothing happens.
const TICK: Duration = Duration::from_secs(1);
/// After this time without an answer, that time is shown instead of the remaining time.
const QUIET: Duration = Duration::from_secs(10);

/// The progress of a batch.
pub(super) struct BatchProgress {
    bar: ProgressBar,
    /// The number of rows being looked up.
    looking: usize,
    /// The end of the wait requested by a clinic.
    waits: Option<(ClinicId, Duration)>,
    /// When the last row ended; `None` until something is sent.
    last_end: Option<Duration>,
    clock: MomentClock,
}

/// Updates the text while nothing happens, as long as it is polled.
pub(super) async fn keep_updated(progress: &RefCell<BatchProgress>) -> Infallible {
    if progress.borrow().bar.is_hidden() {
        return pending().await;
    }
    let mut ticks = tokio::time::interval(TICK);
    loop {
        ticks.tick().await;
        progress.borrow().show();
    }
}

/// Prints the number of rows with each verdict.
pub(super) fn sum_up(verdicts: &[Verdict]) -> io::Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for verdict in verdicts {
        *counts.entry(verdict.word()).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    let rows = if verdicts.len() == 1 { "row" } else { "rows" };
    writeln!(stderr(), "{} {rows}: {}", verdicts.len(), counts.join(", "))
}

impl BatchProgress {
    /// Creates the progress before the first row.
    pub(super) fn new(rows: usize, is_shown: bool) -> BatchProgress {
        let target = if is_shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let style = ProgressStyle::with_template("[{bar:24}] {pos}/{len}  {wide_msg}");
        let style = style
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .progress_chars("#-");
        let bar = ProgressBar::with_draw_target(Some(rows as u64), target).with_style(style);
        BatchProgress {
            bar,
            looking: 0,
            waits: None,
            last_end: None,
            clock: system_clock(),
        }
    }

    /// Counts a row; `line` is its verdict.
    pub(super) fn count_row(&mut self, line: &str) -> io::Result<()> {
        self.last_end = self.last_end.map(|_| (self.clock)().up);
        self.bar.inc(1);
        self.bar.suspend(|| {
            let mut out = stdout();
            writeln!(out, "{line}").and_then(|()| out.flush())
        })?;
        self.show();
        Ok(())
    }

    /// Prints a note about more than one row.
    pub(super) fn note(&mut self, note: &str) -> io::Result<()> {
        self.bar.suspend(|| writeln!(stderr(), "{note}"))
    }

    /// Starts measuring. Rows counted before this took no time.
    pub(super) fn begins(&mut self) {
        self.last_end = Some((self.clock)().up);
        self.bar.reset_eta();
        self.show();
    }

    /// Records that a clinic asks to wait this long.
    pub(super) fn waits(&mut self, clinic: ClinicId, wait: Duration) -> io::Result<()> {
        self.waits = Some((clinic, (self.clock)().up + wait));
        if self.bar.is_hidden() {
            return self.note(&asks_to_wait(clinic, wait));
        }
        self.show();
        Ok(())
    }

    /// Sets the number of rows being looked up.
    pub(super) fn looked_up(&mut self, rows: usize) {
        self.looking = rows;
        self.show();
    }

    /// Clears the line on the terminal.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn show(&self) {
        self.bar.set_message(self.message((self.clock)().up));
    }

    /// Returns the text next to the count: the remaining time, or why it is unknown.
    fn message(&self, up: Duration) -> String {
        let remaining = self
            .bar
            .length()
            .unwrap_or(0)
            .saturating_sub(self.bar.position());
        let Some(last_end) = self.last_end else {
            return "reading what is there".to_owned();
        };
        if let Some((clinic, until)) = self.waits.filter(|(_, until)| *until > up) {
            return asks_to_wait(clinic, until - up);
        }
        let quiet = up.saturating_sub(last_end);
        match remaining {
            0 => String::new(),
            rows if self.looking as u64 == rows => {
                format!("looking up {rows} whose answer was lost")
            }
            _ if quiet >= QUIET => format!("no answer for {}", HumanDuration(quiet)),
            _ => match self.bar.eta() {
                Duration::ZERO => String::new(),
                eta => format!("about {} left", HumanDuration(eta)),
            },
        }
    }
}

fn asks_to_wait(clinic: ClinicId, wait: Duration) -> String {
    // Rounded up, because nothing ends in 0 s.
    let seconds = wait.as_millis().div_ceil(1000).max(1);
    format!(
        "{clinic} asks to wait {}",
        HumanDuration(Duration::from_secs(seconds as u64))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::clinics::CLINIK;

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    /// Two hundred rows, of which `over` have ended, the last one at that second.
    fn under_way(over: u64, last_end: u64) -> BatchProgress {
        let progress = BatchProgress::new(200, false);
        progress.bar.set_position(over);
        BatchProgress {
            last_end: Some(seconds(last_end)),
            ..progress
        }
    }

    #[test]
    fn where_no_time_is_known_it_says_why() {
        let before = BatchProgress::new(200, false);
        assert_eq!(before.message(seconds(1)), "reading what is there");
        assert_eq!(
            under_way(50, 4).message(seconds(40)),
            "no answer for 36 seconds"
        );
        assert_eq!(under_way(200, 8).message(seconds(8)), "");
        let waiting = BatchProgress {
            waits: Some((CLINIK, seconds(64))),
            ..under_way(50, 4)
        };
        assert_eq!(
            waiting.message(seconds(4)),
            "ClinikAPI asks to wait 60 seconds"
        );
        let lost = BatchProgress {
            looking: 3,
            ..under_way(197, 4)
        };
        assert_eq!(
            lost.message(seconds(30)),
            "looking up 3 whose answer was lost"
        );
    }
}
