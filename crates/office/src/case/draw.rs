//! A blood draw: the barcode of its kit, which is typed or scanned twice.

use booking::{AppointmentRef, Change};

/// A draw that is being confirmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrawCase {
    /// The first barcode.
    pub first: Option<String>,
}

impl DrawCase {
    /// Takes a text as the first barcode, if it can be one. A scanner ends each barcode with Enter, the second one too.
    pub fn take_first(&mut self, typed: &str) -> bool {
        let is_first = self.first.is_none() && !typed.is_empty() && DrawCase::is_barcode(typed);
        if is_first {
            self.first = Some(typed.to_owned());
        }
        is_first
    }

    /// Returns whether the text typed so far may be a barcode.
    pub fn is_barcode(typed: &str) -> bool {
        typed.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Returns whether the second barcode, as typed so far, differs from the first.
    pub fn differs_so_far(&self, typed: &str) -> bool {
        let first = self.first.as_ref();
        first.is_some_and(|first| !first.starts_with(typed))
    }

    /// Returns whether the complete second barcode differs from the first.
    pub fn differs(&self, typed: &str) -> bool {
        let first = self.first.as_ref();
        first.is_some_and(|first| !typed.is_empty() && first != typed)
    }

    /// Returns the change, once the same barcode was typed twice.
    pub fn change(&self, of: &AppointmentRef, typed: &str) -> Option<Change> {
        Change::drawn(of.clone(), self.first.as_deref()?, typed)
    }
}
