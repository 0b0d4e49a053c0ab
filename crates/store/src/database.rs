//! The interface of a database that holds the records: transactions, statements of standard SQL, and leases.
//! The statements, the rules for writing and the checks of access are decided above, once for every database.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde::ser::Error;
use serde_json::Value;

use super::Result;

/// The answer of the database. Its errors are those of the database.
pub type DbFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// A statement in the SQL that SQLite and PostgreSQL share: `$1` stands for the first value. Values are
/// texts, integers and null.
#[derive(Debug, Default)]
pub struct Statement {
    /// The SQL text.
    pub sql: Cow<'static, str>,
    /// The values, in order.
    pub values: Vec<Value>,
}

/// The answer to a query.
#[derive(Debug, Default)]
pub struct QueryRows {
    /// The names of the columns; empty if there is no row.
    pub columns: Vec<String>,
    /// The values of each row, in the order of the columns.
    pub rows: Vec<Vec<Value>>,
}

impl QueryRows {
    /// Returns the rows, each read by the names of its columns.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<Vec<T>> {
        let QueryRows { columns, rows } = self;
        let row = |values: Vec<Value>| {
            T::deserialize(MapDeserializer::new(columns.iter().map(String::as_str).zip(values)))
        };
        Ok(rows.into_iter().map(row).collect::<Result<_, serde_json::Error>>()?)
    }
}

/// The statements that remove content from the audit trail: a database may allow no others.
#[derive(Clone, Copy, Debug)]
pub struct Erasing {
    /// Erases the person from the lines about them, `$1`.
    pub empty_lines: &'static str,
    /// Removes the lines up to the one with the number `$1`.
    pub remove_lines: &'static str,
}

/// The fact that holds the number of steps that the tables have been through.
pub(super) const SCHEMA: &str = "schema";

/// The guarantee for which a commit waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The commit is on the disk.
    Synced,
    /// The commit is with the operating system: it survives the end of the program, but a power cut only
    /// after [`Store::sync`] or a synced commit.
    Unsynced,
}

/// One connection to a mode's records, as one window of the desk uses it.
pub trait Store: fmt::Debug + Send {
    /// Begins a write transaction. There is one writer at a time, so that what is read first is still true
    /// when it is written.
    fn begin(&mut self, durability: Durability) -> DbFuture<'_, ()>;

    /// Begins a write transaction with this query, which takes no values and returns one row.
    fn begin_asking(&mut self, durability: Durability, first: &'static str) -> DbFuture<'_, QueryRows> {
        Box::pin(async move {
            self.begin(durability).await?;
            self.fetch(Statement::new(first, NOTHING)).await
        })
    }

    /// Begins a read transaction: everything as of one moment, while others write.
    fn begin_to_read(&mut self) -> DbFuture<'_, ()>;

    /// Commits the transaction.
    fn commit(&mut self) -> DbFuture<'_, ()>;

    /// Rolls the transaction back.
    fn roll_back(&mut self) -> DbFuture<'_, ()>;

    /// Executes a statement within the transaction, if there is one. Returns the number of changed rows.
    fn execute(&mut self, statement: Statement) -> DbFuture<'_, u64>;

    /// Executes statements that insert, update or delete, and do not depend on each other. Returns the number
    /// of rows that each has changed.
    fn execute_all(&mut self, statements: Vec<Statement>) -> DbFuture<'_, Vec<u64>> {
        Box::pin(async move {
            let mut changed = Vec::new();
            for statement in statements {
                changed.push(self.execute(statement).await?);
            }
            Ok(changed)
        })
    }

    /// Executes a statement as a transaction of its own.
    fn execute_alone(&mut self, statement: Statement, durability: Durability) -> DbFuture<'_, u64>;

    /// Executes a query, within the transaction if there is one.
    fn fetch(&mut self, statement: Statement) -> DbFuture<'_, QueryRows>;

    /// Executes a query as [`fetch`](Store::fetch), for thousands of rows: of each only these columns,
    /// separated by `, `.
    fn fetch_many(&mut self, statement: Statement, _columns: &'static str) -> DbFuture<'_, QueryRows> {
        self.fetch(statement)
    }

    /// Syncs everything that is committed to the disk, without waiting for other windows.
    fn sync(&mut self) -> DbFuture<'_, ()>;

    /// Moves everything that is committed to the file from which a copy of the records is taken, and removes
    /// erased content from everywhere else. While another window reads, a part of it waits for the next time.
    fn write_out(&mut self) -> DbFuture<'_, ()>;

    /// Returns a number that changes with commits of other connections, but not with this one's.
    fn version(&mut self) -> DbFuture<'_, i64>;

    /// Closes the connection.
    fn close(self: Box<Self>) -> DbFuture<'static, ()>;

    /// Checks that changes can be written, without writing any.
    fn check_writable(&mut self) -> DbFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    /// Closes the connection if it has not been used for so long; the next request connects again.
    fn rest(&mut self, _after: Duration) -> DbFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    /// Returns the statements by which each version made its tables from those of the one before it. Steps
    /// are only ever added.
    fn steps(&self) -> &'static [&'static str];

    /// Returns the statements by which later versions extended those tables, so that a program which does not
    /// know them still works. Additions are only ever added.
    fn additions(&self) -> &'static [&'static str] {
        &[]
    }

    /// Returns the statements that remove content from the audit trail.
    fn erasing(&self) -> Erasing;

    /// Returns the lease of this window: the right to look after its records. Each window has one for as long
    /// as it runs.
    fn lease(&self) -> String;

    /// Marks that records exist: a window that finds none later knows that they are gone.
    fn mark_lease(&mut self);

    /// Whether no other window of this machine has the same records open.
    fn is_only_window(&self) -> Result<bool>;

    /// Takes those of the leases whose window is gone. They stay taken until the result is dropped, so that
    /// no other window takes over the same ones at the same time.
    fn take_vacant(&mut self, names: Vec<String>) -> DbFuture<'_, Vec<Lease>>;
}

/// Returns whether the lease under which a change was claimed certainly still holds.
pub type LeaseCheck = Arc<dyn Fn() -> bool + Send + Sync>;

/// The services of a database that desks share, beside holding their records: which desks are at work, and
/// which times they hold. Only the database's clock counts.
pub trait Desks: fmt::Debug + Send + Sync {
    /// Returns the number of this desk's lease; zero before it has one.
    fn own(&self) -> i64;

    /// Renews this desk's lease for ten seconds, or takes a new one if it has lapsed and another desk has
    /// taken it. Returns whether it was still this desk's own.
    fn renew(&self) -> DbFuture<'_, bool>;

    /// Returns a function that tells whether the present lease certainly still holds: it compares the lease's
    /// number, and the time since the last answered renewal was sent, on a clock that continues while the
    /// machine sleeps.
    fn fence(&self) -> LeaseCheck {
        Arc::new(|| true)
    }

    /// Renews the lease and checks for news: the periodic work of an idle desk.
    fn look_around(&self) -> DbFuture<'_, Round>;

    /// Returns how long the last periodic check took: a round trip to the database.
    fn round_trip(&self) -> Duration {
        Duration::ZERO
    }

    /// Renews the lease. Returns the resulting version of its row: every renewal, by any window, makes
    /// another.
    fn renew_as(&self) -> DbFuture<'_, String>;

    /// Returns the statement that lets this desk's lease lapse at once, unless a window has renewed it since
    /// that version of its row, or a change is open under it; and notifies the desks.
    fn lapse(&self, renewed: String) -> Statement;

    /// Returns the names of the desks whose lease has not lapsed, including this one.
    fn at_work(&self) -> DbFuture<'_, Vec<Option<String>>>;

    /// Returns the other desks whose lease has not lapsed, by the names of their own records.
    fn others(&self) -> DbFuture<'_, Vec<DeskAtWork>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// Returns the statement that notifies the desks, once it is committed, of a draft that was handed over.
    fn notify_drafts(&self) -> Option<Statement> {
        None
    }

    /// Returns the name of the desk with a lease; `None` if it has no name, or if the lease is gone.
    fn desk_of<'a>(&'a self, lease: &'a str) -> DbFuture<'a, Option<String>>;

    /// Holds a time for a window of this desk, in place of the one before; `None` releases it.
    fn hold<'a>(&'a self, window: &'a str, held: Option<HeldTime>) -> DbFuture<'a, ()>;

    /// Returns the times held under other leases that have not lapsed.
    fn held(&self) -> DbFuture<'_, Vec<HeldTime>>;

    /// Subscribes to everything that is written from now on.
    fn listen(&self) -> DbFuture<'_, Box<dyn StoreNews>>;

    /// Closes the connections.
    fn close(&self) -> DbFuture<'_, ()>;

    /// Returns a marker that is dropped with the last user of this desk's lease.
    #[cfg(test)]
    fn marker(&self) -> std::sync::Weak<std::sync::atomic::AtomicI64>;
}

/// The result of a periodic check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Whether the lease was still this desk's own.
    pub is_own: bool,
    /// A number that changes if the desks at work, or their names, change.
    pub others: i64,
    /// Whether changes are open under a lapsed lease.
    pub is_any_left: bool,
    /// The ids of the changes that are open under this desk's lease.
    pub open: Vec<String>,
}

/// A desk at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskAtWork {
    /// The name of its own records among those that are copied.
    pub id: String,
    /// The display name.
    pub name: Option<String>,
}

/// Notifications of others' writes, as they are committed.
pub trait StoreNews: fmt::Debug + Send {
    /// Waits for the next notification, and includes those received by then: many writes at once are read
    /// once. Fails if the connection was lost: then anything may have been written.
    fn next(&mut self) -> DbFuture<'_, WrittenKinds>;
}

/// The kinds of records written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WrittenKinds {
    /// Changes.
    pub records: bool,
    /// Calls or the waiting list.
    pub lists: bool,
    /// Held times.
    pub holds: bool,
    /// A draft was handed over.
    pub drafts: bool,
    /// The desks at work have changed.
    pub desks: bool,
}

/// A held time, as it is stored: moments are UTC texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldTime {
    /// The word of the clinic API.
    pub clinic: String,
    /// The id of the practitioner or location.
    pub provider: String,
    /// The start.
    pub starts_at: String,
    /// The end.
    pub busy_until: String,
    /// The name of the desk.
    pub desk: Option<String>,
}

/// A lease taken from a window that is gone.
pub struct Lease {
    pub(super) name: String,
    /// Releases the lease when dropped.
    _held: Box<dyn Send>,
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lease").field(&self.name).finish()
    }
}

impl Lease {
    /// Creates a lease with that name, for as long as `held` exists.
    pub fn new(name: String, held: impl Send + 'static) -> Lease {
        Lease { name, _held: Box::new(held) }
    }
}

/// The number of rows that one statement inserts: each has some twenty values, and a statement takes
/// thousands.
pub(super) const ROWS: usize = 100;

/// The values of a statement without values.
pub(super) const NOTHING: [Value; 0] = [];

impl Statement {
    pub(super) fn new(
        sql: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Statement {
        Statement { sql: sql.into(), values: values.into_iter().map(Into::into).collect() }
    }

    /// Creates a statement that inserts rows, whose members are the columns of the table.
    pub(super) fn insert(table: &str, rows: &[impl Serialize]) -> Result<Statement> {
        let (mut columns, mut places, mut values) = (String::new(), Vec::new(), Vec::new());
        for row in rows {
            let row = match serde_json::to_value(row)? {
                Value::Object(members) => members,
                other => return Err(serde_json::Error::custom(format!("{other} is no row")).into()),
            };
            columns = row.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            let own = (values.len() + 1..).take(row.len()).map(|place| format!("${place}"));
            places.push(format!("({})", own.collect::<Vec<_>>().join(", ")));
            values.extend(row.into_values());
        }
        let sql = format!("INSERT INTO {table} ({columns}) VALUES {}", places.join(", "));
        Ok(Statement::new(sql, values))
    }
}

impl dyn Store + '_ {
    /// Executes a statement. Returns the number of changed rows.
    pub(super) async fn run(
        &mut self,
        sql: &'static str,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<u64> {
        self.execute(Statement::new(sql, values)).await
    }

    pub(super) async fn insert(&mut self, table: &str, row: &impl Serialize) -> Result<()> {
        self.insert_all(table, std::slice::from_ref(row)).await
    }

    /// Inserts rows into one table, many with each statement.
    pub(super) async fn insert_all(&mut self, table: &str, rows: &[impl Serialize]) -> Result<()> {
        for rows in rows.chunks(ROWS) {
            let insert = Statement::insert(table, rows)?;
            self.execute(insert).await?;
        }
        Ok(())
    }

    /// Returns the rows of an answer, each read by the names of its columns.
    pub(super) async fn rows<T: DeserializeOwned>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<Vec<T>> {
        self.fetch(Statement::new(sql, values)).await?.read()
    }

    /// Returns the rows of an answer, each as a tuple of its columns.
    pub(super) async fn tuples<T: DeserializeOwned>(
        &mut self,
        sql: &'static str,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<Vec<T>> {
        let rows = self.fetch(Statement::new(sql, values)).await?.rows.into_iter();
        Ok(rows.map(|row| serde_json::from_value(Value::Array(row))).collect::<Result<_, _>>()?)
    }

    /// Returns the first column of each row of an answer.
    pub(super) async fn column<T: DeserializeOwned>(
        &mut self,
        sql: &'static str,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<Vec<T>> {
        Ok(self.tuples(sql, values).await?.into_iter().map(|(value,)| value).collect())
    }

    /// Returns the answer to a yes-or-no query: some databases answer with a number.
    pub(super) async fn is_true(
        &mut self,
        sql: &'static str,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<bool> {
        let answer: Vec<Value> = self.column(sql, values).await?;
        Ok(answer.first().is_some_and(|value| *value == true || *value == 1))
    }
}
