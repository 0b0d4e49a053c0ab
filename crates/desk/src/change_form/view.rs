//! The form for a change: patient, old and new time, and the choices.

use std::ops::Range;

use ratatui::layout::{Margin, Position, Rect};
use zones::Zone;

use booking::time::{self, Span};
use booking::{AppointmentRef, Change, ChangeKind, Entry, Slot, status_text};
use i18n::{Language, say};
use office::{CancelCase, ChangeCase, DetailRow, DrawCase, ReasonChoice};
use screen::{Role, Table, cells, choice};
use words::panel_text;

use crate::change_form::draw::panels_to_choose;
use crate::change_form::form::{
    change_in_form, chosen_row, desk_holding, new_status, new_time, problems_of_change_form,
    proposed_time_to_move_to, statuses_to_set, times_to_move_to,
};
use crate::change_form::patient::{digits_take_patient, patients_to_choose};
use crate::change_form::practitioner::{is_with_now, providers_to_choose};
use crate::frame::draw_field;
use crate::tone::in_short;
use crate::{Action, ChangeForm, Desk, Frame, Page, Target, appointment, upcoming};

/// The lines for a sentence in place of choices.
const LINES_OF_SENTENCE: usize = 4;

/// The blank columns around the label of a detail, including the scrollbar's.
const AROUND_LABEL: u16 = 5;

/// Draws the form and returns its cursor.
pub(super) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
    let form = desk.change_form()?;
    let language = desk.setup.language;
    let width = usize::from(area.width.saturating_sub(4));
    let page = read_back(desk, form, width);
    let height = u16::try_from(page.len())
        .unwrap_or(u16::MAX)
        .min(area.height);
    page.draw(Rect { height, ..area }, 0, language, frame);
    let y = area.y + height;
    if y >= area.bottom() {
        return None;
    }
    let label = match &form.case {
        ChangeCase::Move(case) if case.asks_provider() => {
            form.of.clinic.provider_field().label(language).to_owned()
        }
        ChangeCase::ConfirmDraw(case) if case.first.is_some() => {
            say!(language, "draw-again").to_owned()
        }
        ChangeCase::Details(case) => {
            let label = case.row().map(|row| row.field.label(language));
            label.unwrap_or_default().to_owned()
        }
        ChangeCase::Move(_)
        | ChangeCase::Cancel(_)
        | ChangeCase::Status(_)
        | ChangeCase::Panels(_)
        | ChangeCase::ConfirmDraw(_)
        | ChangeCase::Remove => say!(language, "change-label", kind = form.kind()).to_owned(),
    };
    let x = frame.text(
        area.x + 2,
        y,
        area.width,
        &format!("{label} › "),
        Role::Focus,
    );
    let room = area.right().saturating_sub(x + 1);
    let cursor = draw_field(&form.input, "", (x, y), room, Role::Text, frame);
    let rows = Rect {
        y: y + 2,
        height: area.bottom().saturating_sub(y + 2),
        ..area
    };
    choices(desk, form, rows, frame);
    Some(cursor)
}

/// Returns the number of lines of the form, if known.
pub(super) fn lines(desk: &Desk, width: u16) -> Option<u16> {
    let form = desk.change_form()?;
    let choices = match &form.case {
        ChangeCase::Cancel(_) => ReasonChoice::listed(form.of.clinic).len() + 1,
        ChangeCase::Status(_) => statuses_to_set(desk).len(),
        ChangeCase::Details(case) => {
            let rows = rows_to_choose(desk, form, width).0;
            rows.len().max(case.rows().len())
        }
        ChangeCase::Remove | ChangeCase::ConfirmDraw(_) => LINES_OF_SENTENCE,
        ChangeCase::Move(case) if !case.asks_provider() => {
            let (times, days) = free_times(desk, form);
            Some(lines_of_times(&times, &days, width).0.len()).filter(|lines| *lines > 0)?
        }
        ChangeCase::Move(_) | ChangeCase::Panels(_) => return None,
    };
    let page = read_back(desk, form, usize::from(width.saturating_sub(4)));
    u16::try_from(page.len() + 2 + choices).ok()
}

/// Returns the number of lines above the problems, which a question leaves in view.
pub(crate) fn head_height(desk: &Desk, width: u16) -> Option<u16> {
    let head = head(
        desk,
        desk.change_form()?,
        usize::from(width.saturating_sub(4)),
    );
    u16::try_from(head.len()).ok()
}

/// Returns the lines about the coming change, and the problems with it.
fn read_back(desk: &Desk, form: &ChangeForm, width: usize) -> Page {
    let mut page = head(desk, form, width);
    page.gap();
    let problems = problems_of_change_form(desk);
    for problem in &problems {
        in_short(desk, problem, width, &mut page);
        page.wrapped("  ", Role::Text, &problem.advice, Role::Text, width);
    }
    if !problems.is_empty() {
        page.gap();
    }
    page
}

/// Returns the lines about the coming change, the patient first.
fn head(desk: &Desk, form: &ChangeForm, width: usize) -> Page {
    let language = desk.setup.language;
    let of = &form.of;
    let mut page = Page::default();
    let person = of.person.as_deref().unwrap_or_default();
    let further = of.beyond_form.people.len();
    let who = desk.words().patients(of.clinic, person, further);
    page.wrapped("", Role::Strong, &who, Role::Strong, width);
    let kind = if of.is_waiting() && form.moving().is_some() {
        ChangeKind::Book
    } else {
        form.kind()
    };
    let clinic = of.clinic.name();
    let mode = desk.office.mode_of(of.clinic).word();
    let title = say!(language, "change-title", kind, clinic, mode);
    page.wrapped("", Role::Text, &title, Role::Text, width);
    page.gap();
    let from_word = if form.moving().is_some() {
        say!(language, "change-from")
    } else {
        ""
    };
    let from = as_it_is(desk, of);
    page.wrapped(&lead(from_word), Role::Dim, &from, Role::Text, width);
    for (text, role) in facts_of_change(desk, form) {
        page.wrapped(&lead(""), Role::Dim, &text, role, width);
    }
    if form.moving().is_some() {
        new_time_lines(desk, form, width, &mut page);
    }
    new_patient_lines(desk, form, width, &mut page);
    page
}

/// Returns the present time of the appointment, its provider, and its place among the patient's appointments.
fn as_it_is(desk: &Desk, of: &AppointmentRef) -> String {
    let words = desk.words();
    let zone = desk.office.zone_of(&of.visit());
    let from = of
        .start
        .map(|start| words.short_on_clocks(Span::from_start(start), zone));
    let provider = of.provider.as_deref();
    let provider = provider.map(|id| words.provider(of.clinic, id));
    let place = upcoming::place_among_coming(desk, of)
        .map(|(place, count)| say!(desk.setup.language, "change-one-of", place, count));
    let parts: Vec<String> = [from, provider, place].into_iter().flatten().collect();
    parts.join(" · ")
}

/// Returns the facts of a change of the status, a cancellation or a draw.
fn facts_of_change(desk: &Desk, form: &ChangeForm) -> Vec<(String, Role)> {
    let language = desk.setup.language;
    let of = &form.of;
    let mut facts = Vec::new();
    if let ChangeCase::Status(_) = form.case {
        let from = status_text(&of.status, language);
        let to = new_status(desk).map_or("…", |to| to.to_text(language));
        facts.push((say!(language, "change-from-to", from, to), Role::Strong));
    }
    let reason = form.reason_given(language);
    facts.extend(reason.map(|reason| (reason, Role::Strong)));
    let tubes = appointment::tubes_text(desk, &of.id);
    if form.kind().is_of_draw() && !tubes.is_empty() {
        facts.push((say!(language, "tubes", tubes), Role::Text));
    }
    if let ChangeCase::ConfirmDraw(DrawCase {
        first: Some(barcode),
    }) = &form.case
    {
        let label = say!(language, "change-label", kind = form.kind());
        facts.push((format!("{label}: {barcode}"), Role::Strong));
    }
    facts
}

/// Adds the lines about both steps of giving an appointment to another patient, if the form does that.
fn new_patient_lines(desk: &Desk, form: &ChangeForm, width: usize, page: &mut Page) {
    let Some(case) = form.details() else {
        return;
    };
    let given = form.given.standing();
    let given = given.filter(|change| change.is_for_another_patient());
    let patient = match case.other_patient() {
        Some(patient) => Some(patient.to_owned()),
        None => given.map(|change| change.visit().person),
    };
    let Some(patient) = patient else {
        return;
    };
    let language = desk.setup.language;
    let name = |id: &str| desk.words().patient(form.of.clinic, id);
    let old = name(form.of.person.as_deref().unwrap_or_default());
    let reason = say!(language, "cancel-wrong-patient");
    let steps = [
        (
            say!(language, "change-first"),
            say!(language, "change-first-books", who = name(&patient)),
        ),
        (
            say!(language, "change-then"),
            say!(language, "change-then-cancels-of", who = old, reason),
        ),
    ];
    for (word, step) in steps {
        page.wrapped(&lead(word), Role::Dim, &step, Role::Strong, width);
    }
}

/// Adds the lines about the new time and provider of a move.
fn new_time_lines(desk: &Desk, form: &ChangeForm, width: usize, page: &mut Page) {
    let language = desk.setup.language;
    let (to, role) = match new_time(desk) {
        None => (say!(language, "change-to-nothing").to_owned(), Role::Dim),
        Some(Ok(new)) => {
            let given = form.given.standing();
            let to = given.map_or_else(|| form.place().visit(), Change::visit);
            let zone = desk.office.zone_of(&to);
            let provider = to
                .provider
                .filter(|id| Some(id) != form.of.provider.as_ref())
                .map(|id| desk.words().provider(form.of.clinic, &id));
            let parts = [Some(desk.words().short_on_clocks(new, zone)), provider];
            (
                parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
                Role::Strong,
            )
        }
        Some(Err(problem)) => (problem.what(language), Role::Warning),
    };
    page.wrapped(
        &lead(say!(language, "change-to")),
        Role::Dim,
        &to,
        role,
        width,
    );
    if change_in_form(desk).is_some_and(|change| change.then(None).is_some()) {
        let second = say!(language, "change-then-cancels");
        page.wrapped(
            &lead(say!(language, "change-then")),
            Role::Dim,
            second,
            Role::Strong,
            width,
        );
    }
}

/// Returns the word before a line, right-aligned.
fn lead(word: &str) -> String {
    format!("{word:>6}  ")
}

/// Returns the sentence shown in place of choices, for a change that has none.
fn sentence(desk: &Desk, form: &ChangeForm) -> Option<(String, Role)> {
    let language = desk.setup.language;
    let key = desk.setup.keys.key(Action::ClearField);
    Some(match &form.case {
        ChangeCase::Remove => (
            say!(language, "ask-remove-means", clinic = form.of.clinic.name()),
            Role::Error,
        ),
        ChangeCase::ConfirmDraw(case) if case.differs_so_far(form.typed()) => {
            (say!(language, "draw-differs", key), Role::Warning)
        }
        ChangeCase::ConfirmDraw(_) if !DrawCase::is_barcode(form.typed()) => {
            (say!(language, "draw-no-barcode").to_owned(), Role::Warning)
        }
        ChangeCase::ConfirmDraw(_) => (say!(language, "draw-is-final").to_owned(), Role::Dim),
        ChangeCase::Move(_)
        | ChangeCase::Cancel(_)
        | ChangeCase::Status(_)
        | ChangeCase::Details(_)
        | ChangeCase::Panels(_) => return None,
    })
}

/// Returns the choices, each with its detail; the days of free times, or none.
fn rows_to_choose(
    desk: &Desk,
    form: &ChangeForm,
    width: u16,
) -> (Vec<(String, String)>, Vec<String>) {
    let language = desk.setup.language;
    let plain = |text: &str| (text.to_owned(), String::new());
    let rows = match &form.case {
        ChangeCase::Cancel(_) => {
            let reasons = CancelCase::reasons(form.of.clinic, form.typed(), language);
            let text = |reason: ReasonChoice| match reason.text(language) {
                Some(text) => text.to_owned(),
                None => own_reason(form.typed(), language),
            };
            let reasons = reasons.into_iter();
            reasons.map(|reason| plain(&text(reason))).collect()
        }
        ChangeCase::Status(_) => statuses_to_set(desk)
            .iter()
            .map(|status| plain(status.to_text(language)))
            .collect(),
        ChangeCase::Details(case) => match patients_to_choose(desk) {
            Some(patients) => {
                let rows = patients.rows.into_iter();
                rows.map(|row| (row.label, format!("{}  {}", row.detail, row.tail)))
                    .collect()
            }
            None => {
                let label = |row: &DetailRow| row.field.label(language).to_owned();
                let rows = case.rows().iter();
                let labels = rows.clone().map(|row| cells(&label(row))).max();
                let room = width.saturating_sub(labels.unwrap_or_default() + AROUND_LABEL);
                rows.map(|row| (label(row), detail_shown(desk, form, row, room)))
                    .collect()
            }
        },
        ChangeCase::Panels(_) => {
            let rows = panels_to_choose(desk);
            rows.iter()
                .map(|row| (panel_text(row), row.entry.detail.clone()))
                .collect()
        }
        ChangeCase::Move(case) if case.asks_provider() => {
            let now = |entry: &Entry| {
                if is_with_now(desk, entry) {
                    say!(language, "change-with-now")
                } else {
                    ""
                }
            };
            let row = |entry: &&Entry| {
                (
                    entry.name.clone(),
                    format!("{}  {}", now(entry), entry.detail(language)),
                )
            };
            providers_to_choose(desk).iter().map(row).collect()
        }
        ChangeCase::Move(_) | ChangeCase::ConfirmDraw(_) | ChangeCase::Remove => {
            return free_times(desk, form);
        }
    };
    (rows, Vec::new())
}

/// Returns the row of a person's own words, which may still be typed.
fn own_reason(typed: &str, language: Language) -> String {
    let words = if typed.is_empty() { "…" } else { typed };
    say!(language, "change-own-reason", words)
}

/// Returns a detail as it is, or what it changes from and to if that fits into `room` columns.
fn detail_shown(desk: &Desk, form: &ChangeForm, row: &DetailRow, room: u16) -> String {
    let words = desk.words();
    let clinic = form.of.clinic;
    let is_patient = row.is_patient();
    if row.is_length() && row.is_altered() {
        let from = Some(row.was.as_str()).filter(|was| !was.is_empty());
        return words.length_text(&form.of, from, &row.text);
    }
    if row.is_length() {
        return words.minutes_text(&row.was);
    }
    if !row.is_altered() && is_patient {
        return words.patient(clinic, &row.was);
    }
    let language = desk.setup.language;
    if !row.is_altered() {
        return row.field.kind.text_shown(&row.was, language).to_owned();
    }
    if is_patient {
        return other_patient_shown(desk, form, row, room);
    }
    let [from, to] = [&row.was, &row.text].map(|text| row.field.kind.text_shown(text, language));
    say!(language, "change-from-to", from, to)
}

/// Returns the patient who has the visit and the one who is to have it, with their birth dates or years if there is
/// room. The steps above the rows show both in full. Birth dates distinguish two patients of one name.
fn other_patient_shown(desk: &Desk, form: &ChangeForm, row: &DetailRow, room: u16) -> String {
    let words = desk.words();
    let clinic = form.of.clinic;
    let from_to = |told: &dyn Fn(&String) -> String| {
        let [from, to] = [&row.was, &row.text].map(told);
        say!(desk.setup.language, "change-from-to", from, to)
    };
    let full = from_to(&|id| words.patient(clinic, id));
    let years = from_to(&|id| words.name_and_birth(clinic, id, false).join(", "));
    if let Some(text) = [full, years].into_iter().find(|text| cells(text) <= room) {
        return text;
    }
    let short = |id: &String| words.name_of_person(clinic, id);
    let are_namesakes = short(&row.was) == short(&row.text);
    from_to(&|id| {
        let born = if are_namesakes {
            words.birth_date(clinic, id)
        } else {
            None
        };
        born.or_else(|| short(id)).unwrap_or_else(|| id.clone())
    })
}

/// Draws the choices, or the sentence in their place.
fn choices(desk: &Desk, form: &ChangeForm, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    if let Some((text, role)) = sentence(desk, form) {
        frame.wrapped(area.inner(Margin::new(2, 0)), &text, role);
        return;
    }
    let (rows, days) = rows_to_choose(desk, form, area.width);
    if rows.is_empty() {
        let nobody = patients_to_choose(desk).and_then(|patients| patients.remark);
        let says = match form.free() {
            _ if form.details().is_some() => nobody.as_deref().unwrap_or_default(),
            Some(free) if free.is_asking() => say!(language, "change-times-asking"),
            Some(free) if free.has_failed() => say!(language, "free-rows-failed"),
            _ => say!(language, "change-times-none"),
        };
        frame.text_within(
            area.x + 2,
            area.y,
            area.width.saturating_sub(3),
            says,
            Role::Dim,
        );
        return;
    }
    // With no row chosen, the first step down chooses the proposed one.
    let nothing = rows.len();
    let first = if days.is_empty() {
        0
    } else {
        proposed_time_to_move_to(desk)
    };
    let chosen = chosen_row(desk);
    let target = |row| match chosen {
        Some(chosen) => Target::choice(row, chosen),
        None if row < first => Target::choice(0, first - row),
        None => Target::choice(row - first + 1, 0),
    };
    if !days.is_empty() {
        return draw_times(&rows, &days, chosen, area, frame, target);
    }
    // A terminal without colours shows the chosen row by its sign; a chosen detail is named next to what is typed.
    let digits_pick = digits_take_patient(desk);
    let sign = |row: usize| {
        let mark = if chosen == Some(row) { "›" } else { " " };
        match form.case {
            ChangeCase::Details(_) if form.patient_typed().is_none() => String::new(),
            ChangeCase::Details(_) if digits_pick && row < 9 => format!("{}{mark}", row + 1),
            _ => mark.to_owned(),
        }
    };
    let row = |row: usize| choice(sign(row), &*rows[row].0, &*rows[row].1);
    let table = Table::of_choices(rows.len(), chosen.unwrap_or(nothing));
    table.draw(area, frame, row, target);
}

/// Returns the free times, each with the desk that holds it, and their days.
fn free_times(desk: &Desk, form: &ChangeForm) -> (Vec<(String, String)>, Vec<String>) {
    let zone = desk.office.zone_of(&form.place().visit());
    let time_and_desk = |slot: &Slot| {
        let at = time::oclock(slot.start.with_timezone(&zone).time(), desk.setup.language);
        (at, desk_holding(desk, slot).unwrap_or_default())
    };
    let times = times_to_move_to(desk);
    let days = times.iter().map(|slot| day_of(desk, slot, zone)).collect();
    (times.iter().map(time_and_desk).collect(), days)
}

/// Returns the day of a time, with the time zone if it isn't the desk's.
fn day_of(desk: &Desk, slot: &Slot, zone: Zone) -> String {
    let day = desk
        .words()
        .day_in_short(slot.start.with_timezone(&zone).date_naive());
    if zone == desk.office.setup.zone {
        day
    } else {
        format!(
            "{day} {}",
            time::zone_word_at(slot.start, zone, desk.setup.language)
        )
    }
}

/// Returns the times of each line, and the columns of the names of days and of a time.
fn lines_of_times(
    times: &[(String, String)],
    days: &[String],
    room: u16,
) -> (Vec<Range<usize>>, [u16; 2]) {
    let width = times.iter().map(|(at, _)| cells(at)).max().unwrap_or(0) + 2;
    let names = days.iter().map(|day| cells(day)).max().unwrap_or(0) + 5;
    let most = usize::from((room.saturating_sub(names + 1) / width).max(1));
    // A held time ends its line, as words about its holder follow it.
    let is_beside = |line: &Range<usize>| line.len() < most && times[line.end - 1].1.is_empty();
    let mut lines: Vec<Range<usize>> = Vec::new();
    for place in 0..times.len() {
        match lines.last_mut() {
            Some(line) if is_beside(line) && days[line.start] == days[place] => {
                line.end = place + 1
            }
            _ => lines.push(place..place + 1),
        }
    }
    (lines, [names, width])
}

/// Draws free times in lines, each day's next to its name, with the chosen one in view.
fn draw_times(
    times: &[(String, String)],
    days: &[String],
    chosen: Option<usize>,
    area: Rect,
    frame: &mut Frame,
    target: impl Fn(usize) -> Target,
) {
    let (lines, [names, width]) = lines_of_times(times, days, area.width);
    let here = lines
        .iter()
        .position(|line| chosen.is_some_and(|chosen| line.contains(&chosen)));
    let first = (here.unwrap_or(0) + 2).saturating_sub(area.height.into());
    frame.draw_scrollbar(
        area,
        lines.len(),
        &(first..lines.len().min(first + usize::from(area.height))),
    );
    for (y, number) in (area.top()..area.bottom()).zip(first..lines.len()) {
        let line = lines[number].clone();
        if number == first || days[lines[number - 1].start] != days[line.start] {
            frame.text_within(area.x + 2, y, names - 2, &days[line.start], Role::Text);
        }
        for (x, place) in (area.x + names..).step_by(width.into()).zip(line) {
            let role = match (chosen == Some(place), times[place].1.is_empty()) {
                (true, _) => Role::Chosen,
                (false, true) => Role::Good,
                (false, false) => Role::Warning,
            };
            frame.mark(Rect::new(x, y, width, 1), target(place));
            let text = format!("{} {}", times[place].0, times[place].1);
            frame.text_within(x, y, area.right().saturating_sub(x), text.trim_end(), role);
        }
    }
}
