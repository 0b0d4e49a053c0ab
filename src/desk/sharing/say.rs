//! The shared records in words.

use crate::desk::Desk;
use crate::i18n::say;

impl Desk {
    /// Returns the number of desks that share the current form's records, with this desk's name if it has
    /// one; each text is shorter than the one before. Empty if the records are not shared, or can't be
    /// reached.
    pub(in crate::desk) fn desks_said(&self) -> Vec<String> {
        let shared = self.sharing.modes.get(&self.mode()).filter(|shared| shared.alone_since.is_none());
        let Some(count) = shared.map(|shared| shared.desks).filter(|count| *count > 0) else {
            return Vec::new();
        };
        let desks = say!(self.setup.language, "sharing-desks", count = count);
        let named = self.setup.desk.as_ref().map(|name| format!("{desks} · {name}"));
        named.into_iter().chain([desks]).collect()
    }

    /// Returns since when this desk has been alone, if it is; the second text is shorter.
    pub(in crate::desk) fn alone_said(&self) -> Option<[String; 2]> {
        let (at, language) = (self.oclock(self.alone_since()?), self.setup.language);
        let short = say!(language, "sharing-alone-short", at = at.as_str());
        Some([say!(language, "sharing-alone", at = at), short])
    }

    /// Returns the consequence of sending something now.
    pub(in crate::desk) fn going_alone_means(&self) -> Option<String> {
        let at = self.oclock(self.alone_since()?);
        Some(say!(self.setup.language, "ask-alone-means", at = at))
    }
}
