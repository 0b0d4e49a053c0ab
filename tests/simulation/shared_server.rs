//! A model of the server that holds the records which desks share: what PostgreSQL does of it, over SQLite, with
//! a clock that is told and connections that fail. There is one writer at a time, and whoever waits does so outside of a
//! transaction.

use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use fastrand::Rng;
use serde_json::{Value, json};
use sqlx::query;
use sqlx::sqlite::SqliteConnection;
use store::{
    CallReply, DbFuture, DeskAtWork, Desks, Durability, Erasing, HeldTime, Lease, LeaseCheck,
    QueryRows, Round, Statement, Store, StoreError, StoreNews, WrittenCall, WrittenKinds,
    carry_out,
};
use tokio::sync::{Mutex as AsyncMutex, MutexGuard as AsyncMutexGuard};

use super::shared_line::{Line, Waits, away};
use super::shared_schema::steps;
use super::shared_sql::{bound, connect, fetch, rows};

/// How long a lease lasts, and a time in hand.
const LEASE: Duration = Duration::from_secs(10);
const HOLD: Duration = Duration::from_secs(120);
/// For how long after a renewal was sent a lease certainly holds.
const CERTAIN: Duration = Duration::from_secs(8);

/// The server.
#[derive(Clone, Debug)]
pub(super) struct SharedServer {
    connection: Arc<AsyncMutex<SqliteConnection>>,
    state: Arc<Mutex<State>>,
}

/// What it knows of the desks.
#[derive(Debug, Default)]
struct State {
    now: Duration,
    table: LeaseTable,
    written: Editions,
    /// What desks are told of each edition of the records: the call that was written, or nothing where they have to read.
    told: Vec<Option<Value>>,
    /// How often it was put back to an earlier state: connections of before are gone.
    restored: u32,
}

/// What it has written of the desks at work.
#[derive(Clone, Debug, Default)]
pub(super) struct LeaseTable {
    leases: Vec<LeaseRow>,
    last_lease: i64,
    holds: Vec<(i64, String, Duration, HeldTime)>,
}

#[derive(Clone, Debug)]
struct LeaseRow {
    number: i64,
    journal: String,
    desk: Option<String>,
    until: Duration,
}

/// How often something was written of which desks are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Editions {
    records: u64,
    holds: u64,
    desks: u64,
}

impl State {
    /// The records have another edition, of which the desks are told.
    fn has_written(&mut self, told: Option<Value>) {
        self.written.records += 1;
        self.told.push(told);
    }
}

impl SharedServer {
    pub(super) async fn open(file: &Path) -> SharedServer {
        let connection = connect(file).await;
        let (connection, state) = (Arc::new(AsyncMutex::new(connection)), Arc::default());
        SharedServer { connection, state }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics")
    }

    /// Tells it what time it is.
    pub(super) fn is_now(&self, now: Duration) {
        self.state().now = now;
    }

    pub(super) fn editions(&self) -> Editions {
        self.state().written
    }

    /// What has been written since.
    pub(super) fn written_since(&self, known: Editions) -> WrittenKinds {
        let state = self.state();
        let written = state.written;
        let first = usize::try_from(known.records).expect("they are few");
        let told: Option<Vec<Value>> = state.told[first..].iter().cloned().collect();
        let calls = told.iter().flatten().cloned();
        let call = |call| serde_json::from_value::<WrittenCall>(call).expect("a call");
        WrittenKinds {
            records: told.is_none(),
            // The lists are read as a whole.
            lists: written.records != known.records,
            calls: calls.map(call).collect(),
            holds: written.holds != known.holds,
            // Whatever is committed may have been a draft: looking for one once too often does no harm.
            drafts: written.records != known.records,
            desks: written.desks != known.desks,
        }
    }

    /// Carries a call out. Returns the reply, and what desks are told of the changes that it has written.
    async fn carries_out(&self, call: Value) -> Result<(CallReply, Value), StoreError> {
        const NEWEST: &str = "SELECT COALESCE(MAX(seq), 0) AS seq FROM changes";
        const SINCE: &str = "SELECT * FROM changes WHERE seq > $1 ORDER BY seq";
        const TIP: &str = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1";
        let asks = async |sql: &'static str, values: Vec<Value>| {
            let sql = sql.into();
            fetch(
                &mut *self.connection.lock().await,
                Statement { sql, values },
            )
            .await
        };
        let before = asks(NEWEST, Vec::new()).await?.rows[0][0].clone();
        let reply = carry_out(call, &mut *self.looked_at()).await?;
        let QueryRows { columns, rows } = asks(SINCE, vec![before.clone()]).await?;
        let change = |row: Vec<Value>| -> Value {
            let members = columns.iter().cloned().zip(row);
            Value::Object(members.collect())
        };
        let changes: Vec<Value> = rows.into_iter().map(change).collect();
        let tip = asks(TIP, Vec::new()).await?.rows.pop();
        let told = json!({"before": before, "changes": changes, "tip": tip});
        Ok((reply, told))
    }

    /// A desk's connection to it, whose own records are known as `journal`.
    pub(super) fn database(
        &self,
        line: &Line,
        journal: String,
        desk: Option<String>,
    ) -> (Box<dyn Store>, Box<dyn Desks>) {
        let (own, restored) = (Arc::new(AtomicI64::new(0)), self.state().restored);
        let line = Way {
            server: self.clone(),
            line: line.clone(),
            restored,
        };
        let server = self.clone();
        let session = Session {
            server,
            line: line.clone(),
            own: Arc::clone(&own),
            journal: journal.clone(),
            is_writing: false,
        };
        let (server, renewed) = (self.clone(), Arc::default());
        let presence = Presence {
            server,
            line,
            own,
            renewed,
            journal,
            desk,
        };
        (Box::new(session), Box::new(presence))
    }

    /// The desk with a lease.
    pub(super) fn desk_with(&self, lease: &str) -> Option<String> {
        let state = self.state();
        let named = state
            .table
            .leases
            .iter()
            .find(|other| other.number.to_string() == lease);
        named.and_then(|lease| lease.desk.clone())
    }

    pub(super) async fn connection(&self) -> AsyncMutexGuard<'_, SqliteConnection> {
        self.connection.lock().await
    }

    pub(super) fn leases(&self) -> LeaseTable {
        self.state().table.clone()
    }

    /// It has other records from now on, and nobody is connected to it.
    pub(super) fn is_restored(&self, table: LeaseTable) {
        let mut state = self.state();
        state.table = table;
        state.restored += 1;
        state.has_written(None);
    }

    /// A connection that nothing happens to.
    pub(super) fn looked_at(&self) -> Box<dyn Store> {
        let line = Line::new(Rng::with_seed(0), false);
        self.database(&line, String::new(), None).0
    }

    /// The rows of a question, as texts.
    pub(super) async fn rows(&self, sql: &'static str) -> Vec<Vec<Option<String>>> {
        rows(&mut *self.connection.lock().await, sql).await
    }
}

/// A connection's way to the server, which ends where that is restored.
#[derive(Clone, Debug)]
struct Way {
    server: SharedServer,
    line: Line,
    restored: u32,
}

impl Way {
    fn statement(&self) -> Result<(), StoreError> {
        self.is_there()?;
        self.line.statement()
    }

    fn answer(&self) -> Result<(), StoreError> {
        self.is_there()?;
        self.line.answer()
    }

    fn is_there(&self) -> Result<(), StoreError> {
        if self.server.state().restored == self.restored {
            Ok(())
        } else {
            Err(away())
        }
    }

    fn waits(&self) -> Waits {
        self.line.waits()
    }
}

/// A connection to the records.
#[derive(Debug)]
struct Session {
    server: SharedServer,
    line: Way,
    own: Arc<AtomicI64>,
    journal: String,
    is_writing: bool,
}

impl Session {
    async fn command(&self, sql: &'static str) -> Result<(), StoreError> {
        let mut connection = self.server.connection.lock().await;
        Ok(query(sql).execute(&mut *connection).await.map(drop)?)
    }

    fn begins(&mut self, sql: &'static str) -> DbFuture<'_, ()> {
        Box::pin(async move {
            self.line.waits().await;
            self.line.statement()?;
            self.command(sql).await?;
            self.is_writing = true;
            Ok(())
        })
    }

    async fn reaches_it(&self) -> Result<(), StoreError> {
        if !self.is_writing {
            self.line.waits().await;
        }
        self.line.statement()
    }
}

impl Store for Session {
    fn begin(&mut self, _: Durability) -> DbFuture<'_, ()> {
        self.begins("BEGIN IMMEDIATE")
    }

    fn begin_to_read(&mut self) -> DbFuture<'_, ()> {
        self.begins("BEGIN")
    }

    fn commit(&mut self) -> DbFuture<'_, ()> {
        Box::pin(async move {
            self.line.statement()?;
            self.is_writing = false;
            self.command("COMMIT").await?;
            self.server.state().has_written(None);
            self.line.waits().await;
            self.line.answer()
        })
    }

    /// Of a connection that is lost, too.
    fn roll_back(&mut self) -> DbFuture<'_, ()> {
        Box::pin(async move {
            if std::mem::take(&mut self.is_writing) {
                self.command("ROLLBACK").await?;
            }
            Ok(())
        })
    }

    fn execute(&mut self, statement: Statement) -> DbFuture<'_, u64> {
        Box::pin(async move {
            self.reaches_it().await?;
            let mut connection = self.server.connection.lock().await;
            Ok(bound(statement)
                .execute(&mut *connection)
                .await?
                .rows_affected())
        })
    }

    fn execute_alone(&mut self, statement: Statement, _: Durability) -> DbFuture<'_, u64> {
        self.execute(statement)
    }

    /// A message and its answer: either may be lost, and the server is left alone with it in between.
    fn call(&mut self, call: Value) -> DbFuture<'_, CallReply> {
        Box::pin(async move {
            self.reaches_it().await?;
            let (reply, told) = self.server.carries_out(call).await?;
            if reply == CallReply::Written {
                self.server.state().has_written(Some(told));
            }
            self.line.waits().await;
            self.line.answer()?;
            Ok(reply)
        })
    }

    fn chain(&self) -> Option<String> {
        Some(self.journal.clone())
    }

    fn fetch(&mut self, statement: Statement) -> DbFuture<'_, QueryRows> {
        Box::pin(async move {
            self.reaches_it().await?;
            fetch(&mut *self.server.connection.lock().await, statement).await
        })
    }

    fn sync(&mut self) -> DbFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn write_out(&mut self) -> DbFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn version(&mut self) -> DbFuture<'_, i64> {
        Box::pin(async { Ok(0) })
    }

    fn close(self: Box<Self>) -> DbFuture<'static, ()> {
        Box::pin(async { Ok(()) })
    }

    fn steps(&self) -> &'static [&'static str] {
        steps()
    }

    fn erasing(&self) -> Erasing {
        Erasing {
            empty_lines: "SELECT $1",
            remove_lines: "SELECT $1",
        }
    }

    fn lease(&self) -> String {
        self.own.load(Ordering::Relaxed).to_string()
    }

    fn mark_lease(&mut self) {}

    fn is_only_window(&self) -> Result<bool, StoreError> {
        Ok(false)
    }

    fn take_vacant(&mut self, names: Vec<String>) -> DbFuture<'_, Vec<Lease>> {
        Box::pin(async move {
            self.reaches_it().await?;
            let taken = self.server.state().take_vacant(names);
            self.line.answer()?;
            Ok(taken)
        })
    }
}

impl State {
    fn take_vacant(&mut self, names: Vec<String>) -> Vec<Lease> {
        let (now, before) = (self.now, self.table.leases.len());
        let is_named = |number: i64| names.contains(&number.to_string());
        self.table
            .leases
            .retain(|lease| !is_named(lease.number) || lease.until > now);
        self.written.desks += u64::from(self.table.leases.len() != before);
        let is_there = |name: &String| {
            self.table
                .leases
                .iter()
                .any(|lease| lease.number.to_string() == *name)
        };
        let is_number = |name: &String| name.parse::<i64>().is_ok();
        let gone = names
            .iter()
            .filter(|name| is_number(name) && !is_there(name));
        gone.map(|name| Lease::new(name.clone(), ())).collect()
    }

    fn renew(&mut self, journal: &str, desk: Option<&String>) -> i64 {
        let until = self.now + LEASE;
        if let Some(lease) = self
            .table
            .leases
            .iter_mut()
            .find(|lease| lease.journal == journal)
        {
            lease.until = until;
            return lease.number;
        }
        self.table.last_lease += 1;
        self.written.desks += 1;
        let (number, journal, desk) = (self.table.last_lease, journal.to_owned(), desk.cloned());
        self.table.leases.push(LeaseRow {
            number,
            journal,
            desk,
            until,
        });
        number
    }
}

/// What it knows of a desk.
#[derive(Debug)]
struct Presence {
    server: SharedServer,
    line: Way,
    own: Arc<AtomicI64>,
    /// When the last answered renewal was sent, in milliseconds.
    renewed: Arc<AtomicU64>,
    journal: String,
    desk: Option<String>,
}

impl Presence {
    /// Does something on a connection of its own, whose answer may be lost.
    async fn does<T>(&self, work: impl FnOnce(&mut State) -> T) -> Result<T, StoreError> {
        self.line.waits().await;
        self.line.statement()?;
        let done = work(&mut self.server.state());
        self.line.answer()?;
        Ok(done)
    }
}

impl Desks for Presence {
    /// So long that no claim is given up because the machine runs something else: a claim that nobody drives to its end
    /// keeps the records locked.
    fn round_trip(&self) -> Duration {
        Duration::from_secs(3600)
    }

    fn own(&self) -> i64 {
        self.own.load(Ordering::Relaxed)
    }

    fn renew(&self) -> DbFuture<'_, bool> {
        Box::pin(async move {
            let asked = self.server.state().now;
            let number = self
                .does(|state| state.renew(&self.journal, self.desk.as_ref()))
                .await?;
            let before = self.own.swap(number, Ordering::Relaxed);
            self.renewed.store(millis(asked), Ordering::Relaxed);
            Ok(before == 0 || before == number)
        })
    }

    fn fence(&self) -> LeaseCheck {
        let (server, number) = (self.server.clone(), self.own());
        let (own, renewed) = (Arc::clone(&self.own), Arc::clone(&self.renewed));
        Arc::new(move || {
            let is_certain =
                millis(server.state().now) < renewed.load(Ordering::Relaxed) + millis(CERTAIN);
            is_certain && own.load(Ordering::Relaxed) == number
        })
    }

    fn look_around(&self) -> DbFuture<'_, Round> {
        const OPEN: &str = "SELECT id, lease FROM changes WHERE state IN ('sending', 'unknown', 'not-there', 'queued')";
        Box::pin(async move {
            let is_own = self.renew().await?;
            let (own, open) = (self.own().to_string(), self.server.rows(OPEN).await);
            let state = self.server.state();
            let at_work = || {
                state
                    .table
                    .leases
                    .iter()
                    .filter(|lease| lease.until > state.now)
            };
            let others = at_work().filter(|lease| lease.journal != self.journal);
            let others = others.fold(0, |sum, lease| sum ^ (1 << lease.number));
            let is_left =
                |lease: &String| at_work().all(|other| other.number.to_string() != *lease);
            let open: Vec<(String, String)> = open
                .into_iter()
                .filter_map(|row| Some((row[0].clone()?, row[1].clone()?)))
                .collect();
            let has_left_changes = open.iter().any(|(_, lease)| is_left(lease));
            let open = open
                .into_iter()
                .filter(|(_, lease)| *lease == own)
                .map(|(id, _)| id)
                .collect();
            Ok(Round {
                is_own,
                others,
                has_left_changes,
                open,
            })
        })
    }

    fn renew_as(&self) -> DbFuture<'_, String> {
        Box::pin(async move { self.renew().await.map(|_| String::new()) })
    }

    fn lapse(&self, _: String) -> DbFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn at_work(&self) -> DbFuture<'_, Vec<Option<String>>> {
        Box::pin(self.does(|state| {
            let now = state.now;
            state
                .table
                .leases
                .iter()
                .filter(|lease| lease.until > now)
                .map(|lease| lease.desk.clone())
                .collect()
        }))
    }

    fn others(&self) -> DbFuture<'_, Vec<DeskAtWork>> {
        Box::pin(self.does(|state| {
            let is_another =
                |lease: &&LeaseRow| lease.until > state.now && lease.journal != self.journal;
            let others = state.table.leases.iter().filter(is_another);
            others
                .map(|lease| DeskAtWork {
                    id: lease.journal.clone(),
                    name: lease.desk.clone(),
                })
                .collect()
        }))
    }

    fn desk_of<'a>(&'a self, lease: &'a str) -> DbFuture<'a, Option<String>> {
        Box::pin(async move {
            self.does(|_| ()).await?;
            Ok(self.server.desk_with(lease))
        })
    }

    fn hold<'a>(&'a self, window: &'a str, held: Option<HeldTime>) -> DbFuture<'a, ()> {
        let own = self.own();
        Box::pin(self.does(move |state| {
            state
                .table
                .holds
                .retain(|(lease, place, ..)| (*lease, place.as_str()) != (own, window));
            let until = state.now + HOLD;
            state
                .table
                .holds
                .extend(held.map(|held| (own, window.to_owned(), until, held)));
            state.written.holds += 1;
        }))
    }

    fn held(&self) -> DbFuture<'_, Vec<HeldTime>> {
        let own = self.own();
        Box::pin(self.does(move |state| {
            let is_at_work = |number: i64| {
                state
                    .table
                    .leases
                    .iter()
                    .any(|it| it.number == number && it.until > state.now)
            };
            let others = state.table.holds.iter().filter(|(lease, _, until, _)| {
                *lease != own && *until > state.now && is_at_work(*lease)
            });
            others.map(|(.., held)| held.clone()).collect()
        }))
    }

    fn listen(&self) -> DbFuture<'_, Box<dyn StoreNews>> {
        Box::pin(async move {
            self.does(|_| ()).await?;
            Ok(Box::new(Silent) as Box<dyn StoreNews>)
        })
    }

    fn close(&self) -> DbFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// The simulation tells of what is written.
#[derive(Debug)]
struct Silent;

impl StoreNews for Silent {
    fn next(&mut self) -> DbFuture<'_, WrittenKinds> {
        Box::pin(std::future::pending())
    }
}
