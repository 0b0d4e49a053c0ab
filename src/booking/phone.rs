//! Groups the digits of telephone numbers as they are read aloud.

/// The country codes of one digit, and those of two (ITU-T E.164); all others have three.
const ONE_DIGIT: [&str; 2] = ["1", "7"];
const TWO_DIGITS: [&str; 43] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
    "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
    "82", "84", "86", "90", "91", "92", "93", "94", "95",
];
/// Digits of a number that is grouped, at least.
const FEWEST: usize = 6;

/// Returns a number of digits, perhaps with a plus, in groups of three and a last one of two to four. A
/// number that is grouped already stays.
pub fn phone_in_groups(number: &str) -> String {
    let (plus, digits) = match number.strip_prefix('+') {
        Some(digits) => ("+", digits),
        None => ("", number),
    };
    if digits.len() < FEWEST || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let code = if plus.is_empty() { 0 } else { country_code(digits) };
    let (country, mut rest) = digits.split_at(code);
    let mut groups = Vec::new();
    if !country.is_empty() {
        groups.push(country);
    }
    while rest.len() > 4 {
        let (group, others) = rest.split_at(3);
        groups.push(group);
        rest = others;
    }
    groups.push(rest);
    format!("{plus}{}", groups.join(" "))
}

/// Returns the length of the country code that a number begins with.
fn country_code(digits: &str) -> usize {
    match () {
        () if ONE_DIGIT.iter().any(|code| digits.starts_with(code)) => 1,
        () if TWO_DIGITS.iter().any(|code| digits.starts_with(code)) => 2,
        () => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::phone_in_groups;

    #[test]
    fn a_number_is_parted_where_one_breathes_and_stays_as_it_was_written() {
        for (number, read) in [
            ("+493023125001", "+49 302 312 5001"),
            ("+358401234567", "+358 401 234 567"),
            ("+15550151", "+1 555 0151"),
            ("03023125001", "030 231 250 01"),
            ("+1-555-0151", "+1-555-0151"),
            ("030 2312", "030 2312"),
            ("110", "110"),
            ("", ""),
        ] {
            assert_eq!(phone_in_groups(number), read);
        }
    }
}
