//! The slip as plain text.

use unicode_width::UnicodeWidthStr;

use super::Slip;

impl Slip {
    pub(super) fn text(&self) -> String {
        let rows = self.rows();
        let width = rows.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
        let mut lines = vec![self.title()];
        lines.extend(self.warnings());
        lines.push(String::new());
        for (label, value) in rows {
            let gap = " ".repeat(width - label.width());
            lines.push(format!("{label}{gap}  {value}"));
        }
        if !self.instruction.is_empty() {
            lines.push(String::new());
            lines.extend(self.instruction.lines().map(str::to_owned));
        }
        lines.push(String::new());
        lines.join("\n")
    }
}
