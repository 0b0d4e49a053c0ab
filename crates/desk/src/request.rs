//! The Request pane: exactly what would be sent, and what would follow, with the key masked.

use booking::RequestView;
use i18n::say;
use screen::Role;

use super::{Action, Page};
use crate::Desk;

pub(super) fn page(desk: &Desk, width: usize) -> Page {
    let mut page = Page::default();
    let language = desk.setup.language;
    let preview = &desk.panes.preview;
    if preview.key().is_none() {
        let why = &say!(
            language,
            "request-none",
            key = desk.setup.keys.key(Action::NextProblem)
        );
        page.wrapped("", Role::Dim, why, Role::Dim, width);
        return page;
    }
    let Some(view) = preview.value() else {
        page.line(vec![(
            say!(language, "request-one-moment").to_owned(),
            Role::Dim,
        )]);
        return page;
    };
    let mut views = vec![view];
    views.extend(view.then.as_deref());
    for (number, view) in views.iter().enumerate() {
        if number > 0 {
            page.line(vec![(
                say!(language, "request-then").to_owned(),
                Role::Strong,
            )]);
        }
        request(view, width, &mut page);
    }
    page.line(vec![(
        say!(language, "request-as-command").to_owned(),
        Role::Strong,
    )]);
    for view in views {
        page.wrapped("", Role::Text, view.curl.shown(), Role::Text, width);
    }
    page
}

fn request(view: &RequestView, width: usize, page: &mut Page) {
    page.wrapped(
        &format!("{} ", view.method),
        Role::Strong,
        &view.url,
        Role::Text,
        width,
    );
    for (name, value) in &view.headers {
        page.wrapped(&format!("{name}: "), Role::Dim, value, Role::Text, width);
    }
    page.gap();
    page.wrapped("", Role::Text, view.body.shown(), Role::Text, width);
    page.gap();
}
