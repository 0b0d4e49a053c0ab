//! A model of the server that holds the records which desks share: what PostgreSQL does of it, over SQLite, with
//! a clock that is told and connections that fail. There is one writer at a time, and whoever waits does so outside of a
//! transaction.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use fastrand::Rng;
use serde_json::{Value, json};
use sqlx::query;
use sqlx::sqlite::SqliteConnection;
use store::{
    AllDesks, CallReply, DbFuture, DeskAtWork, Desks, Durability, Erasing, HeldTime, Lease,
    LeaseCheck, QueryRows, Renewal, Statement, Store, StoreError, StoreNews, WrittenCall,
    WrittenKinds, carry_out,
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
/// How long a desk that is connected counts as at work after its lease has lapsed.
const CONNECTED: Duration = Duration::from_secs(600);

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
    /// The windows that are connected, each with the journal of its desk.
    present: Vec<(u64, String)>,
    last_window: u64,
    /// What was seen of all desks last, and by which window.
    watch: Option<(u64, AllDesks)>,
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
    watches: u64,
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

    /// What has been written since, as a window hears it that has no number before it is connected.
    pub(super) fn written_since(&self, known: Editions, window: Option<u64>) -> WrittenKinds {
        let state = self.state();
        let written = state.written;
        let of_another = state.watch.filter(|(by, _)| Some(*by) != window);
        let first = usize::try_from(known.records).expect("they are few");
        let told: Option<Vec<Value>> = state.told[first..].iter().cloned().collect();
        let calls = told.iter().flatten().cloned();
        let call = |call| serde_json::from_value::<WrittenCall>(call).expect("a call");
        WrittenKinds {
            records: told.is_none(),
            lists: told.is_none(),
            calls: calls.map(call).collect(),
            holds: written.holds != known.holds,
            // Whatever is committed may have been a draft: looking for one once too often does no harm.
            drafts: written.records != known.records,
            watch: of_another
                .filter(|_| written.watches != known.watches)
                .map(|(_, watch)| watch),
        }
    }

    /// Its clock in microseconds, which no restore puts back; at each call it is later.
    fn clock(&self) -> i64 {
        let state = self.state();
        let micros = i64::try_from(state.now.as_micros()).expect("a run is short");
        micros + i64::try_from(state.told.len()).expect("they are few")
    }

    /// Carries a call out. Returns the reply, and what desks are told of what it has written.
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
        let reply = carry_out(call, self.clock(), &mut *self.looked_at()).await?;
        let QueryRows { columns, rows } = asks(SINCE, vec![before.clone()]).await?;
        let change = |row: Vec<Value>| -> Value {
            let members = columns.iter().cloned().zip(row);
            Value::Object(members.collect())
        };
        let changes: Vec<Value> = rows.into_iter().map(change).collect();
        let tip = asks(TIP, Vec::new()).await?.rows.pop();
        let entries = match &reply {
            CallReply::Written { entries } => json!(entries),
            _ => json!([]),
        };
        let told = json!({"before": before, "changes": changes, "tip": tip, "entries": entries});
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
        let renewed = Arc::<AtomicU64>::default();
        let session = Session {
            server: self.clone(),
            line: line.clone(),
            own: Arc::clone(&own),
            renewed: Arc::clone(&renewed),
            journal: journal.clone(),
            is_writing: false,
        };
        let mut state = self.state();
        state.last_window += 1;
        let presence = Presence {
            server: self.clone(),
            line,
            window: state.last_window,
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
        state.present.clear();
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
    /// When the last answered renewal was sent, in milliseconds.
    renewed: Arc<AtomicU64>,
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

    /// Carries a call out that renews the lease under which it writes changes.
    async fn answers(&self, call: Value) -> Result<CallReply, StoreError> {
        let lease = call["lease"].as_i64();
        let is_there = |row: &LeaseRow| Some(row.number) == lease && row.journal == self.journal;
        if lease.is_some() && !self.server.state().table.leases.iter().any(is_there) {
            return Ok(CallReply::NoLease);
        }
        let (reply, told) = self.server.carries_out(call).await?;
        if matches!(reply, CallReply::Written { .. }) {
            let mut state = self.server.state();
            state.has_written(Some(told));
            let until = state.now + LEASE;
            for row in state.table.leases.iter_mut().filter(|row| is_there(row)) {
                row.until = until;
            }
        }
        Ok(reply)
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
            let (asked, lease) = (self.server.state().now, call["lease"].as_i64());
            let reply = self.answers(call).await?;
            self.line.waits().await;
            self.line.answer()?;
            if matches!(reply, CallReply::Written { .. })
                && lease == Some(self.own.load(Ordering::Relaxed))
            {
                self.renewed.fetch_max(millis(asked), Ordering::Relaxed);
            }
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

    fn take_vacant(&mut self, names: Vec<String>) -> DbFuture<'_, Vec<Lease>> {
        Box::pin(async move {
            self.reaches_it().await?;
            let open = self.server.open_changes().await;
            let taken = self.server.state().take_vacant(names, &open);
            self.line.answer()?;
            Ok(taken)
        })
    }
}

impl State {
    fn take_vacant(&mut self, names: Vec<String>, open: &[(String, String)]) -> Vec<Lease> {
        let now = self.now;
        self.table.leases.retain(|lease| {
            let number = lease.number.to_string();
            let is_open = open.iter().any(|(_, of)| *of == number);
            !names.contains(&number) || !is_open || lease.until > now
        });
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

impl State {
    /// The desks at work.
    fn at_work(&self) -> impl Iterator<Item = &LeaseRow> {
        self.table.leases.iter().filter(|lease| {
            let is_present = self
                .present
                .iter()
                .any(|(_, journal)| *journal == lease.journal);
            lease.until > self.now || (is_present && lease.until + CONNECTED > self.now)
        })
    }

    /// Looks at all desks for a window: at these open changes, each with its lease, and the owners of the drafts that can be
    /// taken over.
    fn watch(&mut self, window: u64, open: &[(String, String)], drafts: &[String]) -> AllDesks {
        let (now, held) = (self.now, self.table.holds.len());
        let here: Vec<i64> = self.at_work().map(|lease| lease.number).collect();
        self.table
            .holds
            .retain(|(lease, _, until, _)| *until > now && here.contains(lease));
        self.written.holds += u64::from(self.table.holds.len() != held);
        let desks = self
            .at_work()
            .map(|lease| format!("{} {} {:?}", lease.number, lease.journal, lease.desk));
        let is_left = |owner: &&String| self.at_work().all(|lease| lease.journal != **owner);
        let left = drafts.iter().filter(is_left).cloned();
        let mut hasher = DefaultHasher::new();
        desks.chain(left).for_each(|each| each.hash(&mut hasher));
        let lasts = |of: &String| {
            let leases = &self.table.leases;
            leases
                .iter()
                .any(|lease| lease.until > now && lease.number.to_string() == *of)
        };
        let watch = AllDesks {
            edition: hasher.finish().cast_signed(),
            has_left_changes: open.iter().any(|(_, lease)| !lasts(lease)),
        };
        self.watch = Some((window, watch));
        self.written.watches += 1;
        watch
    }
}

impl SharedServer {
    /// The open changes, each with its lease.
    async fn open_changes(&self) -> Vec<(String, String)> {
        const OPEN: &str = "SELECT id, lease FROM changes WHERE state IN ('sending', 'unknown', 'not-there', 'queued')";
        let rows = self.rows(OPEN).await.into_iter();
        rows.filter_map(|row| Some((row[0].clone()?, row[1].clone()?)))
            .collect()
    }

    /// The owners of the drafts that can be taken over once they are gone.
    async fn owners_of_drafts(&self) -> Vec<String> {
        const OWNERS: &str = "SELECT lease FROM drafts WHERE piece IN ('parked', 'handed') ORDER BY lease, place, piece";
        let rows = self.rows(OWNERS).await.into_iter();
        rows.filter_map(|mut row| row.swap_remove(0)).collect()
    }

    /// The window that was connected last.
    pub(super) fn last_window(&self) -> u64 {
        self.state().last_window
    }
}

/// What it knows of a desk, for as long as that is connected.
#[derive(Debug)]
struct Presence {
    server: SharedServer,
    line: Way,
    window: u64,
    own: Arc<AtomicI64>,
    /// When the last answered renewal was sent, in milliseconds.
    renewed: Arc<AtomicU64>,
    journal: String,
    desk: Option<String>,
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.is_gone();
    }
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

    /// Takes a lease, or renews it. Returns whether it was still its own.
    async fn takes(&self) -> Result<bool, StoreError> {
        let asked = self.server.state().now;
        let number = self
            .does(|state| {
                state
                    .present
                    .retain(|(window, journal)| (*window, journal) != (self.window, &self.journal));
                state.present.push((self.window, self.journal.clone()));
                state.renew(&self.journal, self.desk.as_ref())
            })
            .await?;
        let before = self.own.swap(number, Ordering::Relaxed);
        self.renewed.fetch_max(millis(asked), Ordering::Relaxed);
        Ok(before == 0 || before == number)
    }

    fn is_gone(&self) {
        let mut state = self.server.state();
        state.present.retain(|(window, _)| *window != self.window);
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

    fn take(&self) -> DbFuture<'_, ()> {
        Box::pin(async { self.takes().await.map(drop) })
    }

    fn renew(&self) -> DbFuture<'_, Renewal> {
        Box::pin(async move {
            let is_own = self.takes().await?;
            let own = self.own().to_string();
            let open = self.server.open_changes().await.into_iter();
            let open = open.filter(|(_, lease)| *lease == own);
            Ok(Renewal {
                is_own,
                open: open.map(|(id, _)| id).collect(),
            })
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

    fn watch(&self) -> DbFuture<'_, AllDesks> {
        Box::pin(async move {
            self.does(|_| ()).await?;
            let open = self.server.open_changes().await;
            let drafts = self.server.owners_of_drafts().await;
            Ok(self.server.state().watch(self.window, &open, &drafts))
        })
    }

    fn leave(&self) -> DbFuture<'_, ()> {
        Box::pin(async {
            self.is_gone();
            Ok(())
        })
    }

    fn at_work(&self) -> DbFuture<'_, Vec<Option<String>>> {
        Box::pin(self.does(|state| state.at_work().map(|lease| lease.desk.clone()).collect()))
    }

    fn others(&self) -> DbFuture<'_, Vec<DeskAtWork>> {
        Box::pin(self.does(|state| {
            let others = state
                .at_work()
                .filter(|lease| lease.journal != self.journal);
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

    fn hold<'a>(&'a self, window: &'a str, held: Option<HeldTime>) -> DbFuture<'a, bool> {
        let own = self.own();
        Box::pin(self.does(move |state| {
            let is_there = state.table.leases.iter().any(|it| it.number == own);
            if held.is_some() && !is_there {
                return false;
            }
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
            true
        }))
    }

    fn held(&self) -> DbFuture<'_, Vec<HeldTime>> {
        let own = self.own();
        Box::pin(self.does(move |state| {
            let is_anothers = |(lease, _, until, _): &&(i64, String, Duration, HeldTime)| {
                *lease != own && *until > state.now
            };
            let others = state.table.holds.iter().filter(is_anothers);
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
