//! An absence about which a person is asked: its title, its state, and a row for each day and for each appointment
//! booked in it.

use std::fmt;

use booking::api::shown_in_list;
use booking::{AbsenceStanding, AwayTime, Booked, Language, why_unread};
use i18n::say;

use office::{
    AbsenceDay, AbsenceObstacle, AbsenceTask, AbsenceWork, AskedAbsence, NoteEnd, StepState,
};

use super::in_one_line;
use crate::{Tone, Wording};

/// A row of an absence about which a person is asked.
#[derive(Clone, Debug)]
pub enum AbsenceRow {
    /// A day of the absence.
    Day {
        /// The time.
        time: AwayTime,
        /// The number of appointments in it, before the absence is entered.
        booked: usize,
        /// Whether it is entered, or being entered or removed.
        standing: AbsenceStanding,
    },
    /// An appointment in it.
    Booked(Booked),
}

/// A row of an absence in words.
#[derive(Clone, Debug)]
pub struct AbsenceLine {
    /// The day, or the time and the patient of an appointment.
    pub what: String,
    /// How many appointments are booked on the day.
    pub booked: String,
    /// The progress of the day.
    pub state: String,
    /// The tone of the state.
    pub tone: Tone,
}

impl AbsenceLine {
    /// Returns the whole line as one text.
    pub fn to_text(&self) -> String {
        in_one_line([&*self.what, &*self.booked, &*self.state])
    }
}

/// Returns why an absence is not sent.
pub fn why_not_entered(obstacle: &AbsenceObstacle, language: Language) -> String {
    match obstacle {
        AbsenceObstacle::OneAtATime => say!(language, "away-one-at-a-time").to_owned(),
        AbsenceObstacle::SentAlready => say!(language, "away-sent-already").to_owned(),
        AbsenceObstacle::Unreachable(clinic) => {
            say!(language, "away-unreachable", clinic = clinic.name())
        }
        AbsenceObstacle::Unread(clinic, why) => why_unread(why, *clinic, language),
        AbsenceObstacle::UnderWay => say!(language, "away-all-under-way").to_owned(),
        AbsenceObstacle::Reading => say!(language, "bulk-still-reading").to_owned(),
    }
}

impl Wording<'_> {
    /// Returns whose absence is asked about, and its reason.
    pub fn absence_title(&self, asked: &AskedAbsence) -> String {
        let provider = asked.provider();
        let who = self.provider(provider.clinic(), provider.id());
        let (title, why) = match asked.task() {
            AbsenceTask::Enter(wish) => (
                say!(self.language, "away-title", who),
                wish.why.as_ref().map(|why| why.as_str()),
            ),
            AbsenceTask::TakeBack(coming) => (
                say!(self.language, "away-title-back", who),
                Some(coming.blocked.why.as_str()),
            ),
        };
        match why.filter(|why| !why.is_empty()) {
            Some(why) => format!("{title}: {}", shown_in_list(why)),
            None => title,
        }
    }

    /// Returns what can be done about an absence with this key, or its outcome.
    pub fn absence_state(&self, asked: &AskedAbsence, key: impl fmt::Display) -> (String, Tone) {
        let language = self.language;
        if let Some(work) = asked.work(self.office) {
            return self.work_state(work);
        }
        if let Some(end) = asked.note_end(self.office) {
            return match end {
                NoteEnd::Done => (self.absence_noted(asked).to_owned(), Tone::Good),
                // A day that was noted before is left as it is.
                NoteEnd::Overtaken => (self.absence_noted(asked).to_owned(), Tone::Good),
                NoteEnd::Writing(_) => (say!(language, "away-sending").to_owned(), Tone::Dim),
                NoteEnd::NotWritten(why) => (say!(language, "away-not-noted", why), Tone::Warning),
            };
        }
        let AbsenceTask::Enter(wish) = asked.task() else {
            let key = key.to_string();
            return (say!(language, "away-card-back", key), Tone::Dim);
        };
        let clinic = wish.provider.clinic();
        if self.office.is_unreachable(clinic) {
            let text = say!(language, "away-unreachable", clinic = clinic.name());
            return (text, Tone::Warning);
        }
        if let Some(why) = self.office.why_absence_unread(wish) {
            return (why_unread(why, clinic, language), Tone::Warning);
        }
        if !self.office.knows_absence(wish) {
            return (say!(language, "away-reading").to_owned(), Tone::Dim);
        }
        if asked.has_ended(self.office) {
            let text = if asked.booked(self.office).is_empty() {
                say!(language, "away-all-free")
            } else {
                say!(language, "away-all-known")
            };
            return (text.to_owned(), Tone::Good);
        }
        if asked.obstacle(self.office) == Some(AbsenceObstacle::UnderWay) {
            let text = say!(language, "away-all-under-way").to_owned();
            return (text, Tone::Warning);
        }
        let key = key.to_string();
        let (text, tone) = match asked.booked(self.office).len() {
            0 => (say!(language, "away-card-nobody", key), Tone::Dim),
            count => (
                say!(language, "away-card-booked", key, count),
                Tone::Warning,
            ),
        };
        if asked.is_kept_here(self.office) {
            let here = say!(language, "away-kept-here", clinic = clinic.name());
            return (format!("{here} {text}"), tone);
        }
        (text, tone)
    }

    fn work_state(&self, work: &AbsenceWork) -> (String, Tone) {
        if !work.is_working()
            && let Some(outcome) = self.absence_outcome(work)
        {
            let is_bad = work.is_unknown() || work.failure().is_some();
            return (outcome, if is_bad { Tone::Warning } else { Tone::Good });
        }
        let made = work.made();
        let count = work.steps().len();
        let text = say!(self.language, "away-working", made, count);
        (text, Tone::Dim)
    }

    /// Returns the message that the note of the desks was written, or removed.
    pub fn absence_noted(&self, asked: &AskedAbsence) -> &'static str {
        match asked.task() {
            _ if self.office.is_noted_here_only() => say!(self.language, "noted-here"),
            AbsenceTask::Enter(_) => say!(self.language, "away-noted"),
            AbsenceTask::TakeBack(_) => say!(self.language, "away-note-removed"),
        }
    }

    /// Returns the question whether to send an absence, or to write it into the desks' own records.
    pub fn question_about_absence(&self, asked: &AskedAbsence) -> String {
        let how = self.mode_phrase(asked.provider().clinic());
        match asked.task() {
            AbsenceTask::TakeBack(_) if asked.is_kept_here(self.office) => {
                say!(self.language, "plain-remove-note").to_owned()
            }
            _ if asked.is_kept_here(self.office) => {
                say!(self.language, "plain-write-here").to_owned()
            }
            AbsenceTask::Enter(_) => say!(self.language, "plain-enter-absence", how),
            AbsenceTask::TakeBack(_) => say!(self.language, "plain-take-absence-back", how),
        }
    }

    /// Returns the rows of an absence: its days, each with the appointments in it.
    pub fn absence_rows(&self, asked: &AskedAbsence) -> Vec<AbsenceRow> {
        match asked.task() {
            AbsenceTask::TakeBack(coming) => {
                vec![AbsenceRow::Day {
                    time: AwayTime::of_blocked(&coming.provider, &coming.blocked, false),
                    booked: 0,
                    standing: AbsenceStanding::Free,
                }]
            }
            AbsenceTask::Enter(wish) => {
                let days = self.office.absence_days(wish).into_iter();
                days.flat_map(rows_of_day).collect()
            }
        }
    }

    /// Returns a row of an absence in words.
    pub fn absence_line(&self, asked: &AskedAbsence, row: &AbsenceRow) -> AbsenceLine {
        let language = self.language;
        let provider = asked.provider();
        let zone = self.office.zone_at(provider.clinic(), provider.id());
        let (time, count, standing) = match row {
            AbsenceRow::Booked(booked) => {
                return AbsenceLine {
                    what: self.booked_in_absence(booked, zone),
                    booked: String::new(),
                    state: String::new(),
                    tone: Tone::Dim,
                };
            }
            AbsenceRow::Day {
                time,
                booked,
                standing,
            } => (time, *booked, standing),
        };
        let booked = (count > 0).then(|| say!(language, "away-day-booked", count));
        let step = asked.step(self.office, time);
        let state = match step {
            Some(step) => self.step_text(step).unwrap_or_default(),
            None => self.standing_text(standing),
        };
        let tone = match step.map(|step| &step.state) {
            Some(StepState::Made(_)) => Tone::Good,
            Some(StepState::Unknown | StepState::NotMade(_)) => Tone::Warning,
            None if is_open(standing) => Tone::Warning,
            _ => Tone::Dim,
        };
        AbsenceLine {
            what: self.away_when(time.time(), zone),
            booked: booked.unwrap_or_default(),
            state,
            tone,
        }
    }
}

/// Returns whether the outcome of an absence that was sent is unknown.
pub(super) fn is_open(standing: &AbsenceStanding) -> bool {
    matches!(
        standing,
        AbsenceStanding::SentElsewhere(_) | AbsenceStanding::Unknown
    )
}

fn rows_of_day(day: AbsenceDay) -> Vec<AbsenceRow> {
    let is_free = day.standing == AbsenceStanding::Free;
    let first = AbsenceRow::Day {
        time: day.time,
        booked: if is_free { day.booked.len() } else { 0 },
        standing: day.standing,
    };
    let booked = day.booked.into_iter().map(AbsenceRow::Booked);
    [first].into_iter().chain(booked).collect()
}
