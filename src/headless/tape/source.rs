//! The text of a tape, and the display of places in it.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::booking::Diagnostic;
use crate::booking::sanitize::sanitize;

/// A tape's file.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// A place in a tape.
#[derive(Clone)]
pub struct Place {
    pub(super) source: Arc<Source>,
    /// The bytes of its text.
    pub(super) span: Range<usize>,
}

impl Place {
    /// Returns `FILE:LINE:COL: what`, the line, and a caret under the place.
    pub fn show(&self, what: String) -> String {
        let Source { path, text } = &*self.source;
        let mistake = Diagnostic::at(text, self.span.clone(), what, |line| sanitize(line).into_owned());
        format!("{}:{mistake}", path.display())
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}..{}]", self.source.path.display(), self.span.start, self.span.end)
    }
}
