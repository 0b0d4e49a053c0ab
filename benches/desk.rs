//! Benchmarks of the desk.
fn main() {}
