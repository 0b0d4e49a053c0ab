//! Detects that the shared records misstate how much of a desk's journal is copied. If they claim more than there is,
//! nothing would be copied any longer.

use super::{Break, LastLines};
use crate::Result;
use crate::audit::tip;
use crate::database::Store;
use crate::facts::JOURNAL;

/// Returns the first break: a position beyond the end of the journal in a desk's `own` records, or a settled change
/// there that was never copied. `known` is the content of the shared trail.
pub(super) async fn silenced(
    own: &mut dyn Store,
    known: &LastLines,
    shared: &mut dyn Store,
) -> Result<Option<Break>> {
    let Some(journal) = own.fact(JOURNAL).await? else {
        return Ok(None);
    };
    let position = "SELECT copied, joined FROM journals WHERE id = $1";
    let position: Option<(i64, i64)> = shared.tuples(position, [journal]).await?.pop();
    let Some((copied, joined)) = position else {
        return Ok(None);
    };
    if copied > tip(own).await?.0 {
        let what = "of this desk's journal is said to be copied, and was never written";
        return Ok(Some(Break::Line { line: copied, what }));
    }
    let settled = "SELECT changes.id, changes.changed_at FROM changes JOIN audit ON audit.intent = changes.id \
         WHERE changes.state IN ('booked', 'refused', 'not-sent', 'by-hand') AND substr(changes.lease, 1, 1) <> '@' \
         GROUP BY changes.id, changes.changed_at HAVING MAX(audit.seq) <= $1 AND MIN(audit.seq) > $2 ORDER BY changes.id";
    let settled: Vec<(String, String)> = own.tuples(settled, [copied, joined]).await?;
    let is_missing = |(id, changed_at): &&(String, String)| !known.has(id, changed_at);
    let missing = settled.iter().find(is_missing);
    Ok(missing.map(|(booking, _)| Break::Booking {
        booking: booking.clone(),
        what: "is on record at this desk, and was never copied to the shared records",
    }))
}
