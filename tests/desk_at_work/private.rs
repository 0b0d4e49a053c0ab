//! Files for their owner alone, by what the system has for that: modes, or access lists.

use std::fs::{self, File};
use std::path::Path;

/// Writes a file that only its owner may read.
pub(crate) fn write_private(path: &Path, text: &str) {
    fs::write(path, text).expect("a file");
    let file = File::options().read(true).write(true).open(path);
    platform::files::restrict(&file.expect("it is there"), path).expect("it is ours");
}

/// Whether only its owner may read a file.
pub(crate) fn is_private(path: &Path) -> bool {
    let file = File::open(path).expect("it is there");
    let readers = platform::files::readers(&file).expect("who may read it");
    readers.is_none()
}

/// Writes a file of this mode: only Unix has modes.
#[cfg(unix)]
pub(crate) fn write_with_mode(path: &Path, text: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::write(path, text).expect("a file");
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}
