//! The waiting list that the desks keep, for clinics that keep none.

use crate::booking::Waiter;
use crate::desk::ListStep;

use super::stores::{Closed, Stores};

impl Stores {
    /// Executes a step, and returns the list after it.
    ///
    /// # Errors
    ///
    /// Returns the reason if it can't be written or read.
    pub(super) async fn waiting_here(&self, step: &ListStep) -> Result<Vec<Waiter>, String> {
        let waiting = async {
            match step {
                ListStep::Read => {}
                ListStep::Put(waiter) | ListStep::TakeOff(waiter) => {
                    let Some(store) = self.state(waiter.vendor)? else { return Ok(None) };
                    match step {
                        ListStep::TakeOff(_) => store.take_off_list(waiter, (self.clock)()).await?,
                        _ => store.put_on_list(waiter, (self.clock)()).await?,
                    }
                }
            }
            let mut waiters = Vec::new();
            for (backend, store) in self.each_open() {
                let waiting = store.waiting().await?.into_iter();
                waiters.extend(waiting.filter(|waiter| self.first_of(waiter.vendor) == backend));
            }
            Ok(Some(waiters))
        };
        let waiters: Result<_, Closed> = waiting.await;
        let waiters = waiters.map_err(|closed| {
            self.unusable(&closed);
            closed.why
        })?;
        waiters.ok_or_else(|| "this desk keeps no records".to_owned())
    }
}
