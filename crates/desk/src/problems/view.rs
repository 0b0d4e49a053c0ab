//! The Problems pane: what happened, what it means for the booking, what to do, and the server's reference
//! for support.

use super::Listed;
use crate::form::is_shown_at_field;
use crate::model::ProblemOf;
use crate::problems::listed::{is_in_pane, keys_of, listed};
use crate::tone::look;
use crate::{Action, Desk, Page, Pane, PanelOrder, Submission, Target, reachability};
use booking::{ChangeKind, ClinicId, Meaning, Problem, Section, time};
use i18n::say;

use screen::Role;
use words::{headline, headline_of_outcome, marks};

/// Returns whether the pane has nothing to show.
pub(crate) fn is_empty(desk: &Desk) -> bool {
    count(desk) == 0
        && desk.words().skew_remark(desk.clinic).is_none()
        && remarks(desk).next().is_none()
}

/// Returns the number of problems that the pane shows.
pub(crate) fn count(desk: &Desk) -> usize {
    listed(desk)
        .iter()
        .filter(|row| is_in_pane(desk, row))
        .count()
}

/// Returns the remarks on keys, clinics that can't be reached, and records.
fn remarks(desk: &Desk) -> impl Iterator<Item = String> + '_ {
    let clinics = desk.office.setup.clinics.into_iter();
    let of_keys = clinics.filter_map(|clinic| desk.words().key_remark(clinic));
    of_keys
        .chain(reachability::link_remarks(desk))
        .chain(desk.words().store_remarks())
}

pub(crate) fn page(desk: &Desk, width: usize) -> Page {
    let mut page = Page::default();
    let listed = listed(desk);
    let remarks = remarks(desk).collect::<Vec<String>>();
    if is_empty(desk) && listed.is_empty() {
        page.line(vec![(
            say!(desk.setup.language, "problems-none").to_owned(),
            Role::Dim,
        )]);
    }
    let cursor = desk.problems.chosen.found(&keys_of(&listed));
    for (number, row) in listed
        .iter()
        .enumerate()
        .filter(|(_, row)| is_in_pane(desk, row))
    {
        set_apart(&mut page);
        let is_chosen = cursor == Some(number);
        let chosen = is_chosen && desk.panes.focused == Pane::Problems;
        let from = page.len();
        entry(desk, row, chosen, width, &mut page);
        page.mark_since(from, Target::Problem(number));
        if is_chosen {
            page.focus_since(from);
        }
    }
    wrong_clock(desk, width, &mut page);
    for remark in &remarks {
        set_apart(&mut page);
        page.wrapped("! ", Role::Warning, remark, Role::Warning, width);
    }
    page
}

fn set_apart(page: &mut Page) {
    if !page.is_empty() {
        page.gap();
    }
}

/// Adds the remark about a wrong clock below the problems. It is not a problem of a booking, so it is not
/// counted.
fn wrong_clock(desk: &Desk, width: usize, page: &mut Page) {
    let Some(remark) = desk.words().skew_remark(desk.clinic) else {
        return;
    };
    set_apart(page);
    page.wrapped("! ", Role::Warning, &remark, Role::Warning, width);
    page.wrapped(
        "  ",
        Role::Text,
        say!(desk.setup.language, "clock-means"),
        Role::Text,
        width,
    );
}

fn entry(desk: &Desk, row: &Listed<'_>, chosen: bool, width: usize, page: &mut Page) {
    let problem = row.problem.as_ref();
    let language = desk.setup.language;
    let (glyph, role) = look(problem);
    // The field shows the reason.
    let is_at_field = row.is_of_form() && is_shown_at_field(desk, problem);
    let head = match (problem.meaning, problem.field()) {
        (Some(_), Some(_)) if is_at_field && is_time_taken(problem) => {
            say!(language, "problem-time-taken").to_owned()
        }
        (Some(meaning), Some(field)) if is_at_field => {
            let field = field.label(language).to_owned();
            headline_of_outcome(problem, meaning, field, language)
        }
        _ => headline(problem, language),
    };
    page.wrapped(
        &format!("{glyph} "),
        role,
        &head,
        if chosen { Role::Chosen } else { role },
        width,
    );
    if let Some(subject) = subject_text(desk, row) {
        page.wrapped("  ", Role::Text, &subject, Role::Text, width);
    }
    page.wrapped("  ", Role::Text, &problem.advice, Role::Text, width);
    if let Some(marks) = marks(problem) {
        page.wrapped("  ", Role::Dim, &marks, Role::Dim, width);
    }
    if let Some(hint) = key_hint(desk, row, chosen) {
        page.wrapped("  ", Role::Dim, &hint, Role::Dim, width);
    }
}

/// Returns the patient and the time that a problem is about, unless the form or the problem itself shows them.
fn subject_text(desk: &Desk, row: &Listed<'_>) -> Option<String> {
    match &row.of {
        ProblemOf::Change(id, _) => Some(whose(desk, desk.office.changes().get(*id)?)),
        ProblemOf::Panels(appointment) => {
            Some(panels_label(desk, desk.office.panels().of(appointment)?))
        }
        ProblemOf::Form(..) => {
            let tried = row.tried?;
            let who = who(desk, tried.clinic(), &tried.patient());
            let when = desk.words().when_of(&tried.visit());
            Some(say!(desk.setup.language, "problem-for", who, when))
        }
        ProblemOf::Collision(_) => None,
    }
}

/// Returns the hint on the key that acts on a problem; `None` if no key is needed.
fn key_hint(desk: &Desk, row: &Listed<'_>, is_chosen: bool) -> Option<String> {
    let language = desk.setup.language;
    let is_looked_up = row.problem.meaning == Some(Meaning::Unknown);
    if !is_chosen {
        let key = desk.setup.keys.key(Action::CyclePanes);
        return match row.of {
            _ if desk.panes.focused == Pane::Problems => None,
            ProblemOf::Panels(_) => Some(say!(language, "problem-panels-go-round", key)),
            // A change being looked up needs no action, as its advice says.
            ProblemOf::Change(..) if !is_looked_up => Some(say!(language, "problem-go-round", key)),
            ProblemOf::Form(..) | ProblemOf::Change(..) | ProblemOf::Collision(_) => None,
        };
    }
    let hint = match row.of {
        ProblemOf::Collision(_) => say!(language, "collision-how"),
        ProblemOf::Panels(_) => say!(language, "problem-panels-again"),
        ProblemOf::Change(..) if is_looked_up => say!(language, "problem-settle"),
        ProblemOf::Change(..) => say!(language, "problem-bring-back"),
        ProblemOf::Form(Some(_), _) => say!(language, "problem-go-there"),
        ProblemOf::Form(None, _) => say!(language, "problem-go-back"),
    };
    Some(hint.to_owned())
}

/// Returns the patient and the time of a change: enough to search for it in the clinic's own system.
pub(crate) fn whose(desk: &Desk, open: &Submission) -> String {
    let change = open.change();
    let who = who(desk, change.clinic(), &change.patient());
    let language = desk.setup.language;
    let sent = time::to_the_minute(open.at, desk.office.setup.zone, language);
    say!(
        language,
        "problem-whose",
        who,
        when = desk.words().change_text(change),
        sent
    )
}

/// Returns the patient and the time of an appointment that lacks its panels.
pub(crate) fn panels_label(desk: &Desk, order: &PanelOrder) -> String {
    let zone = desk.office.zone_at(order.clinic, &order.location);
    let when = order
        .start
        .map(|start| desk.words().on_both_clocks(start, zone))
        .unwrap_or_default();
    say!(
        desk.setup.language,
        "problem-for",
        who = who(desk, order.clinic, &order.patient),
        when
    )
}

/// Returns a patient by name and birth date, as lists name patients; by id if nothing else is known.
fn who(desk: &Desk, clinic: ClinicId, id: &str) -> String {
    let Some(known) = desk.office.lists.known(clinic.people(), id) else {
        return id.to_owned();
    };
    match desk.naming.entry(&known, desk.setup.language) {
        (name, born) if born.is_empty() => format!("{name} ({id})"),
        (name, born) => format!("{name} ({born})"),
    }
}

/// Returns whether the server refused a booking because somebody else has its time.
fn is_time_taken(problem: &Problem) -> bool {
    let status = problem.server.as_ref().and_then(|server| server.status);
    let is_of_time = problem
        .field()
        .is_some_and(|field| field.section == Section::When);
    problem.about == ChangeKind::Book
        && problem.meaning == Some(Meaning::Refused)
        && status == Some(409)
        && is_of_time
}
