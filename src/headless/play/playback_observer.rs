//! Who sees a tape played.

use std::io;
use std::time::Duration;

use crate::desk::Key;
use crate::headless::Desk;

/// What there is to be seen.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// What the tape says about it.
    pub caption: Option<&'a str>,
    /// The key pressed last.
    pub key: Option<Key>,
}

/// Whoever sees a tape played.
pub trait PlaybackObserver {
    /// Sees what the desk is like now, and will be for so long on the tape's clock: at its next scene where that is no
    /// time at all. False where it wants to see no more.
    ///
    /// # Errors
    /// When it can't see any more.
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool>;
}

/// Nobody watches; the tape is played for what it expects.
impl PlaybackObserver for () {
    fn sees(&mut self, _: &Scene<'_>, _: Duration) -> io::Result<bool> {
        Ok(true)
    }
}

/// Two see the same.
impl<A: PlaybackObserver, B: PlaybackObserver> PlaybackObserver for (A, B) {
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool> {
        Ok(self.0.sees(scene, lasts)? && self.1.sees(scene, lasts)?)
    }
}

/// There may be one.
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
