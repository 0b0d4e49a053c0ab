//! The themes.

use ratatui::layout::{Position, Rect};

use crate::{
    Action, Chosen, Component, Cx, Desk, Frame, Key, ListKey, ListPage, Page, Pane, Press,
    Reaction, TEXT_CARD, note,
};
use booking::Section;
use i18n::{Language, say};
use screen::{Look, Role, Theme, choice, filled};

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

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        Some(page(desk).lines(width))
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
            ListKey::Other => return Reaction::Ignored,
        }
        Reaction::Stay
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let chosen = Chosen::of(desk.look.theme).place(&offered(desk));
        page(desk).draw(chosen, area, frame);
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
const SAMPLE: usize = 14;

/// Returns the themes, and a sample of each role below them.
fn page(desk: &Desk) -> ListPage<'_> {
    let language = desk.setup.language;
    let themes = offered(desk);
    let title = say!(language, "look-themes");
    let mut below = Page::default();
    let is_kind = |role: &Role| Role::KINDS.contains(role);
    for role in Role::ALL.iter().copied().filter(|role| !is_kind(role)) {
        let name = say!(language, "role-name", role = role.name());
        below.line(vec![
            (filled(&name, SAMPLE), Role::Dim),
            (sample(role, language), role),
        ]);
    }
    let kinds = say!(language, "role-kinds");
    let letters = ('a'..).zip(Role::KINDS);
    let samples = letters.map(|(letter, role)| (format!(" {letter} "), role));
    let name = (filled(kinds, SAMPLE), Role::Dim);
    below.line([name].into_iter().chain(samples).collect());
    ListPage {
        below,
        ..ListPage::of_choices(language, title, themes.len(), move |row| {
            choice(themes[row].word(), themes[row].about(language), "")
        })
    }
}

fn sample(role: Role, language: Language) -> String {
    let patient = Section::Patient.title(language);
    match role {
        Role::Text | Role::Field => "10.02.2027 10:00".to_owned(),
        Role::Visit
        | Role::Red
        | Role::Orange
        | Role::Yellow
        | Role::Green
        | Role::Cyan
        | Role::Blue
        | Role::Magenta
        | Role::Grey => format!(" ○ {patient} "),
        Role::Away => format!("╱ {}", say!(language, "sample-away")),
        Role::Late => format!(" ! {} ", say!(language, "day-late", minutes = 12)),
        Role::Dim => format!("{} ──────", say!(language, "sample-time")),
        Role::Strong => Pane::Appointment.title(language).to_owned(),
        Role::Focus => format!("{patient} ›"),
        Role::Error => format!("✗ {}", say!(language, "review-missing", field = patient)),
        Role::Warning => format!("! {}", say!(language, "sample-warning")),
        Role::Good => format!("✓ {}", say!(language, "outcome-booked")),
        Role::Booked => format!(" {patient} "),
        Role::Badge => " SANDBOX ".to_owned(),
        Role::Live => " LIVE ".to_owned(),
        Role::Chosen => " 1 Karin Ivers   Cardiology ".to_owned(),
        Role::Staff => say!(language, "sample-staff").to_owned(),
        Role::Code => "▀▄█ █▄▀".to_owned(),
    }
}
