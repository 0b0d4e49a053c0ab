//! The form for the time and the reason of an absence of a practitioner chosen before.

use chrono::{DateTime, Utc};
use ratatui::layout::{Position, Rect};

use super::{AbsenceCard, AbsenceForm};
use crate::frame::draw_field;
use crate::text_input::{UnsavedText, request};
use crate::{
    Action, Component, Cx, Desk, Frame, Key, Note, Press, Reaction, TEXT_CARD, TextInput, note,
};
use booking::{AwayProblem, AwayWish, Provider};
use i18n::say;
use office::AbsenceTask;
use screen::Role;

/// The maximum length of what is typed, in characters.
const LONGEST: usize = 200;
/// The lines of the form: title, field, reading, and blank lines.
const LINES: u16 = 6;

impl Component for AbsenceForm {
    fn name(&self) -> &'static str {
        "absence-form"
    }

    fn help(&self) -> &'static str {
        "help-at-absence-form"
    }

    fn floats(&self) -> Option<u16> {
        Some(TEXT_CARD)
    }

    fn lines(&self, _desk: &Desk, _width: u16) -> Option<u16> {
        Some(LINES)
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        if press.action() == Some(Action::Close) {
            return self.close(cx);
        }
        self.unsaved.keep();
        match press.action() {
            Some(Action::Enter) => match self.wish(cx) {
                Ok(wish) => {
                    AbsenceCard::open(AbsenceTask::Enter(wish), cx);
                    return Reaction::Close;
                }
                Err(problem) => {
                    cx.note(Note::new(move |language| {
                        format!("{}.", problem.what(language))
                    }));
                }
            },
            Some(Action::ClearField) => self.input = TextInput::default(),
            Some(_) => cx.note(note!("away-enter-shows")),
            None => {
                if let Some(request) = press.key().and_then(request) {
                    self.input.edit(request, LONGEST);
                }
            }
        }
        Reaction::Stay
    }

    fn paste(&mut self, _cx: &mut Cx<'_>, text: &str) {
        self.unsaved.keep();
        self.input.paste(text, LONGEST);
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let language = desk.setup.language;
        let inside = area.width.saturating_sub(3);
        let x = area.x + 2;
        let who = desk
            .words()
            .provider(self.provider.clinic(), self.provider.id());
        let title = say!(language, "away-title", who);
        frame.text_within(x, area.y, inside, &title, Role::Strong);
        let hint = say!(language, "away-hint");
        let role = self.input.role();
        let cursor = draw_field(&self.input, hint, (x, area.y + 2), inside, role, frame);
        let (text, role) = match self.wish(desk) {
            Ok(wish) => {
                let when = desk.words().absence_when(&wish);
                let why = wish.why.as_ref().map(|why| why.as_str().to_owned());
                let parts: Vec<String> = [when].into_iter().chain(why).collect();
                (parts.join(" · "), Role::Dim)
            }
            Err(problem) => (format!("! {}.", problem.what(language)), Role::Warning),
        };
        frame.text_within(x, area.y + 3, inside, &text, role);
        Some(cursor)
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let shows = say!(desk.setup.language, "away-key-shows");
        vec![
            desk.setup.key_for(Action::Enter, shows),
            desk.setup.named(Action::ClearField),
            desk.setup.key_to_close(),
        ]
    }
}

impl AbsenceForm {
    /// Opens the form with the start of the absence filled in.
    pub(crate) fn open(provider: Provider, start: DateTime<Utc>, cx: &mut Cx<'_>) {
        let zone = cx.office.zone_at(provider.clinic(), provider.id());
        let start = start.max(cx.office.moment.now).with_timezone(&zone);
        let mut input = TextInput::default();
        input.paste(&start.format("%Y-%m-%d %H:%M").to_string(), LONGEST);
        cx.open(AbsenceForm {
            provider,
            unsaved: UnsavedText::of(&input),
            input,
        });
    }

    /// Closes the form. If its text was changed, the key has to be pressed twice.
    fn close(&mut self, cx: &mut Cx<'_>) -> Reaction {
        if self.unsaved.try_close(&self.input) {
            return Reaction::Close;
        }
        let [close, enter] = [Action::Close, Action::Enter].map(|action| cx.setup.keys.key(action));
        cx.note(note!("away-unsaved", close = close, enter = enter));
        Reaction::Stay
    }

    fn wish(&self, desk: &Desk) -> Result<AwayWish, AwayProblem> {
        let words: Vec<&str> = self.input.value().split_whitespace().collect();
        let wish = desk
            .words()
            .absence_wish(self.provider.clone(), &words, None)?;
        desk.office.typed_absence(wish, &desk.setting().clock)
    }
}
