//! The observers of a play.

use std::io;
use std::time::Duration;

use crate::desk::Key;
use crate::headless::Desk;

/// The visible state of a play.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// The tape's caption.
    pub caption: Option<&'a str>,
    /// The last key.
    pub key: Option<Key>,
}

/// An observer of a play.
pub trait PlaybackObserver {
    /// Shows the present state, which lasts this long on the tape's clock; zero if it lasts until the next
    /// scene. Returns `false` to end the play.
    ///
    /// # Errors
    ///
    /// Returns an error if nothing more can be shown.
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool>;
}

/// No observer: the tape is played for its expectations.
impl PlaybackObserver for () {
    fn sees(&mut self, _: &Scene<'_>, _: Duration) -> io::Result<bool> {
        Ok(true)
    }
}

/// Two observers of the same play.
impl<A: PlaybackObserver, B: PlaybackObserver> PlaybackObserver for (A, B) {
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool> {
        Ok(self.0.sees(scene, lasts)? && self.1.sees(scene, lasts)?)
    }
}

/// An optional observer.
impl<A: PlaybackObserver> PlaybackObserver for Option<A> {
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool> {
        self.as_mut().map_or(Ok(true), |audience| audience.sees(scene, lasts))
    }
}

impl<A: PlaybackObserver + ?Sized> PlaybackObserver for &mut A {
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool> {
        (**self).sees(scene, lasts)
    }
}
