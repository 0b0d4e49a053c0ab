//! What a person reads on a screen.

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
