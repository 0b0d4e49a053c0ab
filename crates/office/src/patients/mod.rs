//! A patient's data on their way to a clinic: a new patient, or one being corrected.

mod adding;
mod correcting;
mod correction;
mod prefill;
mod saved;
mod sheet;
mod stage;

pub use adding::Added;
pub use correcting::{Corrected, CorrectionTry};
pub use prefill::written;
pub use sheet::PatientSheet;
pub use stage::{Doubt, PatientStage, Why};
