//! The command palette: everything the desk can do, found by any part of its name or its key. It runs what it finds
//! as the key would, by the same commands.

use std::fmt;

use tui_input::{Input, InputRequest};

use crate::booking::sanitize::steers;
use crate::booking::{ChangeKind, Language, Vendor, Vendors, appointment_id, begins_word, fold};
use crate::i18n::say;

use crate::desk::form::request;
use crate::desk::keys::Press;
use crate::desk::overlay::stepped;
use crate::desk::{Action, Binding, Command, Desk, Effect, Overlay, Parked, TABLE, language_name, note};
use crate::screen::Theme;

/// The longest text to look for, in characters.
const LONGEST: usize = 60;
/// What is done most, the most often first: the palette opens on these.
const OFTEN: [Action; 12] = [
    Action::FreeTimes,
    Action::Day,
    Action::NewPatient,
    Action::NewDraft,
    Action::Template,
    Action::Slip,
    Action::OtherBackend,
    Action::Book,
    Action::Lock,
    Action::Help,
    Action::EntryLine,
    Action::Quit,
];

/// The palette while it is open.
#[derive(Clone)]
pub struct Palette {
    /// What is looked for.
    pub input: Input,
    /// Which of those found is chosen.
    pub chosen: usize,
    /// The last opens the appointment whose id is typed.
    commands: Vec<PaletteItem>,
    vendors: Vendors,
    /// The places of those that fit, the best first.
    found: Vec<usize>,
}

/// One thing the desk can do.
#[derive(Clone)]
pub struct PaletteItem {
    /// The keys that do it; empty where none does.
    pub keys: String,
    /// What it does, in a sentence.
    pub says: String,
    command: Command,
    /// What it says and its keys, folded; then the other names that find it.
    folded: String,
    also: String,
}

/// Names nobody: a parked draft's command does.
impl fmt::Debug for PaletteItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PaletteItem").field(&self.command).finish()
    }
}

impl PaletteItem {
    fn new(keys: String, says: String, command: Command) -> PaletteItem {
        let folded = fold(&format!("{says} {keys}"));
        PaletteItem { keys, says, command, folded, also: String::new() }
    }

    /// The same, also found by what a row of the key table may be called in any language of the interface.
    fn also_called(mut self, row: &Binding) -> PaletteItem {
        let names = Language::ALL.map(|language| row.also(language)).join(", ");
        self.also = fold(&format!("{} {names}", self.folded));
        self
    }

    /// Also found by these.
    fn also<'a>(mut self, names: impl Iterator<Item = &'a str>) -> PaletteItem {
        names.for_each(|name| self.folded.extend([" ", &fold(name)]));
        self
    }

    /// How well it fits what was typed, folded, the less the better; not at all where a word of that isn't in it.
    fn rank(&self, typed: &str) -> Option<u8> {
        let by_other_name =
            || rank(&self.also, typed).filter(|rank| *rank < ANYWHERE).map(|rank| rank + WORST);
        rank(&self.folded, typed).or_else(by_other_name)
    }
}

/// One more than the worst of [`rank`].
const WORST: u8 = ANYWHERE + 1;
/// What [`rank`] says of words that stand in a text, but begin none of its words.
const ANYWHERE: u8 = 3;

/// How well a text fits what was typed, both folded.
fn rank(text: &str, typed: &str) -> Option<u8> {
    let mut words = typed.split_whitespace();
    match typed.trim() {
        _ if !words.clone().all(|word| text.contains(word)) => None,
        whole if text.starts_with(whole) => Some(0),
        whole if begins_word(text, whole) => Some(1),
        _ if words.all(|word| begins_word(text, word)) => Some(2),
        _ => Some(ANYWHERE),
    }
}

impl Palette {
    fn of(commands: Vec<PaletteItem>, vendors: Vendors) -> Palette {
        let found = (0..commands.len()).collect();
        Palette { input: Input::default(), chosen: 0, commands, vendors, found }
    }

    /// The commands that fit what is looked for, the best first.
    pub fn found(&self) -> impl ExactSizeIterator<Item = &PaletteItem> {
        self.found.iter().map(|place| &self.commands[*place])
    }

    fn look(&mut self) {
        let text = self.input.value();
        let vendor = self.vendors.of_id(text.trim());
        let id = appointment_id(vendor, text).unwrap_or_default();
        if let Some(opens) = self.commands.last_mut() {
            opens.folded = if id.is_empty() { fold(&opens.says) } else { fold(text) };
            opens.command = Command::Open(vendor, id.to_owned().into());
        }
        let typed = fold(text);
        let ranked = self.commands.iter().enumerate();
        let mut ranked: Vec<(u8, usize)> =
            ranked.filter_map(|(place, command)| Some((command.rank(&typed)?, place))).collect();
        ranked.sort_unstable();
        self.found = ranked.into_iter().map(|(_, place)| place).collect();
        self.chosen = 0;
    }
}

impl Desk {
    pub(in crate::desk) fn open_palette(&mut self) -> Vec<Effect> {
        self.overlay = Some(Overlay::Palette(Palette::of(self.commands(), self.setup.vendors)));
        Vec::new()
    }

    /// Everything the desk can do just now: drafts to take up first, then the key table with what is done most
    /// at its head, then what has no key of its own.
    fn commands(&self) -> Vec<PaletteItem> {
        let language = self.setup.language;
        let mut of_table: Vec<&Binding> = TABLE.iter().collect();
        of_table.retain(|row| !matches!(row.action, Action::Palette | Action::Resume(_)));
        let place = |row: &&Binding| OFTEN.iter().position(|action| *action == row.action);
        of_table.sort_by_key(|row| place(row).unwrap_or(OFTEN.len()));
        let templates = self.templates_here().into_iter().map(|template| {
            let keys =
                format!("{} {}", self.setup.keys.key(Action::Template).shown(language), template.letter());
            let (name, minutes) = (template.name(language), template.minutes());
            let says = say!(language, "palette-template", name = name, minutes = minutes);
            PaletteItem::new(keys, says, Command::FillFrom(template.letter())).also(template.names())
        });
        let fields = self.form().draft().asked().map(|field| {
            let says = say!(language, "palette-field", field = field.label(language));
            PaletteItem::new(String::new(), says, Command::Focus(self.backend, field))
        });
        let languages = Language::ALL.into_iter().filter(|other| *other != language);
        let languages = languages.map(|other| {
            let (own, name) = (own_name(other), language_name(other, language));
            let says = say!(language, "palette-language", own = own, name = name);
            PaletteItem::new(String::new(), says, Command::Speak(other))
        });
        let themes = Theme::ALL.into_iter().map(|theme| {
            let (word, about) = (theme.word(), theme.about(language));
            let says = say!(language, "palette-theme", word = word, about = about);
            PaletteItem::new(String::new(), says, Command::TryTheme(theme))
        });
        let appointment = [
            (say!(language, "palette-move"), Command::Alter(ChangeKind::Move)),
            (say!(language, "palette-cancel"), Command::Alter(ChangeKind::Cancel)),
            (say!(language, "palette-open"), Command::Open(self.backend, String::new().into())),
        ];
        let appointment =
            appointment.map(|(says, command)| PaletteItem::new(String::new(), says.to_owned(), command));
        let mut commands = self.parked_commands();
        commands.extend(of_table.into_iter().map(|row| self.command_of(row)));
        commands.extend(templates.chain(fields).chain(languages).chain(themes).chain(appointment));
        commands
    }

    fn parked_commands(&self) -> Vec<PaletteItem> {
        let command = |parked: &Parked| {
            let row = TABLE.iter().find(|row| row.action == Action::Resume(parked.letter))?;
            let (letter, says) = (parked.letter_shown(), self.says_parked(parked));
            let says = say!(self.setup.language, "palette-draft", letter = letter, says = says);
            Some(PaletteItem::new(self.keys_of(row.action), says, Command::Act(row.action)).also_called(row))
        };
        self.parked().iter().filter_map(command).collect()
    }

    fn command_of(&self, row: &Binding) -> PaletteItem {
        let says = match row.action {
            Action::OtherBackend => {
                let other: Vendor = self.setup.vendors.after(self.backend);
                say!(self.setup.language, "palette-other-backend", backend = other.name())
            }
            _ => row.long(self.setup.language).to_owned(),
        };
        PaletteItem::new(self.keys_of(row.action), says, Command::Act(row.action)).also_called(row)
    }

    fn keys_of(&self, action: Action) -> String {
        let language = self.setup.language;
        self.setup.keys.keys(action).iter().map(|key| key.shown(language)).collect::<Vec<_>>().join("  ")
    }

    pub(in crate::desk) fn press_in_palette(&mut self, press: Press) -> Vec<Effect> {
        let page = usize::from(self.size.rows / 2);
        let Some(Overlay::Palette(palette)) = &mut self.overlay else { return Vec::new() };
        let (count, chosen) = (palette.found.len(), palette.chosen);
        match press.action() {
            Some(Action::Close | Action::Palette) => self.overlay = None,
            Some(Action::Enter) => return self.run_chosen(),
            Some(Action::ClearField) => {
                palette.input = Input::default();
                palette.look();
            }
            Some(action) => palette.chosen = stepped(action, chosen, count, page),
            None => {
                let changed = press.key().and_then(request).and_then(|request| palette.input.handle(request));
                if changed.is_some_and(|changed| changed.value) {
                    palette.look();
                }
            }
        }
        Vec::new()
    }

    pub(in crate::desk) fn paste_in_palette(&mut self, text: &str) {
        let Some(Overlay::Palette(palette)) = &mut self.overlay else { return };
        for c in text.chars().filter(|c| !steers(*c)).take(LONGEST) {
            palette.input.handle(InputRequest::InsertChar(c));
        }
        palette.look();
    }

    fn run_chosen(&mut self) -> Vec<Effect> {
        let Some(Overlay::Palette(palette)) = &self.overlay else { return Vec::new() };
        let Some(command) = palette.found().nth(palette.chosen).map(|item| item.command.clone()) else {
            self.note = Some(note!("palette-nothing-done"));
            return Vec::new();
        };
        self.overlay = None;
        if command == Command::Act(Action::Book) {
            // CONTRACT, The desk's keys: Enter never books.
            let key = self.setup.keys.key(Action::Book);
            self.note = Some(note!("palette-key-books", key = key));
            return Vec::new();
        }
        self.obey(command)
    }

    /// Says in another language what is on the screen already.
    pub(in crate::desk) fn speak(&mut self, language: Language) -> Vec<Effect> {
        self.setup.language = language;
        self.refresh_all();
        for backend in self.setup.vendors {
            self.weigh(backend, true);
        }
        self.read_line()
    }
}

/// What a language calls itself.
fn own_name(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::De => "Deutsch",
        Language::Fi => "suomi",
    }
}
