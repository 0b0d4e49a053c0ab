//! What a person reads when a booking did not go well: each failure as problems, each on the field to mend.

use super::field::fields;
use super::{
    Backend, Cause, Failure, FieldId, Issue, Kind, Meaning, Problem, Report, ServerNote, Severity, Spot,
};

/// The longest sentence shown, in characters: a line or two of the Problems pane, whatever a server says.
const LONGEST: usize = 110;

/// The problems that `failure` of a booking at `backend` gives: one for each thing the server said about a
/// field, otherwise one for the whole. Never empty.
#[must_use]
pub fn problems_of(failure: &Failure, backend: Backend) -> Vec<Problem> {
    let verdict = Verdict { failure, report: failure.report(), backend };
    if matches!(failure, Failure::Refused(_)) && !verdict.report.issues.is_empty() {
        return verdict.report.issues.iter().map(|issue| verdict.of_issue(issue)).collect();
    }
    vec![verdict.of_whole()]
}

struct Verdict<'a> {
    failure: &'a Failure,
    report: &'a Report,
    backend: Backend,
}

impl Verdict<'_> {
    fn problem(&self, spot: Spot, what: &str, advice: &str) -> Problem {
        Problem {
            spot,
            severity: Severity::Error,
            what: cut(what),
            advice: cut(advice),
            meaning: Some(match self.failure {
                Failure::Refused(_) => Meaning::Refused,
                Failure::NotSent(_) => Meaning::NotSent,
                Failure::Unknown(_) => Meaning::Unknown,
            }),
            server: self.note(),
        }
    }

    /// What the server said of itself, if there was an answer.
    fn note(&self) -> Option<ServerNote> {
        let Report { status, code, request_id, .. } = self.report.clone();
        let note = ServerNote { status, code, request_id };
        (note != ServerNote::default()).then_some(note)
    }

    /// What the server said about one field, at that field.
    fn of_issue(&self, issue: &Issue) -> Problem {
        let name = self.backend.name();
        let Some(wire_name) = issue.wire_name.as_deref() else {
            let advice = "Check the form against this, then book again.";
            return self.problem(Spot::Whole, &format!("{name} refused the booking: {}", issue.text), advice);
        };
        let Some(id) = field_called(self.backend, wire_name) else {
            let advice = "The form has no such field; tell whoever looks after bookdesk.";
            return self.problem(
                Spot::Whole,
                &format!("{name} refused `{wire_name}`: {}", issue.text),
                advice,
            );
        };
        let missing = issue.text.to_lowercase().contains("required");
        let advice = if missing { "Fill it in and book again." } else { "Change it and book again." };
        let what = format!("{name} refused {}: {}", id.field().label, issue.text);
        self.problem(Spot::Field(id), &what, advice)
    }

    fn of_whole(&self) -> Problem {
        let spot = self.spot();
        match self.failure {
            Failure::Unknown(_) => self.problem(spot, &self.lost(), &self.look_first()),
            _ => {
                let (what, advice) = self.refusal(spot);
                self.problem(spot, &what, &advice)
            }
        }
    }

    /// Where a failure that names no field by its wire name is mended: where the server's words point.
    fn spot(&self) -> Spot {
        let said = self.report.message.as_deref().unwrap_or_default();
        let field = match self.report.cause {
            Cause::NotFound => named_in(said, references(self.backend)).or(references(self.backend).next()),
            Cause::BadRequest | Cause::Invalid => {
                named_in(said, fields(self.backend).iter().map(|field| field.id))
            }
            Cause::Conflict => Some(self.backend.start_field()),
            _ => None,
        };
        field.map_or(Spot::Whole, Spot::Field)
    }

    /// What happened and what to do, where nothing was booked.
    fn refusal(&self, spot: Spot) -> (String, String) {
        let name = self.backend.name();
        match &self.report.cause {
            Cause::BadRequest | Cause::Invalid | Cause::OtherRefusal => self.not_taken(spot),
            Cause::NotFound => self.not_there(spot),
            Cause::Forbidden => self.forbidden(),
            Cause::KeyMissing
            | Cause::KeyMalformed
            | Cause::KeyUnknown
            | Cause::KeyRevoked
            | Cause::KeyExpired => self.key_not_taken(),
            Cause::MethodOverride | Cause::Unreachable(_) | Cause::AddressRefused(_) => self.no_way_there(),
            Cause::RateLimited => self.too_many(),
            Cause::QuotaExhausted => (
                format!("This month's calls to {name} are used up."),
                format!("Waiting a minute will not help: ask for a larger {name} plan."),
            ),
            Cause::Conflict => (
                format!("{name} says this time is taken, or the record changed meanwhile."),
                "Choose another time, or look at what is booked there first.".to_owned(),
            ),
            Cause::StoppedBeforeSending | Cause::StoppedWaiting => (
                "You stopped this booking before it was sent.".to_owned(),
                "Book again when you are ready.".to_owned(),
            ),
            Cause::ServerFault
            | Cause::Unreadable(_)
            | Cause::Redirected
            | Cause::TooLarge
            | Cause::TimedOut
            | Cause::ConnectionLost => (
                format!("{name} gave no answer that can be read."),
                "Wait a moment, then book again.".to_owned(),
            ),
        }
    }

    /// The server did not take the request; its own words say why.
    fn not_taken(&self, spot: Spot) -> (String, String) {
        let name = self.backend.name();
        let what = match (self.report.message.as_deref(), self.report.status) {
            (Some(said), _) => format!("{name} refused the booking: {}", in_staffs_words(said, spot)),
            (None, Some(status)) => {
                format!("{name} refused the booking (status {status}) without saying why.")
            }
            (None, None) => format!("{name} refused the booking without saying why."),
        };
        let advice = match spot {
            Spot::Field(id) => format!("Change {} and book again.", id.field().label),
            Spot::Whole => "Check the form against this, then book again.".to_owned(),
        };
        (what, advice)
    }

    fn not_there(&self, spot: Spot) -> (String, String) {
        let label = match spot {
            Spot::Field(id) => id.field().label.to_lowercase(),
            Spot::Whole => "record".to_owned(),
        };
        (
            format!("{} does not know this {label}.", self.backend.name()),
            format!("Pick the {label} from the list, or check the id; test and live data are kept apart."),
        )
    }

    /// Aniva answers alike for a bad key, a missing right and a target out of reach, so all three are said.
    fn forbidden(&self) -> (String, String) {
        let key = key_variable(self.backend);
        match self.backend {
            Backend::Clinik => (
                "The key for ClinikAPI may not book.".to_owned(),
                format!("Ask for a key with the right `write` and set it as {key}."),
            ),
            Backend::Aniva => (
                "Aniva refused: wrong key, no right TEST_SESSIONS_SCHEDULE, or profile or location out of reach.".to_owned(),
                format!("Check {key} and ask Aniva for that right; then check who and where."),
            ),
        }
    }

    fn too_many(&self) -> (String, String) {
        let advice = match self.report.retry_after {
            Some(wait) => format!("Book again in {} s; everything typed is kept.", wait.as_secs().max(1)),
            None => "Book again in a minute; everything typed is kept.".to_owned(),
        };
        (format!("{} has had too many calls just now.", self.backend.name()), advice)
    }

    fn key_not_taken(&self) -> (String, String) {
        let name = self.backend.name();
        let key = key_variable(self.backend);
        let new_key = format!("Ask for a new key and set it as {key}.");
        match self.report.cause {
            Cause::KeyMissing => {
                (format!("There is no key for {name}."), format!("Set {key} and start bookdesk again."))
            }
            Cause::KeyMalformed => (format!("The key for {name} does not look like one."), self.key_shape()),
            Cause::KeyRevoked => (format!("The key for {name} was revoked."), new_key),
            Cause::KeyExpired => (format!("The key for {name} has expired."), new_key),
            _ => (
                format!("{name} does not know this key."),
                format!("Check {key}; test and live keys are different ones."),
            ),
        }
    }

    fn key_shape(&self) -> String {
        let key = key_variable(self.backend);
        match self.backend {
            Backend::Clinik => format!("It begins with clk_live_ or clk_test_: check {key}."),
            Backend::Aniva => format!("It is one word of plain letters and digits: check {key}."),
        }
    }

    /// Nothing came to the API, or what came was no longer what was sent.
    fn no_way_there(&self) -> (String, String) {
        let name = self.backend.name();
        let address = address_variable(self.backend);
        match &self.report.cause {
            Cause::AddressRefused(why) => (
                format!("The address of {name} can't be used: {why}."),
                format!("Mend {address} and start bookdesk again."),
            ),
            Cause::Unreachable(why) => (
                format!("{name} can't be reached: {why}."),
                "Check the network, then book again; everything typed is kept.".to_owned(),
            ),
            _ => (
                format!("Something between this desk and {name} changed the request."),
                "Ask your network's administrator which proxy adds headers.".to_owned(),
            ),
        }
    }

    /// What is known where it may have been booked.
    fn lost(&self) -> String {
        let name = self.backend.name();
        match &self.report.cause {
            Cause::ServerFault => format!("{name} had a fault of its own while booking. It may be booked."),
            Cause::Unreadable(why) => format!("The answer can't be read: {why}. It may be booked."),
            Cause::Redirected => format!("{name} sent the desk to another address. It may be booked."),
            Cause::TooLarge => "The answer was too large to be one. It may be booked.".to_owned(),
            Cause::TimedOut => "No answer came in time. It may be booked.".to_owned(),
            Cause::StoppedWaiting => "You stopped waiting for the answer. It may be booked.".to_owned(),
            _ => "The answer was lost after sending. It may be booked.".to_owned(),
        }
    }

    fn look_first(&self) -> String {
        let name = self.backend.name();
        if self.report.cause == Cause::Redirected {
            let address = address_variable(self.backend);
            return format!("Look in {name} before booking this again; have {address} checked.");
        }
        format!("Look in {name} before booking this again.")
    }
}

/// Where a backend's key is set.
fn key_variable(backend: Backend) -> &'static str {
    match backend {
        Backend::Clinik => "BOOKDESK_CLINIK_KEY",
        Backend::Aniva => "BOOKDESK_ANIVA_KEY",
    }
}

/// Where a backend's address is set.
fn address_variable(backend: Backend) -> &'static str {
    match backend {
        Backend::Clinik => "BOOKDESK_CLINIK_URL",
        Backend::Aniva => "BOOKDESK_ANIVA_URL",
    }
}

/// The fields of the form that name a record of the backend, in form order.
fn references(backend: Backend) -> impl Iterator<Item = FieldId> + Clone {
    fields(backend).iter().filter(|field| matches!(field.kind, Kind::Reference(_))).map(|field| field.id)
}

/// The field that a server's path means: `patientId`, but also `body.patientId` and `start[0]`.
fn field_called(backend: Backend, path: &str) -> Option<FieldId> {
    let name = path.strip_prefix("body.").unwrap_or(path);
    let first = name.split(['.', '[']).next().unwrap_or(name);
    FieldId::by_wire_name(backend, first)
}

/// The first of `candidates` that the server's words name: by wire name, else by label, else by its stem
/// (`profile` for `profile_id`).
fn named_in(said: &str, candidates: impl Iterator<Item = FieldId> + Clone) -> Option<FieldId> {
    let said = said.to_lowercase();
    let names: [fn(FieldId) -> String; 3] = [wire_name, |id| id.field().label.to_lowercase(), stem];
    names.into_iter().find_map(|name| candidates.clone().find(|id| word_at(&said, &name(*id)).is_some()))
}

fn wire_name(id: FieldId) -> String {
    id.field().wire.unwrap_or_default().to_lowercase()
}

fn stem(id: FieldId) -> String {
    let wire = id.field().wire.unwrap_or_default();
    ["_id", "_at", "Id"].iter().find_map(|tail| wire.strip_suffix(tail)).unwrap_or(wire).to_lowercase()
}

/// What the server said, with the field's label in place of its wire name.
fn in_staffs_words(said: &str, spot: Spot) -> String {
    let Spot::Field(id) = spot else { return said.to_owned() };
    let wire = id.field().wire.unwrap_or_default();
    match word_at(said, wire) {
        Some(at) => format!("{}{}{}", &said[..at], id.field().label, &said[at + wire.len()..]),
        None => said.to_owned(),
    }
}

/// Where `said` has `name` as words of its own, not as a part of longer ones.
fn word_at(said: &str, name: &str) -> Option<usize> {
    let inside = |letter: char| letter.is_alphanumeric() || letter == '_';
    let stands_alone =
        |at: usize| !said[..at].ends_with(inside) && !said[at + name.len()..].starts_with(inside);
    said.match_indices(name).map(|(at, _)| at).find(|at| !name.is_empty() && stands_alone(*at))
}

/// `text` within [`LONGEST`] characters.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some(_) => text.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests;
