//! The interface of a database for the records: transactions, and statements in standard SQL. The statements, the write
//! rules and the access checks are decided above it, once for every database.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde::ser::Error;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Result, StoreError};

/// The database's answer or error.
pub type DbFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// A statement in the SQL that SQLite and PostgreSQL share. `$1` is the placeholder for the first value. Values are
/// texts, integers and null.
#[derive(Debug, Default, PartialEq)]
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
    /// Returns the rows, deserialized by column name.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<Vec<T>> {
        let QueryRows { columns, rows } = self;
        let row = |values: Vec<Value>| {
            T::deserialize(MapDeserializer::new(
                columns.iter().map(String::as_str).zip(values),
            ))
        };
        Ok(rows
            .into_iter()
            .map(row)
            .collect::<Result<_, serde_json::Error>>()?)
    }
}

impl QueryRows {
    /// Returns the rows that can be deserialized, and the values of the others by column name.
    pub(super) fn read_each<T: DeserializeOwned>(self) -> (Vec<T>, Vec<HashMap<String, Value>>) {
        let QueryRows { columns, rows } = self;
        let mut read = Vec::new();
        let mut unread = Vec::new();
        for values in rows {
            let named = columns
                .iter()
                .map(String::as_str)
                .zip(values.iter().cloned());
            match T::deserialize(MapDeserializer::new(named)) {
                Ok(row) => read.push(row),
                Err::<_, serde_json::Error>(_) => {
                    unread.push(columns.iter().cloned().zip(values).collect());
                }
            }
        }
        (read, unread)
    }
}

/// The answer of a database to a call.
#[derive(Debug, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum CallReply {
    /// Everything is written.
    Written {
        /// The list entries as they are now.
        entries: Vec<Value>,
    },
    /// The journal, its chain or something to be replaced is not as the desk had seen it: nothing is written.
    Overtaken,
    /// There is a related change that the desk has not seen: nothing is written.
    Unseen,
    /// Another desk has taken the lease under which changes were to be written: nothing is written.
    NoLease,
    /// There are list entries that the desk has not seen: nothing is written.
    Stale {
        /// The places in the call of the writes that would replace them.
        writes: Vec<usize>,
    },
    /// One of the writes breaks a rule: nothing is written.
    Rejected {
        /// The place of that write in the call.
        write: usize,
        /// The message of the database.
        why: String,
    },
    /// The tables are of another version: nothing is written.
    OtherVersion {
        /// The number of steps applied to them.
        version: usize,
    },
}

/// The statements that remove content from the audit trail. A database may allow no others.
#[derive(Clone, Copy, Debug)]
pub struct Erasing {
    /// Erases the person from the lines about them, `$1`.
    pub empty_lines: &'static str,
    /// Removes the lines up to the one with the number `$1`.
    pub remove_lines: &'static str,
}

/// What a commit waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The commit is on the disk.
    Synced,
    /// The commit is with the operating system: it survives the end of the program, but survives a power cut only after
    /// [`Store::sync`] or a synced commit.
    Unsynced,
}

/// One connection to a mode's records, for one window of the desk.
pub trait Store: fmt::Debug + Send {
    /// Begins a write transaction. There is one writer at a time, so that what is read first is still true when it is
    /// written.
    fn begin(&mut self, durability: Durability) -> DbFuture<'_, ()>;

    /// Begins a write transaction together with this query, which takes no values and returns one row.
    fn begin_asking(
        &mut self,
        durability: Durability,
        first: &'static str,
    ) -> DbFuture<'_, QueryRows> {
        Box::pin(async move {
            self.begin(durability).await?;
            self.fetch(Statement::new(first, NOTHING)).await
        })
    }

    /// Begins a read transaction: a snapshot of one moment, while others write.
    fn begin_to_read(&mut self) -> DbFuture<'_, ()>;

    /// Commits the transaction.
    fn commit(&mut self) -> DbFuture<'_, ()>;

    /// Rolls the transaction back.
    fn roll_back(&mut self) -> DbFuture<'_, ()>;

    /// Executes a statement within the transaction, if there is one. Returns the number of changed rows.
    fn execute(&mut self, statement: Statement) -> DbFuture<'_, u64>;

    /// Executes a statement as a transaction of its own.
    fn execute_alone(&mut self, statement: Statement, durability: Durability) -> DbFuture<'_, u64>;

    /// Executes a query, within the transaction if there is one.
    fn fetch(&mut self, statement: Statement) -> DbFuture<'_, QueryRows>;

    /// Executes a query like [`fetch`](Store::fetch) for thousands of rows, reading only these columns, separated by `,
    /// `.
    fn fetch_many(
        &mut self,
        statement: Statement,
        _columns: &'static str,
    ) -> DbFuture<'_, QueryRows> {
        self.fetch(statement)
    }

    /// Syncs everything that is committed to the disk, without waiting for other windows.
    fn sync(&mut self) -> DbFuture<'_, ()>;

    /// Moves everything committed to the file from which the records are copied, and removes erased content elsewhere.
    /// While another window reads, part of it is postponed to the next call.
    fn write_out(&mut self) -> DbFuture<'_, ()>;

    /// Returns a number that changes with commits of other connections, but not of this one.
    fn version(&mut self) -> DbFuture<'_, i64>;

    /// Closes the connection.
    fn close(self: Box<Self>) -> DbFuture<'static, ()>;

    /// Carries out a desk's call on shared records as one transaction, with one message if the database can. Never
    /// called for the records of a single desk.
    fn call(&mut self, _call: Value) -> DbFuture<'_, CallReply> {
        Box::pin(async { Err(StoreError::NotSetUp) })
    }

    /// Returns the journal to whose chain this connection appends lines; `None` if the trail has one chain.
    fn chain(&self) -> Option<String> {
        None
    }

    /// Checks that changes can be written, without writing any.
    fn check_writable(&mut self) -> DbFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    /// Closes the connection if it has been idle for this long; the next request connects again.
    fn rest(&mut self, _after: Duration) -> DbFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    /// Returns the statements with which each version migrated the tables of the one before. Steps are only ever added.
    fn steps(&self) -> &'static [&'static str];

    /// Returns the statements with which later versions extended the tables in ways that programs without that
    /// knowledge can ignore. Additions are only ever added.
    fn additions(&self) -> &'static [&'static str] {
        &[]
    }

    /// Returns the statements that remove content from the audit trail.
    fn erasing(&self) -> Erasing;

    /// Returns the lease of this window: the right to look after its records. A window has one as long as it runs.
    fn lease(&self) -> String;

    /// Marks that records exist, so that a window that later finds none knows that they are gone.
    fn mark_lease(&mut self);

    /// Takes the leases whose window has ended. They stay taken until the result is dropped, so that no other window
    /// takes over the same ones.
    fn take_vacant(&mut self, names: Vec<String>) -> DbFuture<'_, Vec<Lease>>;
}

/// A lease taken from a window that has ended.
pub struct Lease {
    pub(super) name: String,
    /// Releases the lease when dropped.
    _guard: Box<dyn Send>,
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lease").field(&self.name).finish()
    }
}

impl Lease {
    /// Creates a lease with this name, held as long as `guard` exists.
    pub fn new(name: String, guard: impl Send + 'static) -> Lease {
        Lease {
            name,
            _guard: Box::new(guard),
        }
    }
}

/// The number of rows inserted with one statement. Each has some twenty values, and a statement takes thousands.
pub(super) const ROWS: usize = 100;

/// The values of a statement without values.
pub(super) const NOTHING: [Value; 0] = [];

/// Returns placeholders for rows of values, each of this width: `($1, $2), ($3, $4)`.
pub(super) fn placeholders(rows: usize, width: usize) -> String {
    let row = |row: usize| {
        let places = (1..=width).map(|place| format!("${}", row * width + place));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

impl Statement {
    pub(super) fn new(
        sql: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Statement {
        Statement {
            sql: sql.into(),
            values: values.into_iter().map(Into::into).collect(),
        }
    }

    /// Creates a statement that inserts rows, whose members name the columns of the table.
    pub(super) fn insert(table: &str, rows: &[impl Serialize]) -> Result<Statement> {
        let mut columns = String::new();
        let mut width = 0;
        let mut values = Vec::new();
        for row in rows {
            let row = match serde_json::to_value(row)? {
                Value::Object(members) => members,
                other => return Err(serde_json::Error::custom(format!("{other} is no row")).into()),
            };
            columns = row
                .keys()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", ");
            width = row.len();
            values.extend(row.into_values());
        }
        let places = placeholders(rows.len(), width);
        let sql = format!("INSERT INTO {table} ({columns}) VALUES {places}");
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

    /// Inserts rows into one table, several with each statement.
    pub(super) async fn insert_all(&mut self, table: &str, rows: &[impl Serialize]) -> Result<()> {
        for rows in rows.chunks(ROWS) {
            let insert = Statement::insert(table, rows)?;
            self.execute(insert).await?;
        }
        Ok(())
    }

    /// Returns the rows of an answer, deserialized by column name.
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
        sql: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<Vec<T>> {
        let rows = self
            .fetch(Statement::new(sql, values))
            .await?
            .rows
            .into_iter();
        Ok(rows
            .map(|row| serde_json::from_value(Value::Array(row)))
            .collect::<Result<_, _>>()?)
    }

    /// Returns the first column of each row of an answer.
    pub(super) async fn column<T: DeserializeOwned>(
        &mut self,
        sql: &'static str,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<Vec<T>> {
        Ok(self
            .tuples(sql, values)
            .await?
            .into_iter()
            .map(|(value,)| value)
            .collect())
    }

    /// Returns the answer to a boolean query. Some databases answer with a number.
    pub(super) async fn is_true(
        &mut self,
        sql: &'static str,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<bool> {
        let answer: Vec<Value> = self.column(sql, values).await?;
        Ok(answer
            .first()
            .is_some_and(|value| *value == true || *value == 1))
    }
}
