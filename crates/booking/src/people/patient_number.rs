//! The numbers that a practice or an insurer gives to a patient.

use super::typed_phone::PRINTED;
use crate::text::redacted_debug;

/// A number of a patient other than the id: of the chart, of the insurance.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientNumber {
    /// The kind of number, `MRN`; empty if the clinic does not state it.
    pub kind: String,
    /// The number itself.
    pub value: String,
}

impl PatientNumber {
    /// Returns the number as it follows a name: `MRN 4711`.
    pub fn to_text(&self) -> String {
        format!("{} {}", self.kind, self.value).trim().to_owned()
    }

    /// Returns whether this number was typed, in either letter case and any grouping.
    pub fn is(&self, typed: &str) -> bool {
        let typed = in_one_piece(typed);
        !typed.is_empty() && in_one_piece(&self.value).eq_ignore_ascii_case(&typed)
    }
}

/// Returns a number without separators: `943 476 5919` is printed for `9434765919`.
pub(crate) fn in_one_piece(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns a health service's number in its printed groups, separated by blanks and by hyphens: `943 476 5919` for
/// `9434765919`. Empty for any other number.
pub(crate) fn in_printed_groups(number: &str) -> Vec<String> {
    let digits = in_one_piece(number);
    let is_one = digits.len() == PRINTED.iter().sum::<usize>()
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_one {
        return Vec::new();
    }
    let mut rest = digits.as_str();
    let mut groups = Vec::new();
    for length in PRINTED {
        let (group, behind) = rest.split_at(length);
        groups.push(group);
        rest = behind;
    }
    vec![groups.join(" "), groups.join("-")]
}

redacted_debug!(PatientNumber {});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_digits_have_the_groups_in_which_they_are_printed() {
        let groups = ["943 476 5919", "943-476-5919"];
        for number in ["9434765919", "943 4765919", "943-476-5919"] {
            assert_eq!(in_printed_groups(number), groups);
        }
        for number in ["943476591", "94347659190", "A434765919", ""] {
            assert_eq!(in_printed_groups(number), [] as [&str; 0]);
        }
    }
}
