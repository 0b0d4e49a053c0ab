//! The signs of the entry line on the board: they begin a change of the chosen appointment, or of all marked ones. Only
//! the booking key sends it.

use chrono::{DateTime, Utc};

use crate::model::ToChange;
use crate::{Code, Cx, DayBoard, Desk, Key, Note, Press, note};
use booking::{AppointmentRef, Attendance, DayLineKind, Provider, Verb, VerbObstacle, is_same_id};
use i18n::say;
use words::{DayList, DayRow};

use super::columns;

/// The number of patients who are told that a practitioner is behind.
pub(super) const TO_TELL: usize = 3;
/// The sign that is also a part of double names and of ranges of hours.
const HYPHEN: char = '-';

/// What is at the cursor of a board.
#[derive(Default)]
pub(super) struct AtCursor<'a> {
    pub(super) row: Option<&'a DayRow>,
    /// Whether a visit, or a time that another desk holds, is there.
    pub(super) is_taken: bool,
    pub(super) provider: Option<Provider>,
}

impl DayBoard {
    /// Returns the action whose sign is typed. A hyphen directly after typed text is no sign.
    pub(super) fn sign_typed(&self, press: Press) -> Option<Verb> {
        if press.action().is_some() {
            return None;
        }
        let typed = press.types()?;
        let has_sign = |verb: &&Verb| verb.sign().is_some_and(|sign| sign.starts_with(typed));
        let verb = Verb::ALL.iter().copied().find(|verb| has_sign(&verb))?;
        (typed != HYPHEN || !self.goes_on_with_hyphen()).then_some(verb)
    }

    /// Returns whether a hyphen would belong to the filter: it follows a letter or digit, as in double names and ranges
    /// of hours, and only keys that edit the filter were pressed since.
    fn goes_on_with_hyphen(&self) -> bool {
        self.is_typing && self.day.filter().ends_with(char::is_alphanumeric)
    }

    /// Returns whether the hyphen that was typed last belongs to a name in the filter, so that a second one acts.
    pub(super) fn has_typed_hyphen(&self) -> bool {
        let name = self.day.filter().strip_suffix(HYPHEN);
        self.is_typing && name.is_some_and(|name| name.ends_with(char::is_alphabetic))
    }

    /// Begins a change of the chosen appointment, or of all marked ones.
    pub(super) fn change_chosen(&mut self, cx: &mut Cx<'_>, verb: Verb) {
        self.has_led = true;
        if self.is_for_marked() && verb.is_for_several() {
            return self.change_marked(cx, verb);
        }
        let Some(row) = self.at_cursor(cx).row else {
            return cx.note(note!("day-nothing-there"));
        };
        let Some(booked) = row.booked() else {
            return cx.note(match row.line.kind {
                DayLineKind::Unsettled(_) => note!("day-not-known-yet"),
                DayLineKind::Booked(_) | DayLineKind::Free => note!("day-nothing-there"),
            });
        };
        let clinic = booked.clinic;
        let id = booked.id.clone();
        let of = AppointmentRef::from(booked);
        let why = cx.office.obstacle(verb, &of);
        let change = ToChange::of(verb, &of);
        // What a clinic can't do at all is noted without requesting the appointment, and leaves the board as it is.
        let never =
            |why: &VerbObstacle| matches!(why, VerbObstacle::NoSuchCall | VerbObstacle::Missing);
        if let Some(why) = why.filter(never) {
            let zone = cx.office.zone_of(&of.visit());
            let text = move |language| why.to_text(&of, zone, language);
            return cx.note(Note::new(text));
        }
        self.found_by = None;
        if self.day.listed().len() == 1 {
            // The search has found its appointment.
            self.found_by = Some(self.day.filter().to_owned());
            self.narrow_to(String::new(), cx.office.moment.now);
        }
        cx.open_to_change(clinic, id, change);
    }

    /// Returns what is at the cursor.
    pub(super) fn at_cursor<'a>(&'a self, desk: &'a Desk) -> AtCursor<'a> {
        if self.has_columns {
            return columns::at_cursor(desk, self);
        }
        let row = self.chosen_row();
        let named = |row: &DayRow| Provider::named(row.clinic, row.provider.as_deref()?);
        AtCursor {
            row,
            is_taken: row.is_some(),
            provider: row.and_then(named),
        }
    }

    /// Returns the keys of the signs used most at a counter, with their effect on the chosen appointment.
    pub(super) fn keys_of_signs(&self, at: &AtCursor<'_>, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let now = desk.office.moment.now;
        let Some(of) = at.row.and_then(DayRow::booked) else {
            return Vec::new();
        };
        let next = AppointmentRef::from(of).next_statuses(now).first().copied();
        let next = next.map(|next| next.to_text(language));
        let verbs = [Verb::NextStatus, Verb::Move, Verb::Cancel].into_iter();
        let key = |verb: Verb| {
            let sign = verb.sign()?.chars().next()?;
            let does = match verb {
                Verb::NextStatus => next?.to_owned(),
                verb => say!(language, "now-verb", verb = verb).to_owned(),
            };
            let does = if sign == HYPHEN && self.goes_on_with_hyphen() {
                say!(language, "day-key-twice", does)
            } else {
                does
            };
            Some((Key::plain(Code::Char(sign)), does))
        };
        verbs.filter_map(key).collect()
    }

    /// Returns the appointments whose patients are called: the marked ones, else the next three of the chosen
    /// practitioner if that one is behind, else those to come that the board is narrowed to.
    pub(super) fn to_call(&self, desk: &Desk) -> Vec<AppointmentRef> {
        if self.marks.count() > 0 {
            return self.marked();
        }
        match self.provider_behind(&self.at_cursor(desk), desk) {
            Some(provider) => next_of(&self.day, &provider, desk),
            None if self.day.filter().is_empty() => Vec::new(),
            None => to_come(self.day.listed(), desk).collect(),
        }
    }

    /// Returns the practitioner or location at the cursor, if it is behind and somebody is still to come.
    pub(super) fn provider_behind(&self, at: &AtCursor<'_>, desk: &Desk) -> Option<Provider> {
        let provider = at.provider.as_ref()?;
        self.day.minutes_behind(desk.words(), provider)?;
        (!next_of(&self.day, provider, desk).is_empty()).then(|| provider.clone())
    }
}

/// Returns the next appointments of a practitioner or location whose patients are still to come.
pub(super) fn next_of(day: &DayList, provider: &Provider, desk: &Desk) -> Vec<AppointmentRef> {
    let rows = rows_of(day, provider);
    to_come(rows, desk).take(TO_TELL).collect()
}

pub(super) fn rows_of<'a>(
    day: &'a DayList,
    provider: &Provider,
) -> impl Iterator<Item = &'a DayRow> {
    let id = provider.id();
    let clinic = provider.clinic();
    day.rows().iter().filter(move |row| {
        let with = row.provider.as_deref();
        row.clinic == clinic && with.is_some_and(|of| is_same_id(of, id))
    })
}

/// Returns whether the patient of a row is still to come.
pub(super) fn is_to_come(row: &DayRow, now: DateTime<Utc>) -> bool {
    row.line.start > now && row.attendance() == Some(Attendance::Awaited)
}

/// Returns the appointments whose patients are still to come.
fn to_come<'a>(
    rows: impl Iterator<Item = &'a DayRow>,
    desk: &Desk,
) -> impl Iterator<Item = AppointmentRef> {
    let now = desk.office.moment.now;
    let rows = rows.filter(move |row| is_to_come(row, now));
    rows.filter_map(|row| Some(AppointmentRef::from(row.booked()?)))
}
