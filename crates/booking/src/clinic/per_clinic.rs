//! One value for each clinic API.

use std::ops::{Index, IndexMut};

use super::{ClinicId, Clinics};

/// One value for each clinic API of a list. Indexing by any other panics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerClinic<T>(Box<[(ClinicId, T)]>);

impl<T> PerClinic<T> {
    /// Creates the values with `make`.
    pub fn of(clinics: Clinics, mut make: impl FnMut(ClinicId) -> T) -> PerClinic<T> {
        PerClinic(
            clinics
                .iter()
                .map(|clinic| (clinic, make(clinic)))
                .collect(),
        )
    }

    /// Returns the value of this clinic API, if it is on the list.
    pub fn get(&self, clinic: ClinicId) -> Option<&T> {
        self.0
            .iter()
            .find(|(known, _)| *known == clinic)
            .map(|(_, value)| value)
    }

    /// Returns an iterator over the clinic APIs and values.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (ClinicId, &T)> {
        self.0.iter().map(|(clinic, value)| (*clinic, value))
    }

    /// Returns an iterator over the values.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Returns an iterator over the values that allows changing them.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut T> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Applies `change` to each value.
    pub fn map<U>(self, mut change: impl FnMut(ClinicId, T) -> U) -> PerClinic<U> {
        PerClinic(
            self.0
                .into_iter()
                .map(|(clinic, value)| (clinic, change(clinic, value)))
                .collect(),
        )
    }
}

impl<T> Default for PerClinic<T> {
    fn default() -> PerClinic<T> {
        PerClinic(Box::default())
    }
}

impl<T> FromIterator<(ClinicId, T)> for PerClinic<T> {
    fn from_iter<I: IntoIterator<Item = (ClinicId, T)>>(values: I) -> PerClinic<T> {
        PerClinic(values.into_iter().collect())
    }
}

impl<T> Index<ClinicId> for PerClinic<T> {
    type Output = T;

    fn index(&self, clinic: ClinicId) -> &T {
        self.get(clinic)
            .unwrap_or_else(|| panic!("{clinic} is not on the list"))
    }
}

impl<T> IndexMut<ClinicId> for PerClinic<T> {
    fn index_mut(&mut self, clinic: ClinicId) -> &mut T {
        let found = self
            .0
            .iter_mut()
            .find(|(known, _)| *known == clinic)
            .map(|(_, value)| value);
        found.unwrap_or_else(|| panic!("{clinic} is not on the list"))
    }
}
