//! The store, crashed, raced, altered and filled up, over each database.

/// Creates a test of each of these functions for each database.
macro_rules! over_every_database {
    ($($test:ident),* $(,)?) => {
        mod in_sqlite {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test(crate::tests::Database::Sqlite).await;
                }
            )*
        }

        mod in_postgres {
            $(
                #[tokio::test]
                async fn $test() {
                    if let Some(database) = crate::tests::Database::postgres() {
                        super::$test(database).await;
                    }
                }
            )*
        }
    };
}

mod altering;
mod away_notes;
mod bookings;
mod call_backs;
mod calls;
mod claims;
mod drafts;
mod earlier;
mod files;
mod keys;
mod late_notes;

mod older;
mod order;
mod patient_notes;
mod recent;
mod retention;
mod rotating;
mod rows;
mod shared;
mod shared_drafts;
mod trail;
mod waiting;
mod week;

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::AtomicI64;
use std::sync::{Mutex, Weak};

use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;
use uuid::Uuid;

use super::database::NOTHING;

use super::{
    NoteOutcome, Outgoing, OvertakenNote, Pieces, RecordId, RecordStore, Server, SharedStatus,
    SharedStore, StoreError, Tls, Trail, Who, record,
};
use booking::clinics::SHIPPED;
use booking::{Booking, ChangeKind, Claim, ClinicId, Mode, Obstacle, Settlement};

const MODE: Mode = Mode::Sandbox;

/// Returns a moment of the tests' day, in minutes from its beginning.
fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_181_520, 0).unwrap() + TimeDelta::minutes(minute)
}

/// The database for a test's records. Each test runs with all of them, unless it is about one.
#[derive(Clone, Copy, Debug)]
enum Database {
    Sqlite,
    Postgres,
}

#[path = "../../../../tests/postgres_server.rs"]
mod postgres_server;

/// Returns the same server, as the role of the desks.
fn of_desks(owner: &Server) -> Server {
    Server {
        url: postgres_server::of_desks(&owner.url),
        ..owner.clone()
    }
}

/// A folder with a key, and with the records or the server's address.
struct Place {
    folder: TempDir,
    /// The server, as the owner of the records; `None` if they are in the folder.
    server: Option<Server>,
    /// The leases of opened records, with markers that expire with them.
    leases: Mutex<Vec<(i64, Weak<AtomicI64>)>>,
}

impl Database {
    /// Returns the server's database, if there is a server.
    fn postgres() -> Option<Database> {
        postgres_server::is_there().then_some(Database::Postgres)
    }

    /// Returns a place for the records of a single desk, which owns them in PostgreSQL.
    fn place(self) -> Place {
        let owner = match self {
            Database::Sqlite => None,
            Database::Postgres => Some(Server {
                url: postgres_server::database().expect("a server"),
                password: None,
                tls: Tls::Local,
            }),
        };
        Place {
            folder: tempfile::tempdir().unwrap(),
            server: owner,
            leases: Mutex::default(),
        }
    }
}

impl Place {
    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Returns every stored byte.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = bytes_in(self.path());
        if let Some(server) = &self.server {
            bytes.extend(postgres_server::dump(&server.url));
        }
        bytes
    }

    /// Lets the leases of closed records lapse.
    fn end_leases(&self) {
        let Some(server) = &self.server else { return };
        let mut leases = self.leases.lock().unwrap();
        for (number, _) in leases.extract_if(.., |(_, own)| own.strong_count() == 0) {
            let lapse =
                format!("UPDATE bookdesk_sandbox.leases SET until = now() WHERE number = {number}");
            postgres_server::sql(&server.url, &lapse);
        }
    }
}

async fn try_open(place: &Place) -> Result<super::OpenedRecords, StoreError> {
    let who = Who {
        operator: Some("mk".to_owned()),
        desk: Some("Desk 2".to_owned()),
    };
    let clinics = SHIPPED.iter().collect();
    let Some(server) = &place.server else {
        return RecordStore::open(place.path(), MODE, clinics, who, at(0)).await;
    };
    if place.leases.lock().unwrap().is_empty() {
        SharedStore::set_up(server, place.path(), MODE, None).await?;
    }
    place.end_leases();
    let journal = Uuid::new_v4().to_string();
    let SharedStore { records, desks, .. } =
        SharedStore::open(server, place.path(), MODE, clinics, who, journal).await?;
    place
        .leases
        .lock()
        .unwrap()
        .push((desks.own(), desks.marker()));
    Ok(super::OpenedRecords {
        records,
        set_aside: None,
        older: None,
    })
}

/// Ends a window without closing its records.
fn gone(place: &Place, records: RecordStore) {
    drop(records);
    place.end_leases();
}

async fn open(place: &Place) -> RecordStore {
    let opened = try_open(place).await.unwrap();
    assert_eq!(opened.set_aside, None);
    opened.records
}

/// Returns the claims on a booking's visit and time.
async fn claims_on(records: &RecordStore, booking: &Booking) -> Result<Vec<Claim>, StoreError> {
    records.claims(&booking.into(), &HashSet::new()).await
}

/// Records a booking to be sent, whatever claims its visit.
async fn try_to_send(
    records: &RecordStore,
    booking: &Booking,
    minute: i64,
) -> Result<RecordId, StoreError> {
    let claims = claims_on(records, booking).await?;
    let known_claims = claims.into_iter().map(|claim| claim.change).collect();
    let outgoing = Outgoing {
        known_claims,
        ..Outgoing::from(booking.clone())
    };
    Ok(records
        .send_off(&outgoing, at(minute))
        .await?
        .expect("it is known what is on record"))
}

fn visit_claim(obstacle: Obstacle) -> Claim {
    match obstacle {
        Obstacle::Visit(claim) => claim,
        Obstacle::Appointment(claim) => panic!("{claim:?}"),
    }
}

async fn send(records: &RecordStore, booking: &Booking, minute: i64) -> RecordId {
    try_to_send(records, booking, minute).await.unwrap()
}

/// Alters the records directly.
async fn alter(place: &Place, records: &RecordStore, statement: &'static str) {
    match &place.server {
        // Only the owner may do that.
        Some(server) => {
            let bend = format!(
                "SET search_path = bookdesk_sandbox; SET bookdesk.erases = 'yes'; {statement}"
            );
            postgres_server::sql(&server.url, &bend);
        }
        None => drop(
            records
                .store
                .lock()
                .await
                .run(statement, NOTHING)
                .await
                .unwrap(),
        ),
    }
}

/// Fills the disk, for all writes or for these.
async fn fill_up(place: &Place, records: &RecordStore, in_sqlite: &'static str, in_postgres: &str) {
    let Some(server) = &place.server else {
        return alter(place, records, in_sqlite).await;
    };
    // A view has no row triggers.
    let in_postgres = in_postgres.replace("changes", "recorded_changes");
    let full = format!(
        "SET search_path = bookdesk_sandbox; CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql \
         AS $$ BEGIN RAISE disk_full; END $$; \
         CREATE TRIGGER full_disk BEFORE {in_postgres} EXECUTE FUNCTION full_disk()"
    );
    postgres_server::sql(&server.url, &full);
}

async fn texts(records: &RecordStore, question: &'static str) -> Vec<Option<String>> {
    records
        .store
        .lock()
        .await
        .column(question, NOTHING)
        .await
        .unwrap()
}

async fn trail(place: &Place) -> Trail {
    match &place.server {
        Some(server) => Trail::open_shared(server, place.path(), MODE).await,
        None => Trail::open(place.path(), MODE).await.unwrap().unwrap(),
    }
}

fn booking_in(kept: &str) -> Booking {
    let read = |clinic| record::read(ChangeKind::Book, clinic, kept.as_bytes());
    let (change, _) = SHIPPED.iter().find_map(read).unwrap();
    change.booking().unwrap().clone()
}

fn visit(patient: &str) -> Booking {
    let kept = format!(
        r#"{{"backend":"clinik","status":"booked","patient":"{patient}","practitioner":"prac_1",
        "start":"2027-02-10T09:00:00Z","end":"2027-02-10T09:30:00Z","minutes":30,"priority":5,
        "texts":[["reasonCode","Sprained ankle of Mette"],["comment","Bring the X-ray"]],
        "reference":"[bd:3479ACDE]"}}"#
    );
    booking_in(&kept)
}

fn draw() -> Booking {
    let kept = r#"{"backend":"aniva","profile":"7f1cf3de-2f86-4e0c-9f2a-3c1b6d9f0a11",
        "location":"0b5f1f3a-6c9c-4c57-8f5e-2f8f7c1d2e33","at":"2027-02-11T07:30:00Z","desk_note":"fasting"}"#;
    booking_in(kept)
}

fn draft(text: &str) -> Pieces {
    Pieces::from([(String::new(), text.as_bytes().to_vec())])
}

/// Returns every byte of every file in a folder.
fn bytes_in(folder: &Path) -> Vec<u8> {
    let files = std::fs::read_dir(folder).unwrap();
    files
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}
