//! The keys that the last line names on the day board, by what it shows: a list, columns, a week, or marked rows.

use i18n::say;

use crate::{Action, Code, DayBoard, Desk, Key};

use super::signs::AtCursor;

/// A key and its effect.
type KeyHelp = (Key, String);

impl DayBoard {
    /// Returns the keys of the board, the most useful first.
    pub(super) fn keys_of_board(&self, desk: &Desk) -> Vec<KeyHelp> {
        let language = desk.setup.language;
        if self.marks.asks_what() {
            return vec![plain(Code::Escape, say!(language, "day-key-back"))];
        }
        if self.is_for_marked() {
            return self.keys_for_marked(desk);
        }
        if !self.has_columns {
            return self.keys_in_list(desk);
        }
        let at = self.at_cursor(desk);
        let enter = if at.is_taken {
            say!(language, "day-key-open")
        } else {
            say!(language, "day-key-begin")
        };
        let enter = plain(Code::Enter, enter);
        if self.day.is_week() {
            let turning = [
                plain(Code::Right, say!(language, "day-key-on")),
                self.week_key(desk),
            ];
            let first = turning.into_iter().chain(self.keys_of_row(&at, desk));
            let keys = [
                plain(Code::PageDown, say!(language, "day-key-week")),
                plain(Code::Tab, say!(language, "day-key-list")),
                shifted(Code::Down, say!(language, "day-key-mark")),
                plain(Code::Home, say!(language, "day-key-today")),
                plain(Code::Escape, say!(language, "day-key-close")),
            ];
            return [enter].into_iter().chain(first).chain(keys).collect();
        }
        let keys = [
            plain(Code::Right, say!(language, "day-key-column")),
            shifted(Code::Right, say!(language, "day-key-on")),
            shifted(Code::Left, say!(language, "day-key-back")),
            self.week_key(desk),
            plain(Code::Tab, say!(language, "day-key-list")),
            self.limit_key(desk),
            shifted(Code::Down, say!(language, "day-key-mark")),
            plain(Code::PageDown, say!(language, "day-key-week")),
            plain(Code::Home, say!(language, "day-key-today")),
            plain(Code::Escape, say!(language, "day-key-close")),
        ];
        let first = self.keys_of_row(&at, desk);
        [enter].into_iter().chain(first).chain(keys).collect()
    }

    fn keys_for_marked(&self, desk: &Desk) -> Vec<KeyHelp> {
        let language = desk.setup.language;
        let [what, all] = self.marks.keys(language);
        vec![
            what,
            all,
            shifted(Code::Down, say!(language, "day-key-mark")),
            desk.setup.named(Action::Calls),
            plain(Code::Escape, say!(language, "day-key-close")),
        ]
    }

    fn keys_in_list(&self, desk: &Desk) -> Vec<KeyHelp> {
        let language = desk.setup.language;
        let enter = plain(Code::Enter, say!(language, "day-key-open"));
        let keys = [
            plain(Code::Right, say!(language, "day-key-on")),
            plain(Code::Left, say!(language, "day-key-back")),
            plain(Code::PageDown, say!(language, "day-key-week")),
            plain(Code::Home, say!(language, "day-key-today")),
            self.limit_key(desk),
            self.week_key(desk),
            plain(Code::Tab, say!(language, "day-key-columns")),
            shifted(Code::Down, say!(language, "day-key-mark")),
            (Key::ctrl('a'), say!(language, "day-key-all").to_owned()),
        ];
        let at = self.at_cursor(desk);
        let is_late = self.provider_behind(&at, desk).is_some();
        let calls = (!is_late).then(|| desk.setup.named(Action::Calls));
        let print = say!(language, "day-key-print");
        let last = [
            desk.setup.key_for(Action::Slip, print),
            plain(Code::Escape, say!(language, "day-key-close")),
        ];
        let first = [enter].into_iter().chain(self.keys_of_row(&at, desk));
        first.chain(keys).chain(calls).chain(last).collect()
    }

    /// Returns the keys of the chosen row: whom to tell if its practitioner is late, and the signs of changes.
    fn keys_of_row(&self, at: &AtCursor<'_>, desk: &Desk) -> impl Iterator<Item = KeyHelp> + use<> {
        let tells = self.provider_behind(at, desk).map(|_| {
            let does = say!(desk.setup.language, "day-key-next-three");
            desk.setup.key_for(Action::Calls, does)
        });
        tells.into_iter().chain(self.keys_of_signs(at, desk))
    }

    fn week_key(&self, desk: &Desk) -> KeyHelp {
        let language = desk.setup.language;
        let week = if self.day.is_week() {
            say!(language, "day-key-day-of-all")
        } else {
            say!(language, "day-key-week-of-one")
        };
        desk.setup.key_for(Action::FreeTimes, week)
    }

    pub(super) fn limit_key(&self, desk: &Desk) -> KeyHelp {
        let language = desk.setup.language;
        let limit = match self.day.only {
            Some(_) => say!(language, "day-key-everyone"),
            None => say!(language, "day-key-one"),
        };
        desk.setup.key_for(Action::Day, limit)
    }
}

fn plain(code: Code, does: &str) -> KeyHelp {
    (Key::plain(code), does.to_owned())
}

fn shifted(code: Code, does: &str) -> KeyHelp {
    let key = Key {
        shift: true,
        ..Key::plain(code)
    };
    (key, does.to_owned())
}
