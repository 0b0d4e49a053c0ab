//! Rings among the rooms of a crate: rooms that all need one another, directly or by way of others. A room is a folder
//! or a file beside the `lib.rs`; a name that the crate re-exports belongs to the room that declares it.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::architecture::paths::paths;

use super::Source;

type Edges<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Returns the number of rooms in the largest ring of the crate whose source is in `folder`.
pub(super) fn largest(sources: &[Source], folder: &str) -> usize {
    let files: Vec<(&str, &str)> = sources
        .iter()
        .filter_map(|source| Some((source.path.strip_prefix(folder)?, source.code.as_str())))
        .collect();
    let edges = edges(&files);
    let reached: BTreeMap<&str, BTreeSet<&str>> = edges
        .keys()
        .map(|room| (*room, reachable(&edges, room)))
        .collect();
    let ring = |room: &str| {
        let all = reached[room].iter();
        all.filter(|other| reached.get(**other).is_some_and(|back| back.contains(room)))
            .count()
    };
    edges.keys().map(|room| ring(room)).max().unwrap_or(0)
}

/// Returns which other rooms each room names.
fn edges<'a>(files: &[(&'a str, &'a str)]) -> Edges<'a> {
    let rooms: BTreeSet<&str> = files.iter().map(|(file, _)| room_of(file)).collect();
    let declared = declared(files);
    let exported = exported(files, &rooms);
    let mut edges: Edges<'_> = rooms.iter().map(|room| (*room, BTreeSet::new())).collect();
    for (file, code) in files.iter().filter(|(file, _)| *file != "lib.rs") {
        let room = room_of(file);
        for (_, path) in paths(code) {
            let Some(name) = first_in_crate(file, &path) else {
                continue;
            };
            let home = rooms
                .get(name.as_str())
                .or_else(|| exported.get(&name))
                .or_else(|| declared.get(&name).and_then(Option::as_ref));
            if let Some(home) = home.filter(|home| **home != room) {
                edges.entry(room).or_default().insert(home);
            }
        }
    }
    edges
}

fn room_of(file: &str) -> &str {
    let room = file.split('/').next().unwrap_or(file);
    room.strip_suffix(".rs").unwrap_or(room)
}

/// Returns the first name of a path below the root of the crate; `None` if the path leads elsewhere.
fn first_in_crate(file: &str, path: &str) -> Option<String> {
    let mut names = path.split("::").peekable();
    if names.next_if_eq(&"crate").is_some() {
        return names.next().map(str::to_owned);
    }
    let mut module: Vec<&str> = file.strip_suffix(".rs")?.split('/').collect();
    if module.last() == Some(&"mod") {
        module.pop();
    }
    names.peek().filter(|name| **name == "super")?;
    while names.next_if_eq(&"super").is_some() {
        module.pop();
    }
    module
        .first()
        .copied()
        .or_else(|| names.next())
        .map(str::to_owned)
}

/// Returns the names that `lib.rs` takes from the rooms, and the room of each.
fn exported<'a>(
    files: &[(&'a str, &'a str)],
    rooms: &BTreeSet<&'a str>,
) -> BTreeMap<String, &'a str> {
    let root = files.iter().find(|(file, _)| *file == "lib.rs");
    let all = root.map(|(_, code)| paths(code)).unwrap_or_default();
    let taken = all.iter().filter_map(|(_, path)| {
        let (room, rest) = path.split_once("::")?;
        let name = rest.rsplit("::").next()?;
        Some((name.to_owned(), *rooms.get(room)?))
    });
    taken.collect()
}

/// Returns the room of each name that the crate declares; `None` for a name of several rooms.
fn declared<'a>(files: &[(&'a str, &'a str)]) -> BTreeMap<String, Option<&'a str>> {
    let mut homes: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for (file, code) in files {
        let room = room_of(file);
        for name in code.lines().filter_map(declared_in) {
            homes
                .entry(name.to_owned())
                .and_modify(|home| *home = home.filter(|home| *home == room))
                .or_insert(Some(room));
        }
    }
    homes
}

fn declared_in(line: &str) -> Option<&str> {
    let kinds = ["struct", "enum", "trait", "type", "fn", "const", "static"];
    let mut words = line
        .split_whitespace()
        .skip_while(|word| word.starts_with("pub") || *word == "async");
    let kind = words.next()?;
    let name = words.next().filter(|_| kinds.contains(&kind))?;
    let end = name
        .find(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
        .unwrap_or(name.len());
    Some(&name[..end])
}

/// Returns every room that can be reached from `room`.
fn reachable<'a>(edges: &Edges<'a>, room: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut ahead: Vec<&str> = edges[room].iter().copied().collect();
    while let Some(next) = ahead.pop() {
        if found.insert(next) {
            ahead.extend(edges.get(next).into_iter().flatten());
        }
    }
    found
}

#[test]
fn a_ring_is_found_through_names_that_are_exported() {
    let source = |path: &str, code: &str| Source {
        path: format!("crates/x/src/{path}"),
        code: code.to_owned(),
    };
    let sources = [
        source("lib.rs", "mod a;\nmod b;\nmod c;\npub use b::Second;\n"),
        source("a.rs", "use crate::Second;\npub struct First;\n"),
        source("b/mod.rs", "use super::c::Third;\npub struct Second;\n"),
        source("c.rs", "use super::First;\n"),
    ];
    assert_eq!(largest(&sources, "crates/x/src/"), 3);
    assert_eq!(largest(&sources[..3], "crates/x/src/"), 0);
}

/// The rooms that the guide lists for the desk, from below.
fn rooms_on_paper() -> Vec<String> {
    let paper = include_str!("../../../docs/guide/src/architecture.md");
    let (_, section) = paper.split_once("### The desk\n").expect("the section");
    let rows = section
        .lines()
        .skip_while(|line| !line.starts_with("|---"))
        .skip(1);
    let cells = rows
        .take_while(|line| line.starts_with('|'))
        .filter_map(|row| row.split('|').nth(2));
    cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_rooms_of_the_desk_stand_on_paper_from_below() {
    let sources = super::sources();
    let folder = "crates/desk/src/";
    let files: Vec<(&str, &str)> = sources
        .iter()
        .filter_map(|source| Some((source.path.strip_prefix(folder)?, source.code.as_str())))
        .collect();
    let rooms = rooms_on_paper();
    let place = |room: &str| rooms.iter().position(|listed| listed == room);
    let mut complaints = Vec::new();
    for (room, named) in edges(&files).into_iter().filter(|(room, _)| *room != "lib") {
        let Some(own) = place(room) else {
            complaints.push(format!("{room} is not listed"));
            continue;
        };
        // The model holds the overlays, and an overlay reads the desk.
        let is_pair = |other: &str| room == "model" && other == "overlay";
        let above = named
            .into_iter()
            .filter(|other| !is_pair(other) && place(other).is_some_and(|of_other| of_other > own));
        complaints
            .extend(above.map(|other| format!("{room} names {other}, which stands above it")));
    }
    assert!(
        complaints.is_empty(),
        "docs/guide/src/architecture.md, \"The desk\":\n{}\n",
        complaints.join("\n")
    );
}
