//! The visit templates of the current form, and the texts of the chosen one.

use ratatui::layout::Rect;

use crate::booking::{FieldRole, Language, Template};
use crate::desk::{Desk, Frame, Page, Target, written_in};
use crate::i18n::say;
use crate::screen::{Cell, Role, Table, choice};

pub(super) fn draw(desk: &Desk, chosen: usize, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let title = say!(language, "templates-title", clinic = desk.clinic.name());
    frame.text(area.x + 2, area.y + 1, area.width.saturating_sub(3), &title, Role::Strong);
    let templates = desk.templates_here();
    let most = area.height.saturating_sub(3) / 2;
    let height = u16::try_from(templates.len()).unwrap_or(u16::MAX).min(most);
    let table = Table::of_choices(templates.len(), chosen);
    let rows = Rect { y: area.y + 3, height, ..area };
    table.draw(rows, frame, |place| row(templates[place], language), |row| Target::choice(row, chosen));
    let Some(template) = templates.get(chosen) else { return };
    let y = area.y + 4 + height;
    let below = Rect { y, height: (area.y + area.height).saturating_sub(y), ..area };
    about(desk, template, usize::from(area.width.saturating_sub(4))).draw(below, 0, language, frame);
}

fn row(template: &Template, language: Language) -> Vec<Cell> {
    let reason = template.text_of(FieldRole::Reason, language).unwrap_or_default().to_owned();
    let (name, minutes) = (template.name(language), template.minutes());
    let says = say!(language, "template-row", name, minutes);
    choice(template.letter(), says, reason)
}

/// Returns the texts for staff and for the patient.
fn about(desk: &Desk, template: &Template, width: usize) -> Page {
    let shown = desk.setup.language;
    let mut page = Page::default();
    if let Some(comment) = template.text_of(FieldRole::Comment, shown) {
        page.line(vec![(say!(shown, "template-for-staff").to_owned(), Role::Strong)]);
        page.wrapped("", Role::Staff, comment, Role::Staff, width);
        page.gap();
    }
    let spoken = desk.language_spoken();
    let Some(text) = template.instruction(spoken) else { return page };
    let language = template.language_of(text).unwrap_or(Language::En);
    let written = written_in(language, shown);
    page.line(vec![(say!(shown, "template-for-patient", written), Role::Strong)]);
    page.wrapped("", Role::Text, text, Role::Text, width);
    page
}
