//! Parses a file of templates: the valid members and values. Reports every mistake, not only the first.

use std::ops::{Range, RangeInclusive};

use chrono::Weekday;
use strum::VariantNames;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::rules::{read_ages, read_between, read_notice, read_weekdays};
use super::{Diagnostic, KindColour, MOST_MISTAKES, Template, TranslatedText, VisitRules};
use crate::sanitize::{is_control_character, sanitize};
use crate::text::{grouped, units};
use crate::{ClinicId, Clinics, FieldId, FieldRole, Prose, with_guess};
use i18n::Language;

/// The members that every template may have.
const IN_ALL: [&str; 14] = [
    "key",
    "name",
    "also",
    "backend",
    "minutes",
    "horizon_days",
    "instruction",
    "notice",
    "between",
    "weekdays",
    "practitioners",
    "specialties",
    "ages",
    "color",
];

/// The member of templates for clinics with panels.
const PANELS: &str = "panels";

/// The bounds of a visit's length, in minutes.
const MINUTES: RangeInclusive<u32> = 1..=1440;

/// The bounds of the horizon in days. Nobody keeps a calendar for longer.
const HORIZON: RangeInclusive<u32> = 1..=3650;

/// UTF-16 units of a name, at most: it appears in lists and under the entry line.
const LONGEST_NAME: usize = 40;

/// UTF-16 units of a panel's name, at most: the client cuts longer ones.
const LONGEST_PANEL: usize = 200;

type TomlItem<'i> = Spanned<DeValue<'i>>;

/// Parses all templates of a file.
pub(super) fn read(
    clinics: Clinics,
    text: &str,
    is_time_word: &dyn Fn(&str) -> bool,
) -> Result<Vec<Template>, Vec<Diagnostic>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = TemplateReader {
        clinics,
        flaws: Vec::new(),
        is_time_word,
    };
    for error in errors.iter().take(MOST_MISTAKES) {
        reader.flaw(error.span().unwrap_or(0..0), error.message().to_owned());
    }
    // Mistakes in the remains of invalid TOML would only distract.
    let templates = if errors.is_empty() {
        reader.file(table.get_ref())
    } else {
        Vec::new()
    };
    if reader.flaws.is_empty() {
        return Ok(templates);
    }
    reader.flaws.sort_by_key(|(span, _)| span.start);
    let shown = |line: &str| sanitize(line).into_owned();
    Err(reader
        .flaws
        .into_iter()
        .map(|(span, what)| Diagnostic::at(text, span, what, shown))
        .collect())
}

/// Parses the templates of a file whose clinics are offered, and skips the rest.
pub(super) fn offered(
    clinics: Clinics,
    text: &str,
    is_time_word: &dyn Fn(&str) -> bool,
) -> Vec<Template> {
    let (table, _) = DeTable::parse_recoverable(text);
    let tables = member(table.get_ref(), "template").and_then(|tables| tables.get_ref().as_array());
    let mut reader = TemplateReader {
        clinics,
        flaws: Vec::new(),
        is_time_word,
    };
    let mut letters = Vec::new();
    let is_offered = |value: &&TomlItem<'_>| {
        let word = value
            .get_ref()
            .as_table()
            .and_then(|table| member(table, "backend"));
        let word = word.and_then(|word| word.get_ref().as_str());
        word.is_some_and(|word| clinics.sharing_templates(word).is_ok())
    };
    let offered = tables.into_iter().flatten().filter(is_offered);
    offered
        .flat_map(|table| reader.template(table, &mut letters).unwrap_or_default())
        .collect()
}

struct TemplateReader<'a> {
    clinics: Clinics,
    /// The first mistakes, [`MOST_MISTAKES`] at most.
    flaws: Vec<(Range<usize>, String)>,
    is_time_word: &'a dyn Fn(&str) -> bool,
}

impl TemplateReader<'_> {
    fn file(&mut self, table: &DeTable<'_>) -> Vec<Template> {
        let mut templates: Vec<Template> = Vec::new();
        let mut letters: Vec<char> = Vec::new();
        for (name, value) in table {
            if name.get_ref() != "template" {
                self.unknown(name.span(), name.get_ref(), &["template"]);
                continue;
            }
            let Some(tables) = value.get_ref().as_array() else {
                self.refuse::<()>(value, "write [[template]], once for each".to_owned());
                continue;
            };
            for table in tables {
                templates.extend(self.template(table, &mut letters).into_iter().flatten());
            }
        }
        templates
    }

    /// Parses one template, and copies it for the clinics that share it; `None` if it contains a mistake. `letters` are
    /// taken already.
    fn template(&mut self, value: &TomlItem<'_>, letters: &mut Vec<char>) -> Option<Vec<Template>> {
        let Some(table) = value.get_ref().as_table() else {
            return self.refuse(value, "a template is a table: [[template]]".to_owned());
        };
        let clinics = self.clinics(table, value.span());
        let letter = self
            .needed(table, value.span(), "key")
            .and_then(|key| self.letter(key, letters));
        let name = self.needed(table, value.span(), "name");
        let name = name
            .and_then(|name| self.translated(name, |reader, text| reader.line(text, LONGEST_NAME)));
        let minutes = self
            .needed(table, value.span(), "minutes")
            .and_then(|minutes| self.number(minutes, MINUTES));
        let horizon_days =
            member(table, "horizon_days").and_then(|days| self.number(days, HORIZON));
        let clinics = clinics?;
        let clinic = *clinics.first()?;
        let mut texts = self.texts(table, clinic);
        let instruction =
            member(table, "instruction").and_then(|texts| self.instruction(texts, clinic));
        let panels = self.panels(table, clinic);
        let rules = self.rules(table);
        let colour = member(table, "color").and_then(|word| self.colour(word));
        let minutes = minutes?;
        if let Some(field) = clinic.field(FieldRole::Minutes) {
            texts.push((field, TranslatedText::same_in_all(minutes.to_string())));
        }
        let template = Template {
            letter: letter?,
            name: name?,
            also: self.names(table, "also"),
            clinic,
            minutes,
            colour,
            horizon_days,
            rules,
            texts,
            panels,
            instruction,
        };
        let all = clinics.iter().map(|clinic| template.for_clinic(*clinic));
        Some(all.collect())
    }

    fn colour(&mut self, value: &TomlItem<'_>) -> Option<KindColour> {
        let word = self.text(value)?;
        match word.parse() {
            Ok(colour) => Some(colour),
            Err(_) => {
                let words = KindColour::VARIANTS.join(", ");
                let what = format!("is no color; write one of {words}");
                self.refuse(
                    value,
                    with_guess(what, word, KindColour::VARIANTS.iter().copied()),
                )
            }
        }
    }

    /// Parses the rules of a kind of visit.
    fn rules(&mut self, table: &DeTable<'_>) -> VisitRules {
        let notice = member(table, "notice").and_then(|value| {
            let text = self.text(value)?;
            let advice = "is no notice; write 45min, 2h or 3d";
            read_notice(text).or_else(|| self.refuse(value, advice.to_owned()))
        });
        let between = member(table, "between").and_then(|value| {
            let text = self.text(value)?;
            let advice = "is not from one time of day to a later one; write 07:00-10:00";
            read_between(text).or_else(|| self.refuse(value, advice.to_owned()))
        });
        let ages = member(table, "ages").and_then(|value| {
            let text = self.text(value)?;
            let advice = "are no ages; write 0-17, 18- or -17";
            read_ages(text).or_else(|| self.refuse(value, advice.to_owned()))
        });
        VisitRules {
            notice,
            between,
            weekdays: self.weekdays(table),
            practitioners: self.names(table, "practitioners"),
            specialties: self.names(table, "specialties"),
            ages,
        }
    }

    /// Parses a text or a list of texts.
    fn names(&mut self, table: &DeTable<'_>, name: &str) -> Vec<String> {
        let items = member(table, name).map(items_of).unwrap_or_default();
        items
            .iter()
            .filter_map(|item| self.line(item, LONGEST_PANEL))
            .collect()
    }

    /// Parses weekdays: a text or a list of texts, each a weekday or a range of them.
    fn weekdays(&mut self, table: &DeTable<'_>) -> Vec<Weekday> {
        let items = member(table, "weekdays").map(items_of).unwrap_or_default();
        let mut named = Vec::new();
        for item in items {
            let days = self.text(item).map(read_weekdays);
            match days {
                Some(Some(days)) => named.extend(days),
                Some(None) => self.flaw(
                    item.span(),
                    "is no weekday; write \"mo\", \"mo-fr\" or a list of them".to_owned(),
                ),
                None => {}
            }
        }
        let all = std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).take(7);
        all.filter(|day| named.contains(day)).collect()
    }

    fn clinics(&mut self, table: &DeTable<'_>, place: Range<usize>) -> Option<Vec<ClinicId>> {
        let value = self.needed(table, place, "backend")?;
        let word = self.text(value)?;
        self.clinics
            .sharing_templates(word)
            .map_err(|what| self.flaw(value.span(), what))
            .ok()
    }

    fn letter(&mut self, value: &TomlItem<'_>, taken: &mut Vec<char>) -> Option<char> {
        let text = self.text(value)?;
        let mut letters = text.chars();
        let letter = match (letters.next(), letters.next()) {
            (Some(letter), None) if letter.is_ascii_lowercase() => letter,
            _ => {
                return self.refuse(
                    value,
                    format!("a key is one letter from a to z, not “{text}”"),
                );
            }
        };
        if (self.is_time_word)(text) {
            return self.refuse(
                value,
                format!("“{text}” means a time on the entry line; take another letter"),
            );
        }
        if taken.contains(&letter) {
            return self.refuse(
                value,
                format!("“{letter}” is the key of another template; take another letter"),
            );
        }
        taken.push(letter);
        Some(letter)
    }

    /// Returns the texts for the form's fields, and reports members of other clinics.
    fn texts(&mut self, table: &DeTable<'_>, clinic: ClinicId) -> Vec<(FieldId, TranslatedText)> {
        let mut texts = Vec::new();
        for (name, value) in table {
            let word = name.get_ref().as_ref();
            let is_named = |field: &FieldId| field.in_templates == Some(word);
            let here = clinic.form().iter().copied().find(is_named);
            match (here, self.clinics.fields().find(is_named)) {
                (Some(id), _) => texts.extend(self.field(id, value).map(|text| (id, text))),
                (None, Some(_)) => {
                    self.flaw(
                        name.span(),
                        self.only_elsewhere(clinic, word, |other| {
                            other
                                .form()
                                .iter()
                                .any(|field| field.in_templates == Some(word))
                        }),
                    );
                }
                (None, None) if IN_ALL.contains(&word) || word == PANELS => {}
                (None, None) => {
                    let names: Vec<&str> = IN_ALL
                        .iter()
                        .copied()
                        .chain([PANELS])
                        .chain(self.clinics.fields().filter_map(|field| field.in_templates))
                        .collect();
                    self.unknown(name.span(), word, &names);
                }
            }
        }
        texts
    }

    /// Returns the message that a member belongs to the templates of other clinics.
    fn only_elsewhere(
        &self,
        clinic: ClinicId,
        word: &str,
        takes: impl Fn(ClinicId) -> bool,
    ) -> String {
        let others: Vec<&str> = self
            .clinics
            .iter()
            .filter(|other| takes(*other))
            .map(ClinicId::name)
            .collect();
        let name = clinic.name();
        let others = others.join("'s and ");
        let what = if word == PANELS { "some" } else { "one" };
        format!("{name} takes no `{word}`; only {others}'s templates have {what}")
    }

    /// Returns the panels, each by its name in the catalogue or by its UUID.
    fn panels(&mut self, table: &DeTable<'_>, clinic: ClinicId) -> Vec<String> {
        let Some(value) = member(table, PANELS) else {
            return Vec::new();
        };
        if clinic.panels.is_none() {
            let what = self.only_elsewhere(clinic, PANELS, |other| other.panels.is_some());
            self.flaw(value.span(), what);
        }
        let Some(list) = value.get_ref().as_array().filter(|list| !list.is_empty()) else {
            self.refuse::<()>(
                value,
                r#"write a list, such as ["Lipid Profile"], or leave it out"#.to_owned(),
            );
            return Vec::new();
        };
        let mut panels: Vec<String> = Vec::new();
        for item in list {
            match self.line(item, LONGEST_PANEL) {
                Some(panel) if panels.contains(&panel) => {
                    self.flaw(item.span(), format!("“{panel}” stands here twice"));
                }
                panel => panels.extend(panel),
            }
        }
        panels
    }

    /// Parses a value for a field of the form, within the bounds of the field table.
    fn field(&mut self, field: FieldId, value: &TomlItem<'_>) -> Option<TranslatedText> {
        let limit = field.limit.unwrap_or(usize::MAX);
        if let Some((least, most)) = field.kind.bounds {
            let number = self.number(value, least..=most)?;
            return Some(TranslatedText::same_in_all(number.to_string()));
        }
        match field.kind.prose {
            Prose::Lines => self.translated(value, |reader, text| reader.lines(text, limit)),
            Prose::Line | Prose::None => {
                self.translated(value, |reader, text| reader.line(text, limit))
            }
        }
    }

    fn instruction(&mut self, value: &TomlItem<'_>, clinic: ClinicId) -> Option<TranslatedText> {
        if value.get_ref().as_table().is_none() {
            return self.refuse(
                value,
                "write [template.instruction] and en, de, fi under it".to_owned(),
            );
        }
        let limit = clinic
            .field(FieldRole::Instruction)
            .and_then(|field| field.limit)
            .unwrap_or(usize::MAX);
        self.translated(value, |reader, text| reader.lines(text, limit))
    }

    /// Parses one text for all languages, or a table of them.
    fn translated(
        &mut self,
        value: &TomlItem<'_>,
        read: impl Fn(&mut Self, &TomlItem<'_>) -> Option<String>,
    ) -> Option<TranslatedText> {
        let Some(table) = value.get_ref().as_table() else {
            return read(self, value).map(TranslatedText::same_in_all);
        };
        for name in table
            .keys()
            .filter(|name| !Language::VARIANTS.contains(&name.get_ref().as_ref()))
        {
            self.unknown(name.span(), name.get_ref(), Language::VARIANTS);
        }
        let english = self
            .needed(table, value.span(), "en")
            .and_then(|text| read(self, text));
        let mut other = |name| member(table, name).and_then(|text| read(self, text));
        let german = other("de");
        let finnish = other("fi");
        Some(TranslatedText {
            english: english?,
            german,
            finnish,
        })
    }

    /// Parses a text of one line.
    fn line(&mut self, value: &TomlItem<'_>, limit: usize) -> Option<String> {
        let text = self.lines(value, limit)?;
        if text.contains('\n') {
            return self.refuse(value, "is one line only".to_owned());
        }
        Some(text)
    }

    /// Parses a text of any number of lines, within its limit.
    fn lines(&mut self, value: &TomlItem<'_>, limit: usize) -> Option<String> {
        let text = self.text(value)?.replace("\r\n", "\n");
        if let Some(odd) = text
            .chars()
            .find(|letter| *letter != '\n' && is_control_character(*letter))
        {
            let code = u32::from(odd);
            return self.refuse(
                value,
                format!("holds the unseen character U+{code:04X}; take it out"),
            );
        }
        let length = units(&text);
        if length > limit {
            let [length, most, over] =
                [length, limit, length - limit].map(|number| grouped(number, Language::En));
            return self.refuse(
                value,
                format!("is too long: {length} of {most}; shorten it by {over}"),
            );
        }
        Some(text)
    }

    /// Parses a text that is not blank, and trims it.
    fn text<'v>(&mut self, value: &'v TomlItem<'_>) -> Option<&'v str> {
        match value.get_ref().as_str().map(str::trim) {
            Some("") => self.refuse(value, "is empty; leave the line out instead".to_owned()),
            Some(text) => Some(text),
            None => self.refuse(value, "is no text; write it in quotes".to_owned()),
        }
    }

    fn number(&mut self, value: &TomlItem<'_>, bounds: RangeInclusive<u32>) -> Option<u32> {
        let number = value
            .get_ref()
            .as_integer()
            .filter(|integer| integer.radix() == 10);
        let number = number.and_then(|integer| integer.as_str().parse().ok());
        match number.filter(|number| bounds.contains(number)) {
            Some(number) => Some(number),
            None => {
                let least = bounds.start();
                let most = bounds.end();
                self.refuse(value, format!("is no whole number from {least} to {most}"))
            }
        }
    }

    /// Returns a required member.
    fn needed<'t, 'i>(
        &mut self,
        table: &'t DeTable<'i>,
        place: Range<usize>,
        name: &str,
    ) -> Option<&'t TomlItem<'i>> {
        let value = member(table, name);
        if value.is_none() {
            self.flaw(place, format!("`{name}` is missing here"));
        }
        value
    }

    fn unknown(&mut self, span: Range<usize>, name: &str, known: &[&str]) {
        if self.flaws.len() >= MOST_MISTAKES {
            return;
        }
        let what = format!("unknown name `{name}`");
        self.flaw(span, with_guess(what, name, known.iter().copied()));
    }

    /// Reports a mistake in a value, and returns `None`.
    fn refuse<T>(&mut self, value: &TomlItem<'_>, what: String) -> Option<T> {
        self.flaw(value.span(), what);
        None
    }

    fn flaw(&mut self, span: Range<usize>, what: String) {
        if self.flaws.len() < MOST_MISTAKES {
            self.flaws.push((span, what));
        }
    }
}

/// Returns the items of a list, or a single value.
fn items_of<'t, 'i>(value: &'t TomlItem<'i>) -> &'t [TomlItem<'i>] {
    let list = value.get_ref().as_array();
    list.map_or(std::slice::from_ref(value), |items| items.as_ref())
}

fn member<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<&'t TomlItem<'i>> {
    table
        .iter()
        .find(|(key, _)| key.get_ref() == name)
        .map(|(_, value)| value)
}
