//! PURE. What the interface says, in each of its languages. The sentences stand in `assets/words/`, a folder for
//! each language and a file for each area, as [Fluent](https://projectfluent.org) messages; [`say!`] says one.
//!
//! What a backend's API calls something is never translated: those words stand in `booking` and `client`.

mod bundle;
mod language;

pub use fluent_bundle::FluentValue as Value;
pub use language::{Language, UnknownLanguage};

/// Says a message in a language: `say!(language, "time-now")` is a `&'static str`, which costs nothing but
/// finding it; `say!(language, "time-in-hours", count = 5)` is a `String` in which `{ $count }` is 5. Where a word depends
/// on a number, the message has a form for each.
macro_rules! say {
    ($language:expr, $id:literal) => {
        $crate::words::Language::text($language, $id)
    };
    ($language:expr, $id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::Language::sentence(
            $language,
            $id,
            [$((stringify!($name), $crate::words::Value::from($value))),+],
        )
    };
}
pub(crate) use say;
