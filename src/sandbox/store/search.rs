//! Asking the records: as they are, or as a search that lags behind knows them.

use serde_json::Value;
use sqlx::{QueryBuilder, Sqlite};

use super::{Kind, Store, StoreError};

/// The moment a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sandbox) enum AsOf {
    /// Everything written by now.
    Now,
    /// Everything written up to this moment, in milliseconds since 1970.
    Written(i64),
}

/// One condition; column names come from the code, values from outside.
#[derive(Debug, Clone)]
pub(in crate::sandbox) enum Filter {
    Equals(&'static str, String),
    /// The text occurs in the column.
    Contains(&'static str, String),
    Active(bool),
    AtLeast(&'static str, i64),
    Below(&'static str, i64),
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sandbox) struct Order {
    pub(in crate::sandbox) column: &'static str,
    pub(in crate::sandbox) descending: bool,
}

impl Order {
    /// As they were first written.
    pub(in crate::sandbox) const CREATION: Self = Self { column: "born", descending: false };
}

/// A question to the records.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Search {
    pub(in crate::sandbox) kind: Kind,
    pub(in crate::sandbox) as_of: AsOf,
    pub(in crate::sandbox) filters: Vec<Filter>,
    pub(in crate::sandbox) order: Order,
    /// How many to give; `None` for all.
    pub(in crate::sandbox) count: Option<u32>,
    pub(in crate::sandbox) offset: u32,
}

impl Search {
    /// All records of a kind as they are now, in the order they were made.
    pub(in crate::sandbox) fn all(kind: Kind) -> Self {
        Self { kind, as_of: AsOf::Now, filters: Vec::new(), order: Order::CREATION, count: None, offset: 0 }
    }

    pub(in crate::sandbox) fn with(mut self, filter: Filter) -> Self {
        self.filters.push(filter);
        self
    }

    fn push_conditions(&self, query: &mut QueryBuilder<Sqlite>) {
        query.push(" FROM records WHERE kind = ").push_bind(self.kind.name());
        match self.as_of {
            AsOf::Now => query.push(" AND ended_seq IS NULL"),
            AsOf::Written(moment) => {
                query.push(" AND written_ms <= ").push_bind(moment);
                query.push(" AND ended_ms > ").push_bind(moment)
            }
        };
        for filter in &self.filters {
            match filter.clone() {
                Filter::Equals(column, value) => {
                    query.push(format_args!(" AND {column} = ")).push_bind(value)
                }
                Filter::Contains(column, text) => {
                    query.push(format_args!(" AND INSTR({column}, ")).push_bind(text).push(") > 0")
                }
                Filter::Active(active) => query.push(" AND active = ").push_bind(active),
                Filter::AtLeast(column, least) => {
                    query.push(format_args!(" AND {column} >= ")).push_bind(least)
                }
                Filter::Below(column, bound) => query.push(format_args!(" AND {column} < ")).push_bind(bound),
            };
        }
    }
}

/// A part of what was found, and how much there is in all.
#[derive(Debug)]
pub(in crate::sandbox) struct Page {
    pub(in crate::sandbox) rows: Vec<Value>,
    pub(in crate::sandbox) total: u64,
}

impl Store {
    /// The records a question finds, from its offset on.
    pub(in crate::sandbox) async fn find(&self, search: &Search) -> Result<Vec<Value>, StoreError> {
        let mut query = QueryBuilder::<Sqlite>::new("SELECT body");
        search.push_conditions(&mut query);
        let direction = if search.order.descending { "DESC" } else { "ASC" };
        query.push(format_args!(" ORDER BY {} {direction}, born", search.order.column));
        query.push(" LIMIT ").push_bind(search.count.map_or(-1, i64::from));
        query.push(" OFFSET ").push_bind(i64::from(search.offset));
        let mut ledger = self.0.lock().await;
        let bodies: Vec<String> = query.build_query_scalar().fetch_all(&mut ledger.connection).await?;
        bodies.iter().map(|body| parsed(body)).collect()
    }

    /// One page of what a question finds, with the total.
    pub(in crate::sandbox) async fn page(&self, search: &Search) -> Result<Page, StoreError> {
        let rows = self.find(search).await?;
        let mut query = QueryBuilder::<Sqlite>::new("SELECT COUNT(*)");
        search.push_conditions(&mut query);
        let mut ledger = self.0.lock().await;
        let total: i64 = query.build_query_scalar().fetch_one(&mut ledger.connection).await?;
        Ok(Page { rows, total: total.unsigned_abs() })
    }
}

/// A body as it was written; anything else means the file isn't ours.
pub(super) fn parsed(body: &str) -> Result<Value, StoreError> {
    serde_json::from_str(body).map_err(|error| StoreError::Decode(Box::new(error)))
}
