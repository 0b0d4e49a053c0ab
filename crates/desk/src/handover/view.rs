//! The list of desks for a draft, and the list of drafts to take up or over.

use ratatui::layout::{Margin, Rect};

use crate::{Desk, Frame, Target, drafts};
use booking::time;
use i18n::say;
use office::{LeftDraft, draft_to_hand};
use screen::{Role, Table, choice};

use crate::handover::news::{desk_text, left_here, others_for, saved_text};

pub(super) fn draw_desks(
    desk: &Desk,
    of: Option<char>,
    chosen: usize,
    area: Rect,
    frame: &mut Frame,
) {
    let says = draft_to_hand(desk, of)
        .map(|draft| saved_text(desk, &draft))
        .unwrap_or_default();
    let title = say!(desk.setup.language, "hand-to-whom", says);
    let rows = others_for(desk, of).iter().zip(1..);
    let rows = rows.map(|(other, number): (_, usize)| {
        [
            number.to_string(),
            desk_text(desk, other.name.as_deref()),
            String::new(),
        ]
    });
    draw(&title, rows.collect(), chosen, area, frame);
}

pub(super) fn draw_drafts(desk: &Desk, chosen: usize, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let own = desk.parked().iter().map(|parked| {
        [
            parked.letter_shown(),
            drafts::parked_text(desk, parked),
            String::new(),
        ]
    });
    let left = left_here(desk).map(
        |LeftDraft {
             desk: name, draft, ..
         }| {
            let name = desk_text(desk, name.as_deref());
            let says = saved_text(desk, draft);
            let age = draft.since.map(|at| {
                time::distance(at, desk.office.moment.now, desk.office.setup.zone, language)
            });
            [
                String::new(),
                say!(language, "hand-left-row", desk = name, says),
                age.unwrap_or_default(),
            ]
        },
    );
    let rows: Vec<[String; 3]> = own.chain(left).collect();
    draw(say!(language, "hand-drafts"), rows, chosen, area, frame);
}

fn draw(title: &str, rows: Vec<[String; 3]>, chosen: usize, area: Rect, frame: &mut Frame) {
    let used = 1 + frame.wrapped(area.inner(Margin::new(2, 0)), title, Role::Strong);
    let cells = |place: usize| {
        let [keys, says, more] = rows[place].clone();
        choice(keys, says, more)
    };
    let body = Rect {
        y: area.y + used,
        height: area.height.saturating_sub(used),
        ..area
    };
    Table::of_choices(rows.len(), chosen)
        .draw(body, frame, cells, |row| Target::choice(row, chosen));
}
