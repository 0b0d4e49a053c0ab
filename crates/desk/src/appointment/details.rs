//! The members of a clinic's answer about an appointment, named as the form names them.

use crate::appointment::read_aloud::is_to_be_told;
use crate::{Desk, Page, Shown};
use booking::{FieldRole, Member, status_text};
use screen::Role;
use words::NamedText;

/// Lists the members that the heading does not show, a name and a text on each line. An empty heading shows none.
/// `has_ids` includes the server's ids and its own times.
pub(super) fn draw(
    desk: &Desk,
    shown: &Shown,
    heading: &str,
    has_ids: bool,
    width: usize,
    page: &mut Page,
) {
    let clinic = shown.appointment.clinic;
    let is_length = |name: &str| {
        clinic
            .field_by_wire_name(name)
            .is_some_and(|field| field.role == Some(FieldRole::Minutes))
    };
    let is_told = !heading.is_empty() && is_to_be_told(desk, shown);
    let instruction = clinic
        .field(FieldRole::Instruction)
        .and_then(|field| field.wire);
    let is_in_heading = |member: &Member| match member.name.as_str() {
        name if is_told && instruction == Some(name) => true,
        "status" => heading.contains(status_text(member.value.shown(), desk.setup.language)),
        name => !heading.is_empty() && shown.appointment.end.is_some() && is_length(name),
    };
    let members = desk
        .words()
        .members(&shown.known(), |member| !is_in_heading(member));
    let rows: Vec<(String, String, Role)> = members
        .into_iter()
        .filter(|row| has_ids || !row.is_aside)
        .map(in_its_role)
        .collect();
    page.named(&rows, width);
}

fn in_its_role(row: NamedText) -> (String, String, Role) {
    let role = if row.is_aside { Role::Dim } else { Role::Text };
    (row.name, row.text, role)
}
