//! Whatever a server answers, and whatever stands in the entry line: the subjects of the fuzzers, tried with their
//! corpus and with what a seeded die makes of it, so that every run tries the same.

mod laws;
#[path = "../../fuzz/subjects.rs"]
mod subjects;

use std::fs;
use std::path::Path;

/// What is tried of each file of a corpus, beside the file itself.
const MUTATIONS: usize = 150;

/// What has a meaning to some reader, or should have none.
const PIECES: [&[u8]; 22] = [
    b"\"id\":",
    b"\"data\":",
    b"null",
    b"[]",
    b"{}",
    b"{\"id\":\"a1\",",
    b"\"\\u001b[2J\"",
    b"\"\\u202e\\u2066\"",
    b"\"2027-02-30T25:61:61Z\"",
    b"\"+262142-12-31T23:59:59Z\"",
    b"1e400",
    b"-9223372036854775809",
    b"\x1b]52;c;AAAA\x07",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"\xc2\x9b",
    b"[[[[[[[[[[[[[[[[",
    b" 31.04.0000 ",
    b" +99999999999w ",
    b" 24:60 ",
    "\u{301}\u{301}\u{301}\u{301}".as_bytes(),
    "ß…İ".as_bytes(),
];

/// Numbers that look random and are the same in every run (SplitMix64).
struct Die(u64);

impl Die {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let sides = u64::try_from(sides.max(1)).expect("a small number");
        usize::try_from((mixed ^ (mixed >> 31)) % sides).expect("a small number")
    }

    /// Spoils a text in one place.
    fn spoil(&mut self, bytes: &mut Vec<u8>) {
        let from = self.roll(bytes.len() + 1);
        let to = (from + self.roll(12)).min(bytes.len());
        match self.roll(6) {
            0 => bytes.truncate(from),
            1 => drop(bytes.drain(from..to)),
            2 => bytes
                .splice(from..from, bytes[from..to].to_vec().repeat(3))
                .for_each(drop),
            3 => bytes[from..to]
                .iter_mut()
                .for_each(|byte| *byte ^= 1 << (from % 8)),
            4 => bytes
                .splice(from..to, PIECES[self.roll(PIECES.len())].to_vec())
                .for_each(drop),
            _ => bytes
                .splice(from..from, PIECES[self.roll(PIECES.len())].to_vec())
                .for_each(drop),
        }
    }
}

/// Tries a subject with this; a panic is told with what it was.
fn try_one(bytes: &[u8], subject: fn(&[u8])) {
    let tried = std::panic::catch_unwind(|| subject(bytes));
    assert!(tried.is_ok(), "it was: {}", bytes.escape_ascii());
}

/// Tries a subject with its corpus and what becomes of it.
fn try_all(corpus: &str, subject: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(corpus);
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a corpus")
        .map(|file| file.expect("a file of it").path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    let mut die = Die(20_261_120);
    for file in files {
        let seed = fs::read(file).expect("a file of it");
        try_one(&seed, subject);
        for _ in 0..MUTATIONS {
            let mut bytes = seed.clone();
            for _ in 0..=die.roll(4) {
                die.spoil(&mut bytes);
            }
            try_one(&bytes, subject);
        }
    }
}

#[test]
fn a_success_of_clinikapi() {
    try_all("clinik", subjects::clinik);
}

#[test]
fn a_success_of_aniva() {
    try_all("aniva", subjects::aniva);
}

#[test]
fn a_failure_of_either() {
    try_all("refusals", subjects::refusals);
}

#[test]
fn a_line() {
    try_all("line", subjects::line);
}
