//! The reachability of clinics: an unreachable clinic gets no automatic requests but probes, and requests
//! that failed meanwhile are repeated once it answers. While all clinics answer, nothing is probed and
//! nothing is timed. Also the keys that clinics refuse, and the offsets of their clocks.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{Action, Ask, Command, Desk, Facts, Part, note, patient, templates};
use booking::api::Capability;
use booking::{Cause, ClinicId, time, why_unread};
use i18n::{Language, MessageId, say};
use office::{until_next_second, whole_seconds};

/// Whether the server of the current form's clinic has the capability that an action needs.
pub(crate) fn offers(desk: &Desk, action: Action) -> bool {
    let missing = desk.office.missing_at(desk.clinic);
    match action {
        Action::Book => !missing.has(Capability::Book),
        Action::NewPatient => !missing.has(Capability::AddPatient),
        Action::CorrectPatient => !missing.has(Capability::CorrectPatient),
        _ => true,
    }
}

/// Whether a command does something now; otherwise it only notes what is missing.
pub(crate) fn acts_now(desk: &Desk, command: &Command) -> bool {
    let shown = desk.appointment.shown.as_ref();
    match command {
        Command::Act(Action::Copy | Action::Slip) => shown.is_some(),
        Command::Act(Action::CorrectPatient) => patient::current_patient(desk).is_some(),
        Command::Act(Action::InstructionLanguage) => templates::instruction_shown(desk).is_some(),
        Command::Act(Action::OtherBackend) => {
            desk.office.setup.clinics.after(desk.clinic) != desk.clinic
        }
        Command::Act(Action::Resume(letter)) => {
            desk.parked().iter().any(|parked| parked.letter == *letter)
        }
        Command::Act(Action::Template) => !templates::templates_here(desk).is_empty(),
        Command::Alter(verb) => {
            shown.is_some_and(|shown| desk.office.obstacle(*verb, &shown.named()).is_none())
        }
        _ => true,
    }
}

/// Returns the time until the next probe, or until its countdown changes.
pub(crate) fn link_due_in(desk: &Desk) -> Option<Duration> {
    let next = desk.office.next_probe()?;
    // The countdown runs only while it is visible.
    let is_visible = !desk.is_locked();
    Some(if is_visible {
        until_next_second(next, desk.office.moment.up)
    } else {
        next.saturating_sub(desk.office.moment.up)
    })
}

/// Returns which clinic is unreachable, since when, and the next probe, in a few words: the current
/// form's clinic, else another. Each text is shorter than the one before, for less room.
pub(crate) fn link_marks(desk: &Desk) -> Option<[String; 3]> {
    let language = desk.setup.language;
    let here = desk.clinic;
    let mut others = desk
        .office
        .links
        .links
        .iter()
        .filter(|(other, _)| *other != here);
    let other = others.find_map(|(other, link)| Some((other, link.since()?)));
    match (desk.office.unreachable_since(here), other) {
        (Some(since), _) => {
            let at = oclock(desk, since);
            let next = next_try(desk, here);
            let since = say!(language, "link-mark-since", at = at.as_str());
            let short = say!(language, "link-mark-short", at = at.as_str());
            Some([say!(language, "link-mark", at, next), since, short])
        }
        (None, Some((other, since))) => {
            let other = other.name();
            let at = oclock(desk, since);
            let short = say!(language, "link-mark-other-short", clinic = other);
            Some([
                say!(language, "link-mark-other", clinic = other, at),
                short.clone(),
                short,
            ])
        }
        (None, None) => None,
    }
}

/// Returns a remark for each unreachable clinic: since when, unless the header shows that, and the consequence.
pub fn link_remarks(desk: &Desk, has_header: bool) -> impl Iterator<Item = String> + '_ {
    let language = desk.setup.language;
    let unreachable = desk
        .office
        .setup
        .clinics
        .into_iter()
        .filter_map(|clinic| Some((clinic, desk.office.unreachable_since(clinic)?)));
    let is_alone = unreachable.clone().count() == 1;
    unreachable.map(move |(clinic, since)| {
        let name = clinic.name();
        let at = oclock(desk, since);
        let next = next_try(desk, clinic);
        let means = say!(
            language,
            "link-means",
            clinic = name,
            key = desk.setup.keys.key(Action::Book)
        );
        if has_header && (is_alone || clinic == desk.clinic) {
            means
        } else {
            format!(
                "{} {means}",
                say!(language, "link-remark", clinic = name, at, next)
            )
        }
    })
}

fn next_try(desk: &Desk, clinic: ClinicId) -> String {
    let language = desk.setup.language;
    match desk.office.links.links[clinic].due() {
        Some(due) => {
            let remaining = due.saturating_sub(desk.office.moment.up);
            say!(language, "link-next-in", seconds = whole_seconds(remaining))
        }
        None => say!(language, "link-next-now").to_owned(),
    }
}

pub(crate) fn oclock(desk: &Desk, at: DateTime<Utc>) -> String {
    time::to_the_minute(at, desk.office.setup.zone, desk.setup.language)
}

/// Returns by how much this desk's clock differs from the current clinic's server, if by more than a minute: as a
/// sentence, and in three or four words.
pub(crate) fn skew_marks(desk: &Desk) -> Option<[String; 2]> {
    let (by, which_way) = skew(desk)?;
    Some(["clock-says", "clock-mark"].map(|id| {
        say!(
            desk.setup.language,
            MessageId::attribute(id, which_way),
            by = by.as_str()
        )
    }))
}

/// Returns that difference as a sentence.
pub fn skew_remark(desk: &Desk) -> Option<String> {
    let (by, which_way) = skew(desk)?;
    Some(say!(
        desk.setup.language,
        MessageId::attribute("clock", which_way),
        by,
        clinic = desk.clinic.name()
    ))
}

/// Returns by how much this clock is wrong, and which way: `behind` or `ahead`.
fn skew(desk: &Desk) -> Option<(String, &'static str)> {
    let ahead = desk.office.links.skews[desk.clinic].filter(|ahead| ahead.abs() > TOLERATED)?;
    let which_way = if ahead > TimeDelta::zero() {
        "behind"
    } else {
        "ahead"
    };
    Some((how_far(ahead.abs(), desk.setup.language), which_way))
}

/// Returns the mark that the current form's clinic rejects the key, in two or three words.
pub(crate) fn key_mark(desk: &Desk) -> Option<&'static str> {
    let language = desk.setup.language;
    Some(match desk.office.refused_key(desk.clinic)?.report().cause {
        Cause::KeyRevoked => say!(language, "key-mark-revoked"),
        Cause::KeyExpired => say!(language, "key-mark-expired"),
        _ => say!(language, "key-mark-refused"),
    })
}

/// Returns the clinic's verdict on its key, with advice.
pub(crate) fn key_remark(desk: &Desk, clinic: ClinicId) -> Option<String> {
    Some(why_unread(
        desk.office.refused_key(clinic)?,
        clinic,
        desk.setup.language,
    ))
}

/// Returns the verdict of a clinic that has certainly rejected the key as a whole.
pub(crate) fn dead_key_remark(desk: &Desk, clinic: ClinicId) -> Option<String> {
    let is_certain = desk.office.refused_key(clinic)?.report().cause != Cause::Forbidden;
    if is_certain {
        key_remark(desk, clinic)
    } else {
        None
    }
}

impl Part<'_, Facts> {
    /// Handles a clinic that answers again.
    pub(crate) fn on_reachable_again(&mut self, clinic: ClinicId) {
        let name = clinic.name();
        let was_asked = self.clinic == clinic && self.withdraw(&Ask::Queue);
        match self
            .office
            .changes
            .queued()
            .filter(|open| open.change().clinic() == clinic)
            .count()
        {
            0 if was_asked => {
                self.note(note!(
                    "link-back",
                    clinic = name,
                    key = self.setup.keys.key(Action::Book)
                ));
            }
            0 => {}
            ready => self.note(note!("link-back-with-queued", clinic = name, count = ready)),
        }
        if self.clinic == clinic {
            self.read_lists();
        }
    }
}

/// The tolerated difference between two clocks.
const TOLERATED: TimeDelta = TimeDelta::seconds(60);

/// Returns a duration in the largest unit that fits twice.
fn how_far(apart: TimeDelta, language: Language) -> String {
    match apart {
        _ if apart >= TimeDelta::days(2) => say!(language, "clock-days", count = apart.num_days()),
        _ if apart >= TimeDelta::hours(2) => {
            say!(language, "clock-hours", count = apart.num_hours())
        }
        _ => say!(language, "clock-minutes", count = apart.num_minutes()),
    }
}
