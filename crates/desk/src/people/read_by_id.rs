//! Requests for lists, and for single people who are not in their list.

use crate::{Asker, ClinicCall, Cx, IdLookup, Intent, Lists, Remote, reachability};
use booking::Directory;

/// The maximum number of concurrent requests.
const MOST_AT_ONCE: usize = 4;

/// The people requested so far.
#[derive(Clone, Default)]
pub(crate) struct ReadById {
    asked: Vec<(Directory, String)>,
}

impl ReadById {
    /// Requests the next of the wanted people who are not in their list.
    pub(crate) fn ask(
        &mut self,
        cx: &mut Cx<'_>,
        wanted: impl Iterator<Item = (Directory, String)>,
    ) {
        let is_awaited = |(directory, id): &&(Directory, String)| {
            matches!(
                cx.office.lists.looked_up(*directory, id),
                Some(IdLookup::Asked(_))
            )
        };
        let room = MOST_AT_ONCE.saturating_sub(self.asked.iter().filter(is_awaited).count());
        let mut next: Vec<(Directory, String)> = Vec::new();
        for person in wanted {
            if next.len() >= room {
                break;
            }
            let is_new =
                cx.office.lists.looked_up(person.0, &person.1).is_none() && !next.contains(&person);
            if is_new && cx.office.lists.has_answered(person.0) {
                next.push(person);
            }
        }
        self.asked.extend(next.iter().cloned());
        for (directory, id) in next {
            cx.want(Intent::LookUp(directory, id));
        }
    }
}

impl Lists {
    /// Reads the lists for the fields of the current form, unless they are loaded, so that names can be typed
    /// at once.
    pub(crate) fn read_for_form(&mut self, cx: &mut Cx<'_>) {
        cx.clinic
            .directories()
            .for_each(|directory| self.read(directory, cx));
    }

    /// Reads a list, unless that has been tried before.
    pub(crate) fn read_first(&mut self, directory: Directory, cx: &mut Cx<'_>) {
        if matches!(self.list(directory), Remote::Idle) {
            self.read(directory, cx);
        }
    }

    /// Reads a list, unless it is loaded, or its clinic can't be reached.
    pub(crate) fn read(&mut self, directory: Directory, cx: &mut Cx<'_>) {
        let is_wanted = matches!(
            self.list(directory),
            Remote::Idle | Remote::Failed(..) | Remote::Stopped(_)
        );
        if is_wanted && !reachability::is_unreachable(cx, directory.clinic()) {
            self.read_again(directory, cx);
        }
    }

    /// Reads a list even if it is loaded; the loaded entries stay in use meanwhile.
    pub(crate) fn read_again(&mut self, directory: Directory, cx: &mut Cx<'_>) {
        self.list_mut(directory)
            .ask(cx.call(Asker::Lists, ClinicCall::List(directory)));
    }

    /// Looks up an id that is in no loaded list, unless that has been tried before. Returns whether it is
    /// looked up now.
    pub(crate) fn look_up(&mut self, directory: Directory, id: String, cx: &mut Cx<'_>) -> bool {
        let asked = self.looked_up(directory, &id);
        if matches!(asked, Some(IdLookup::Asked(_))) || self.known(directory, &id).is_some() {
            return false;
        }
        let ticket = cx.call(
            Asker::Lists,
            ClinicCall::LookUp(directory, id.clone().into()),
        );
        self.note(directory, &id, IdLookup::Asked(ticket));
        true
    }
}
