//! Lists of the office: their page, and a card over the desk whose rows open appointments.

use std::cell::LazyCell;

use ratatui::layout::{Position, Rect};

use crate::clock::shortened;
use crate::list::{AppointmentKey, AskedKey, Marks, key_of, verb_of_letter};
use crate::model::ToChange;
use crate::overlay::{Component, LIST_CARD, Reaction};
use crate::tone::role_of_tone;
use crate::{
    Action, Chosen, Code, Cx, Desk, Document, Frame, Key, ListKey, ListPage, Page, Press, note,
    text_width,
};
use booking::{
    AppointmentRef, Booked, CancelReason, List, ListColumn, ListedRow, ScreenColumn, Verb,
    is_printed,
};
use i18n::say;
use screen::{Cell, Column, Role, cells};
use words::{NamedList, OfficeList};

/// The minimum columns of a list on a wide screen.
const WIDE: u16 = 88;
/// The blank columns for each column, and further ones: for the scrollbar and the mark of a cut.
const GAP: u16 = 2;
const BLANKS: u16 = 2;

/// The card of a list.
#[derive(Clone)]
pub(crate) struct ListCard {
    name: &'static str,
    help: &'static str,
    list: Box<dyn OfficeList>,
    columns: &'static [ListColumn],
    /// The chosen row, by the appointment that it opens.
    chosen: Chosen<Option<AppointmentKey>>,
    /// The marked rows, of appointments that may be changed.
    marks: Marks,
}

impl ListCard {
    /// Creates the card of a requested list, with its columns, its name in the state, and the message of its help.
    pub(crate) fn of(
        list: Box<dyn OfficeList>,
        columns: &'static [ListColumn],
        name: &'static str,
        help: &'static str,
    ) -> ListCard {
        ListCard {
            name,
            help,
            list,
            columns,
            chosen: Chosen::default(),
            marks: Marks::default(),
        }
    }

    /// Opens a list by its name.
    pub(crate) fn open(list: &NamedList, cx: &mut Cx<'_>) {
        let asked = (list.ask)(cx.office_mut(), None);
        cx.open(ListCard::of(asked, list.columns, list.name, list.words));
    }

    fn list(&self, desk: &Desk) -> List {
        self.list.list(desk.words(), true)
    }

    fn keys_of(&self, desk: &Desk) -> Vec<Option<AppointmentKey>> {
        let rows = self.list(desk).rows.into_iter();
        rows.map(|row| row.opens).collect()
    }

    /// Returns the page with the marks of the rows, and the question for the action on them.
    fn page<'a>(&'a self, desk: &'a Desk, chosen: usize, width: u16) -> ListPage<'a> {
        let list = self.list(desk);
        let can_mark = !self.list.visits(&desk.office).is_empty();
        let keys: Vec<Option<AppointmentKey>> =
            list.rows.iter().map(|row| row.opens.clone()).collect();
        let mut page = page(desk, list, chosen, width);
        if !can_mark {
            return page;
        }
        page.columns.insert(0, Column::fixed("", 1));
        let cells = page.cells;
        page.cells = Box::new(move |row: usize| {
            let is_marked = keys[row].as_ref().is_some_and(|key| self.marks.has(key));
            let mark = if is_marked { "•" } else { "" };
            let mut cells = cells(row);
            cells.insert(0, (mark.to_owned(), Role::Warning));
            cells
        });
        if self.marks.asks_what() {
            for line in self.marks.question(desk.setup.language, width) {
                page.above.line(vec![(line, Role::Strong)]);
            }
        }
        page
    }

    /// Returns the appointment of the chosen row.
    fn chosen_key(&self, desk: &Desk) -> Option<AppointmentKey> {
        let keys = self.keys_of(desk);
        keys.get(self.chosen.place(&keys)).cloned().flatten()
    }

    /// Handles a key that marks rows or acts on marked ones. Returns whether it does.
    fn press_on_marks(&mut self, cx: &mut Cx<'_>, press: Press) -> bool {
        let visits = self.list.visits(&cx.office);
        if visits.is_empty() {
            return false;
        }
        if self.marks.asks_what() {
            match self.marks.press_in_asking(press) {
                AskedKey::Acts(verb) => self.change(cx, verb),
                AskedKey::Closes => {}
                AskedKey::Other => cx.note(note!("day-what-with-marked")),
            }
            return true;
        }
        let has_shift = press.key().is_some_and(|key| key.shift);
        match (press.action(), press.code()) {
            (Some(Action::Enter), _) if self.is_for_marked(cx) => self.marks.ask_what(),
            (Some(Action::Calls), _) => cx.list_calls(self.to_act_on(cx)),
            (Some(Action::Slip), _) => cx.open_slip(self.to_act_on(cx)),
            (None, Some(Code::Down)) if has_shift => self.extend_marks(cx, Action::Down),
            (None, Some(Code::Up)) if has_shift => self.extend_marks(cx, Action::Up),
            (None, _) if press.key() == Some(Key::ctrl('a')) => {
                let note = self.marks.mark_all(visits.into_iter());
                cx.show_note(note);
            }
            (None, Some(Code::Char(' '))) => {
                self.toggle_mark(cx);
                self.chosen.step(Action::Down, &self.keys_of(cx));
            }
            (None, _) => match press.types().and_then(verb_typed) {
                Some(verb) => self.change(cx, verb),
                None => return false,
            },
            (Some(_), _) => return false,
        }
        true
    }

    /// Marks the chosen row, or unmarks it.
    pub(crate) fn toggle_mark(&mut self, cx: &mut Cx<'_>) {
        match self
            .chosen_key(cx)
            .filter(|key| self.may_be_marked(cx, key))
        {
            Some(key) => self.marks.toggle(key),
            None => cx.note(note!("visits-not-markable")),
        }
    }

    fn may_be_marked(&self, desk: &Desk, key: &AppointmentKey) -> bool {
        let visits = self.list.visits(&desk.office);
        visits.into_iter().any(|booked| key_of(booked) == *key)
    }

    /// Marks the chosen row and the one next to it, which becomes the chosen one.
    fn extend_marks(&mut self, desk: &Desk, to: Action) {
        for step in [None, Some(to)] {
            if let Some(action) = step {
                self.chosen.step(action, &self.keys_of(desk));
            }
            let key = self.chosen_key(desk);
            let key = key.filter(|key| self.may_be_marked(desk, key));
            self.marks.mark(key);
        }
    }

    fn is_for_marked(&self, desk: &Desk) -> bool {
        self.marks.are_meant_beside(self.chosen_key(desk).as_ref())
    }

    /// Returns the marked appointments, or the chosen one if none is marked.
    fn to_act_on(&self, desk: &Desk) -> Vec<AppointmentRef> {
        let chosen = self.chosen_key(desk);
        let is_meant = |booked: &&Booked| {
            let key = key_of(booked);
            if self.marks.count() > 0 {
                self.marks.has(&key)
            } else {
                chosen.as_ref() == Some(&key)
            }
        };
        let visits = self.list.visits(&desk.office).into_iter();
        visits.filter(is_meant).map(AppointmentRef::from).collect()
    }

    /// Lists the changes that an action makes of the marked appointments. For a single one, opens its form.
    fn change(&mut self, cx: &mut Cx<'_>, verb: Verb) {
        let of = self.to_act_on(cx);
        match &of[..] {
            [] => cx.note(note!("visits-not-markable")),
            [of] => {
                let change = ToChange::of(verb, of);
                cx.open_to_change(of.clinic, of.id.clone(), change);
            }
            _ => cx.list_changes(verb, of, CancelReason::PatientRequest),
        }
    }

    /// Returns the keys of a list whose rows can be marked.
    fn keys_with_marks(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let close = desk.setup.key_to_close();
        if self.marks.asks_what() {
            return vec![close];
        }
        let mark = say!(language, "day-key-mark").to_owned();
        let space = (Key::plain(Code::Char(' ')), mark);
        let calls = desk.setup.named(Action::Calls);
        let slip = desk.setup.named(Action::Slip);
        if self.is_for_marked(desk) {
            let [what, all] = self.marks.keys(language);
            return vec![what, space, all, calls, slip, close];
        }
        let open = say!(language, "calls-key-open");
        let acts = [Verb::Cancel, Verb::Move].into_iter().filter_map(|verb| {
            let does = say!(language, "now-verb", verb = verb);
            Some((Key::plain(Code::Char(verb.letter()?)), does.to_owned()))
        });
        let all = (Key::ctrl('a'), say!(language, "day-key-all").to_owned());
        let first = [desk.setup.key_for(Action::Enter, open), space];
        first
            .into_iter()
            .chain(acts)
            .chain([all, calls, slip, close])
            .collect()
    }
}

/// Returns the action on several appointments with this letter, or with this sign of the entry line.
fn verb_typed(letter: char) -> Option<Verb> {
    let has_sign = |verb: &&Verb| verb.sign().is_some_and(|sign| sign.starts_with(letter));
    let of_sign = Verb::ALL.iter().copied().find(|verb| has_sign(&verb));
    verb_of_letter(letter).or(of_sign.filter(|verb| verb.is_for_several()))
}

impl Component for ListCard {
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
        let chosen = self.chosen.place(&self.keys_of(desk));
        Some(self.page(desk, chosen, width).lines(width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        if self.press_on_marks(cx, press) {
            return Reaction::Stay;
        }
        let keys = self.keys_of(cx);
        match self.chosen.press_or_pick(press, &keys) {
            ListKey::Closes => return Reaction::Close,
            ListKey::Enters => {
                if let Some(Some((clinic, id))) = keys.get(self.chosen.place(&keys)) {
                    cx.open_appointment(*clinic, id);
                }
            }
            ListKey::Moves => {}
            ListKey::Other if press.action() == Some(Action::Slip) && is_printed(self.columns) => {
                let name = [self.name.to_owned(), cx.words().today().to_string()];
                let list = self.list(cx);
                print(cx, &name, &list);
            }
            ListKey::Other => return Reaction::Ignored,
        }
        Reaction::Stay
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.list.ask_further(cx.office_mut());
        self.list.arrange(cx.words());
        let keys = self.keys_of(cx);
        self.chosen.keep(&keys);
        let visits = self.list.visits(&cx.office).into_iter();
        let listed: Vec<AppointmentKey> = visits.map(key_of).collect();
        self.marks.drop_changed(cx.bulk());
        self.marks.retain(|key| listed.contains(key));
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let chosen = self.chosen.place(&self.keys_of(desk));
        self.page(desk, chosen, area.width)
            .draw(chosen, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        if !self.list.visits(&desk.office).is_empty() {
            return self.keys_with_marks(desk);
        }
        let language = desk.setup.language;
        let mut keys = desk.setup.keys_of_list(say!(language, "calls-key-open"));
        if is_printed(self.columns) {
            let prints = say!(language, "day-key-print");
            keys.insert(1, desk.setup.key_for(Action::Slip, prints));
        }
        keys
    }
}

/// Prints the page of a list, or saves it under a name of these parts if no printer is set up. Patients are named as on
/// screen.
pub(crate) fn print(cx: &mut Cx<'_>, name: &[String], list: &List) {
    let path = cx.setup.save_folder.clone() + &name.join("-") + ".html";
    let document = Document {
        path: path.into(),
        text: list.page().into(),
        // A file that was printed before is not needed.
        replaces: cx.setup.has_printer,
        is_printed: true,
    };
    cx.save_file(document);
}

/// Returns the page of a list at this width, with the remark on the row at the index `chosen`.
pub(crate) fn page<'a>(desk: &'a Desk, list: List, chosen: usize, width: u16) -> ListPage<'a> {
    let is_wide = width >= WIDE;
    let texts = text_width(width);
    let mut above = Page::default();
    for remark in list.about.iter().filter(|remark| remark.is_on_screen()) {
        let role = role_of_tone(remark.tone);
        above.wrapped("", role, &remark.text, role, texts);
    }
    let mut below = Page::default();
    if let Some(row) = list.rows.get(chosen) {
        let says = list.below_rows(row, is_wide);
        if !says.is_empty() {
            below.wrapped("", Role::Text, &says, Role::Text, texts);
        }
    }
    let language = list.language;
    let count = list.rows.len();
    let title = list.title.clone();
    let headings = list.headings.clone();
    let nothing = list.nothing.clone();
    let shown: Vec<ScreenColumn> = list.screen_columns(is_wide).collect();
    let columns = columns(desk, &list, &shown, width);
    let cells = move |row: usize| cells_of(desk, &list, &list.rows[row], &shown, is_wide);
    ListPage {
        above,
        columns,
        headings,
        nothing,
        below,
        ..ListPage::of_choices(language, title, count, cells)
    }
}

/// Returns the columns of a list whose rows are made when they are drawn, and the function that makes a row's cells.
pub(crate) fn table<'a>(
    desk: &'a Desk,
    list: List,
    width: u16,
) -> (Vec<Column<'static>>, impl Fn(&ListedRow) -> Vec<Cell> + 'a) {
    let is_wide = width >= WIDE;
    let shown: Vec<ScreenColumn> = list.screen_columns(is_wide).collect();
    let columns = columns(desk, &list, &shown, width);
    let cells = move |row: &ListedRow| cells_of(desk, &list, row, &shown, is_wide);
    (columns, cells)
}

/// Returns the columns of a list at this width.
fn columns(desk: &Desk, list: &List, shown: &[ScreenColumn], width: u16) -> Vec<Column<'static>> {
    let is_wide = width >= WIDE;
    let most = |column: &ScreenColumn| {
        if is_wide {
            column.width.most
        } else {
            column.width.most_if_narrow
        }
    };
    // Only a column that depends on the texts of the others needs them.
    let rows: LazyCell<Vec<Vec<Cell>>, _> = LazyCell::new(|| {
        let rows = list.rows.iter();
        rows.map(|row| cells_of(desk, list, row, shown, is_wide))
            .collect()
    });
    let widest = |place: usize| {
        let texts = rows.iter().map(|row| row[place].0.as_str());
        if shown[place].width.share > 0 {
            let parts = texts.map(|text| text.split(", ").next().unwrap_or_default());
            parts.map(cells).max().unwrap_or_default()
        } else {
            let widest = texts.map(cells).max().unwrap_or_default();
            widest.min(most(&shown[place]))
        }
    };
    let room_beside_others = |place: usize| {
        let others = (0..shown.len()).filter(|other| *other != place);
        let taken = others.map(widest).fold(0, u16::saturating_add);
        let blanks = GAP * u16::try_from(shown.len()).unwrap_or(u16::MAX) + BLANKS;
        width.saturating_sub(taken.saturating_add(blanks))
    };
    let column = |(place, column): (usize, &ScreenColumn)| {
        let has_text = || rows.iter().any(|row| !row[place].0.is_empty());
        let head = if column.is_optional && !has_text() {
            String::new()
        } else {
            column.head.clone()
        };
        match (column.width.share, column.width.least) {
            (0, Some(least)) => {
                let most = room_beside_others(place).clamp(least, most(column));
                Column::fitting(head, most)
            }
            (0, None) => Column::fitting(head, most(column)),
            (share, _) => Column::share(head, share, most(column)),
        }
    };
    shown.iter().enumerate().map(column).collect()
}

/// Returns the cells of a row on a screen, wide or narrow.
fn cells_of(
    desk: &Desk,
    list: &List,
    row: &ListedRow,
    shown: &[ScreenColumn],
    is_wide: bool,
) -> Vec<Cell> {
    let room = if is_wide { u16::MAX } else { 0 };
    let cells = list
        .on_screen(row, is_wide)
        .zip(shown)
        .map(|((text, tone), column)| {
            let text = if column.has_times {
                shortened(desk, text, room)
            } else {
                text.to_owned()
            };
            (text, role_of_tone(tone))
        });
    cells.collect()
}
