//! The store, crashed, raced, bent and filled up, over each database.

/// Makes a test for each database of each of these functions.
macro_rules! over_every_database {
    ($($test:ident),* $(,)?) => {
        mod in_sqlite {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test(crate::store::tests::Database::Sqlite).await;
                }
            )*
        }
    };
}

mod altering;
mod bookings;
mod calls;
mod claims;
mod drafts;
mod earlier;
mod files;
mod keys;

mod older;
mod recent;
mod retention;
mod rows;
mod trail;
mod waiting;

use std::collections::HashSet;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

use super::database::NOTHING;
use super::{Outgoing, Pieces, RecordId, RecordStore, StoreError, Trail, Who, record};
use crate::booking::{Booking, ChangeKind, Claim, Mode, Settlement};
use crate::vendor::SHIPPED;

const MODE: Mode = Mode::Sandbox;

/// A moment of the tests' day, so many minutes in.
fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_181_520, 0).unwrap() + TimeDelta::minutes(minute)
}

/// Where the records of a test may be. Each test runs in all of them, unless it looks into one.
#[derive(Clone, Copy, Debug)]
enum Database {
    Sqlite,
}

/// A folder with a key, and with the records or the way to them.
struct Place {
    folder: TempDir,
    database: Database,
}

impl Database {
    fn place(self) -> Place {
        Place { folder: tempfile::tempdir().unwrap(), database: self }
    }
}

impl Place {
    fn path(&self) -> &Path {
        self.folder.path()
    }
}

async fn try_open(place: &Place) -> Result<super::Opened, StoreError> {
    let who = Who { operator: Some("mk".to_owned()), desk: Some("Desk 2".to_owned()) };
    match place.database {
        Database::Sqlite => RecordStore::open(place.path(), MODE, SHIPPED.iter().collect(), who, at(0)).await,
    }
}

async fn open(place: &Place) -> RecordStore {
    let opened = try_open(place).await.unwrap();
    assert_eq!(opened.set_aside, None);
    opened.records
}

/// What is on record for the visit of a booking, and for its time.
async fn claims_on(records: &RecordStore, booking: &Booking) -> Result<Vec<Claim>, StoreError> {
    records.claims(&booking.into(), &HashSet::new()).await
}

/// Has a booking written down to be sent, whatever is on record for its visit.
async fn try_to_send(records: &RecordStore, booking: &Booking, minute: i64) -> Result<RecordId, StoreError> {
    let claims = claims_on(records, booking).await?;
    let known_claims = claims.into_iter().map(|claim| claim.intent).collect();
    let outgoing = Outgoing { known_claims, ..Outgoing::from(booking.clone()) };
    Ok(records.send_off(&outgoing, at(minute)).await?.expect("it is known what is on record"))
}

async fn send(records: &RecordStore, booking: &Booking, minute: i64) -> RecordId {
    try_to_send(records, booking, minute).await.unwrap()
}

/// Bends what is on record.
async fn alter(records: &RecordStore, statement: &'static str) {
    records.store.lock().await.run(statement, NOTHING).await.unwrap();
}

async fn texts(records: &RecordStore, question: &'static str) -> Vec<Option<String>> {
    records.store.lock().await.column(question, NOTHING).await.unwrap()
}

async fn trail(place: &Place) -> Trail {
    Trail::open(place.path(), MODE).await.unwrap().unwrap()
}

fn booking_in(kept: &str) -> Booking {
    let read = |vendor| record::read(ChangeKind::Book, vendor, kept.as_bytes());
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

/// A draft in one piece.
fn draft(text: &str) -> Pieces {
    Pieces::from([(String::new(), text.as_bytes().to_vec())])
}

/// Every byte of every file in a folder.
fn bytes_in(folder: &Path) -> Vec<u8> {
    let files = std::fs::read_dir(folder).unwrap();
    files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
