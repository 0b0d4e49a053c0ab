//! The settings of a tape, before its first key.

use std::time::Duration;

use chrono::{DateTime, Utc};
use strum::VariantNames;
use zones::Zone;

use booking::clinics::KNOWN;
use booking::{ClinicId, Language, with_guess};
use desk::{Size, Theme, Tutor};

use super::super::Options;
use super::reader::{Flaw, LineReader, TapePart, number, time};

/// The default typing speed.
const TYPING_SPEED: Duration = Duration::from_millis(50);

/// The maximum cells in a row or column of a headless screen.
pub const MOST_CELLS: u16 = 500;

/// The names that `Set` knows (`tapes.md` of the guide).
const NAMES: [&str; 10] = [
    "Width",
    "Height",
    "Theme",
    "TypingSpeed",
    "Backend",
    "Language",
    "Now",
    "TimeZone",
    "Tutor",
    "Booked",
];

/// The settings of a tape; `None` if not set.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The width of the screen, in cells.
    pub width: Option<u16>,
    /// The height of the screen, in cells.
    pub height: Option<u16>,
    /// The theme.
    pub theme: Option<Theme>,
    /// The time between two typed characters.
    pub typing_speed: Option<Duration>,
    /// The clinic of the first form.
    pub clinic: Option<ClinicId>,
    /// The language of the interface.
    pub language: Option<Language>,
    /// The time of the desk and the sandbox.
    pub now: Option<DateTime<Utc>>,
    /// The desk's zone.
    pub zone: Option<Zone>,
    /// Whether the tutor is open.
    pub tutor: Option<bool>,
    /// Whether the sandbox starts with appointments today and on the days around it.
    pub booked: Option<bool>,
}

impl Settings {
    /// Returns the time between two typed characters.
    pub(crate) fn typing_speed(&self) -> Duration {
        self.typing_speed.unwrap_or(TYPING_SPEED)
    }

    /// Applies the settings to the options of a desk.
    pub fn onto(&self, mut options: Options) -> Options {
        let Size { cols, rows } = options.size;
        options.size = Size {
            cols: self.width.unwrap_or(cols),
            rows: self.height.unwrap_or(rows),
        };
        options.look.theme = self.theme.unwrap_or(options.look.theme);
        options.clinic = self.clinic.unwrap_or(options.clinic);
        options.language = self.language.unwrap_or(options.language);
        options.now = self.now.unwrap_or(options.now);
        options.zone = self.zone.unwrap_or(options.zone);
        options.is_booked = self.booked.unwrap_or(options.is_booked);
        if let Some(is_open) = self.tutor {
            options.tutor = is_open.then(Tutor::from_the_beginning);
        }
        options
    }

    /// Parses the rest of a `Set` line.
    pub(super) fn set(&mut self, line: &mut LineReader<'_>) -> Result<(), Flaw> {
        let name = line.word("what to set")?;
        if !NAMES.contains(&name.value) {
            let what = format!("there is no setting `{}`", name.value);
            return Err(name.flaw(with_guess(what, name.value, NAMES)));
        }
        let value = line.value("its value")?;
        match name.value {
            "Width" => self.width = Some(number(&value, "a width", 1..MOST_CELLS + 1)?),
            "Height" => self.height = Some(number(&value, "a height", 1..MOST_CELLS + 1)?),
            "Theme" => {
                self.theme = Some(
                    value
                        .value
                        .parse()
                        .map_err(|_| none_of(&value, &Theme::NAMES))?,
                )
            }
            "TypingSpeed" => self.typing_speed = Some(time(&value)?),
            "Backend" => {
                let words: Vec<&str> = KNOWN.words().collect();
                self.clinic = Some(
                    KNOWN
                        .by_word(&value.value)
                        .map_err(|_| none_of(&value, &words))?,
                );
            }
            "Language" => {
                self.language = Some(
                    value
                        .value
                        .parse()
                        .map_err(|_| none_of(&value, Language::VARIANTS))?,
                );
            }
            "Now" => {
                let now = DateTime::parse_from_rfc3339(&value.value);
                let what = "a moment is written with its offset: 2026-11-20T13:32:00Z";
                self.now = Some(now.map_err(|_| value.flaw(what))?.to_utc());
            }
            "Tutor" => self.tutor = Some(truth(&value)?),
            "Booked" => self.booked = Some(truth(&value)?),
            // The only other name in NAMES is `TimeZone`.
            _ => {
                let what = "this is no zone's name; one is written like Europe/Berlin";
                self.zone = Some(value.value.parse().map_err(|_| value.flaw(what))?);
            }
        }
        line.end()
    }
}

fn truth(value: &TapePart<String>) -> Result<bool, Flaw> {
    value
        .value
        .parse()
        .map_err(|_| none_of(value, &["true", "false"]))
}

fn none_of(value: &TapePart<String>, words: &[&str]) -> Flaw {
    let what = format!("`{}` is none of {}", value.value, words.join(", "));
    value.flaw(with_guess(what, &value.value, words.iter().copied()))
}
