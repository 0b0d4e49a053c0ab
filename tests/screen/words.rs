//! The interface in three languages: the message files say the same things, and everything that is said stands in
//! them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use desk::{Code, Key, TABLE};
use fluent_bundle::FluentResource;
use i18n::{Language, MessageId, Value};

/// The messages and asides (`field-start.hint`) of a language, each with the variables in it.
type Messages = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_file_can_be_read() {
    for path in Language::ALL.into_iter().flat_map(files) {
        if let Err((_, errors)) = FluentResource::try_new(fs::read_to_string(&path).unwrap()) {
            panic!("{}: {errors:?}", path.display());
        }
    }
}

#[test]
fn every_language_says_the_same_with_the_same_values() {
    let english = messages(Language::En);
    for language in Language::ALL {
        let messages = messages(language);
        let missing: Vec<&String> = english
            .keys()
            .filter(|id| !messages.contains_key(*id))
            .collect();
        let strange: Vec<&String> = messages
            .keys()
            .filter(|id| !english.contains_key(*id))
            .collect();
        assert!(
            missing.is_empty() && strange.is_empty(),
            "{language} lacks {missing:?}, has {strange:?}"
        );
        for (id, variables) in &messages {
            assert_eq!(variables, &english[id], "{language}: the variables of {id}");
        }
    }
}

/// What can't be said comes back as its own id: a file that is not built in, a text of many lines.
#[test]
fn everything_in_the_files_can_be_said() {
    for language in Language::ALL {
        for (id, variables) in messages(language) {
            let (message, aside) = id.split_once('.').unwrap_or((&id, ""));
            let message: &'static str = message.to_owned().leak();
            let said = match (aside, variables.is_empty()) {
                ("", true) => MessageId::new(message).text(language).to_owned(),
                ("", false) => MessageId::new(message).sentence(language, [("none", Value::None)]),
                (aside, true) => MessageId::attribute(message, aside.to_owned().leak())
                    .text(language)
                    .to_owned(),
                (aside, false) => {
                    let said = MessageId::attribute(message, aside.to_owned().leak());
                    said.sentence(language, [("none", Value::None)])
                }
            };
            assert_ne!(said, message, "{language}: {id} can't be said");
        }
    }
}

#[test]
fn everything_that_is_said_stands_in_the_files() {
    let english = messages(Language::En);
    let said = said(&source());
    assert!(
        said.len() > 50,
        "found {} times say! in the source",
        said.len()
    );
    for (id, values) in said {
        let variables = english
            .get(&id)
            .unwrap_or_else(|| panic!("{id} is said and stands nowhere"));
        assert_eq!(
            &values, variables,
            "the values of {id}, and what the message has a place for"
        );
    }
}

#[test]
fn everything_in_the_files_is_said() {
    let source = source();
    let quoted: HashSet<&str> = source.split('"').collect();
    // The asides of some messages bear the names of an enum's variants.
    let is_named = |name: &str| {
        let capital = |part: &str| part[..1].to_uppercase() + &part[1..];
        source.contains(&name.split(['-', '_']).map(capital).collect::<String>())
    };
    let is_said = |id: &String| {
        let (message, aside) = id.split_once('.').unwrap_or((id, id));
        quoted.contains(message) && (quoted.contains(aside) || is_named(aside))
    };
    let unsaid: Vec<String> = messages(Language::En)
        .into_keys()
        .filter(|id| !is_said(id))
        .collect();
    assert!(unsaid.is_empty(), "nothing says {unsaid:?}");
}

/// Which key does what is configured: a message has a place for the key, and says none by its name. Keys that move
/// about are everywhere the same.
#[test]
fn no_message_names_a_key_that_may_be_another() {
    let keys = || {
        TABLE
            .iter()
            .flat_map(|row| row.keys)
            .filter(|key| key.alt || key.ctrl || is_function(**key))
    };
    assert!(keys().count() > 60);
    let names: BTreeSet<String> = keys()
        .flat_map(|key| {
            Language::ALL
                .map(|one| key.shown(one))
                .into_iter()
                .chain([key.written()])
        })
        .collect();
    let messages = Language::ALL
        .into_iter()
        .flat_map(files)
        .filter(|path| !path.ends_with("keys.ftl"));
    for path in messages {
        let text = fs::read_to_string(&path).expect("a file of messages");
        for (number, line) in text.lines().enumerate() {
            let held = ["Ctrl", "Strg", "Alt-", "Alt+", "Umschalt", "Vaihto-"]
                .into_iter()
                .find(|held| line.contains(held));
            let is_key = |word: &&str| names.contains(*word);
            let named = held.or(line.split(|letter: char| !is_of_key(letter)).find(is_key));
            assert_eq!(named, None, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

/// A key that does move about is called what stands on it where that language is spoken.
#[test]
fn a_message_names_a_key_as_its_language_does() {
    let fixed = [
        "Enter",
        "Tab",
        "Backspace",
        "Delete",
        "Esc",
        "PgUp",
        "PgDn",
        "Space",
    ];
    let fixed = fixed.map(|name| name.parse::<Key>().unwrap());
    for language in Language::ALL {
        let own = fixed.map(|key| key.shown(language));
        let mut others = fixed.map(|key| key.shown(Language::En)).to_vec();
        others.retain(|name| !own.contains(name));
        for path in files(language) {
            let text = fs::read_to_string(&path).expect("a file of messages");
            let words = || text.split(|letter: char| !is_of_key(letter));
            let named = words().find(|word| others.iter().any(|other| other == word));
            assert_eq!(
                named,
                None,
                "{}: a key has another name in {language}",
                path.display()
            );
        }
    }
}

/// Words by which a command or a kind of visit is found, however people call it, and names of a laboratory's panels.
fn is_for_searching(line: &str) -> bool {
    let is_member = |name: &str| line.starts_with(name) && line[name.len()..].starts_with(" = ");
    line.trim_start().starts_with(".also") || is_member("also") || is_member("panels")
}

fn is_function(key: Key) -> bool {
    matches!(key.code, Code::F(_))
}

fn is_of_key(letter: char) -> bool {
    letter.is_alphanumeric() || "-+".contains(letter)
}

/// One thing, one word: what another word was used for once says this one by now.
#[test]
fn one_word_stands_for_one_thing() {
    let english = [
        " mend ",
        "alled off",
        "alls off",
        "left word",
        "put aside",
        "rofile group",
        "stands against",
    ];
    let german = [
        " Besuch",
        "Blutabnahme",
        "Dienstzeit",
        "Kennung",
        "Klinik",
        "Profil",
        "/in",
    ];
    let finnish = [
        "astaanottaja",
        "dotuslista",
        "rofiili",
        "tunnisteella",
        "yöterivi",
    ];
    let others = Language::ALL
        .into_iter()
        .zip([&english[..], &german, &finnish]);
    for (language, other) in
        others.flat_map(|(one, others)| others.iter().map(move |other| (one, *other)))
    {
        for path in files(language)
            .into_iter()
            .chain([root().join("assets/templates.toml")])
        {
            let text = fs::read_to_string(&path).expect("a file of messages");
            let line = text
                .lines()
                .find(|line| line.contains(other) && !is_for_searching(line));
            assert_eq!(
                line,
                None,
                "{}: “{other}” has another word by now",
                path.display()
            );
        }
    }
}

#[test]
fn a_word_takes_the_form_that_its_number_asks_for() {
    let said = MessageId::new("time-in-days");
    let days = |count: i64| Language::ALL.map(|one| said.sentence(one, [("count", count.into())]));
    assert_eq!(days(1), ["in 1 day", "in 1 Tag", "1 päivän kuluttua"]);
    assert_eq!(
        days(82),
        ["in 82 days", "in 82 Tagen", "82 päivän kuluttua"]
    );
    for (message, one, two) in [
        (
            "calls-numbers-to-read",
            "1 number still loading",
            "2 numbers still loading",
        ),
        (
            "calls-numbers-stopped",
            "stopped, 1 number not read",
            "stopped, 2 numbers not read",
        ),
        (
            "shell-numbers-unread",
            "One phone number could not be read.",
            "2 phone numbers could not be read.",
        ),
    ] {
        let said =
            |count: i64| MessageId::new(message).sentence(Language::En, [("count", count.into())]);
        assert_eq!([said(1), said(2)], [one, two]);
    }
}

#[test]
fn a_language_is_known_by_its_two_letters() {
    assert_eq!("DE".parse(), Ok(Language::De));
    assert!("sv".parse::<Language>().is_err());
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(language: Language) -> Vec<PathBuf> {
    let folder = root().join("assets/words").join(language.word());
    let entries = fs::read_dir(folder).expect("a folder of messages");
    entries
        .map(|entry| entry.expect("an entry of it").path())
        .collect()
}

fn messages(language: Language) -> Messages {
    let mut messages = Messages::new();
    for path in files(language) {
        for (id, variables) in messages_in(&fs::read_to_string(&path).expect("a file of messages"))
        {
            assert!(
                messages.insert(id.clone(), variables).is_none(),
                "{language}: {id} stands twice"
            );
        }
    }
    messages
}

fn messages_in(file: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut messages = Vec::new();
    let mut message = "";
    for line in file
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        match line.split_once(" =") {
            // Only the asides are said of a message without a text.
            Some((id, "")) => {
                message = id;
                continue;
            }
            Some((id, _)) if line.starts_with(|first: char| first.is_ascii_alphabetic()) => {
                message = id;
                messages.push((id.to_owned(), BTreeSet::new()));
            }
            Some((aside, _)) if aside.starts_with("    .") => {
                messages.push((format!("{message}{}", aside.trim()), BTreeSet::new()));
            }
            _ => {}
        }
        messages
            .last_mut()
            .expect("a message before its lines")
            .1
            .extend(variables(line));
    }
    messages
}

fn variables(line: &str) -> impl Iterator<Item = String> {
    let name = |rest: &str| {
        rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .next()
            .map(str::to_owned)
    };
    line.split('$').skip(1).filter_map(name)
}

/// The source of the program, in one text.
fn source() -> String {
    let mut folders = vec![root().join("src"), root().join("crates")];
    let mut source = String::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry of it").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                source += &fs::read_to_string(path).expect("a source");
            }
        }
    }
    source
}

/// The ids that are said with `say!`, and what values each is given.
fn said(source: &str) -> Vec<(String, BTreeSet<String>)> {
    source
        .split("say!(")
        .skip(1)
        .filter_map(|call| said_by(&arguments(call)))
        .collect()
}

fn said_by(arguments: &[String]) -> Option<(String, BTreeSet<String>)> {
    let id = arguments
        .get(1)?
        .strip_prefix('"')?
        .strip_suffix('"')?
        .to_owned();
    let given = arguments[2..]
        .iter()
        .filter(|argument| !argument.is_empty());
    let names = given.map(|argument| {
        argument
            .split_once(" = ")
            .map_or(&**argument, |(name, _)| name.trim())
    });
    Some((id, names.map(str::to_owned).collect()))
}

/// The arguments of a call, from behind its bracket on.
fn arguments(call: &str) -> Vec<String> {
    let (mut depth, mut in_text) = (0, false);
    let mut arguments = vec![String::new()];
    for letter in call.chars() {
        match letter {
            '"' => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth += 1,
            ')' | ']' | '}' if !in_text && depth == 0 => break,
            ')' | ']' | '}' if !in_text => depth -= 1,
            _ => {}
        }
        match letter {
            ',' if depth == 0 && !in_text => arguments.push(String::new()),
            _ => arguments.last_mut().expect("one at least").push(letter),
        }
    }
    arguments
        .iter()
        .map(|argument| argument.trim().to_owned())
        .collect()
}
