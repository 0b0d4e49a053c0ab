//! Links the program at a fixed address on Linux: the zone database holds forty thousand pointers that would
//! otherwise be rewritten at every start, before the first frame (docs/decisions/0010-fixed-address.md).

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|os| os == "linux") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
