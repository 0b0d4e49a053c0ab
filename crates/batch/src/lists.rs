//! The lists for the names in a row: practitioners, locations and panels by id, code or name.

use super::check::LANGUAGE;
use booking::{
    Directory, Draft, Failure, FieldId, Finder, Kind, Problem, Spot, id_list::named, is_like_an_id,
    is_part_of_id, sanitize::sanitize,
};
use client::Client;
use i18n::say;
use office::{Catalogue, Lists};

/// Reads these lists, and those that the drafts refer to. Also returns the failures.
pub(super) async fn read_lists(
    client: &Client,
    drafts: &[&Draft],
    wanted: &[Directory],
) -> (Lists, Vec<(Directory, Failure)>) {
    let mut lists = Lists::default();
    let mut failed = Vec::new();
    let mut directories: Vec<Directory> = drafts
        .iter()
        .flat_map(|draft| draft.clinic().directories())
        .filter(|list| !list.lists_people)
        .collect();
    directories.dedup();
    directories.retain(|directory| {
        wanted.contains(directory) || drafts.iter().any(|draft| refers_to(draft, *directory))
    });
    for directory in directories {
        match client
            .read(directory.clinic(), |api| api.list(directory))
            .await
        {
            Ok(listing) => lists.put(directory, Catalogue::of(listing)),
            Err(failure) => failed.push((directory, failure)),
        }
    }
    (lists, failed)
}

/// Replaces the names in a draft by ids. Reports the names that are nobody's, ambiguous or only part of an id.
pub(super) fn resolve(lists: &Lists, draft: &mut Draft) -> Vec<Problem> {
    let mut problems = Vec::new();
    let fields: Vec<(FieldId, Kind)> = draft.asked().map(|field| (field, field.kind)).collect();
    for (id, kind) in fields {
        let Some(directory) = kind.directory() else {
            continue;
        };
        if directory.lists_people && !draft.text(id).is_empty() && !is_like_an_id(draft.text(id)) {
            // It may be a name, which is not repeated; a file has columns of their own for name and birth date.
            let what = "This is no patient's id.";
            let advice = "Write the id, or name and birth date.";
            problems.push(Problem::error(Spot::Field(id), what, advice));
            continue;
        }
        let Some(catalogue) = lists.list(directory).value() else {
            continue;
        };
        let texts = named(kind, draft.text(id)).into_iter();
        let ids: Result<Vec<String>, _> = texts.map(|text| id_of(catalogue, text)).collect();
        match ids {
            Ok(ids) => draft.set(id, ids.join(", ")),
            Err((what, advice)) => problems.push(Problem::error(Spot::Field(id), what, advice)),
        }
    }
    problems
}

fn refers_to(draft: &Draft, directory: Directory) -> bool {
    let mut fields = draft
        .asked()
        .filter(|field| field.kind.directory() == Some(directory));
    fields.any(|field| !draft.text(field).is_empty())
}

fn nobody(typed: &str) -> String {
    say!(LANGUAGE, "shell-nobody", typed = &*sanitize(typed))
}

/// Returns the id that a text means. One that can only be an id, and is in no list, is returned unchanged: the server
/// checks it.
fn id_of(catalogue: &Catalogue, text: &str) -> Result<String, (String, String)> {
    if let Some(entry) = catalogue.by_id(text) {
        return Ok(entry.id.clone());
    }
    if let Some(entry) = catalogue.entries().find(|entry| {
        catalogue
            .code(entry)
            .is_some_and(|code| code.eq_ignore_ascii_case(text))
    }) {
        return Ok(entry.id.clone());
    }
    let matches = catalogue.found_by(&Finder::new(text));
    match matches.as_slice() {
        [entry] if is_part_of_id(text, &entry.id, &entry.name, "") => {
            let what = say!(
                LANGUAGE,
                "shell-part-of-id",
                typed = &*sanitize(text),
                ids = &*entry.id
            );
            Err((what, String::new()))
        }
        [entry] => Ok(entry.id.clone()),
        [] if is_like_an_id(text) => Ok(text.to_owned()),
        [] => Err((nobody(text), "Write the id.".to_owned())),
        several => {
            let names: Vec<&str> = several
                .iter()
                .take(3)
                .map(|entry| entry.name.as_str())
                .collect();
            let names = names.join(", ");
            Err((
                format!("“{}” may be {names}.", sanitize(text)),
                "Write the id.".to_owned(),
            ))
        }
    }
}
