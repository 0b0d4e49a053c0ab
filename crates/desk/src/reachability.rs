//! The reachability of clinics. An unreachable clinic gets no automatic requests but probes, and failed requests are
//! repeated once it answers. While all clinics answer, nothing is probed or timed. Also the keys that clinics refuse,
//! and the offsets of their clocks.

use std::time::Duration;

use crate::{Action, Ask, Command, Desk, Facts, Part, current, note, templates};
use booking::api::Capability;
use booking::{Cause, ClinicId};
use i18n::{MessageId, say};
use office::until_next_second;

/// Returns whether the server of the current form's clinic has the capability that an action needs.
pub(crate) fn offers(desk: &Desk, action: Action) -> bool {
    let missing = desk.office.missing_at(desk.clinic);
    match action {
        Action::Book => !missing.has(Capability::Book),
        Action::NewPatient => !missing.has(Capability::AddPatient),
        Action::CorrectPatient => !missing.has(Capability::CorrectPatient),
        _ => true,
    }
}

/// Returns whether a command does something now; otherwise it only notes what is missing.
pub(crate) fn acts_now(desk: &Desk, command: &Command) -> bool {
    let shown = desk.appointment.shown.as_ref();
    match command {
        Command::Act(Action::Copy | Action::Slip) => shown.is_some(),
        Command::Act(Action::CorrectPatient) => current::current_patient(desk).is_some(),
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

/// Returns in a few words which clinic is unreachable, since when, the next probe, and how many changes wait for it:
/// the current form's clinic, else another. Each text is shorter than the one before, for less room.
pub(crate) fn link_marks(desk: &Desk) -> Option<Vec<String>> {
    let language = desk.setup.language;
    let here = desk.clinic;
    let clinics = desk.office.setup.clinics;
    let mut others = clinics.iter().filter(|other| *other != here);
    let other = others.find_map(|other| Some((other, desk.office.unreachable_since(other)?)));
    match (desk.office.unreachable_since(here), other) {
        (Some(since), _) => {
            let at = desk.words().oclock(since);
            let next = desk.words().next_try(here);
            let since = say!(language, "link-mark-since", at = at.as_str());
            let short = say!(language, "link-mark-short", at = at.as_str());
            let marks = [say!(language, "link-mark", at, next), since, short];
            Some(with_waiting(desk, here, marks))
        }
        (None, Some((other, since))) => {
            let name = other.name();
            let at = desk.words().oclock(since);
            let short = say!(language, "link-mark-other-short", clinic = name);
            let long = say!(language, "link-mark-other", clinic = name, at);
            Some(with_waiting(desk, other, [long, short]))
        }
        (None, None) => None,
    }
}

/// Returns the marks of an unreachable clinic with the number of changes that wait for it, then the shortest one
/// without.
fn with_waiting<const N: usize>(desk: &Desk, clinic: ClinicId, marks: [String; N]) -> Vec<String> {
    let count = queued_for(desk, clinic);
    if count == 0 {
        return marks.into();
    }
    let shortest = marks.last().cloned();
    let language = desk.setup.language;
    let with_count = |mark: String| say!(language, "link-mark-waiting", mark, count);
    marks.into_iter().map(with_count).chain(shortest).collect()
}

/// Returns the number of changes that wait in the Outbox for a clinic.
fn queued_for(desk: &Desk, clinic: ClinicId) -> usize {
    let queued = desk.office.changes().queued();
    queued
        .filter(|open| open.change().clinic() == clinic)
        .count()
}

/// Returns a remark for each unreachable clinic: since when, unless the header shows that, and the consequence.
pub(crate) fn link_remarks(desk: &Desk) -> impl Iterator<Item = String> + '_ {
    let clinics = desk.office.setup.clinics.into_iter();
    let (unreachable, reachable): (Vec<ClinicId>, Vec<ClinicId>) =
        clinics.partition(|clinic| desk.office.is_unreachable(*clinic));
    let is_alone = unreachable.len() == 1;
    unreachable.into_iter().map(move |clinic| {
        let means = say!(
            desk.setup.language,
            "link-means",
            clinic = clinic.name(),
            key = desk.setup.keys.key(Action::Book)
        );
        let mut sentences = Vec::new();
        if !is_alone && clinic != desk.clinic {
            sentences.extend(desk.words().unreachable(clinic));
        }
        sentences.push(means);
        if !reachable.is_empty() {
            let count = reachable.len();
            sentences.push(say!(desk.setup.language, "link-others", count));
        }
        sentences.join(" ")
    })
}

/// Returns by how much this desk's clock differs from that of the current clinic's server, if by more than a minute: as
/// a sentence, and in three or four words.
pub(crate) fn skew_marks(desk: &Desk) -> Option<[String; 2]> {
    let (by, which_way) = desk.words().skew(desk.clinic)?;
    Some(["clock-says", "clock-mark"].map(|id| {
        say!(
            desk.setup.language,
            MessageId::attribute(id, which_way),
            by = by.as_str()
        )
    }))
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

/// Returns the marks that changes wait in the Outbox for clinics that answer, the longest first; `None` if none wait.
pub(crate) fn queued_marks(desk: &Desk) -> Option<[String; 2]> {
    let language = desk.setup.language;
    let queued = desk.office.changes().queued();
    let count = queued
        .filter(|open| !desk.office.is_unreachable(open.change().clinic()))
        .count();
    let key = desk.setup.keys.key(Action::CyclePanes).shown(language);
    (count > 0).then(|| {
        [
            say!(language, "link-mark-queued", count, key),
            say!(language, "link-mark-queued-short", count),
        ]
    })
}

impl Part<'_, Facts> {
    /// Handles a clinic that answers again.
    pub(crate) fn on_reachable_again(&mut self, clinic: ClinicId) {
        let name = clinic.name();
        let was_asked = self.clinic == clinic && self.withdraw(&Ask::Queue);
        match queued_for(self, clinic) {
            0 if was_asked => {
                self.note(note!(
                    "link-back",
                    clinic = name,
                    key = self.setup.keys.key(Action::Book)
                ));
            }
            0 => {}
            ready => self.note(note!(
                "link-back-with-queued",
                clinic = name,
                count = ready,
                key = self.setup.keys.key(Action::CyclePanes),
                book = self.setup.keys.key(Action::Book)
            )),
        }
        if self.clinic == clinic {
            self.read_lists();
        }
    }
}
