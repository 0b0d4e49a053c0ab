//! Rows of static tables as values.

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::ptr;

/// A row of a static table. Two are equal if they are the same row, whatever it holds.
pub struct StaticRef<T: 'static>(pub(super) &'static T);

impl<T> StaticRef<T> {
    /// Creates a reference to this row.
    pub const fn of(row: &'static T) -> StaticRef<T> {
        StaticRef(row)
    }
}

impl<T> Clone for StaticRef<T> {
    fn clone(&self) -> StaticRef<T> {
        *self
    }
}

impl<T> Copy for StaticRef<T> {}

impl<T> Deref for StaticRef<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0
    }
}

impl<T> PartialEq for StaticRef<T> {
    fn eq(&self, other: &StaticRef<T>) -> bool {
        ptr::eq(self.0, other.0)
    }
}

impl<T> Eq for StaticRef<T> {}

impl<T> Hash for StaticRef<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        ptr::from_ref(self.0).hash(state);
    }
}
