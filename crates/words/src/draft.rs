//! A draft of a booking: its problems other than those its own texts reveal.

use booking::id_list::named;
use booking::{
    Basis, Booking, CalendarEntry, ChangeKind, ClinicId, Draft, FieldRole, Horizon, Hours, Problem,
    Review, Setting, Spot, Status, Subject, VisitKind, problems_of_change, review, time,
    time::Clock, unchecked,
};
use chrono::{DateTime, TimeDelta, Utc};
use i18n::say;
use office::{BookingForm, FormVerdict, NotBooked, Parked, PutAside, ReadTexts, VisitTime};
use zones::Zone;

use crate::Wording;

/// The maximum number of appointments named in the warning about a cancelled or missed one.
const MOST_NAMED: usize = 3;
/// The maximum number of characters of a purpose.
const LONGEST_PURPOSE: usize = 40;

impl Wording<'_> {
    /// Returns what became of a form that was put aside when a line for another patient was typed, and names the draft
    /// it replaced. `None` if nothing was kept.
    pub fn put_aside(&self, put_aside: &PutAside) -> Option<String> {
        let PutAside::Under(letter, replaced) = put_aside else {
            return None;
        };
        let letter = letter.to_ascii_uppercase().to_string();
        let parked = say!(self.language, "line-parked", letter);
        Some(match replaced {
            Some(gone) => format!("{parked} {}", self.made_room(gone)),
            None => parked,
        })
    }

    /// Returns the message that a draft nobody had typed into was replaced by another.
    pub fn made_room(&self, gone: &Parked) -> String {
        let says = self.parked(gone);
        // An abbreviation at the end, as in `vor 1 Min.`, already has a full stop.
        let says = says.trim_end_matches('.');
        say!(self.language, "draft-made-room", says)
    }

    /// Returns the setting for reading a draft. `last` is the zone of its times while its location is unknown.
    pub fn setting_of(&self, draft: &Draft, last: Option<Zone>) -> Setting {
        let office = self.office;
        let clinic = draft.clinic();
        let provider = draft.text(clinic.provider_field());
        let place = office.lists.place(clinic, provider);
        let last = if clinic.can().has_places && place.is_none() {
            last
        } else {
            None
        };
        let zone = last.unwrap_or_else(|| office.setup.zone_of(clinic, place));
        let hours = draft
            .provider()
            .and_then(|provider| office.hours_with(&provider));
        Setting {
            clock: Clock {
                open: hours.map(Hours::full_hours),
                ..self.clock_in(zone)
            },
            here: self.clock_beside(zone),
            reference: office.reference_at(clinic),
            missing: office.missing_at(clinic),
        }
    }

    /// Reads a draft. `last` is the zone of its times while its location is unknown.
    pub fn review_of(&self, draft: &Draft, last: Option<Zone>) -> Review {
        let setting = self.setting_of(draft, last);
        let mut review = review(draft, &setting);
        review.refuse(draft.clinic(), self.unpicked(draft, &setting.clock));
        review
    }

    /// Returns a problem for each field in which a person still has to pick a name, or has typed a whole line in place of
    /// a text, as its texts were read. `clock` is the clock of the draft's times.
    pub fn problems_of_typing(
        &self,
        draft: &Draft,
        texts: &ReadTexts,
        clock: &Clock,
    ) -> Vec<Problem> {
        let mut problems = self.unpicked(draft, clock);
        for field in texts.lines() {
            problems.push(Problem::error(
                Spot::Field(field),
                say!(self.language, "review-text-is-line"),
                say!(self.language, "review-line-belongs"),
            ));
        }
        problems
    }

    /// Returns a problem for each field that holds part of a name instead of an id, since no entry was picked. `clock`
    /// is the clock of the draft's times.
    pub fn unpicked(&self, draft: &Draft, clock: &Clock) -> Vec<Problem> {
        let lists = &self.office.lists;
        let mut problems = Vec::new();
        for field in draft.asked() {
            let Some(directory) = field.kind.directory() else {
                continue;
            };
            let list = lists.list(directory).value();
            let is_a_part = |typed: &&str| {
                lists.known(directory, typed).is_none()
                    && list.is_some_and(|list| list.may_match_any(typed, clock))
            };
            if named(field.kind, draft.text(field)).iter().any(is_a_part) {
                let label = field.label(self.language);
                problems.push(Problem::error(
                    Spot::Field(field),
                    say!(self.language, "list-not-picked", field = label),
                    say!(self.language, "list-pick"),
                ));
            }
        }
        problems
    }

    /// Returns the warning that the draft's status makes its new appointment a cancelled or missed one, if so. `start`
    /// is the start of the draft's booking.
    pub fn anew(&self, draft: &Draft, start: Option<DateTime<Utc>>) -> Option<Problem> {
        let language = self.language;
        let clinic = draft.clinic();
        let patient = draft.text(clinic.patient_field()).trim();
        let status = draft.status()?;
        let what = match status {
            Status::Cancelled => say!(language, "anew-cancelled"),
            Status::NoShow => say!(language, "anew-noshow"),
            Status::Proposed
            | Status::Pending
            | Status::Booked
            | Status::Arrived
            | Status::Fulfilled
            | Status::CheckedIn
            | Status::Waitlist => return None,
        };
        let entries = self.live_appointments(clinic, patient, start);
        let which: Vec<String> = entries
            .into_iter()
            .take(MOST_NAMED)
            .map(|entry| self.entry_text(entry))
            .collect();
        let known = self.office.upcoming_of(clinic, patient);
        let coming = if which.is_empty() { None } else { known };
        let which = which.join("; ");
        let advice = match (coming.map(|upcoming| upcoming.name()), status) {
            (None, _) => say!(language, "anew-use-the-line").to_owned(),
            (Some(who), Status::NoShow) => say!(language, "anew-stands-noshow", who, which),
            (Some(who), _) => say!(language, "anew-stands", who, which),
        };
        let field = clinic.field(FieldRole::Status)?;
        Some(Problem::warning(Spot::Field(field), what, advice))
    }

    /// Returns the patient's live appointments from today on; only the one that begins at `start`, if there is one.
    fn live_appointments(
        &self,
        clinic: ClinicId,
        patient: &str,
        start: Option<DateTime<Utc>>,
    ) -> Vec<CalendarEntry<'_>> {
        let office = self.office;
        let mut entries = office
            .book
            .calendar(&[Subject::person(clinic, patient)], |_| true);
        let is_ahead = |entry: &CalendarEntry<'_>| {
            let zone = office.zone_of_entry(*entry);
            let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
            entry
                .start()
                .is_some_and(|start| day(start) >= day(office.moment.now))
        };
        entries.retain(|entry| entry.clinic() == clinic && entry.is_live() && is_ahead(entry));
        entries.sort_by_key(|entry| entry.start());
        let same_start =
            start.filter(|start| entries.iter().any(|entry| entry.start() == Some(*start)));
        entries.retain(|entry| same_start.is_none() || entry.start() == same_start);
        entries
    }

    /// Returns the time of a draft's booking for the check for conflicts. `listed` is the basis of the free times from
    /// which it was picked, and `slots` the length of its provider's free times.
    pub fn time_of(
        &self,
        booking: &Booking,
        draft: &Draft,
        listed: Option<Basis>,
        slots: Option<TimeDelta>,
    ) -> VisitTime {
        let office = self.office;
        let template = office.setup.templates.kind_of(draft);
        VisitTime {
            kind: self.kind_of(draft),
            horizon: self.horizon_of(draft),
            ..office.time_of(booking, listed, slots, template)
        }
    }

    /// Returns the kind of visit of a draft, if it is known.
    pub(crate) fn kind_of(&self, draft: &Draft) -> Option<VisitKind> {
        let template = self.office.setup.templates.kind_of(draft)?;
        Some(template.kind())
    }

    /// Returns how far ahead the visit of a draft is usually booked.
    pub(crate) fn horizon_of(&self, draft: &Draft) -> Option<Horizon> {
        let template = self.office.setup.templates.kind_of(draft)?;
        Horizon::of(template, self.language)
    }

    /// Returns a problem for each clinic whose calendars the key may not read, since a booking can't be checked against
    /// them. `is_offered` is whether its time was picked from a list of free times.
    pub fn unchecked_calendars(&self, booking: &Booking, is_offered: bool) -> Vec<Problem> {
        let spot = Spot::Field(booking.clinic().start_field());
        let unread = self.office.unread_calendars(booking, is_offered);
        let mut problems: Vec<Problem> = unread
            .into_iter()
            .filter_map(|(clinic, failure)| unchecked(failure, clinic, spot, self.language))
            .collect();
        problems.dedup_by(|next, last| next.what == last.what);
        problems
    }

    /// Returns the verdict on the booking in a form as problems; empty if there is none.
    pub fn problems_of_verdict(&self, form: &BookingForm) -> Vec<Problem> {
        let Some(FormVerdict { judged, why, .. }) = form.verdict() else {
            return Vec::new();
        };
        match why {
            NotBooked::Failed(failure, change) => {
                problems_of_change(failure, change, self.language)
            }
            NotBooked::TimeGone => {
                let zone = self.office.zone_of(&judged.visit());
                vec![self.time_gone(judged, ChangeKind::Book, zone)]
            }
            NotBooked::Lost(open) => open.problems(self.language),
            NotBooked::Row(row) => self.problems_of_row(row),
        }
    }

    /// Returns the patient of a draft that was put aside, with its purpose and age.
    pub fn parked(&self, parked: &Parked) -> String {
        let language = self.language;
        let now = self.office.moment.now;
        let Parked {
            who,
            since,
            content,
            ..
        } = parked;
        let since = *since;
        let age = if now - since < TimeDelta::minutes(1) {
            say!(language, "time-just-now").to_owned()
        } else {
            time::distance(since, now, self.office.setup.zone, language)
        };
        let name = self.naming.name(who);
        let who = if name.is_empty() {
            say!(language, "draft-no-name")
        } else {
            &name
        };
        let why = self.purpose_of(&content.draft, content.template);
        say!(language, "draft-says", who, why, age)
    }

    /// Returns the purpose of a draft: the kind of visit, else the reason, else the clinic's purpose.
    pub fn purpose_of(&self, draft: &Draft, template: Option<char>) -> String {
        let templates = &self.office.setup.templates;
        let template = template.and_then(|letter| templates.at(draft.clinic(), letter));
        let reason = draft.text_of(FieldRole::Reason).trim();
        let template = template.or_else(|| templates.behind(draft));
        let text = match template.map(|template| template.name(self.language)) {
            Some(name) => name,
            None if !reason.is_empty() => reason,
            None => draft.clinic().purpose(self.language),
        };
        text.chars().take(LONGEST_PURPOSE).collect()
    }

    /// Returns the time of a calendar entry, and its practitioner or location.
    pub fn entry_text(&self, entry: CalendarEntry<'_>) -> String {
        let start = entry
            .start()
            .map(|start| self.on_both_clocks(start, self.office.zone_of_entry(entry)));
        let named = |id: &str| self.provider_if_readable(entry.clinic(), id);
        [start, entry.provider().and_then(named)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    }
}
