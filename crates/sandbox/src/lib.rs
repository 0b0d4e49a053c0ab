//! The APIs as an embedded HTTP server, written from their documented contracts alone.
//!
//! The sandbox is independent: it uses none of this program's own types and keeps its own records. It answers like the
//! documented Aniva Health (`/api/v1/…`), ClinikAPI (`/v1/…`, `/health`) and a FHIR R4 server (`/fhir/R4/…`), including
//! headers, error bodies and the ten seconds by which a ClinikAPI search lags behind a write. Unsupported calls are
//! refused with 501 and a reason. Control routes under `/sandbox/…` order faults.
//!
//! A request passes these modules in order: [`server`] accepts the connection; [`callers`] admits it;
//! [`request_handler`] records it and applies the ordered [`faults`]; [`clinik`], [`aniva`] or [`fhir`] answers it; and
//! [`store`] keeps the records.

mod aniva;
mod booked;
mod call;
mod callers;
mod clinik;
mod clock;
mod connection;
mod control;
mod delay;
mod faults;
mod fhir;
mod generate;
mod hours;
mod keys;
mod log;
mod malformed;
mod message;
mod request_handler;
mod roster;
mod server;
mod state;
mod store;

pub use clock::SandboxClock;
pub use delay::RequestHold;
pub use keys::{is_own_key, keys};
pub use server::{AnswerLoss, Sandbox, SandboxError, ServedApi};
pub use state::SandboxOptions;

/// The default zone of the sandbox's clinic at ClinikAPI.
pub const CLINIC_ZONE: zones::Zone = zones::Zone::BERLIN;

/// The slug of the only profile group accessible to the sandbox's Aniva keys.
pub const PROFILE_GROUP: &str = "front-desk";
