//! One value for each clinic API.

use std::ops::{Index, IndexMut};

use super::{Vendor, Vendors};

/// One value for each clinic API of a list. Indexing by any other panics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PerVendor<T>(Box<[(Vendor, T)]>);

impl<T> PerVendor<T> {
    /// Creates the values with `make`.
    pub fn of(vendors: Vendors, make: impl FnMut(Vendor) -> T) -> PerVendor<T> {
        let mut make = make;
        PerVendor(vendors.iter().map(|vendor| (vendor, make(vendor))).collect())
    }

    /// Returns the value of this clinic API, if it is on the list.
    pub fn get(&self, vendor: Vendor) -> Option<&T> {
        self.0.iter().find(|(known, _)| *known == vendor).map(|(_, value)| value)
    }

    /// Returns an iterator over the clinic APIs and values.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Vendor, &T)> {
        self.0.iter().map(|(vendor, value)| (*vendor, value))
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
    pub fn map<U>(self, mut change: impl FnMut(Vendor, T) -> U) -> PerVendor<U> {
        PerVendor(self.0.into_iter().map(|(vendor, value)| (vendor, change(vendor, value))).collect())
    }
}

impl<T> FromIterator<(Vendor, T)> for PerVendor<T> {
    fn from_iter<I: IntoIterator<Item = (Vendor, T)>>(values: I) -> PerVendor<T> {
        PerVendor(values.into_iter().collect())
    }
}

impl<T> Index<Vendor> for PerVendor<T> {
    type Output = T;

    fn index(&self, vendor: Vendor) -> &T {
        self.get(vendor).unwrap_or_else(|| panic!("{vendor} is not on the list"))
    }
}

impl<T> IndexMut<Vendor> for PerVendor<T> {
    fn index_mut(&mut self, vendor: Vendor) -> &mut T {
        let found = self.0.iter_mut().find(|(known, _)| *known == vendor).map(|(_, value)| value);
        found.unwrap_or_else(|| panic!("{vendor} is not on the list"))
    }
}
