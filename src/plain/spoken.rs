//! PURE. Turns the model of a conversation into sentences: questions, fields read back, bookings. Decides nothing.

use uuid::Uuid;
use zones::Zone;

use booking::id_list::named;
use booking::{
    Cause, Entry, FieldId, NamedEntries, PatientRule, Problem, Provider, Severity, Slot, Timing,
    id_end, recorded_as, sanitize,
};

use i18n::{Language, MessageId, say};
use office::{EntryRead, Remote, takes_free_time};
use screen;
use words::{OutboxRow, Row, Shown, Wording, names_key, without_keys};

use super::model::PlainModel;

/// Ids of at least this length are shortened to their end.
const LONG_ID: usize = 20;

/// Returns a line ready for output: control characters are removed, symbols are ASCII, and only a question ends like
/// one.
pub(super) fn line(text: &str) -> String {
    let text = sanitize::sanitize(&text.replace('\n', " "))
        .replace(" · ", ", ")
        .replace('…', "...")
        .replace('\u{a0}', " ");
    let text = screen::in_ascii(&text);
    let text = text.trim();
    match text.strip_suffix(':') {
        Some(rest) => format!("{rest}."),
        None if text.ends_with('?') => format!("{text}."),
        None => text.to_owned(),
    }
}

/// Returns a question ready for output.
pub(super) fn question(text: &str) -> String {
    let text = line(text.trim_end_matches([':', '?']));
    let end = if text.ends_with(['.', '?', ':']) {
        ""
    } else {
        ":"
    };
    format!("{text}{end}")
}

/// Returns a field's hint without the parts that name keys.
fn hint(field: FieldId, language: Language) -> String {
    let parts = field.hint(language).split([',', ';', '·']).map(str::trim);
    parts
        .filter(|part| !names_key(part, language))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the collisions: times that two desks took unaware of each other, each with this desk's change.
pub(super) fn collisions(words: Wording<'_>) -> Vec<(Uuid, String)> {
    let text = |(change, problem): (Uuid, Problem)| {
        let Problem { what, advice, .. } = problem;
        (change, format!("{what} {advice}"))
    };
    words.collisions().into_iter().map(text).collect()
}

/// Returns a free time for a move, with the desk that holds it, if any.
pub(super) fn time_to_move_to(
    words: Wording<'_>,
    provider: Option<&Provider>,
    slot: &Slot,
    zone: Zone,
) -> String {
    let time = words.on_both_clocks(slot.start, zone);
    let holder = provider.and_then(|provider| words.held_by(provider, slot));
    [Some(time), holder]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the question for a field: label, possible input, current value.
pub(super) fn field_question(model: &PlainModel, field: FieldId, choices: usize) -> String {
    let language = model.language();
    let mut about = Vec::new();
    if field.required {
        about.push(say!(language, "plain-required").to_owned());
    }
    about.push(hint(field, language));
    if choices > 0 {
        about.push(say!(language, "plain-number", last = choices));
    }
    if field.kind.time == Timing::Moment && takes_free_time(model.form().draft(), field) {
        about.push(say!(language, "plain-times").to_owned());
    }
    let bears_references = model.office.setup.references_at(model.clinic).is_some();
    if field.many_lines()
        && let Some(room) = field.room(bears_references)
    {
        about.push(say!(language, "plain-limit", limit = room));
    }
    about.retain(|part| !part.is_empty());
    let about = if about.is_empty() {
        String::new()
    } else {
        format!(" ({})", about.join("; "))
    };
    // If there are matches to choose from, there is no value yet that could be kept.
    let is_ambiguous = choices > 0 && field.words().is_empty();
    let value = match value(model, field) {
        Some(value) if !is_ambiguous => format!(" [{value}]"),
        _ => String::new(),
    };
    format!("{}{about}{value}", field.label(language))
}

/// Returns the question for a field of a patient's data.
pub(super) fn patient_question(
    rule: &PatientRule,
    value: &str,
    choices: usize,
    language: Language,
) -> String {
    let required = rule
        .required
        .then(|| say!(language, "plain-required").to_owned());
    let what = match choices {
        0 => rule.what_to_type(language),
        last => say!(language, "plain-number", last),
    };
    let about: Vec<String> = required
        .into_iter()
        .chain([what])
        .filter(|part| !part.is_empty())
        .collect();
    let value = if value.is_empty() {
        String::new()
    } else {
        format!(" [{value}]")
    };
    format!("{} ({}){value}", rule.label(language), about.join("; "))
}

/// Returns a field's value for reading back; `None` if the field is empty.
pub(super) fn value(model: &PlainModel, field: FieldId) -> Option<String> {
    let text = model.form().draft().text(field).trim();
    if text.is_empty() {
        return None;
    }
    let word = field.kind.text_shown(text, model.language());
    Some(read_back(model, field).unwrap_or_else(|| word.to_owned()))
}

/// Returns the name or time that a field's text means, if that differs from the text.
pub(super) fn read_back(model: &PlainModel, field: FieldId) -> Option<String> {
    let text = model.form().draft().text(field).trim();
    match field.kind.entries {
        NamedEntries::One(directory) => Some(entry(
            &*model.office.lists.known(directory, text)?,
            model.language(),
        )),
        NamedEntries::Several(directory) => {
            let ids = named(field.kind, text).into_iter();
            let names: Option<Vec<String>> = ids
                .map(|id| {
                    model
                        .office
                        .lists
                        .known(directory, id)
                        .map(|entry| entry.name.clone())
                })
                .collect();
            names
                .filter(|names| !names.is_empty())
                .map(|names| names.join(", "))
        }
        NamedEntries::None => {
            let echo = model.form().review().echo(field)?;
            (!echo.text.is_empty() && !text.is_empty()).then(|| echo.text.clone())
        }
    }
}

/// Returns an entry of a list by name, with its id if nothing else distinguishes it.
fn entry(entry: &Entry, language: Language) -> String {
    let detail = entry.detail(language).into_owned();
    let id = match entry.id.chars().count() {
        _ if !detail.is_empty() => String::new(),
        // The whole id would be tedious to listen to.
        LONG_ID.. => id_end(&entry.id),
        _ => entry.id.clone(),
    };
    [entry.name.clone(), detail, id]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns every field with its value, even if empty: the patient's data if they are being asked for, else the form,
/// with the ids of its entries.
pub(super) fn fields(model: &PlainModel) -> Vec<String> {
    let language = model.language();
    let empty = say!(language, "plain-empty");
    if let Some(sheet) = model.sheets.open() {
        let line = |rule: &&PatientRule| {
            let text = sheet.text(rule.field).trim();
            format!(
                "{}: {}",
                rule.label(language),
                if text.is_empty() { empty } else { text }
            )
        };
        return sheet.asked().iter().map(line).collect();
    }
    let line = |(place, field): (usize, FieldId)| {
        let value = value(model, field);
        let value = value.map(|value| with_id(model, field, value));
        numbered(model, place, field, value.as_deref().unwrap_or(empty))
    };
    model.form().draft().asked().enumerate().map(line).collect()
}

/// Returns the value of a field, with the id of its entry.
fn with_id(model: &PlainModel, field: FieldId, value: String) -> String {
    let id = model.form().draft().text(field).trim();
    if field.kind.entries.one().is_some() && !value.contains(id) {
        return format!("{value}, {id}");
    }
    value
}

/// Returns every field that has a value.
pub(super) fn filled(model: &PlainModel) -> Vec<String> {
    let line = |(place, field)| Some(numbered(model, place, field, &value(model, field)?));
    model
        .form()
        .draft()
        .asked()
        .enumerate()
        .filter_map(line)
        .collect()
}

fn numbered(model: &PlainModel, place: usize, field: FieldId, value: &str) -> String {
    let language = model.language();
    say!(
        language,
        "plain-field",
        number = place + 1,
        label = field.label(language),
        value
    )
}

/// Returns the text of a choice.
pub(super) fn choice(row: &Row) -> String {
    let parts = [&row.label, &row.detail, &row.tail];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns a problem as a sentence: severity, problem, advice.
pub(super) fn problem(problem: &Problem, language: Language) -> String {
    let what = words::headline(problem, language);
    let advice = without_keys(&problem.advice, language);
    // A server's own message may end without a full stop.
    let what = if what.ends_with(['.', '!', '?']) {
        what
    } else {
        format!("{what}.")
    };
    let text = match (problem.meaning, problem.severity) {
        (Some(_), _) => format!("{what} {advice}"),
        (None, Severity::Error) => say!(language, "plain-problem", what, advice),
        (None, Severity::Warning | Severity::Note) => {
            say!(language, "plain-warning", what, advice)
        }
    };
    match words::marks(problem) {
        Some(marks) => format!("{} ({marks})", text.trim_end()),
        None => text,
    }
}

/// Returns the message that an id in the field is unknown at the clinic; `None` if all are known or still being looked
/// up.
pub(super) fn doubt(model: &PlainModel, field: FieldId) -> Option<String> {
    let directory = field.kind.directory()?;
    let language = model.language();
    let is_missing = |id| {
        model
            .office
            .lists
            .entry_read(directory, id)
            .is_some_and(EntryRead::is_missing)
    };
    let mut ids = named(field.kind, model.form().draft().text(field)).into_iter();
    ids.any(is_missing).then(|| {
        say!(
            language,
            "form-no-such-id",
            clinic = directory.clinic().name()
        )
    })
}

/// Returns why a field has no list; `None` if it has one.
pub(super) fn no_list(model: &PlainModel, field: FieldId) -> Option<String> {
    let directory = field.kind.directory()?;
    let language = model.language();
    match model.office.lists.list(directory) {
        Remote::Failed(failure, _) if failure.report().cause == Cause::KeyMissing => Some(say!(
            language,
            "form-no-key",
            clinic = directory.clinic().name()
        )),
        Remote::Failed(_, None) => Some(say!(
            language,
            "form-no-list",
            entries = directory.plural(language)
        )),
        _ => None,
    }
}

/// Returns all explanations of a field.
pub(super) fn explained(model: &PlainModel, field: FieldId) -> Vec<String> {
    let language = model.language();
    let mut lines = vec![format!(
        "{}. {}.",
        field.label(language),
        hint(field, language)
    )];
    if let Some(room) = field.room(model.office.setup.references_at(model.clinic).is_some()) {
        lines.push(say!(language, "plain-limit", limit = room));
    }
    lines.extend(no_list(model, field));
    lines.extend(
        model
            .problem_at(field)
            .map(|found| problem(&found, language)),
    );
    lines.push(say!(language, "plain-commands").to_owned());
    lines
}

/// Returns the lines about an appointment.
pub(super) fn appointment(words: Wording<'_>, shown: &Shown) -> Vec<String> {
    let language = words.language;
    let appointment = &shown.appointment;
    let outcome = recorded_as(&appointment.status, language);
    let known = shown.known();
    let zone = words.zone_of_known(&known);
    let when = appointment
        .start
        .map(|start| format!(", {}", words.on_both_clocks(start, zone)))
        .unwrap_or_default();
    let id = appointment.id.as_str();
    let clinic = appointment.clinic.name();
    let mut lines = vec![say!(language, "plain-result", clinic, outcome, id, when)];
    let Some(making) = shown.making() else {
        lines.extend(panels(words, &appointment.id));
        return lines;
    };
    lines.extend(making.differs.iter().cloned());
    lines.extend(panels(words, &appointment.id));
    let members = words.members(&known, |_| true).into_iter();
    let named = members.filter(|member| !member.name.is_empty());
    lines.extend(named.map(|member| {
        let text: Vec<&str> = member.text.split_whitespace().collect();
        format!("{}: {}", member.name, text.join(" "))
    }));
    lines
}

/// Returns the state of an appointment's panels.
pub(super) fn panels(words: Wording<'_>, appointment: &str) -> Option<String> {
    let order = words.office.panels().of(appointment)?;
    let (label, state) = words.panels_ordered(order)?;
    // The next question contains the advice.
    let problem = order.problem(&words.office.lists, words.language);
    let state = problem.map_or(state, |problem| words::headline(&problem, words.language));
    Some(format!("{label}: {state}"))
}

/// Returns a row of the Outbox.
pub(super) fn outbox_row(words: Wording<'_>, row: &OutboxRow<'_>) -> String {
    let language = words.language;
    let state = row.to_text(language);
    let clinic = row.change.clinic().name();
    let when = words.change_text(row.change);
    let next = format!(
        "{} {}",
        without_keys(&row.known, language),
        without_keys(&row.next, language)
    );
    let outbox = MessageId::attribute("pane", "outbox").text(language);
    format!("{outbox}: {state}, {}, {clinic}, {when}. {next}", row.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::clinics::clinik;

    #[test]
    fn only_a_question_ends_as_one() {
        assert_eq!(line("Sent\nnow:"), "Sent now.");
        assert_eq!(line("Really?"), "Really?.");
        assert_eq!(question("Patient (a name)"), "Patient (a name):");
        assert_eq!(
            line("One moment… 10 – 11 · Karin"),
            "One moment... 10 - 11, Karin"
        );
        assert!(!line("\u{1b}[2J").contains('\u{1b}'));
    }

    #[test]
    fn a_hint_names_no_keys() {
        assert_eq!(
            hint(clinik::PATIENT, Language::En),
            "name, birth date, phone or id"
        );
        assert_eq!(hint(clinik::START, Language::De), "10:00, fr 14:15");
    }
}
