//! What names a person, or was said or typed about one: kept apart from everything that may be formatted.

use std::fmt;

/// Something personal. It can't be formatted: it has no `Display`, and `Debug`, also that of whatever holds it, shows
/// that there is something and no more. Who shows it, sends it or seals it says so, by [`Personal::shown`].
///
/// ```
/// use bookdesk::booking::Personal;
/// assert_eq!(format!("{:?}", Personal::from("Maria".to_owned())), "…");
/// ```
///
/// ```compile_fail
/// use bookdesk::booking::Personal;
/// assert_eq!(format!("{}", Personal::from("Maria".to_owned())), "…");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// What it is, for the screen, the wire and the sealed records.
    pub const fn shown(&self) -> &T {
        &self.0
    }

    /// The same, for good.
    pub fn into_shown(self) -> T {
        self.0
    }
}

impl<T> From<T> for Personal<T> {
    fn from(what: T) -> Personal<T> {
        Personal(what)
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
