//! What the face does with a line: it reads a request, asks its clerk, and says what has become of it.

use std::time::Duration;

use booking::ClinicId;
use clerk::{
    AlterRequest, AtWork, BookRequest, ChangeVerdict, Clerk, Decision, Filling, RequestedChange,
    SendOptions, fields_of, one_line,
};
use office::{AskedChange, Consent, Objection};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// How long an unknown outcome is looked up before it is answered as unknown.
const LOOK_UP: Duration = Duration::from_secs(30);

/// What a program may agree to: everything but that it is unknown whether a visit was sent before, and that its clinic does
/// not answer.
const AGREEABLE: Consent = Consent {
    to_warnings: true,
    to_booking_again: true,
    to_going_alone: true,
};

/// A request: a line of the input.
#[derive(Deserialize)]
#[serde(tag = "method", rename_all = "lowercase", deny_unknown_fields)]
enum Request {
    Book {
        clinic: String,
        fields: Map<String, Value>,
        #[serde(default)]
        agree: Vec<String>,
    },
    Move {
        clinic: String,
        appointment: String,
        fields: Map<String, Value>,
        #[serde(default)]
        agree: Vec<String>,
    },
    Cancel {
        clinic: String,
        appointment: String,
        reason: String,
        #[serde(default)]
        agree: Vec<String>,
    },
}

/// A face that answers one request after the other.
pub(crate) struct Face<O> {
    clerk: Clerk<O>,
}

impl<O: AtWork> Face<O> {
    pub(crate) fn new(clerk: Clerk<O>) -> Face<O> {
        Face { clerk }
    }

    /// Ends the work at the office.
    pub(crate) fn end(self) {
        self.clerk.finish();
    }

    /// Returns the answer to a line, as a line.
    pub(crate) fn answer(&mut self, line: &str) -> String {
        let answer = match serde_json::from_str(line) {
            Ok(request) => self.carry_out(request),
            Err(why) => Err(why.to_string()),
        };
        one_line(&answer.unwrap_or_else(|why| json!({ "error": why })))
    }

    fn carry_out(&mut self, request: Request) -> Result<Value, String> {
        match request {
            Request::Book {
                clinic,
                fields,
                agree,
            } => {
                let clinic = self.clinic(&clinic)?;
                let texts = self.texts(clinic, fields)?;
                let asked = self.clerk.asked_booking(&BookRequest {
                    clinic: Some(clinic),
                    filling: Filling::Fields(texts),
                    template: None,
                    manner: manner(),
                });
                match asked {
                    Ok(asked) => self.submit(&asked, &agree),
                    Err(answer) => Ok(answer.verdict.json()),
                }
            }
            Request::Move {
                clinic,
                appointment,
                fields,
                agree,
            } => {
                let clinic = self.clinic(&clinic)?;
                let texts = self.texts(clinic, fields)?;
                self.alter(clinic, appointment, RequestedChange::Moved(texts), &agree)
            }
            Request::Cancel {
                clinic,
                appointment,
                reason,
                agree,
            } => {
                let clinic = self.clinic(&clinic)?;
                let to = RequestedChange::Cancelled(reason);
                self.alter(clinic, appointment, to, &agree)
            }
        }
    }

    fn alter(
        &mut self,
        clinic: ClinicId,
        id: String,
        to: RequestedChange,
        agree: &[String],
    ) -> Result<Value, String> {
        let asked = self.clerk.asked_change(&AlterRequest {
            clinic,
            id,
            to,
            manner: manner(),
        });
        match asked {
            Ok(asked) => self.submit(&asked, agree),
            Err(verdict) => Ok(verdict.json()),
        }
    }

    /// Submits a change in spite of the objections that the line agrees to. Returns its outcome, or the objections that
    /// are still to be agreed to.
    fn submit(&mut self, asked: &AskedChange, agree: &[String]) -> Result<Value, String> {
        let mut agreed = Vec::new();
        for word in agree {
            let objection = Objection::named(word);
            let objection = objection.filter(|objection| AGREEABLE.covers(*objection));
            agreed.push(objection.ok_or_else(|| format!("`{word}` can't be agreed to"))?);
        }
        let mut open = Vec::new();
        let verdict = self.clerk.submit(asked, LOOK_UP, &mut |clerk, question| {
            let mut left = question.about.clone();
            left.retain(|objection| !agreed.contains(objection));
            let words = clerk.words();
            for objection in &left {
                open.push(json!({
                    "word": objection.word(),
                    "question": words.question_about(*objection, &question.asked.change),
                }));
            }
            Ok(match left.first() {
                Some(objection) => Decision::Leave(*objection),
                None => Decision::GoAhead(None),
            })
        });
        Ok(told(&verdict, open))
    }

    fn clinic(&self, word: &str) -> Result<ClinicId, String> {
        let mut all = self.clerk.clinics(None).into_iter();
        let named = all.find(|clinic| clinic.word() == word);
        named.ok_or_else(|| format!("no clinic is called `{word}`"))
    }

    /// Returns the texts of a form, read from members that are called as in the clinic's API.
    fn texts(
        &self,
        clinic: ClinicId,
        fields: Map<String, Value>,
    ) -> Result<Vec<(booking::FieldId, String)>, String> {
        let clinics = self.clerk.office().setup.clinics;
        let fields = Value::Object(fields).to_string();
        fields_of(clinics, clinic, &fields).map_err(|why| why.to_string())
    }
}

/// Nothing is agreed to beforehand: each objection is asked about.
fn manner() -> SendOptions {
    SendOptions {
        dry_run: false,
        consent: Consent::default(),
        wait: LOOK_UP,
        list: None,
    }
}

fn told(verdict: &ChangeVerdict, objections: Vec<Value>) -> Value {
    let mut answer = verdict.json();
    if !objections.is_empty() {
        answer["objections"] = Value::Array(objections);
    }
    answer
}
