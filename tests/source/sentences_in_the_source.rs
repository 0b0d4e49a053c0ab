//! Whatever the pure crates say to a person stands in the message files: no sentence of theirs is written in the
//! source, where no other language has it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The crates that speak.
const CRATES: [&str; 3] = ["crates/booking/src", "crates/desk/src", "crates/screen/src"];

/// What a file of the configuration has to say is English, as are all errors of the command line.
const OF_THE_CONFIGURATION: &[&str] = &[
    "crates/booking/src/clinic/mod.rs",
    "crates/booking/src/text/diagnostic.rs",
    "crates/booking/src/template/read.rs",
    "crates/desk/src/keys/bindings.rs",
    "crates/screen/src/theme.rs",
];

/// Written for programs: markup, and the properties of a calendar.
const FOR_PROGRAMS: &[&str] = &[
    "crates/booking/src/print/list.rs",
    "crates/booking/src/print/slip/calendar.rs",
    "crates/booking/src/print/slip/html.rs",
];

/// Said as it is in every language: the APIs' own words, names, and what tests and scripts know things by.
const SAID_AS_IT_IS: &[&str] = &[
    "ClinikAPI create, POST /v1/appointments",
    "Aniva create, POST /api/v1/appointments",
    "Aniva add panels, POST /api/v1/appointments/{id}/panels, `panel_ids`",
    " 1 Karin Ivers   Cardiology ",
    "appt_{id}{}",
    "free times",
    "group week",
    "new patient",
    "Scheduled at",
    "[bd:{letters}]",
    "{}… ({} more)",
    "{unshown} more",
    "not stated",
    "Practitioner/{id}",
    "Aniva lists no location to ask about",
    "Aniva did not answer when asked for free times",
    "ClinikAPI tells only when something is booked",
    "FHIR R4, Appointment",
    "CapabilityStatement: {kind}",
    "CapabilityStatement {fhir}, Appointment: {}",
    "[bd:{}]",
    "Patient/{id}",
    "Schedule/{id}",
    "Slot/{}",
];

#[test]
fn no_sentence_is_written_in_the_source() {
    let known = |(file, _, text): &(String, usize, String)| {
        SAID_AS_IT_IS.contains(&text.as_str())
            || OF_THE_CONFIGURATION
                .iter()
                .chain(FOR_PROGRAMS)
                .any(|excused| excused == file)
    };
    let written: Vec<String> = sentences()
        .into_iter()
        .filter(|found| !known(found))
        .map(|(file, line, text)| format!("{file}:{line}: “{text}” belongs into assets/words/"))
        .collect();
    assert!(written.is_empty(), "\n{}\n", written.join("\n"));
}

#[test]
fn nothing_is_excused_that_is_not_there() {
    let sentences = sentences();
    for text in SAID_AS_IT_IS {
        assert!(
            sentences.iter().any(|(_, _, written)| written == text),
            "nobody writes “{text}”"
        );
    }
    for file in OF_THE_CONFIGURATION.iter().chain(FOR_PROGRAMS) {
        assert!(
            sentences.iter().any(|(place, ..)| place == file),
            "{file} has no sentence"
        );
    }
}

/// Every sentence in the code of the crates that speak: file, line, text.
fn sentences() -> Vec<(String, usize, String)> {
    let sources = CRATES.into_iter().flat_map(sources);
    sources
        .flat_map(|(file, code)| {
            in_code(&code)
                .into_iter()
                .map(move |(line, text)| (file.clone(), line, text))
        })
        .collect()
}

fn in_code(code: &str) -> Vec<(usize, String)> {
    let code = code
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(code);
    texts(code)
        .into_iter()
        .filter(|(_, text)| is_sentence(text))
        .collect()
}

/// Two words, or one beside the place of a value; not a type as a programmer is shown it.
fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches("{ .. }");
    let (mut plain, mut places, mut depth) = (String::new(), 0, 0);
    for letter in text.chars() {
        match letter {
            '{' => (depth, places) = (depth + 1, places + 1),
            '}' => depth -= 1,
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    let words = plain
        .split_whitespace()
        .filter(|word| is_word(word))
        .count();
    words > 1 || (words == 1 && places > 0)
}

fn is_word(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    word.chars().count() > 1
        && word
            .chars()
            .all(|letter| letter.is_alphabetic() || "'’-".contains(letter))
}

/// What stands before a text that no person at the desk gets to read.
const FOR_PROGRAMMERS: [&str; 5] = [
    "expect(",
    "panic!(",
    "unreachable!(",
    "debug_struct(",
    "debug_tuple(",
];

/// The texts in Rust code but those of comments, attributes and what only a programmer reads, each with the line it
/// begins on.
fn texts(code: &str) -> Vec<(usize, String)> {
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some(first) = code[at..].chars().next() {
        let (rest, before) = (&code[at..], &code[..at]);
        at += match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '#' if rest.starts_with("#[") => attribute(rest),
            '\'' => letter(rest),
            '"' => {
                let length = text(rest);
                if !FOR_PROGRAMMERS
                    .iter()
                    .any(|call| before.trim_end().ends_with(call))
                {
                    texts.push((before.lines().count(), rest[1..length - 1].to_owned()));
                }
                length
            }
            _ => first.len_utf8(),
        };
    }
    texts
}

/// How long the text is that begins here, its quotes included.
fn text(code: &str) -> usize {
    let mut escaped = false;
    let end = code.char_indices().skip(1).find(|(_, letter)| {
        let ends = *letter == '"' && !escaped;
        escaped = *letter == '\\' && !escaped;
        ends
    });
    end.expect("the end of a text").0 + 1
}

/// How long the letter in quotes is that begins here; of a lifetime, its quote.
fn letter(code: &str) -> usize {
    let ends = |(_, letter): &(usize, char)| *letter == '\'';
    let mut letters = code.char_indices();
    // What stands behind a backslash is no end, be it a quote.
    let end = if code.starts_with("'\\") {
        letters.skip(3).find(ends)
    } else {
        letters.nth(2).filter(ends)
    };
    end.map_or(1, |(end, _)| end + 1)
}

/// How long the attribute is that begins here.
fn attribute(code: &str) -> usize {
    let mut at = 0;
    let mut depth = 0;
    while let Some(first) = code[at..].chars().next() {
        depth += i32::from(first == '[') - i32::from(first == ']');
        at += if first == '"' {
            text(&code[at..])
        } else {
            first.len_utf8()
        };
        if first == ']' && depth == 0 {
            break;
        }
    }
    at
}

/// The sources in a folder but the files that are tests as a whole, each with its path in the repository.
fn sources(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut sources) = (vec![root.join(folder)], Vec::new());
    let mut tests: BTreeSet<PathBuf> = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry of it").path();
            if path.is_dir() {
                folders.extend(Some(path).filter(|path| !path.ends_with("tests")));
                continue;
            }
            let code = fs::read_to_string(&path).expect("a source");
            tests.extend(test_files(&path, &code));
            sources.push((path, code));
        }
    }
    sources.retain(|(path, _)| !tests.contains(path));
    let in_repository = |path: PathBuf| {
        path.strip_prefix(root)
            .expect("a path of ours")
            .display()
            .to_string()
    };
    sources
        .into_iter()
        .map(|(path, code)| (in_repository(path), code))
        .collect()
}

/// The files that a file declares for tests only.
fn test_files(path: &Path, code: &str) -> Vec<PathBuf> {
    let folder = match path.file_stem() {
        Some(name) if name != "mod" => path.with_extension(""),
        _ => path.parent().expect("a folder").to_owned(),
    };
    let declared = code
        .split("#[cfg(test)]\nmod ")
        .skip(1)
        .filter_map(|rest| rest.lines().next()?.strip_suffix(';'));
    declared
        .map(|name| folder.join(name).with_extension("rs"))
        .collect()
}

#[test]
fn a_sentence_is_told_from_a_word_and_a_comment() {
    let code = concat!(
        "// No comment counts.\n#[error(\"nor [an] attribute\")]\nfn f<'a>(x: &'a str) {\n",
        "    g('\"', '\\'', \"word\", \"{x} · {y}\", \"one \\\"sentence\\\" here\");\n",
        "    h(\"a \\\n       long one\", \"{} ago\").expect(\"a reason why\");\n}\n",
        "#[cfg(test)]\nmod tests {\n    const TEXT: &str = \"not this one\";\n}\n",
    );
    let found = in_code(code);
    let expected = [
        (4, "one \\\"sentence\\\" here"),
        (5, "a \\\n       long one"),
        (6, "{} ago"),
    ];
    assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
}
