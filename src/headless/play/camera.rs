//! Films a tape while it is played.

use std::io;
use std::time::Duration;

use crate::headless::{Desk, Film, Shot};

use super::{Audience, Scene};

/// A camera: it takes a shot of everything that looks otherwise than before.
#[derive(Debug)]
pub struct Camera {
    film: Option<Film>,
    title: String,
    /// The film's clock.
    clock: Duration,
}

impl Camera {
    /// A camera with an empty film of that title.
    #[must_use]
    pub fn new(title: &str) -> Camera {
        Camera { film: None, title: title.to_owned(), clock: Duration::ZERO }
    }

    /// What was filmed, up to the end of its last scene; none where nobody was to see anything.
    #[must_use]
    pub fn film(self) -> Option<Film> {
        let mut film = self.film?;
        if let Some(last) = film.shots.last().filter(|last| last.at < self.clock).cloned() {
            film.shots.push(Shot { at: self.clock, ..last });
        }
        Some(film)
    }
}

impl Audience for Camera {
    fn sees(&mut self, scene: &Scene<'_>, lasts: Duration) -> io::Result<bool> {
        let shot = scene.desk.shot(self.clock, scene.caption.map(str::to_owned));
        let film = self.film.get_or_insert_with(|| Film::empty(&self.title, scene.desk));
        film.add(shot);
        self.clock += lasts;
        Ok(true)
    }
}

impl Film {
    fn empty(title: &str, desk: &Desk) -> Film {
        Film { cols: 0, rows: 0, title: title.to_owned(), theme: desk.desk().look.theme, shots: Vec::new() }
    }

    /// A film of what a desk is like at this moment.
    pub(super) fn of_one(title: &str, desk: &Desk, caption: Option<String>) -> Film {
        let mut film = Film::empty(title, desk);
        film.add(desk.shot(Duration::ZERO, caption));
        film
    }

    /// Adds a shot unless it looks like the last one; what was there for no time at all was never seen.
    fn add(&mut self, shot: Shot) {
        self.shots.pop_if(|last| last.at == shot.at);
        if self.shots.last().is_some_and(|last| last.looks_like(&shot)) {
            return;
        }
        self.cols = self.cols.max(shot.buffer.area.width);
        self.rows = self.rows.max(shot.buffer.area.height);
        self.shots.push(shot);
    }
}
