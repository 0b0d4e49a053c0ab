//! bookdesk: a keyboard-driven booking desk for clinics with an API: Aniva Health, ClinikAPI and FHIR R4 servers.
//!
//! A booking desk is a pure state machine. Every input is a message; [`desk::update()`] changes the state, and
//! [`desk::draw()`] turns it into cells. Everything impure is an effect: a plain value, whose result is another
//! message. The terminal and the headless desk drive the same machine; plain mode, shell commands and batches work at
//! the office behind it.
//!
//! `docs/guide/src/architecture.md` lists the crates and modules, and which may use which. A test compares the `use`
//! lines with it.

pub mod cli;
pub mod plain;
