//! The help page: the key table as it is, and what the field with the cursor, or the entry line, wants.

use ratatui::layout::Rect;

use crate::desk::{Action, Desk, Frame, Page, Pane, form};
use crate::screen::Role;

use crate::booking::Verb;
use crate::i18n::{Language, Said, say};

const KEYS_WIDTH: usize = 22;

/// What can be typed into the line beside the letter of a template, and what each means.
static ON_THE_LINE: [(Said, Said); 9] = [
    example("help-line-born"),
    example("help-line-name"),
    example("help-line-phone"),
    example("help-line-code"),
    example("help-line-day"),
    example("help-line-weeks"),
    example("help-line-after"),
    example("help-line-series"),
    example("help-line-verb"),
];

const fn example(id: &'static str) -> (Said, Said) {
    (Said::new(id), Said::beside(id, "means"))
}

pub(super) fn draw(desk: &Desk, area: Rect, scrolled: u16, frame: &mut Frame) {
    let width = usize::from(area.width.saturating_sub(4));
    let mut page = Page::default();
    page.gap();
    let language = desk.setup.language;
    let is_in_line = desk.pane == Pane::Line;
    if is_in_line {
        entry_line(desk, width, &mut page);
        page.gap();
    }
    page.line(vec![(say!(language, "help-keys").to_owned(), Role::Strong)]);
    for (binding, keys) in desk.setup.keys.rows() {
        let keys = keys.iter().map(|key| key.shown(language)).collect::<Vec<_>>().join("  ");
        page.wrapped(
            &format!("{keys:<KEYS_WIDTH$}"),
            Role::Strong,
            binding.long(language),
            Role::Text,
            width,
        );
    }
    if !is_in_line {
        page.gap();
        field(desk, width, &mut page);
    }
    page.gap();
    letters(language, width, &mut page);
    page.gap();
    page.line(vec![(say!(language, "help-lists").to_owned(), Role::Strong)]);
    page.wrapped("", Role::Text, say!(language, "help-how-to-pick"), Role::Text, width);
    page.draw(area, scrolled, language, frame);
}

/// The letters of the Appointment pane.
fn letters(language: Language, width: usize, page: &mut Page) {
    page.line(vec![(say!(language, "help-appointment").to_owned(), Role::Strong)]);
    let verbs = Verb::ALL
        .iter()
        .filter_map(|verb| Some((verb.letter()?, say!(language, "palette-change", verb = *verb))));
    let others = [
        ('s', say!(language, "help-slip")),
        ('h', say!(language, "help-history")),
        ('b', say!(language, "help-book-again")),
    ];
    for (letter, means) in verbs.chain(others.map(|(letter, means)| (letter, means.to_owned()))) {
        page.wrapped(&format!("{letter:<KEYS_WIDTH$}"), Role::Strong, &means, Role::Text, width);
    }
}

fn entry_line(desk: &Desk, width: usize, page: &mut Page) {
    let language = desk.setup.language;
    page.line(vec![(say!(language, "help-line").to_owned(), Role::Strong)]);
    let about = say!(language, "help-line-about", key = desk.setup.keys.key(Action::Book));
    page.wrapped("", Role::Text, &about, Role::Text, width);
    let mut explain = |typed: &str, means: &str| {
        page.wrapped(&format!("{typed:<KEYS_WIDTH$}"), Role::Strong, means, Role::Text, width);
    };
    for (typed, means) in &ON_THE_LINE {
        explain(typed.text(language), means.text(language));
    }
    let mut templates = desk.setup.templates.iter();
    let said: Vec<String> =
        templates.clone().map(|one| format!("{} {}", one.letter(), one.name(language))).collect();
    if let Some(first) = templates.next() {
        let means = say!(language, "help-line-templates", templates = said.join(" · "));
        explain(&first.letter().to_string(), &means);
    }
}

fn field(desk: &Desk, width: usize, page: &mut Page) {
    let field = desk.form().focus();
    let language = desk.setup.language;
    page.line(vec![(say!(language, "help-field", field = field.label(language)), Role::Strong)]);
    page.wrapped("", Role::Text, &form::hint(desk, field), Role::Text, width);
    if let Some(limit) = field.room(desk.setup.references.is_some()) {
        let limit = say!(language, "help-limit", limit = limit);
        page.wrapped("", Role::Text, &limit, Role::Text, width);
    }
    if let Some(wire) = field.wire {
        page.wrapped("", Role::Dim, &format!("{wire} · {}", field.source), Role::Dim, width);
    }
}
