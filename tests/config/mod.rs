//! Configuration, as a person sets it up: a home directory with a file in it, and variables.

mod access;
mod accounts;
mod bindings;
mod command;
mod doctor;
mod editing;
mod holidays;
mod keys;
mod mistakes;
mod records;
mod route;
mod several;
mod signing_in;
mod store;
mod templates;
mod values;

use std::fs;
use std::path::{MAIN_SEPARATOR, PathBuf};

use booking::clinics::SHIPPED;
use config::{Config, ConfigError, Environment, Flags};
use tempfile::TempDir;

/// A home directory that vanishes.
pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn empty() -> Home {
        Home(tempfile::tempdir().expect("a temporary directory"))
    }

    /// With this configuration file at the usual place.
    pub(crate) fn with(config: &str) -> Home {
        let home = Home::empty();
        fs::create_dir_all(home.path(".config/bookdesk")).expect("the usual place");
        fs::write(home.path(".config/bookdesk/config.toml"), config).expect("a configuration file");
        home
    }

    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    pub(crate) fn environment(&self) -> Environment {
        Environment::at_home(self.0.path())
    }

    pub(crate) fn load(&self, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let environment = variables
            .iter()
            .fold(self.environment(), |environment, (name, value)| {
                environment.with(name, *value)
            });
        Config::load(&environment, SHIPPED, Flags::default())
    }

    /// What is said of a wrong configuration, with the home directory written as `~` and paths as Unix has them.
    pub(crate) fn complaint(&self, variables: &[(&str, &str)]) -> String {
        let error = self
            .load(variables)
            .expect_err("the configuration should be refused");
        error
            .to_string()
            .replace(&self.0.path().display().to_string(), "~")
            .replace(MAIN_SEPARATOR, "/")
    }
}
