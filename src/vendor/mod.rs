//! PURE. The clinic APIs there are, one folder each: its form and rules, what it can do, and its wire format. No other
//! room knows them by name; all go by what their [`Vendor`](crate::booking::Vendor) tells.

pub mod aniva;
pub mod clinik;
mod pages;
mod people;
mod record;

use crate::booking::Vendors;

pub use aniva::ANIVA;
pub use clinik::CLINIK;

/// Those that the program books at.
pub const SHIPPED: Vendors = Vendors::of(&[CLINIK, ANIVA]);

/// A handle to a row that stands nowhere else.
macro_rules! row {
    ($handle:ident: $row:expr) => {{
        static ROW: <$handle as std::ops::Deref>::Target = $row;
        $handle::of(&ROW)
    }};
}
pub(crate) use row;
