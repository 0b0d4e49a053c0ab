//! The clock for the times of a form: the location's. When the location changes, a typed time keeps its wall clock
//! reading, which the patient has heard, and a picked time keeps its moment. As time passes, a time keeps its day.

use booking::time::Clock;
use booking::{FieldRole, Language, Timing, Wished, time};
use chrono::{DateTime, Utc};
use i18n::say;
use zones::Zone;

use super::{BookingForm, PickedTime};

/// A change of the time in a form whose clock has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClockMove {
    /// The picked time stays this moment.
    PickedStays {
        /// The moment.
        at: DateTime<Utc>,
        /// The new zone.
        zone: Zone,
    },
    /// This typed time is on the clock of this zone.
    ReadOn {
        /// The text.
        text: String,
        /// The new zone.
        zone: Zone,
    },
}

impl ClockMove {
    /// Returns the message about it.
    pub fn to_text(&self, language: Language) -> String {
        match self {
            ClockMove::PickedStays { at, zone } => {
                let time = time::echo(*at, *zone, language);
                say!(language, "clock-picked-stays", time)
            }
            ClockMove::ReadOn { text, zone } => {
                let town = time::town(*zone, language);
                say!(language, "clock-read-on", text = text.as_str(), town)
            }
        }
    }
}

impl BookingForm {
    /// Changes the zone in which the times are read, if the location has changed or its clock has become known, so that
    /// no time changes its meaning unnoticed. Returns the change to report to the person who typed them.
    pub fn read_on(&mut self, after: &Clock) -> Option<ClockMove> {
        let before = self.content.zone.replace(after.zone);
        let zone = before.filter(|zone| *zone != after.zone)?;
        self.move_to_clock(&Clock { zone, ..*after }, after)
    }

    fn move_to_clock(&mut self, before: &Clock, after: &Clock) -> Option<ClockMove> {
        let zone = after.zone;
        let start = self.clinic().start_field();
        let picked = self.content.picked.take();
        if let Some(picked) = picked.filter(|picked| self.draft().text(start) == picked.text) {
            let at = picked.at;
            let text = time::typed(at, after);
            self.put(start, text.clone());
            self.content.picked = Some(PickedTime { text, ..picked });
            return Some(ClockMove::PickedStays { at, zone });
        }
        if zone == Zone::UNKNOWN {
            return None;
        }
        let mut moved = None;
        let fields = self.clinic().form().iter();
        for field in fields.filter(|field| field.kind.time == Timing::Moment) {
            let text = self.draft().text(*field).to_owned();
            match reread(&text, before, after) {
                Reread::Same => continue,
                Reread::AsTyped => {}
                Reread::Dated(dated) => self.put(*field, dated),
            }
            moved.get_or_insert_with(|| ClockMove::ReadOn {
                text: self.draft().text(*field).to_owned(),
                zone,
            });
        }
        moved
    }

    /// Keeps the day of every time without a date as time passes: the text gets a full date before it would mean the
    /// next day.
    pub fn hold_days(&mut self, before: &Clock, after: &Clock) {
        for field in self.clinic().form() {
            let text = self.draft().text(*field);
            let has_start = || {
                let start = self.draft().text(self.clinic().start_field());
                !start.trim().is_empty()
            };
            let dated = match field.kind.time {
                // The end follows the start, not the present.
                Timing::Moment if field.role == Some(FieldRole::End) && has_start() => None,
                Timing::Moment => {
                    let span = time::span(text, before).ok();
                    let span = span.filter(|span| time::span(text, after) != Ok(*span));
                    span.and_then(|span| Some(time::typed_span(span.start()?, span.end(), after)))
                }
                Timing::Periods if !text.trim().is_empty() => {
                    let wished = Wished::read(text, before).ok();
                    wished
                        .filter(|wished| !wished.is_named_by(text, after))
                        .map(|wished| wished.typed(after))
                }
                Timing::Periods | Timing::None => None,
            };
            if let Some(dated) = dated {
                self.content.draft.set(*field, dated);
            }
        }
    }
}

/// The result of reading a typed time on another clock.
enum Reread {
    /// The text means the same moment, or no time at all.
    Same,
    /// The text shows the same wall clock time on the new clock.
    AsTyped,
    /// The text needs a date, or it would mean another day on the new clock.
    Dated(String),
}

fn reread(text: &str, before: &Clock, after: &Clock) -> Reread {
    let start_of = |clock| time::span(text, clock).ok().and_then(|span| span.start());
    let Some(instant) = start_of(before) else {
        return Reread::Same;
    };
    let wall = instant.with_timezone(&before.zone).naive_local();
    match start_of(after) {
        Some(there) if there == instant => Reread::Same,
        Some(there)
            if !time::is_range(text) && there.with_timezone(&after.zone).naive_local() != wall =>
        {
            Reread::Dated(time::typed_wall(wall, after))
        }
        _ => Reread::AsTyped,
    }
}
