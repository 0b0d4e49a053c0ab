//! The width law: no sentence of the interface is cut, in any language. Where an ellipsis ends a text, that is a name or
//! what somebody has written.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use booking::Language;

/// The letters of a sentence that have to stand before the ellipsis for it to be known.
const LEAST: usize = 10;

/// Returns what is cut on a screen and is the beginning of a sentence of the interface.
pub(crate) fn cut_sentences(screen: &str, language: Language) -> Vec<String> {
    let cut = screen
        .lines()
        .filter(|line| !line.contains("…▼"))
        .flat_map(texts_before_an_ellipsis);
    cut.filter(|cut| parts(language).iter().any(|part| is_beginning(cut, part)))
        .collect()
}

/// Returns the texts of a line that end in an ellipsis, each from the frame or the gap before it.
fn texts_before_an_ellipsis(line: &str) -> Vec<String> {
    let texts = line
        .split(['│', '─', '█'])
        .flat_map(|text| text.split("  "));
    texts
        .filter_map(|text| text.trim().strip_suffix('…'))
        .map(str::to_owned)
        .collect()
}

/// Whether a cut text ends within this part of a sentence.
fn is_beginning(cut: &str, part: &str) -> bool {
    let starts = cut.char_indices().map(|(at, _)| at).filter(|at| {
        cut[..*at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric())
            && cut[*at..].chars().count() >= LEAST
    });
    starts
        .map(|at| &cut[at..])
        .any(|end| part.len() > end.len() && part.starts_with(end))
}

/// Returns the sentences of a language, in the parts between their variables.
fn parts(language: Language) -> &'static [String] {
    static PARTS: [OnceLock<Vec<String>>; 3] = [const { OnceLock::new() }; 3];
    let place = Language::ALL
        .iter()
        .position(|one| *one == language)
        .expect("a language");
    PARTS[place].get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("assets/words")
            .join(language.to_string());
        let files = fs::read_dir(folder).expect("a folder of words");
        let texts =
            files.map(|file| fs::read_to_string(file.expect("a file").path()).expect("words"));
        texts.flat_map(|text| parts_of(&text)).collect()
    })
}

fn parts_of(words: &str) -> Vec<String> {
    let texts = words.lines().filter(|line| !line.starts_with('#'));
    let texts = texts.map(|line| line.split_once(" = ").map_or(line, |(_, text)| text));
    let parts = texts.flat_map(|text| text.split(['{', '}'])).map(str::trim);
    parts
        .filter(|part| !part.starts_with('$') && part.chars().count() > LEAST)
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_sentence_that_is_cut_is_told_from_a_name_that_is() {
    let cut = |screen| cut_sentences(screen, Language::De);
    assert_eq!(
        cut("│ Meinten Sie jemanden v… │ Šebnem Yıldırım-Ka…"),
        ["Meinten Sie jemanden v"]
    );
    assert_eq!(cut(" 3 Personen bisher gel…"), ["3 Personen bisher gel"]);
    assert!(cut("│ Meinten Sie jemanden von diesen?  Bernhard T…").is_empty());
}
