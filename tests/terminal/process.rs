//! What the kernel counts for a process.

use std::fs;

/// What the first thread of a process has written so far: the one that paints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) calls: u64,
    pub(crate) bytes: u64,
}

impl Written {
    pub(crate) fn by(pid: u32) -> Written {
        let counters =
            fs::read_to_string(format!("/proc/{pid}/task/{pid}/io")).expect("counters of a child");
        let counter = |name: &str| {
            let line = counters
                .lines()
                .find_map(|line| line.strip_prefix(name))
                .expect("the counter");
            line.trim().parse().expect("a number")
        };
        Written {
            calls: counter("syscw:"),
            bytes: counter("wchar:"),
        }
    }
}

/// The time a process has spent computing, in clock ticks (100 a second).
pub(crate) fn ticks(pid: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("counters of a child");
    // The name before the last parenthesis may hold blanks; utime and stime are the 12th and 13th after it.
    let (_, numbers) = stat.rsplit_once(") ").expect("a name");
    numbers
        .split(' ')
        .skip(11)
        .take(2)
        .map(|number| number.parse::<u64>().expect("a number"))
        .sum()
}

/// The most memory that a process has had, in bytes.
pub(crate) fn most_memory(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("counters of a child");
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let most = most.and_then(|most| most.trim().strip_suffix(" kB"));
    let kibibytes: u64 = most.expect("a maximum").parse().expect("a number");
    kibibytes << 10
}

/// How often the process's threads have gone to sleep and been woken.
pub(crate) fn wake_ups(pid: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).expect("threads of a child");
    let switches = |thread: fs::DirEntry| {
        let status = fs::read_to_string(thread.path().join("status")).unwrap_or_default();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.and_then(|count| count.trim().parse::<u64>().ok())
            .unwrap_or(0)
    };
    threads.flatten().map(switches).sum()
}

/// The one child of a process.
pub(crate) fn child_of(pid: u32) -> u32 {
    let children =
        fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).expect("a running process");
    children.trim().parse().expect("one child")
}

/// Whether a process has ended; what waits for its parent to take notice has.
pub(crate) fn has_ended(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(") ")
        .is_none_or(|(_, rest)| rest.starts_with('Z'))
}
