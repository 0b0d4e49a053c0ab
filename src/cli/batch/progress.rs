//! How far a batch is, on standard error: a line that is written over where that is a terminal, and silence where it
//! is not, for every row has its verdict on standard output. At the end it is summed up either way.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use crate::batch::Verdict;
use crate::runtime::{Clock, system_clock};

/// How many cells the bar takes.
const WIDTH: usize = 24;
/// What takes a line off a terminal.
const WIPE: &str = "\r\u{1b}[2K";

/// How far a batch is.
pub(super) struct Progress {
    rows: usize,
    over: usize,
    is_shown: bool,
    clock: Clock,
    begun: Duration,
}

impl Progress {
    /// Nothing done yet.
    pub(super) fn new(rows: usize, is_shown: bool) -> Progress {
        let clock = system_clock();
        let begun = clock().up;
        Progress { rows, over: 0, is_shown, clock, begun }
    }

    /// Another row is over; `say` says so while nothing else stands on the terminal's line.
    pub(super) fn over(&mut self, say: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        self.over += 1;
        self.wipe()?;
        say()?;
        self.show()
    }

    /// Says something about more than one row.
    pub(super) fn note(&mut self, note: &str) -> io::Result<()> {
        self.wipe()?;
        writeln!(io::stderr(), "{note}")?;
        self.show()
    }

    /// Sums up: how many rows came to what.
    pub(super) fn end(&mut self, verdicts: &[Verdict]) -> io::Result<()> {
        self.wipe()?;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for verdict in verdicts {
            *counts.entry(verdict.word.word()).or_default() += 1;
        }
        let counts: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
        writeln!(io::stderr(), "{} rows: {}", verdicts.len(), counts.join(", "))
    }

    fn wipe(&self) -> io::Result<()> {
        if self.is_shown { write!(io::stderr(), "{WIPE}") } else { Ok(()) }
    }

    fn show(&self) -> io::Result<()> {
        if !self.is_shown {
            return Ok(());
        }
        let took = (self.clock)().up.saturating_sub(self.begun);
        write!(io::stderr(), "{}", bar(self.over, self.rows, took))
    }
}

/// `[######------------------] 50/200  12.5/s  about 12 s left`
fn bar(over: usize, rows: usize, took: Duration) -> String {
    let filled = WIDTH * over / rows.max(1);
    let rate = over as f64 / took.as_secs_f64().max(0.001);
    let left = (rows - over.min(rows)) as f64 / rate.max(0.001);
    let left = match left {
        left if left < 90.0 => format!("{left:.0} s"),
        left => format!("{:.0} min", left / 60.0),
    };
    format!(
        "[{}{}] {over}/{rows}  {rate:.1}/s  about {left} left",
        "#".repeat(filled),
        "-".repeat(WIDTH - filled)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_tells_rate_and_remaining_time() {
        assert_eq!(
            bar(50, 200, Duration::from_secs(4)),
            "[######------------------] 50/200  12.5/s  about 12 s left"
        );
        assert!(bar(1, 1000, Duration::from_secs(1)).ends_with("about 17 min left"));
        assert!(bar(3, 3, Duration::from_secs(1)).starts_with("[########################] 3/3"));
    }
}
