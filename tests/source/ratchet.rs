//! Counts of the structure that makes the source hard to read. Each may only fall: a count above its limit is refused,
//! and one that has fallen clearly below asks for the limit to be lowered with it. The number of lines is printed and
//! limits nothing.

mod rings;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex_lite::Regex;

/// A count, the most it may be, and where it is to go.
struct Limit {
    name: &'static str,
    most: usize,
    target: usize,
    count: fn(&[Source]) -> usize,
}

const LIMITS: [Limit; 20] = [
    Limit {
        name: "rooms in the largest ring of the desk",
        most: 2,
        target: 2,
        count: ring_of_the_desk,
    },
    Limit {
        name: "rooms in the largest ring of the domain",
        most: 6,
        target: 6,
        count: ring_of_the_domain,
    },
    Limit {
        name: "rooms in the largest ring of the office",
        most: 4,
        target: 4,
        count: |sources| rings::largest(sources, "crates/office/src/"),
    },
    Limit {
        name: "rooms in the largest ring of the store",
        most: 2,
        target: 2,
        count: |sources| rings::largest(sources, "crates/store/src/"),
    },
    Limit {
        name: "places outside the office that put a submission together",
        most: 0,
        target: 0,
        count: submissions_put_together_outside,
    },
    Limit {
        name: "lines of the faces that tell objections and searches apart",
        most: 33,
        target: 30,
        count: faces_telling_apart,
    },
    Limit {
        name: "closures that filter by something else than what they are given",
        most: 0,
        target: 0,
        count: |sources| lines_matching(sources, r"filter\(\|_\|"),
    },
    Limit {
        name: "places where the clerk names the desk",
        most: 0,
        target: 0,
        count: |sources| places_naming_the_desk(sources, &["crates/clerk/src/"]),
    },
    Limit {
        name: "places where plain names the desk",
        most: 0,
        target: 0,
        count: |sources| places_naming_the_desk(sources, &["src/plain/"]),
    },
    Limit {
        name: "places where a batch names the desk",
        most: 0,
        target: 0,
        count: |sources| places_naming_the_desk(sources, &["crates/batch/src/"]),
    },
    Limit {
        name: "places where the runtime names the desk",
        most: 0,
        target: 0,
        count: |sources| places_naming_the_desk(sources, &["crates/runtime/src/"]),
    },
    Limit {
        name: "arms of a `match` on a `bool`",
        most: 0,
        target: 0,
        count: arms_on_bool,
    },
    Limit {
        name: "functions that return `Option<()>`",
        most: 0,
        target: 0,
        count: optional_nothings,
    },
    Limit {
        name: "`let`s that take a tuple of values apart where it is made",
        most: 0,
        target: 0,
        count: tuple_lets,
    },
    Limit {
        name: "files with `impl Desk`",
        most: 11,
        target: 10,
        count: files_with_impl_desk,
    },
    Limit {
        name: "calls of what takes `&mut Desk` in another part",
        most: 223,
        target: 40,
        count: mutating_calls_across_parts,
    },
    Limit {
        name: "places where a part reaches through to the whole desk",
        most: 81,
        target: 40,
        count: reaches_through,
    },
    Limit {
        name: "functions that change state and are named like a question",
        most: 0,
        target: 0,
        count: mutating_questions,
    },
    Limit {
        name: "type names declared more than once",
        most: 10,
        target: 10,
        count: repeated_types,
    },
    Limit {
        name: "lines that name a clinic outside of its folder",
        most: 0,
        target: 0,
        count: lines_naming_a_clinic,
    },
];

#[test]
fn every_count_only_falls() {
    let sources = sources();
    println!("{} production lines", production_lines(&sources));
    let complaints: Vec<String> = LIMITS
        .iter()
        .filter_map(|limit| limit.complaint(&sources))
        .collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

impl Limit {
    fn complaint(&self, sources: &[Source]) -> Option<String> {
        let Limit {
            name,
            most,
            target,
            count,
        } = self;
        let count = count(sources);
        // A hundredth of leeway, so that not every commit has to alter the table.
        if count > *most {
            Some(format!(
                "{name}: {count}, and {most} are the most (target {target})"
            ))
        } else if count + most / 100 < *most {
            Some(format!(
                "{name}: {count} by now; lower the limit of {most} to it (target {target})"
            ))
        } else {
            None
        }
    }
}

/// A file of the program without its tests.
struct Source {
    path: String,
    code: String,
}

impl Source {
    /// The part of the desk that the file belongs to: its folder, or the file itself beside them.
    fn part(&self) -> Option<&str> {
        self.path
            .strip_prefix("crates/desk/src/")?
            .split('/')
            .next()
    }

    /// Lines that are neither blank nor a comment.
    fn lines(&self) -> impl Iterator<Item = &str> {
        self.code
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
    }
}

fn production_lines(sources: &[Source]) -> usize {
    sources.iter().map(|source| source.lines().count()).sum()
}

fn files_with_impl_desk(sources: &[Source]) -> usize {
    sources
        .iter()
        .filter(|source| source.code.lines().any(|line| line == "impl Desk {"))
        .count()
}

/// Calls such as `self.ask(…)` or `pointer::clicked(desk)` of what takes `&mut Desk` and stands in another part.
fn mutating_calls_across_parts(sources: &[Source]) -> usize {
    let block = Regex::new(r"(?ms)^impl Desk \{\n(.*?)^\}").expect("a pattern");
    let method = Regex::new(r"fn (\w+)(?:<[^>]*>)?\(\s*&mut self").expect("a pattern");
    let [on_self, on_desk] = ["self", "desk"]
        .map(|name| Regex::new(&format!(r"\b{name}\s*\.(\w+)\(")).expect("a pattern"));
    let names = |pattern: &Regex, code: &str| -> Vec<String> {
        let found = pattern.captures_iter(code).filter_map(|found| found.get(1));
        found.map(|name| name.as_str().to_owned()).collect()
    };
    let blocks = |source: &Source| -> String {
        block
            .captures_iter(&source.code)
            .filter_map(|found| found.get(1))
            .map(|block| block.as_str())
            .collect()
    };
    let mut homes: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for source in sources {
        let Some(part) = source.part() else { continue };
        for name in names(&method, &blocks(source)) {
            homes.entry(name).or_default().insert(part);
        }
    }
    // A part that is handed its event this way changes only itself.
    let hands_on = ["in_overlay", "handle"];
    let is_across = |part: &str, name: &String| {
        !hands_on.contains(&name.as_str())
            && homes.get(name).is_some_and(|parts| !parts.contains(part))
    };
    let function =
        Regex::new(r"(?m)^pub\(crate\) fn (\w+)\(\s*desk: &mut Desk").expect("a pattern");
    let functions: BTreeSet<String> = sources
        .iter()
        .flat_map(|source| names(&function, &source.code))
        .collect();
    let in_part = Regex::new(r"[a-z]::(\w+)\((?:self|desk)\b").expect("a pattern");
    let calls = sources
        .iter()
        .filter_map(|source| Some((source.part()?, source)))
        .map(|(part, source)| {
            let called = names(&on_self, &blocks(source))
                .into_iter()
                .chain(names(&on_desk, &source.code));
            let of_functions = names(&in_part, &source.code)
                .into_iter()
                .filter(|name| functions.contains(name));
            called.filter(|name| is_across(part, name)).count() + of_functions.count()
        });
    calls.sum()
}

/// Uses of what lends a part the whole desk, whose other parts it then changes by itself.
fn reaches_through(sources: &[Source]) -> usize {
    lines_matching(sources, r"\bself\.desk\(\)")
}

fn mutating_questions(sources: &[Source]) -> usize {
    lines_matching(sources, r"fn [a-z_]+_(is|are|was|were)\(&mut self")
}

fn repeated_types(sources: &[Source]) -> usize {
    let declared =
        Regex::new(r"(?m)^ {0,4}(?:pub(?:\([^)]*\))? )?(?:struct|enum|trait|type) (\w+)")
            .expect("a pattern");
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    // Each system has the names of the other.
    let twins = "crates/platform/src/windows/";
    for name in sources
        .iter()
        .filter(|source| !source.path.starts_with(twins))
        .flat_map(|source| declared.captures_iter(&source.code))
    {
        *names
            .entry(name.get(1).map_or("", |name| name.as_str()))
            .or_default() += 1;
    }
    // The associated types of the traits of the standard library, `http_body` and `serde` are no names of ours.
    let foreign = ["Error", "Item", "Output", "Target", "Err", "Data", "Value"];
    names
        .iter()
        .filter(|(name, count)| **count > 1 && !foreign.contains(name))
        .count()
}

fn ring_of_the_desk(sources: &[Source]) -> usize {
    rings::largest(sources, "crates/desk/src/")
}

fn ring_of_the_domain(sources: &[Source]) -> usize {
    rings::largest(sources, "crates/booking/src/")
}

fn submissions_put_together_outside(sources: &[Source]) -> usize {
    let outside = sources
        .iter()
        .filter(|source| !source.path.starts_with("crates/office/"));
    let made = Regex::new(r"\bSubmission(?:::new\(| \{)").expect("a pattern");
    let is_declared = |line: &str| line.contains("fn ") || line.contains("impl ");
    outside
        .flat_map(|source| source.code.lines())
        .filter(|line| made.is_match(line) && !is_declared(line))
        .count()
}

fn faces_telling_apart(sources: &[Source]) -> usize {
    let faces = [
        "crates/desk/src/",
        "src/plain/",
        "crates/clerk/src/",
        "crates/batch/src/",
    ];
    let told =
        Regex::new(r"\b(?:Objection|Withheld|SearchEnd|NoFreeTime|NoTime)::").expect("a pattern");
    let of_faces = |source: &&Source| faces.iter().any(|face| source.path.starts_with(face));
    let lines = sources.iter().filter(of_faces).flat_map(Source::lines);
    lines.filter(|line| told.is_match(line)).count()
}

fn places_naming_the_desk(sources: &[Source], faces: &[&str]) -> usize {
    let desk = Regex::new(r"\bdesk::|\buse desk\b").expect("a pattern");
    sources
        .iter()
        .filter(|source| faces.iter().any(|face| source.path.starts_with(face)))
        .map(|source| desk.find_iter(&source.code).count())
        .sum()
}

fn arms_on_bool(sources: &[Source]) -> usize {
    lines_matching(sources, r"^\s*(?:true|false) => ")
}

fn optional_nothings(sources: &[Source]) -> usize {
    lines_matching(sources, r"Option<\(\)>")
}

fn tuple_lets(sources: &[Source]) -> usize {
    let tuple = Regex::new(r"(?m)^\s*let \((?:mut )?\w+, [^)]*\) =\s*\(").expect("a pattern");
    sources
        .iter()
        .map(|source| tuple.find_iter(&source.code).count())
        .sum()
}

fn lines_naming_a_clinic(sources: &[Source]) -> usize {
    let outside = |source: &&Source| {
        !["crates/booking/src/clinics/", "crates/sandbox/src/"]
            .iter()
            .any(|room| source.path.starts_with(room))
    };
    let name =
        Regex::new(r"\b(?:CLINIK|ANIVA|FHIR)\b|(?i:\b(?:clinik|aniva|fhir)::)").expect("a pattern");
    let lines = sources.iter().filter(outside).flat_map(Source::lines);
    lines.filter(|line| name.is_match(line)).count()
}

fn lines_matching(sources: &[Source], pattern: &str) -> usize {
    let pattern = Regex::new(pattern).expect("a pattern");
    sources
        .iter()
        .flat_map(|source| source.code.lines())
        .filter(|line| pattern.is_match(line))
        .count()
}

/// Every file of the program, its tests cut away.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src"), root.join("crates")];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if [
                "tests",
                "tests.rs",
                "laws.rs",
                "wire_tests",
                "build.rs",
                "benches",
            ]
            .contains(&name.as_str())
            {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") {
                let code = fs::read_to_string(&path).expect("a source that can be read");
                let code = code
                    .split("\n#[cfg(test)]\nmod tests {")
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                let path = path
                    .strip_prefix(root)
                    .unwrap_or(&path)
                    .display()
                    .to_string();
                sources.push(Source { path, code });
            }
        }
    }
    sources
}
