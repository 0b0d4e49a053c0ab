//! Typing in the palette, and running the chosen command.

use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use crate::keys::Press;
use crate::list::stepped;
use crate::overlay::{Component, Reaction, TEXT_CARD};
use crate::text_input::request;
use crate::{
    Action, Binding, Command, Cx, Desk, Frame, Key, Pane, Parked, ScreenShape, TABLE, appointment,
    drafts, language_name, note, reachability, templates, themes,
};
use booking::api::Capability;
use booking::sanitize::is_control_character;
use booking::{Language, Status, Verb};
use i18n::{MessageId, say};
use words::{NAMED_LISTS, line_examples};

use super::{Palette, PaletteGroup, PaletteItem, name, view};

/// The maximum length of the search text, in characters.
const LONGEST: usize = 60;
/// The most frequent actions, in order: the palette lists them first.
const OFTEN: [Action; 14] = [
    Action::Undo,
    Action::FreeTimes,
    Action::Day,
    Action::NewPatient,
    Action::CorrectPatient,
    Action::PatientNote,
    Action::NewDraft,
    Action::Template,
    Action::Slip,
    Action::OtherBackend,
    Action::Book,
    Action::Lock,
    Action::Help,
    Action::EntryLine,
];

impl Component for Palette {
    fn name(&self) -> &'static str {
        "palette"
    }

    fn help(&self) -> &'static str {
        "help-at-palette"
    }

    fn floats(&self) -> Option<u16> {
        Some(TEXT_CARD)
    }

    fn leaves_line(&self) -> bool {
        false
    }

    fn lines(&self, desk: &Desk, _width: u16) -> Option<u16> {
        let geometry = desk.geometry();
        (geometry.shape == ScreenShape::Wide).then(|| geometry.body().height * 2 / 3)
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let page = usize::from(cx.size.rows / 2);
        match press.action() {
            Some(Action::Close | Action::Palette) => return Reaction::Close,
            Some(Action::Enter) => return self.run_chosen(cx),
            Some(Action::ClearField) => {
                self.input = Input::default();
                self.search();
            }
            Some(action) => self.chosen = stepped(action, self.chosen, self.matches.len(), page),
            None => {
                let changed = press
                    .key()
                    .and_then(request)
                    .and_then(|request| self.input.handle(request));
                if changed.is_some_and(|changed| changed.value) {
                    self.search();
                }
            }
        }
        Reaction::Stay
    }

    fn paste(&mut self, _cx: &mut Cx<'_>, text: &str) {
        for c in text
            .chars()
            .filter(|c| !is_control_character(*c))
            .take(LONGEST)
        {
            self.input.handle(InputRequest::InsertChar(c));
        }
        self.search();
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        Some(view::draw(self, desk, area, frame))
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        desk.setup
            .keys_of_list(say!(desk.setup.language, "now-do-it"))
    }
}

impl Palette {
    /// Runs the chosen command, as its key would once the palette is closed.
    fn run_chosen(&self, cx: &mut Cx<'_>) -> Reaction {
        let Some(command) = self
            .found()
            .nth(self.chosen)
            .map(|item| item.command.clone())
        else {
            cx.note(note!("palette-nothing-done"));
            return Reaction::Stay;
        };
        if command == Command::Act(Action::Book) {
            // Enter never books.
            cx.note(note!(
                "palette-key-books",
                key = cx.setup.keys.key(Action::Book)
            ));
            return Reaction::Close;
        }
        if let Some(name) = name(&command) {
            let clinic = cx.clinic;
            cx.office_mut().record_command(clinic, &name);
        }
        cx.command(command);
        Reaction::Close
    }

    fn of(desk: &Desk, mut commands: Vec<PaletteItem>) -> Palette {
        let used = desk.office.recent_commands();
        for item in &mut commands {
            item.acts = reachability::acts_now(desk, &item.command);
        }
        for (place, used) in used.iter().enumerate() {
            // Of several rows with one command, the one of the key table comes last.
            let mut items = commands.iter_mut().rev();
            if let Some(item) = items.find(|item| name(&item.command).as_deref() == Some(used)) {
                item.last_used = Some(place);
                item.group = PaletteGroup::Often;
            }
        }
        let is_at_appointment = desk.panes.focused == Pane::Appointment;
        commands.sort_by_key(|item| {
            let is_here = is_at_appointment && item.group == PaletteGroup::Appointment;
            let is_undo = item.is_of(Action::Undo);
            let last_used = item.last_used.unwrap_or(usize::MAX);
            (!is_here, item.group, !is_undo, last_used)
        });
        let matches = (0..commands.len()).collect();
        Palette {
            input: Input::default(),
            chosen: 0,
            commands,
            clinics: desk.office.setup.clinics,
            here: desk.clinic,
            matches,
        }
    }

    pub(crate) fn open(cx: &mut Cx<'_>) {
        let palette = Palette::of(cx, commands(cx));
        cx.open(palette);
    }

    /// Lists the commands again, after the language has changed.
    pub(crate) fn speak(&mut self, desk: &Desk) {
        self.commands = Palette::of(desk, commands(desk)).commands;
        self.search();
    }
}

/// Returns the commands of the key table that can be given here.
pub(crate) fn commands_of_keys(desk: &Desk) -> Vec<PaletteItem> {
    let mut of_table: Vec<&Binding> = TABLE.iter().collect();
    of_table.retain(|row| {
        !matches!(row.action, Action::Palette | Action::Resume(_))
            && reachability::offers(desk, row.action)
    });
    let place = |row: &&Binding| OFTEN.iter().position(|action| *action == row.action);
    of_table.sort_by_key(|row| place(row).unwrap_or(OFTEN.len()));
    let of_table = of_table.into_iter();
    of_table.map(|row| command_of(desk, row)).collect()
}

/// Returns the commands that have no row in the key table and are no part of the form or the line: they are called by
/// name.
pub(crate) fn commands_by_name(desk: &Desk) -> Vec<PaletteItem> {
    let mut commands = discarding_commands(desk.setup.language).to_vec();
    commands.extend(board_commands(desk));
    commands.extend(list_commands(desk.setup.language));
    commands.extend([waiting_list_command(desk), visits_command(desk)]);
    commands.push(outbox_command(desk));
    commands.push(several_command(desk.setup.language));
    commands.push(death_command(desk.setup.language));
    commands
}

/// Returns every available command; the commands of the key table begin with the most frequent.
fn commands(desk: &Desk) -> Vec<PaletteItem> {
    let language = desk.setup.language;
    let mut commands = parked_commands(desk);
    commands.extend(discarding_commands(language));
    commands.extend(tutor_commands(desk));
    commands.extend(board_commands(desk));
    commands.extend(list_commands(language));
    commands.extend(commands_of_keys(desk));
    commands.push(waiting_list_command(desk));
    commands.push(outbox_command(desk));
    commands.extend(template_commands(desk));
    commands.extend(line_commands(language));
    commands.extend(field_commands(desk));
    commands.extend(language_commands(language));
    commands.extend(theme_commands(desk));
    commands.extend(appointment_commands(desk));
    commands
}

/// Returns the commands that open a list by its name.
fn list_commands(language: Language) -> impl Iterator<Item = PaletteItem> {
    let lists = NAMED_LISTS.iter().filter(|list| list.is_in_palette);
    lists.map(move |list| {
        let names = Language::ALL.map(|language| list.says("also", language));
        let says = list.says("palette", language).to_owned();
        let command = Command::List(list);
        PaletteItem::new(PaletteGroup::Keys, String::new(), says, command)
            .also_named(&names.join(", "))
    })
}

/// Returns the commands of the day board, by the names that people look for.
fn board_commands(desk: &Desk) -> [PaletteItem; 3] {
    let language = desk.setup.language;
    let calls = desk.setup.keys.key(Action::Calls).shown(language);
    let late = Language::ALL.map(|language| say!(language, "palette-late-also"));
    let waits = Language::ALL.map(|language| say!(language, "palette-who-waits-also"));
    let slip = desk.setup.keys.key(Action::Slip).shown(language);
    let prints = Language::ALL.map(|language| say!(language, "palette-print-day-also"));
    let board = keys_of(desk, Action::Day);
    let late_says = say!(language, "palette-late", key = calls);
    let waits_says = say!(language, "palette-who-waits").to_owned();
    let prints_says = say!(language, "palette-print-day", key = slip);
    let opens = Command::Act(Action::Day);
    let of = [
        (late_says, late, board.clone(), opens.clone()),
        (waits_says, waits, String::new(), Command::ListWhoWaits),
        (prints_says, prints, board, opens),
    ];
    of.map(|(says, names, keys, command)| {
        PaletteItem::new(PaletteGroup::Keys, keys, says, command).also_named(&names.join(", "))
    })
}

/// Returns the commands that fill the form from a template.
fn template_commands(desk: &Desk) -> impl Iterator<Item = PaletteItem> {
    let language = desk.setup.language;
    templates::templates_here(desk)
        .into_iter()
        .map(move |template| {
            let keys = format!(
                "{} {}",
                desk.setup.keys.key(Action::Template).shown(language),
                template.letter()
            );
            let name = template.name(language);
            let minutes = template.minutes();
            let says = say!(language, "palette-template", name, minutes);
            PaletteItem::new(
                PaletteGroup::Form,
                keys,
                says,
                Command::FillFrom(template.letter()),
            )
            .also(template.names())
        })
}

/// Returns the commands that continue the entry line, each by the names that people look for.
fn line_commands(language: Language) -> impl Iterator<Item = PaletteItem> {
    line_examples().iter().filter_map(move |example| {
        let adds = example.adds(language)?;
        let typed = example.typed(language);
        let says = say!(
            language,
            "palette-on-line",
            typed,
            about = example.about(language)?
        );
        let item = PaletteItem::new(
            PaletteGroup::Form,
            String::new(),
            says,
            Command::ContinueLine {
                words: adds.to_owned(),
                can_stand_first: example.can_stand_first(),
                example: typed,
            },
        );
        Some(item.also_named(&example.other_names()))
    })
}

/// Returns the commands that move to a field of the form.
fn field_commands(desk: &Desk) -> impl Iterator<Item = PaletteItem> {
    let language = desk.setup.language;
    desk.form().draft().asked().map(move |field| {
        let says = say!(language, "palette-field", field = field.label(language));
        PaletteItem::new(
            PaletteGroup::Form,
            String::new(),
            says,
            Command::Focus(desk.clinic, field),
        )
    })
}

/// Returns the command that turns the form into an entry for the waiting list, or back into a booking.
fn waiting_list_command(desk: &Desk) -> PaletteItem {
    let language = desk.setup.language;
    let says = if desk.form().is_for_waiting_list() {
        say!(language, "palette-wait-back")
    } else {
        say!(language, "palette-wait")
    };
    PaletteItem::new(
        PaletteGroup::Form,
        String::new(),
        says.to_owned(),
        Command::PutOnWaitingList,
    )
}

/// Returns the command that focuses the Outbox.
fn outbox_command(desk: &Desk) -> PaletteItem {
    let says = say!(desk.setup.language, "palette-outbox").to_owned();
    let names = Language::ALL.map(|language| say!(language, "palette-outbox-also"));
    PaletteItem::new(PaletteGroup::Keys, String::new(), says, Command::ShowOutbox)
        .also_named(&names.join(", "))
}

/// Returns the commands that switch to another language.
fn language_commands(language: Language) -> impl Iterator<Item = PaletteItem> {
    let languages = Language::ALL
        .into_iter()
        .filter(move |other| *other != language);
    languages.map(move |other| {
        let own = MessageId::attribute("own-name", other.word()).text(language);
        let says = say!(
            language,
            "palette-language",
            own,
            name = language_name(other, language)
        );
        PaletteItem::new(
            PaletteGroup::Look,
            String::new(),
            says,
            Command::Speak(other),
        )
    })
}

/// Returns the commands that try another theme.
fn theme_commands(desk: &Desk) -> impl Iterator<Item = PaletteItem> {
    let language = desk.setup.language;
    let names = Language::ALL.map(|language| say!(language, "palette-theme-also"));
    let names = names.join(", ");
    themes::offered(desk).into_iter().map(move |theme| {
        let word = theme.word();
        let about = theme.about(language);
        let says = say!(language, "palette-theme", word, about);
        PaletteItem::new(
            PaletteGroup::Look,
            String::new(),
            says,
            Command::TryTheme(theme),
        )
        .also_named(&names)
    })
}

fn appointment_commands(desk: &Desk) -> Vec<PaletteItem> {
    let language = desk.setup.language;
    let clinic = desk
        .appointment
        .shown
        .as_ref()
        .map_or(desk.clinic, |shown| shown.appointment.clinic);
    let verbs: &[Verb] = if desk.office.missing_at(clinic).has(Capability::Alter) {
        &[]
    } else {
        Verb::ALL
    };
    let has_letters = has_letters_of_pane(desk);
    let shown = desk.appointment.shown.as_ref();
    let is_cancelled = shown.is_some_and(|shown| shown.named().status() == Some(Status::Cancelled));
    let altering = verbs.iter().map(|verb| {
        let names =
            Language::ALL.map(|language| say!(language, "palette-change-also", verb = *verb));
        let says = say!(language, "palette-change", verb = *verb);
        let command = Command::Alter(*verb);
        let acts = has_letters && reachability::acts_now(desk, &command);
        let keys = match verb.letter() {
            Some(letter) if acts => String::from(letter),
            _ => String::new(),
        };
        let item = PaletteItem::new(PaletteGroup::Appointment, keys, says, command)
            .also_named(&names.join(", "));
        if *verb == Verb::NextStatus && is_cancelled {
            let takes_back = Language::ALL.into_iter();
            item.also(takes_back.map(|language| say!(language, "now-undo-cancelling")))
        } else {
            item
        }
    });
    let open = PaletteItem::new(
        PaletteGroup::Appointment,
        String::new(),
        say!(language, "palette-open").to_owned(),
        Command::Open(desk.clinic, String::new().into()),
    );
    let others = [
        several_command(language),
        visits_command(desk),
        death_command(language),
        open,
    ];
    altering.chain(others).collect()
}

/// Returns whether the letters of the Appointment pane have their effect where the cursor is.
fn has_letters_of_pane(desk: &Desk) -> bool {
    let is_open = desk.overlays.under::<Palette>().is_some();
    desk.panes.focused == Pane::Appointment && !is_open && desk.phase().is_none()
}

/// Returns the command that lists the visits of the current patient.
fn visits_command(desk: &Desk) -> PaletteItem {
    let language = desk.setup.language;
    let names = Language::ALL.map(|language| say!(language, "palette-visits-also"));
    let says = say!(language, "palette-visits").to_owned();
    let lists_more = has_letters_of_pane(desk) && appointment::lists_more_visits(desk);
    let keys = if lists_more { "v" } else { "" };
    PaletteItem::new(
        PaletteGroup::Appointment,
        keys.to_owned(),
        says,
        Command::ListVisits,
    )
    .also_named(&names.join(", "))
}

/// Returns the command that lists the visits of the current patient, by the name of what is done with several of them.
fn several_command(language: Language) -> PaletteItem {
    let names = Language::ALL.map(|language| say!(language, "palette-several-also"));
    let says = say!(language, "palette-several").to_owned();
    let command = Command::ListVisits;
    PaletteItem::new(PaletteGroup::Appointment, String::new(), says, command)
        .also_named(&names.join(", "))
}

/// Returns the command that cancels all upcoming appointments of a patient who has died.
fn death_command(language: Language) -> PaletteItem {
    let names = Language::ALL.map(|language| say!(language, "palette-died-also"));
    let says = say!(language, "palette-died").to_owned();
    let command = Command::PatientDied;
    PaletteItem::new(PaletteGroup::Appointment, String::new(), says, command)
        .also_named(&names.join(", "))
}

/// Returns the commands that discard the draft in the form, and all that were put aside.
fn discarding_commands(language: Language) -> [PaletteItem; 2] {
    let one = Language::ALL.map(|language| say!(language, "palette-discard-also"));
    let all = Language::ALL.map(|language| say!(language, "palette-drop-all-also"));
    let of = [
        (
            say!(language, "palette-discard"),
            one,
            Command::DiscardDraft,
        ),
        (say!(language, "palette-drop-all"), all, Command::DropDrafts),
    ];
    of.map(|(says, names, command)| {
        PaletteItem::new(PaletteGroup::Keys, String::new(), says.to_owned(), command)
            .also_named(&names.join(", "))
    })
}

fn tutor_commands(desk: &Desk) -> Vec<PaletteItem> {
    if desk.tutor.is_none() {
        return Vec::new();
    }
    let language = desk.setup.language;
    let commands = [
        (say!(language, "tutor-skip"), Command::SkipPart),
        (say!(language, "tutor-again"), Command::BeginTutorAgain),
    ];
    commands
        .into_iter()
        .map(|(says, command)| {
            PaletteItem::new(PaletteGroup::Open, String::new(), says.to_owned(), command)
        })
        .collect()
}

fn parked_commands(desk: &Desk) -> Vec<PaletteItem> {
    let command = |parked: &Parked| {
        let row = TABLE
            .iter()
            .find(|row| row.action == Action::Resume(parked.letter))?;
        let letter = parked.letter_shown();
        let says = drafts::parked_text(desk, parked);
        let says = say!(desk.setup.language, "palette-draft", letter, says);
        let item = PaletteItem::new(
            PaletteGroup::Open,
            keys_of(desk, row.action),
            says,
            Command::Act(row.action),
        );
        Some(item.also_called(row))
    };
    desk.parked().iter().filter_map(command).collect()
}

/// Returns the command of a row. The other names of *take back* and *new patient* count as their own, as the sentences
/// of other commands contain them too.
fn command_of(desk: &Desk, row: &Binding) -> PaletteItem {
    let says = match row.action {
        Action::OtherBackend => {
            let other = desk.office.setup.clinics.after(desk.clinic);
            say!(
                desk.setup.language,
                "palette-other-backend",
                clinic = other.name()
            )
        }
        _ => row.long(desk.setup.language).to_owned(),
    };
    let group = if OFTEN.contains(&row.action) {
        PaletteGroup::Often
    } else {
        PaletteGroup::Keys
    };
    let item = PaletteItem::new(
        group,
        keys_of(desk, row.action),
        says,
        Command::Act(row.action),
    );
    let names = Language::ALL.into_iter();
    let item = match row.action {
        Action::Undo | Action::NewPatient => item.also(names.map(|language| row.also(language))),
        _ => item,
    };
    item.also_called(row)
}

fn keys_of(desk: &Desk, action: Action) -> String {
    let language = desk.setup.language;
    desk.setup
        .keys
        .keys(action)
        .iter()
        .map(|key| key.shown(language))
        .collect::<Vec<_>>()
        .join("  ")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use booking::clinics::{CLINIK, SHIPPED};

    use super::*;
    use crate::{Moment, Msg, Setup, update};

    /// Returns a desk with the cursor in this pane.
    fn desk_in(pane: Pane) -> Desk {
        let setup = Setup::new(SHIPPED, zones::Zone::BERLIN, CLINIK);
        let moment = Moment {
            now: "2026-11-24T09:05:00Z".parse().expect("a time"),
            up: Duration::ZERO,
        };
        let size = screen::Size {
            cols: 120,
            rows: 40,
        };
        let mut desk = Desk::new(setup, moment, size);
        update(&mut desk, Msg::Opened);
        desk.panes.focus(pane);
        desk
    }

    /// Returns where a desk is, and what it says.
    fn place(desk: &Desk) -> String {
        let overlays = desk.overlays.top().map(crate::Overlay::name);
        let focus = (desk.panes.focused, desk.form().focus(), desk.clinic);
        let look = (desk.naming, desk.panes.request_open, desk.is_locked());
        let text = (desk.note_text(), desk.line.input.value());
        let asks = (desk.question.is_some(), desk.ended.is_some());
        format!("{overlays:?} {focus:?} {look:?} {text:?} {asks:?}")
    }

    /// Returns the keys that a row names, each as the presses that it takes.
    fn keys_named(desk: &Desk, item: &PaletteItem) -> Vec<Vec<Key>> {
        if let Command::Act(action) = item.command {
            assert_eq!(item.keys, keys_of(desk, action), "{}", item.says);
            let keys = desk.setup.keys.keys(action);
            return keys.iter().map(|key| vec![*key]).collect();
        }
        let named = item.keys.split("  ").filter(|keys| !keys.is_empty());
        let key = |name: &str| name.parse().expect("a key");
        named
            .map(|keys| keys.split(' ').map(key).collect())
            .collect()
    }

    #[test]
    fn every_row_names_keys_that_do_the_same_where_the_cursor_is() {
        for pane in [Pane::Line, Pane::Form, Pane::Appointment, Pane::Problems] {
            let desk = desk_in(pane);
            for item in commands(&desk) {
                let by_row = &mut desk.clone();
                update(by_row, Msg::Do(item.command.clone()));
                for keys in keys_named(&desk, &item) {
                    let by_key = &mut desk.clone();
                    for key in keys {
                        update(by_key, Msg::Key(key));
                    }
                    assert_eq!(place(by_key), place(by_row), "{pane:?} {}", item.says);
                }
            }
        }
    }

    #[test]
    fn no_two_commands_are_kept_under_one_name() {
        let desk = desk_in(Pane::Appointment);
        let mut kept: Vec<(String, Command)> = Vec::new();
        for item in commands(&desk) {
            let Some(name) = name(&item.command) else {
                continue;
            };
            for (other, command) in &kept {
                assert!(*other != name || *command == item.command, "{name}");
            }
            kept.push((name, item.command));
        }
    }
}
