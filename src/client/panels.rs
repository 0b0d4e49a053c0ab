//! Adding panels to an appointment that is booked.

use uuid::Uuid;

use super::dialect::APPOINTMENTS;
use super::{Client, aniva, body_in, error_response};
use crate::booking::{Backend, Cause, DecodeError, Failure};

/// The last segment of the path of an appointment's panels.
pub(super) const PANELS: &str = "panels";

impl Client {
    /// Adds panels to an appointment at Aniva: sends one POST, once. Those it has already do no harm.
    ///
    /// # Errors
    /// Told apart as for a booking: after an `Unknown` they may be added already, and reading the appointment tells.
    pub async fn add_panels(&self, appointment: &str, panels: &[Uuid]) -> Result<(), Failure> {
        let transport = self.to(Backend::Aniva);
        let url = transport.endpoint.url(&[APPOINTMENTS, appointment, PANELS], &[]);
        let answer = transport.post(url, aniva::panels_body(panels).to_string()).await?;
        match aniva::is_done(&body_in(Backend::Aniva, &answer)?.value) {
            true => Ok(()),
            false => Err(error_response::unreadable(&answer, Cause::Unreadable(DecodeError::NotDone))),
        }
    }
}
