//! PURE. The clinic APIs, one folder each: form and rules, capabilities, and wire format. No other module
//! names them; all use their [`ClinicId`].

pub mod aniva;
pub mod clinik;
pub mod fhir;
mod pages;
mod period;
mod record;
mod reference;
mod visits;

use crate::{ClinicId, Clinics};

pub use aniva::ANIVA;
pub use clinik::CLINIK;
pub use fhir::FHIR;

/// The clinic APIs that a desk offers unless its configuration says otherwise.
pub const SHIPPED: Clinics = Clinics::of(&[CLINIK, ANIVA]);

/// All clinic APIs that the program can book at.
pub const KNOWN: Clinics = Clinics::of(&[CLINIK, ANIVA, FHIR]);

/// Returns the clinic APIs of a desk that opens with this one: the shipped ones if it is one of them, else `all`.
pub fn offered_with(clinic: ClinicId, all: Clinics) -> Clinics {
    if SHIPPED.iter().any(|shipped| shipped == clinic) {
        SHIPPED
    } else {
        all
    }
}

/// Creates a handle to a row defined in place.
macro_rules! row {
    ($handle:ident: $row:expr) => {{
        static ROW: <$handle as std::ops::Deref>::Target = $row;
        $handle::of(&ROW)
    }};
}
pub(crate) use row;
