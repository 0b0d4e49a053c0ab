//! The desks of one clinic, and the database that they share.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use booking::clinics::{CLINIK, SHIPPED};
use booking::time::{Minutes, Span};
use booking::{Booking, Mode, Settlement};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use config::{Config, Environment, Flags};
use headless::TestSandbox;
use office::{
    Answer, ChangeRef, ClinicChange, Dispatch, Effect, OfficeEvent, SharedNews, StoreOp, Ticket,
};
use runtime::{EffectExecutor, clinic_options, wall_clock};
use sandbox::SandboxOptions;
use store::{Outgoing, RecordId, RecordStore, SharedStore, Tls, Who};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::postgres_server::{self, Server};

const MODE: Mode = Mode::Sandbox;
/// How long anything may take.
const QUERY_TIMEOUT: Duration = Duration::from_secs(60);
/// How long a desk may take to end.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// A million changes that have been made within the last year, the last of them just now, each with a line of the trail.
const A_MILLION: &str = "SET search_path = bookdesk_sandbox, public; \
    ALTER TABLE recorded_changes DISABLE TRIGGER USER; \
    CREATE FUNCTION pg_temp.said(moment TIMESTAMPTZ) RETURNS TEXT LANGUAGE sql STABLE AS \
     $$SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')$$; \
    INSERT INTO changes (id, lease, kind, state, vendor, person, provider, starts_at, ends_at, busy_until, appointment, \
     operator, desk, prepared_at, changed_at, seq, first_seq) \
    SELECT gen_random_uuid(), '9999', 'book', 'booked', 'clinik', 'pt_' || n % 40000, 'prac_' || n % 40, \
     pg_temp.said(moment + interval '14 days'), pg_temp.said(moment + interval '14 days 15 minutes'), \
     pg_temp.said(moment + interval '14 days 15 minutes'), 'appt_' || n, 'mk', 'front-' || n % 50, \
     pg_temp.said(moment), pg_temp.said(moment), n, n \
    FROM (SELECT n, now() - (1000000 - n) * interval '31.536 seconds' AS moment \
     FROM generate_series(1, 1000000) AS n) AS made; \
    INSERT INTO audit (seq, at, what, backend, intent, provider, person, appointment, salt, subject, hash) \
    SELECT first_seq, changed_at, 'booked', vendor, id, provider, person, appointment, md5(id), md5(id), md5(id) \
     FROM changes; \
    SELECT setval('seqs', 1000000); \
    ALTER TABLE recorded_changes ENABLE TRIGGER USER; \
    ANALYZE";

/// A clinic whose desks share a database of their own.
pub(crate) struct Clinic {
    home: TempDir,
    sandbox: TestSandbox,
    /// The database, as its owner.
    pub(crate) owner: String,
    /// The database, as the role of the desks.
    store: String,
}

impl Clinic {
    pub(crate) fn open(server: &Server, name: &str) -> Clinic {
        postgres_server::sql(&server.url("postgres"), &format!("CREATE DATABASE {name}"));
        let sandbox = TestSandbox::start(
            SandboxOptions {
                lag: Duration::ZERO,
                ..SandboxOptions::default()
            },
            Utc::now(),
        )
        .expect("a sandbox");
        let clinic = Clinic {
            home: tempfile::tempdir().expect("a folder"),
            sandbox,
            store: postgres_server::of_desks(&server.url(name)),
            owner: server.url(name),
        };
        let owner = store_at(&clinic.owner);
        let key = clinic.home.path();
        let set_up = SharedStore::set_up(&owner, key, MODE, Some(postgres_server::DESKS));
        runtime().block_on(set_up).expect("its records are set up");
        clinic
    }

    /// Has a million changes on record.
    pub(crate) fn fill(&self) {
        postgres_server::sql(&self.owner, A_MILLION);
    }

    /// How many statements its database has been sent; none where the server does not count them.
    pub(crate) fn statements(&self) -> Option<u64> {
        postgres_server::statements(&self.owner)
    }

    /// The data directory of a desk, with the clinic's key.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        let folder = self.home.path().join(name);
        let key = folder.join("ledger.key");
        // A desk may be reading it.
        if !key.exists() {
            fs::create_dir_all(&folder).expect("a folder");
            fs::copy(self.home.path().join("ledger.key"), key).expect("a key");
        }
        folder
    }

    /// What a desk is configured with.
    pub(crate) fn config(&self, name: &str) -> Config {
        let environment = Environment::at_home(self.home.path())
            .with("BOOKDESK_DATA_DIR", self.folder(name))
            .with("BOOKDESK_STORE", &self.store)
            .with("BOOKDESK_CLINIK_URL", self.sandbox.clinik_url())
            .with("BOOKDESK_CLINIK_KEY", self.sandbox.clinik_key())
            .with("BOOKDESK_ANIVA_URL", self.sandbox.aniva_url())
            .with("BOOKDESK_ANIVA_KEY", self.sandbox.aniva_key());
        let config =
            Config::load(&environment, SHIPPED, Flags::default()).expect("a configuration");
        Config {
            desk_name: Some(name.to_owned()),
            ..config
        }
    }

    /// So many desks, which all know of one another.
    pub(crate) fn fronts(&self, count: usize) -> Vec<Front> {
        let fronts: Vec<Front> = (0..count)
            .map(|desk| Front::open(self, &format!("front-{desk}")))
            .collect();
        for front in &fronts {
            front.hears(|news| matches!(news, SharedNews::Desks(desks) if *desks >= count));
        }
        fronts
    }

    /// Has the desks make so many changes in a minute, in turn; says how many were made.
    pub(crate) fn busy(&self, fronts: &mut [Front], a_minute: usize, during: Duration) -> usize {
        let (begun, mut number) = (Instant::now(), 0);
        let pause = Duration::from_secs(60) / u32::try_from(a_minute).expect("a number of changes");
        let mut made = 0;
        while begun.elapsed() < during {
            let front = &fronts[number % fronts.len()];
            front.send(a_minute * 100 + number);
            number += 1;
            let next = pause * u32::try_from(number).expect("a number of changes");
            while begun.elapsed() < next {
                made += fronts
                    .iter_mut()
                    .map(|front| front.settle_what_was_made())
                    .sum::<usize>();
                thread::sleep(Duration::from_millis(10));
            }
        }
        made
    }
}

fn store_at(url: &str) -> store::Server {
    store::Server {
        url: url.to_owned(),
        password: None,
        tls: Tls::Local,
    }
}

/// A desk that is driven by its records: its own, and those that are shared.
pub(crate) struct Pair {
    pub(crate) local: RecordStore,
    pub(crate) shared: SharedStore,
}

impl Pair {
    pub(crate) async fn open(clinic: &Clinic, name: &str) -> Pair {
        Pair::open_at(clinic, name, &clinic.store).await
    }

    /// Opens one that reaches the database by another URL.
    pub(crate) async fn open_at(clinic: &Clinic, name: &str, url: &str) -> Pair {
        let folder = clinic.folder(name);
        let local = embedded(&folder).await;
        let journal = local.journal().await.expect("it has a name");
        let who = Who {
            operator: Some("mk".to_owned()),
            desk: Some(name.to_owned()),
        };
        let clinics = SHIPPED.iter().collect();
        let shared = SharedStore::open(&store_at(url), &folder, MODE, clinics, who, journal).await;
        let shared = shared.expect("they are reached");
        shared.copy(&local).await.expect("it joins");
        Pair { local, shared }
    }

    /// Writes a change down and claims it.
    pub(crate) async fn send(&self, number: usize) -> RecordId {
        let outgoing = Outgoing::from(visit(number));
        let id = self
            .local
            .send_off(&outgoing, Utc::now())
            .await
            .expect("it can be written");
        let id = id.expect("nobody has booked it here");
        self.claim(id, &outgoing).await;
        id
    }

    pub(crate) async fn claim(&self, id: RecordId, outgoing: &Outgoing) {
        let claimed = self
            .shared
            .claim(&self.local, id, outgoing)
            .await
            .expect("they are reached");
        assert!(claimed.is_ok(), "nobody has booked it elsewhere");
    }

    pub(crate) async fn settle(&self, id: RecordId, number: usize) {
        let booked = Settlement::Booked(format!("appt_{number}"));
        self.local
            .settle(id, &booked, Utc::now())
            .await
            .expect("it can be written");
        self.shared
            .copy(&self.local)
            .await
            .expect("they are reached");
    }

    pub(crate) async fn renew(&self) {
        let renewed = self.shared.renew().await;
        renewed.expect("they are reached");
    }
}

/// A desk with its threads and its tasks, as it is shipped.
pub(crate) struct Front {
    pub(crate) executor: EffectExecutor,
    pub(crate) heard: Receiver<(Instant, OfficeEvent)>,
    folder: PathBuf,
}

impl Front {
    pub(crate) fn open(clinic: &Clinic, name: &str) -> Front {
        let (sender, heard) = mpsc::channel();
        let report = Arc::new(move |event| {
            // The desk may be gone.
            let _ = sender.send((Instant::now(), event));
        });
        let executor =
            EffectExecutor::start(clinic_options(clinic.config(name)), wall_clock(), report);
        let executor = executor.expect("its threads");
        executor.perform(Effect::Begin);
        Front {
            executor,
            heard,
            folder: clinic.folder(name),
        }
    }

    /// How long it takes until it knows all there is to know.
    pub(crate) fn start(clinic: &Clinic) -> Duration {
        let began = Instant::now();
        let front = Front::open(clinic, "front-1");
        let known = front.hears(|news| matches!(news, SharedNews::Desks(_)));
        front.close();
        known - began
    }

    /// Waits for news of the shared records; says when they came.
    pub(crate) fn hears(&self, is_it: impl Fn(&SharedNews) -> bool) -> Instant {
        let begun = Instant::now();
        loop {
            match self
                .heard
                .recv_timeout(QUERY_TIMEOUT.saturating_sub(begun.elapsed()))
                .expect("it hears of it")
            {
                (at, OfficeEvent::Shared(_, news)) if is_it(&news) => return at,
                (_, OfficeEvent::Store(trouble)) => panic!("its records: {trouble:?}"),
                _ => {}
            }
        }
    }

    /// Waits for the rows of a change of another desk; says when they came.
    pub(crate) fn learns(&self) -> Instant {
        let has_rows =
            |news: &SharedNews| matches!(news, SharedNews::Changed(Some(rows)) if !rows.is_empty());
        self.hears(has_rows)
    }

    /// Has a change written down, claimed, sent and settled.
    pub(crate) fn books(&self, number: usize) {
        self.send(number);
        while self.settle_what_was_made() == 0 {
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Has a change written down, claimed and sent.
    fn send(&self, number: usize) {
        let send_off = Dispatch {
            row: None,
            list: None,
            change: visit(number).into(),
            known_appointments: Vec::new(),
            known_claims: Vec::new(),
            beside: Vec::new(),
            override_entry: None,
            continues: None,
            goes_alone: false,
            spoken: None,
            instruction: None,
        };
        let ticket = Ticket::new(number as u64);
        self.executor.perform(Effect::Send(
            ticket,
            ClinicChange::Appointment(Box::new(send_off)),
        ));
    }

    /// Has what was answered by now settled; says how many that were.
    fn settle_what_was_made(&self) -> usize {
        let mut count = 0;
        for (_, event) in self.heard.try_iter() {
            let OfficeEvent::Answer(ticket, Answer::Changed(changed)) = event else {
                continue;
            };
            let settlement = match *changed {
                Ok(appointment) => Settlement::Booked(appointment.id),
                Err(failure) => panic!("it is not made: {failure:?}"),
            };
            self.executor.perform(Effect::Store(StoreOp::Settle(
                ChangeRef::Sent(ticket),
                settlement,
                None,
            )));
            count += 1;
        }
        count
    }

    /// How many changes of others its own records hold.
    pub(crate) fn changes_of_others(&self) -> usize {
        runtime().block_on(async {
            let records = embedded(&self.folder).await;
            records
                .recent(Utc::now() - TimeDelta::hours(1))
                .await
                .expect("it can be read")
                .changes
                .len()
        })
    }

    pub(crate) fn close(self) {
        self.executor.finish(LAST_WORDS);
    }
}

/// The records of a desk by itself.
pub(crate) async fn embedded(folder: &Path) -> RecordStore {
    let clinics = SHIPPED.iter().collect();
    let opened = RecordStore::open(folder, MODE, clinics, Who::default(), Utc::now()).await;
    opened.expect("a folder of its own").records
}

/// A visit for someone invented; the same number is always the same one, and no two meet.
pub(crate) fn visit(number: usize) -> Booking {
    let tomorrow = Utc::now()
        .duration_trunc(TimeDelta::days(1))
        .expect("a day")
        + TimeDelta::days(1);
    let start: DateTime<Utc> =
        tomorrow + TimeDelta::minutes(15) * i32::try_from(number).expect("a few");
    let minutes = Minutes::new(15).expect("a length");
    let span = Span::resolve(Some(start), None, Some(minutes)).expect("a start");
    Booking::of_ids(CLINIK, "pt_abc123", Some("prac_xyz789"), span).expect("a visit")
}

pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}
