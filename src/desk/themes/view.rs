//! The themes, and every role in the previewed one. The whole screen shows it meanwhile.

use ratatui::layout::Rect;

use crate::booking::Section;
use crate::desk::{Desk, Frame, Pane, Target};
use crate::i18n::{Language, say};
use crate::screen::{Role, Table, choice};

const SAMPLE: u16 = 14;

pub(super) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let title = say!(language, "look-themes");
    frame.text(area.x + 2, area.y + 1, area.width.saturating_sub(3), title, Role::Strong);
    let themes = desk.themes();
    let chosen = themes.iter().position(|theme| *theme == desk.look.theme).unwrap_or(0);
    let height = u16::try_from(themes.len()).unwrap_or(u16::MAX);
    let rows = Rect { y: area.y + 2, height: height.min(area.height.saturating_sub(2)), ..area };
    let cells = |row: usize| choice(themes[row].word(), themes[row].about(language), "");
    Table::of_choices(themes.len(), chosen).draw(rows, frame, cells, |row| Target::choice(row, chosen));
    let from = rows.y + rows.height + 1;
    for (y, role) in (from..area.y + area.height).zip(Role::ALL.iter().copied()) {
        frame.text(area.x + 2, y, SAMPLE, name(role, language), Role::Dim);
        let room = area.width.saturating_sub(SAMPLE + 3);
        frame.text_within(area.x + 2 + SAMPLE, y, room, &sample(role, language), role);
    }
}

fn name(role: Role, language: Language) -> &'static str {
    match role {
        Role::Text => say!(language, "role-text"),
        Role::Dim => say!(language, "role-dim"),
        Role::Strong => say!(language, "role-strong"),
        Role::Focus => say!(language, "role-focus"),
        Role::Field => say!(language, "role-field"),
        Role::Error => say!(language, "role-error"),
        Role::Warning => say!(language, "role-warning"),
        Role::Good => say!(language, "role-good"),
        Role::Badge => say!(language, "role-badge"),
        Role::Live => say!(language, "role-live"),
        Role::Chosen => say!(language, "role-chosen"),
        Role::Staff => say!(language, "role-staff"),
        Role::Code => say!(language, "role-code"),
    }
}

fn sample(role: Role, language: Language) -> String {
    let patient = Section::Patient.title(language);
    match role {
        Role::Text | Role::Field => "10.02.2027 10:00".to_owned(),
        Role::Dim => format!("{} ──────", say!(language, "sample-time")),
        Role::Strong => Pane::Appointment.title(language).to_owned(),
        Role::Focus => format!("{patient} ›"),
        Role::Error => format!("✗ {}", say!(language, "review-missing", field = patient)),
        Role::Warning => format!("! {}", say!(language, "sample-warning")),
        Role::Good => format!("✓ {}", say!(language, "outcome-booked")),
        Role::Badge => " SANDBOX ".to_owned(),
        Role::Live => " LIVE ".to_owned(),
        Role::Chosen => " 1 Karin Ivers   Cardiology ".to_owned(),
        Role::Staff => say!(language, "sample-staff").to_owned(),
        Role::Code => "▀▄█ █▄▀".to_owned(),
    }
}
