//! Finishes what an earlier command or window has left unfinished about an appointment. No new change is sent
//! before that.

use crate::runtime::{Earlier, finish_earlier};
use booking::{Appointment, AppointmentRef, Change, Meaning, Outcome};
use desk::Submission;
use i18n::say;

use super::send::Shell;
use super::{ChangeVerdict, Driver, Manner};

impl Driver {
    /// Returns the appointment as it stood before the earlier change of it that is unfinished, or was until
    /// this command had begun.
    pub(super) fn before_earlier(&self, of: &AppointmentRef) -> Option<AppointmentRef> {
        let changes = &self.desk().changes;
        let settled = changes.settled().filter(|open| open.is_about(of));
        let mut earlier = changes.left_about(of).chain(changes.missed_about(of)).chain(settled);
        earlier.find_map(|open| open.change().starts_from().cloned())
    }

    /// Settles unfinished changes of an appointment. Returns a verdict if that was the wanted change or if it
    /// fails, and `None` if the appointment is free to be changed.
    pub(super) fn finish_earlier(
        &mut self,
        of: &AppointmentRef,
        wanted: Option<&Change>,
        manner: &Manner,
    ) -> Option<ChangeVerdict> {
        let earlier = finish_earlier(&mut Shell { driver: self, manner }, of, manner.wait);
        let (change, made) = match earlier {
            Ok(Earlier::Nothing) => return None,
            Ok(Earlier::Unknown(id)) => {
                let problems = self.left(|open| open.id() == id);
                return Some(ChangeVerdict::of(Outcome::Conflict, problems));
            }
            Ok(Earlier::Incomplete(made)) => {
                let problems = self.left(|open: &Submission| open.is_second_after(&made));
                return Some(match self.open_appointment(of.clinic, &made) {
                    Ok(shown) => ChangeVerdict::of(Outcome::Incomplete(shown.appointment), problems),
                    Err(_) => ChangeVerdict::of(Outcome::Failed(Meaning::Unknown), problems),
                });
            }
            Ok(Earlier::Made(change, made)) => (change, made),
            Err(verdict) => return Some(*verdict),
        };
        let wanted = wanted?;
        match self.open_appointment(of.clinic, &made) {
            Ok(shown) if is_alike(wanted, &change, &shown.appointment) => {
                return Some(ChangeVerdict::of(Outcome::Made(wanted.kind(), shown.appointment), Vec::new()));
            }
            Err(unread) => {
                return Some(ChangeVerdict::of(Outcome::Failed(Meaning::Unknown), unread.problems));
            }
            Ok(_) if made == of.id => return None,
            Ok(_) => {}
        }
        let what = say!(self.desk().setup.language, "finished-earlier", new = made.as_str());
        Some(ChangeVerdict::said(Outcome::Conflict, what))
    }
}

/// Returns whether both changes give the appointment the same time, provider and status, or cancel it for the
/// same reason. A second step belongs
/// to the move that it completes, which has made this appointment.
fn is_alike(wanted: &Change, earlier: &Change, made: &Appointment) -> bool {
    if earlier.second_after().is_some() {
        let is_made = wanted.visit().is_same_as(&AppointmentRef::of(made).visit());
        return matches!(wanted, Change::Replace(_)) && is_made;
    }
    let reason = |change: &Change| match change {
        Change::Cancel(cancel) => Some(cancel.reason().to_owned()),
        _ => None,
    };
    (wanted.kind(), wanted.visit(), wanted.status_then(), reason(wanted))
        == (earlier.kind(), earlier.visit(), earlier.status_then(), reason(earlier))
}
