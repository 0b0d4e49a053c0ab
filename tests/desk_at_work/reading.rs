//! What a person reads on a screen.

use super::DeskAtWork;

impl DeskAtWork {
    /// The stretches of the screen that are shown as chosen: rows, and texts that the next letter replaces.
    pub(crate) fn chosen_on_screen(&self) -> Vec<String> {
        let styled = self.styled_screen();
        let (screen, runs) = styled.split_once("\n---\n").expect("the roles follow the screen");
        let lines: Vec<&str> = screen.lines().collect();
        let number = |text: &str| text[1..].parse::<usize>().expect("a row or a column");
        let stretch = |run: &str| {
            let [row, columns] =
                run.strip_suffix(" chosen")?.split(' ').collect::<Vec<_>>().try_into().ok()?;
            let (from, to) = str::split_once(columns, "..")?;
            let (from, to) = (number(from), to.parse::<usize>().expect("a column"));
            Some(lines[number(row)].chars().skip(from).take(to - from).collect::<String>().trim().to_owned())
        };
        runs.lines().filter_map(stretch).collect()
    }
}

/// Whether words stand on a screen, wherever lines break: across it, or in what stands on one side of it.
pub(crate) fn is_on(screen: &str, words: &str) -> bool {
    let words = one_line(words);
    let (left, right): (Vec<&str>, Vec<&str>) =
        screen.lines().filter_map(|line| line.split_once("││")).unzip();
    [one_line(screen), one_line(&left.join("\n")), one_line(&right.join("\n"))]
        .iter()
        .any(|text| text.contains(&words))
}

/// The words of a text, without what is drawn around them.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter == '│');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
