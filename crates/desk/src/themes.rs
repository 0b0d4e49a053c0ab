//! The themes.

use ratatui::layout::{Position, Rect};

use crate::{
    Action, Chosen, Component, Cx, Desk, Frame, Key, ListKey, Pane, Press, Reaction, TEXT_CARD,
    Target, note,
};
use booking::Section;
use i18n::{Language, say};
use screen::{Look, Role, Table, Theme, choice};

/// The list of themes.
#[derive(Clone)]
pub struct ThemeList {
    /// The look that is restored unless another is kept.
    before: Look,
}

/// Returns the themes that ship, and the staff's own if the configuration names one.
pub(crate) fn offered(desk: &Desk) -> Vec<Theme> {
    let own = Some(desk.setup.look.theme).filter(|theme| matches!(theme, Theme::Own(_)));
    Theme::ALL.into_iter().chain(own).collect()
}

impl ThemeList {
    /// Opens the themes with a preview of one; the present look is restored unless one is kept.
    pub(super) fn open(theme: Theme, cx: &mut Cx<'_>) {
        if !cx.setup.colour {
            return cx.note(note!("look-no-colours"));
        }
        let before = cx
            .overlays
            .get::<ThemeList>()
            .map_or(cx.look, |list| list.before);
        cx.open(ThemeList { before });
        let look = Look { theme, ..cx.look };
        cx.then(move |desk| desk.look = look);
    }
}

impl Component for ThemeList {
    fn name(&self) -> &'static str {
        "themes"
    }

    fn help(&self) -> &'static str {
        "help-at-themes"
    }

    fn floats(&self) -> Option<u16> {
        Some(TEXT_CARD)
    }

    fn lines(&self, desk: &Desk, _width: u16) -> Option<u16> {
        u16::try_from(offered(desk).len() + Role::ALL.len() + 3).ok()
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let themes = offered(cx);
        let mut chosen = Chosen::of(cx.look.theme);
        match chosen.press(press, &themes) {
            ListKey::Closes => {
                let look = self.before;
                cx.then(move |desk| desk.look = look);
                return Reaction::Close;
            }
            ListKey::Enters => {
                let word = cx.look.theme.word();
                cx.note(note!("look-keeps", word = word));
                return Reaction::Close;
            }
            ListKey::Moves => {
                let theme = themes[chosen.place(&themes)];
                let look = Look { theme, ..cx.look };
                cx.then(move |desk| desk.look = look);
            }
            ListKey::Other => {}
        }
        Reaction::Stay
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let language = desk.setup.language;
        let title = say!(language, "look-themes");
        frame.text(
            area.x + 2,
            area.y,
            area.width.saturating_sub(3),
            title,
            Role::Strong,
        );
        let themes = offered(desk);
        let chosen = Chosen::of(desk.look.theme).place(&themes);
        let height = u16::try_from(themes.len()).unwrap_or(u16::MAX);
        let rows = Rect {
            y: area.y + 2,
            height: height.min(area.height.saturating_sub(2)),
            ..area
        };
        let cells = |row: usize| choice(themes[row].word(), themes[row].about(language), "");
        Table::of_choices(themes.len(), chosen)
            .draw(rows, frame, cells, |row| Target::choice(row, chosen));
        let from = rows.y + rows.height + 1;
        for (y, role) in (from..area.bottom()).zip(Role::ALL.iter().copied()) {
            frame.text(
                area.x + 2,
                y,
                SAMPLE,
                &say!(language, "role-name", role = role.name()),
                Role::Dim,
            );
            let room = area.width.saturating_sub(SAMPLE + 3);
            frame.text_within(area.x + 2 + SAMPLE, y, room, &sample(role, language), role);
        }
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        vec![
            desk.setup
                .key_for(Action::Enter, say!(language, "now-keep")),
            desk.setup.named(Action::Down),
            desk.setup.named(Action::Up),
            desk.setup
                .key_for(Action::Close, say!(language, "now-put-back")),
        ]
    }
}

/// The columns of a role's name, before its sample.
const SAMPLE: u16 = 14;

fn sample(role: Role, language: Language) -> String {
    let patient = Section::Patient.title(language);
    match role {
        Role::Text | Role::Field => "10.02.2027 10:00".to_owned(),
        Role::Visit => format!(" ○ {patient} "),
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
