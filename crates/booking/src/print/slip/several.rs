//! The visits of one call on one paper: of a family or of a series.

use super::calendar::calendar;
use super::html::HtmlPage;
use super::{Paper, Slip};
use i18n::say;

/// The visits of one patient.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientSlips {
    /// The name or the initials above them, if there are other patients.
    pub head: Option<String>,
    /// The visits, by time; the patient's name is not on them.
    pub visits: Vec<Slip>,
}

/// Returns the visits of these patients on one paper.
pub fn on_one_paper(patients: &[PatientSlips], paper: Paper) -> String {
    let slips = patients.iter().flat_map(|patient| &patient.visits);
    let Some(first) = slips.clone().next() else {
        return String::new();
    };
    let count = slips.clone().count();
    let title = first.mode_before(&say!(first.language, "slip-several", count));
    let shared = shared_instruction(slips.clone());
    match paper {
        Paper::Calendar => calendar(slips),
        Paper::Text => text(first, patients, &title, shared.as_deref()),
        Paper::Html => html(first, patients, &title, shared.as_deref()),
    }
}

/// Returns the instruction to print once below all visits, if they share it.
fn shared_instruction<'a>(mut slips: impl Iterator<Item = &'a Slip>) -> Option<String> {
    let first = slips.next()?;
    let instruction = first.instruction.trim();
    let is_shared = slips.all(|slip| slip.instruction.trim() == instruction);
    is_shared.then(|| match instruction {
        "" => say!(first.language, "slip-no-instructions").to_owned(),
        _ => format!("{}\n{instruction}", say!(first.language, "slip-for-all")),
    })
}

fn text(first: &Slip, patients: &[PatientSlips], title: &str, shared: Option<&str>) -> String {
    let mut lines = vec![title.to_owned()];
    lines.extend(first.mode_warning());
    for patient in patients {
        if let Some(head) = &patient.head {
            lines.extend([String::new(), head.clone()]);
        }
        for slip in &patient.visits {
            lines.push(String::new());
            lines.extend(slip.own_warnings());
            lines.extend(slip.row_lines());
            if shared.is_none() {
                lines.extend(slip.instruction_or_note().lines().map(str::to_owned));
            }
        }
    }
    if let Some(instruction) = shared {
        lines.push(String::new());
        lines.extend(instruction.lines().map(str::to_owned));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn html(first: &Slip, patients: &[PatientSlips], title: &str, shared: Option<&str>) -> String {
    let mut page = HtmlPage::new(first.language, title);
    page.warnings(first.mode_warning().as_slice());
    for patient in patients {
        if let Some(head) = &patient.head {
            page.head(head);
        }
        for slip in &patient.visits {
            page.section(slip, shared.is_none());
        }
    }
    page.instruction(shared.unwrap_or_default());
    page.end()
}
