//! What the last line says: the keys that are of use just now.

use crate::i18n::say;

use crate::desk::keys::{Action, Binding, Code, TABLE};
use crate::desk::{DayBook, Desk, Key, Overlay, Pane, Shown, Stage, Submission};

/// The keys that are of use just now, the most useful first, each with what it does here.
pub fn footer(desk: &Desk) -> Vec<(Key, String)> {
    if desk.question.is_some() {
        // Its box names its keys.
        return Vec::new();
    }
    match &desk.overlay {
        Some(Overlay::Grid(grid)) => return desk.grid_footer(grid),
        Some(Overlay::Day(book)) => return named(keys_of_day(desk, book)),
        Some(Overlay::NewPatientForm) => return named(keys_of_new_patient_form(desk)),
        None if desk.pane == Pane::Outbox && matches!(desk.submission, Submission::Idle) => {
            return desk.outbox_footer();
        }
        None if desk.pane == Pane::Appointment && matches!(desk.submission, Submission::Idle) => {
            if let Some(shown) = &desk.shown {
                return named(keys_of_appointment(desk, shown));
            }
        }
        _ => {}
    }
    useful(desk)
        .iter()
        .filter_map(|action| TABLE.iter().find(|binding| binding.action == *action))
        .map(|binding| (desk.setup.keys.key(binding.action), label(desk, binding)))
        .collect()
}

fn named(keys: Vec<(Key, &str)>) -> Vec<(Key, String)> {
    keys.into_iter().map(|(key, does)| (key, does.to_owned())).collect()
}

const DOWN: Key = Key::plain(Code::Down);
const ENTER: Key = Key::plain(Code::Enter);
const ESCAPE: Key = Key::plain(Code::Escape);
const TAB: Key = Key::plain(Code::Tab);

fn keys_of_day(desk: &Desk, book: &DayBook) -> Vec<(Key, &'static str)> {
    let language = desk.setup.language;
    match book.chooser {
        Some(_) => vec![
            (ENTER, say!(language, "now-pick")),
            (DOWN, say!(language, "day-key-down")),
            (ESCAPE, say!(language, "now-close")),
        ],
        None => vec![
            (Key::plain(Code::Right), say!(language, "day-key-on")),
            (Key::plain(Code::Left), say!(language, "day-key-back")),
            (Key::plain(Code::PageDown), say!(language, "day-key-week")),
            (Key::plain(Code::Char('t')), say!(language, "day-key-today")),
            (TAB, say!(language, "day-key-next")),
            (ENTER, say!(language, "day-key-open")),
            (ESCAPE, say!(language, "day-key-close")),
            (desk.setup.keys.key(Action::Day), say!(language, "day-key-whose")),
        ],
    }
}

/// What can be done with the appointment that is shown.
fn keys_of_appointment(desk: &Desk, shown: &Shown) -> Vec<(Key, &'static str)> {
    let language = desk.setup.language;
    let letter = |letter| Key::plain(Code::Char(letter));
    let changes = [
        (letter('m'), say!(language, "now-move-appointment")),
        (letter('x'), say!(language, "now-cancel-appointment")),
    ];
    let changes = changes.into_iter().filter(|_| shown.named().is_live());
    changes
        .chain([
            (letter('s'), say!(language, "now-slip")),
            (desk.setup.keys.key(Action::CyclePanes), say!(language, "now-next-pane")),
            (ESCAPE, say!(language, "now-back-to-form")),
            (desk.setup.keys.key(Action::Help), say!(language, "now-help")),
        ])
        .collect()
}

fn keys_of_new_patient_form(desk: &Desk) -> Vec<(Key, &'static str)> {
    let (language, keys) = (desk.setup.language, &desk.setup.keys);
    match &desk.new_patient_form().stage {
        Stage::Filling => vec![
            (TAB, say!(language, "new-patient-key-next")),
            (keys.key(Action::Book), say!(language, "new-patient-key-add")),
            (ESCAPE, say!(language, "new-patient-key-close")),
            (keys.key(Action::ClearField), say!(language, "new-patient-key-clear-field")),
            (keys.key(Action::NewDraft), say!(language, "new-patient-key-clear-all")),
        ],
        _ => vec![(ESCAPE, say!(language, "new-patient-key-back-to-booking"))],
    }
}

fn useful(desk: &Desk) -> &'static [Action] {
    use Action as A;
    match &desk.overlay {
        None => {}
        Some(Overlay::Slip(sheet)) if sheet.shows_code => return &[A::InstructionLanguage, A::Close],
        Some(Overlay::Help(_) | Overlay::Grid(_) | Overlay::Day(_) | Overlay::NewPatientForm) => {
            return &[A::Close, A::ScrollDown, A::Quit];
        }
        Some(Overlay::Palette(_) | Overlay::Templates(_) | Overlay::Themes(_) | Overlay::Done(_)) => {
            return &[A::Enter, A::Down, A::Up, A::Close];
        }
        Some(Overlay::Change) => return &[A::Book, A::Down, A::ClearField, A::Close],
        Some(Overlay::Slip(_)) => {
            return &[A::Enter, A::Down, A::InstructionLanguage, A::ClearField, A::Close];
        }
    }
    match (&desk.submission, desk.pane) {
        (Submission::Checking { .. } | Submission::Sending { .. } | Submission::Waiting { .. }, _) => {
            &[A::Close, A::OtherBackend, A::Help]
        }
        (Submission::Idle, Pane::Line) if desk.line.chosen.is_some() => &[A::Enter, A::Down, A::Help],
        (Submission::Idle, Pane::Line) if desk.line.asks() => {
            &[A::Enter, A::NextField, A::OtherBackend, A::Help]
        }
        (Submission::Idle, Pane::Line) => &[
            A::Book,
            A::NextField,
            A::Help,
            A::OtherBackend,
            A::RequestView,
            A::CyclePanes,
            A::NewDraft,
            A::Quit,
        ],
        (Submission::Idle, Pane::Problems) => &[A::Enter, A::NextProblem, A::CyclePanes, A::Close, A::Help],
        (Submission::Idle, Pane::Appointment | Pane::Request | Pane::Outbox) => {
            &[A::ScrollDown, A::CyclePanes, A::Close, A::Help]
        }
        (Submission::Idle, Pane::Form) if desk.chosen_row().is_some() => {
            &[A::Enter, A::Down, A::Close, A::Help]
        }
        (Submission::Idle, Pane::Form) if desk.listed().is_empty() => &[
            A::NextField,
            A::Book,
            A::Help,
            A::OtherBackend,
            A::RequestView,
            A::CyclePanes,
            A::NewDraft,
            A::Quit,
        ],
        (Submission::Idle, Pane::Form) => &[
            A::NextField,
            A::Book,
            A::NextProblem,
            A::Help,
            A::OtherBackend,
            A::RequestView,
            A::NewDraft,
            A::Quit,
        ],
    }
}

fn label(desk: &Desk, binding: &Binding) -> String {
    let language = desk.setup.language;
    let in_line = desk.pane == Pane::Line;
    let label = match binding.action {
        Action::Book if matches!(desk.overlay, Some(Overlay::Change)) => return desk.said_of_change_key(),
        Action::Book => return say!(language, "now-book", how = desk.mode_phrase()),
        Action::OtherBackend => desk.setup.vendors.after(desk.backend).name(),
        _ if desk.overlay.is_some() => in_overlay(desk, binding),
        Action::Close if matches!(desk.submission, Submission::Sending { .. }) => {
            say!(language, "now-stop-waiting")
        }
        Action::Close
            if matches!(desk.submission, Submission::Waiting { .. } | Submission::Checking { .. }) =>
        {
            say!(language, "now-stop-sending")
        }
        Action::Enter if in_line && desk.line.chosen.is_some() => say!(language, "now-pick"),
        Action::Enter if in_line => say!(language, "now-preview"),
        Action::NextField if in_line => say!(language, "now-form"),
        Action::Close if desk.chosen_row().is_some() => say!(language, "now-close"),
        Action::Close => say!(language, "now-back-to-form"),
        Action::Enter if desk.pane == Pane::Problems => say!(language, "now-go-there"),
        Action::Enter if desk.chosen_row().is_some() => say!(language, "now-pick"),
        _ => binding.short(language),
    };
    label.to_owned()
}

/// What a key does in what lies over the form.
fn in_overlay(desk: &Desk, binding: &Binding) -> &'static str {
    let language = desk.setup.language;
    match (binding.action, &desk.overlay) {
        (Action::Enter, Some(Overlay::Slip(_))) => say!(language, "now-do-it"),
        (Action::Enter, Some(Overlay::Palette(_))) => say!(language, "now-do-it"),
        (Action::Enter, Some(Overlay::Templates(_))) => say!(language, "now-fill-in"),
        (Action::Enter, Some(Overlay::Themes(_))) => say!(language, "now-keep"),
        (Action::Close, Some(Overlay::Themes(_))) => say!(language, "now-put-back"),
        (Action::Close, _) => say!(language, "now-close"),
        _ => binding.short(language),
    }
}
