//! Tries answers where they are to work: books nothing, and writes nothing.

use std::io;
use std::pin::pin;
use std::time::Duration;

use tokio::runtime::Runtime;

use super::NotSetUp;
use crate::cli::doctor::{reach, works};
use crate::config::{Account, Config, StoreAddress};
use crate::runtime::{Dialog, server};
use booking::api::{Finding, FindingReason};
use booking::sanitize::sanitize;
use booking::{ClinicId, Mode};
use client::Reach;
use i18n::{Language, say};
use store::SharedStatus;

/// How often a wait checks for a signal.
const GLANCE: Duration = Duration::from_millis(50);

pub(super) struct Tries {
    runtime: Runtime,
    has_tried_store: bool,
}

impl Tries {
    pub(super) fn new() -> io::Result<Tries> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Tries { runtime, has_tried_store: false })
    }

    /// Checks a key at a clinic, and prints the result; returns whether the desk can be used there.
    pub(super) fn clinic(
        &self,
        config: &Config,
        clinic: ClinicId,
        account: &Account,
        dialog: &Dialog,
    ) -> Result<bool, NotSetUp> {
        let language = config.language;
        dialog.tell(&say!(language, "setup-asking", whom = clinic.name()))?;
        let asked = reach(config.clone(), clinic, account.clone());
        match self.wait_for(asked, dialog)? {
            Ok(reach) => {
                dialog.tell(&sanitize(&said(&reach, clinic, language)))?;
                Ok(works(&reach))
            }
            Err(why) => {
                dialog.tell(&sanitize(&why.to_string()))?;
                Ok(false)
            }
        }
    }

    /// Checks the shared records, and prints their state; returns whether this desk can use them.
    pub(super) fn store(
        &mut self,
        config: &Config,
        store: Option<&StoreAddress>,
        dialog: &Dialog,
    ) -> Result<bool, NotSetUp> {
        let Some(address) = store.cloned() else { return Ok(true) };
        self.has_tried_store = true;
        let (language, folder) = (config.language, config.data_dir.clone());
        dialog.tell(&say!(language, "setup-asking", whom = address.to_string()))?;
        let asked = async move {
            let password = address.resolve_password().map_err(|error| error.to_string())?;
            let status = SharedStatus::of(&server(&address, password), &folder, Mode::Live).await;
            status.map_err(|error| error.unshared().to_text(language))
        };
        let (says, is_well) = match self.wait_for(asked, dialog)? {
            Ok(status) => (say!(language, "setup-store-works", count = status.desks.len()), true),
            Err(why) => (say!(language, "setup-store-fails", why), false),
        };
        dialog.tell(&sanitize(&says))?;
        Ok(is_well)
    }

    pub(super) fn has_tried_store(&self) -> bool {
        self.has_tried_store
    }

    /// Waits for an answer, and stops as soon as the system asks the program to end.
    fn wait_for<T>(&self, asked: impl Future<Output = T>, dialog: &Dialog) -> Result<T, NotSetUp> {
        self.runtime.block_on(async {
            let mut asked = pin!(asked);
            loop {
                match tokio::time::timeout(GLANCE, &mut asked).await {
                    Ok(answer) => return Ok(answer),
                    Err(_) => dialog.listen()?,
                }
            }
        })
    }
}

/// Returns the result for a key: the first problem, or that all is well.
fn said(reach: &Reach, clinic: ClinicId, language: Language) -> String {
    let clinic = clinic.name();
    let says = |why: &FindingReason| why.to_text(language);
    match (&reach.server, &reach.key, &reach.lists, &reach.books) {
        (Finding::No(why) | Finding::Untold(why), ..) => {
            say!(language, "setup-unreachable", clinic, why = says(why))
        }
        (_, Finding::No(why) | Finding::Untold(why), ..) => {
            say!(language, "setup-key-refused", clinic, why = says(why))
        }
        (_, _, Finding::No(why) | Finding::Untold(why), _) => {
            say!(language, "setup-may-not-read", clinic, why = says(why))
        }
        (.., Finding::No(why)) => say!(language, "setup-may-not-book", clinic, why = says(why)),
        (.., Finding::Untold(_)) => say!(language, "setup-works-untold", clinic),
        (.., Finding::Yes) => say!(language, "setup-works", clinic),
    }
}
