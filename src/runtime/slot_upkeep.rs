//! Marks published slots after a change: reads them first, and writes only those that differ. Marking a slot
//! again does no harm.

use chrono_tz::Tz;

use crate::booking::api::Change;
use crate::booking::{Agenda, Days, Failure, SlotUpkeep};
use crate::client::Client;

use super::clinics::day_of;

/// Marks the slots that a change has taken up, or given back.
///
/// # Errors
///
/// Returns the first failure; slots marked before it stay so.
pub(crate) async fn keep(client: &Client, upkeep: &SlotUpkeep) -> Result<(), Failure> {
    let vendor = upkeep.provider.backend();
    let slots = client.read(vendor, |api| api.slots_at(&upkeep.provider, upkeep.time)).await?;
    let days = Days::new(upkeep.time.start.date_naive(), upkeep.time.end.date_naive(), Tz::UTC);
    let day = match days.filter(|_| !upkeep.taken && !slots.is_empty()) {
        Some(days) => day_of(client, &upkeep.provider, &days).await?,
        None => Agenda::default(),
    };
    for slot in slots.iter().filter(|slot| upkeep.marks(slot, &day)) {
        client.change(vendor, &Change::SetSlot { slot: &slot.id, free: !upkeep.taken }).await?;
    }
    Ok(())
}
