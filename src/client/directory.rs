//! The lists a form picks from: people and places, page by page.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::dialect::path_of;
use super::record::{id_of, unwrapped};
use super::{aniva, clinik};
use crate::booking::harmless::harmless;
use crate::booking::{Cause, Directory, Entry, Failure, Listing, Report};

/// ClinikAPI's largest page.
const CLINIK_PAGE: usize = 100;
/// The most pages of ClinikAPI's that are fetched for one list.
const CLINIK_PAGES: usize = 5;
/// Aniva's largest page of profiles.
const PROFILE_PAGE: usize = 500;
/// The most pages of profiles that are fetched for one list.
const PROFILE_PAGES: usize = 4;
/// The longest id taken: longer ones are none of either API's.
const LONGEST_ID: usize = 128;

/// Gathers a listing; fetching is left to the caller, who is asked for one page after another.
pub(super) struct Pages {
    directory: Directory,
    listing: Listing,
    ids: HashSet<String>,
    cursors: HashSet<String>,
    fetched: usize,
}

/// The query of the page to fetch.
pub(super) type Query = Vec<(&'static str, String)>;

impl Pages {
    pub(super) fn of(directory: Directory) -> Pages {
        Pages {
            directory,
            listing: Listing::default(),
            ids: HashSet::new(),
            cursors: HashSet::new(),
            fetched: 0,
        }
    }

    /// The query of the first page.
    pub(super) fn first(&self) -> Query {
        match self.directory {
            Directory::Patients | Directory::Practitioners => vec![("count", CLINIK_PAGE.to_string())],
            Directory::Profiles => profiles_from(0),
            Directory::Locations => Vec::new(),
        }
    }

    /// Takes a page in and says which to fetch next, if any.
    ///
    /// # Errors
    /// When the answer holds no list.
    pub(super) fn take(&mut self, answer: Value) -> Result<Option<Query>, Failure> {
        let page = unwrapped(answer);
        let rows = page.as_array().or_else(|| page.get("data")?.as_array());
        let rows = rows.ok_or_else(|| unreadable("it holds no list"))?;
        let known = self.ids.len();
        for entry in rows.iter().filter_map(|row| entry(self.directory, row)) {
            if self.ids.insert(entry.id.clone()) {
                self.listing.entries.push(entry);
            }
        }
        self.fetched += 1;
        let brought_new = self.ids.len() > known;
        Ok(match self.directory {
            Directory::Patients | Directory::Practitioners => self.after_cursor(&page),
            Directory::Profiles => self.after_offset(rows.len(), brought_new),
            Directory::Locations => self.finish(),
        })
    }

    /// The listing as gathered so far.
    pub(super) fn into_listing(self) -> Listing {
        self.listing
    }

    /// ClinikAPI: on while `hasMore` is true and the cursor is a new one. One page of its docs says `nextCursor`.
    fn after_cursor(&mut self, page: &Value) -> Option<Query> {
        if page.get("hasMore") != Some(&Value::Bool(true)) {
            return self.finish();
        }
        let cursor = ["cursor", "nextCursor"].iter().find_map(|name| page.get(*name)?.as_str())?;
        let is_new = self.cursors.insert(cursor.to_owned());
        let more = vec![("count", CLINIK_PAGE.to_string()), ("cursor", cursor.to_owned())];
        (is_new && self.fetched < CLINIK_PAGES).then_some(more)
    }

    /// Aniva: on while pages are full. A full page without anyone new means that the offset was not heeded.
    fn after_offset(&mut self, rows: usize, brought_new: bool) -> Option<Query> {
        if rows < PROFILE_PAGE {
            return self.finish();
        }
        let more = brought_new && self.fetched < PROFILE_PAGES;
        more.then(|| profiles_from(self.fetched * PROFILE_PAGE))
    }

    fn finish(&mut self) -> Option<Query> {
        self.listing.complete = true;
        None
    }
}

fn profiles_from(offset: usize) -> Query {
    vec![("limit", PROFILE_PAGE.to_string()), ("offset", offset.to_string())]
}

/// The segments of the path of one record.
pub(super) fn path_to(directory: Directory, id: &str) -> [&str; 2] {
    [path_of(directory), id]
}

/// The entry in the answer to a read by id.
///
/// # Errors
/// When the answer holds no record with an id.
pub(super) fn entry_in(directory: Directory, answer: Value) -> Result<Entry, Failure> {
    entry(directory, &unwrapped(answer)).ok_or_else(|| unreadable("it holds no record with an id"))
}

/// A row of a list, if it has an id that can be sent and shown.
fn entry(directory: Directory, row: &Value) -> Option<Entry> {
    let record: &Map<String, Value> = row.as_object()?;
    let id = id_of(record).filter(|id| id.len() <= LONGEST_ID && harmless(id) == id.as_str())?;
    Some(match directory {
        Directory::Patients => clinik::patient(id, record),
        Directory::Practitioners => clinik::practitioner(id, record),
        Directory::Profiles => aniva::profile(id, record),
        Directory::Locations => aniva::location(id, record),
    })
}

fn unreadable(why: &str) -> Failure {
    Failure::Unknown(Report::of(Cause::Unreadable(why.to_owned())))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn people(ids: std::ops::Range<usize>) -> Vec<Value> {
        ids.map(|n| json!({"id": format!("id_{n}"), "firstName": "A"})).collect()
    }

    fn page(ids: std::ops::Range<usize>, cursor: Value, more: Value) -> Value {
        json!({"data": {"data": people(ids), "cursor": cursor, "hasMore": more}, "meta": {}})
    }

    fn cursor_of(next: Option<Query>) -> Option<String> {
        next?.into_iter().find(|(name, _)| *name == "cursor").map(|(_, value)| value)
    }

    #[test]
    fn clinik_pages_follow_the_cursor_until_there_is_no_more() {
        let mut pages = Pages::of(Directory::Patients);
        assert_eq!(pages.first(), [("count", "100".to_owned())]);
        assert_eq!(cursor_of(pages.take(page(0..2, json!("2"), json!(true))).unwrap()).as_deref(), Some("2"));
        assert_eq!(pages.take(page(2..3, json!(null), json!(false))).unwrap(), None);
        let listing = pages.into_listing();
        assert!(listing.complete);
        assert_eq!(listing.entries.len(), 3);
    }

    #[test]
    fn a_missing_or_repeated_cursor_ends_the_list_incomplete() {
        for second in [json!(null), json!("2"), json!(7)] {
            let mut pages = Pages::of(Directory::Practitioners);
            assert!(pages.take(page(0..2, json!("2"), json!(true))).unwrap().is_some());
            assert_eq!(pages.take(page(0..2, second, json!(true))).unwrap(), None);
            let listing = pages.into_listing();
            assert!(!listing.complete);
            assert_eq!(listing.entries.len(), 2, "the same people are listed once");
        }
    }

    #[test]
    fn clinik_stops_at_its_page_cap_and_anything_but_true_is_no_more() {
        let mut pages = Pages::of(Directory::Patients);
        let fetched = (0..100)
            .take_while(|n| {
                let next = json!({"data": people(*n..*n + 1), "nextCursor": n.to_string(), "hasMore": true});
                pages.take(next).unwrap().is_some()
            })
            .count();
        assert_eq!(fetched + 1, CLINIK_PAGES);
        assert!(!pages.into_listing().complete);
        let mut pages = Pages::of(Directory::Patients);
        assert_eq!(pages.take(page(0..1, json!("2"), json!("true"))).unwrap(), None);
        assert!(pages.into_listing().complete);
    }

    #[test]
    fn profiles_are_fetched_by_offset_until_a_short_page() {
        let mut pages = Pages::of(Directory::Profiles);
        assert_eq!(pages.first(), [("limit", "500".to_owned()), ("offset", "0".to_owned())]);
        let next = pages.take(Value::Array(people(0..500))).unwrap().unwrap();
        assert_eq!(next[1], ("offset", "500".to_owned()));
        assert_eq!(pages.take(Value::Array(people(500..501))).unwrap(), None);
        let listing = pages.into_listing();
        assert_eq!((listing.entries.len(), listing.complete), (501, true));
    }

    #[test]
    fn a_server_that_does_not_heed_the_offset_is_not_asked_for_ever() {
        let mut pages = Pages::of(Directory::Profiles);
        assert!(pages.take(Value::Array(people(0..500))).unwrap().is_some());
        assert_eq!(pages.take(Value::Array(people(0..500))).unwrap(), None);
        assert!(!pages.into_listing().complete);
    }

    #[test]
    fn names_are_cut_to_what_a_list_can_search_and_show() {
        let long = "\u{1b}ä".repeat(1 << 19);
        for directory in Directory::ALL {
            let row = json!([{"id": "x1", "firstName": long, "first_name": long, "name": long, "city": long,
                              "birthDate": long, "date_of_birth": long, "specialty": long}]);
            let mut pages = Pages::of(directory);
            pages.take(row).unwrap();
            let entry = pages.into_listing().entries.remove(0);
            for text in [entry.name, entry.detail] {
                assert!(text.chars().count() < 300, "{directory:?}: {}", text.chars().count());
            }
        }
    }

    #[test]
    fn rows_without_a_usable_id_are_left_out() {
        let rows =
            json!([{"id": "l1", "name": "A"}, {"name": "B"}, {"id": "l\u{202e}2"}, {"id": ""}, 7, null]);
        let mut pages = Pages::of(Directory::Locations);
        assert_eq!(pages.take(rows).unwrap(), None);
        assert_eq!(pages.into_listing().entries.len(), 1);
        assert!(Pages::of(Directory::Locations).take(json!({"error": "odd"})).is_err());
    }
}
