//! Putting drafts aside, so that a phone call never costs a booking, and taking them up again.

use booking::time::Clock;
use booking::{Booking, ClinicId, Draft, Setting, review};

use super::holder::{free_letters, is_under_way};
use super::{DraftHolder, DraftPosition, Parked, would_be_lost};
use crate::form::{BookingForm, FormContent};
use crate::{Office, Submission, SubmissionId};

/// The most characters of a draft's name.
const LONGEST_NAME: usize = 40;

/// The result of taking up a draft that was put aside.
#[derive(Clone)]
pub enum TakenUp {
    /// This draft is in its form.
    Done(Box<Parked>),
    /// No draft has the letter.
    Nothing,
    /// A booking of this clinic is being sent from the form.
    UnderWay(ClinicId),
    /// There are not enough letters for the drafts that it would replace.
    NoLetter,
}

/// Returns the draft of a form as it would be put aside.
pub(super) fn as_parked(
    office: &Office,
    form: &BookingForm,
    at: DraftPosition,
    letter: char,
) -> Parked {
    // A draft for another patient does not keep the practitioner of the last booking.
    let draft = if form.is_free() {
        form.draft_for_line()
    } else {
        form.draft().clone()
    };
    Parked {
        letter,
        who: patient_of_draft(office, form.draft(), &at.line),
        content: FormContent {
            draft,
            ..form.content().clone()
        },
        focus: at.focus,
        is_on_line: at.is_on_line,
        line: at.line,
        line_is_filled: at.line_is_filled,
        since: office.moment.now,
    }
}

/// Returns the draft of a lost change as it would be put aside.
pub(super) fn lost_as_parked<H: DraftHolder>(
    holder: &H,
    open: &Submission,
    letter: char,
) -> Option<Parked> {
    let draft = open.draft.as_ref()?;
    let clinic = draft.clinic();
    let mut form = BookingForm::new(clinic);
    form.restart(draft.clone());
    let at = DraftPosition::in_form(clinic.form()[0]);
    let mut parked = as_parked(holder.office(), &form, at, letter);
    parked.content.zone = Some(holder.setting_of_form(clinic).clock.zone);
    parked.since = open.at;
    Some(parked)
}

/// Returns the patient of a draft: the name if a list has it, else the typed text.
fn patient_of_draft(office: &Office, draft: &Draft, line: &str) -> String {
    let directory = draft.clinic().people();
    let typed = draft.text(draft.clinic().patient_field()).trim();
    let known = office.lists.known(directory, typed);
    let text = match &known {
        Some(entry) => entry.name.as_str(),
        None if typed.is_empty() => line.trim(),
        None => typed,
    };
    text.chars().take(LONGEST_NAME).collect()
}

/// The result for a draft that had to make room.
#[derive(Clone)]
pub enum PutAside {
    /// It has this letter, taken from the given draft if there is one.
    Under(char, Option<Box<Parked>>),
    /// It was not kept, because nobody has typed a detail.
    NotKept,
}

impl PutAside {
    /// Returns the letter of the draft that was put aside.
    pub fn letter(&self) -> Option<char> {
        match self {
            PutAside::Under(letter, _) => Some(*letter),
            PutAside::NotKept => None,
        }
    }
}

/// Puts the form of a clinic aside with its own letter, else the next free one, else that of the oldest untouched
/// draft, and empties the form. The line goes with it if `with_line` is set; otherwise a form without a detail is not
/// kept. Changes nothing and returns `None` if there is no letter.
pub fn park<H: DraftHolder>(holder: &mut H, clinic: ClinicId, with_line: bool) -> Option<PutAside> {
    park_beside(holder, clinic, with_line, None)
}

/// Puts the form of a clinic aside in this way, but takes no letter from the draft with the letter `kept`.
fn park_beside<H: DraftHolder>(
    holder: &mut H,
    clinic: ClinicId,
    with_line: bool,
    kept: Option<char>,
) -> Option<PutAside> {
    if !with_line && holder.booking_form(clinic).has_no_detail() {
        holder.restart_form(Draft::new(clinic));
        return Some(PutAside::NotKept);
    }
    let own = holder.booking_form(clinic).letter();
    let free = || free_letters(holder).next();
    let letter = own
        .or_else(free)
        .or_else(|| oldest_untouched(holder.office(), kept))?;
    let at = holder.position(clinic);
    let at = if with_line { at } else { at.without_line() };
    let parked = as_parked(holder.office(), holder.booking_form(clinic), at, letter);
    let replaced = take_aside(holder, letter);
    holder.office_mut().drafts.put_aside(parked);
    holder.restart_form(Draft::new(clinic));
    Some(PutAside::Under(letter, replaced.map(Box::new)))
}

/// Returns the letter of the untouched draft that was put aside first, except `kept`.
fn oldest_untouched(office: &Office, kept: Option<char>) -> Option<char> {
    let oldest = untouched(office, kept).min_by_key(|parked| parked.since)?;
    Some(oldest.letter)
}

/// Returns the untouched drafts among those put aside, except the one with the letter `kept`.
fn untouched(office: &Office, kept: Option<char>) -> impl Iterator<Item = &Parked> {
    let parked = office.drafts.parked.iter();
    parked.filter(move |parked| !parked.content.is_touched && Some(parked.letter) != kept)
}

/// Takes the draft with this letter from the ones put aside.
fn take_aside<H: DraftHolder>(holder: &mut H, letter: char) -> Option<Parked> {
    let parked = &mut holder.office_mut().drafts.parked;
    let mut with_letter = parked.extract_if(.., |parked| parked.letter == letter);
    with_letter.next()
}

/// Drops every draft that was put aside. Returns their number.
pub fn drop_drafts(office: &mut Office) -> usize {
    let drafts = &mut office.drafts;
    let count = drafts.parked.len() + drafts.waiting.len();
    drafts.parked.clear();
    drafts.waiting.clear();
    count
}

/// Takes up the draft with this letter. Drafts that it would replace are put aside first.
pub fn take_up_draft<H: DraftHolder>(holder: &mut H, letter: char) -> TakenUp {
    let Some(clinic) = holder.office().drafts.under(letter).map(Parked::clinic) else {
        return TakenUp::Nothing;
    };
    if is_under_way(holder.office(), clinic) {
        return TakenUp::UnderWay(clinic);
    }
    let front = holder.clinic_in_front();
    let is_in_the_way = |other: &ClinicId| {
        [front, clinic].contains(other)
            && !is_under_way(holder.office(), *other)
            && would_be_lost(holder, *other)
    };
    let clinics = holder.office().setup.clinics.into_iter();
    let in_the_way: Vec<ClinicId> = clinics.filter(is_in_the_way).collect();
    let letterless = in_the_way
        .iter()
        .filter(|other| holder.booking_form(**other).letter().is_none());
    let untouched = untouched(holder.office(), Some(letter));
    if letterless.count() > free_letters(holder).count() + untouched.count() {
        return TakenUp::NoLetter;
    }
    for other in in_the_way {
        park_beside(holder, other, other == front, Some(letter));
    }
    let Some(parked) = take_aside(holder, letter) else {
        return TakenUp::Nothing;
    };
    holder.bring_to_front(parked.clone(), Some(letter));
    TakenUp::Done(Box::new(parked))
}

/// Returns the draft of a lost booking that was never recorded: to its form if that is free, else aside. Returns
/// whether there was room.
pub fn give_back<H: DraftHolder>(holder: &mut H, open: &Submission) -> bool {
    let clinic = open.change().clinic();
    let has_room = !would_be_lost(holder, clinic) && !is_under_way(holder.office(), clinic);
    let letter = if has_room {
        Some(' ')
    } else {
        let free = free_letters(holder).next();
        let letter = free.or_else(|| oldest_untouched(holder.office(), None));
        letter.inspect(|letter| drop(take_aside(holder, *letter)))
    };
    let parked = letter.and_then(|letter| lost_as_parked(holder, open, letter));
    match parked {
        Some(parked) if has_room => holder.put_into_form(&parked, None),
        Some(parked) => holder.office_mut().drafts.put_aside(parked),
        None => return false,
    }
    true
}

/// Gives their drafts, written by `draft_of`, to the bookings among changes that an earlier run left behind, and
/// removes the remains of these drafts from forms and from those put aside.
pub fn take_on_drafts<H: DraftHolder>(
    holder: &mut H,
    taken_on: &[SubmissionId],
    draft_of: impl Fn(&H, &Booking) -> Draft,
) {
    for id in taken_on {
        let open = holder.office().changes.get(*id);
        let Some(booking) = open.and_then(|open| open.change().booking().cloned()) else {
            continue;
        };
        let draft = draft_of(holder, &booking);
        if let Some(open) = holder.office_mut().changes.get_mut(*id) {
            open.draft = Some(draft);
        }
        clear_sent_drafts(holder, &booking);
    }
}

/// Removes the draft of a booking that was sent, if an earlier run left it in a form or parked it. Text typed since
/// stays, even if it is similar.
pub fn clear_sent_drafts<H: DraftHolder>(holder: &mut H, booking: &Booking) {
    let clinic = booking.clinic();
    let setting = holder.setting_of_form(clinic);
    // The draft is read on its present clock, and on the one used before its location was known.
    let clinic_zone = holder.office().setup.zone_of(clinic, None);
    let was_sent = |draft: &Draft, clock: Clock| {
        [clock.zone, clinic_zone].into_iter().any(|zone| {
            let clock = Clock { zone, ..clock };
            let read = review(draft, &Setting { clock, ..setting });
            read.booking.is_some_and(|read| read.is_like(booking))
        })
    };
    holder.office_mut().drafts.parked.retain(|parked| {
        let clock = Clock {
            now: parked.since,
            zone: parked.content.zone.unwrap_or(setting.clock.zone),
            ..setting.clock
        };
        !parked.content.is_restored || !was_sent(parked.draft(), clock)
    });
    let content = holder.booking_form(clinic).content();
    if content.is_restored && was_sent(&content.draft, setting.clock) {
        holder.begin_next_booking(clinic);
    }
}
