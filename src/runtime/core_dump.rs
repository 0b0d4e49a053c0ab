//! Prevents core dumps.

use rustix::process::{Resource, Rlimit, setrlimit};

/// Prevents core dumps of this process and its children: memory holds keys and typed text. Sets the soft and
/// the hard limit, so that nothing raises it again.
pub fn leave_no_core() {
    // A limit may always be lowered; if there is none, there are no such files either.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}
