//! Values and areas that a frame keeps for later frames: recomputed or redrawn only when their inputs change.

use std::any::Any;
use std::rc::Rc;

use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect};
use ratatui::symbols::merge::MergeStrategy;
use ratatui::widgets::{Block, BorderType};

use super::Frame;
use crate::Role;

/// An area as it was drawn.
#[derive(Debug)]
struct DrawnArea<T> {
    cells: Vec<Cell>,
    targets: Vec<(Rect, T)>,
    scrolled: Vec<(Rect, u16)>,
}

/// A value with the inputs from which it was computed.
#[derive(Debug)]
pub(super) struct Remembered {
    name: &'static str,
    inputs: Box<dyn Any>,
    value: Rc<dyn Any>,
}

impl<T: Copy + 'static> Frame<T> {
    /// Returns a value computed from these inputs, now or earlier. `compute` must use nothing else that changes, which
    /// debug builds check.
    pub fn remember<I: PartialEq + 'static, V: PartialEq + 'static>(
        &mut self,
        name: &'static str,
        inputs: I,
        compute: impl FnOnce(&I) -> V,
    ) -> Rc<V> {
        let value = match self.take_remembered::<I, V>(name, &inputs) {
            Some(value) => {
                debug_assert!(*value == compute(&inputs), "{name}");
                value
            }
            None => Rc::new(compute(&inputs)),
        };
        let inputs = Box::new(inputs);
        self.remembered.push(Remembered {
            name,
            inputs,
            value: Rc::<V>::clone(&value),
        });
        value
    }

    /// Removes and returns the value with this name, if it was computed from these inputs.
    fn take_remembered<I: PartialEq + 'static, V: 'static>(
        &mut self,
        name: &str,
        inputs: &I,
    ) -> Option<Rc<V>> {
        let place = self
            .remembered
            .iter()
            .position(|remembered| remembered.name == name)?;
        let remembered = self.remembered.swap_remove(place);
        if remembered.inputs.downcast_ref() != Some(inputs) {
            return None;
        }
        remembered.value.downcast().ok()
    }

    /// Draws a blank area, or copies it if it was drawn from these inputs before. `draw` must draw only what follows
    /// from the inputs, which debug builds check, and nothing outside the area.
    pub fn draw_once<I: PartialEq + 'static>(
        &mut self,
        name: &'static str,
        inputs: I,
        area: Rect,
        draw: impl FnOnce(&mut Frame<T>),
    ) {
        let area = area.intersection(self.buffer.area);
        let inputs = (inputs, area, self.look);
        let drawn = match self.take_remembered::<_, DrawnArea<T>>(name, &inputs) {
            Some(drawn) if cfg!(debug_assertions) => {
                draw(self);
                let is_same = self
                    .rows_mut(area)
                    .flatten()
                    .zip(&drawn.cells)
                    .all(|(cell, drawn)| cell == drawn);
                debug_assert!(is_same, "{name}");
                drawn
            }
            Some(drawn) => {
                let rows = drawn.cells.chunks(usize::from(area.width).max(1));
                self.rows_mut(area)
                    .zip(rows)
                    .for_each(|(row, drawn)| row.clone_from_slice(drawn));
                self.targets.extend_from_slice(&drawn.targets);
                self.scrolled.extend_from_slice(&drawn.scrolled);
                drawn
            }
            None => {
                let targets = self.targets.len();
                let scrolled = self.scrolled.len();
                draw(self);
                let cells = self
                    .rows_mut(area)
                    .flatten()
                    .map(|cell| cell.clone())
                    .collect();
                let targets = self.targets[targets..].to_vec();
                let scrolled = self.scrolled[scrolled..].to_vec();
                Rc::new(DrawnArea {
                    cells,
                    targets,
                    scrolled,
                })
            }
        };
        self.remembered.push(Remembered {
            name,
            inputs: Box::new(inputs),
            value: drawn,
        });
    }

    /// Draws the edges of areas, later ones over earlier ones. Where two meet, their lines join.
    pub fn edges(&mut self, areas: Vec<(Rect, Role)>) {
        let inputs = (self.buffer.area, self.look.theme, areas);
        let edges = match self.take_remembered::<_, Vec<(Position, Cell)>>("edges", &inputs) {
            Some(edges) => {
                edges
                    .iter()
                    .for_each(|(place, cell)| self.buffer[*place].clone_from(cell));
                edges
            }
            None => Rc::new(self.drawn_edges(&inputs.2)),
        };
        self.remembered.push(Remembered {
            name: "edges",
            inputs: Box::new(inputs),
            value: edges,
        });
    }

    /// Draws edges, and returns their cells.
    fn drawn_edges(&mut self, areas: &[(Rect, Role)]) -> Vec<(Position, Cell)> {
        let screen = self.buffer.area;
        let all_sides = || {
            areas
                .iter()
                .flat_map(|(area, _)| sides(area.intersection(screen)))
        };
        all_sides().for_each(|side| self.reset(side));
        for (area, role) in areas {
            let edge = Block::bordered()
                .border_type(BorderType::Rounded)
                .border_style(self.style(*role));
            self.render(edge.merge_borders(MergeStrategy::Fuzzy), *area);
        }
        let places = all_sides().flat_map(Rect::positions);
        places
            .map(|place| (place, self.buffer[place].clone()))
            .collect()
    }
}

/// Returns the lines of cells along the edge of an area.
pub(super) fn sides(area: Rect) -> impl Iterator<Item = Rect> {
    let mut rows = area.rows();
    let mut columns = area.columns();
    [
        rows.next(),
        rows.next_back(),
        columns.next(),
        columns.next_back(),
    ]
    .into_iter()
    .flatten()
}
