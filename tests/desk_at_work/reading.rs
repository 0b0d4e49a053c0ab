//! What a person reads on a screen.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::DeskAtWork;

impl DeskAtWork {
    /// The stretches of the screen that are shown as chosen: rows, and texts that the next letter replaces.
    pub(crate) fn chosen_on_screen(&self) -> Vec<String> {
        let styled = self.styled_screen();
        let (screen, runs) = styled
            .split_once("\n---\n")
            .expect("the roles follow the screen");
        let lines: Vec<&str> = screen.lines().collect();
        let number = |text: &str| text[1..].parse::<usize>().expect("a row or a column");
        let stretch = |run: &str| {
            let [row, columns] = run
                .strip_suffix(" chosen")?
                .split(' ')
                .collect::<Vec<_>>()
                .try_into()
                .ok()?;
            let (from, to) = str::split_once(columns, "..")?;
            let (from, to) = (number(from), to.parse::<usize>().expect("a column"));
            Some(
                lines[number(row)]
                    .chars()
                    .skip(from)
                    .take(to - from)
                    .collect::<String>()
                    .trim()
                    .to_owned(),
            )
        };
        runs.lines().filter_map(stretch).collect()
    }
}

/// Whether words stand on a screen, wherever lines break: across it, or in one of its columns.
pub(crate) fn is_on(screen: &str, words: &str) -> bool {
    let words = one_line(words);
    std::iter::once(screen.to_owned())
        .chain(columns(screen))
        .any(|text| one_line(&text).contains(&words))
}

/// The texts of the columns into which the edges between frames divide a screen.
pub(crate) fn columns(screen: &str) -> Vec<String> {
    let mut edges: Vec<usize> = screen
        .lines()
        .flat_map(|line| places_of(line, '┬'))
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut columns = vec![String::new(); edges.len() + 1];
    for line in screen.lines() {
        let mut at = 0;
        for letter in line.chars() {
            columns[edges.partition_point(|edge| *edge <= at)].push(letter);
            at += letter.width().unwrap_or(0);
        }
        columns.iter_mut().for_each(|column| column.push('\n'));
    }
    columns
}

/// The columns in which a letter stands.
fn places_of(line: &str, letter: char) -> impl Iterator<Item = usize> + '_ {
    line.match_indices(letter).map(|(at, _)| line[..at].width())
}

/// The words of a text, without what is drawn around them.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter == '│');
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
