//! The person at the desk: types what somebody wishes for, books it, answers what is asked, looks after what was lost,
//! and now and then presses something else. They never lie, and never book on purpose what is booked.

use std::time::Duration;

use booking::clinics::{ANIVA, CLINIK, aniva, clinik, fhir};
use booking::{
    Booking, ClinicId, Draft, Entry, EntryKind, FieldId, Listing, Meaning, Person, PersonName,
};
use desk::{Ask, ChangeForm, Code, Desk, Key, Msg, Pane, READABLE_AFTER};

use super::world::World;
use crate::desk_at_work::{BERLIN, NOBODY, PATIENT, PROFILE, said_at};

/// What is typed is durable after this time.
const DURABLE: Duration = Duration::from_millis(100);

/// For how long two people may be at work on the same wish without having spoken.
const BOTH_TOLD: Duration = Duration::from_secs(30);

/// An appointment that somebody wishes for. Its number stands in the draft, so that it is known wherever it turns up.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    /// When it was typed.
    typed: Duration,
    /// The window and its run.
    by: (usize, u32),
    pub(super) clinic: ClinicId,
    /// What is typed, and where.
    texts: [(&'static str, String); 4],
    /// How often it was sent.
    pub(super) sent: usize,
    /// Nobody misses it: a person has dropped it, or it was typed a moment before its window was killed.
    pub(super) let_go: bool,
}

impl Wish {
    /// For whom, with whom, when and the number.
    pub(super) fn texts(&self) -> [&str; 4] {
        self.texts.each_ref().map(|(_, text)| text.as_str())
    }

    /// It is for the same practitioner, or place, and time as another.
    pub(super) fn is_then_too(&mut self, other: &Wish) {
        let [_, with, at, _] = other.texts.clone();
        (self.texts[1], self.texts[2]) = (with, at);
    }

    /// Whoever has the time is named.
    pub(super) fn is_with_somebody(&mut self) {
        if self.texts[1].1.is_empty() {
            self.texts[1].1 = said_at(self.clinic, "prac_1");
        }
    }
}

/// The wish a booking is of.
pub(super) fn wish_of(booking: &Booking) -> Option<usize> {
    match booking.value_of(noted_in(booking.clinic()))? {
        booking::FormValue::Text(text) => number(text),
        _ => None,
    }
}

/// The wish that a draft holds.
pub(super) fn wish_in(draft: &Draft) -> Option<usize> {
    number(draft.text(noted_in(draft.clinic())))
}

/// Where a wish has its number.
pub(super) fn noted_in(clinic: ClinicId) -> FieldId {
    match clinic {
        one if one == CLINIK => clinik::REASON,
        one if one == ANIVA => aniva::DESK_NOTE,
        _ => fhir::REASON,
    }
}

fn number(text: &str) -> Option<usize> {
    text.strip_prefix("wish ")?.parse().ok()
}

/// Whom wishes are for.
pub(super) fn whom(clinic: ClinicId) -> [String; 2] {
    let whom = if clinic == ANIVA {
        [PROFILE, NOBODY]
    } else {
        [PATIENT, "pt_def456"]
    };
    whom.map(|id| said_at(clinic, id))
}

/// The same, as a clinic lists them.
pub(super) fn people(clinic: ClinicId) -> Listing {
    let entry = |id: String| {
        let person = Person::new(clinic, id.clone(), PersonName::default());
        let kind = EntryKind::Patient(Box::new(person));
        Entry {
            name: format!("Name of {id}"),
            id,
            detail: String::new(),
            kind,
        }
    };
    Listing {
        entries: whom(clinic).map(entry).to_vec(),
        complete: true,
    }
}

impl World {
    /// A person does one thing at a window.
    pub(super) fn acts(&mut self, window: usize) {
        self.tells_time(window);
        let Some(desk) = self.desk(window) else {
            return;
        };
        if let Some(ask) = desk.asked().cloned() {
            return self.answers(window, &ask);
        }
        if desk.overlays.shows::<ChangeForm>() {
            return self.ends_the_change(window);
        }
        if self.shows_a_list(window) {
            return self.works_on_the_list(window);
        }
        let blank = desk.form().draft().is_blank();
        match self.dice.u8(0..29) {
            26.. => self.lists(window),
            20.. => self.alters(window),
            0..10 if blank => self.types_a_wish(window),
            0..10 => self.presses(window, "Ctrl+S"),
            10 => self.presses(window, "Esc"),
            11 => self.presses(window, "Ctrl+T"),
            12 => self.presses(window, "Ctrl+N"),
            13 => {
                let letter = self
                    .dice
                    .choice(["Alt+A", "Alt+B", "Alt+C"])
                    .unwrap_or("Alt+A");
                self.presses(window, letter);
            }
            14..18 => self.looks_after_the_lost(window),
            _ => {
                let keys = ["Ctrl+G", "Ctrl+O", "Ctrl+R", "Tab", "Alt+3", "Ctrl+E"];
                let key = self.dice.choice(keys).unwrap_or("Tab");
                self.presses(window, key);
            }
        }
    }

    pub(super) fn desk(&self, window: usize) -> Option<&Desk> {
        self.windows[window]
            .as_ref()
            .filter(|window| window.asleep.is_none())
            .map(|window| &window.desk)
    }

    pub(super) fn presses(&mut self, window: usize, keys: &str) {
        self.notes(format_args!("person at {window}: {keys}"));
        for name in keys.split_whitespace() {
            self.tell(window, Msg::Key(name.parse().expect("a key")));
        }
    }

    /// A person books what somebody wishes for, before anything goes wrong.
    pub(super) fn acts_on_a_wish(&mut self, window: usize) {
        self.passes(Duration::from_secs(1));
        self.tells_time(window);
        self.types_a_wish(window);
        self.presses(window, "Ctrl+S");
        self.passes(Duration::from_secs(2));
    }

    fn types_a_wish(&mut self, window: usize) {
        let Some(open) = &self.windows[window] else {
            return;
        };
        let (clinic, run) = (open.desk.clinic, open.run);
        if open
            .desk
            .office
            .changes()
            .under_way()
            .is_some_and(|open| open.change().clinic() == clinic)
        {
            return;
        }
        let wish = match self.wish_at_the_other(window, clinic) {
            Some(wish) => wish,
            None => self.has_a_wish((window, run), clinic),
        };
        self.types(window, wish);
    }

    pub(super) fn types(&mut self, window: usize, wish: usize) {
        let Wish { clinic, texts, .. } = self.wishes[wish].clone();
        self.notes(format_args!(
            "person at {window} types wish {wish} at {clinic}: {texts:?}"
        ));
        for (place, text) in texts {
            let keys = [place, "Ctrl+U"].map(|name| Msg::Key(name.parse::<Key>().expect("a key")));
            let paste = (!text.is_empty()).then(|| Msg::Paste(text.into()));
            keys.into_iter()
                .chain(paste)
                .for_each(|message| self.tell(window, message));
        }
    }

    pub(super) fn has_a_wish(&mut self, by: (usize, u32), clinic: ClinicId) -> usize {
        let wish = self.wishes.len();
        // Where the list of locations is not read yet, a time of day would be another moment.
        let times = match clinic {
            one if one == ANIVA => ["2027-02-10T10:00-05:00", "2027-02-11T09:00-05:00"],
            _ => ["2027-02-10 10:00", "2027-02-11 09:00"],
        };
        let time = self.dice.choice(times).unwrap_or("");
        let note = format!("wish {wish}");
        let whom = self.dice.choice(whom(clinic)).unwrap_or_default();
        let with = match clinic {
            one if one == ANIVA => BERLIN.to_owned(),
            _ => said_at(clinic, self.dice.choice(["prac_1", ""]).unwrap_or("")),
        };
        let texts = [
            ("Alt+1", &*whom),
            ("Alt+2", &with),
            ("Alt+3", time),
            ("Alt+4", &note),
        ];
        let texts = texts.map(|(place, text)| (place, text.to_owned()));
        self.wishes.push(Wish {
            typed: self.now,
            by,
            clinic,
            texts,
            sent: 0,
            let_go: false,
        });
        wish
    }

    /// A wish that was typed at the other window a moment ago: two people at one counter may both have been told it.
    fn wish_at_the_other(&mut self, window: usize, clinic: ClinicId) -> Option<usize> {
        let now = self.now;
        let is_fresh = |wish: &Wish| {
            wish.clinic == clinic
                && wish.by.0 != window
                && !wish.let_go
                && now < wish.typed + BOTH_TOLD
        };
        let wish = self.wishes.iter().rposition(is_fresh)?;
        (self.dice.u8(0..3) == 0).then_some(wish)
    }

    /// Answers a question: as is right, or by going back.
    fn answers(&mut self, window: usize, ask: &Ask) {
        let Some(desk) = self.desk(window) else {
            return;
        };
        let yes = match ask {
            Ask::Warnings => {
                wish_in(desk.form().draft()).is_some_and(|wish| self.wishes[wish].sent == 0)
            }
            Ask::StopWaiting | Ask::DespiteConflicts(_) | Ask::Alone(_) => true,
            Ask::Drop(_) => true,
            Ask::ByHand(id, booked) => {
                let wish = desk
                    .office
                    .changes()
                    .get(*id)
                    .and_then(|open| open.draft.as_ref().and_then(wish_in));
                wish.is_some_and(|wish| self.knows(wish) == Some(*booked))
            }
            _ => false,
        };
        if yes && self.dice.u8(0..4) > 0 {
            self.says_yes(window, ask);
        } else {
            self.presses(window, "Esc");
        }
    }

    fn says_yes(&mut self, window: usize, ask: &Ask) {
        let about = match ask {
            Ask::Drop(id) | Ask::ByHand(id, _) => {
                let open = self
                    .desk(window)
                    .and_then(|desk| desk.office.changes().get(*id));
                open.and_then(|open| open.draft.as_ref().and_then(wish_in))
            }
            _ => None,
        };
        let dropped_step = match ask {
            Ask::Drop(id) => self.desk(window).and_then(|desk| {
                let open = desk.office.changes().get(*id)?;
                open.change().second_after().map(str::to_owned)
            }),
            _ => None,
        };
        self.passes(READABLE_AFTER);
        self.tells_time(window);
        if self
            .desk(window)
            .is_none_or(|desk| desk.asked() != Some(ask))
        {
            return;
        }
        self.said[window] |= matches!(ask, Ask::DespiteConflicts(_));
        self.presses(window, "Ctrl+S");
        self.dropped_steps.extend(dropped_step);
        let Some(wish) = about else { return };
        match ask {
            Ask::Drop(_) => self.wishes[wish].let_go = true,
            _ => self
                .creates
                .iter_mut()
                .filter(|create| create.wish == wish)
                .for_each(|create| create.by_hand = true),
        }
    }

    /// What someone would find out who asks the clinic: whether a wish is booked; nothing where that is open still.
    fn knows(&self, wish: usize) -> Option<bool> {
        let mut creates = self
            .creates
            .iter()
            .enumerate()
            .filter(|(_, create)| create.wish == wish);
        let made = creates
            .clone()
            .any(|(number, _)| self.server.made_by(number).is_some());
        let open = creates.any(|(number, _)| self.may_still_be_made(number));
        if made {
            Some(true)
        } else {
            (!open).then_some(false)
        }
    }

    fn looks_after_the_lost(&mut self, window: usize) {
        let Some(desk) = self.desk(window) else {
            return;
        };
        let open = desk.office.changes().unresolved().count();
        if open == 0 {
            return;
        }
        for _ in 0..6 {
            if self
                .desk(window)
                .is_some_and(|desk| desk.panes.focused != Pane::Outbox)
            {
                self.presses(window, "Ctrl+O");
            }
        }
        let number = self.dice.usize(0..open);
        (0..open).for_each(|_| self.presses(window, "Up"));
        (0..number).for_each(|_| self.presses(window, "Down"));
        let Some(desk) = self.desk(window) else {
            return;
        };
        let known = desk
            .office
            .changes()
            .unresolved()
            .nth(number)
            .is_some_and(|open| open.meaning() != Some(Meaning::Unknown));
        let keys = if known {
            ["Enter", "Enter", "Delete"]
        } else {
            ["b", "n", "Enter"]
        };
        let key = self.dice.choice(keys).unwrap_or("Enter");
        self.presses(window, key);
    }

    /// Closes what is asked, once nobody is there any more to answer.
    pub(super) fn lets_go(&mut self, window: usize) {
        if self.desk(window).is_some_and(|desk| desk.asked().is_some()) {
            self.tell(window, Msg::Key(Key::plain(Code::Escape)));
        }
    }

    /// Nobody misses what was typed a moment before the end.
    pub(super) fn forgets_fresh_wishes(&mut self, window: usize) {
        let Some(run) = self.windows[window].as_ref().map(|window| window.run) else {
            return;
        };
        let now = self.now;
        let fresh = |wish: &&mut Wish| wish.by == (window, run) && now < wish.typed + DURABLE;
        self.wishes
            .iter_mut()
            .filter(fresh)
            .for_each(|wish| wish.let_go = true);
    }
}
