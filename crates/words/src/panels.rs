//! The panels of blood draws: those to choose from, and what has become of those ordered.

use booking::{ClinicId, Entry, FieldRole, Severity, Template, why_no_panels};
use i18n::say;
use office::{PanelOrder, PanelStage};

use crate::Wording;

/// A panel that a draw can have.
pub struct PanelRow<'a> {
    /// The catalogue's entry.
    pub entry: &'a Entry,
    /// Whether the appointment has the panel.
    pub is_there: bool,
    /// Whether the change adds it, or takes it off.
    pub is_toggled: bool,
}

impl PanelRow<'_> {
    /// Returns the name with a sign: `✓` included, `+` to be added, `−` to be removed.
    pub fn to_text(&self) -> String {
        let sign = match (self.is_there, self.is_toggled) {
            (true, false) => "✓",
            (false, true) => "+",
            (true, true) => "−",
            (false, false) => " ",
        };
        format!("{sign} {}", self.entry.name)
    }
}

impl<'a> Wording<'a> {
    /// Returns the panels of a clinic's catalogue that match the typed text, for an appointment that has some.
    pub fn panels_to_choose(
        self,
        clinic: ClinicId,
        has: &[String],
        toggled: &[String],
        typed: &str,
    ) -> Vec<PanelRow<'a>> {
        let lists = &self.office.lists;
        let catalogue = clinic.panels.and_then(|list| lists.list(list).value());
        let typed = typed.to_lowercase();
        let entries = catalogue
            .into_iter()
            .flat_map(|catalogue| catalogue.entries());
        let fits = |entry: &&Entry| {
            let text = format!("{} {}", entry.name, entry.detail).to_lowercase();
            typed.split_whitespace().all(|word| text.contains(word))
        };
        let row = |entry: &'a Entry| PanelRow {
            entry,
            is_there: has.contains(&entry.id),
            is_toggled: toggled.contains(&entry.id),
        };
        let mut rows: Vec<PanelRow<'_>> = entries.filter(fits).map(row).collect();
        // Panels that match by name come before those that match by their detail.
        let is_named = |row: &PanelRow<'_>| row.entry.name.to_lowercase().contains(&typed);
        rows.sort_by_key(|row| !is_named(row));
        rows
    }

    /// Returns that the panels of a template are left out because they are not listed.
    pub fn without_panels(&self, unlisted: &[String]) -> String {
        let panels = unlisted.join(", ");
        let mut clinics = self.office.setup.clinics.into_iter();
        let Some(list) = clinics.find_map(|clinic| clinic.panels) else {
            return String::new();
        };
        let clinic = list.clinic().name();
        match self.office.lists.list(list).value() {
            Some(_) => say!(self.language, "panels-unlisted", clinic, panels),
            None => say!(self.language, "panels-no-list", clinic, panels),
        }
    }

    /// Returns what a template has filled in.
    pub fn template_filled(&self, template: &Template, filled: usize) -> String {
        let name = template.name(self.language);
        match filled {
            0 => say!(self.language, "template-nothing-to-fill", name),
            _ => {
                let minutes = template.minutes();
                say!(self.language, "template-filled", name, minutes)
            }
        }
    }

    /// Returns the label of the panels that this desk ordered with an appointment, and what has become of them.
    pub fn panels_ordered(&self, order: &PanelOrder) -> Option<(&'static str, String)> {
        let language = self.language;
        let field = order.clinic.field(FieldRole::Panels)?;
        let names = |ids| self.office.lists.panel_names(order.clinic, ids);
        let panels = names(&order.wanted);
        let says = match &order.stage {
            PanelStage::Adding(_) => say!(language, "shown-panels-asked", panels),
            PanelStage::Looking { .. } => say!(language, "shown-panels-looking", panels),
            PanelStage::Added => say!(language, "shown-panels-added", panels),
            PanelStage::Failed {
                failure, panels, ..
            } => {
                let problem = order.problem(&self.office.lists, language);
                let why = why_no_panels(failure, order.clinic, language);
                let panels = names(panels);
                match problem.map(|problem| problem.severity) {
                    Some(Severity::Error) => say!(language, "shown-panels-failed", panels, why),
                    Some(Severity::Warning | Severity::Note) | None => {
                        say!(language, "shown-panels-unknown", panels, why)
                    }
                }
            }
        };
        Some((field.label(language), says))
    }
}
