//! PURE. The toolkit of views: frames, pages, lists, themes, and wrapping. It knows nothing of the desk.

mod clock_grid;
mod contrast;
mod frame;
mod glyph;
mod ground;
mod page;
mod table;
mod theme;
mod wrap;

pub use clock_grid::{ClockGrid, GridBlock, GridColumn, GridGround, GridPlaces, column_width};
pub use contrast::{RgbParts, contrast, rgb_of};
pub use frame::{Frame, Size, cells, changed_cells};
pub use glyph::{Borders, Look, in_ascii};
pub use ground::GroundColours;
pub use page::Page;
pub use table::{Cell, Column, Table, TableLine, choice};
pub use theme::{NoSuchTheme, Role, Theme};
pub use wrap::{
    LineSpan, aligned, at_column, capitalized, filled, first_lines, place, row_of, wrap,
};
