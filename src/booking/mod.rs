//! PURE. What an appointment is, for either backend: field table, drafts, rules, problems, time.
//! No I/O, no async, no terminal.
pub mod time;
