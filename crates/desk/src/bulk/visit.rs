//! The visit of the chosen row.

use booking::{Provider, Slot, USUAL_LENGTH};

use crate::model::LineVisit;
use crate::{BulkOverlay, Desk};

/// Returns the visit of the chosen row of an open list, with its slot if the row may still be sent.
pub(crate) fn visit_in_list(desk: &Desk) -> Option<LineVisit> {
    let bulk = desk.overlays.get::<BulkOverlay>().and(desk.bulk())?;
    let row = bulk.rows.get(desk.bulk_view.chosen)?;
    let visit = row.change.visit();
    let zone = desk.office.zone_of(&visit);
    let start = if row.is_pending() { row.start() } else { None };
    let length = row
        .change
        .target()
        .and_then(|to| to.length())
        .unwrap_or(USUAL_LENGTH);
    Some(LineVisit {
        provider: Provider::named(visit.clinic, &row.with()?)?,
        zone,
        date: visit
            .start
            .map(|start| start.with_timezone(&zone).date_naive()),
        slot: start.map(|start| Slot {
            start,
            end: start + length,
        }),
        patient: row.change.patient(),
    })
}
