//! The sorted search keys of people: the beginning of a word, a number or a day packed into eight bytes, with
//! the person's number. Twelve bytes per key, so that a million people fit; if eight bytes are too few, the
//! text is compared.

use std::ops::Range;

/// Sorted by key, then by person; each pair once.
#[derive(Default)]
pub(super) struct Postings {
    keys: Vec<u64>,
    people: Vec<u32>,
}

impl Postings {
    pub(super) fn of(mut pairs: Vec<(u64, u32)>) -> Postings {
        pairs.sort_unstable();
        pairs.dedup();
        let (keys, people) = pairs.into_iter().unzip();
        Postings { keys, people }
    }

    /// Joins several, renumbering the people of each from the given offset.
    pub(super) fn joined<'a>(parts: impl Iterator<Item = (&'a Postings, u32)>) -> Postings {
        let mut pairs: Vec<(u64, u32)> = Vec::new();
        for (part, from) in parts {
            pairs.extend(
                part.keys
                    .iter()
                    .zip(&part.people)
                    .map(|(key, person)| (*key, person + from)),
            );
        }
        // A stable sort recognises the sorted parts and only merges them.
        pairs.sort();
        let (keys, people) = pairs.into_iter().unzip();
        Postings { keys, people }
    }

    /// Returns the range of the keys from `first` to `last`, inclusive.
    pub(super) fn range(&self, first: u64, last: u64) -> Range<usize> {
        let from = self.keys.partition_point(|key| *key < first);
        let length = self.keys[from..].partition_point(|key| *key <= last);
        from..from + length
    }

    /// Returns keys and people of a range, in order.
    pub(super) fn at(&self, range: Range<usize>) -> impl Iterator<Item = (u64, u32)> + '_ {
        self.keys[range.clone()]
            .iter()
            .copied()
            .zip(self.people[range].iter().copied())
    }

    /// Returns the size in bytes.
    pub(super) fn size(&self) -> usize {
        self.keys.capacity() * size_of::<u64>() + self.people.capacity() * size_of::<u32>()
    }
}

/// The beginning of a text or number that fits into a key.
#[derive(Clone, Copy)]
pub(super) struct Packed {
    /// The key of exactly this.
    pub(super) key: u64,
    /// The last key that begins so.
    pub(super) last: u64,
    /// Whether all of it fits into the key.
    pub(super) is_complete: bool,
}

/// Packs the first eight bytes of a text.
pub(super) fn pack_text(bytes: impl Iterator<Item = u8>) -> Packed {
    pack(bytes, 8)
}

/// Packs the first sixteen digits of a number: no telephone number has more than fifteen (E.164).
pub(super) fn pack_digits(digits: impl Iterator<Item = u8>) -> Packed {
    // No digit is zero in the key, so that the end of a number sorts before all of them.
    pack(digits.map(|digit| (digit & 0xf) + 1), 4)
}

fn pack(symbols: impl Iterator<Item = u8>, width: u32) -> Packed {
    let mut key = 0;
    let mut room = u64::BITS;
    let mut is_complete = true;
    for symbol in symbols {
        if room == 0 {
            is_complete = false;
            break;
        }
        room -= width;
        key |= u64::from(symbol) << room;
    }
    let after = u64::MAX.checked_shr(u64::BITS - room).unwrap_or(0);
    Packed {
        key,
        last: key | after,
        is_complete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Packed {
        pack_text(text.bytes())
    }

    #[test]
    fn what_begins_so_lies_between_the_two_keys() {
        let schm = text("schm");
        for longer in ["schm", "schmidt", "schmidtbauer"] {
            assert!(
                (schm.key..=schm.last).contains(&text(longer).key),
                "{longer}"
            );
        }
        for other in ["sch", "schn", "a"] {
            assert!(
                !(schm.key..=schm.last).contains(&text(other).key),
                "{other}"
            );
        }
        assert!(text("schmidtb").is_complete && !text("schmidtba").is_complete);
        assert_eq!(text("schmidtba").key, text("schmidtb").last);
        let number = |digits: &str| pack_digits(digits.bytes());
        assert!((number("49").key..=number("49").last).contains(&number("490").key));
        assert!(number("49").key < number("490").key);
        assert!(number("123456789012345").is_complete);
    }

    #[test]
    fn an_empty_beginning_is_everyones() {
        let Packed {
            key,
            last,
            is_complete,
        } = text("");
        assert_eq!((key, last, is_complete), (0, u64::MAX, true));
    }

    #[test]
    fn parts_are_joined_in_order_and_numbered_on() {
        let first = Postings::of(vec![(9, 0), (3, 1), (9, 0)]);
        let second = Postings::of(vec![(3, 0), (7, 1)]);
        let joined = Postings::joined([(&first, 0), (&second, 2)].into_iter());
        let all = joined.range(0, u64::MAX);
        assert_eq!(
            joined.at(all).collect::<Vec<_>>(),
            [(3, 1), (3, 2), (7, 3), (9, 0)]
        );
        assert_eq!(joined.range(3, 7), 0..3);
        assert_eq!(joined.range(4, 6), 2..2);
    }
}
