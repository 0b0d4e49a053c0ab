//! Scalable pictures: a window with the screen in it. Its text is selectable, and its cells don't depend on the font.

mod motion;
mod row;

use std::fmt::{self, Write};

use motion::Strip;
use ratatui::style::Modifier;
use row::row;

use super::palette::PictureColors;
use super::scene::{GlyphLook, PictureFrame, PictureScene};
use super::strokes::CURSOR_WIDTH;
use super::{BUTTONS, CELL, MARGIN, TITLE_BAR};
use desk::Theme;

/// Returns one shot.
pub(super) fn still(scene: &PictureScene<'_>, frame: &PictureFrame<'_>) -> String {
    let mut sheet = StyleSheet::of(scene.theme);
    let mut screen = String::new();
    for y in 0..scene.rows {
        let content = row(&frame.glyphs(y), 0, &mut sheet);
        if !content.is_empty() {
            let _ = writeln!(
                screen,
                "<g transform=\"translate(0,{})\">{content}</g>",
                top(y)
            );
        }
    }
    if let Some((x, y)) = frame.cursor {
        let _ = writeln!(screen, "{}", cursor(left(x), top(y), ""));
    }
    document(scene, frame, &sheet.css(), &screen)
}

/// Returns all shots as a repeating animation. Readers who prefer reduced motion see the last one.
pub(super) fn recording(scene: &PictureScene<'_>) -> String {
    let Some(last) = scene.frames.last() else {
        return String::new();
    };
    let mut sheet = StyleSheet::of(scene.theme);
    let mut screen = String::new();
    let mut moves = String::new();
    for y in 0..scene.rows {
        let strip = Strip::of(scene, y, &mut sheet);
        strip.write(y, top(y), scene.end(), &mut screen, &mut moves);
    }
    screen.push_str(&motion::cursor(scene, &mut moves));
    let css = format!("{}{}", sheet.css(), motion::css(&moves, scene.end()));
    document(scene, last, &css, &screen)
}

/// Returns the upper edge of a line, in the screen's own units.
fn top(y: u16) -> u32 {
    u32::from(y) * u32::from(CELL.1)
}

/// Returns the left edge of a column.
fn left(x: u16) -> u32 {
    u32::from(x) * u32::from(CELL.0)
}

fn cursor(x: u32, y: u32, class: &str) -> String {
    let height = CELL.1;
    format!(
        "<rect class=\"cursor{class}\" width=\"{CURSOR_WIDTH}\" height=\"{height}\" \
         transform=\"translate({x},{y})\"/>"
    )
}

/// Returns the window with the screen in it, described by its title and the caption of `last`.
fn document(scene: &PictureScene<'_>, last: &PictureFrame<'_>, css: &str, screen: &str) -> String {
    let inner_width = left(scene.cols);
    let inner_height = top(scene.rows);
    let margin = u32::from(MARGIN);
    let width = inner_width + 2 * margin;
    let height = inner_height + u32::from(TITLE_BAR) + margin;
    let title = Escaped(scene.title);
    let description = last.caption.map_or(scene.title.to_owned(), |caption| {
        format!("{}. {caption}", scene.title)
    });
    let description = Escaped(&description);
    let button = |(x, y)| format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"6\"/>");
    let buttons: String = BUTTONS.map(button).concat();
    let middle = width / 2;
    let right = width - 1;
    let bottom = height - 1;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>{title}</title>\n\
         <desc>{description}</desc>\n\
         <style>\n{css}</style>\n\
         <rect class=\"window\" x=\"0.5\" y=\"0.5\" width=\"{right}\" height=\"{bottom}\" rx=\"8\"/>\n\
         <g class=\"button\">{buttons}</g>\n\
         <text class=\"title\" x=\"{middle}\" y=\"23\">{title}</text>\n\
         <svg x=\"{margin}\" y=\"{TITLE_BAR}\" width=\"{inner_width}\" height=\"{inner_height}\">\n\
         {screen}</svg>\n</svg>\n"
    )
}

/// Returns the colours of the window.
fn window_css(palette: &PictureColors) -> String {
    let PictureColors {
        letters, ground, ..
    } = palette;
    let [edge, button, title] = palette.window();
    format!(
        ".window{{fill:{ground};stroke:{edge}}}.button{{fill:{button}}}.title{{fill:{title}}}\
         .cursor{{fill:{letters}}}"
    )
}

/// A text, escaped for XML. Characters that XML can't express (controls, U+FFFE, U+FFFF; XML 1.0, 2.2) become
/// the replacement character.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '\u{fffe}' | '\u{ffff}' => out.write_char(char::REPLACEMENT_CHARACTER)?,
                c if c.is_control() => out.write_char(char::REPLACEMENT_CHARACTER)?,
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// The style rules of every picture.
const ALWAYS: &str = "text{font:16.6px ui-monospace,\"DejaVu Sans Mono\",Menlo,Consolas,monospace;white-space:pre}\
                      .m{text-anchor:middle}path,rect{shape-rendering:crispEdges}\
                      .window{shape-rendering:auto}.title{font:13px system-ui,sans-serif;text-anchor:middle}\n";

/// The looks of a picture.
pub(super) struct StyleSheet {
    palette: PictureColors,
    by_day: Option<PictureColors>,
    looks: Vec<GlyphLook>,
}

impl StyleSheet {
    pub(super) fn of(theme: Theme) -> StyleSheet {
        StyleSheet {
            palette: PictureColors::of(theme),
            by_day: PictureColors::by_day(theme),
            looks: Vec::new(),
        }
    }

    /// Returns the number of a look: `t0` is the class of its text, `g0` that of its background.
    pub(super) fn number(&mut self, look: GlyphLook) -> usize {
        self.looks
            .iter()
            .position(|known| *known == look)
            .unwrap_or_else(|| {
                self.looks.push(look);
                self.looks.len() - 1
            })
    }

    /// Returns whether the background of a look differs from the window's.
    pub(super) fn has_ground(&self, look: GlyphLook) -> bool {
        let differs = |palette: &PictureColors| palette.colours(look).1 != palette.ground;
        differs(&self.palette) || self.by_day.as_ref().is_some_and(differs)
    }

    pub(super) fn css(&self) -> String {
        let mut css = ALWAYS.to_owned();
        for (number, look) in self.looks.iter().enumerate() {
            if look.is(Modifier::BOLD) {
                let _ = writeln!(css, ".t{number}{{font-weight:bold}}");
            }
            if look.is(Modifier::ITALIC) {
                let _ = writeln!(css, ".t{number}{{font-style:italic}}");
            }
        }
        css.push_str(&self.colours(&self.palette));
        if let Some(palette) = &self.by_day {
            let colours = self.colours(palette);
            let _ = writeln!(css, "@media (prefers-color-scheme:light){{\n{colours}}}");
        }
        css
    }

    fn colours(&self, palette: &PictureColors) -> String {
        let mut css = window_css(palette);
        for (number, look) in self.looks.iter().enumerate() {
            let (letters, ground) = palette.colours(*look);
            let _ = write!(css, "\n.t{number}{{fill:{letters}}}");
            if ground != palette.ground {
                let _ = write!(css, ".g{number}{{fill:{ground}}}");
            }
        }
        css.push('\n');
        css
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_an_element_and_nothing_breaks_the_file() {
        let text = Escaped("a<b> & \u{1b}[0m \u{ffff} “é”").to_string();
        assert_eq!(text, "a&lt;b&gt; &amp; \u{fffd}[0m \u{fffd} “é”");
    }
}
