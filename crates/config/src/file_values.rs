//! Reads single values of the configuration file, each with its own check.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use chrono::TimeDelta;
use strum::VariantNames;
use toml::Spanned;
use toml::de::DeValue;
use url::Url;
use zones::Zone;

use super::environment::expanded;
use super::file::{ConfigReader, TomlValue};
use super::holidays::HolidaySource;
use super::pin::{PinError, PinHash};
use super::{account, store, zone};
use booking::{ClinicId, is_like_region, time, with_guess};
use client::Proxy;

/// The bounds of a timeout in seconds.
const TIMEOUT: RangeInclusive<f64> = 0.1..=600.0;

/// The bounds, in seconds, of the time without input before the desk locks. One second is for trying it out.
const LOCK: RangeInclusive<f64> = 1.0..=86_400.0;

/// The bounds of the retention period in days. With less than a day, a booking could be removed while its outcome is
/// still shown.
const RETENTION: RangeInclusive<i64> = 1..=36_500;

impl ConfigReader<'_> {
    pub(super) fn zone(&mut self, value: &TomlValue<'_>) -> Option<Zone> {
        let text = self.text(value)?;
        self.keep(value, zone::parse(text))
    }

    pub(super) fn text<'v>(&mut self, value: &'v TomlValue<'_>) -> Option<&'v str> {
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(text.trim()),
            Some(_) => self.refuse(value, "is empty; leave the line out instead".to_owned()),
            None => self.wrong_type(value, "text in quotes"),
        }
    }

    pub(super) fn yes_or_no(&mut self, value: &TomlValue<'_>) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(yes) => Some(*yes),
            _ => self.wrong_type(value, "true or false"),
        }
    }

    pub(super) fn one_of<T: FromStr + VariantNames>(&mut self, value: &TomlValue<'_>) -> Option<T> {
        let text = self.text(value)?;
        let parsed = text.parse().map_err(|_| no_such(text, T::VARIANTS));
        self.keep(value, parsed)
    }

    pub(super) fn seconds(&mut self, value: &TomlValue<'_>) -> Option<Duration> {
        match number(value) {
            None => self.wrong_type(value, "a number of seconds, such as 20 or 2.5"),
            Some(seconds) if TIMEOUT.contains(&seconds) => Some(Duration::from_secs_f64(seconds)),
            Some(_) => {
                let least = TIMEOUT.start();
                let most = TIMEOUT.end();
                self.refuse(value, format!("a timeout lasts {least} to {most} seconds"))
            }
        }
    }

    /// Reads a length of time such as `"30min"`, or 0.
    pub(super) fn least_notice(&mut self, value: &TomlValue<'_>) -> Option<TimeDelta> {
        let text = value.get_ref().as_str().unwrap_or_default();
        match (number(value), time::minutes(&text.replace(' ', ""))) {
            (Some(0.0), _) => Some(TimeDelta::zero()),
            (_, Some(minutes)) => Some(TimeDelta::minutes(minutes.get().into())),
            _ => self.wrong_type(value, "minutes, such as \"30min\", or 0"),
        }
    }

    pub(super) fn lock_after(&mut self, value: &TomlValue<'_>) -> Option<Duration> {
        let is_off = value.get_ref().as_str() == Some("off");
        match number(value).or(is_off.then_some(0.0)) {
            None => self.wrong_type(value, "a number of seconds, such as 300, or \"off\""),
            Some(seconds) if seconds == 0.0 || LOCK.contains(&seconds) => {
                Some(Duration::from_secs_f64(seconds))
            }
            Some(_) => {
                let least = LOCK.start();
                let most = LOCK.end();
                let what =
                    format!("the desk locks after {least} to {most} seconds, or never: \"off\"");
                self.refuse(value, what)
            }
        }
    }

    pub(super) fn pin(&mut self, value: &TomlValue<'_>) -> Option<PinHash> {
        let hash = self
            .text(value)?
            .parse()
            .map_err(|error: PinError| error.to_string());
        self.keep(value, hash)
    }

    pub(super) fn days(&mut self, value: &TomlValue<'_>) -> Option<TimeDelta> {
        let days = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
            _ => return self.wrong_type(value, "a whole number of days, such as 365"),
        };
        match days.filter(|days| RETENTION.contains(days)) {
            Some(days) => Some(TimeDelta::days(days)),
            None => {
                let least = RETENTION.start();
                let most = RETENTION.end();
                self.refuse(
                    value,
                    format!("records are kept for {least} to {most} days"),
                )
            }
        }
    }

    pub(super) fn path(&mut self, value: &TomlValue<'_>) -> Option<PathBuf> {
        let text = self.text(value)?;
        match expanded(text, self.home) {
            Some(path) => Some(self.folder.join(path)),
            None => self.refuse(
                value,
                "there is no home directory; write the whole path".to_owned(),
            ),
        }
    }

    /// Reads a region or a file of holidays, or a list of both.
    pub(super) fn holidays(&mut self, value: &TomlValue<'_>) -> Option<Vec<HolidaySource>> {
        let Some(array) = value.get_ref().as_array() else {
            return Some(vec![self.holiday_source(value)?]);
        };
        array.iter().map(|one| self.holiday_source(one)).collect()
    }

    fn holiday_source(&mut self, value: &TomlValue<'_>) -> Option<HolidaySource> {
        let text = self.text(value)?;
        if is_like_region(text) {
            return Some(HolidaySource::Region(text.to_owned()));
        }
        self.path(value).map(HolidaySource::File)
    }

    /// Reads a path, with its place in the file.
    pub(super) fn path_at(&mut self, value: &TomlValue<'_>) -> Option<Spanned<PathBuf>> {
        self.path(value)
            .map(|path| Spanned::new(value.span(), path))
    }

    pub(super) fn address(&mut self, value: &TomlValue<'_>, clinic: ClinicId) -> Option<String> {
        let text = self.text(value)?;
        self.keep(value, account::checked_address(clinic, text))
    }

    pub(super) fn proxy(&mut self, value: &TomlValue<'_>) -> Option<Proxy> {
        let proxy = Proxy::new(self.text(value)?);
        self.keep(
            value,
            proxy.map_err(|error| format!("the address of the proxy {error}")),
        )
    }

    pub(super) fn store(&mut self, value: &TomlValue<'_>) -> Option<Url> {
        let address = store::parse_address(self.text(value)?);
        self.keep(value, address.map_err(|error| error.to_string()))
    }

    /// Reads a command: a list of words, or a line that is split at blanks, without a shell.
    pub(super) fn command(&mut self, value: &TomlValue<'_>) -> Option<Vec<String>> {
        let Some(array) = value.get_ref().as_array() else {
            return Some(
                self.text(value)?
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect(),
            );
        };
        let words: Option<Vec<String>> = array
            .iter()
            .map(|word| word.get_ref().as_str().map(str::to_owned))
            .collect();
        match words {
            Some(words) if words.first().is_some_and(|program| !program.is_empty()) => Some(words),
            _ => self.wrong_type(value, "a command: [\"program\", \"argument\", …]"),
        }
    }

    /// Returns the value of a `Result`, or reports a mistake at `value`.
    pub(super) fn keep<T>(
        &mut self,
        value: &TomlValue<'_>,
        result: Result<T, String>,
    ) -> Option<T> {
        result.map_err(|what| self.flaw(value.span(), what)).ok()
    }

    pub(super) fn wrong_type<T>(&mut self, value: &TomlValue<'_>, wanted: &str) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.refuse(value, format!("expected {wanted}, found {found}"))
    }

    /// Reports a mistake in a value, and returns `None`.
    pub(super) fn refuse<T>(&mut self, value: &TomlValue<'_>, what: String) -> Option<T> {
        self.flaw(value.span(), what);
        None
    }
}

/// Returns a value as a decimal number; NaN if it is too long to be read.
fn number(value: &TomlValue<'_>) -> Option<f64> {
    let digits = match value.get_ref() {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        _ => return None,
    };
    Some(digits.parse().unwrap_or(f64::NAN))
}

/// Returns the message for a word that is not allowed.
pub(super) fn no_such(word: &str, words: &[&str]) -> String {
    let (last, others) = words.split_last().unwrap_or((&"", &[]));
    let what = format!("“{word}” is none of {} and {last}", others.join(", "));
    with_guess(what, word, words.iter().copied())
}
