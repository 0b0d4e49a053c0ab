//! Many bookings from one CSV file: read, checked and submitted, a few at a time. A row is a draft and follows the
//! rules of a typed one. Every row is recorded before it is sent, under a mark computed from its cells, so that an
//! interrupted run can be repeated.

mod altered;
mod check;
mod clinic_gates;
mod conflict_check;
mod conflict_reads;
mod csv_file;
mod lists;
mod overrides;
mod people;
mod report;
mod row_outcome;
mod row_source;
mod run;
mod verdict;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use booking::time::DateOrder;
use booking::{ClinicId, Mode, PerClinic, Unshared};
use config::Config;
use office::{Consent, Objection, OfficeSetup};
use platform::files::create_private_folder;
use runtime::{self, AsyncSession, ClinicOptions, OpenClinics, Records, WallClock, office_setup};
use store::{Break, Older, RecordStore, StoreError};

pub use csv_file::{CsvSheet, SheetError};
pub use report::{Report, ReportError};
use run::Run;
pub use verdict::Verdict;

/// The largest number of bookings that may be under way at once.
pub const MOST_AT_ONCE: usize = 32;

/// Why a batch can't begin or continue.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The clinics' clients can't be set up.
    #[error("{0}")]
    Client(String),
    /// The run was stopped before anything was sent.
    #[error("stopped before anything was sent")]
    Stopped,
    /// The records can't be used, so it is unknown what is already booked. Nothing was sent.
    #[error("{0}; nothing was sent. {hint}", hint = advice_on(.0))]
    Records(StoreError),
    /// The records lack entries that were once written, so it is unknown what is already booked. Nothing was sent.
    #[error("the record of {0} is {1}; nothing was sent")]
    Older(Mode, Older),
    /// The records were altered, so it is unknown what is already booked. Nothing was sent.
    #[error(
        "the record of {0} is not as it was written: {1}. Nothing was sent. Check recent bookings at the clinic; \
         `bookdesk audit accept` then takes the records as they are"
    )]
    Altered(Mode, Break),
    /// The records shared by the desks can't be used. Nothing was sent.
    #[error("{0}; nothing was sent, because nobody can tell what other desks have booked")]
    Shared(StoreError),
    /// The records could not be read or written during the run.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The data directory can't be created.
    #[error("the data directory can't be used: {0}")]
    Folder(std::io::Error),
    /// The records were unusable and were set aside; what was booked before is unknown.
    #[error(
        "the records were no good and are now in {0}. What this file has booked before is not known any more: look \
         it up there or at the clinic before you run it again"
    )]
    SetAside(String),
}

/// A message of a running batch.
#[derive(Debug)]
pub enum BatchEvent<'a> {
    /// A row has its verdict.
    Verdict(&'a Verdict),
    /// A note about more than one row.
    Note(String),
    /// Every row has been checked, and sending begins.
    Begins,
    /// A clinic asks to wait this long before the next request.
    Waits(ClinicId, Duration),
    /// The number of rows being looked up.
    LookedUp(usize),
}

/// How the rows of files are read and submitted.
#[derive(Clone)]
pub struct BatchSetup {
    /// The configuration of the office that submits them.
    pub office: OfficeSetup,
    /// The order of day and month in dates.
    pub date_order: Option<DateOrder>,
    /// The consent of the person who runs the file. Rows with only a warning are sent in any case.
    pub consent: Consent,
}

impl BatchSetup {
    /// Returns the settings from the configuration.
    pub fn of(config: &Config) -> BatchSetup {
        BatchSetup {
            office: office_setup(config),
            date_order: config.date_order,
            consent: Consent::default(),
        }
    }
}

/// The clinics and the records, ready to send a file of bookings.
pub struct Batch {
    open: Arc<OpenClinics>,
    /// Clinics with the same mode share a store.
    stores: PerClinic<Arc<RecordStore>>,
    records: Records,
    setup: BatchSetup,
    clock: WallClock,
}

impl Batch {
    /// Connects to the clinics and opens the records.
    ///
    /// # Errors
    /// Fails if the clients can't be set up or the records can't be used.
    pub async fn open(
        setup: BatchSetup,
        clinic_options: ClinicOptions,
        clock: WallClock,
    ) -> Result<Batch, BatchError> {
        let records = clinic_options.records.clone();
        let (open, modes) = runtime::open(clinic_options, Arc::clone(&clock))
            .await
            .map_err(|why| BatchError::Client(why.to_string()))?;
        let clinics: Vec<ClinicId> = modes.iter().map(|(clinic, _)| clinic).collect();
        let mut stores: Vec<(ClinicId, Arc<RecordStore>)> = Vec::new();
        for (clinic, mode) in modes.iter() {
            let same_mode = stores.iter().find(|(_, store)| store.mode() == *mode);
            let store = match same_mode {
                Some((_, store)) => Arc::clone(store),
                None => open_store(&records, *mode, clinics.clone(), clock()).await?,
            };
            stores.push((clinic, store));
        }
        Ok(Batch {
            open: Arc::new(open),
            stores: stores.into_iter().collect(),
            records,
            setup,
            clock,
        })
    }

    /// Returns the verdict that each row would get, without sending anything.
    ///
    /// # Errors
    /// Fails if the records can't be read.
    pub async fn rehearse(
        &self,
        sheet: &CsvSheet,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> Result<Vec<Verdict>, BatchError> {
        let (session, why) = self.session().await;
        if let Some(why) = why.map(StoreError::Away) {
            notify(BatchEvent::Note(format!(
                "{why}. What other desks have booked is held against nothing."
            )));
        }
        let checked = self.check(sheet, notify).await;
        session.finish().await;
        let checked = checked?;
        let verdicts: Vec<Verdict> = checked
            .into_iter()
            .map(check::RowCheck::into_verdict)
            .collect();
        verdicts
            .iter()
            .for_each(|verdict| notify(BatchEvent::Verdict(verdict)));
        Ok(verdicts)
    }

    /// Books every row that is not booked yet, at most `at_once` at a time, and returns the verdicts. Once `stop` is
    /// `true`, nothing more is sent: requests under way get their answers, and nothing is looked up.
    ///
    /// # Errors
    /// Fails if the run is stopped before anything was sent, or if the records can no longer be written; the next run
    /// looks up the rows sent until then.
    pub async fn book(
        &self,
        sheet: &CsvSheet,
        at_once: usize,
        stop: watch::Receiver<bool>,
        notify: &mut dyn FnMut(BatchEvent<'_>),
    ) -> Result<Vec<Verdict>, BatchError> {
        let (mut session, why) = self.session().await;
        if let Some(why) = why {
            if !self.setup.consent.covers(Objection::Alone) {
                session.finish().await;
                return Err(BatchError::Shared(StoreError::Away(why)));
            }
            notify(BatchEvent::Note(format!(
                "{}. The rows go out alone.",
                StoreError::Away(why)
            )));
        }
        let mut stopped = stop.clone();
        let checked = tokio::select! {
            checked = self.check(sheet, notify) => checked,
            Ok(_) = stopped.wait_for(|stop| *stop) => Err(BatchError::Stopped),
        };
        let verdicts = match checked {
            Ok(checked) => Ok(Run::new(self, &mut session, at_once, stop, notify)
                .run(checked)
                .await),
            Err(error) => Err(error),
        };
        if session.finish().await {
            notify(BatchEvent::Note(
                "The shared record lacks what it had before.".to_owned(),
            ));
        }
        verdicts
    }

    async fn session(&self) -> (AsyncSession, Option<Unshared>) {
        AsyncSession::open(
            self.setup.office.clone(),
            Arc::clone(&self.open),
            self.records.clone(),
            self.stores.clone(),
            Arc::clone(&self.clock),
        )
        .await
    }
}

async fn open_store(
    records: &Records,
    mode: Mode,
    clinics: Vec<ClinicId>,
    now: DateTime<Utc>,
) -> Result<Arc<RecordStore>, BatchError> {
    let folder = records.folder.clone().unwrap_or_default();
    create_private_folder(&folder).map_err(BatchError::Folder)?;
    let opened = RecordStore::open(&folder, mode, clinics, records.who.clone(), now)
        .await
        .map_err(BatchError::Records)?;
    match (opened.set_aside, opened.older) {
        (Some(aside), _) => Err(BatchError::SetAside(aside.path.display().to_string())),
        (None, Some(older)) => Err(BatchError::Older(mode, older)),
        (None, None) => Ok(Arc::new(opened.records)),
    }
}

/// Returns the advice about records that can't be used.
fn advice_on(error: &StoreError) -> &'static str {
    match error {
        StoreError::KeyGone(_) | StoreError::OtherKey(_) => {
            "Put the right key file back; if it is lost, `bookdesk audit accept` puts the old records aside: look up at \
             the clinic what of this file is booked before you run it again"
        }
        _ => "`bookdesk doctor` says how the records are",
    }
}
