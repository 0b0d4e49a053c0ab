//! What is settled before the program is compiled: the commit that it names, and how it is linked.
//!
//! On Linux the program is linked at a fixed address: the zone database holds forty thousand pointers that would
//! otherwise be rewritten at every start, before the first frame (docs/guide/src/decisions/0010-fixed-address.md).

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|os| os == "linux") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    name_commit();
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
    println!("cargo::rerun-if-changed=crates");
    if let Some(commit) = git(&[
        "describe",
        "--always",
        "--dirty",
        "--abbrev=12",
        "--exclude=*",
    ]) {
        println!("cargo::rustc-env=BOOKDESK_COMMIT={commit}");
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "no program runs yet that could start a process"
)]
fn git(arguments: &[&str]) -> Option<String> {
    let done = Command::new("git")
        .args(arguments)
        .output()
        .ok()
        .filter(|done| done.status.success())?;
    Some(String::from_utf8(done.stdout).ok()?.trim().to_owned())
}
