//! PURE. The clinic APIs, one folder each: form and rules, capabilities, and wire format. No other module
//! knows them by name; all use their [`Vendor`](crate::booking::Vendor).

pub mod aniva;
pub mod clinik;
mod pages;
mod record;

use crate::booking::Vendors;

pub use aniva::ANIVA;
pub use clinik::CLINIK;

/// The clinic APIs that the program books at.
pub const SHIPPED: Vendors = Vendors::of(&[CLINIK, ANIVA]);

/// Creates a handle to a row defined in place.
macro_rules! row {
    ($handle:ident: $row:expr) => {{
        static ROW: <$handle as std::ops::Deref>::Target = $row;
        $handle::of(&ROW)
    }};
}
pub(crate) use row;
