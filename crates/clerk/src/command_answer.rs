//! The answer of a command, as lines or for a program.

use serde_json::Value;

use super::ChangeVerdict;

/// The answer of a command that prints what it did line by line.
pub struct CommandAnswer {
    /// The outcome, with its exit code.
    pub verdict: ChangeVerdict,
    /// The outcome in sentences, for a person.
    pub lines: Vec<String>,
    /// Further remarks for a person.
    pub remarks: Vec<String>,
    /// The answer for a program.
    pub json: Value,
}
