//! The entry line at the top: text, reading, picks, and other free times.

use std::iter;

use booking::Provider;
use ratatui::layout::{Margin, Position, Rect};

use crate::clock::shortened;
use crate::frame::draw_input;
use crate::line::pick::{digits_of, has_digit};
use crate::line::reading::{clock_of, line_message, time_not_wished};
use crate::rows::numbered;
use crate::{
    Action, Desk, Frame, Geometry, LineMessage, Pane, Reading, ScreenShape, Target, slots,
};
use office::OfferedTime;
use screen::{LineSpan, Role, cells, wrap};

use i18n::say;

/// The columns before the text.
const LEAD: u16 = 3;

/// Returns the layout of a narrow screen with all lines of the reading in the line's frame; the form makes room for
/// them.
pub(crate) fn with_room_for_reading(desk: &Desk, geometry: &Geometry) -> Geometry {
    let is_narrow = geometry.shape == ScreenShape::Narrow && geometry.is_line_framed;
    let reading = if is_narrow && has_keys(desk) {
        reading_shown(desk)
    } else {
        None
    };
    let Some(reading) = reading else {
        return *geometry;
    };
    let width = area_below(geometry).width;
    let lines = match &*line_message(desk, reading) {
        LineMessage::Doubt(doubt) => {
            lines_of_doubt(&with_digits(desk, doubt, reading.picks.len()), width).len()
        }
        understood => {
            let parts = ReadingParts::of(desk, reading, understood);
            let fit = parts.is_none_or(|parts| parts.fit(desk, width));
            if fit { 1 } else { 2 }
        }
    };
    let more = u16::try_from(lines).unwrap_or(u16::MAX).saturating_sub(1);
    let more = more.min(geometry.form.height);
    let mut roomy = *geometry;
    roomy.line.height += more;
    roomy.form.y += more;
    roomy.form.height -= more;
    roomy
}

/// Returns the first line below the text.
fn area_below(geometry: &Geometry) -> Rect {
    let area = geometry.line;
    Rect {
        x: area.x + LEAD,
        y: area.y + 1,
        width: area.width.saturating_sub(LEAD + 1),
        height: 1,
    }
}

/// Returns the reading, unless other free times replace it or it is read back elsewhere.
fn reading_shown(desk: &Desk) -> Option<&Reading> {
    let is_elsewhere = slots::is_read_back(desk) || desk.change_form().is_some();
    if is_elsewhere || !slots::other_times(desk).is_empty() {
        return None;
    }
    desk.line.reading.as_ref()
}

/// Draws the line and returns its cursor.
pub(crate) fn draw(desk: &Desk, geometry: &Geometry, frame: &mut Frame) -> Position {
    let cursor = draw_text(desk, geometry.line, frame);
    let below = area_below(geometry);
    if let Some(reading) = reading_shown(desk) {
        draw_reading(desk, reading, below, geometry, frame);
        return cursor;
    }
    match &desk.line.reading {
        Some(reading) if !slots::other_times(desk).is_empty() => {
            draw_others(desk, reading, below, frame)
        }
        Some(_) => {}
        None if desk.panes.focused == Pane::Line => {
            let key = desk.setup.keys.key(Action::Book);
            let hint = &*say!(desk.setup.language, "line-enter-then-book", key);
            // A narrow screen leaves out how to get into the form.
            let is_whole = cells(hint) <= below.width;
            let hint = if is_whole {
                hint
            } else {
                hint.split(';').next().unwrap_or(hint)
            };
            frame.text_within(below.x, below.y, below.width, hint, Role::Dim);
        }
        None => {}
    }
    cursor
}

fn draw_text(desk: &Desk, area: Rect, frame: &mut Frame) -> Position {
    let input = &desk.line.input;
    let lead = if desk.panes.focused == Pane::Line {
        Role::Focus
    } else {
        Role::Dim
    };
    frame.text(area.x + 1, area.y, 1, "›", lead);
    let room = area.width.saturating_sub(LEAD + 1);
    let scroll = input.visual_scroll(usize::from(room));
    frame.mark(Rect::new(area.x, area.y, LEAD, 1), Target::Line(scroll));
    frame.mark(
        Rect::new(area.x + LEAD, area.y, room + 1, 1),
        Target::Line(scroll),
    );
    // The focused input is the brightest text on screen.
    let role = match desk.panes.focused {
        Pane::Line => Role::Strong,
        _ if desk.line.is_open() => Role::Text,
        _ => Role::Dim,
    };
    let cursor = draw_input(input, (area.x + LEAD, area.y), room, role, frame);
    if input.value().is_empty() {
        let hint = desk.clinic.words().line_hint.text(desk.setup.language);
        frame.text_within(area.x + LEAD, area.y, room, hint, Role::Dim);
    }
    cursor
}

/// The maximum columns of the patient and the birth date in a narrow line, and next to a time on two clocks.
const MOST_WHO: u16 = 40;
const MOST_BESIDE_CLOCKS: u16 = 17;

/// Returns whether the next letter is typed in the line.
fn has_keys(desk: &Desk) -> bool {
    desk.panes.focused == Pane::Line && desk.overlays.is_empty()
}

/// Draws the reading on one line. If it is too long, patient and time stay and the middle is cut. While the cursor is
/// in the line, draws the reading in full and the rows to pick from below it, over other content if necessary.
fn draw_reading(
    desk: &Desk,
    reading: &Reading,
    area: Rect,
    geometry: &Geometry,
    frame: &mut Frame,
) {
    let message = line_message(desk, reading);
    let has_keys = has_keys(desk);
    let lines = match (&*message, ReadingParts::of(desk, reading, &message)) {
        (LineMessage::Doubt(doubt), _) if has_keys => {
            let doubt = with_digits(desk, doubt, reading.picks.len());
            draw_doubt(&doubt, area, geometry, frame)
        }
        (LineMessage::Doubt(doubt), _) => {
            let doubt = format!("! {doubt}");
            frame.text_within(area.x, area.y, area.width, &doubt, Role::Warning);
            1
        }
        (_, Some(parts)) if has_keys && geometry.is_line_framed && !parts.fit(desk, area.width) => {
            grow(2, area, geometry, frame);
            parts.draw_below_each_other(desk, area, frame);
            2
        }
        (_, Some(parts)) => {
            parts.draw(desk, reading, area, frame);
            1
        }
        (_, None) => 1,
    };
    if has_keys && !reading.picks.is_empty() {
        draw_picks(desk, reading, area.y + lines, geometry, frame);
    }
}

/// The parts of a reading, from left to right.
struct ReadingParts<'a> {
    who: &'a str,
    when: String,
    past: String,
    meanwhile: String,
    /// The minimum columns of the patient.
    least_who: u16,
}

impl<'a> ReadingParts<'a> {
    /// Returns the parts of a message that is no problem.
    fn of(desk: &Desk, reading: &Reading, message: &'a LineMessage) -> Option<ReadingParts<'a>> {
        let LineMessage::Understood {
            who,
            when,
            past,
            meanwhile,
        } = message
        else {
            return None;
        };
        let past = past.as_deref();
        let has_one_clock =
            when.is_err() || clock_of(desk, &reading.means).zone == desk.office.setup.zone;
        let most = if has_one_clock {
            MOST_WHO
        } else {
            MOST_BESIDE_CLOCKS
        };
        let is_noted = |what: &str| desk.note_text().is_some_and(|note| note.starts_with(what));
        let typed;
        let (when, past) = match when {
            // The line of messages shows the problem.
            Err(what) if is_noted(what) => {
                typed = reading.means.time.join(" ");
                ("", Some(typed.as_str()).filter(|typed| !typed.is_empty()))
            }
            Ok(when) | Err(when) => (when.as_str(), past),
        };
        let is_first = who.is_empty() || when.is_empty();
        Some(ReadingParts {
            who,
            least_who: cells(who.split(" · ").next().unwrap_or(who)).min(most),
            when: if is_first {
                when.to_owned()
            } else {
                format!(" · {when}")
            },
            past: past.map(|past| format!(" ! {past}")).unwrap_or_default(),
            meanwhile: meanwhile
                .as_ref()
                .map(|more| format!(" · {more}"))
                .unwrap_or_default(),
        })
    }

    /// Returns whether one line shows all parts, with the date without its year.
    fn fit(&self, desk: &Desk, width: u16) -> bool {
        let beside = cells(self.who) + cells(&self.past) + cells(&self.meanwhile);
        let room = width.saturating_sub(beside);
        cells(&shortened(desk, &self.when, room)) <= room
    }

    /// Draws the parts on one line, patient and time in full.
    fn draw(mut self, desk: &Desk, reading: &Reading, area: Rect, frame: &mut Frame) {
        self.fit_when(desk, reading, area.width);
        let tail = cells(&self.when) + cells(&self.past) + cells(&self.meanwhile);
        let width = area.width.saturating_sub(tail);
        let width = width.max(self.least_who);
        let x = draw_who(self.who, Rect { width, ..area }, frame);
        self.draw_after_who(x, area, frame);
    }

    /// Draws the words about time and all that follows on the line below the patient.
    fn draw_below_each_other(mut self, desk: &Desk, area: Rect, frame: &mut Frame) {
        draw_who(self.who, area, frame);
        let below = Rect {
            y: area.y + 1,
            ..area
        };
        let when = shortened(desk, &self.when, area.width);
        self.when = when.trim_start_matches(" · ").to_owned();
        self.draw_after_who(below.x, below, frame);
    }

    fn draw_after_who(&self, from: u16, area: Rect, frame: &mut Frame) {
        let rest = [
            (&self.when, Role::Dim),
            (&self.past, Role::Warning),
            (&self.meanwhile, Role::Dim),
        ];
        let mut x = from;
        for (text, role) in rest {
            x = frame.text_within(x, area.y, area.right().saturating_sub(x), text, role);
        }
    }

    /// Shortens the words about time to the width. The pane shows the present time of a changed appointment.
    fn fit_when(&mut self, desk: &Desk, reading: &Reading, width: u16) {
        let beside = cells(self.who) + cells(&self.past) + cells(&self.meanwhile);
        let mut when = shortened(desk, &self.when, width.saturating_sub(beside));
        let is_long = reading.means.verb.is_some() && cells(&when) + self.least_who > width;
        if let Some(length) = when.rfind(" (")
            && is_long
        {
            when.truncate(length);
        }
        self.when = when;
    }
}

/// Returns a problem with the keys that pick one of its rows: `Two John Carters: 1 or 2`.
fn with_digits(desk: &Desk, doubt: &str, rows: usize) -> String {
    if rows == 0 {
        return doubt.to_owned();
    }
    let language = desk.setup.language;
    let digits = digits_of(rows, language);
    let keys = if desk.line.digits_pick(&desk.setting().clock) {
        digits
    } else {
        say!(language, "line-down-then", digits = digits.as_str())
    };
    match doubt.strip_suffix('.') {
        Some(doubt) => format!("{doubt}: {keys}"),
        None => format!("{doubt} {keys}"),
    }
}

/// Draws the patient and the rest. If that is too long, the end is cut first, then the name, but never the birth date.
fn draw_who(who: &str, area: Rect, frame: &mut Frame) -> u16 {
    let (person, rest) = who.split_at(who.find(" · ").unwrap_or(who.len()));
    let born = &person[person.rfind(", ").unwrap_or(person.len())..];
    let mut x = area.x;
    for (text, after) in [
        (person.strip_suffix(born).unwrap_or(person), cells(born)),
        (born, 0),
        (rest, 0),
    ] {
        let room = area.right().saturating_sub(x + after);
        x = frame.text_within(x, area.y, room, text, Role::Dim);
    }
    x
}

/// Makes room for the lines of the reading below the line's text, over the content there: the lower edge of the frame,
/// with the titles of what is below, moves down.
fn grow(lines: u16, area: Rect, geometry: &Geometry, frame: &mut Frame) {
    let line = geometry.line;
    if lines < 2 || line.height > lines {
        return;
    }
    let rows = area.y..area.y + lines;
    if geometry.is_line_framed {
        frame.copy_line(area.y + 1, area.y + lines);
        let outer = geometry.line_frame();
        for y in rows.clone() {
            frame.text(outer.x, y, 1, "│", Role::Focus);
            frame.text(outer.right() - 1, y, 1, "│", Role::Focus);
        }
    }
    for y in rows {
        frame.blank(line.x, y, line.width, Role::Text);
    }
}

/// The columns of the sign before a problem.
const SIGN: u16 = 2;

/// Returns the lines of a problem within a width that includes its sign.
fn lines_of_doubt(doubt: &str, width: u16) -> Vec<LineSpan> {
    wrap(doubt, usize::from(width.saturating_sub(SIGN)))
}

/// Draws a whole problem, over the content below the line if it takes more than one line. Returns the number of lines.
fn draw_doubt(doubt: &str, area: Rect, geometry: &Geometry, frame: &mut Frame) -> u16 {
    let room = area.width.saturating_sub(SIGN);
    let lines = lines_of_doubt(doubt, area.width);
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX).max(1);
    grow(count, area, geometry, frame);
    for (y, line) in (area.y..).zip(&lines) {
        let line = line.of(doubt).trim_end();
        frame.text(area.x + SIGN, y, room, line, Role::Warning);
    }
    frame.text(area.x, area.y, area.width, "!", Role::Warning);
    count
}

/// Draws the rows to pick from below the reading, in a box that hangs from the line's frame and is as wide as the form.
/// Rows have digits only once digits pick; until then digits are typed.
fn draw_picks(desk: &Desk, reading: &Reading, below: u16, geometry: &Geometry, frame: &mut Frame) {
    let is_framed = geometry.is_line_framed;
    let edge = u16::from(is_framed);
    let form = geometry.form;
    let outer = if geometry.shape == ScreenShape::Wide {
        geometry.form_frame()
    } else {
        geometry.line_frame()
    };
    let top = below + edge;
    let room = form.bottom().saturating_sub(top + edge);
    let height = u16::try_from(reading.picks.len()).unwrap_or(room).min(room);
    let area = Rect {
        y: top,
        height,
        ..outer
    };
    for y in top..area.bottom() + edge {
        frame.blank(area.x, y, area.width, Role::Text);
    }
    if is_framed {
        if geometry.shape == ScreenShape::Narrow {
            frame.text(outer.x, below, 1, "├", Role::Focus);
            frame.text(outer.right() - 1, below, 1, "┤", Role::Focus);
        }
        let height = height + 1;
        frame.border_below(Rect { height, ..area }, Role::Focus);
    }
    draw_rows(desk, reading, area.inner(Margin::new(edge, 0)), frame);
}

/// Draws the rows to pick from that fit, with the chosen one in view.
fn draw_rows(desk: &Desk, reading: &Reading, area: Rect, frame: &mut Frame) {
    let digits_pick = desk.line.digits_pick(&desk.setting().clock);
    let chosen = desk.line.chosen.unwrap_or_default();
    let first = (chosen + 1).saturating_sub(usize::from(area.height));
    let rows = reading.picks.iter().enumerate().skip(first);
    for (y, (number, pick)) in (area.top()..area.bottom()).zip(rows) {
        let role = if desk.line.chosen == Some(number) {
            Role::Chosen
        } else {
            Role::Text
        };
        frame.mark(Rect::new(area.x, y, area.width, 1), Target::Pick(number));
        let has_digit = digits_pick && has_digit(number);
        let row = format!("{}{} ", numbered(number, has_digit), pick.label);
        let room = area.width.saturating_sub(LEAD + 1);
        frame.text_within(area.x + LEAD, y, room, &row, role);
    }
}

/// Draws the free times that a digit takes instead of the one in the form, with the date once a day. The form's time
/// comes first if the line names another.
fn draw_others(desk: &Desk, reading: &Reading, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let end = area.right();
    let y = area.y;
    let next = say!(language, "line-next-times");
    let lead = match time_not_wished(desk, &reading.means) {
        Some(when) => format!("{} · {next}", shortened(desk, &when, area.width)),
        None => next.to_owned(),
    };
    let mut x = frame.text(area.x, y, area.width, &lead, Role::Dim);
    let others = slots::other_times(desk);
    let names = offered(desk, others, |provider| {
        desk.words()
            .provider_in_a_word(provider.clinic(), provider.id())
    });
    let columns = |texts: &[String]| texts.iter().map(|text| cells(text) + 4).sum::<u16>();
    let shown = if columns(&names) <= end.saturating_sub(x) {
        names
    } else {
        offered(desk, others, |provider| code_of(desk, provider))
    };
    for (number, shown) in shown.into_iter().enumerate() {
        if x + 6 + cells(&shown) > end {
            break;
        }
        let from = x + 2;
        x = frame.text(from, y, end - x, &(number + 1).to_string(), Role::Strong);
        x = frame.text(x + 1, y, end - x, &shown, Role::Text);
        frame.mark(Rect::new(from, y, x - from, 1), Target::OtherTime(number));
    }
}

/// Returns the texts of the free times that digits take, with the date once a day, and with the provider if the line
/// leaves that open.
fn offered(desk: &Desk, others: &[OfferedTime], who: impl Fn(&Provider) -> String) -> Vec<String> {
    let language = desk.setup.language;
    let before = iter::once(None).chain(others.iter().map(|other| Some(other.start)));
    let texts = others.iter().zip(before).map(|(other, before)| {
        let zone = other.provider.as_ref().map_or(desk.zone(), |provider| {
            desk.office.zone_at(provider.clinic(), provider.id())
        });
        let at = words::in_turn(other.start, before, zone, language);
        match &other.provider {
            Some(provider) => format!("{at} {}", who(provider)),
            None => at,
        }
    });
    texts.collect()
}

/// Returns the code of a practitioner or location, or the name of one that has none.
fn code_of(desk: &Desk, provider: &Provider) -> String {
    let in_a_word = || {
        desk.words()
            .provider_in_a_word(provider.clinic(), provider.id())
    };
    let code = desk.office.lists.code_of(provider);
    code.map_or_else(in_a_word, str::to_owned)
}
