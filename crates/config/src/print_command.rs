//! The program that prints a file: `print_command`.

use std::path::Path;
use std::time::Duration;

use super::secret_command::{self, SecretCommandError};

/// The time limit of the program. A printer's queue accepts a page in a moment.
const LIMIT: Duration = Duration::from_secs(30);

/// The argument that is replaced by the file.
const FILE: &str = "{}";

/// A program that prints a file, with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintCommand(Vec<String>);

impl PrintCommand {
    /// Creates the command from these words; the first is the program.
    pub fn of(words: Vec<String>) -> PrintCommand {
        PrintCommand(words)
    }

    /// Prints a file, without a shell and within 30 s. The file replaces `{}` among the arguments, or follows them if
    /// there is none.
    ///
    /// # Errors
    ///
    /// Returns why the program did not accept it.
    pub fn print(&self, file: &Path) -> Result<(), SecretCommandError> {
        secret_command::run_unread(&self.words_for(&file.display().to_string()), LIMIT)
    }

    fn words_for(&self, file: &str) -> Vec<String> {
        let mut words: Vec<String> = self.0.iter().map(|word| word.replace(FILE, file)).collect();
        if !self.0.iter().any(|word| word.contains(FILE)) {
            words.push(file.to_owned());
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_the_last_argument_unless_the_command_says_where() {
        let words = |command: &[&str]| {
            let command = command.iter().map(|word| (*word).to_owned()).collect();
            PrintCommand::of(command).words_for("board 1.html")
        };
        assert_eq!(
            words(&["lp", "-d", "front"]),
            ["lp", "-d", "front", "board 1.html"]
        );
        assert_eq!(words(&["lp", "{}", "-s"]), ["lp", "board 1.html", "-s"]);
    }
}
