//! The lock of the desk: the message about the last PIN.

use i18n::say;
use office::{PinRefusal, whole_seconds};

use crate::Wording;

impl Wording<'_> {
    /// Returns the message about the last PIN: that it is being checked, or why it does not unlock the desk. `None` if
    /// there is none.
    pub fn lock_text(&self) -> Option<String> {
        let language = self.language;
        let lock = self.office.lock();
        if lock.is_checking() {
            return Some(say!(language, "lock-checking").to_owned());
        }
        let seconds = lock.barred_for(self.office.moment.up).map(whole_seconds);
        match (lock.refusal()?, seconds) {
            (PinRefusal::Wrong, Some(seconds)) => Some(say!(language, "lock-wrong", seconds)),
            (PinRefusal::TooSoon, Some(seconds)) => Some(say!(language, "lock-too-soon", seconds)),
            (PinRefusal::Unchecked(why), _) => {
                Some(say!(language, "lock-unchecked", why = why.as_str()))
            }
            (PinRefusal::Wrong | PinRefusal::TooSoon, None) => None,
        }
    }
}
