//! What the kernel counts for a process.

use std::fs;

/// What a process has written so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) calls: u64,
    pub(crate) bytes: u64,
}

impl Written {
    pub(crate) fn by(pid: u32) -> Written {
        let counters = fs::read_to_string(format!("/proc/{pid}/io")).expect("counters of a child");
        let counter = |name: &str| {
            let line = counters.lines().find_map(|line| line.strip_prefix(name)).expect("the counter");
            line.trim().parse().expect("a number")
        };
        Written { calls: counter("syscw:"), bytes: counter("wchar:") }
    }
}

/// The time a process has spent computing, in clock ticks (100 a second).
pub(crate) fn ticks(pid: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("counters of a child");
    // The name before the last parenthesis may hold blanks; utime and stime are the 12th and 13th after it.
    let (_, numbers) = stat.rsplit_once(") ").expect("a name");
    numbers.split(' ').skip(11).take(2).map(|number| number.parse::<u64>().expect("a number")).sum()
}

/// How often the process's threads have gone to sleep and been woken.
pub(crate) fn wake_ups(pid: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).expect("threads of a child");
    let switches = |thread: fs::DirEntry| {
        let status = fs::read_to_string(thread.path().join("status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.and_then(|count| count.trim().parse::<u64>().ok()).unwrap_or(0)
    };
    threads.flatten().map(switches).sum()
}
