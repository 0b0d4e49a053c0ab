//! The slip as a page: one file, no script, nothing fetched; for a screen, for A5, and for the narrow paper
//! of a receipt printer.

use std::fmt::Write;

use super::{Slip, SlipCode};
use i18n::say;

/// The light modules that a code needs on each side (ISO/IEC 18004).
const MARGIN: usize = 4;

const STYLE: &str = include_str!("../../../../../assets/slip.css");

impl Slip {
    pub(super) fn html(&self) -> String {
        let language = self.language;
        let title = escaped(&self.title());
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        );
        let mut add = |line: String| {
            page.push_str(&line);
            page.push('\n');
        };
        for warning in self.warnings() {
            add(format!("<p class=\"warning\">{}</p>", escaped(&warning)));
        }
        add("<dl>".to_owned());
        for (label, value) in self.rows() {
            add(format!(
                "<dt>{}</dt><dd>{}</dd>",
                escaped(label),
                escaped(&value)
            ));
        }
        add("</dl>".to_owned());
        if !self.instruction_or_note().is_empty() {
            add(format!(
                "<p class=\"instruction\">{}</p>",
                escaped(self.instruction_or_note())
            ));
        }
        if let Some(code) = self.code() {
            let caption = escaped(say!(self.language, "slip-scan"));
            add(format!(
                "<figure>{}<figcaption>{caption}</figcaption></figure>",
                drawing(&code, &caption)
            ));
        }
        add("</body>\n</html>".to_owned());
        page
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
