//! What is made before the program is compiled: the index of its messages, the commit, and how it is linked.
//!
//! On Linux the program is linked at a fixed address: the zone database holds forty thousand pointers that would
//! otherwise be rewritten at every start, before the first frame (docs/guide/src/decisions/0010-fixed-address.md).

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

const WORDS: &str = "assets/words";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={WORDS}");
    let languages = ["en", "de", "fi"].map(messages).into_iter().collect::<Result<Vec<_>, _>>()?;
    let out = env::var_os("OUT_DIR").ok_or("no place for what is generated")?;
    let generated: String = languages.iter().map(|messages| format!("&{messages:#?},")).collect();
    fs::write(Path::new(&out).join("messages.rs"), format!("[{generated}]"))?;
    if env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|os| os == "linux") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    name_commit();
    Ok(())
}

/// Names the commit for `--version`: `BOOKDESK_COMMIT`, for who builds from an archive, else what git says. Only in what
/// is shipped: the tests would be built anew at every commit.
fn name_commit() {
    println!("cargo::rerun-if-env-changed=BOOKDESK_COMMIT");
    let is_shipped = env::var_os("PROFILE").is_some_and(|profile| profile == "release");
    if env::var_os("BOOKDESK_COMMIT").is_some() || !is_shipped || !Path::new(".git").exists() {
        return;
    }
    for file in ["HEAD", "logs/HEAD", "index"] {
        if let Some(path) = git(&["rev-parse", "--git-path", file]) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    println!("cargo::rerun-if-changed=src");
    if let Some(commit) = git(&["describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]) {
        println!("cargo::rustc-env=BOOKDESK_COMMIT={commit}");
    }
}

#[expect(clippy::disallowed_methods, reason = "no program runs yet that could start a process")]
fn git(arguments: &[&str]) -> Option<String> {
    let done = Command::new("git").args(arguments).output().ok().filter(|done| done.status.success())?;
    Some(String::from_utf8(done.stdout).ok()?.trim().to_owned())
}

/// The messages of a language by their ids, in the order of these, each as its file has it.
fn messages(language: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut messages = BTreeMap::new();
    for file in fs::read_dir(Path::new(WORDS).join(language))? {
        for entry in entries(&fs::read_to_string(file?.path())?) {
            if let Some((id, _)) = entry.split_once(' ').filter(|(id, _)| id.starts_with(char::is_alphabetic))
                && messages.insert(id.to_owned(), entry.to_owned()).is_some()
            {
                return Err(format!("{id} stands twice in {language}").into());
            }
        }
    }
    Ok(messages.into_iter().collect())
}

/// What stands in a file, from one line that is neither indented nor the end of variants to the next.
fn entries(file: &str) -> Vec<&str> {
    let ends = file.match_indices('\n').map(|(newline, _)| newline + 1);
    let ends = ends.filter(|end| !file[*end..].starts_with([' ', '\n', '}'])).chain([file.len()]);
    let mut from = 0;
    ends.map(|end| &file[std::mem::replace(&mut from, end)..end]).collect()
}
