//! What differs between systems stands in one crate: no other code asks which system it runs on, or names what only one
//! system has.

use std::fs;

use regex_lite::Regex;

use super::architecture::{in_repository, is_test, sources};

/// The only crate that knows systems.
const KNOWS_SYSTEMS: &str = "crates/platform/";

/// What asks for a system, or is there on one alone.
const OF_ONE_SYSTEM: &str = r"cfg!?\((not\(|all\(|any\()?(unix|windows|target_os|target_family)|std::os::|\b(rustix|nix|signal_hook|windows_sys|sys_locale)::|tokio::signal|/dev/null|\bunsafe \{";

#[test]
fn only_its_own_crate_knows_which_system_it_runs_on() {
    let told: Vec<String> = sources()
        .iter()
        .map(|path| (in_repository(path), fs::read_to_string(path).unwrap()))
        .filter(|(file, _)| file.starts_with("src/") || file.starts_with("crates/"))
        .flat_map(|(file, code)| knows_a_system(&file, &code))
        .collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

#[test]
fn a_system_that_is_asked_for_elsewhere_is_found() {
    let code = "use rustix::io;\n#[cfg(not(windows))]\nfn f() {\n    if cfg!(unix) {}\n}\n";
    assert_eq!(knows_a_system("src/cli/book.rs", code).len(), 3);
    assert_eq!(
        knows_a_system("crates/platform/src/unix/wait.rs", code),
        [""; 0]
    );
    let test = format!("\n#[cfg(test)]\nmod tests {{\n{code}}}\n");
    assert_eq!(knows_a_system("src/cli/book.rs", &test), [""; 0]);
}

/// Where the code of a file, its tests aside, names a system.
fn knows_a_system(file: &str, code: &str) -> Vec<String> {
    if file.starts_with(KNOWS_SYSTEMS) {
        return Vec::new();
    }
    let of_one_system = Regex::new(OF_ONE_SYSTEM).expect("a pattern");
    let lines = code.lines().enumerate().map(|(at, line)| (at + 1, line));
    lines
        .filter(|(number, line)| of_one_system.is_match(line) && !is_test(file, code, *number))
        .map(|(number, line)| {
            format!(
                "{file}:{number}: `{}` belongs in {KNOWS_SYSTEMS}",
                line.trim()
            )
        })
        .collect()
}
