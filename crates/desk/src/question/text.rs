//! The texts of a question: its title, its meaning, its choices, and its two keys.

use i18n::{Language, MessageId, say};
use office::{answers_to_conflicts, free_letters};
use words::{Wording, despite_conflicts};

use crate::patient::{doubt, similar_patients};
use crate::{Action, Ask, Desk, Key, QuestionAnswer, QuestionRemark, Reason, change_form, drafts};

impl Ask {
    /// Returns the name of the question among the messages.
    fn word(&self) -> &'static str {
        match self {
            Ask::Drop(_) | Ask::DropPanels(_) | Ask::DropCollision(_) => "take-off",
            Ask::DespiteConflicts(kind) => despite_conflicts(*kind),
            ask => ask.into(),
        }
    }

    /// Returns the title of the box.
    pub fn title(&self, desk: &Desk) -> String {
        let language = desk.setup.language;
        let title = match self {
            Ask::Warnings => return desk.words().title_despite_warnings(desk.clinic),
            Ask::DespiteConflicts(kind) => {
                return desk.words().title_despite_conflicts(*kind).to_owned();
            }
            Ask::Objection(objection, change) => {
                return desk.words().title_of(*objection, change).to_owned();
            }
            Ask::ByHand(_, is_made) => return desk.words().title_by_hand(*is_made).to_owned(),
            _ => self.word(),
        };
        MessageId::attribute("ask", title).text(language).to_owned()
    }

    /// Returns the consequence of confirming as a sentence; `None` if the title is enough.
    pub fn consequence(&self, desk: &Desk) -> Option<String> {
        let language = desk.setup.language;
        Some(match self {
            Ask::Warnings | Ask::DespiteConflicts(_) | Ask::Drop(_) | Ask::ByHand(..) => {
                return None;
            }
            Ask::Objection(objection, change) => desk.words().consequence_of(*objection, change)?,
            Ask::RemoveReally(change) => desk.words().removal_means_really(change),
            Ask::ListNoted => desk.words().notes_of_list()?,
            Ask::Alone(_) => desk.words().alone_means()?,
            Ask::Queue => say!(language, "ask-queue-means", clinic = desk.clinic.name()),
            Ask::StopWaiting => say!(language, "ask-stop-waiting-means").to_owned(),
            Ask::NewDraft if free_letters(desk).next().is_none() => {
                say!(language, "ask-new-draft-means").to_owned()
            }
            Ask::NewDraft => say!(language, "ask-drop-draft-means").to_owned(),
            Ask::DropDrafts => {
                let count = desk.parked().len() + drafts::drafts_waiting(desk);
                say!(language, "ask-drop-drafts-means", count)
            }
            Ask::DropPanels(_) => say!(language, "ask-take-off-panels-means").to_owned(),
            Ask::DropCollision(_) => say!(language, "collision-drop-means").to_owned(),
            Ask::NotWaiting(waiter) => {
                let who = desk.words().patient(waiter.clinic, &waiter.person);
                say!(language, "ask-not-waiting-means", who)
            }
            Ask::TryPanels(_) => say!(language, "ask-try-panels-means").to_owned(),
            Ask::AddPatient => doubt(desk)?.why.to_text(desk.clinic, language),
            Ask::Replace(document, _) => {
                say!(
                    language,
                    "ask-replace-means",
                    path = document.path.shown().as_str()
                )
            }
            Ask::Quit => desk.words().leaving_means(desk.typed_data()),
        })
    }

    /// Returns the title and the consequence on one line.
    pub fn question(&self, desk: &Desk) -> String {
        [Some(self.title(desk)), self.consequence(desk)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Returns the question and the warnings that it is about.
    pub(super) fn to_text(&self, desk: &Desk) -> Vec<String> {
        let listed = match self {
            Ask::Warnings => desk.form().listed.clone(),
            Ask::DespiteConflicts(_) => change_form::problems_of_change_form(desk),
            _ => Vec::new(),
        };
        let warnings = listed.into_iter().map(|problem| problem.what);
        [self.question(desk)].into_iter().chain(warnings).collect()
    }

    /// Returns the choices, in the order of the digits.
    pub fn choices(&self, desk: &Desk) -> Vec<QuestionAnswer> {
        match self {
            Ask::Warnings => answers_to_conflicts(true, desk.form().conflicts())
                .iter()
                .map(QuestionAnswer::from)
                .collect(),
            Ask::DespiteConflicts(_) => answers_to_conflicts(false, &[])
                .iter()
                .map(QuestionAnswer::from)
                .collect(),
            Ask::Objection(objection, change) => {
                let answers = objection.answers(change.booking().is_some(), &[]);
                answers.iter().map(QuestionAnswer::from).collect()
            }
            Ask::ByHand(..) => Reason::BY_HAND.map(QuestionAnswer::Because).to_vec(),
            Ask::Queue => vec![QuestionAnswer::Queue, QuestionAnswer::SendNow],
            Ask::AddPatient => match doubt(desk).map_or(0, |doubt| doubt.alike.len()) {
                0 => Vec::new(),
                alike => (0..alike)
                    .map(QuestionAnswer::TakePerson)
                    .chain([QuestionAnswer::AddNew])
                    .collect(),
            },
            Ask::Replace(_, Some(_)) => {
                vec![QuestionAnswer::ReplaceFile, QuestionAnswer::SaveBeside]
            }
            Ask::RemoveReally(_)
            | Ask::ListNoted
            | Ask::Alone(_)
            | Ask::StopWaiting
            | Ask::NewDraft
            | Ask::DropDrafts
            | Ask::Drop(_)
            | Ask::DropPanels(_)
            | Ask::DropCollision(_)
            | Ask::TryPanels(_)
            | Ask::NotWaiting(_)
            | Ask::Replace(..)
            | Ask::Quit => Vec::new(),
        }
    }

    /// Returns whether it asks for a reason to do something despite a warning: then no answer is chosen beforehand.
    pub(super) fn is_for_a_reason(&self, desk: &Desk) -> bool {
        let is_despite = match self {
            Ask::Warnings | Ask::DespiteConflicts(_) => true,
            Ask::Objection(objection, _) => objection.needs_reason(),
            _ => false,
        };
        is_despite && !self.choices(desk).is_empty()
    }

    /// Returns the lead-in to the choices, if they need one.
    pub fn lead(&self, language: Language) -> Option<&'static str> {
        match self {
            Ask::Warnings | Ask::DespiteConflicts(_) => Some(say!(language, "choose-why")),
            Ask::Objection(objection, _) if objection.needs_reason() => {
                Some(say!(language, "choose-why"))
            }
            Ask::ByHand(..) => Some(say!(language, "choose-how-known")),
            _ => None,
        }
    }

    /// Returns the key that confirms, as the box names it.
    pub fn key(&self, desk: &Desk) -> Key {
        let action = if *self == Ask::Quit {
            Action::Quit
        } else {
            Action::Book
        };
        desk.setup.keys.key(action)
    }

    /// Returns the effect of confirming a choice, in a word or two.
    pub(crate) fn confirm_label(
        &self,
        choice: Option<QuestionAnswer>,
        words: Wording<'_>,
    ) -> &'static str {
        let word = match (self, choice) {
            (_, Some(QuestionAnswer::SendNow)) => "send-now",
            (_, Some(QuestionAnswer::TakePerson(_))) => "take-person",
            (_, Some(QuestionAnswer::SaveBeside)) => "save-beside",
            (Ask::Objection(objection, _), _) => return words.agreement_to(*objection),
            (Ask::RemoveReally(_), _) => "remove",
            (Ask::NotWaiting(_), _) => "take-off",
            _ => self.word(),
        };
        MessageId::attribute("answer", word).text(words.language)
    }

    /// Returns the effect of Esc, in a word or two.
    pub(crate) fn cancel_label(&self, language: Language) -> &'static str {
        match self {
            Ask::StopWaiting => say!(language, "answer-keep-waiting"),
            Ask::NewDraft
            | Ask::Drop(_)
            | Ask::DropPanels(_)
            | Ask::DropCollision(_)
            | Ask::Replace(..) => {
                say!(language, "answer-keep")
            }
            Ask::Quit => say!(language, "answer-stay"),
            Ask::Warnings
            | Ask::DespiteConflicts(_)
            | Ask::Objection(..)
            | Ask::RemoveReally(_)
            | Ask::ListNoted
            | Ask::Alone(_)
            | Ask::Queue
            | Ask::DropDrafts
            | Ask::TryPanels(_)
            | Ask::NotWaiting(_)
            | Ask::ByHand(..)
            | Ask::AddPatient => say!(language, "answer-go-back"),
        }
    }
}

impl QuestionAnswer {
    /// Returns the choice as a line.
    pub fn label(self, desk: &Desk) -> String {
        let language = desk.setup.language;
        match self {
            QuestionAnswer::Because(reason) => reason.label(language).to_owned(),
            QuestionAnswer::Queue => say!(language, "choose-queue").to_owned(),
            QuestionAnswer::SendNow => say!(language, "choose-send-now").to_owned(),
            QuestionAnswer::AddNew => say!(language, "choose-add-new").to_owned(),
            QuestionAnswer::TakeReplacing => {
                let id = replacing_record(desk).unwrap_or_default();
                desk.words().replacing_record(desk.clinic, id)
            }
            QuestionAnswer::ReplaceFile => say!(language, "choose-replace-file").to_owned(),
            QuestionAnswer::SaveBeside => match desk.asked() {
                Some(Ask::Replace(_, Some(free))) => {
                    say!(
                        language,
                        "choose-save-beside",
                        name = file_name(free.shown())
                    )
                }
                _ => String::new(),
            },
            QuestionAnswer::TakePerson(index) => {
                let Some(person) = similar_patients(desk).get(index) else {
                    return String::new();
                };
                let (name, born) = desk.naming.person(person, language);
                [name.as_str(), &born, person.id()].join(", ")
            }
        }
    }
}

impl QuestionRemark {
    /// Returns the remark on a key in this question as a sentence.
    pub fn text(self, ask: &Ask, desk: &Desk) -> String {
        say!(
            desk.setup.language,
            MessageId::attribute("question-remark", self.into()),
            key = ask.key(desk),
            clear = desk.setup.keys.key(Action::ClearField)
        )
    }
}

/// Returns the name of a file without its folders.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Returns the id of the record that the form's patient was merged into.
pub(super) fn replacing_record(desk: &Desk) -> Option<&str> {
    office::replacing_record(desk.form().conflicts())
}
