//! The questions before a change is sent: one table of all objections, in the order in which a person is asked, and the
//! answers that were given. Each face walks through it with [`Objections`].

use booking::{Change, Conflict, Language, RecordState, Untimely};
use uuid::Uuid;

use super::{
    AskedChange, Objection, Office, Overridden, Override, Reason, Submission, Withheld, as_recorded,
};

/// An objection, and the condition for it.
struct Row {
    objection: Objection,
    stands: fn(&Contested<'_>) -> bool,
}

/// All questions before a change is sent, in the order in which a person is asked.
const ORDER: &[Row] = &[
    // In a form on a screen, which is free for the next caller when the booking waits.
    row(Objection::Unreachable, |it| {
        it.asks_first_to_queue && it.is_unreachable()
    }),
    row(Objection::Removes, |it| it.removes()),
    row(Objection::SideEffects, |it| {
        it.change.has_side_effects() && !it.removes()
    }),
    row(Objection::Untimely, |it| {
        it.office.untimely(it.change).is_some() && !it.removes()
    }),
    row(Objection::Noted, |it| {
        let notes = it.office.warnings_about_new_patient(it.change);
        !notes.is_empty()
    }),
    row(Objection::TakesBack, |it| {
        it.change.takes_back(Language::En).is_some()
    }),
    row(Objection::Alone, |it| it.office.asks_to_go_alone()),
    row(Objection::Unsettled, |it| {
        it.against.iter().any(Conflict::is_unsettled)
    }),
    row(Objection::Again, |it| {
        let mut against = it.against.iter();
        against.any(|conflict| of_conflict(conflict) == Objection::Again)
    }),
    row(Objection::Warnings, |it| {
        let mut against = it.against.iter();
        it.warns || against.any(|conflict| of_conflict(conflict) == Objection::Warnings)
    }),
    // Last: everything else has been agreed to, whether the change is sent or queued.
    row(Objection::Unreachable, |it| {
        !it.asks_first_to_queue && it.is_unreachable()
    }),
];

const fn row(objection: Objection, stands: fn(&Contested<'_>) -> bool) -> Row {
    Row { objection, stands }
}

/// The facts that decide which objections to a change apply.
struct Contested<'a> {
    office: &'a Office,
    change: &'a Change,
    /// The conflicts of a booking, which are known before it is submitted. The conflicts of any other change are found
    /// by the check after that.
    against: &'a [Conflict],
    /// Whether there is any other warning about a booking.
    warns: bool,
    asks_first_to_queue: bool,
}

impl Contested<'_> {
    fn removes(&self) -> bool {
        matches!(self.change, Change::Remove(_))
    }

    fn is_unreachable(&self) -> bool {
        self.office.is_unreachable(self.change.clinic()) && !self.removes()
    }

    fn objections(&self) -> Vec<Objection> {
        let standing = ORDER.iter().filter(|row| (row.stands)(self));
        standing.map(|row| row.objection).collect()
    }
}

fn of_conflict(conflict: &Conflict) -> Objection {
    if conflict.is_unsettled() {
        Objection::Unsettled
    } else if conflict.is_standing_visit() {
        Objection::Again
    } else {
        Objection::Warnings
    }
}

/// How a person is asked about an objection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum QuestionKind {
    /// Together with all other conflicts.
    Conflicts,
    /// Whether to work without the other desks.
    OtherDesks,
    /// Whether to send the change, or to let it wait in the Outbox.
    Outbox,
    /// Two times.
    Twice,
    /// For a reason.
    Reason,
    /// For a yes.
    Yes,
}

/// What may be answered to an objection. Any answer but these goes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectionAnswer {
    /// Go ahead, for this reason.
    Because(Reason),
    /// Use this record, which replaces the patient's.
    TakeRecord(String),
    /// Put the change into the Outbox.
    Queue,
    /// Send it all the same.
    SendNow,
}

impl Objection {
    /// Returns the gravest objection for these conflicts.
    pub fn of_conflicts(conflicts: &[Conflict]) -> Objection {
        let all = Objection::all_of_conflicts(conflicts);
        all.first().copied().unwrap_or(Objection::Warnings)
    }

    /// Returns all objections for these conflicts, the gravest first; empty without conflicts.
    pub fn all_of_conflicts(conflicts: &[Conflict]) -> Vec<Objection> {
        let mut found: Vec<Objection> = Vec::new();
        for row in ORDER.iter().filter(|row| row.objection.is_of_conflicts()) {
            let mut conflicts = conflicts.iter();
            if conflicts.any(|conflict| of_conflict(conflict) == row.objection) {
                found.push(row.objection);
            }
        }
        found
    }

    fn question(self) -> QuestionKind {
        match self {
            Objection::Unsettled | Objection::Again | Objection::Warnings => {
                QuestionKind::Conflicts
            }
            Objection::Alone => QuestionKind::OtherDesks,
            Objection::Unreachable => QuestionKind::Outbox,
            Objection::Removes => QuestionKind::Twice,
            Objection::Untimely => QuestionKind::Reason,
            Objection::Noted | Objection::SideEffects | Objection::TakesBack => QuestionKind::Yes,
        }
    }

    /// Returns whether it is about conflicts or other warnings: all of these are shown together, and asked about at once.
    pub fn is_of_conflicts(self) -> bool {
        self.question() == QuestionKind::Conflicts
    }

    /// Returns whether it is about the other desks: the consent to work without them holds until they are back.
    pub fn is_about_desks(self) -> bool {
        self.question() == QuestionKind::OtherDesks
    }

    /// Returns whether the change may wait in the Outbox instead.
    pub fn may_wait(self) -> bool {
        self.question() == QuestionKind::Outbox
    }

    /// Returns whether it is asked about twice, because nothing brings back what is lost.
    pub fn is_asked_twice(self) -> bool {
        self.question() == QuestionKind::Twice
    }

    /// Returns whether a yes needs a reason: the change does not fit the time of its appointment.
    pub fn needs_reason(self) -> bool {
        self.question() == QuestionKind::Reason
    }

    /// Returns the possible answers; empty if a yes is enough. `against` are the conflicts, if it is about any.
    pub fn answers(self, is_booking: bool, against: &[Conflict]) -> Vec<ObjectionAnswer> {
        match self {
            Objection::Unsettled | Objection::Again | Objection::Warnings => {
                answers_to_conflicts(is_booking, against)
            }
            Objection::Untimely => Reason::UNTIMELY.map(ObjectionAnswer::Because).to_vec(),
            Objection::Unreachable => vec![ObjectionAnswer::Queue, ObjectionAnswer::SendNow],
            Objection::Noted
            | Objection::SideEffects
            | Objection::TakesBack
            | Objection::Removes
            | Objection::Alone => Vec::new(),
        }
    }
}

/// Returns the possible answers to conflicts. No reason is needed for the warnings about a booking's texts.
pub fn answers_to_conflicts(is_booking: bool, against: &[Conflict]) -> Vec<ObjectionAnswer> {
    if is_booking && !against.iter().any(Conflict::needs_reason) {
        return Vec::new();
    }
    let mut answers = Reason::ALL.map(ObjectionAnswer::Because).to_vec();
    if is_booking && let Some(id) = replacing_record(against) {
        answers.push(ObjectionAnswer::TakeRecord(id.to_owned()));
    }
    answers
}

/// The agreement given to one change, from the first question to its outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Objections {
    /// The change. Agreement to another change does not count.
    change: Option<Change>,
    agreed: Vec<Objection>,
    reason: Option<Reason>,
    /// The conflicts that withheld it after submission, until a person agrees.
    found: Vec<Conflict>,
    /// The conflicts that were agreed to.
    despite: Vec<Conflict>,
    /// The other recorded changes that a person was asked about.
    known_claims: Vec<Uuid>,
    asks_first_to_queue: bool,
}

impl Objections {
    /// Begins the questions about a booking in a form on a screen, where the first is whether it waits for its clinic.
    pub fn at_screen() -> Objections {
        Objections {
            asks_first_to_queue: true,
            ..Objections::default()
        }
    }

    /// Begins the questions about a change as requested. Whoever asks to undo a change means to take it back.
    pub fn of(asked: &AskedChange) -> Objections {
        let mut objections = Objections::default();
        if asked.undoes {
            objections.be_about(&asked.change);
            objections.agreed.push(Objection::TakesBack);
        }
        objections
    }

    /// Returns the open objections that were not agreed to, in the order in which a person is asked. `warns` is whether
    /// a warning about a booking is shown in addition to its conflicts.
    pub fn open(&self, office: &Office, asked: &AskedChange, warns: bool) -> Vec<Objection> {
        let it = Contested {
            office,
            change: &asked.change,
            against: &asked.conflicts_of_booking(office),
            warns: warns && asked.read.is_some(),
            asks_first_to_queue: self.asks_first_to_queue,
        };
        let mut open = it.objections();
        if self.is_of(&asked.change) {
            open.retain(|objection| !self.agreed.contains(objection));
        }
        open
    }

    /// Returns the objection to ask about next; `None` if the change may be submitted.
    pub fn next(&self, office: &Office, asked: &AskedChange, warns: bool) -> Option<Objection> {
        self.open(office, asked, warns).first().copied()
    }

    /// Notes that a person goes ahead despite an objection, for a reason if it needs one.
    pub fn agree(
        &mut self,
        office: &mut Office,
        asked: &AskedChange,
        objection: Objection,
        reason: Option<Reason>,
    ) {
        self.be_about(&asked.change);
        if reason.is_some() {
            self.reason = reason;
        }
        self.agreed.push(objection);
        if objection.is_of_conflicts() {
            let all = ORDER.iter().map(|row| row.objection);
            self.agreed.extend(all.filter(|one| one.is_of_conflicts()));
            self.despite = self.conflicts_shown(office, asked);
        }
        if objection.is_about_desks() {
            office.go_alone();
        }
    }

    /// Returns the conflicts that a person sees when asked. The conflicts of a booking may be better known than when
    /// they were found.
    fn conflicts_shown(&self, office: &Office, asked: &AskedChange) -> Vec<Conflict> {
        let mut shown = asked.conflicts_of_booking(office);
        if shown.is_empty() {
            return self.found.clone();
        }
        for found in &self.found {
            if found.on_record().is_some() && !shown.contains(found) {
                shown.push(found.clone());
            }
        }
        shown
    }

    /// Notes why a change was withheld after submission. Returns the conflicts to ask about; `None` if nobody may go
    /// ahead.
    pub fn withheld(
        &mut self,
        office: &Office,
        asked: &AskedChange,
        open: &Submission,
        why: &Withheld,
    ) -> Option<&[Conflict]> {
        self.be_about(&asked.change);
        let against = self.conflicts_withheld(office, asked, why)?;
        self.known_claims.extend(&open.known_claims);
        let on_record = against.iter().filter_map(Conflict::on_record);
        self.known_claims
            .extend(on_record.map(|claim| claim.change));
        // A claim whose appointment is among the conflicts is no separate conflict.
        self.known_claims
            .extend(why.claim().map(|claim| claim.change));
        if let (Withheld::Conflicts(_), Some(to)) = (why, asked.change.placed()) {
            // Each of them is listed, by the clinic's answer or by itself.
            let listed = office.claims_on(to).iter();
            self.known_claims.extend(listed.map(|claim| claim.change));
        }
        self.agreed.retain(|objection| !objection.is_of_conflicts());
        self.found = against;
        Some(&self.found)
    }

    fn conflicts_withheld(
        &self,
        office: &Office,
        asked: &AskedChange,
        why: &Withheld,
    ) -> Option<Vec<Conflict>> {
        let is_typed = asked.taken_from.is_none();
        match why {
            Withheld::Conflicts(found) => {
                let against = asked.conflicts_or(office, found.clone());
                // A time from a list is chosen again if its provider is busy, and the patient is not.
                let is_of_provider = against.iter().all(Conflict::is_of_provider);
                let is_chosen_anew = is_of_provider || asked.read.is_some();
                (!is_chosen_anew || is_typed).then_some(against)
            }
            Withheld::Claimed(claim) if claim.is_same_visit || is_typed => {
                let mut against = match asked.read {
                    Some(_) => asked.conflicts(office),
                    None => self.found.clone(),
                };
                office.add_claims([&**claim], &mut against);
                Some(against)
            }
            Withheld::Claimed(_)
            | Withheld::Altered(_)
            | Withheld::Unread
            | Withheld::SuccessorLost(_)
            | Withheld::TimeGone(_) => None,
        }
    }

    /// Returns the conflicts that withheld the change after submission.
    pub fn found(&self) -> &[Conflict] {
        &self.found
    }

    /// Forgets the conflicts that were found, because the change is checked again.
    pub fn forget_found(&mut self) {
        self.found.clear();
        self.despite.clear();
    }

    /// Forgets the findings of a check after its text was edited.
    pub fn forget_check(&mut self) {
        self.forget_found();
        self.known_claims.clear();
    }

    /// Returns the change as it is submitted, with the agreement that was given.
    pub fn submission(&self, office: &Office, asked: &AskedChange) -> Submission {
        let booked = asked.conflicts_of_booking(office);
        let mut known_claims = Vec::new();
        if let Some(booking) = asked.change.booking() {
            for claim in office.claims_on(booking) {
                known_claims.push(claim.change);
            }
        }
        known_claims.extend(&self.known_claims);
        let is_of = self.is_of(&asked.change);
        let despite = if is_of && !self.despite.is_empty() {
            &self.despite
        } else {
            &booked
        };
        let reason = match self.reason {
            Some(reason) if is_of => reason,
            _ => Reason::InAdvance,
        };
        let override_entry = office.override_of_change(&asked.change, despite, reason);
        Submission {
            override_entry: override_entry.map(Box::new),
            ..asked.submission_against(office, &booked, known_claims)
        }
    }

    /// Forgets the agreement to another change.
    fn be_about(&mut self, change: &Change) {
        if !self.is_of(change) {
            self.change = Some(change.clone());
            self.agreed.clear();
            self.reason = None;
            self.forget_found();
        }
    }

    fn is_of(&self, change: &Change) -> bool {
        self.change.as_ref() == Some(change)
    }
}

/// Returns the id of the record that a booking's patient was merged into.
pub fn replacing_record(conflicts: &[Conflict]) -> Option<&str> {
    conflicts.iter().find_map(|conflict| match conflict {
        Conflict::PatientRecord(RecordState::Replaced(id)) => Some(id.as_str()),
        _ => None,
    })
}

impl Office {
    /// Returns whether a change is under way, unsettled or queued, panels are not added, or a draft is put aside.
    pub fn has_open_work(&self) -> bool {
        let mut unsettled = self.changes.unresolved().chain(self.changes.queued());
        let under_way = self.changes.under_way();
        under_way.and_then(Submission::phase).is_some()
            || unsettled.next().is_some()
            || self.panels.are_open()
            || !self.drafts.parked().is_empty()
    }

    /// Returns the objections to a change, in the order in which a person is asked.
    pub fn objections_to(&self, change: &Change) -> Vec<Objection> {
        self.objections_to_booking(change, &[], false)
    }

    /// Returns the objections to a booking: the result of [`Office::objections_to`], and objections to the booking
    /// itself. `has_warning` is whether there is a warning about one of its texts or anything else apart from these
    /// conflicts.
    pub fn objections_to_booking(
        &self,
        booking: &Change,
        conflicts: &[Conflict],
        has_warning: bool,
    ) -> Vec<Objection> {
        let it = Contested {
            office: self,
            change: booking,
            against: conflicts,
            warns: has_warning,
            asks_first_to_queue: false,
        };
        it.objections()
    }

    /// Returns why a change does not fit the time of its appointment; `None` if it does.
    fn untimely(&self, change: &Change) -> Option<Untimely> {
        change.untimely(self.moment.now, self.zone_of(&change.visit()))
    }

    /// Returns the record of a change that is made despite these conflicts, and perhaps despite the time of its
    /// appointment; `None` if none of that needs a reason.
    pub fn override_of_change(
        &self,
        change: &Change,
        against: &[Conflict],
        reason: Reason,
    ) -> Option<Override> {
        let untimely = self
            .untimely(change)
            .map(|why| Overridden::of_untimely(change, &why));
        let overridden: Vec<Overridden> =
            untimely.into_iter().chain(as_recorded(against)).collect();
        (!overridden.is_empty()).then(|| self.override_of(change.visit(), overridden, reason))
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn every_objection_has_a_place_in_the_order() {
        for objection in Objection::ALL {
            assert!(
                ORDER.iter().any(|row| row.objection == *objection),
                "{objection:?} is never asked about"
            );
        }
    }
}
