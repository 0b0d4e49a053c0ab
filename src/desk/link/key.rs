//! A key that a clinic rejects: every answer says so, and the desk shows it as long as that lasts.

use crate::booking::{Cause, Failure, Vendor, why_unread};
use crate::desk::{Answer, Desk, Pane};
use crate::i18n::say;

use super::state::KeyStanding;

impl Desk {
    /// Learns from an answer whether the clinic accepts the key. The Problems pane comes to the front once it
    /// turns out not to.
    pub(super) fn learn_of_key(&mut self, backend: Vendor, answer: &Answer) {
        // A probe carries no key.
        let is_keyless = matches!(answer, Answer::Probed(_));
        let Some(ended) = answer.heard().filter(|_| !is_keyless) else { return };
        let was_refused = self.refused_key(backend).is_some();
        self.links.keys[backend].learn(backend, ended);
        let is_refused = self.refused_key(backend).is_some();
        if is_refused
            && !was_refused
            && backend == self.backend
            && matches!(self.pane, Pane::Line | Pane::Form)
        {
            self.panes.front = Pane::Problems;
        }
    }

    /// Returns why a clinic rejects this desk's key.
    fn refused_key(&self, backend: Vendor) -> Option<&Failure> {
        match &self.links.keys[backend] {
            KeyStanding::Refused(failure) => Some(failure),
            KeyStanding::Untold | KeyStanding::Taken => None,
        }
    }

    /// Returns the mark that the current form's clinic rejects the key, in two or three words.
    pub fn key_mark(&self) -> Option<&'static str> {
        let language = self.setup.language;
        Some(match self.refused_key(self.backend)?.report().cause {
            Cause::KeyRevoked => say!(language, "key-mark-revoked"),
            Cause::KeyExpired => say!(language, "key-mark-expired"),
            _ => say!(language, "key-mark-refused"),
        })
    }

    /// Returns the clinic's verdict on its key, with advice.
    pub(in crate::desk) fn key_remark(&self, backend: Vendor) -> Option<String> {
        Some(why_unread(self.refused_key(backend)?, backend, self.setup.language))
    }

    /// Returns the verdict of a clinic that has certainly rejected the key as a whole.
    pub(in crate::desk) fn dead_key_remark(&self, backend: Vendor) -> Option<String> {
        let is_certain = self.refused_key(backend)?.report().cause != Cause::Forbidden;
        if is_certain { self.key_remark(backend) } else { None }
    }

    /// Returns a sentence for each clinic that rejects its key.
    pub fn key_remarks(&self) -> impl Iterator<Item = String> + '_ {
        self.setup.vendors.into_iter().filter_map(|backend| self.key_remark(backend))
    }
}
