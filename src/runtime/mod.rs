//! Terminal in and out, effect execution, clock, signals. The only room with threads and tasks.

mod aside;
mod bookkeeper;
mod books;
mod canvas;
mod clipboard;
mod clock;
mod core_dump;
mod everyone;
mod hands;
mod hush;
mod input;
mod keys;
mod opening;
mod pin;
mod reports;
mod saving;
mod seeker;
mod session;
mod stage;
mod terminal;
mod typed;
mod wake;
mod work;

pub use books::{Books, Records, outcome};
pub use canvas::Canvas;
pub use clock::{Clock, WallClock, system_clock, wall_clock};
pub use core_dump::leave_no_core;
pub use everyone::everyone;
pub use hands::{Doors, Hands, NoClient, Open, Report, appointments_of, day_of, open};
pub use hush::Hush;
pub use opening::{access, doors, modes, setup};
pub use session::{Bell, Opening, Session, Silence};
pub use stage::{Stage, Wish};
pub use terminal::{Terminal, hold_panics};
pub use work::{Watcher, ended_by, run, run_watched};
