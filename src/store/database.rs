//! What a database has to do to hold the records: transactions, statements of standard SQL, and leases. Which statements
//! are executed, what may be written and who may read it is decided above, once for every database.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde::ser::Error;
use serde_json::Value;

use super::StoreError;

/// What the database answers, once it does. Its errors are those of the database.
pub(super) type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A statement in the SQL that SQLite and PostgreSQL share: `$1` stands for the first of its values. They are texts, whole
/// numbers and null.
pub(super) struct Statement {
    pub(super) sql: Cow<'static, str>,
    pub(super) values: Vec<Value>,
}

/// What a statement is answered with.
#[derive(Default)]
pub(super) struct Table {
    /// The names of its columns; none where there is no row.
    pub(super) columns: Vec<String>,
    /// The values of each row, in the order of the columns.
    pub(super) rows: Vec<Vec<Value>>,
}

/// The statements that take something out of the audit trail: a database may let nothing else do so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Erasing {
    /// Takes out whom the lines about a person, `$1`, are about.
    pub(super) empty_lines: &'static str,
    /// Removes the lines up to the one with the number `$1`.
    pub(super) remove_lines: &'static str,
}

/// What a commit waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// It is on the disk.
    Synced,
    /// The system has it: it survives the end of the program, and a power cut only after [`Store::sync`] or a synced
    /// commit.
    Unsynced,
}

/// One connection to a mode's records, as one window of the desk works with them.
pub(super) trait Store: fmt::Debug + Send {
    /// Begins to write. There is one writer at a time, so that what is read first is still true when it is written.
    fn begin(&mut self, durability: Durability) -> Answer<'_, ()>;

    /// Begins to read: everything as it is at one moment, while others write.
    fn begin_to_read(&mut self) -> Answer<'_, ()>;

    fn commit(&mut self) -> Answer<'_, ()>;

    fn roll_back(&mut self) -> Answer<'_, ()>;

    /// Executes a statement within the transaction, if one is begun; says how many rows it has changed.
    fn execute(&mut self, statement: Statement) -> Answer<'_, u64>;

    /// Executes a statement that is a transaction by itself.
    fn execute_alone(&mut self, statement: Statement, durability: Durability) -> Answer<'_, u64>;

    fn fetch(&mut self, statement: Statement) -> Answer<'_, Table>;

    /// Puts everything that is committed on the disk, without waiting for other windows.
    fn sync(&mut self) -> Answer<'_, ()>;

    /// Moves what is committed to where a copy of the records is taken from, and what was erased is gone from everywhere
    /// else. Where another window reads, a part of it waits for the next time.
    fn write_out(&mut self) -> Answer<'_, ()>;

    /// A number that commits of other connections change, and this one's do not.
    fn version(&mut self) -> Answer<'_, i64>;

    fn close(self: Box<Self>) -> Answer<'static, ()>;

    /// The statements by which each version made its tables of those of the one before it. They are only ever added to.
    fn steps(&self) -> &'static [&'static [&'static str]];

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

/// A lease whose window was gone, taken.
pub(super) struct Lease {
    pub(super) name: String,
    /// Gives it back when it is dropped.
    pub(super) _held: Box<dyn Send>,
}

/// For a statement that takes no values.
pub(super) const NOTHING: [Value; 0] = [];

impl Statement {
    pub(super) fn new(
        sql: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item: Into<Value>>,
    ) -> Statement {
        Statement { sql: sql.into(), values: values.into_iter().map(Into::into).collect() }
    }

    /// Inserts a row, whose members are the columns of the table.
    fn insert(table: &str, row: &impl Serialize) -> Result<Statement, StoreError> {
        let row = match serde_json::to_value(row)? {
            Value::Object(members) => members,
            other => return Err(serde_json::Error::custom(format!("{other} is no row")).into()),
        };
        let columns = row.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let places = (1..=row.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let sql = format!("INSERT INTO {table} ({columns}) VALUES ({places})");
        Ok(Statement::new(sql, row.into_values()))
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
        let insert = Statement::insert(table, row)?;
        self.execute(insert).await.map(drop)
    }

    /// The rows of an answer, each by the names of its columns.
    pub(super) async fn rows<T: DeserializeOwned>(
        &mut self,
        sql: &'static str,
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
