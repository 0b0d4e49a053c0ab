//! What PostgreSQL can hold. An id in a clinic's answer may be too long for its indexes, or contain a NUL. Then the
//! shared records omit the id, and also later changes of that appointment; the rest of the journal is copied.

use super::copy::leave_out;
use super::journal::JournalPart;
use crate::audit::TrailLine;
use crate::change_row::ChangeRow;
use crate::{Result, StoreError};
use booking::Unshared;

/// The longest id in bytes: less than half the maximum of an index entry in PostgreSQL.
const LONGEST_ID: usize = 1000;

fn fits(id: &str) -> bool {
    id.len() <= LONGEST_ID && !id.contains('\0')
}

impl ChangeRow {
    /// Returns the change as the shared records can hold it: a change that was made loses its appointment's id if that
    /// does not fit. `None` if they can't hold it.
    pub(super) fn fitted(mut self) -> Option<ChangeRow> {
        self.appointment.take_if(|id| !fits(id));
        self.fits().then_some(self)
    }

    /// Checks that the shared records can hold the change.
    ///
    /// # Errors
    /// If they can't: then no other desk would know of it.
    pub(super) fn check_fits(&self) -> Result<()> {
        if self.fits() {
            Ok(())
        } else {
            Err(StoreError::Away(Unshared::Unfit))
        }
    }

    fn fits(&self) -> bool {
        let ids = [
            &self.about,
            &self.person,
            &self.provider,
            &self.appointment,
            &self.claims,
            &self.follows,
        ];
        ids.into_iter().flatten().all(|id| fits(id))
    }
}

impl TrailLine {
    /// Leaves out ids that don't fit.
    fn shorten(&mut self) {
        for id in [&mut self.person, &mut self.provider, &mut self.appointment] {
            id.take_if(|id| !fits(id));
        }
    }
}

impl JournalPart {
    /// Returns the part as the shared records can hold it: all of its lines, without what does not fit.
    pub(super) fn fitted(mut self) -> JournalPart {
        let mut unfit = Vec::new();
        for change in std::mem::take(&mut self.changes) {
            let id = change.id.clone();
            match change.fitted() {
                Some(change) => self.changes.push(change),
                None => unfit.push(id),
            }
        }
        leave_out(&mut self.lines, &unfit);
        self.lines.iter_mut().for_each(TrailLine::shorten);
        self.notes
            .retain(|row| row.person.as_deref().is_none_or(fits));
        self
    }
}
