//! The sheet of letters that pictures of dots are made with, held against the font it is drawn from.

use std::fmt::Write;
use std::fs;

use bookdesk::headless::picture::{self, Format, LETTERS, LETTERS_A_LINE};
use ratatui::style::Modifier;

use super::reading::{apart, cell, painted, png};
use super::*;

fn letters() -> impl Iterator<Item = char> + Clone {
    LETTERS.into_iter().flat_map(|(first, last)| first..=last)
}

fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The sheet of letters, held against the font it was drawn from.
#[test]
fn every_letter_on_the_sheet_is_the_fonts() {
    let upright = letters().filter(|letter| !is_mark(*letter));
    // Every other line is free for what reaches beyond its cell.
    let mut buffer = Buffer::empty(Rect::new(0, 0, 64, 44));
    for (number, (bold, letter)) in [false, true]
        .into_iter()
        .flat_map(|bold| upright.clone().map(move |letter| (bold, letter)))
        .enumerate()
    {
        let (x, y) = (u16::try_from(number % 64).unwrap(), u16::try_from(number / 64 * 2 + 1).unwrap());
        let modifier = if bold { Modifier::BOLD } else { Modifier::empty() };
        buffer.set_string(x, y, letter.to_string(), Style::new().add_modifier(modifier));
    }
    let shot = Shot { at: Duration::ZERO, buffer, cursor: None, caption: None };
    let recording = FrameRecording {
        cols: 64,
        rows: 44,
        title: "Letters".into(),
        theme: Theme::Colour,
        shots: vec![shot],
    };
    let (dots, _) = png(&picture::still(Format::Png, &recording).unwrap());
    let svg = String::from_utf8(picture::still(Format::Svg, &recording).unwrap()).unwrap();
    let drawing = painted(&svg);
    for (x, y) in (1..44).step_by(2).flat_map(|y| (0..64).map(move |x| (x, y))) {
        let gap = apart(&cell(&dots, x, y), &cell(&drawing, x, y));
        assert!(gap < 0.02, "line {y}, column {x}: {gap:.3}");
    }
}

#[test]
fn an_accent_stands_over_its_letter() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
    buffer.set_string(0, 0, "e\u{301}é", Style::new());
    let shot = Shot { at: Duration::ZERO, buffer, cursor: None, caption: None };
    let recording =
        FrameRecording { cols: 2, rows: 1, title: "Accents".into(), theme: Theme::Colour, shots: vec![shot] };
    let (dots, _) = png(&picture::still(Format::Png, &recording).unwrap());
    let gap = apart(&cell(&dots, 0, 0), &cell(&dots, 1, 0));
    assert!(gap < 0.03, "{gap:.3}");
}

#[test]
#[ignore = "draws assets/fonts/letters.png anew, for a change of LETTERS"]
fn draw_the_sheet() {
    let both = letters().map(|c| (c, "normal")).chain(letters().map(|c| (c, "bold")));
    let (width, across) = (LETTERS_A_LINE * 10, LETTERS_A_LINE as usize);
    let height = both.clone().count().div_ceil(across) * 20;
    let mut svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' \
         font-family='DejaVu Sans Mono' font-size='16.6' fill='white'>"
    );
    for (number, (letter, weight)) in both.enumerate().filter(|(_, (letter, _))| *letter != ' ') {
        let (x, y) = (number % across * 10, number / across * 20);
        let code = u32::from(letter);
        // A window for each, so that the accent of a capital doesn't reach into the cell above.
        let _ = write!(
            svg,
            "<svg x='{x}' y='{y}' width='10' height='20'>\
             <text y='15' font-weight='{weight}'>&#{code};</text></svg>"
        );
    }
    svg.push_str("</svg>");
    let step = |dot: &[u8; 3]| u8::try_from((u16::from(dot[0]) * 15 + 127) / 255).unwrap();
    let dots = painted(&svg).dots;
    let packed: Vec<u8> = dots.as_chunks().0.iter().map(|[one, next]| step(one) << 4 | step(next)).collect();
    let mut sheet = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut sheet, width, u32::try_from(height).unwrap());
    encoder.set_color(::png::ColorType::Grayscale);
    encoder.set_depth(::png::BitDepth::Four);
    encoder.set_compression(::png::Compression::High);
    encoder.set_filter(::png::Filter::NoFilter);
    encoder.write_header().unwrap().write_image_data(&packed).unwrap();
    fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/letters.png"), sheet).unwrap();
}
