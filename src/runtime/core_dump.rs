//! What a crash leaves behind.

use rustix::process::{Resource, Rlimit, setrlimit};

/// From now on no crash of this process, or of one that it starts, leaves its memory in a file: keys stand in it, and
/// what was typed. Asked for the soft and the hard limit, so that nothing raises it again.
pub fn leave_no_core() {
    // A limit may always be lowered; where there is none there are no such files either.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}
