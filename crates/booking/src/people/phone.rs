//! Telephone numbers: their groups, and the notations in which a clinic may keep them.

use std::fmt;

use zones::Zone;

/// The country codes of one and of two digits (ITU-T E.164); all others have three.
const ONE_DIGIT: [&str; 2] = ["1", "7"];
const TWO_DIGITS: [&str; 43] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47",
    "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65",
    "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95",
];
/// The German area codes of three digits (Bundesnetzagentur, Vorwahlverzeichnis).
const GERMAN_OF_THREE: [&str; 84] = [
    "201", "202", "203", "208", "209", "212", "214", "221", "228", "231", "234", "241", "251",
    "261", "271", "281", "291", "331", "335", "340", "341", "345", "351", "355", "361", "365",
    "371", "375", "381", "385", "391", "395", "421", "431", "441", "451", "461", "471", "481",
    "491", "511", "521", "531", "541", "551", "561", "571", "581", "591", "611", "621", "631",
    "641", "651", "661", "671", "681", "711", "721", "731", "741", "751", "761", "771", "781",
    "791", "811", "821", "831", "841", "851", "861", "871", "881", "906", "911", "921", "931",
    "941", "951", "961", "971", "981", "991",
];
/// The fewest digits of a number that is grouped.
const FEWEST: usize = 6;

/// A whole telephone number, as a caller states it. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    typed: String,
    country: Option<&'static Country>,
}

/// How the numbers of a country are dialled.
#[derive(Debug, PartialEq, Eq)]
struct Country {
    /// The country code.
    code: &'static str,
    /// The prefix of a number within the country.
    trunk: &'static str,
    /// The zones of the country, or their beginnings.
    zones: &'static [&'static str],
}

/// The countries whose numbers are known in both notations.
static COUNTRIES: [Country; 24] = [
    Country::of("49", "0", &["Europe/Berlin", "Europe/Busingen"]),
    Country::of("43", "0", &["Europe/Vienna"]),
    Country::of("41", "0", &["Europe/Zurich"]),
    Country::of("358", "0", &["Europe/Helsinki", "Europe/Mariehamn"]),
    Country::of("46", "0", &["Europe/Stockholm"]),
    Country::of("47", "", &["Europe/Oslo"]),
    Country::of("45", "", &["Europe/Copenhagen"]),
    Country::of("31", "0", &["Europe/Amsterdam"]),
    Country::of("32", "0", &["Europe/Brussels"]),
    Country::of("33", "0", &["Europe/Paris"]),
    Country::of("34", "", &["Europe/Madrid", "Atlantic/Canary"]),
    Country::of("39", "", &["Europe/Rome"]),
    Country::of("44", "0", &["Europe/London", "Europe/Belfast"]),
    Country::of("353", "0", &["Europe/Dublin"]),
    Country::of("351", "", &["Europe/Lisbon"]),
    Country::of("48", "", &["Europe/Warsaw"]),
    Country::of("420", "", &["Europe/Prague"]),
    Country::of("372", "", &["Europe/Tallinn"]),
    Country::of("371", "", &["Europe/Riga"]),
    Country::of("370", "0", &["Europe/Vilnius"]),
    Country::of("90", "0", &["Europe/Istanbul"]),
    Country::of("61", "0", &["Australia/"]),
    Country::of("64", "0", &["Pacific/Auckland"]),
    Country::of(
        "1",
        "",
        &[
            "America/New_York",
            "America/Detroit",
            "America/Chicago",
            "America/Denver",
            "America/Boise",
            "America/Phoenix",
            "America/Los_Angeles",
            "America/Anchorage",
            "Pacific/Honolulu",
            "America/Toronto",
            "America/Winnipeg",
            "America/Edmonton",
            "America/Vancouver",
            "America/Halifax",
        ],
    ),
];

/// The lengths of the separated area codes, without the prefix.
const AREA_CODES: std::ops::RangeInclusive<usize> = 2..=5;
/// Separators between an area code and the rest.
const APART: [&str; 3] = [" ", "/", "-"];

impl Country {
    const fn of(
        code: &'static str,
        trunk: &'static str,
        zones: &'static [&'static str],
    ) -> Country {
        Country { code, trunk, zones }
    }

    fn at(zone: Zone) -> Option<&'static Country> {
        let name = zone.name();
        let is_there = |one: &&str| match one.strip_suffix('/') {
            Some(_) => name.starts_with(*one),
            None => name == *one,
        };
        COUNTRIES
            .iter()
            .find(|country| country.zones.iter().any(is_there))
    }
}

impl PhoneNumber {
    /// Creates a number as typed at a clinic in this zone, whose country code it may leave out.
    pub fn new(typed: &str, zone: Option<Zone>) -> PhoneNumber {
        PhoneNumber {
            typed: typed.trim().to_owned(),
            country: zone.and_then(Country::at),
        }
    }

    /// Returns it as it was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Returns the notations in which it may be kept, each once, beginning with the typed one: within the country and
    /// with its code, undivided, in groups, and with a separate area code.
    pub fn notations(&self) -> Vec<String> {
        let digits: String = self.typed.chars().filter(char::is_ascii_digit).collect();
        let mut notations = vec![self.typed.clone(), digits.clone()];
        if let Some(international) = self.international(&digits) {
            let with_plus = format!("+{international}");
            notations.push(phone_in_groups(&with_plus));
            notations.push(with_plus);
            notations.push(format!("00{international}"));
            notations.extend(self.apart(&international));
        }
        let mut all: Vec<String> = Vec::new();
        for notation in notations {
            if !all.contains(&notation) {
                all.push(notation);
            }
        }
        all
    }

    /// Returns the digits with the country code. `None` if the country is unknown.
    fn international(&self, digits: &str) -> Option<String> {
        if let Some(rest) = digits.strip_prefix("00") {
            return Some(rest.to_owned());
        }
        if self.typed.starts_with('+') {
            return Some(digits.to_owned());
        }
        let country = self.country?;
        let is_whole = digits.starts_with(country.code) && digits.len() > 10;
        if is_whole {
            return Some(digits.to_owned());
        }
        let within = digits.strip_prefix(country.trunk)?;
        Some(format!("{}{within}", country.code))
    }

    /// Returns a number of the clinic's country as written there, and with a separate area code.
    fn apart(&self, international: &str) -> Vec<String> {
        let country = self.country;
        let within = country.and_then(|country| international.strip_prefix(country.code));
        let Some((country, within)) = country.zip(within) else {
            return Vec::new();
        };
        let Country { code, trunk, .. } = country;
        let mut notations = vec![format!("{trunk}{within}"), format!("+{code} {within}")];
        let lengths = AREA_CODES.filter(|length| within.len() > length + 2);
        for (area, rest) in lengths.map(|length| within.split_at(length)) {
            notations.extend(APART.map(|between| format!("{trunk}{area}{between}{rest}")));
            notations.push(format!("+{code} {area} {rest}"));
        }
        notations
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber")
    }
}

/// Returns a number of digits, possibly with a plus, as it is read aloud: the country code, the area code if known, and
/// the rest in groups of three with a last one of two to four; eight digits are two groups of four. A number that is
/// already grouped is unchanged.
pub fn phone_in_groups(number: &str) -> String {
    let (plus, digits) = match number.strip_prefix('+') {
        Some(digits) => ("+", digits),
        None => ("", number),
    };
    if digits.len() < FEWEST || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let code = if plus.is_empty() {
        0
    } else {
        country_code(digits)
    };
    let (country, mut rest) = digits.split_at(code);
    let mut groups = Vec::new();
    if !country.is_empty() {
        groups.push(country);
    }
    if let Some(length) = area_code(country, rest) {
        let (area, others) = rest.split_at(length);
        groups.push(area);
        rest = others;
    }
    while rest.len() > 4 {
        if rest.len() == 8 {
            let (group, others) = rest.split_at(4);
            groups.push(group);
            rest = others;
            break;
        }
        let (group, others) = rest.split_at(3);
        groups.push(group);
        rest = others;
    }
    groups.push(rest);
    format!("{plus}{}", groups.join(" "))
}

/// Returns the length of the area code, or of a mobile network's code, after the country code; `None` if it is unknown,
/// or if nothing follows.
fn area_code(country: &str, rest: &str) -> Option<usize> {
    let begins = |codes: &[&str]| codes.iter().any(|code| rest.starts_with(code));
    let length = match country {
        "1" => 3,
        "41" => 2,
        "43" if begins(&["1"]) => 1,
        "43" if begins(&["6", "316", "463", "512", "732"]) => 3,
        "44" if begins(&["20", "23", "24", "28", "29"]) => 2,
        "49" if begins(&["15", "16", "17"]) => 3,
        "49" if begins(&["30", "40", "69", "89"]) => 2,
        "49" if begins(&GERMAN_OF_THREE) => 3,
        // Codes of four and of five digits in the east can't be distinguished.
        "49" if begins(&["2", "4", "5", "6", "7", "8", "9"]) => 4,
        "358" if begins(&["1", "4", "50"]) => 2,
        "358" => 1,
        _ => return None,
    };
    (rest.len() > length + 2).then_some(length)
}

/// Returns the length of the country code that a number begins with.
fn country_code(digits: &str) -> usize {
    let begins = |codes: &[&str]| codes.iter().any(|code| digits.starts_with(code));
    if begins(&ONE_DIGIT) {
        1
    } else if begins(&TWO_DIGITS) {
        2
    } else {
        3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notations(typed: &str, zone: Option<Zone>) -> Vec<String> {
        PhoneNumber::new(typed, zone).notations()
    }

    #[test]
    fn a_number_of_the_country_is_known_with_and_without_its_code() {
        let berlin = Some(Zone::BERLIN);
        for typed in [
            "030 5550199",
            "0305550199",
            "+49305550199",
            "0049 30 5550199",
        ] {
            let known = notations(typed, berlin);
            for kept in [
                "0305550199",
                "030 5550199",
                "030/5550199",
                "+49305550199",
                "+49 30 5550199",
                "+49 30 555 0199",
            ] {
                assert!(known.iter().any(|one| one == kept), "{typed}: {kept}");
            }
            assert!(known.len() <= 32, "{typed}: {}", known.len());
        }
        let york = notations("2125550100", Some(Zone::NEW_YORK));
        assert!(york.iter().any(|one| one == "+12125550100"), "{york:?}");
        assert!(york.iter().any(|one| one == "+1 212 5550100"), "{york:?}");
    }

    #[test]
    fn without_a_country_a_number_is_looked_for_as_it_was_typed() {
        assert_eq!(notations("0305550199", None), ["0305550199"]);
        assert_eq!(
            notations("0049 30 5550199", None),
            [
                "0049 30 5550199",
                "0049305550199",
                "+49 30 555 0199",
                "+49305550199",
            ]
        );
    }

    #[test]
    fn a_number_is_parted_where_one_breathes_and_stays_as_it_was_written() {
        for (number, read) in [
            ("+493023125001", "+49 30 2312 5001"),
            ("+49305550199", "+49 30 555 0199"),
            ("+491713920012", "+49 171 392 0012"),
            ("+492215550199", "+49 221 555 0199"),
            ("+4989123456", "+49 89 123 456"),
            ("+4982241234", "+49 8224 1234"),
            ("+4933051123", "+49 3305 1123"),
            ("+358401234567", "+358 40 123 4567"),
            ("+35891234567", "+358 9 123 4567"),
            ("+41445550199", "+41 44 555 0199"),
            ("+12125550100", "+1 212 555 0100"),
            ("+15550151", "+1 555 0151"),
            ("03023125001", "030 2312 5001"),
            ("+1-555-0151", "+1-555-0151"),
            ("030 2312", "030 2312"),
            ("110", "110"),
            ("", ""),
        ] {
            assert_eq!(phone_in_groups(number), read);
        }
    }
}
