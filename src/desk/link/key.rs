//! A key that a clinic does not take: every answer says so, and so does the desk, for as long as that lasts.

use crate::booking::{Cause, Failure, Vendor, why_unread};
use crate::desk::{Answer, Desk, Pane};
use crate::i18n::say;

use super::state::KeyStanding;

impl Desk {
    /// Learns from an answer whether the clinic takes the key. Problems comes to the front when it turns out not to.
    pub(super) fn learn_of_key(&mut self, backend: Vendor, answer: &Answer) {
        // The question whether anybody is there bears no key.
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

    /// Why a clinic takes nothing with this desk's key.
    fn refused_key(&self, backend: Vendor) -> Option<&Failure> {
        match &self.links.keys[backend] {
            KeyStanding::Refused(failure) => Some(failure),
            KeyStanding::Untold | KeyStanding::Taken => None,
        }
    }

    /// That the clinic of the form in front does not take the key, in two or three words.
    pub fn key_mark(&self) -> Option<&'static str> {
        let language = self.setup.language;
        Some(match self.refused_key(self.backend)?.report().cause {
            Cause::KeyRevoked => say!(language, "key-mark-revoked"),
            Cause::KeyExpired => say!(language, "key-mark-expired"),
            _ => say!(language, "key-mark-refused"),
        })
    }

    /// A clinic's word on its key, and what to do.
    pub(in crate::desk) fn key_remark(&self, backend: Vendor) -> Option<String> {
        Some(why_unread(self.refused_key(backend)?, backend, self.setup.language))
    }

    /// The word of a clinic that has told for certain that nothing can be done with its key.
    pub(in crate::desk) fn dead_key_remark(&self, backend: Vendor) -> Option<String> {
        let is_certain = self.refused_key(backend)?.report().cause != Cause::Forbidden;
        if is_certain { self.key_remark(backend) } else { None }
    }

    /// A sentence for each clinic that does not take its key.
    pub fn key_remarks(&self) -> impl Iterator<Item = String> + '_ {
        self.setup.vendors.into_iter().filter_map(|backend| self.key_remark(backend))
    }
}
