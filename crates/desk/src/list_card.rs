//! A list of the office as a card over the desk. Each row opens its appointment.

use ratatui::layout::{Position, Rect};

use crate::overlay::{Component, LIST_CARD, Reaction};
use crate::tone::role_of_tone;
use crate::{Chosen, Cx, Desk, Frame, Key, ListKey, ListPage, Page, Press, text_width};
use booking::{ClinicId, List};
use i18n::say;
use screen::{Column, Role};
use words::OfficeList;

/// The card of a list.
#[derive(Clone)]
pub(crate) struct ListCard<L> {
    name: &'static str,
    help: &'static str,
    list: L,
    /// The chosen row, by the appointment that it opens.
    chosen: Chosen<Option<(ClinicId, String)>>,
}

impl<L: OfficeList + Clone + 'static> ListCard<L> {
    /// Creates the card of a list that has been asked for: its name in the state, and the message of its help.
    pub(crate) fn of(list: L, name: &'static str, help: &'static str) -> ListCard<L> {
        ListCard {
            name,
            help,
            list,
            chosen: Chosen::default(),
        }
    }

    fn list(&self, desk: &Desk) -> List {
        self.list.list(desk.words(), true)
    }

    fn keys_of(&self, desk: &Desk) -> Vec<Option<(ClinicId, String)>> {
        let rows = self.list(desk).rows.into_iter();
        rows.map(|row| row.opens).collect()
    }
}

impl<L: OfficeList + Clone + 'static> Component for ListCard<L> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn help(&self) -> &'static str {
        self.help
    }

    fn lists_appointments(&self) -> bool {
        true
    }

    fn floats(&self) -> Option<u16> {
        Some(LIST_CARD)
    }

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        Some(page(self.list(desk), width).lines(width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let keys = self.keys_of(cx);
        match self.chosen.press_or_pick(press, &keys) {
            ListKey::Closes => return Reaction::Close,
            ListKey::Enters => {
                if let Some(Some((clinic, id))) = keys.get(self.chosen.place(&keys)) {
                    cx.open_appointment(*clinic, id);
                }
            }
            ListKey::Moves => {}
            ListKey::Other => return Reaction::Ignored,
        }
        Reaction::Stay
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.list.ask_further(cx.office_mut());
        self.list.arrange(cx.words());
        let keys = self.keys_of(cx);
        self.chosen.keep(&keys);
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let chosen = self.chosen.place(&self.keys_of(desk));
        page(self.list(desk), area.width).draw(chosen, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let does = say!(desk.setup.language, "calls-key-open");
        desk.setup.keys_of_list(does)
    }
}

fn page(list: List, width: u16) -> ListPage<'static> {
    let mut above = Page::default();
    for text in &list.about {
        above.wrapped("", Role::Dim, text, Role::Dim, text_width(width));
    }
    let column = |most: Option<u16>| match most {
        Some(most) => Column::fitting("", most),
        None => Column::share("", 1, u16::MAX),
    };
    let columns = list.widths().map(column).collect();
    let language = list.language;
    let count = list.rows.len();
    let title = list.title.clone();
    let headings = list.headings.clone();
    let cells = move |row: usize| {
        let cells = list.toned(&list.rows[row]);
        cells
            .map(|(text, tone)| (text.to_owned(), role_of_tone(tone)))
            .collect()
    };
    ListPage {
        above,
        columns,
        headings,
        ..ListPage::of_choices(language, title, count, cells)
    }
}
