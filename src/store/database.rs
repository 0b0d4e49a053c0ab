//! What a database has to do to hold the records: transactions, statements of standard SQL, and leases. Which statements
//! are executed, what may be written and who may read it is decided above, once for every database.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde::ser::Error;
use serde_json::Value;

use super::StoreError;

/// What the database answers, once it does. Its errors are those of the database.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A statement in the SQL that SQLite and PostgreSQL share: `$1` stands for the first of its values. They are texts, whole
/// numbers and null.
#[derive(Debug)]
pub struct Statement {
    /// What is executed.
    pub sql: Cow<'static, str>,
    /// Its values, in order.
    pub values: Vec<Value>,
}

/// What a statement is answered with.
#[derive(Debug, Default)]
pub struct Table {
    /// The names of its columns; none where there is no row.
    pub columns: Vec<String>,
    /// The values of each row, in the order of the columns.
    pub rows: Vec<Vec<Value>>,
}

/// The statements that take something out of the audit trail: a database may let nothing else do so.
#[derive(Clone, Copy, Debug)]
pub struct Erasing {
    /// Takes out whom the lines about a person, `$1`, are about.
    pub empty_lines: &'static str,
    /// Removes the lines up to the one with the number `$1`.
    pub remove_lines: &'static str,
}

/// What a commit waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// It is on the disk.
    Synced,
    /// The system has it: it survives the end of the program, and a power cut only after [`Store::sync`] or a synced
    /// commit.
    Unsynced,
}

/// One connection to a mode's records, as one window of the desk works with them.
pub trait Store: fmt::Debug + Send {
    /// Begins to write. There is one writer at a time, so that what is read first is still true when it is written.
    fn begin(&mut self, durability: Durability) -> Answer<'_, ()>;

    /// Begins to write, and asks this first, which takes no values and is answered with one row.
    fn begin_asking(&mut self, durability: Durability, first: &'static str) -> Answer<'_, Table> {
        Box::pin(async move {
            self.begin(durability).await?;
            self.fetch(Statement::new(first, NOTHING)).await
        })
    }

    /// Begins to read: everything as it is at one moment, while others write.
    fn begin_to_read(&mut self) -> Answer<'_, ()>;

    /// All that was written since it began is on record.
    fn commit(&mut self) -> Answer<'_, ()>;

    /// None of it ever was.
    fn roll_back(&mut self) -> Answer<'_, ()>;

    /// Executes a statement within the transaction, if one is begun; says how many rows it has changed.
    fn execute(&mut self, statement: Statement) -> Answer<'_, u64>;

    /// Executes statements that insert, update or delete, none of which needs what another of them does; says how many rows
    /// each has changed.
    fn execute_all(&mut self, statements: Vec<Statement>) -> Answer<'_, Vec<u64>> {
        Box::pin(async move {
            let mut changed = Vec::new();
            for statement in statements {
                changed.push(self.execute(statement).await?);
            }
            Ok(changed)
        })
    }

    /// Executes a statement that is a transaction by itself.
    fn execute_alone(&mut self, statement: Statement, durability: Durability) -> Answer<'_, u64>;

    /// Executes a question, within the transaction if one is begun.
    fn fetch(&mut self, statement: Statement) -> Answer<'_, Table>;

    /// Puts everything that is committed on the disk, without waiting for other windows.
    fn sync(&mut self) -> Answer<'_, ()>;

    /// Moves what is committed to where a copy of the records is taken from, and what was erased is gone from everywhere
    /// else. Where another window reads, a part of it waits for the next time.
    fn write_out(&mut self) -> Answer<'_, ()>;

    /// A number that commits of other connections change, and this one's do not.
    fn version(&mut self) -> Answer<'_, i64>;

    /// Closes the connection.
    fn close(self: Box<Self>) -> Answer<'static, ()>;

    /// The statements by which each version made its tables of those of the one before it. They are only ever added to.
    fn steps(&self) -> &'static [&'static [&'static str]];

    /// The statements by which later versions added to those tables, so that a program which does not know of it works on.
    /// They are only ever added to.
    fn additions(&self) -> &'static [&'static [&'static str]] {
        &[]
    }

    /// How something is taken out of the audit trail.
    fn erasing(&self) -> Erasing;

    /// The lease of this window: the right to look after what it has on record. Each has one for as long as it runs.
    fn lease(&self) -> String;

    /// Remembers that there are records: whoever finds none later knows that they are gone.
    fn mark_lease(&mut self);

    /// Whether no other window of this machine has the same records open.
    fn is_only_window(&self) -> Result<bool, StoreError>;

    /// Takes those of the leases whose window is gone. They stay taken until the answer is dropped, so that no other
    /// window takes over the same at the same time.
    fn take_vacant(&mut self, names: Vec<String>) -> Answer<'_, Vec<Lease>>;
}

/// What a database does for desks that share it, beside holding their records: it knows which of them are at work, and
/// which times they have in hand. Its clock alone counts.
pub trait Desks: fmt::Debug + Send + Sync {
    /// The number of this desk's lease; zero before it has one.
    fn own(&self) -> i64;

    /// Renews this desk's lease for ten seconds, or takes a new one where it has lapsed and another desk has taken it.
    /// Says whether it still was its own.
    fn renew(&self) -> Answer<'_, bool>;

    /// Says, whenever it is asked, whether the lease of this moment certainly holds: by its number, and by how long ago the
    /// last renewal was asked for that was answered, on a clock that goes on while the machine sleeps.
    fn fence(&self) -> Arc<dyn Fn() -> bool + Send + Sync> {
        Arc::new(|| true)
    }

    /// Renews it, and looks around: what a desk does every few seconds though nothing happens.
    fn look_around(&self) -> Answer<'_, Round>;

    /// Renews it; says which version of its row that has made: every renewal, by whichever window, makes another.
    fn renew_as(&self) -> Answer<'_, String>;

    /// What has this desk's lease lapse at once, unless a window has renewed it since that version of its row, or something
    /// is open under it; and tells the desks.
    fn lapse(&self, renewed: String) -> Statement;

    /// The names of the desks whose lease has not lapsed, this one included.
    fn at_work(&self) -> Answer<'_, Vec<Option<String>>>;

    /// The other desks whose lease has not lapsed, by the names of their own records.
    fn others(&self) -> Answer<'_, Vec<DeskAtWork>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// What tells the desks, once it is committed, that a draft was handed over.
    fn tell_drafts(&self) -> Option<Statement> {
        None
    }

    /// What the desk with a lease is called; none where it has no name, or the lease is gone.
    fn desk_of<'a>(&'a self, lease: &'a str) -> Answer<'a, Option<String>>;

    /// Holds a time for a window of this desk, in place of the one before, or gives back what it holds.
    fn hold<'a>(&'a self, window: &'a str, held: Option<HeldTime>) -> Answer<'a, ()>;

    /// The times that are held under other leases which have not lapsed.
    fn held(&self) -> Answer<'_, Vec<HeldTime>>;

    /// Hears of everything that is written from now on.
    fn listen(&self) -> Answer<'_, Box<dyn News>>;

    /// Closes the connections.
    fn close(&self) -> Answer<'_, ()>;

    /// Is gone with the last that works under this desk's lease.
    #[cfg(test)]
    fn marker(&self) -> std::sync::Weak<std::sync::atomic::AtomicI64>;
}

/// What a desk finds that looks around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Whether the lease was its own still.
    pub is_own: bool,
    /// Another number where other desks are at work than before, or are called otherwise.
    pub others: i64,
    /// Whether changes are open under a lease that has lapsed.
    pub is_any_left: bool,
    /// The changes that are open under its own lease, by their ids.
    pub open: Vec<String>,
}

/// A desk at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskAtWork {
    /// The name of its own records among those that are copied.
    pub id: String,
    /// What it is called.
    pub name: Option<String>,
}

/// What others write, as it is committed.
pub trait News: fmt::Debug + Send {
    /// Waits for the next, and takes along what has come by then: many changes at once are read once. Fails when the
    /// connection was lost: then anything may have been written.
    fn next(&mut self) -> Answer<'_, Written>;
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Changes.
    pub records: bool,
    /// Calls or the waiting list.
    pub lists: bool,
    /// Times that are held.
    pub holds: bool,
    /// A draft was handed over.
    pub drafts: bool,
    /// The desks at work are others.
    pub desks: bool,
}

/// A time that is held, as it is stored: moments are UTC texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldTime {
    /// The word of the clinic API.
    pub vendor: String,
    /// The id of whom, or where, it is with.
    pub provider: String,
    /// When it begins.
    pub starts_at: String,
    /// When it ends.
    pub busy_until: String,
    /// What the desk is called.
    pub desk: Option<String>,
}

/// A lease whose window was gone, taken.
pub struct Lease {
    pub(super) name: String,
    /// Gives it back when it is dropped.
    _held: Box<dyn Send>,
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lease").field(&self.name).finish()
    }
}

impl Lease {
    /// A lease of that name, for as long as `held` is there.
    pub fn new(name: String, held: impl Send + 'static) -> Lease {
        Lease { name, _held: Box::new(held) }
    }
}

/// How many rows one statement inserts: each has some twenty values, and a statement takes thousands.
pub(super) const ROWS: usize = 100;

/// For a statement that takes no values.
pub(super) const NOTHING: [Value; 0] = [];

impl Statement {
    pub(super) fn new(
        sql: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Statement {
        Statement { sql: sql.into(), values: values.into_iter().map(Into::into).collect() }
    }

    /// Inserts rows, whose members are the columns of the table.
    pub(super) fn insert(table: &str, rows: &[impl Serialize]) -> Result<Statement, StoreError> {
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
    /// Executes a statement; says how many rows it has changed.
    pub(super) async fn run(
        &mut self,
        sql: &'static str,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<u64, StoreError> {
        self.execute(Statement::new(sql, values)).await
    }

    pub(super) async fn insert(&mut self, table: &str, row: &impl Serialize) -> Result<(), StoreError> {
        self.insert_all(table, std::slice::from_ref(row)).await
    }

    /// Inserts rows of one table, many with one statement.
    pub(super) async fn insert_all(
        &mut self,
        table: &str,
        rows: &[impl Serialize],
    ) -> Result<(), StoreError> {
        for rows in rows.chunks(ROWS) {
            let insert = Statement::insert(table, rows)?;
            self.execute(insert).await?;
        }
        Ok(())
    }

    /// The rows of an answer, each by the names of its columns.
    pub(super) async fn rows<T: DeserializeOwned>(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<Vec<T>, StoreError> {
        let Table { columns, rows } = self.fetch(Statement::new(sql, values)).await?;
        let row = |values: Vec<Value>| {
            T::deserialize(MapDeserializer::new(columns.iter().map(String::as_str).zip(values)))
        };
        Ok(rows.into_iter().map(row).collect::<Result<_, serde_json::Error>>()?)
    }

    /// The rows of an answer, each as a tuple of its columns.
    pub(super) async fn tuples<T: DeserializeOwned>(
        &mut self,
        sql: &'static str,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.fetch(Statement::new(sql, values)).await?.rows.into_iter();
        Ok(rows.map(|row| serde_json::from_value(Value::Array(row))).collect::<Result<_, _>>()?)
    }

    /// The first column of each row of an answer.
    pub(super) async fn column<T: DeserializeOwned>(
        &mut self,
        sql: &'static str,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<Vec<T>, StoreError> {
        Ok(self.tuples(sql, values).await?.into_iter().map(|(value,)| value).collect())
    }

    /// Whether a question for a truth value is answered so: some databases answer with a number.
    pub(super) async fn is_true(
        &mut self,
        sql: &'static str,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Result<bool, StoreError> {
        let answer: Vec<Value> = self.column(sql, values).await?;
        Ok(answer.first().is_some_and(|value| *value == true || *value == 1))
    }
}
