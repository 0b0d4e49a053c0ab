//! Visit templates.

use ratatui::layout::{Position, Rect};

use crate::keys::Press;
use crate::overlay::{Component, Reaction, TEXT_CARD};
use crate::{
    Action, Chosen, Command, Cx, Desk, Forms, Frame, Key, ListKey, ListPage, Note, Page, Part,
    current, note, text_width,
};
use booking::{FieldRole, Language, Template};
use i18n::{MessageId, say};
use office::TemplateFilling;
use screen::{Cell, Role, choice};

/// The list of the current form's templates.
#[derive(Clone)]
pub struct TemplateList {
    /// The letter of the chosen template.
    chosen: Chosen<char>,
}

/// Returns the name of a language in another.
pub fn language_name(other: Language, language: Language) -> &'static str {
    MessageId::attribute("language-name", other.word()).text(language)
}

impl TemplateList {
    pub(super) fn open(cx: &mut Cx<'_>) {
        let letter = cx
            .form()
            .template()
            .or_else(|| cx.office.last_template(cx.clinic));
        if current::is_under_way(cx, cx.clinic) {
            cx.note(note!("note-being-booked"));
        } else if templates_here(cx).is_empty() {
            cx.note(note!("templates-none", clinic = cx.clinic.name()));
        } else {
            cx.open(TemplateList {
                chosen: letter.map_or_else(Chosen::default, Chosen::of),
            });
        }
    }
}

impl Component for TemplateList {
    fn name(&self) -> &'static str {
        "templates"
    }

    fn help(&self) -> &'static str {
        "help-at-templates"
    }

    fn floats(&self) -> Option<u16> {
        Some(TEXT_CARD)
    }

    /// The card has room for the longest texts of a template, so that its height stays the same.
    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        let templates = 0..templates_here(desk).len();
        templates
            .map(|place| page(desk, place, width).lines(width))
            .max()
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let letters = letters(&templates_here(cx));
        let typed = press.types().map(|letter| letter.to_ascii_lowercase());
        let fills = match self.chosen.press(press, &letters) {
            ListKey::Closes => return Reaction::Close,
            ListKey::Other if press.action() == Some(Action::Template) => return Reaction::Close,
            ListKey::Enters => letters.get(self.chosen.place(&letters)).copied(),
            ListKey::Moves | ListKey::Other => typed,
        };
        let Some(letter) = fills else {
            return Reaction::Stay;
        };
        if letters.contains(&letter) {
            cx.command(Command::FillFrom(letter));
            return Reaction::Close;
        }
        cx.note(note!("template-no-letter", letter = letter.to_string()));
        Reaction::Stay
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.chosen.keep(&letters(&templates_here(cx)));
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let chosen = self.chosen.place(&letters(&templates_here(desk)));
        page(desk, chosen, area.width).draw(chosen, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        desk.setup
            .keys_of_list(say!(desk.setup.language, "now-fill-in"))
    }
}

/// Returns the templates of the current form.
pub(crate) fn templates_here(desk: &Desk) -> Vec<&Template> {
    desk.office
        .setup
        .templates
        .iter()
        .filter(|template| template.clinic() == desk.clinic)
        .collect()
}

fn letters(templates: &[&Template]) -> Vec<char> {
    templates.iter().map(|template| template.letter()).collect()
}

/// Returns the note about a template's panels that the desk can't fill in.
pub(crate) fn without_panels(desk: &Desk, unknown: &[String]) -> Option<Note> {
    let note = || desk.each_language(|words| words.without_panels(unknown));
    (!unknown.is_empty()).then(note)
}

/// Returns the template whose unedited instruction is in the form, and its language.
pub(crate) fn instruction_shown(desk: &Desk) -> Option<(&Template, Language)> {
    let text = Some(desk.form().draft().text_of(FieldRole::Instruction))
        .filter(|text| !text.is_empty())?;
    let first = desk
        .form()
        .template()
        .and_then(|letter| desk.office.setup.templates.at(desk.clinic, letter));
    let mut all = first.into_iter().chain(templates_here(desk));
    all.find_map(|template| Some((template, template.language_of(text)?)))
}

impl Part<'_, Forms> {
    /// Fills the untouched fields from a template, and removes what another one filled in before.
    pub(super) fn fill_from_template(&mut self, letter: char) {
        if self.refuse_while_booking() {
            return;
        }
        let templates = &self.office.setup.templates;
        let Some(template) = templates.at(self.clinic, letter) else {
            return;
        };
        let template = template.clone();
        let language = self.setup.language;
        let form = self.form().booking_form();
        let filling = self.office.filled_from_template(form, &template, language);
        let TemplateFilling {
            draft,
            filled,
            unlisted,
        } = filling;
        let without = without_panels(self, &unlisted);
        let note = self.each_language(|words| words.template_filled(&template, filled));
        self.note(without.unwrap_or(note));
        self.form_mut().enter(|form| {
            form.set_template(Some(letter));
            form.put_changes(&draft);
        });
    }

    /// Switches the patient's instruction to the next language, as long as nobody has edited it.
    pub(super) fn next_instruction_language(&mut self) {
        if self.refuse_while_booking() {
            return;
        }
        let Some(field) = self.clinic.field(FieldRole::Instruction) else {
            return;
        };
        let text = self.form().draft().text(field);
        let (next, note) = match instruction_shown(self) {
            _ if text.trim().is_empty() => (
                None,
                note!(
                    "instruction-none",
                    key = self.setup.keys.key(Action::Template)
                ),
            ),
            None => (None, note!("instruction-changed")),
            Some((template, language)) => {
                let next = template.next_language(language);
                let note = Note::new(move |shown| match next {
                    Some(next) => say!(shown, "instruction-now", written = written_in(next, shown)),
                    None => say!(
                        shown,
                        "instruction-only",
                        written = written_in(language, shown)
                    ),
                });
                (
                    next.and_then(|next| template.instruction(next))
                        .map(str::to_owned),
                    note,
                )
            }
        };
        if let Some(text) = next {
            let clinic = self.clinic;
            self.desk().forms[clinic].put(field, text);
        }
        self.note(note);
    }

    /// Returns whether the current form is being sent and so can't change; if so, notes it.
    fn refuse_while_booking(&mut self) -> bool {
        let is_under_way = current::is_under_way(self, self.clinic);
        if is_under_way {
            self.note(note!("note-being-booked"));
        }
        is_under_way
    }
}

/// Returns the phrase for a text's language, in another language: “in German”, “saksaksi”.
pub(crate) fn written_in(written: Language, language: Language) -> &'static str {
    MessageId::attribute("written-in", written.word()).text(language)
}

/// Returns the templates, and below them the texts of the one at the index `chosen`.
fn page(desk: &Desk, chosen: usize, width: u16) -> ListPage<'_> {
    let language = desk.setup.language;
    let templates = templates_here(desk);
    let about = templates.get(chosen);
    let about = about.map(|template| about_template(desk, template, text_width(width)));
    let title = say!(language, "templates-title", clinic = desk.clinic.name());
    ListPage {
        below: about.unwrap_or_default(),
        ..ListPage::of_choices(language, title, templates.len(), move |place| {
            row(templates[place], language)
        })
    }
}

fn row(template: &Template, language: Language) -> Vec<Cell> {
    let reason = template
        .text_of(FieldRole::Reason, language)
        .unwrap_or_default()
        .to_owned();
    let name = template.name(language);
    let minutes = template.minutes();
    let says = say!(language, "template-row", name, minutes);
    choice(template.letter(), says, reason)
}

/// Returns the texts for staff and for the patient.
fn about_template(desk: &Desk, template: &Template, width: usize) -> Page {
    let shown = desk.setup.language;
    let mut page = Page::default();
    if let Some(comment) = template.text_of(FieldRole::Comment, shown) {
        page.line(vec![(
            say!(shown, "template-for-staff").to_owned(),
            Role::Strong,
        )]);
        page.wrapped("", Role::Staff, comment, Role::Staff, width);
        page.gap();
    }
    let spoken = desk.office.language_spoken_in(desk.form().draft());
    let Some(text) = template.instruction(spoken) else {
        return page;
    };
    let language = template.language_of(text).unwrap_or(Language::En);
    let written = written_in(language, shown);
    page.line(vec![(
        say!(shown, "template-for-patient", written),
        Role::Strong,
    )]);
    page.wrapped("", Role::Text, text, Role::Text, width);
    page
}
