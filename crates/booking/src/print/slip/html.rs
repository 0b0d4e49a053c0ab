//! The slip as a page: one file, no script, nothing fetched; for a screen, for A5, and for the narrow paper
//! of a receipt printer.

use std::fmt::Write;

use super::{Slip, SlipCode};
use i18n::{Language, say};

/// The light modules that a code needs on each side (ISO/IEC 18004).
const MARGIN: usize = 4;

const STYLE: &str = include_str!("../../../../../assets/slip.css");

/// A page that is being written, line by line.
pub(super) struct HtmlPage(String);

impl HtmlPage {
    pub(super) fn new(language: Language, title: &str) -> HtmlPage {
        let title = escaped(title);
        HtmlPage(format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        ))
    }

    fn add(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    pub(super) fn warnings(&mut self, warnings: &[String]) {
        for warning in warnings {
            self.add(&format!("<p class=\"warning\">{}</p>", escaped(warning)));
        }
    }

    /// Writes the name above the visits of a patient.
    pub(super) fn head(&mut self, head: &str) {
        self.add(&format!("<h2>{}</h2>", escaped(head)));
    }

    /// Writes one of several visits, with its code next to it.
    pub(super) fn section(&mut self, slip: &Slip, has_instruction: bool) {
        self.add("<section>");
        self.code(slip);
        self.warnings(&slip.own_warnings());
        self.rows(slip);
        if has_instruction {
            self.instruction(slip.instruction_or_note());
        }
        self.add("</section>");
    }

    fn rows(&mut self, slip: &Slip) {
        self.add("<dl>");
        for (label, value) in slip.rows() {
            self.add(&format!(
                "<dt>{}</dt><dd>{}</dd>",
                escaped(label),
                escaped(&value)
            ));
        }
        self.add("</dl>");
    }

    pub(super) fn instruction(&mut self, text: &str) {
        if !text.is_empty() {
            let text = escaped(text);
            self.add(&format!("<p class=\"instruction\">{text}</p>"));
        }
    }

    fn code(&mut self, slip: &Slip) {
        if let Some(code) = slip.code() {
            let caption = escaped(say!(slip.language, "slip-scan"));
            self.add(&format!(
                "<figure>{}<figcaption>{caption}</figcaption></figure>",
                drawing(&code, &caption)
            ));
        }
    }

    pub(super) fn end(mut self) -> String {
        self.add("</body>\n</html>");
        self.0
    }
}

impl Slip {
    pub(super) fn html(&self) -> String {
        let mut page = HtmlPage::new(self.language, &self.title());
        page.warnings(&self.warnings());
        page.rows(self);
        page.instruction(self.instruction_or_note());
        page.code(self);
        page.end()
    }
}

/// Draws the code as a path of unit squares.
fn drawing(code: &SlipCode, label: &str) -> String {
    let side = code.width() + 2 * MARGIN;
    let mut path = String::new();
    for y in 0..code.width() {
        for x in (0..code.width()).filter(|x| code.is_dark(*x, y)) {
            // Writing to a string does not fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    format!(
        "<svg viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{label}\" shape-rendering=\"crispEdges\">\
         <path d=\"{path}\"/></svg>"
    )
}

/// Escapes a text for HTML.
pub(crate) fn escaped(text: &str) -> String {
    let signs = [
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("\"", "&quot;"),
        ("'", "&#39;"),
    ];
    let mut escaped = text.to_owned();
    for (sign, entity) in signs {
        escaped = escaped.replace(sign, entity);
    }
    escaped
}
