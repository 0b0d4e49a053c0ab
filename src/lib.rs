//! bookdesk: a keyboard-driven booking desk for two clinic APIs.
//!
//! A booking desk is a pure state machine with a face. Everything that happens is a message; one function,
//! [`desk::update()`], changes state; one function, [`desk::draw()`], turns state into cells; everything impure
//! is an effect, a plain value, whose outcome comes back as a message. The terminal, the test harness and the
//! demo are three small drivers of that one machine.
//!
//! The crates and modules, and which of them may know which, stand in `docs/guide/src/architecture.md`; a test reads the
//! `use` lines and holds them to that picture.

pub mod batch;
pub mod cli;
pub mod config;
pub mod headless;
pub mod plain;
pub mod runtime;
pub mod shell;
