//! Personal data, kept apart from everything that may be formatted.

use std::fmt;

/// A personal value, which can't be formatted: it has no `Display`, and `Debug`, also that of any containing
/// type, shows only that there is a value. Code that shows, sends or seals it says so by [`Personal::shown`].
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
    /// Returns the value, for the screen, the wire and the sealed records.
    pub const fn shown(&self) -> &T {
        &self.0
    }

    /// Returns the value, consuming the wrapper.
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
