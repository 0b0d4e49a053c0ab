//! Ids that look random and are equal at every start, so that a demo can be repeated.

use uuid::{Builder, Uuid};

const ALPHABET: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Returns `length` lower-case alphanumerics; all numbers below 36^length give distinct ones.
pub(super) fn alphanumerics(number: u64, length: u32) -> String {
    // Odd and no multiple of three, so multiplying modulo a power of 36 only shuffles; large, so that
    // neighbours look unlike.
    const STRIDE: u128 = 1_742_589_613_421;
    let space = 36_u128.pow(length);
    let mut left = (u128::from(number) * STRIDE + 987_654_321) % space;
    let mut text = String::new();
    for _ in 0..length {
        text.push(char::from(ALPHABET[(left % 36) as usize]));
        left /= 36;
    }
    text
}

/// Returns a version 4 UUID made from a number.
pub(super) fn uuid(number: u64) -> Uuid {
    let halves = [mix(number * 2), mix(number * 2 + 1)];
    let bytes = ((u128::from(halves[0]) << 64) | u128::from(halves[1])).to_be_bytes();
    Builder::from_random_bytes(bytes).into_uuid()
}

/// Spreads a number over all 64 bits (the finaliser of the SplitMix64 generator).
pub(super) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_differ_and_repeat_at_every_start() {
        let ids: HashSet<_> = (0..10_000).map(|number| alphanumerics(number, 6)).collect();
        assert_eq!(ids.len(), 10_000);
        assert_eq!(alphanumerics(7, 6), alphanumerics(7, 6));
        assert!(ids.iter().all(|id| id.len() == 6 && id.bytes().all(|b| ALPHABET.contains(&b))));
    }

    #[test]
    fn uuids_are_of_version_four() {
        assert_eq!(uuid(1).get_version_num(), 4);
        assert_ne!(uuid(1), uuid(2));
    }
}
