//! The state of the Appointment pane: the appointment that was booked or opened.

use std::time::Duration;

use booking::line::TypedDetails;
use booking::{Appointment, AppointmentRef, ChangeId, ClinicId, Personal, Provider, Tube, Verb};
use office::{Query, SeriesRead, SeveralAsked, Ticket};
use words::{Origin, Shown};

/// The state of the Appointment pane.
#[derive(Clone, Default)]
pub struct AppointmentPane {
    /// The appointment that was booked or opened last.
    pub shown: Option<Shown>,
    /// The time of the last read, on the monotonic clock.
    pub(crate) as_of: Duration,
    /// The ticket of the reread, and the time it was sent; `None` unless the appointment is known to have
    /// changed.
    pub(crate) rereading: Option<(Ticket, Duration)>,
    /// The appointment requested by its id, until it is shown.
    pub opening: Query<Opening, ()>,
    /// The tubes of the draw that was viewed last, by the appointment's id.
    pub(crate) tubes: Query<String, Vec<Tube>>,
}

impl AppointmentPane {
    /// Shows an appointment that has just been read; `up` is the time since the desk opened.
    pub(crate) fn put(&mut self, shown: Shown, up: Duration) {
        (self.as_of, self.rereading) = (up, None);
        self.shown = Some(shown);
    }

    /// Shows a booking that was just made as any other appointment: it would be taken for what was entered since.
    pub(crate) fn end_booking(&mut self) {
        if let Some(shown) = &mut self.shown
            && shown.making().is_some()
        {
            shown.origin = Origin::Opened;
        }
    }

    /// Hides the appointment, unless it is this one.
    pub(crate) fn hide_all_but(&mut self, of: Option<&AppointmentRef>) {
        let of = of.map(AppointmentRef::key);
        self.shown
            .take_if(|shown| of != Some(shown.appointment.key()));
    }

    /// Shows the appointment as it was read, if it is the one shown.
    pub(crate) fn show_as_read(&mut self, appointment: Appointment) {
        if let Some(shown) = self
            .shown
            .as_mut()
            .filter(|shown| shown.appointment.key() == appointment.key())
        {
            let Shown {
                person,
                provider,
                origin,
                ..
            } = shown.clone();
            *shown = Shown::new(appointment, person, provider, origin);
        }
    }
}

/// An appointment to open by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub(crate) clinic: ClinicId,
    pub(crate) id: String,
    pub(crate) then: OnceOpened,
    /// The text of the entry line when it was requested.
    pub(crate) line: Personal<String>,
}

/// The purpose of opening an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OnceOpened {
    /// To be shown.
    Show,
    /// For its slip, which opens instead of its pane.
    Slip,
    /// To be changed.
    Change(Box<ToChange>),
    /// For a change that is to be taken back.
    TakeBack(ChangeId),
}

/// The change whose form opens as soon as its appointment is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ToChange {
    /// The action on the appointment.
    pub(crate) verb: Verb,
    /// The new time as typed. Empty for the next free one or, with another provider, for the same time.
    pub(crate) time: String,
    /// The new practitioner or location, if that changes.
    pub(crate) to: Option<Provider>,
    /// The new details, if typed.
    pub(crate) details: TypedDetails,
    /// The reason of a cancellation as typed; empty if none is.
    pub(crate) reason: Personal<String>,
    /// The patient's id, in case the answer lacks it.
    pub(crate) person: Option<String>,
    /// The id of the practitioner or location, in case the answer lacks it.
    pub(crate) provider: Option<String>,
}

/// A series whose later appointments are being read, and what is asked for each.
#[derive(Clone)]
pub(crate) struct SeriesAsked {
    pub(crate) read: SeriesRead,
    pub(crate) asked: SeveralAsked,
}

impl ToChange {
    /// Creates the change that an action makes of an appointment.
    pub(crate) fn of(verb: Verb, of: &AppointmentRef) -> ToChange {
        ToChange {
            verb,
            time: String::new(),
            to: None,
            details: TypedDetails::default(),
            reason: String::new().into(),
            person: of.person.clone(),
            provider: of.provider.clone(),
        }
    }
}
