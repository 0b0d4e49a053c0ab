//! PURE. The state machine of the desk: model, messages, update, effects, key table.
//!
//! Knows what a booking is; knows nothing of terminals, HTTP or SQL. Everything that happens comes in as a
//! [`Msg`]; [`update()`] is the only function that changes a [`Desk`]; everything impure goes out as an
//! [`Effect`] whose outcome comes back as another message.

mod catalogue;
mod check;
mod clock;
mod coming;
mod conflicts;
mod day;
mod edit;
mod entry;
mod everyone;
mod fill;
mod flight;
mod focus;
mod footer;
mod form;
mod free;
mod geometry;
mod grid;
mod hold;
mod hours;
mod key;
mod keymap;
mod listing;
mod look;
mod matching;
mod model;
mod msg;
mod newcomer;
mod overlay;
mod overrides;
mod palette;
mod panels;
mod panes;
mod parked;
mod pick;
mod reading;
mod search;
mod seek;
mod send;
mod skew;
mod snapshot;
mod templates;
mod update;
mod wrap;

pub use catalogue::Catalogue;
pub use coming::{Coming, Whose};
pub use day::{Calendar, Chooser, Day, DayBook, DayOf, DayRow};
pub use entry::EntryLine;
pub use flight::{Attempt, Flight, Sent};
pub use footer::footer;
pub use form::{Form, Progress};
pub use free::{FreeTimes, Known, basis_words};
pub use geometry::{Area, Geometry, LABEL_WIDTH, Shape, TOO_SMALL};
pub use grid::{DayGrid, FreeDay, FreeTime, GridLine, TIMES_A_LINE};
pub use key::{Code, Key, UnknownKey};
pub use keymap::{Action, Binding, TABLE, bound};
pub use listing::{Lists, LookUp, Remote};
pub use look::{Borders, Look, Theme, UnknownLook};
pub use model::{Ask, Desk, Exit, Listed, Moment, Pane, Preview, Setup, Shown, Size};
pub use msg::{Answer, Effect, Msg, Ticket};
pub use newcomer::{Doubt, Newcomer, Stage};
pub use overlay::Overlay;
pub use overrides::{Overridden, Override, Reason};
pub use palette::{Command, Palette};
pub use panels::{PanelOrder, PanelStage};
pub use parked::Parked;
pub use pick::{MOST_ROWS, Row, Rows, rows};
pub use reading::Reading;
pub use snapshot::state;
pub use templates::in_english;
pub use update::update;
pub use wrap::{Span as LineSpan, place, wrap};
