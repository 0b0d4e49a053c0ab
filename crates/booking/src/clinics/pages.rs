//! Lists that are read page by page: which page is requested next, and when to stop.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::record::{id_of, unwrapped};
use crate::api::{Read, ReadDay, Request, Reuse};
use crate::sanitize::sanitize;
use crate::{Cause, DecodeError, Failure, Report, has_own_record, is_same_id};

/// The longest id accepted: neither API has longer ones.
const LONGEST_ID: usize = 128;

/// The pairs of a query.
pub(super) type QueryPairs = Vec<(&'static str, String)>;

/// Decodes a record with an id as of a day; `None` leaves the record out.
pub(super) type RecordReader<T> = fn(String, &Map<String, Value>, ReadDay) -> Option<T>;

/// How a list is divided into pages, and how many of them are read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paging {
    /// ClinikAPI: `count` rows, up to 100, continued by `cursor`.
    Cursor { count: usize, most: usize },
    /// Aniva's profiles: `limit` rows, up to 500, continued by `offset`.
    Offset { limit: usize, most: usize },
    /// FHIR: `_count` rows, continued by the link that each page names.
    Links { count: usize, most: usize },
    /// All at once.
    Whole,
}

/// The path of a list, and the list.
pub(super) type PagesAt<T> = (&'static str, Pages<T>);

/// A list that is being read.
pub(super) struct Pages<T> {
    paging: Paging,
    filters: QueryPairs,
    read: RecordReader<T>,
    gathered: GatheredRows<T>,
    ids: HashSet<String>,
    /// The cursors or links received so far.
    cursors: HashSet<String>,
    /// The link to the next page.
    link: Option<String>,
    reuse: Reuse,
    fetched: usize,
}

/// The part of a list that was read.
pub(super) struct GatheredRows<T> {
    /// The rows in the clinic's order, each id once.
    pub(super) rows: Vec<T>,
    /// Whether these are all.
    pub(super) complete: bool,
    /// The number of rows received, usable or not.
    pub(super) received: usize,
    /// The time of the first page by the server's clock.
    pub(super) at: Option<DateTime<Utc>>,
    /// The day of the first page by the desk's clock.
    pub(super) as_of: ReadDay,
    /// The records that came with the rows (FHIR, `_include`).
    pub(super) others: Vec<Value>,
}

impl<T> GatheredRows<T> {
    /// Creates an empty list.
    pub(super) fn empty() -> GatheredRows<T> {
        GatheredRows {
            rows: Vec::new(),
            complete: true,
            received: 0,
            at: None,
            as_of: ReadDay::default(),
            others: Vec::new(),
        }
    }

    /// Decodes the records of one kind that came with the rows, each once.
    pub(super) fn included<R>(&self, kind: &str, read: RecordReader<R>) -> Vec<R> {
        let mut ids = HashSet::new();
        let of_kind = self
            .others
            .iter()
            .filter(|record| record["resourceType"] == kind);
        let records = of_kind.filter_map(row_with_id);
        let new = records.filter(|(id, _)| ids.insert(id.clone()));
        new.filter_map(|(id, record)| read(id, record, self.as_of))
            .collect()
    }

    /// Returns whether a record of this kind came with the rows.
    pub(super) fn has_included(&self, kind: &str) -> bool {
        let mut kinds = self.others.iter().map(|record| &record["resourceType"]);
        kinds.any(|of| of == kind)
    }

    /// Returns the rows that `keep` accepts.
    pub(super) fn only(mut self, keep: impl Fn(&T) -> bool) -> GatheredRows<T> {
        self.rows.retain(keep);
        self
    }
}

/// Returns an empty list for a 404: the server has no such lists, or none for this practitioner.
pub(super) fn empty_if_not_found<T>(failure: Failure) -> Result<GatheredRows<T>, Failure> {
    match failure {
        Failure::Refused(report) if report.cause == Cause::NotFound => Ok(GatheredRows::empty()),
        other => Err(other),
    }
}

/// Reads a list at this path, page after page.
pub(super) fn gather<T: Send + 'static>(
    path: &'static str,
    pages: Pages<T>,
) -> Read<GatheredRows<T>> {
    let first = pages.first();
    read_page(path, pages, first)
}

/// Reads the page of this query, or the linked page, and then the following pages.
fn read_page<T: Send + 'static>(
    path: &'static str,
    mut pages: Pages<T>,
    query: QueryPairs,
) -> Read<GatheredRows<T>> {
    let request = match pages.link.take() {
        Some(link) => Request::link(link),
        None => Request::get(&[path]).with_query(query),
    };
    // A FHIR server may answer a repeated search from a cache; ClinikAPI and Aniva document none.
    let is_cached = matches!(pages.paging, Paging::Links { .. });
    let reuse = match pages.reuse {
        Reuse::Never if is_cached => Reuse::UnderWay,
        reuse => reuse,
    };
    let request = request.reusing(reuse);
    let request = if is_cached {
        request.with("cache-control", "no-cache")
    } else {
        request
    };
    Read::of(request).then(move |body| match body {
        Ok(body) => {
            pages.gathered.at = pages.gathered.at.or(body.at);
            if pages.fetched == 0 {
                pages.gathered.as_of = body.as_of;
            }
            match body.read(|value| pages.add(value)) {
                Ok(Some(query)) => read_page(path, pages, query),
                Ok(None) => Read::Done(Ok(pages.gathered)),
                Err(failure) => Read::Done(Err(failure)),
            }
        }
        // A link to another server is not followed: the list ends there, incomplete.
        Err(Failure::NotSent(report)) if report.cause == Cause::Redirected && pages.fetched > 0 => {
            Read::Done(Ok(pages.gathered))
        }
        Err(failure) => Read::Done(Err(failure)),
    })
}

/// Reads the record with this id.
pub(super) fn read_one<T: 'static>(path: &str, id: &str, read: RecordReader<T>) -> Read<T> {
    if !has_own_record(id) {
        return Read::Done(Err(Failure::Refused(Report::of(Cause::NotFound))));
    }
    let request = Request::get(&[path, id]);
    let id = id.to_owned();
    Read::of(request)
        .try_map(move |body| body.read_as_of(|value, as_of| record_of(&id, value, read, as_of)))
}

impl<T> Pages<T> {
    /// Creates a list of all records that pass `filters`.
    pub(super) fn of(paging: Paging, filters: QueryPairs, read: RecordReader<T>) -> Pages<T> {
        let gathered = GatheredRows {
            complete: false,
            ..GatheredRows::empty()
        };
        Pages {
            paging,
            filters,
            read,
            gathered,
            ids: HashSet::new(),
            cursors: HashSet::new(),
            link: None,
            reuse: Reuse::Never,
            fetched: 0,
        }
    }

    /// Sets whether earlier answers may be used.
    pub(super) fn reusing(self, reuse: Reuse) -> Pages<T> {
        Pages { reuse, ..self }
    }

    /// Returns the query of the first page.
    fn first(&self) -> QueryPairs {
        match self.paging {
            Paging::Cursor { count, .. } => self.query([("count", count.to_string())]),
            Paging::Offset { limit, .. } => {
                self.query([("limit", limit.to_string()), ("offset", "0".to_owned())])
            }
            Paging::Links { count, .. } => self.query([("_count", count.to_string())]),
            Paging::Whole => self.filters.clone(),
        }
    }

    /// Adds a page and returns the query of the next, if any.
    ///
    /// # Errors
    ///
    /// Returns an error if the answer holds no list.
    fn add(&mut self, answer: Value) -> Result<Option<QueryPairs>, DecodeError> {
        let page = unwrapped(answer);
        let rows = page.as_array().or_else(|| page.get("data")?.as_array());
        let rows: Vec<&Value> = match rows {
            Some(rows) => rows.iter().collect(),
            None => matches_of(&page).ok_or(DecodeError::NoList)?,
        };
        self.gathered.others.extend(included_in(&page).cloned());
        let before = self.ids.len();
        for (id, record) in rows.iter().filter_map(|row| row_with_id(row)) {
            if self.ids.insert(id.clone()) {
                let row = (self.read)(id, record, self.gathered.as_of);
                self.gathered.rows.extend(row);
            }
        }
        self.fetched += 1;
        self.gathered.received += rows.len();
        let has_new = self.ids.len() > before;
        Ok(match self.paging {
            Paging::Cursor { count, most } => self.after_cursor(&page, count, most),
            Paging::Offset { limit, most } => self.after_offset(rows.len(), has_new, limit, most),
            Paging::Links { most, .. } => self.after_link(&page, most),
            Paging::Whole => self.finish(),
        })
    }

    /// Continues while `hasMore` is true and the cursor is new. One page of ClinikAPI's docs calls it `nextCursor`.
    fn after_cursor(&mut self, page: &Value, count: usize, most: usize) -> Option<QueryPairs> {
        if page.get("hasMore") != Some(&Value::Bool(true)) {
            return self.finish();
        }
        let cursor = ["cursor", "nextCursor"]
            .iter()
            .find_map(|name| page.get(*name)?.as_str())?;
        let is_new = self.cursors.insert(cursor.to_owned());
        let more = self.query([("count", count.to_string()), ("cursor", cursor.to_owned())]);
        (is_new && self.fetched < most).then_some(more)
    }

    /// Continues while pages are full. A full page without a new record means that the offset was ignored.
    fn after_offset(
        &mut self,
        rows: usize,
        has_new: bool,
        limit: usize,
        most: usize,
    ) -> Option<QueryPairs> {
        if rows < limit {
            return self.finish();
        }
        let offset = (self.fetched * limit).to_string();
        let more = has_new && self.fetched < most;
        more.then(|| self.query([("limit", limit.to_string()), ("offset", offset)]))
    }

    /// Continues while the page links to one that has not been read yet.
    fn after_link(&mut self, page: &Value, most: usize) -> Option<QueryPairs> {
        let links = page
            .get("link")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let mut next = links.filter(|link| link["relation"] == "next");
        let Some(next) = next.find_map(|link| link["url"].as_str()) else {
            return self.finish();
        };
        let is_new = self.cursors.insert(next.to_owned());
        if !is_new || self.fetched >= most {
            self.link = None;
            return None;
        }
        self.link = Some(next.to_owned());
        Some(Vec::new())
    }

    /// Marks the list as complete; no page follows.
    fn finish(&mut self) -> Option<QueryPairs> {
        self.gathered.complete = true;
        None
    }

    fn query(&self, window: impl IntoIterator<Item = (&'static str, String)>) -> QueryPairs {
        self.filters.iter().cloned().chain(window).collect()
    }
}

/// Returns the entries of a FHIR search.
fn entries_of(bundle: &Value) -> impl Iterator<Item = &Value> {
    let entries = bundle.get("entry").and_then(Value::as_array);
    entries.into_iter().flatten()
}

/// Returns the records that came with the matches of a FHIR search.
fn included_in(bundle: &Value) -> impl Iterator<Item = &Value> {
    let is_included = |entry: &&Value| {
        let mode = entry.pointer("/search/mode");
        mode.is_some_and(|mode| mode == "include")
    };
    let included = entries_of(bundle).filter(is_included);
    included.filter_map(|entry| entry.get("resource"))
}

/// Returns the matches of a FHIR search, without the records included with them.
pub(super) fn matches_of(bundle: &Value) -> Option<Vec<&Value>> {
    if bundle.get("resourceType")? != "Bundle" {
        return None;
    }
    let entries = entries_of(bundle);
    let is_match = |entry: &&Value| {
        entry
            .pointer("/search/mode")
            .is_none_or(|mode| mode == "match")
    };
    Some(
        entries
            .filter(is_match)
            .filter_map(|entry| entry.get("resource"))
            .collect(),
    )
}

/// Decodes the record in the answer to a read by id.
///
/// # Errors
///
/// Returns an error if the answer holds no usable record with an id.
pub(super) fn record_in<T>(
    answer: Value,
    read: RecordReader<T>,
    as_of: ReadDay,
) -> Result<T, DecodeError> {
    let record = unwrapped(answer);
    let read = row_with_id(&record).and_then(|(id, record)| read(id, record, as_of));
    read.ok_or(DecodeError::NoRecord)
}

/// Decodes the record in an answer, and checks its id, in either letter case.
///
/// # Errors
///
/// Returns an error if the answer holds no usable record, or another one.
fn record_of<T>(
    id: &str,
    answer: Value,
    read: RecordReader<T>,
    as_of: ReadDay,
) -> Result<T, DecodeError> {
    let record = unwrapped(answer);
    match record.as_object().and_then(id_of) {
        Some(other) if !is_same_id(&other, id) => Err(DecodeError::OtherRecord),
        _ => record_in(record, read, as_of),
    }
}

/// Returns a row of a list, if it has an id that can be sent and shown.
fn row_with_id(row: &Value) -> Option<(String, &Map<String, Value>)> {
    let record = row.as_object()?;
    let id = id_of(record).filter(|id| id.len() <= LONGEST_ID && sanitize(id) == id.as_str())?;
    Some((id, record))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const BY_CURSOR: Paging = Paging::Cursor {
        count: 100,
        most: 5,
    };
    const BY_OFFSET: Paging = Paging::Offset {
        limit: 500,
        most: 4,
    };

    fn pages(paging: Paging) -> Pages<String> {
        Pages::of(paging, Vec::new(), |id, _, _| Some(id))
    }

    fn people(ids: std::ops::Range<usize>) -> Vec<Value> {
        ids.map(|n| json!({"id": format!("id_{n}"), "firstName": "A"}))
            .collect()
    }

    fn page(ids: std::ops::Range<usize>, cursor: Value, more: Value) -> Value {
        json!({"data": {"data": people(ids), "cursor": cursor, "hasMore": more}, "meta": {}})
    }

    fn cursor_of(next: Option<QueryPairs>) -> Option<String> {
        next?
            .into_iter()
            .find(|(name, _)| *name == "cursor")
            .map(|(_, value)| value)
    }

    #[test]
    fn clinik_pages_follow_the_cursor_until_there_is_no_more() {
        let mut pages = pages(BY_CURSOR);
        assert_eq!(pages.first(), [("count", "100".to_owned())]);
        assert_eq!(
            cursor_of(pages.add(page(0..2, json!("2"), json!(true))).unwrap()).as_deref(),
            Some("2")
        );
        assert_eq!(
            pages.add(page(2..3, json!(null), json!(false))).unwrap(),
            None
        );
        assert!(pages.gathered.complete);
        assert_eq!(pages.gathered.rows.len(), 3);
    }

    #[test]
    fn filters_are_in_the_query_of_every_page() {
        let filters = vec![("patientId", "pt_1".to_owned())];
        let mut pages = Pages::of(Paging::Cursor { count: 2, most: 9 }, filters, |id, _, _| {
            Some(id)
        });
        assert_eq!(
            pages.first(),
            [("patientId", "pt_1".to_owned()), ("count", "2".to_owned())]
        );
        let next = pages
            .add(page(0..2, json!("c"), json!(true)))
            .unwrap()
            .unwrap();
        assert_eq!(
            (next[0].clone(), next.len()),
            (("patientId", "pt_1".to_owned()), 3)
        );
    }

    #[test]
    fn a_missing_or_repeated_cursor_ends_the_list_incomplete() {
        for second in [json!(null), json!("2"), json!(7)] {
            let mut pages = pages(BY_CURSOR);
            assert!(
                pages
                    .add(page(0..2, json!("2"), json!(true)))
                    .unwrap()
                    .is_some()
            );
            assert_eq!(pages.add(page(0..2, second, json!(true))).unwrap(), None);
            assert!(!pages.gathered.complete);
            assert_eq!(
                pages.gathered.rows.len(),
                2,
                "the same people are listed once"
            );
        }
    }

    #[test]
    fn a_list_ends_at_the_page_limit_or_without_has_more() {
        let mut capped = pages(BY_CURSOR);
        let fetched = (0..100)
            .take_while(|n| {
                let next = json!({"data": people(*n..*n + 1), "nextCursor": n.to_string(), "hasMore": true});
                capped.add(next).unwrap().is_some()
            })
            .count();
        assert_eq!(fetched + 1, 5);
        assert!(!capped.gathered.complete);
        let mut ended = pages(BY_CURSOR);
        assert_eq!(
            ended.add(page(0..1, json!("2"), json!("true"))).unwrap(),
            None
        );
        assert!(ended.gathered.complete);
    }

    #[test]
    fn profiles_are_fetched_by_offset_until_a_short_page() {
        let mut pages = pages(BY_OFFSET);
        assert_eq!(
            pages.first(),
            [("limit", "500".to_owned()), ("offset", "0".to_owned())]
        );
        let next = pages.add(Value::Array(people(0..500))).unwrap().unwrap();
        assert_eq!(next[1], ("offset", "500".to_owned()));
        assert_eq!(pages.add(Value::Array(people(500..501))).unwrap(), None);
        assert_eq!(
            (pages.gathered.rows.len(), pages.gathered.complete),
            (501, true)
        );
    }

    #[test]
    fn a_server_that_ignores_the_offset_ends_the_list() {
        let mut pages = pages(BY_OFFSET);
        assert!(pages.add(Value::Array(people(0..500))).unwrap().is_some());
        assert_eq!(pages.add(Value::Array(people(0..500))).unwrap(), None);
        assert!(!pages.gathered.complete);
    }

    #[test]
    fn rows_without_a_usable_id_are_left_out() {
        let rows = json!([{"id": "l1", "name": "A"}, {"name": "B"}, {"id": "l\u{202e}2"}, {"id": ""}, 7, null]);
        let mut whole = pages(Paging::Whole);
        assert_eq!(whole.add(rows).unwrap(), None);
        assert_eq!(whole.gathered.rows, ["l1"]);
        assert!(pages(Paging::Whole).add(json!({"error": "odd"})).is_err());
    }
}
