//! News: whatever happens in the office that somebody at a desk is to see. Each desk words and shows it in its own way.

use std::mem;

use booking::{Appointment, ClinicId};

use super::Office;

/// Something that has happened, for whoever is at the desk.
#[derive(Clone, Debug)]
pub enum OfficeNews {
    /// The panels of a booked appointment have been added.
    PanelsAdded,
    /// The panels of an appointment at this clinic were not added, or may not have been.
    PanelsFailed(ClinicId),
    /// An appointment has been read again.
    AppointmentRead(Box<Appointment>),
}

impl Office {
    /// Tells a desk something.
    pub(crate) fn tell(&mut self, news: OfficeNews) {
        self.news.push(news);
    }

    /// Returns everything that has happened since the last call, in order.
    pub(crate) fn take_news(&mut self) -> Vec<OfficeNews> {
        mem::take(&mut self.news)
    }
}
