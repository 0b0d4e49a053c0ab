//! What is settled before the program is compiled: the commit and the system that it names, how it is linked, and how many
//! of its tests run at once.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = env::var_os("TARGET").unwrap_or_default();
    let target = target.to_string_lossy();
    println!("cargo::rustc-env=BOOKDESK_TARGET={target}");
    println!("cargo::rerun-if-env-changed=BOOKDESK_RUNS_ELSEWHERE");
    let runs_here = env::var_os("BOOKDESK_RUNS_ELSEWHERE").is_none();
    if target.ends_with("-linux-gnu") && runs_here && can_unpack_relocations() {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    name_commit();
    set_test_threads();
}

/// Returns whether the loader of this machine unpacks relocations, so that those of the zone database need not take a
/// third of a megabyte (docs/guide/src/decisions/0019-position-independent.md): that of glibc 2.36 does. What is made for
/// other machines (`BOOKDESK_RUNS_ELSEWHERE`, set by .ci/package) has to start under older ones, too.
fn can_unpack_relocations() -> bool {
    let said = output("getconf", &["GNU_LIBC_VERSION"]).unwrap_or_default();
    let mut version = said
        .trim_start_matches("glibc ")
        .split('.')
        .map_while(|number| number.parse::<u32>().ok());
    [version.next(), version.next()] >= [Some(2), Some(36)]
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
        if let Some(path) = output("git", &["rev-parse", "--git-path", file]) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=crates");
    let describe = [
        "describe",
        "--always",
        "--dirty",
        "--abbrev=12",
        "--exclude=*",
    ];
    if let Some(commit) = output("git", &describe) {
        println!("cargo::rustc-env=BOOKDESK_COMMIT={commit}");
    }
}

/// Lets more tests run at once than there are cores: many wait, for the program or for real time to pass. Cargo gives the
/// variable to the tests of this package that it runs. Whoever has set it is heeded.
fn set_test_threads() {
    println!("cargo::rerun-if-env-changed=RUST_TEST_THREADS");
    if env::var_os("RUST_TEST_THREADS").is_none() {
        println!("cargo::rustc-env=RUST_TEST_THREADS=16");
    }
}

/// Returns what a program prints, if it can be had and is well.
#[expect(
    clippy::disallowed_methods,
    reason = "no program runs yet that could start a process"
)]
fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let done = Command::new(program)
        .args(arguments)
        .output()
        .ok()
        .filter(|done| done.status.success())?;
    Some(String::from_utf8(done.stdout).ok()?.trim().to_owned())
}
