//! Takes a requested change to its outcome, for every face without a screen. The objections are decided one by one, and
//! the change is submitted; again if its check finds new objections and they are agreed to.

use std::time::Duration;

use booking::{Conflict, Outcome};
use office::{AskedChange, Objection, ObjectionAnswer, Objections, Reason, Withheld};

use super::{Follower, follow};

/// An objection as a question to the user.
pub struct ObjectionQuestion<'a> {
    /// The change.
    pub asked: &'a AskedChange,
    /// The objection, the gravest if the question is about several.
    pub objection: Objection,
    /// All objections of the question: conflicts and other warnings are shown together.
    pub about: Vec<Objection>,
    /// The known conflicts.
    pub against: Vec<Conflict>,
}

impl ObjectionQuestion<'_> {
    /// Creates the question about the edits that made the texts of a change fit their fields.
    pub(super) fn about_texts(asked: &AskedChange) -> ObjectionQuestion<'_> {
        let objection = Objection::of_conflicts(&[]);
        ObjectionQuestion {
            asked,
            objection,
            about: vec![objection],
            against: Vec::new(),
        }
    }

    /// Returns the possible answers; empty if a yes is enough.
    pub fn answers(&self) -> Vec<ObjectionAnswer> {
        self.objection
            .answers(self.asked.read.is_some(), &self.against)
    }
}

/// A decision on an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Go ahead, for this reason if one was given.
    GoAhead(Option<Reason>),
    /// Put the change into the Outbox.
    Queue,
    /// Don't send it, because of this objection.
    Leave(Objection),
}

/// Decides on the objections to a change in a face, or says that the face must end.
pub type DecideIn<'a, F> =
    dyn FnMut(&mut F, &ObjectionQuestion<'_>) -> Result<Decision, <F as Follower>::Err> + 'a;

/// The result of submitting a change.
#[derive(Debug)]
pub enum Submitted {
    /// Nothing was sent, because of this objection, and these conflicts if the check found them.
    Left(Objection, Option<Vec<Conflict>>),
    /// It is to wait in the Outbox, but is not there yet.
    ToQueue,
    /// It was withheld for this reason, which nobody may override.
    Withheld(Withheld),
    /// The office did not accept it.
    NotTaken,
    /// It was sent, with this outcome.
    Ended(Box<Outcome>),
}

/// Submits a change, and follows it to its outcome; an unknown one is looked up for at most `look_up`. `decide` is
/// asked about each objection, before and after it is submitted.
///
/// # Errors
///
/// Returns an error if the face must end before that.
pub fn submit<F: Follower>(
    face: &mut F,
    asked: &AskedChange,
    look_up: Duration,
    decide: &mut DecideIn<'_, F>,
) -> Result<Submitted, F::Err> {
    let mut objections = Objections::default();
    match agree(face, asked, &mut objections, decide)? {
        Decision::GoAhead(_) => submit_agreed(face, asked, objections, look_up, decide),
        Decision::Queue => Ok(Submitted::ToQueue),
        Decision::Leave(objection) => Ok(Submitted::Left(objection, None)),
    }
}

/// Has each objection to a change decided before it is submitted.
///
/// # Errors
///
/// Returns an error if the face must end before that.
pub fn agree<F: Follower>(
    face: &mut F,
    asked: &AskedChange,
    objections: &mut Objections,
    decide: &mut DecideIn<'_, F>,
) -> Result<Decision, F::Err> {
    loop {
        let warns = face.words().warns_of(asked);
        let open = objections.open(face.office(), asked, warns);
        let Some(objection) = open.first().copied() else {
            return Ok(Decision::GoAhead(None));
        };
        let mut about = vec![objection];
        if objection.is_of_conflicts() {
            about = open;
            about.retain(|one| one.is_of_conflicts());
        }
        let question = ObjectionQuestion {
            asked,
            objection,
            about,
            against: asked.conflicts(face.office()),
        };
        match decide(face, &question)? {
            Decision::GoAhead(reason) => {
                face.work(|office| objections.agree(office, asked, objection, reason));
            }
            decision => return Ok(decision),
        }
    }
}

/// Submits a change with what was agreed to, and again whenever its check finds a conflict that is then agreed to.
/// Follows it to its outcome.
///
/// # Errors
///
/// Returns an error if the face must end before that.
pub fn submit_agreed<F: Follower>(
    face: &mut F,
    asked: &AskedChange,
    mut objections: Objections,
    look_up: Duration,
    decide: &mut DecideIn<'_, F>,
) -> Result<Submitted, F::Err> {
    let before = face.office().changes().submission();
    loop {
        let open = objections.submission(face.office(), asked);
        let id = face.work(|office| office.submit(open));
        face.await_answer()?;
        let Some((open, why)) = face.take_withheld(id) else {
            break;
        };
        let found = objections.withheld(face.office(), asked, &open, &why);
        let Some(against) = found.map(<[Conflict]>::to_vec) else {
            return Ok(Submitted::Withheld(why));
        };
        let objection = Objection::of_conflicts(&against);
        let question = ObjectionQuestion {
            asked,
            objection,
            about: Objection::all_of_conflicts(&against),
            against,
        };
        match decide(face, &question)? {
            Decision::GoAhead(reason) => {
                face.work(|office| objections.agree(office, asked, objection, reason));
            }
            Decision::Queue => return Ok(Submitted::ToQueue),
            Decision::Leave(objection) => {
                return Ok(Submitted::Left(objection, Some(question.against)));
            }
        }
    }
    if face.office().changes().submission() == before {
        return Ok(Submitted::NotTaken);
    }
    let outcome = follow(face, look_up)?;
    Ok(Submitted::Ended(Box::new(outcome)))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use booking::clinics::{CLINIK, SHIPPED};
    use booking::{AppointmentRef, Change, Language, Mode, Naming};
    use office::{Moment, Office, OfficeEvent, OfficeSetup, SharedNews, Submission, SubmissionId};
    use words::Wording;

    use super::*;

    /// A face whose office can't reach the other desks.
    struct FaceAlone(Office);

    impl Follower for FaceAlone {
        type Err = Infallible;

        fn words(&self) -> Wording<'_> {
            Wording {
                office: &self.0,
                language: Language::En,
                naming: Naming::InFull,
                date_order: None,
                shows_desk_clock: false,
                speaks: false,
            }
        }

        fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T {
            work(&mut self.0)
        }

        fn take_withheld(&mut self, _: SubmissionId) -> Option<(Submission, Withheld)> {
            None
        }

        fn wait_for(
            &mut self,
            _: Duration,
            is_there: impl Fn(&Office) -> bool,
        ) -> Result<bool, Infallible> {
            Ok(is_there(&self.0))
        }
    }

    fn face_alone() -> FaceAlone {
        let moment = Moment {
            now: "2026-11-24T09:05:00Z".parse().expect("a time"),
            up: Duration::ZERO,
        };
        let mut office = Office::new(OfficeSetup::new(SHIPPED, zones::Zone::BERLIN), moment);
        let alone = SharedNews::Alone(moment.now);
        office.handle(OfficeEvent::Shared(Mode::Sandbox, alone));
        FaceAlone(office)
    }

    fn cancellation() -> AskedChange {
        let of = AppointmentRef {
            clinic: CLINIK,
            id: "appt_1".to_owned(),
            person: Some("pt_1".to_owned()),
            provider: Some("prac_1".to_owned()),
            start: Some("2026-11-26T09:00:00Z".parse().expect("a time")),
            end: None,
            status: "booked".to_owned(),
            panels: None,
            version: None,
            beyond_form: Default::default(),
        };
        let change = Change::cancelled(of, "patient request").expect("a cancellation");
        AskedChange::from(change)
    }

    #[test]
    fn nothing_is_submitted_that_somebody_leaves() {
        let mut face = face_alone();
        let asked = cancellation();
        let Ok(submitted) = submit(&mut face, &asked, Duration::ZERO, &mut |_, question| {
            Ok(Decision::Leave(question.objection))
        });
        assert!(matches!(submitted, Submitted::Left(Objection::Alone, None)));
        assert_eq!(face.0.changes().submission(), None);
    }

    #[test]
    fn what_was_agreed_to_is_not_asked_about_again() {
        let mut face = face_alone();
        let mut objections = Objections::default();
        let mut count = 0;
        let Ok(decision) = agree(&mut face, &cancellation(), &mut objections, &mut |_, _| {
            count += 1;
            Ok(Decision::GoAhead(None))
        });
        assert_eq!((decision, count), (Decision::GoAhead(None), 1));
    }
}
