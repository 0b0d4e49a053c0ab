//! The objections to a change, as questions.

use booking::{Booking, Change, ChangeKind, ClinicId, Conflict, NoteText, Problem, Spot};
use i18n::{MessageId, say};
use office::{Objection, ObjectionAnswer, Phase, Submission};

use crate::Wording;

/// Typed data that would be lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypedData {
    /// Whether something was typed into the form of a booking or on the entry line.
    pub has_draft: bool,
    /// Whether a patient's data were typed.
    pub has_patient: bool,
}

impl Wording<'_> {
    /// Returns the consequence of sending without the other desks; `None` if they can be asked.
    pub fn alone_means(&self) -> Option<String> {
        let at = self.oclock(self.office.alone_since()?);
        Some(say!(self.language, "ask-alone-means", at))
    }

    /// Returns the consequence of removing an entry.
    pub(crate) fn removal_means(&self, change: &Change) -> String {
        let clinic = change.clinic().name();
        let visit = change.visit();
        let who = self.patient(visit.clinic, &visit.person);
        let when = self.when_of(&visit);
        let whom = say!(self.language, "ask-remove-whom", who, when);
        format!("{whom} {}", say!(self.language, "ask-remove-means", clinic))
    }

    /// Returns the patient and the time of an entry to be removed, for the second question.
    pub fn removal_means_really(&self, change: &Change) -> String {
        let visit = change.visit();
        let who = self.patient(visit.clinic, &visit.person);
        let when = self.when_of(&visit);
        say!(self.language, "ask-remove-really-means", who, when)
    }

    /// Returns the second question whether to remove an entry.
    pub fn question_about_removal_really(&self, change: &Change) -> String {
        let title = MessageId::attribute("ask", "remove-really").text(self.language);
        format!("{title} {}", self.removal_means_really(change))
    }

    /// Returns the title of an objection as a question.
    pub fn title_of(&self, objection: Objection, change: &Change) -> &'static str {
        let name = match objection {
            Objection::Unsettled | Objection::Again | Objection::Warnings | Objection::Noted => {
                return self.title_despite_conflicts(change.kind());
            }
            Objection::Untimely if change.kind().is_of_draw() => "untimely-draw",
            Objection::Untimely if change.target().is_some() => {
                return self.title_despite_conflicts(change.kind());
            }
            Objection::Unreachable if change.booking().is_none() => "queue-change",
            Objection::Untimely
            | Objection::SideEffects
            | Objection::TakesBack
            | Objection::Removes
            | Objection::Alone
            | Objection::Unreachable => name_of(objection),
        };
        MessageId::attribute("ask", name).text(self.language)
    }

    /// Returns what agreeing to an objection means, in a word or two.
    pub fn agreement_to(&self, objection: Objection) -> &'static str {
        MessageId::attribute("answer", name_of(objection)).text(self.language)
    }

    /// Returns an answer to an objection as a choice.
    pub fn answer_to_objection(&self, answer: &ObjectionAnswer, clinic: ClinicId) -> String {
        match answer {
            ObjectionAnswer::Because(reason) => reason.label(self.language).to_owned(),
            ObjectionAnswer::TakeRecord(id) => self.replacing_record(clinic, id),
            ObjectionAnswer::Queue => say!(self.language, "choose-queue").to_owned(),
            ObjectionAnswer::SendNow => say!(self.language, "choose-send-now").to_owned(),
        }
    }

    /// Returns the title of the question whether to book at a clinic despite warnings.
    pub fn title_despite_warnings(&self, clinic: ClinicId) -> String {
        say!(
            self.language,
            "ask-warnings",
            how = self.mode_phrase(clinic)
        )
    }

    /// Returns the record that replaces a patient's, as a choice.
    pub fn replacing_record(&self, clinic: ClinicId, id: &str) -> String {
        let known = self.office.lists.known(clinic.people(), id);
        match known.as_deref().and_then(office::person) {
            Some(person) => {
                let who = self.naming.person(person, self.language).0;
                say!(self.language, "choose-replacing", who, id)
            }
            None => say!(self.language, "choose-replacing-id", id),
        }
    }

    /// Returns the question whether to leave although something would be lost.
    pub fn question_about_leaving(&self, typed: TypedData) -> String {
        let title = MessageId::attribute("ask", "quit").text(self.language);
        format!("{title} {}", self.leaving_means(typed))
    }

    /// Returns the consequence of leaving.
    pub fn leaving_means(&self, typed: TypedData) -> String {
        let language = self.language;
        let office = self.office;
        let under_way = office.changes().under_way().and_then(Submission::phase);
        let queued = office.changes().queued().count();
        let is_recorded = !office.changes().queued().any(Submission::is_unrecorded);
        if office.keeps_drafts() && is_recorded && under_way.is_none() {
            let means = if typed.has_patient {
                say!(language, "ask-leave-newcomer-means")
            } else {
                say!(language, "ask-leave-kept-means")
            };
            return match queued {
                0 => means.to_owned(),
                _ => format!(
                    "{} {means}",
                    say!(language, "ask-leave-unsent", count = queued)
                ),
            };
        }
        let unknown = office.changes().unresolved().count();
        let parked = office.drafts().parked().len();
        match (under_way, unknown, parked) {
            (Some(Phase::Sending), ..) => say!(language, "ask-leave-sending-means").to_owned(),
            (Some(Phase::Waiting | Phase::Checking), ..) => {
                say!(language, "ask-leave-waiting-means").to_owned()
            }
            (None, ..) if queued > 0 && is_recorded => {
                let unsent = say!(language, "ask-leave-unsent", count = queued);
                match self.lost_by_leaving(typed, parked) {
                    Some(lost) => format!("{unsent} {lost}"),
                    None => unsent,
                }
            }
            (None, ..) if queued > 0 => {
                say!(language, "ask-leave-queued-means", count = queued)
            }
            (None, ..) if office.panels().are_open() => {
                say!(language, "ask-leave-panels-means").to_owned()
            }
            (None, 0, _) => {
                let lost = self.lost_by_leaving(typed, parked);
                lost.unwrap_or_else(|| say!(language, "ask-leave-means").to_owned())
            }
            (None, _, 0) => say!(language, "ask-leave-unknown-means", count = unknown),
            (None, ..) => {
                say!(
                    language,
                    "ask-leave-unknown-and-parked-means",
                    unknown,
                    parked
                )
            }
        }
    }

    /// Returns which texts would be lost by leaving where no drafts are kept; `None` if there are none.
    fn lost_by_leaving(&self, typed: TypedData, parked: usize) -> Option<String> {
        let language = self.language;
        match (typed.has_draft, parked) {
            (false, 0) => None,
            (true, 0) => Some(say!(language, "ask-leave-means").to_owned()),
            (true, _) => Some(say!(
                language,
                "ask-leave-typed-and-parked-means",
                count = parked
            )),
            (false, _) => Some(say!(language, "ask-leave-parked-means", count = parked)),
        }
    }

    /// Returns the title of the question whether to make a change of this kind despite conflicts.
    pub fn title_despite_conflicts(&self, kind: ChangeKind) -> &'static str {
        MessageId::attribute("ask", despite_conflicts(kind)).text(self.language)
    }

    /// Returns the consequence of overriding an objection; `None` if the title says enough.
    pub fn consequence_of(&self, objection: Objection, change: &Change) -> Option<String> {
        let language = self.language;
        match objection {
            Objection::Unsettled | Objection::Again | Objection::Warnings => None,
            Objection::Noted => {
                let notes = self.office.warnings_about_new_patient(change).into_iter();
                let notes: Vec<Conflict> = notes.map(Conflict::PatientNote).collect();
                let problems = self.problems_of_conflicts(&change.visit(), &notes);
                let texts: Vec<String> = problems.into_iter().map(|problem| problem.what).collect();
                Some(texts.join(" ")).filter(|text| !text.is_empty())
            }
            Objection::Untimely => {
                let zone = self.office.zone_of(&change.visit());
                change.untimely_text(self.office.moment.now, zone, language)
            }
            Objection::SideEffects => change.side_effects(language),
            Objection::TakesBack => change.takes_back(language),
            Objection::Removes => Some(self.removal_means(change)),
            Objection::Alone => self.alone_means(),
            Objection::Unreachable => {
                let clinic = change.clinic().name();
                Some(match change.booking() {
                    Some(_) => say!(language, "ask-queue-means", clinic),
                    None => say!(language, "ask-queue-change-means", clinic),
                })
            }
        }
    }

    /// Returns the question whether to send a change, and others after it, without the other desks.
    pub fn question_about_going_alone(&self, change: &Change) -> String {
        self.question_about(Objection::Alone, change)
    }

    /// Returns the question whether to book the visits of the list despite what the desks have noted about their patients;
    /// `None` if they have noted no warning.
    pub fn question_about_notes_of_list(&self) -> Option<String> {
        let title = MessageId::attribute("ask", "list-noted").text(self.language);
        Some(format!("{title} {}", self.notes_of_list()?))
    }

    /// Returns the warnings that the desks have noted about the patients of the list; `None` if there are none.
    pub fn notes_of_list(&self) -> Option<String> {
        let notes = self.office.warnings_about_list();
        let texts: Vec<&str> = notes.iter().map(NoteText::says).collect();
        let says = (!texts.is_empty()).then(|| texts.join("; "))?;
        Some(say!(self.language, "conflict-patient-note", says))
    }

    /// Returns the question that an objection is: what is asked, and the consequence.
    pub fn question_about(&self, objection: Objection, change: &Change) -> String {
        let title = match objection {
            Objection::Unsettled | Objection::Again | Objection::Warnings
                if change.booking().is_some() =>
            {
                self.title_despite_warnings(change.clinic())
            }
            _ => self.title_of(objection, change).to_owned(),
        };
        [Some(title), self.consequence_of(objection, change)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Returns the problems of a change that was not sent because nobody could be asked to agree to an objection.
    /// `problems` are those that the change has anyway.
    pub fn problems_of_refusal(
        &self,
        objection: Objection,
        change: &Change,
        problems: Vec<Problem>,
    ) -> Vec<Problem> {
        let language = self.language;
        let error = |what, advice: &str| Problem::error(Spot::Whole, what, advice);
        let question = || self.question_about(objection, change);
        let own = match told(objection) {
            Told::ByProblems => return problems,
            Told::ByQuestion if objection.is_about_desks() => {
                error(question(), say!(language, "asks-alone"))
            }
            Told::ByQuestion => Problem::warning(Spot::Whole, question(), ""),
            Told::AsUnsettled => error(
                say!(language, "asks-unsettled").to_owned(),
                say!(language, "asks-unsettled-do"),
            ),
            Told::AsAgain if change.booking().is_some_and(Booking::is_waiting) => error(
                say!(language, "asks-again-waits").to_owned(),
                say!(language, "asks-again-do"),
            ),
            Told::AsAgain => error(
                say!(language, "asks-again").to_owned(),
                say!(language, "asks-again-do"),
            ),
            Told::ByReachability => {
                let clinics = self.office.setup.clinics.into_iter();
                let why = clinics.filter_map(|clinic| self.unreachable(clinic));
                return why.map(|what| error(what, "")).chain(problems).collect();
            }
        };
        problems.into_iter().chain([own]).collect()
    }

    /// Returns the question of an objection; `None` if other texts say all of it.
    pub fn question_of(&self, objection: Objection, change: &Change) -> Option<String> {
        (told(objection) == Told::ByQuestion).then(|| self.question_about(objection, change))
    }
}

/// The message that reports an objection to somebody who can't be asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// The problems of the change.
    ByProblems,
    /// The question of the objection.
    ByQuestion,
    /// The message that the visit was sent before.
    AsUnsettled,
    /// The message that the visit exists already.
    AsAgain,
    /// The clinics that can't be reached.
    ByReachability,
}

fn told(objection: Objection) -> Told {
    match objection {
        Objection::Warnings | Objection::Noted | Objection::Untimely | Objection::SideEffects => {
            Told::ByProblems
        }
        Objection::Alone | Objection::TakesBack | Objection::Removes => Told::ByQuestion,
        Objection::Unsettled => Told::AsUnsettled,
        Objection::Again => Told::AsAgain,
        Objection::Unreachable => Told::ByReachability,
    }
}

/// Returns the key under which the messages have the title and the answer of an objection: its word, or the word of its
/// question.
fn name_of(objection: Objection) -> &'static str {
    match objection {
        objection if objection.is_of_conflicts() => "warnings",
        Objection::TakesBack => "take-back",
        Objection::Removes => "remove",
        Objection::Unreachable => "queue",
        objection => objection.word(),
    }
}

/// Returns the key under which the messages have the question whether to make a change of this kind despite conflicts.
pub fn despite_conflicts(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Status => "untimely",
        ChangeKind::Details => "change-anyway",
        _ => "move-anyway",
    }
}
