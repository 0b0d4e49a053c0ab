//! The line of messages, and the last line with the keys that work here.

use ratatui::layout::Rect;

use booking::{Status, Verb, VerbObstacle, time};
use i18n::say;
use screen::{Role, cells, wrap};

use crate::keys::{Action, Code};
use crate::{
    Desk, Frame, Geometry, Key, Overlay, Pane, Phase, Shown, Target, appointment, change_form,
    form, line, outbox, problems, reachability,
};

pub(crate) fn draw(desk: &Desk, geometry: &Geometry, frame: &mut Frame) {
    let warnings = problems::warnings_text(desk);
    let note = desk.note_text().filter(|note| !desk.shows_doubt(note));
    let role = if warnings.is_some() {
        Role::Warning
    } else {
        Role::Strong
    };
    let message: Vec<String> = warnings.into_iter().chain(note).collect();
    if !message.is_empty() {
        draw_message(&message.join(". "), role, geometry.messages, frame);
    }
    draw_keys(desk, geometry.footer, frame);
}

fn draw_keys(desk: &Desk, area: Rect, frame: &mut Frame) {
    let end = area.right();
    let mut x = area.x + 1;
    for (key, does) in fitting(footer(desk), desk, end.saturating_sub(x)) {
        let name = key.shown(desk.setup.language);
        let width = cells(&name) + 1 + cells(&does);
        frame.mark(Rect::new(x, area.y, width, 1), Target::Key(key));
        x = frame.text(x, area.y, end - x, &name, Role::Strong) + 1;
        x = frame.text(x, area.y, end - x, &does, Role::Text) + GAP;
    }
}

/// The cells between two keys.
const GAP: u16 = 3;

/// Returns the first keys that fit into `room` cells. The key that closes the open element is always included.
fn fitting(keys: Vec<(Key, String)>, desk: &Desk, room: u16) -> Vec<(Key, String)> {
    let width =
        |(key, does): &(Key, String)| cells(&key.shown(desk.setup.language)) + 1 + cells(does);
    let closes = |(key, _): &(Key, String)| *key == desk.setup.keys.key(Action::Close);
    let closing = keys.iter().position(closes);
    let kept = closing.map_or(0, |place| width(&keys[place]) + GAP);
    let mut left = (room + GAP).saturating_sub(kept);
    let has_room = |(place, key): &(usize, (Key, String))| {
        if Some(*place) == closing {
            return true;
        }
        let rest = left.checked_sub(width(key) + GAP);
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    let keys = keys.into_iter().enumerate().filter(has_room);
    keys.map(|(_, key)| key).collect()
}

/// Draws a message. A message is never cut: one too long for its lines grows upwards.
fn draw_message(message: &str, role: Role, area: Rect, frame: &mut Frame) {
    let width = area.width.saturating_sub(2);
    let lines = wrap(message, usize::from(width));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    for (y, line) in (area.bottom().saturating_sub(height)..area.bottom()).zip(&lines) {
        frame.blank(area.x, y, area.width, Role::Text);
        frame.text(area.x + 1, y, width, line.of(message).trim_end(), role);
    }
}

/// Returns the keys that are useful now, the most useful first, each with its effect here.
pub fn footer(desk: &Desk) -> Vec<(Key, String)> {
    if desk.question.is_some() {
        // The question's box names its keys.
        return Vec::new();
    }
    keys_under(desk, desk.overlays.top())
}

/// Returns the useful keys in this overlay, or `None` for the desk without one.
pub(crate) fn keys_under(desk: &Desk, overlay: Option<&Overlay>) -> Vec<(Key, String)> {
    if let Some(overlay) = overlay {
        return overlay.component().keys(desk);
    }
    if desk.phase().is_none() {
        match (desk.panes.focused, &desk.appointment.shown) {
            (Pane::Outbox, _) => return outbox::outbox_footer(desk),
            (Pane::Appointment, Some(shown)) => return keys_of_pane(desk, verbs(desk, shown)),
            (Pane::Appointment, None) if appointment::lists_more_visits(desk) => {
                let past = say!(desk.setup.language, "now-past-visits");
                return keys_of_pane(desk, vec![letter('v', past)]);
            }
            _ => {}
        }
    }
    let patient = desk.form().draft().text(desk.clinic.patient_field());
    let is_nobody = patient.trim().is_empty() && desk.line.input.value().trim().is_empty();
    let in_line = desk.phase().is_none() && desk.panes.focused == Pane::Line;
    let shows_patient = in_line && desk.line.shows_patient();
    let has_no_effect = |action: &Action| match action {
        Action::Book => is_nobody || shows_patient,
        Action::NextProblem => problems::listed(desk).is_empty(),
        Action::Enter if in_line => line::effect_of_enter(desk).is_none(),
        Action::Close if in_line => !appointment::can_be_put_away(desk),
        Action::OtherBackend => desk.office.setup.clinics.after(desk.clinic) == desk.clinic,
        _ => false,
    };
    let is_useful =
        |action: &&Action| !has_no_effect(action) && reachability::offers(desk, **action);
    let mut actions: Vec<Action> = useful(desk).iter().filter(is_useful).copied().collect();
    if change_form::undo_offered_for(desk).is_some() {
        // After the key of the current action.
        actions.insert(actions.len().min(1), Action::Undo);
    }
    let actions = actions
        .into_iter()
        .map(|action| (desk.setup.keys.key(action), label(desk, action)));
    let signs = if shows_patient {
        signs(desk)
    } else {
        Vec::new()
    };
    signs.into_iter().chain(actions).collect()
}

/// Returns the signs that change one of the appointments of the patient who was looked up, each with its effect.
fn signs(desk: &Desk) -> Vec<(Key, String)> {
    let coming = desk.office.coming_up();
    let entries = coming.map(|(_, entries)| entries).unwrap_or_default();
    let is_possible = |verb: &Verb| {
        entries
            .iter()
            .any(|entry| desk.office.allows(*verb, *entry))
    };
    let verbs = [Verb::Move, Verb::Cancel, Verb::NextStatus].into_iter();
    let signs = verbs.filter(is_possible).filter_map(|verb| {
        let sign = verb.sign()?.chars().next()?;
        let does = say!(desk.setup.language, "now-verb", verb);
        Some(letter(sign, &does))
    });
    signs.collect()
}

/// Returns a letter with its effect.
fn letter(letter: char, does: &str) -> (Key, String) {
    (Key::plain(Code::Char(letter)), does.to_owned())
}

/// Returns the keys of the Appointment pane: these letters, and the ways out of it.
fn keys_of_pane(desk: &Desk, mut keys: Vec<(Key, String)>) -> Vec<(Key, String)> {
    let language = desk.setup.language;
    keys.extend([
        desk.setup
            .key_for(Action::CyclePanes, say!(language, "now-next-pane")),
        (Key::plain(Code::Escape), line::way_back(desk).to_owned()),
        desk.setup.key_for(Action::Help, say!(language, "now-help")),
    ]);
    keys
}

/// Returns the actions on the shown appointment, each with its letter.
pub(crate) fn verbs(desk: &Desk, shown: &Shown) -> Vec<(Key, String)> {
    let language = desk.setup.language;
    let mut keys = Vec::new();
    let of = shown.named();
    let next = of.next_statuses(desk.office.moment.now).first().copied();
    for verb in Verb::ALL {
        let does = match (verb, desk.office.obstacle(*verb, &of), next) {
            (Verb::NextStatus, None, Some(Status::Booked))
                if of.status() == Some(Status::Cancelled) =>
            {
                say!(language, "now-undo-cancelling").to_owned()
            }
            (Verb::NextStatus, None, Some(next)) => next.to_text(language).to_owned(),
            (_, None, _) => say!(language, "now-verb", verb = *verb).to_owned(),
            // Staff look for the key before the appointment begins.
            (Verb::NotCome, Some(VerbObstacle::NotBegun), _) => {
                let zone = desk.office.zone_of(&of.visit());
                let at = of
                    .start
                    .map(|start| time::to_the_minute(start, zone, language))
                    .unwrap_or_default();
                say!(language, "now-not-come-from", time = at)
            }
            _ => continue,
        };
        keys.extend(verb.letter().map(|own| letter(own, &does)));
    }
    if !of.is_live() {
        keys.push(letter('b', say!(language, "now-book-again")));
    }
    keys.extend([
        letter('s', say!(language, "now-slip")),
        letter('h', say!(language, "now-history")),
    ]);
    if appointment::lists_more_visits(desk) {
        keys.push(letter('v', say!(language, "now-past-visits")));
    }
    keys
}

fn useful(desk: &Desk) -> &'static [Action] {
    use Action as A;
    match (desk.phase(), desk.panes.focused) {
        (Some(_), _) => &[A::Close, A::OtherBackend, A::Help],
        (None, Pane::Line) if desk.line.chosen.is_some() => &[A::Enter, A::Down, A::Help],
        (None, Pane::Line) if desk.line.is_open() => {
            &[A::Enter, A::NextField, A::OtherBackend, A::Help]
        }
        (None, Pane::Line) => &[
            A::Book,
            A::Close,
            A::NextField,
            A::Help,
            A::OtherBackend,
            A::Day,
            A::FreeTimes,
            A::Palette,
            A::RequestView,
            A::CyclePanes,
            A::NewDraft,
            A::Quit,
        ],
        (None, Pane::Problems) => &[A::Enter, A::NextProblem, A::CyclePanes, A::Close, A::Help],
        (None, Pane::Appointment | Pane::Request | Pane::Outbox) => {
            &[A::ScrollDown, A::CyclePanes, A::Close, A::Help]
        }
        (None, Pane::Form) if form::chosen_row(desk).is_some() => {
            &[A::Enter, A::Down, A::Close, A::Help]
        }
        (None, Pane::Form) => &[
            A::NextField,
            A::Book,
            A::NextProblem,
            A::Help,
            A::OtherBackend,
            A::Day,
            A::FreeTimes,
            A::Palette,
            A::RequestView,
            A::CyclePanes,
            A::NewDraft,
            A::Quit,
        ],
    }
}

fn label(desk: &Desk, action: Action) -> String {
    let language = desk.setup.language;
    let in_line = desk.panes.focused == Pane::Line;
    let label = match action {
        Action::Book if desk.form().is_for_waiting_list() => {
            return say!(language, "now-put-on-list", how = desk.mode_phrase());
        }
        Action::Book => return say!(language, "now-book", how = desk.mode_phrase()),
        Action::OtherBackend => desk.office.setup.clinics.after(desk.clinic).name(),
        Action::Close if desk.phase() == Some(Phase::Sending) => {
            say!(language, "now-stop-waiting")
        }
        Action::Close if matches!(desk.phase(), Some(Phase::Waiting | Phase::Checking)) => {
            say!(language, "now-stop-sending")
        }
        Action::Enter if in_line => line::effect_of_enter(desk).unwrap_or_default(),
        Action::NextField if in_line => say!(language, "now-form"),
        Action::Close if form::chosen_row(desk).is_some() => say!(language, "now-close"),
        Action::Close if in_line => say!(language, "now-next-caller"),
        Action::Close => line::way_back(desk),
        Action::Enter if desk.panes.focused == Pane::Problems => say!(language, "now-go-there"),
        Action::Enter if form::chosen_row(desk).is_some() => say!(language, "now-pick"),
        _ => action.short(language),
    };
    label.to_owned()
}
