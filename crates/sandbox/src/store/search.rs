//! Queries of the records: current, or as a lagging search finds them.

use serde_json::Value;
use sqlx::{QueryBuilder, Sqlite};

use super::{Database, RecordKind, SandboxStore};

/// The moment of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AsOf {
    /// Everything written by now.
    Now,
    /// Everything written up to this moment, in milliseconds since 1970.
    Written(i64),
}

/// One condition; column names come from the code, values from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Filter {
    Equals(&'static str, String),
    /// The text occurs in the column.
    Contains(&'static str, String),
    Active(bool),
    AtLeast(&'static str, i64),
    Below(&'static str, i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SortOrder {
    pub(crate) column: &'static str,
    pub(crate) descending: bool,
}

impl SortOrder {
    /// The order of creation.
    pub(crate) const CREATION: Self = Self {
        column: "born",
        descending: false,
    };
}

/// The position in a list from which to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// After this many rows.
    Offset(i64),
    /// After the row born with that write; only in the order of creation, and as quick at a million rows as
    /// at one.
    After(i64),
}

#[derive(Debug, Clone)]
pub(crate) struct RecordSearch {
    pub(crate) kind: RecordKind,
    pub(crate) as_of: AsOf,
    pub(crate) filters: Vec<Filter>,
    pub(crate) order: SortOrder,
    pub(crate) start: Start,
    /// The number of rows to return; `None` for all.
    pub(crate) count: Option<u32>,
}

impl RecordSearch {
    /// Queries all current records of a kind, in the order of creation.
    pub(crate) fn all(kind: RecordKind) -> Self {
        Self {
            kind,
            as_of: AsOf::Now,
            filters: Vec::new(),
            order: SortOrder::CREATION,
            start: Start::Offset(0),
            count: None,
        }
    }

    pub(crate) fn with(mut self, filter: Filter) -> Self {
        self.filters.push(filter);
        self
    }

    fn push_conditions(&self, as_of: AsOf, query: &mut QueryBuilder<Sqlite>) {
        query
            .push(" FROM records WHERE kind = ")
            .push_bind(self.kind.name());
        match as_of {
            AsOf::Now => query.push(" AND ended_seq IS NULL"),
            AsOf::Written(moment) => {
                query.push(" AND written_ms <= ").push_bind(moment);
                query.push(" AND ended_ms > ").push_bind(moment)
            }
        };
        for filter in &self.filters {
            match filter.clone() {
                Filter::Equals(column, value) => query
                    .push(format_args!(" AND {column} = "))
                    .push_bind(value),
                Filter::Contains(column, text) => query
                    .push(format_args!(" AND INSTR({column}, "))
                    .push_bind(text)
                    .push(") > 0"),
                Filter::Active(active) => query.push(" AND active = ").push_bind(active),
                Filter::AtLeast(column, least) => query
                    .push(format_args!(" AND {column} >= "))
                    .push_bind(least),
                Filter::Below(column, bound) => query
                    .push(format_args!(" AND {column} < "))
                    .push_bind(bound),
            };
        }
    }

    fn push_window(&self, limit: i64, query: &mut QueryBuilder<Sqlite>) {
        // If one condition finds few rows, sorting them is quicker than walking all in order. SQLite can't know
        // which conditions those are, but ignores an index whose column is written with a plus.
        let few = self
            .filters
            .iter()
            .any(|filter| matches!(filter, Filter::Equals(..)));
        let plus = if few { "+" } else { "" };
        if let Start::After(born) = self.start {
            query
                .push(format_args!(" AND {plus}born > "))
                .push_bind(born);
        }
        let column = self.order.column;
        let direction = if self.order.descending { "DESC" } else { "ASC" };
        query
            .push(format_args!(
                " ORDER BY {plus}{column} {direction}, {plus}born LIMIT "
            ))
            .push_bind(limit);
        if let Start::Offset(offset) = self.start {
            query.push(" OFFSET ").push_bind(offset);
        }
    }
}

#[derive(Debug)]
pub(crate) struct ResultPage {
    pub(crate) rows: Vec<Value>,
    pub(crate) total: u64,
    /// The start of the next page, if there is more.
    pub(crate) next: Option<i64>,
}

/// The last query, and when it was made: until the next write it has the same result.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LastQuery {
    kind: RecordKind,
    filters: Vec<Filter>,
    next_write: i64,
}

/// The end of a page requested by offset. Until the next write, the next page begins after its last row, which
/// is found without a walk over all rows before.
#[derive(Debug)]
pub(super) struct PageEnd {
    query: LastQuery,
    /// The number of rows before the next page.
    offset: i64,
    /// The last row of this one.
    born: i64,
}

impl SandboxStore {
    /// Returns all rows of a query.
    pub(crate) async fn find(&self, search: &RecordSearch) -> sqlx::Result<Vec<Value>> {
        let mut records = self.records.lock().await;
        records.check_for_others().await?;
        let rows = records
            .rows(search, search.count.map_or(-1, i64::from))
            .await?;
        rows.iter().map(|(_, body)| parsed(body)).collect()
    }

    /// Returns one page of a query.
    pub(crate) async fn page(&self, search: &RecordSearch) -> sqlx::Result<ResultPage> {
        let mut records = self.records.lock().await;
        records.check_for_others().await?;
        let count = search.count.map_or(i64::MAX - 1, i64::from);
        // One row too many shows that there is more.
        let mut rows = records.rows(search, count + 1).await?;
        let total = records.total(search).await?;
        let more = rows.len() as i64 > count;
        rows.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        let next = match search.start {
            Start::Offset(offset) => Some(offset + rows.len() as i64),
            Start::After(_) => rows.last().map(|(born, _)| *born),
        };
        let rows = rows
            .iter()
            .map(|(_, body)| parsed(body))
            .collect::<Result<_, _>>()?;
        Ok(ResultPage {
            rows,
            total,
            next: next.filter(|_| more),
        })
    }
}

impl Database {
    /// Returns the moment to query: after the last write it is now, which is quicker.
    fn settled(&self, search: &RecordSearch) -> AsOf {
        let last_write = self
            .last_write_ms
            .get(&search.kind)
            .copied()
            .unwrap_or(super::EVER);
        match search.as_of {
            AsOf::Written(moment) if moment < last_write || self.has_company => {
                AsOf::Written(moment)
            }
            _ => AsOf::Now,
        }
    }

    async fn rows(
        &mut self,
        search: &RecordSearch,
        limit: i64,
    ) -> sqlx::Result<Vec<(i64, String)>> {
        let as_of = self.settled(search);
        let start = self.quicker_start(search, as_of);
        let mut query = QueryBuilder::<Sqlite>::new("SELECT born, body");
        search.push_conditions(as_of, &mut query);
        RecordSearch {
            start,
            ..search.clone()
        }
        .push_window(limit, &mut query);
        let rows: Vec<(i64, String)> = query
            .build_query_as()
            .fetch_all(&mut self.connection)
            .await?;
        if let (Start::Offset(offset), Some((born, _))) = (search.start, rows.last())
            && (as_of, search.order) == (AsOf::Now, SortOrder::CREATION)
        {
            let offset = offset + rows.len() as i64;
            self.last_page = Some(PageEnd {
                query: self.last_query(search),
                offset,
                born: *born,
            });
        }
        Ok(rows)
    }

    /// Returns the start by number of birth, if it is where the last page ended.
    fn quicker_start(&self, search: &RecordSearch, as_of: AsOf) -> Start {
        let goes_on = |end: &&PageEnd| {
            (as_of, search.order) == (AsOf::Now, SortOrder::CREATION)
                && search.start == Start::Offset(end.offset)
                && end.query == self.last_query(search)
        };
        self.last_page
            .as_ref()
            .filter(goes_on)
            .map_or(search.start, |end| Start::After(end.born))
    }

    fn last_query(&self, search: &RecordSearch) -> LastQuery {
        LastQuery {
            kind: search.kind,
            filters: search.filters.clone(),
            next_write: self.next,
        }
    }

    async fn total(&mut self, search: &RecordSearch) -> sqlx::Result<u64> {
        let as_of = self.settled(search);
        let query = self.last_query(search);
        if as_of == AsOf::Now
            && let Some((_, total)) = self
                .last_total
                .as_ref()
                .filter(|(known, _)| *known == query)
        {
            return Ok(*total);
        }
        let mut count = QueryBuilder::<Sqlite>::new("SELECT COUNT(*)");
        search.push_conditions(as_of, &mut count);
        let total: i64 = count
            .build_query_scalar()
            .fetch_one(&mut self.connection)
            .await?;
        let total = total.unsigned_abs();
        if as_of == AsOf::Now {
            self.last_total = Some((query, total));
        }
        Ok(total)
    }
}

/// Parses a body; an error means that the file isn't ours.
pub(super) fn parsed(body: &str) -> sqlx::Result<Value> {
    serde_json::from_str(body).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}
