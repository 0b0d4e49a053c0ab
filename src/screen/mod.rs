//! PURE. The toolkit of views: frames, pages, lists, themes, and wrapping. It knows no desk.

mod frame;
mod glyph;
mod look;
mod page;
mod size;
mod table;
mod theme;
mod wrap;

pub use frame::{Frame, cells};
pub use glyph::in_ascii;
pub use look::{Borders, Look, Theme};
pub use page::Page;
pub use size::Size;
pub use table::{Cell, Column, Table, TableLine, choice};
pub use theme::Role;
pub use wrap::{LineSpan, Lines, at_column, filled, first_lines, place, row_of, wrap};
