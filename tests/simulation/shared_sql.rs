//! Statements on the SQLite files of the simulation.

use std::path::Path;

use serde_json::Value;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Column, Connection, Row as _, TypeInfo, ValueRef, query};
use store::{QueryRows, Statement, StoreError};

/// Opens a file for as long as the run takes: nothing outlives that.
pub(super) async fn connect(file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true);
    let options = options
        .synchronous(SqliteSynchronous::Off)
        .journal_mode(SqliteJournalMode::Memory);
    SqliteConnection::connect_with(&options)
        .await
        .expect("there is room")
}

/// What a statement reads of a desk's own records.
pub(super) async fn rows_in(folder: &Path, sql: &'static str) -> Vec<Vec<Option<String>>> {
    let path = format!("sqlite:{}", folder.join("sandbox.db").display());
    let mut connection = SqliteConnection::connect(&path).await.expect("it is there");
    rows(&mut connection, sql).await
}

pub(super) async fn rows(
    connection: &mut SqliteConnection,
    sql: &'static str,
) -> Vec<Vec<Option<String>>> {
    let table = fetch(
        connection,
        Statement {
            sql: sql.into(),
            values: Vec::new(),
        },
    )
    .await;
    let text = |value: Value| value.as_str().map(str::to_owned);
    let rows = table.expect("it can be read").rows.into_iter();
    rows.map(|row| row.into_iter().map(text).collect())
        .collect()
}

pub(super) async fn fetch(
    connection: &mut SqliteConnection,
    statement: Statement,
) -> Result<QueryRows, StoreError> {
    let rows = bound(statement).fetch_all(connection).await?;
    let Some(first) = rows.first() else {
        return Ok(QueryRows::default());
    };
    let columns = first
        .columns()
        .iter()
        .map(|column| column.name().to_owned())
        .collect();
    Ok(QueryRows {
        columns,
        rows: rows.iter().map(read).collect(),
    })
}

/// The statement with its values in it.
pub(super) fn bound(
    Statement { sql, values }: Statement,
) -> sqlx::query::Query<'static, sqlx::Sqlite, SqliteArguments> {
    values
        .into_iter()
        .fold(query(AssertSqlSafe(sql)), |query, value| match value {
            Value::String(text) => query.bind(text),
            value => query.bind(value.as_i64()),
        })
}

fn read(row: &SqliteRow) -> Vec<Value> {
    let value = |place: usize| -> Result<Value, sqlx::Error> {
        Ok(match row.try_get_raw(place)?.type_info().name() {
            "TEXT" => row.try_get::<Option<String>, _>(place)?.into(),
            _ => row.try_get_unchecked::<Option<i64>, _>(place)?.into(),
        })
    };
    (0..row.len())
        .map(|place| value(place).expect("a text or a number"))
        .collect()
}
