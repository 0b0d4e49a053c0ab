//! Nothing typed is lost: the desk is killed after every key of a booking, and each next start has all of it.

use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tokio::runtime::Runtime;

use super::pty::{Pty, home};
use super::server::{desk_at, lab};

/// This much may be missing of what was typed last.
const LAST_MOMENT: Duration = Duration::from_millis(250);

/// A visit: what goes to each field, and what is typed there.
const SCRIPT: [(&str, &str, &str); 3] =
    [("\x1b1", "Patient", "pt_abc123"), ("\x1b3", "Start", "10.02.2099 10:00"), ("\t\t", "Minutes", "30")];

/// A look at the drafts as they lie on the disk, from outside.
struct Drafts {
    runtime: Runtime,
    file: SqliteConnection,
}

impl Drafts {
    fn of(folder: &Path) -> Drafts {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let options = SqliteConnectOptions::new().filename(folder.join("sandbox.db"));
        let file = runtime.block_on(options.connect()).expect("the records");
        Drafts { runtime, file }
    }

    /// They are sealed anew whenever they are kept.
    fn sealed(&mut self) -> Vec<String> {
        let rows = sqlx::query_scalar("SELECT sealed FROM drafts ORDER BY seat, place");
        self.runtime.block_on(rows.fetch_all(&mut self.file)).expect("it can be read")
    }

    /// Waits until they stay as they are: what a desk learns of whom it is about, it keeps too.
    fn at_rest(&mut self, desk: &mut Pty) {
        let mut before = Vec::new();
        while self.sealed() != before {
            before = self.sealed();
            desk.rests();
        }
    }

    /// How long until they are other ones than before.
    fn time_to_change(&mut self, before: &[String], desk: &mut Pty) -> Duration {
        let start = Instant::now();
        while self.sealed() == before {
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "never kept; the screen is\n{}",
                desk.screen()
            );
            desk.is_quiet_for(Duration::from_millis(2));
        }
        start.elapsed()
    }
}

#[test]
fn killed_after_every_key_it_has_lost_none() {
    let (home, lab) = (home(), lab());
    let start = || desk_at(&lab, home.path()).go();
    let mut desk = start();
    desk.sees("SANDBOX");
    desk.rests();
    let mut drafts = Drafts::of(&home.path().join("desk"));
    let mut times = Vec::new();
    for (keys, label, text) in SCRIPT {
        desk.keys(keys);
        for (place, letter) in text.char_indices() {
            let typed = &text[..place + letter.len_utf8()];
            drafts.at_rest(&mut desk);
            let before = drafts.sealed();
            desk.keys(letter.to_string());
            desk.sees(format!("{label} › {typed}").trim_end());
            times.push(drafts.time_to_change(&before, &mut desk));
            drafts.at_rest(&mut desk);
            desk.signal(Signal::KILL);
            desk.ends();
            desk = start();
            desk.sees("What you had typed is back");
            desk.sees(format!("{label} › {typed}").trim_end());
        }
    }
    times.sort();
    assert!(times[times.len() / 2] <= LAST_MOMENT, "{times:?}");
    desk.keys("\x13");
    desk.sees("✓ booked   appt_");
}
