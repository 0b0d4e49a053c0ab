#![no_main]

#[expect(dead_code, reason = "each target calls one of the subjects")]
#[path = "../subjects.rs"]
mod subjects;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| subjects::refusals(bytes));
