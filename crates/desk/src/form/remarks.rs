//! The remarks on fields: hints, readings, problems, and how much of the room is used.

use crate::form::problems::problems_at;
use crate::{Action, Desk, EntryRead, Geometry, Pane, Remote, current, people, slots};
use booking::id_list::named;
use booking::{Cause, Directory, FieldId, NamedEntries, Problem, RemarkPlace, Severity, Timing};
use i18n::say;
use screen::{Role, cells};

use super::reader;

/// The minimum width in columns of a remark next to a text.
const ASIDE: u16 = 18;

type Remark = Option<(String, Role)>;

/// Returns the remark under a field and the one next to its text. Ids and times keep the line under them while focused
/// or filled, even if it is empty, so that nothing jumps when the reading arrives.
pub(super) fn remarks(
    desk: &Desk,
    geometry: &Geometry,
    field: FieldId,
    text: &str,
) -> (Remark, Remark) {
    let focused = desk.form().focus() == field;
    let says_more = text.is_empty() || field.kind.words.is_closed();
    let hint = (focused && desk.panes.focused == Pane::Form && says_more).then(|| {
        if slots::offers_free_times(desk, field) {
            say!(
                desk.setup.language,
                "form-free-times",
                key = desk.setup.keys.key(Action::FreeTimes)
            )
        } else {
            hint(desk, field)
        }
    });
    let hint = hint.map(|hint| (hint, Role::Dim));
    let remark = remark(desk, field, text);
    let reserved = focused && desk.panes.focused == Pane::Form || !text.is_empty();
    let room = geometry.value_width().saturating_sub(cells(text) + 2);
    match field.kind.remark {
        // An ordinary remark is next to an empty field.
        RemarkPlace::OwnLineOnceFilled
            if !reserved
                && remark
                    .as_ref()
                    .is_some_and(|(text, role)| *role == Role::Dim && cells(text) <= room) =>
        {
            (None, remark)
        }
        RemarkPlace::OwnLine | RemarkPlace::OwnLineOnceFilled | RemarkPlace::Below => {
            let is_reserved = reserved && field.kind.remark != RemarkPlace::Below;
            if hint.as_ref().is_some_and(|(hint, _)| cells(hint) > room) {
                (remark.or(hint), None)
            } else {
                (
                    remark.or_else(|| is_reserved.then(|| (String::new(), Role::Dim))),
                    hint,
                )
            }
        }
        // A remark that does not fit next to the field is below it.
        RemarkPlace::Beside => {
            let remark = remark.or(hint);
            if room < ASIDE || remark.as_ref().is_some_and(|(text, _)| cells(text) > room) {
                (remark, None)
            } else {
                (None, remark)
            }
        }
    }
}

/// Returns the hint on how to fill the field: by typing, and by the key that finds a time.
pub(crate) fn hint(desk: &Desk, field: FieldId) -> String {
    let language = desk.setup.language;
    let hint = field.hint(desk.setup.language);
    if field == desk.clinic.start_field() {
        say!(
            language,
            "form-finds-time",
            hint = hint,
            key = desk.setup.keys.key(Action::FreeTimes)
        )
    } else {
        hint.to_owned()
    }
}

/// Returns the most important remark on a field: its problem, else its reading, else how much of its room is
/// used.
fn remark(desk: &Desk, field: FieldId, text: &str) -> Remark {
    let with_mark = |problem: &Problem| match problem.severity {
        Severity::Error => (format!("✗ {}", problem.what), Role::Error),
        Severity::Warning | Severity::Note => (format!("! {}", problem.what), Role::Warning),
    };
    let problem = problems_at(desk, field).into_iter().next();
    let error = problem
        .filter(|problem| problem.severity == Severity::Error)
        .map(with_mark);
    error
        .or_else(|| reading(desk, field, text))
        .or_else(|| problem.map(with_mark))
        .or_else(|| {
            let references = desk.office.setup.references_at(desk.clinic).is_some();
            let length = desk.form().draft().length(field);
            let counter = field.counter(text, length, references, desk.setup.language);
            counter
                .or_else(|| reader::mark(desk, field, text))
                .map(|text| (text, Role::Dim))
        })
}

/// Returns how a field's text is understood.
pub(super) fn reading(desk: &Desk, field: FieldId, text: &str) -> Remark {
    let review = desk.form().review();
    let echo = review.echo(field).filter(|echo| !echo.text.is_empty());
    let is_start = field == desk.clinic.start_field();
    let with_remark = |text: &str| match current::also_there(desk) {
        Some(also) if is_start => format!("{text} · {also}"),
        _ => text.to_owned(),
    };
    echo.map(|echo| (with_remark(&echo.text), Role::Dim))
        .or_else(|| match field.kind.entries {
            NamedEntries::One(directory) => name_remark(desk, field, directory, text),
            NamedEntries::Several(directory) => names_remark(desk, field, directory, text),
            // Wished times take long to type, so their problem shows at once.
            NamedEntries::None if field.kind.time == Timing::Periods && !text.trim().is_empty() => {
                review
                    .problem(field)
                    .map(|problem| (format!("! {}", problem.what), Role::Warning))
            }
            NamedEntries::None => None,
        })
}

/// Returns the names for several ids, or the remark on the first unknown id.
fn names_remark(desk: &Desk, field: FieldId, directory: Directory, text: &str) -> Remark {
    let ids = named(field.kind, text);
    if ids.is_empty() {
        return name_remark(desk, field, directory, "");
    }
    let known: Vec<_> = ids
        .iter()
        .map(|id| desk.office.lists.known(directory, id))
        .collect();
    match known.iter().position(Option::is_none) {
        Some(first) => name_remark(desk, field, directory, ids[first]),
        None => {
            let names: Vec<&str> = known
                .iter()
                .flatten()
                .map(|entry| entry.name.as_str())
                .collect();
            Some((names.join(", "), Role::Good))
        }
    }
}

/// Returns the name for an id, or the state of the list or look-up that may provide it.
fn name_remark(desk: &Desk, field: FieldId, directory: Directory, text: &str) -> Remark {
    let language = desk.setup.language;
    let id = text.trim();
    if id.is_empty() {
        return match desk.office.lists.list(directory) {
            Remote::Failed(failure, _) if failure.report().cause == Cause::KeyMissing => Some((
                say!(language, "form-no-key", clinic = directory.clinic().name()),
                Role::Warning,
            )),
            Remote::Failed(_, None) if desk.form().focus() == field => Some((
                say!(
                    language,
                    "form-no-list",
                    entries = directory.plural(language)
                ),
                Role::Dim,
            )),
            Remote::Loading(..) if desk.form().focus() == field => {
                let fetching = || {
                    say!(
                        language,
                        "form-fetching",
                        entries = directory.plural(language)
                    )
                };
                Some((
                    people::progress(desk, directory).unwrap_or_else(fetching),
                    Role::Dim,
                ))
            }
            _ => None,
        };
    }
    if let Some(entry) = desk.office.lists.known(directory, id) {
        return Some((
            format!("{}   {}", entry.name, entry.detail(language)),
            Role::Good,
        ));
    }
    match desk.office.lists.entry_read(directory, id) {
        Some(EntryRead::Asked(_)) => {
            Some((say!(language, "form-looking-up").to_owned(), Role::Dim))
        }
        Some(lookup) if lookup.is_missing() => Some((
            say!(
                language,
                "form-no-such-id",
                clinic = directory.clinic().name()
            ),
            Role::Warning,
        )),
        _ => None,
    }
}
