//! Telephone numbers as they are typed on a line: in groups, and after a word that introduces them.

/// The words that introduce a telephone number, in English, German and Finnish.
const WORDS: [&str; 13] = [
    "tel",
    "phone",
    "telephone",
    "mobile",
    "cell",
    "ph",
    "fon",
    "telefon",
    "handy",
    "mobil",
    "puh",
    "puhelin",
    "gsm",
];

/// The fewest digits of a number in groups.
const FEWEST: usize = 7;
/// The digits of a complete number in groups: within the country, and with the country code.
const WHOLE: usize = 10;
const WHOLE_ABROAD: usize = 11;
/// The fewest digits of a group that is the last.
const LAST_GROUP: usize = 5;
/// The most digits of a group.
const LONGEST_GROUP: usize = 9;

/// Returns whether a word introduces a telephone number.
pub(crate) fn is_word_before_phone(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ':', ',']).to_lowercase();
    WORDS.contains(&word.as_str())
}

/// Returns the digits of a telephone number in groups, without a plus; `None` for any other text.
pub(super) fn digits_of_groups(text: &str) -> Option<String> {
    let groups = text.split_whitespace();
    let digits = groups.map(digits_of).collect::<Option<String>>()?;
    (digits.len() >= FEWEST).then_some(digits)
}

/// The digits in the printed groups of a health service's number: `943 476 5919`.
pub(super) const PRINTED: [usize; 3] = [3, 3, 4];

/// Returns the pieces of a text, with the groups of each telephone number joined: `030 2312500`, `+49 30 231 25 00`. A
/// number begins with a plus, with an area code that is no clock time, or after a word that introduces it. The groups
/// of a health service's number are joined, too.
pub(crate) fn with_phones_joined<'a>(text: &'a str, pieces: Vec<&'a str>) -> Vec<&'a str> {
    let place = |piece: &str| piece.as_ptr().addr() - text.as_ptr().addr();
    let mut joined: Vec<&str> = Vec::with_capacity(pieces.len());
    let mut rest = &pieces[..];
    while let [first, behind @ ..] = rest {
        let is_named = joined.last().is_some_and(|word| is_word_before_phone(word));
        let count = groups_of_phone(rest, is_named);
        if count > 1
            && let Some(last) = rest.get(count - 1)
        {
            joined.push(&text[place(first)..place(last) + last.len()]);
            rest = &rest[count..];
        } else {
            joined.push(first);
            rest = behind;
        }
    }
    joined
}

/// Returns the number of first pieces that are the groups of one telephone number; 0 if there are none, or only one.
fn groups_of_phone(pieces: &[&str], is_named: bool) -> usize {
    let Some(first) = pieces.first() else {
        return 0;
    };
    if begin_with_printed_number(pieces) {
        return PRINTED.len();
    }
    let Some(mut count) = digits_of(first).map(|digits| digits.len()) else {
        return 0;
    };
    let whole = if first.starts_with('+') {
        WHOLE_ABROAD
    } else {
        WHOLE
    };
    if count >= LAST_GROUP || !(is_named || begins_phone(first)) {
        return 0;
    }
    let mut groups = 1;
    for piece in &pieces[1..] {
        let is_group = piece.starts_with(|letter: char| letter.is_ascii_digit());
        if !is_group || count >= whole {
            break;
        }
        let Some(digits) = digits_of(piece) else {
            break;
        };
        count += digits.len();
        groups += 1;
        if digits.len() >= LAST_GROUP {
            break;
        }
    }
    // Only a whole second group distinguishes the area code `0711` from an early time.
    let is_long = |piece: &&str| digits_of(piece).is_some_and(|digits| digits.len() >= LAST_GROUP);
    let is_sure = is_named || !is_four_digits(first) || pieces.get(1).is_some_and(is_long);
    if groups > 1 && count >= FEWEST && is_sure {
        groups
    } else {
        0
    }
}

/// Returns whether the first pieces are the groups of a health service's number.
fn begin_with_printed_number(pieces: &[&str]) -> bool {
    let is_group = |(piece, digits): (&&str, &usize)| {
        let piece = piece.trim_end_matches(',');
        piece.len() == *digits && piece.bytes().all(|byte| byte.is_ascii_digit())
    };
    pieces.len() >= PRINTED.len() && pieces.iter().zip(&PRINTED).all(is_group)
}

/// Returns whether a group begins a telephone number: a country code, or an area code that is no clock time in steps of
/// five minutes.
fn begins_phone(group: &str) -> bool {
    let Some(digits) = digits_of(group) else {
        return false;
    };
    let is_area = digits.starts_with('0') && (3..LAST_GROUP).contains(&digits.len());
    let is_step = is_four_digits(group) && digits.ends_with(['0', '5']);
    group.starts_with('+') || is_area && !is_step
}

fn is_four_digits(group: &str) -> bool {
    group.len() == 4 && group.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the digits of a group, which may have a plus or brackets around them, and separators between them.
fn digits_of(group: &str) -> Option<String> {
    let inner = group.strip_prefix('+').unwrap_or(group);
    let inner = inner.trim_end_matches(',');
    let inner = inner
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .unwrap_or(inner);
    let digits: String = inner.chars().filter(|c| !matches!(c, '-' | '/')).collect();
    let begins = inner.starts_with(|letter: char| letter.is_ascii_digit());
    let is_group = begins
        && (1..=LONGEST_GROUP).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_group.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(line: &str) -> Vec<&str> {
        with_phones_joined(line, line.split_whitespace().collect())
    }

    #[test]
    fn the_groups_of_a_number_are_one_piece() {
        for number in [
            "030 2312500",
            "+49 30 2312500",
            "+49 30 231 25 00",
            "+49 302 312 5001",
            "943 476 5919",
            "030 231 250 01",
            "0711 2312500",
            "(030) 2312500",
            "0171 392-0012",
            "+1 212 555 0100",
        ] {
            let line = format!("lena {number} ki 14 f");
            assert_eq!(joined(&line), ["lena", number, "ki", "14", "f"], "{line}");
        }
        assert_eq!(joined("tel 0930 2312500 10"), ["tel", "0930 2312500", "10"]);
        assert_eq!(joined("Tel.: 9 2312500"), ["Tel.:", "9 2312500"]);
    }

    #[test]
    fn times_and_birth_dates_stay_apart() {
        for line in [
            "ki 0930 220385",
            "220385s 10 14",
            "0930 2312500",
            "ki 0711 1430",
            "23125001 14:30",
            "24 12 2026",
            "030 ki",
            "+2w 14",
            "tel 14",
        ] {
            let pieces: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(joined(line), pieces, "{line}");
        }
    }
}
