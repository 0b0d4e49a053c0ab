//! People read by their ids, a few at a time, if their list does not hold them.

use crate::booking::Directory;
use crate::desk::IdLookup;
use crate::desk::intent::{Cx, Intent};

/// The maximum number of concurrent requests.
const MOST_AT_ONCE: usize = 4;

/// The people requested so far.
#[derive(Clone, Default)]
pub(in crate::desk) struct ReadById {
    asked: Vec<(Directory, String)>,
}

impl ReadById {
    /// Requests the next of the wanted people whom their list lacks.
    pub(in crate::desk) fn ask(
        &mut self,
        cx: &mut Cx<'_>,
        wanted: impl Iterator<Item = (Directory, String)>,
    ) {
        let is_on_its_way = |(directory, id): &&(Directory, String)| {
            matches!(cx.lists.looked_up(*directory, id), Some(IdLookup::Asked(_)))
        };
        let room = MOST_AT_ONCE.saturating_sub(self.asked.iter().filter(is_on_its_way).count());
        let mut next: Vec<(Directory, String)> = Vec::new();
        for person in wanted {
            if next.len() >= room {
                break;
            }
            let is_new = cx.lists.looked_up(person.0, &person.1).is_none() && !next.contains(&person);
            if is_new && cx.lists.has_answered(person.0) {
                next.push(person);
            }
        }
        self.asked.extend(next.iter().cloned());
        for (directory, id) in next {
            cx.want(Intent::LookUp(directory, id));
        }
    }
}
