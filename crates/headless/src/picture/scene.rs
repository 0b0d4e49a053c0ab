//! A recording prepared for painting: all shots have one size and, if captions are part of the picture, their captions
//! on separate lines below.

use std::borrow::Cow;
use std::time::Duration;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use crate::{FrameRecording, Shot};
use desk::Theme;
use screen::{Role, wrap};

/// How long the last shot stays before an animation repeats.
const LAST_SHOT: Duration = Duration::from_secs(3);

/// Shots of one size.
pub(super) struct PictureScene<'a> {
    pub(super) cols: u16,
    pub(super) rows: u16,
    pub(super) title: &'a str,
    pub(super) theme: Theme,
    pub(super) frames: Vec<PictureFrame<'a>>,
}

/// A shot with its caption.
pub(super) struct PictureFrame<'a> {
    pub(super) at: Duration,
    pub(super) buffer: Cow<'a, Buffer>,
    pub(super) cursor: Option<(u16, u16)>,
    pub(super) caption: Option<&'a str>,
}

/// The content of one or two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph<'a> {
    /// The first column.
    pub(super) x: u16,
    /// The number of columns: 1 or 2.
    pub(super) width: u16,
    pub(super) symbol: &'a str,
    pub(super) look: GlyphLook,
}

/// The look of a glyph, in the terminal's own terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct GlyphLook {
    pub(super) letters: Color,
    pub(super) ground: Color,
    pub(super) modifier: Modifier,
}

impl GlyphLook {
    pub(super) fn of(cell: &Cell) -> GlyphLook {
        GlyphLook {
            letters: cell.fg,
            ground: cell.bg,
            modifier: cell.modifier,
        }
    }

    pub(super) fn is(self, modifier: Modifier) -> bool {
        self.modifier.contains(modifier)
    }
}

impl<'a> PictureScene<'a> {
    /// Prepares the screen without captions, for formats that show them elsewhere or not at all.
    pub(super) fn bare(recording: &'a FrameRecording) -> PictureScene<'a> {
        PictureScene::of(recording, 0)
    }

    /// Prepares the screen with its captions below it.
    pub(super) fn captioned(recording: &'a FrameRecording) -> PictureScene<'a> {
        let captions = recording
            .shots
            .iter()
            .filter_map(|shot| shot.caption.as_deref());
        let lines = captions
            .map(|caption| caption_lines(caption, recording.cols).len())
            .max();
        let lines = lines.and_then(|lines| u16::try_from(lines).ok());
        PictureScene::of(recording, lines.map_or(0, |lines| lines + 1))
    }

    fn of(recording: &'a FrameRecording, below: u16) -> PictureScene<'a> {
        let area = Rect::new(0, 0, recording.cols, recording.rows.saturating_add(below));
        let mut frames: Vec<PictureFrame<'_>> = recording
            .shots
            .iter()
            .map(|shot| frame(shot, area, below, recording.theme))
            .collect();
        // The first shot starts at the beginning.
        frames
            .iter_mut()
            .take(1)
            .for_each(|first| first.at = Duration::ZERO);
        PictureScene {
            cols: area.width,
            rows: area.height,
            title: &recording.title,
            theme: recording.theme,
            frames,
        }
    }

    /// Returns the time until which the last shot is shown.
    pub(super) fn end(&self) -> Duration {
        self.frames
            .last()
            .map_or(Duration::ZERO, |last| last.at + LAST_SHOT)
    }
}

impl PictureFrame<'_> {
    /// Returns the glyphs of a line from left to right, including blanks.
    pub(super) fn glyphs(&self, y: u16) -> Vec<Glyph<'_>> {
        let area = self.buffer.area;
        let mut glyphs = Vec::with_capacity(usize::from(area.width));
        let mut x = 0;
        while let Some(cell) = self.buffer.cell((x, y)) {
            let room = area.width - x;
            let width = u16::try_from(cell.symbol().width())
                .unwrap_or(1)
                .clamp(1, 2)
                .min(room);
            glyphs.push(Glyph {
                x,
                width,
                symbol: cell.symbol(),
                look: GlyphLook::of(cell),
            });
            // The cell after a wide character is its second half.
            x += width;
        }
        glyphs
    }
}

fn frame<'a>(shot: &'a Shot, area: Rect, below: u16, theme: Theme) -> PictureFrame<'a> {
    let caption = shot.caption.as_deref();
    let buffer = if shot.buffer.area == area {
        Cow::Borrowed(&shot.buffer)
    } else {
        let mut buffer = Buffer::empty(area);
        buffer.set_style(area, theme.style(Role::Text));
        copy(&shot.buffer, &mut buffer);
        write_below(caption.unwrap_or_default(), below, theme, &mut buffer);
        Cow::Owned(buffer)
    };
    PictureFrame {
        at: shot.at,
        buffer,
        cursor: shot.cursor,
        caption,
    }
}

/// Copies a screen into the upper left corner of a possibly larger one.
fn copy(from: &Buffer, to: &mut Buffer) {
    for y in 0..from.area.height {
        for x in 0..from.area.width {
            if let (Some(old), Some(new)) = (from.cell((x, y)), to.cell_mut((x, y))) {
                new.clone_from(old);
            }
        }
    }
}

/// Writes a rule with the caption below it.
fn write_below(caption: &str, rows: u16, theme: Theme, buffer: &mut Buffer) {
    let Rect { width, height, .. } = buffer.area;
    let top = height - rows;
    for x in 0..width {
        if let Some(cell) = buffer.cell_mut((x, top))
            && rows > 0
        {
            *cell = Cell::new("─");
            cell.set_style(theme.style(Role::Dim));
        }
    }
    for (y, line) in (top + 1..height).zip(caption_lines(caption, width)) {
        buffer.set_string(1, y, line, theme.style(Role::Strong));
    }
}

/// Returns the lines of a caption, with a blank column on either side.
fn caption_lines(caption: &str, width: u16) -> Vec<String> {
    let lines = wrap(caption, usize::from(width.saturating_sub(2)));
    lines
        .into_iter()
        .map(|line| line.of(caption).to_owned())
        .collect()
}
