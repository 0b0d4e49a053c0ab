//! The source keeps to its plan: which module may know which, what reaches the outside world and where, how long a file
//! may get, and that the libraries all crates share are there once. `docs/guide/src/architecture.md` shows the same tables.

mod office;
pub(super) mod paths;

use std::fs;
use std::path::{Path, PathBuf};

use paths::paths;

/// A name, and whom it goes with.
type Row = (&'static str, &'static [&'static str]);

/// Every module of the program, and the modules it may know besides the crates. What a crate may know stands in its
/// `Cargo.toml`.
const MODULES: &[Row] = &[("plain", &[]), ("cli", &["plain"])];

/// Everything that reaches out of the program, and the crates and modules that may name it.
const OUTSIDE: &[Row] = &[
    ("std::env", &["config"]),
    (
        "std::fs",
        &[
            "batch",
            "config",
            "headless",
            "interactive",
            "platform",
            "runtime",
            "sandbox",
            "store",
        ],
    ),
    (
        "std::io",
        &[
            "batch",
            "clerk",
            "cli",
            "client",
            "config",
            "headless",
            "interactive",
            "plain",
            "platform",
            "runtime",
            "sandbox",
            "store",
        ],
    ),
    ("std::net", &["cli", "client", "sandbox"]),
    ("std::os", &["platform"]),
    (
        "std::process",
        &[
            "cli",
            "config",
            "headless",
            "interactive",
            "plain",
            "platform",
            "runtime",
        ],
    ),
    (
        "std::thread",
        &[
            "config",
            "interactive",
            "plain",
            "platform",
            "runtime",
            "sandbox",
        ],
    ),
];

/// The libraries that tie code to their world, and the modules of the program that may name them.
const LIBRARIES: &[Row] = &[
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
    ("rpassword", &["cli"]),
    ("secrecy", &["cli"]),
    ("tokio", &["cli"]),
];

#[test]
fn every_module_knows_only_whom_it_may() {
    let complaints: Vec<String> = sources()
        .iter()
        .flat_map(|path| complaints(&in_repository(path), &fs::read_to_string(path).unwrap()))
        .collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_module_stands_in_the_plan() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut modules: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "))
        .collect();
    modules
        .iter_mut()
        .for_each(|module| *module = module.trim_end_matches(';'));
    let mut planned: Vec<&str> = MODULES.iter().map(|(module, _)| *module).collect();
    planned.sort_unstable();
    assert_eq!(
        modules, planned,
        "src/lib.rs and the table of this test name different modules"
    );
}

#[test]
fn the_plan_on_paper_is_the_plan() {
    let paper = fs::read_to_string(root().join("docs/guide/src/architecture.md")).unwrap();
    let missing: Vec<String> = [MODULES, OUTSIDE, LIBRARIES]
        .concat()
        .iter()
        .map(on_paper)
        .filter(|row| !paper.contains(row))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/guide/src/architecture.md lacks these rows:\n{}\n",
        missing.join("\n")
    );
}

/// What names the clinic APIs there are: their own folder, and the sandbox, which stands in for them.
const NAME_CLINICS: [&str; 2] = ["clinics", "sandbox"];

#[test]
fn only_its_own_folder_names_a_clinic_api() {
    let named: Vec<String> = sources()
        .iter()
        .map(|path| (in_repository(path), fs::read_to_string(path).unwrap()))
        .filter(|(file, _)| file.starts_with("src/") || file.starts_with("crates/"))
        .flat_map(|(file, code)| names_a_clinic_api(&file, &code))
        .collect();
    assert!(named.is_empty(), "\n{}\n", named.join("\n"));
}

/// Where a file names one of the two, or indexes by the number of a variant of them.
fn names_a_clinic_api(file: &str, code: &str) -> Vec<String> {
    if NAME_CLINICS.contains(&place_of(file)) {
        return Vec::new();
    }
    let is_name = |part: &str| ["clinik", "aniva"].contains(&part.to_lowercase().as_str());
    let named = paths(code)
        .into_iter()
        .filter(|(line, path)| !is_test(file, code, *line) && path.split("::").any(is_name));
    named
        .map(|(line, path)| format!("{file}:{line}: {path} names a clinic API"))
        .collect()
}

/// The only folders that know which database there is.
const KNOW_THE_DATABASE: [&str; 3] = [
    "crates/store/src/postgres/",
    "crates/store/src/sqlite/",
    "tests/",
];

#[test]
fn only_the_folder_of_a_database_knows_it() {
    let told: Vec<String> = sources()
        .iter()
        .map(|path| (in_repository(path), fs::read_to_string(path).unwrap()))
        .filter(|(file, _)| {
            !KNOW_THE_DATABASE
                .iter()
                .any(|folder| file.starts_with(folder))
        })
        .flat_map(|(file, code)| knows_the_database(&file, &code))
        .collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

/// Where a file names the library that speaks to databases.
fn knows_the_database(file: &str, code: &str) -> Vec<String> {
    let named = paths(code)
        .into_iter()
        .filter(|(_, path)| path.split("::").next() == Some("sqlx"));
    named
        .map(|(line, path)| {
            format!(
                "{file}:{line}: {path} is for {}",
                KNOW_THE_DATABASE.join(", ")
            )
        })
        .collect()
}

/// What the desk is made of, beside `model/` and the `mod.rs` and `state.rs` of each of its folders.
const PARTS_OF_THE_DESK: [&str; 7] = [
    "focus.rs",
    "frame.rs",
    "geometry.rs",
    "keys/mod.rs",
    "msg.rs",
    "note.rs",
    "pointer.rs",
];

/// The whole desk, the access of its parts to it, and what is done with all parts after each message.
const THE_DESK: [&str; 4] = ["due.rs", "model/mod.rs", "model/part.rs", "update.rs"];

/// Folders whose `mod.rs` declares types and says what the desk does with them, too, like a part of one file.
const FOLDERS_WITH_TYPES: [&str; 4] = [
    "done/mod.rs",
    "help/mod.rs",
    "outbox/mod.rs",
    "sharing/mod.rs",
];

#[test]
fn what_the_desk_is_made_of_knows_nothing_of_the_desk() {
    let told: Vec<String> = sources()
        .iter()
        .map(|path| (in_repository(path), fs::read_to_string(path).unwrap()))
        .flat_map(|(file, code)| knows_the_desk(&file, &code))
        .collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

/// Where a part of the desk names the desk, so that the files of all parts would know one another in a ring. In a part
/// of one file only what it does may name the desk, never what it holds.
fn knows_the_desk(file: &str, code: &str) -> Vec<String> {
    let Some(inside) = file.strip_prefix("crates/desk/src/") else {
        return Vec::new();
    };
    if THE_DESK.contains(&inside) {
        return Vec::new();
    }
    let is_one_file = !inside.contains('/') || FOLDERS_WITH_TYPES.contains(&inside);
    let is_folder = inside.ends_with("/mod.rs") && inside.matches('/').count() == 1;
    let is_state = inside.starts_with("model/") || inside.ends_with("/state.rs");
    let is_all = PARTS_OF_THE_DESK.contains(&inside) || !is_one_file && (is_state || is_folder);
    let held = if is_one_file {
        lines_of_types(code)
    } else {
        Vec::new()
    };
    let named = paths(code).into_iter().filter(|(_, path)| {
        path.split("::")
            .any(|part| ["Cx", "Desk", "Part"].contains(&part))
    });
    named
        .filter(|(line, _)| is_all || held.contains(line))
        .map(|(line, path)| format!("{file}:{line}: {path} belongs in update.rs or view.rs"))
        .collect()
}

/// The lines of the types that a file declares.
fn lines_of_types(code: &str) -> Vec<usize> {
    let is_type = |line: &str| {
        let mut words = line
            .split_whitespace()
            .skip_while(|word| word.starts_with("pub") || word.ends_with(')'));
        ["struct", "enum", "type"].contains(&words.next().unwrap_or_default())
            && !line.starts_with(' ')
    };
    let mut is_inside = false;
    let mut lines = Vec::new();
    for (at, line) in code.lines().enumerate() {
        is_inside |= is_type(line);
        if is_inside {
            lines.push(at + 1);
        }
        is_inside &= !line.ends_with(';') && !line.starts_with('}');
    }
    lines
}

#[test]
fn no_file_is_forgotten() {
    let files = ["src", "crates", "tests"]
        .into_iter()
        .flat_map(|folder| rust_files(&root().join(folder)));
    let forgotten: Vec<String> = files
        .filter(|file| !is_declared(file))
        .map(|file| file.display().to_string())
        .collect();
    assert!(
        forgotten.is_empty(),
        "no `mod` line names:\n{}",
        forgotten.join("\n")
    );
}

/// Whether the file is the root of a crate, or its module is declared by the module above it.
fn is_declared(file: &Path) -> bool {
    let Some((name, folder)) = module_of(file) else {
        return true;
    };
    let above = ["mod.rs", "lib.rs", "main.rs", "uses.rs"].map(|root| folder.join(root));
    let above = above.into_iter().chain([folder.with_extension("rs")]);
    let declares = |text: String| {
        text.lines()
            .any(|line| line.trim_start().ends_with(&format!("mod {name};")))
    };
    above
        .filter_map(|file| fs::read_to_string(file).ok())
        .any(declares)
}

/// Returns the name of a file's module and the folder of the module above it; `None` for the root of a crate.
fn module_of(file: &Path) -> Option<(&str, &Path)> {
    let (stem, folder) = (file.file_stem()?.to_str()?, file.parent()?);
    match stem {
        "build" | "lib" | "main" | "uses" => None,
        "mod" => Some((folder.file_name()?.to_str()?, folder.parent()?)),
        stem => Some((stem, folder)),
    }
}

pub(super) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let files = entries.flat_map(|path| match path.is_dir() {
        true => rust_files(&path),
        false => Vec::from_iter(
            path.extension()
                .is_some_and(|kind| kind == "rs")
                .then_some(path),
        ),
    });
    files.collect()
}

#[test]
fn the_terminal_and_its_cells_come_from_one_version_each() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for package in ["crossterm", "ratatui-core"] {
        let name = format!("name = \"{package}\"");
        assert_eq!(
            lock.lines().filter(|line| **line == name).count(),
            1,
            "versions of {package} in Cargo.lock"
        );
    }
}

mod checker {
    use super::{complaints, knows_the_database, knows_the_desk, names_a_clinic_api};

    #[test]
    fn finds_the_database_outside_of_its_folder() {
        let told = knows_the_database(
            "crates/store/src/audit.rs",
            "use ring::hmac;\nuse sqlx::{Row, query};\n",
        );
        assert_eq!(told.len(), 2, "{told:?}");
    }

    #[test]
    fn finds_the_desk_in_what_it_is_made_of() {
        let code = "use crate::desk::{Desk, Ticket};\nimpl Desk {}\n";
        assert_eq!(knows_the_desk("crates/desk/src/lock/mod.rs", code).len(), 2);
        assert_eq!(
            knows_the_desk("crates/desk/src/lock/update.rs", code),
            [""; 0]
        );
        let code =
            "pub struct Clip(Desk);\n\nstruct Clipboard {\n    desk: Desk,\n}\n\nimpl Desk {\n}\n";
        assert_eq!(
            knows_the_desk("crates/desk/src/clipboard.rs", code).len(),
            2
        );
    }

    #[test]
    fn names_place_and_rule() {
        let code = "use runtime::Draft;\nuse crate::{\n    plain::Mode,\n    cli::Client,\n};\n";
        assert_eq!(
            complaints("src/plain/edit.rs", code),
            ["src/plain/edit.rs:4: crate::cli::Client — plain may know: nobody"]
        );
        assert_eq!(
            complaints(
                "crates/screen/src/page.rs",
                "fn f() {\n    std::fs::read(\"x\");\n}\n"
            ),
            [
                "crates/screen/src/page.rs:2: std::fs::read — std::fs is for: batch, config, headless, interactive, platform, runtime, sandbox, store"
            ]
        );
        assert_eq!(
            complaints(
                "crates/booking/src/form/field.rs",
                "use crate::clinics::SHIPPED;"
            )
            .len(),
            1
        );
    }

    #[test]
    fn finds_a_clinic_api_by_name_but_in_a_test() {
        let code = "fn f(at: ClinicId) { at == CLINIK || at == clinics::aniva::ANIVA }\n\n#[cfg(test)]\nmod tests {\n    use crate::clinics::ANIVA;\n}\n";
        assert_eq!(
            names_a_clinic_api("crates/desk/src/free.rs", code),
            [
                "crates/desk/src/free.rs:1: CLINIK names a clinic API",
                "crates/desk/src/free.rs:1: clinics::aniva::ANIVA names a clinic API"
            ]
        );
        assert_eq!(
            names_a_clinic_api("crates/booking/src/clinics/mod.rs", code),
            [""; 0]
        );
    }

    #[test]
    fn sees_a_way_round() {
        assert_eq!(
            complaints(
                "src/plain/pin/read.rs",
                "use super::super::super::cli::Key;"
            )
            .len(),
            1
        );
        assert_eq!(
            complaints("src/plain.rs", "use super::cli::Client;").len(),
            1
        );
        assert_eq!(
            complaints("src/cli/doctor.rs", "use super::sandbox::SandboxArgs;"),
            [""; 0]
        );
    }
}

/// What a file does that its crate or module may not.
fn complaints(file: &str, code: &str) -> Vec<String> {
    let place = place_of(file);
    let may_know = MODULES
        .iter()
        .find(|(name, _)| *name == place)
        .map(|(_, may_know)| *may_know);
    let mut found = Vec::new();
    for (line, path) in paths(code) {
        if let Some(may_know) = may_know
            && let Some(other) = module_named(&path, depth(file))
            && other != place
            && !may_know.contains(&other)
        {
            found.push(format!(
                "{file}:{line}: {path} — {place} may know: {}",
                listed(may_know)
            ));
        }
        if place == "booking" && path.starts_with("crate::clinics") && !is_test(file, code, line) {
            found.push(format!(
                "{file}:{line}: {path} — the rules of booking hold for every clinic"
            ));
        }
        let libraries = may_know.map_or(&[][..], |_| LIBRARIES);
        let is_named =
            |(thing, _): &&Row| path == *thing || path.starts_with(&format!("{thing}::"));
        if let Some((thing, places)) = OUTSIDE.iter().chain(libraries).find(is_named)
            && !places.contains(&place)
            // Tests look at the modes of files.
            && !(*thing == "std::os" && is_test(file, code, line))
            && (may_know.is_some() || (file.starts_with("crates/") && file.contains("/src/")))
        {
            found.push(format!(
                "{file}:{line}: {path} — {thing} is for: {}",
                listed(places)
            ));
        }
    }
    found
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() {
        "nobody".to_owned()
    } else {
        names.join(", ")
    }
}

/// Whether that line is one of a test.
pub(super) fn is_test(file: &str, code: &str, line: usize) -> bool {
    let tests = code
        .find("\n#[cfg(test)]\nmod tests {")
        .map_or(usize::MAX, |at| code[..at].lines().count());
    line > tests
        || ["tests.rs", "laws.rs"]
            .iter()
            .any(|name| file.ends_with(name))
        || file.contains("tests/")
}

/// The module a path leads into from the root of the program, be it by `crate` or by as many `super` as it takes.
fn module_named(path: &str, depth: usize) -> Option<&'static str> {
    let mut steps = path.split("::").peekable();
    let mut up = 0;
    while steps.next_if_eq(&"super").is_some() {
        up += 1;
    }
    let at_root = up >= depth
        || steps
            .next_if(|step| ["crate", "bookdesk"].contains(step))
            .is_some();
    let step = steps.next().filter(|_| at_root)?;
    MODULES
        .iter()
        .map(|(module, _)| *module)
        .find(|module| *module == step)
}

/// The crate or the module of the program that a file stands in; the clinics are a place of their own.
fn place_of(file: &str) -> &str {
    if file.starts_with("crates/booking/src/clinics/") {
        return "clinics";
    }
    let inside = ["crates/", "src/"]
        .iter()
        .find_map(|folder| file.strip_prefix(folder))
        .unwrap_or(file);
    inside
        .split('/')
        .next()
        .unwrap_or(inside)
        .trim_end_matches(".rs")
}

/// How many `super` lead from a file's module to the root of the program.
fn depth(file: &str) -> usize {
    file.matches('/').count() - usize::from(file.ends_with("/mod.rs"))
}

/// A row of either table as the paper has it.
fn on_paper((name, goes_with): &Row) -> String {
    let goes_with: Vec<String> = goes_with.iter().map(|room| format!("`{room}`")).collect();
    let goes_with = if goes_with.is_empty() {
        "nobody".to_owned()
    } else {
        goes_with.join(", ")
    };
    format!("| `{name}` | {goes_with} |")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(super) fn in_repository(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}

/// Every Rust file of the program, its tests and its benchmarks.
pub(super) fn sources() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = ["src", "crates", "tests", "benches"]
        .map(|folder| root().join(folder))
        .to_vec();
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry of it").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push(path);
            }
        }
    }
    sources.sort();
    sources
}
