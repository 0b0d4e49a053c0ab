//! What holds whatever is pressed, pasted and answered, in whatever order.

use std::time::Duration;

use booking::clinics::{CLINIK, SHIPPED, aniva, clinik};
use booking::time::{self, Clock};
use booking::{
    Booking, Draft, FieldId, FieldRole, FieldValue, Setting, Status, Timing, review, units,
};
use desk::{
    Action, Code, Desk, DeskEffect, Gesture, Key, Keymap, Msg, Pointed, READABLE_AFTER, Size,
    TABLE, state, update, update_in_any_order,
};
use interactive::Canvas;

use office::{ClinicCall, ClinicChange, Effect, Moment, OfficeEvent, Phase};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::desk_at_work::unplugged::{End, a_draw, a_visit, answer, blank};
use crate::desk_at_work::{BERLIN, PATIENT, PROFILE};

/// One thing that happens at a desk.
#[derive(Clone, Debug)]
enum Event {
    Tell(Msg),
    /// The mouse is used on a cell, after its line has stood still for so long.
    Point(Gesture, (u16, u16), Duration),
    /// The form in front is filled so that it can be booked.
    Fill,
    /// So much time passes.
    Pass(Duration),
    /// One of the effects so far ends; not always for the first time, and not always in order.
    Answer(Index, End),
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => any_key().prop_map(|key| Event::Tell(Msg::Key(key))),
        3 => select(vec!["Ctrl+S", "y", "Esc"]).prop_map(|key| Event::Tell(Msg::Key(key.parse().expect("a key")))),
        4 => any_use_of_the_mouse(),
        2 => Just(Event::Fill),
        1 => any_text().prop_map(|text| Event::Tell(Msg::Paste(text.into()))),
        1 => (0..130_u16, 0..50_u16).prop_map(|(cols, rows)| Event::Tell(Msg::Resize(Size { cols, rows }))),
        2 => select(vec![30, 500, 1_000, 90_000]).prop_map(|ms| Event::Pass(Duration::from_millis(ms))),
        4 => (any::<Index>(), any_end()).prop_map(|(which, end)| Event::Answer(which, end)),
    ]
}

fn any_use_of_the_mouse() -> impl Strategy<Value = Event> {
    let gestures = vec![
        Gesture::Click,
        Gesture::Click,
        Gesture::WheelUp,
        Gesture::WheelDown,
    ];
    let stood = vec![Duration::ZERO, READABLE_AFTER, READABLE_AFTER];
    // Where questions are asked and keys are named, more often than elsewhere.
    let cell =
        prop_oneof![3 => (0..130_u16, 0..50_u16), 1 => (0..130_u16, select(vec![23_u16, 39]))];
    (select(gestures), cell, select(stood))
        .prop_map(|(gesture, cell, stood)| Event::Point(gesture, cell, stood))
}

fn any_key() -> impl Strategy<Value = Key> {
    let commands: Vec<Key> = TABLE.iter().flat_map(|row| row.keys).copied().collect();
    let moves = [
        Code::Left,
        Code::Right,
        Code::Home,
        Code::End,
        Code::Backspace,
        Code::Delete,
    ];
    prop_oneof![
        4 => select(commands),
        1 => select(moves.map(Key::plain).to_vec()),
        3 => select("yn 0123456789:.-abep😀é\u{301}".chars().collect::<Vec<_>>())
            .prop_map(|c| Key::plain(Code::Char(c))),
        1 => any::<(char, bool, bool, bool)>()
            .prop_map(|(c, ctrl, alt, shift)| Key { code: Code::Char(c), ctrl, alt, shift }),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "\\PC{0,60}",
        "[a-z \n\t\r\u{1b}]{0,200}",
        select(vec![
            "pt_abc123",
            "2027-10-31 02:30",
            "2027-03-28 02:30",
            "10:00",
            "30",
            "noshow"
        ])
        .prop_map(str::to_owned),
    ]
}

fn any_end() -> impl Strategy<Value = End> {
    select(vec![
        End::Well,
        End::Refused,
        End::AskedToWait,
        End::NotSent,
        End::Unknown,
    ])
}

/// A desk, its screen, and everything it ever asked for.
struct Session {
    desk: Desk,
    canvas: Canvas,
    effects: Vec<DeskEffect>,
    /// Since when something has been asked, on the monotonic clock.
    asked_since: Option<Duration>,
}

impl Session {
    fn happens(&mut self, event: Event) -> Result<(), TestCaseError> {
        match event {
            Event::Tell(message) => self.hears(message)?,
            Event::Point(gesture, (x, y), stood) => {
                if let Some(at) = self.canvas.pointed_at(&self.desk, x, y) {
                    self.hears(Msg::Mouse(gesture, Pointed { stood, ..at }))?;
                }
            }
            Event::Fill => {
                let messages = match self.desk.clinic {
                    one if one == CLINIK => a_visit(),
                    _ => a_draw(),
                };
                for message in messages {
                    self.hears(message)?;
                }
            }
            Event::Pass(time) => {
                let Moment { now, up } = self.desk.office.moment;
                self.hears(Msg::Office(OfficeEvent::Time(Moment {
                    now: now + time,
                    up: up + time,
                })))?;
            }
            Event::Answer(which, end) if !self.effects.is_empty() => {
                if let Some(answer) = answer(which.get(&self.effects), end) {
                    self.hears(answer)?;
                }
            }
            Event::Answer(..) => {}
        }
        Ok(())
    }

    /// Takes in a message and holds the desk to its laws.
    fn hears(&mut self, message: Msg) -> Result<(), TestCaseError> {
        let busy = self.desk.phase() == Some(Phase::Sending);
        let waiting = self.desk.phase() == Some(Phase::Waiting);
        let checking = self.desk.phase() == Some(Phase::Checking);
        // A question that has come up since less than half a second ago can't have been read.
        let unread = self
            .asked_since
            .is_some_and(|since| self.desk.office.moment.up < since + READABLE_AFTER);
        let by_hand = matches!(message, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(..));
        let was_asked = self.desk.question.is_some();
        // Nothing but the booking key sends; time where a wait is over, and an answer where the look at the time is.
        let may_send = match &message {
            Msg::Key(key) => {
                !waiting
                    && !checking
                    && Keymap::default().bound(*key) == Some(Action::Book)
                    && !unread
            }
            Msg::Office(OfficeEvent::Time(_)) => waiting || checking,
            Msg::Office(OfficeEvent::Answer(..)) => checking,
            _ => false,
        };
        let only_moves = matches!(&message, Msg::Key(key) if Keymap::default().bound(*key).is_some_and(only_moves));
        let parks = matches!(&message, Msg::Key(key)
            if matches!(Keymap::default().bound(*key), Some(Action::NewDraft | Action::Resume(_))))
            && self.desk.question.is_none();
        let is_shut_out = self.desk.is_locked()
            && matches!(message, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(..));
        let before = typed(&self.desk);
        let drafts = drafts(&self.desk);
        let said = format!("{message:?}");
        let mut other = self.desk.clone();
        let in_other_order =
            update_in_any_order(&mut other, message.clone(), self.effects.len() + said.len());
        let effects = update(&mut self.desk, message);
        prop_assert_eq!(
            requests(&in_other_order),
            requests(&effects),
            "the order matters at {}",
            said
        );
        prop_assert_eq!(
            state(&other),
            state(&self.desk),
            "the order matters at {}",
            said
        );
        self.asked_since = match (was_asked, self.desk.question.is_some()) {
            (_, false) => None,
            (false, true) => Some(self.desk.office.moment.up),
            (true, true) => self.asked_since,
        };
        let changes = effects
            .iter()
            .filter(|effect| changes_something(effect))
            .count();
        prop_assert!(
            changes == 0 || may_send || !by_hand,
            "{changes} changes at {said}"
        );
        let sent: Vec<&Booking> = effects.iter().filter_map(created).collect();
        prop_assert!(
            sent.len() <= usize::from(may_send && !busy),
            "{} creates at {said}",
            sent.len()
        );
        for booking in sent {
            prop_assert!(holds(booking, &self.desk), "{booking:?}");
        }
        prop_assert!(
            !is_shut_out || typed(&self.desk) == before,
            "{said} got past the lock"
        );
        prop_assert!(
            !(is_shut_out && effects.iter().any(|effect| created(effect).is_some())),
            "{said} booked"
        );
        let now = typed(&self.desk);
        prop_assert!(
            !only_moves || now == before,
            "text was lost at {said}: {before:?}, then {now:?}"
        );
        let after = self::drafts(&self.desk);
        let kept = drafts.iter().all(|draft| after.contains(draft));
        prop_assert!(
            !parks || kept,
            "a draft was lost or mixed with another at {said}"
        );
        self.effects.extend(effects);
        self.can_be_seen()
    }

    /// The cursor is on the screen, and what is painted over the frame before is what is painted afresh.
    fn can_be_seen(&mut self) -> Result<(), TestCaseError> {
        let Size { cols, rows } = self.desk.size;
        self.canvas.paint(&self.desk)?;
        if let Some(cursor) = self.canvas.frame().cursor() {
            prop_assert!(
                cursor.x < cols && cursor.y < rows,
                "{cursor} outside {cols} × {rows}"
            );
        }
        let mut afresh = Canvas::default();
        afresh.paint(&self.desk)?;
        prop_assert_eq!(self.canvas.frame().buffer(), afresh.frame().buffer());
        prop_assert!(state(&self.desk).is_object());
        Ok(())
    }
}

/// What is requested, in no order: the number of a request is another one where others come before it.
fn requests(effects: &[DeskEffect]) -> Vec<String> {
    let number = regex_lite::Regex::new(r"Ticket\(\d+\)").expect("an expression");
    let mut requests: Vec<String> = effects
        .iter()
        .map(|effect| number.replace_all(&format!("{effect:?}"), "").into_owned())
        .collect();
    requests.sort();
    requests
}

/// Whether an action leads somewhere, and changes nothing on the way. Who is put on the waiting list gets its status, and
/// no time.
fn only_moves(action: Action) -> bool {
    use Action as A;
    !matches!(
        action,
        A::Enter
            | A::Book
            | A::NewDraft
            | A::Resume(_)
            | A::ClearField
            | A::InstructionLanguage
            | A::WaitingList
            | A::Absences
    )
}

/// Everything typed into both forms, but for the status: leaving it says it in full. Leaving a start that holds a range
/// puts its length where that belongs, so the three count together.
fn typed(desk: &Desk) -> Vec<String> {
    let forms = SHIPPED.iter().map(|clinic| {
        let draft = desk.form_of(clinic).draft();
        let is_time = |field: &FieldId| {
            field.kind.time == Timing::Moment
                || matches!(field.role, Some(FieldRole::Minutes | FieldRole::End))
        };
        let range = time::span(
            draft.text(clinic.start_field()),
            &desk.setting_of(clinic).clock,
        );
        let minutes = draft.text_of(FieldRole::Minutes).trim().to_owned();
        let length = range
            .as_ref()
            .ok()
            .and_then(|range| range.minutes())
            .map(|length| length.get().to_string());
        let told = clinic
            .form()
            .iter()
            .filter(|field| **field != clinik::STATUS);
        let told = told.filter(|field| range.is_err() || !is_time(field));
        let time = range
            .clone()
            .ok()
            .map(|range| format!("{:?} {}", range.start(), length.unwrap_or(minutes)));
        told.map(|field| draft.text(*field).to_owned())
            .chain(time)
            .collect::<Vec<_>>()
    });
    forms.collect::<Vec<_>>().concat()
}

/// Every draft that holds something, in front or parked, but for times: one without a date gets it as time passes.
fn drafts(desk: &Desk) -> Vec<Vec<String>> {
    let in_front = SHIPPED.iter().map(|clinic| desk.form_of(clinic).draft());
    let all = in_front
        .into_iter()
        .chain(desk.parked().iter().map(|parked| parked.draft()));
    let told = |draft: &Draft| {
        let table = draft
            .clinic()
            .form()
            .iter()
            .filter(|field| field.kind.time != Timing::Moment);
        table.map(|field| draft.text(*field).to_owned()).collect()
    };
    all.filter(|draft| !draft.is_blank()).map(told).collect()
}

/// Whether an effect asks a clinic to change something.
fn changes_something(effect: &DeskEffect) -> bool {
    matches!(
        effect,
        DeskEffect::Office(Effect::Send(_, ClinicChange::Appointment(_)))
            | DeskEffect::Office(Effect::Send(_, ClinicChange::AddPatient(_)))
            | DeskEffect::Office(Effect::Send(_, ClinicChange::CorrectPatient(_)))
            | DeskEffect::Office(Effect::Clinic(_, ClinicCall::AddPanels(..)))
    )
}

fn created(effect: &DeskEffect) -> Option<&Booking> {
    match effect {
        DeskEffect::Office(Effect::Send(_, ClinicChange::Appointment(send_off))) => {
            send_off.change.booking()
        }
        _ => None,
    }
}

/// A booking is what both contracts take, whatever was typed.
fn holds(booking: &Booking, desk: &Desk) -> bool {
    let (parts, clinic) = (booking.parts(), booking.clinic());
    let (span, sending) = (parts.span, desk.phase() == Some(Phase::Sending));
    // An entry of the waiting list needs no time, and may have one.
    let waits = parts.status == Some(Status::Waitlist);
    let ahead = clinic.can().takes_past
        || sending
        || span
            .start()
            .map_or(waits, |start| start > desk.office.moment.now);
    let whole = match (span.start(), span.end(), span.minutes()) {
        (Some(start), Some(end), Some(minutes)) => {
            (end - start).num_minutes() == i64::from(minutes.get())
        }
        (start, end, minutes) => {
            usize::from(start.is_some())
                + usize::from(end.is_some())
                + usize::from(minutes.is_some())
                < 2
        }
    };
    let kept = |(id, value): &(FieldId, FieldValue)| match (value, id.kind.bounds) {
        (FieldValue::Text(text), _) => {
            // Only the wish of an entry of the waiting list has no limit.
            !text.as_str().trim().is_empty()
                && id
                    .limit
                    .map_or(waits, |limit| units(text.as_str()) <= limit)
        }
        (FieldValue::Number(number), Some((least, most))) => (least..=most).contains(number),
        (FieldValue::Number(_), None) => false,
    };
    ahead
        && whole
        && span
            .minutes()
            .is_none_or(|minutes| (1..=1440).contains(&minutes.get()))
        && parts.values.iter().all(kept)
}

/// Tries this many cases; a `PROPTEST_CASES` other than the default of 256 changes them in proportion.
fn cases(count: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases * count / 256,
        failure_persistence: None,
        ..default
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn nothing_breaks_the_desk_and_one_press_books_once(events in vec(any_event(), 1..60)) {
        let canvas = Canvas::default();
        let mut session = Session { desk: blank(), canvas, effects: Vec::new(), asked_since: None };
        session.hears(Msg::Opened)?;
        for event in events {
            session.happens(event)?;
        }
    }

}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn whatever_is_typed_a_booking_keeps_the_contract(
        clinic in select(SHIPPED.iter().collect::<Vec<_>>()),
        texts in vec(any_field_text(), 16),
    ) {
        let mut draft = Draft::new(clinic);
        let filled = match clinic {
            one if one == CLINIK => [(clinik::PATIENT, PATIENT), (clinik::START, "2027-02-10 10:00")],
            _ => [(aniva::PROFILE, PROFILE), (aniva::LOCATION, BERLIN)],
        };
        for (id, text) in filled {
            draft.set(id, text.to_owned());
        }
        for (field, text) in clinic.form().iter().zip(texts) {
            if let Some(text) = text {
                draft.set(*field, text);
            }
        }
        let desk = blank();
        let language = desk.setup.language;
        let clock = Clock { now: desk.office.moment.now, zone: desk.office.setup.zone, date_order: None, open: None, language };
        let found = review(&draft, &Setting {
                clock,
                here: clock.zone,
                reference: None,
                missing: Default::default(),
            });
        match &found.booking {
            Some(booking) => prop_assert!(holds(booking, &desk), "{booking:?}"),
            None => prop_assert!(!found.problems.is_empty(), "refused without a word"),
        }
        for (id, value) in found.booking.iter().flat_map(|booking| &booking.parts().values) {
            if let FieldValue::Text(text) = value {
                prop_assert_eq!(text.as_str(), draft.text(*id), "as typed");
            }
        }
    }
}

/// What a field may be given: mostly nothing, so that a booking comes about now and then.
fn any_field_text() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        6 => Just(None),
        1 => any_text().prop_map(Some),
        1 => (0..3000_usize).prop_map(|length| Some("é".repeat(length))),
        1 => (0..2000_u32).prop_map(|number| Some(number.to_string())),
        1 => (1..29_u8, 0..24_u8).prop_map(|(day, hour)| Some(format!("2027-02-{day:02} {hour:02}:15"))),
    ]
}
