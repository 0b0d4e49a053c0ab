//! The panels of blood draws: those to choose from, and the state of those ordered.

use booking::{FieldRole, Severity, Template, why_no_panels};
use i18n::say;
use office::{PanelOrder, PanelRow, PanelStage};

use crate::Wording;

/// Returns the name of a panel with a sign: `✓` included, `+` to be added, `−` to be removed.
pub fn panel_text(row: &PanelRow<'_>) -> String {
    let sign = match (row.is_there, row.is_toggled) {
        (true, false) => "✓",
        (false, true) => "+",
        (true, true) => "−",
        (false, false) => " ",
    };
    format!("{sign} {}", row.entry.name)
}

impl Wording<'_> {
    /// Returns the message that panels of a template are left out because they are not listed.
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

    /// Returns the label of the panels that this desk ordered with an appointment, and their state.
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
