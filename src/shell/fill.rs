//! Fills the form as a person does: field by field with names picked from lists, or from the entry line.

use std::time::Duration;

use booking::id_list::parts;
use booking::{
    ClinicId, Directory, Failure, FieldId, FieldRole, Kind, Language, Outcome, Problem, Severity,
    Spot, is_part_of_id, time,
};
use desk::{Action, ChangeForm, Command, Listed, Reading, Row, rows};

use i18n::say;
use office::Remote;

use super::verdict::outcome_unread;
use super::{BookRequest, ChangeVerdict, DeskDriver, Filling, Unanswered};

/// How long to wait for a list or a free time.
const READ_TIMEOUT: Duration = Duration::from_secs(20);

impl DeskDriver {
    /// Fills the form. Returns notes about changed texts, or why it can't be filled.
    pub(super) fn fill(&mut self, request: &BookRequest) -> Result<Vec<Problem>, Vec<Unanswered>> {
        match &request.filling {
            Filling::Fields(texts) => self.fill_fields(request.clinic, texts),
            Filling::Line(line) => match self.fill_line(request.clinic, line) {
                Ok(()) => Ok(Vec::new()),
                Err(why) => Err(vec![why]),
            },
        }
    }

    fn fill_fields(
        &mut self,
        clinic: Option<ClinicId>,
        texts: &[(FieldId, String)],
    ) -> Result<Vec<Problem>, Vec<Unanswered>> {
        let clinic = clinic.unwrap_or(self.desk().clinic);
        let mut filled = Vec::new();
        let mut changed = Vec::new();
        let mut problems = Vec::new();
        let has_range = texts
            .iter()
            .any(|(id, text)| *id == clinic.start_field() && time::is_range(text));
        for id in in_order(clinic) {
            // Earlier fields decide which later fields are asked for.
            if !self
                .desk()
                .form_of(clinic)
                .draft()
                .asked()
                .any(|field| field == id)
            {
                continue;
            }
            self.command(Command::Focus(clinic, id));
            let text = texts
                .iter()
                .find(|(other, _)| *other == id)
                .map(|(_, text)| text.as_str());
            // A start with an end has already given the length.
            if has_range && id.role == Some(FieldRole::Minutes) {
                problems
                    .extend(text.map(|_| two_ends(clinic, id, self.desk().setup.language).into()));
                filled.push(id);
                continue;
            }
            match self.put(id, text.unwrap_or(id.preset)) {
                Ok(note) => changed.extend(note),
                Err(unnamed) => problems.push(unnamed),
            }
            filled.push(id);
        }
        // The last field is read when it is left, like the others.
        self.act(Action::NextField);
        let language = self.desk().setup.language;
        let unasked = texts.iter().filter(|(id, _)| !filled.contains(id));
        problems.extend(unasked.map(|(id, _)| not_asked(*id, language).into()));
        if problems.is_empty() {
            Ok(changed)
        } else {
            Err(problems)
        }
    }

    /// Puts a text into the focused field. Returns a note if the text was changed.
    pub(super) fn put(&mut self, id: FieldId, text: &str) -> Result<Option<Problem>, Unanswered> {
        if self.desk().form().draft().text(id) == text {
            return Ok(None);
        }
        self.act(Action::ClearField);
        match id.kind {
            _ if text.trim().is_empty() => Ok(None),
            Kind::Reference(directory) => self.pick(id, directory, text.trim()).map(|()| None),
            Kind::References(directory) => parts(text)
                .try_for_each(|part| self.pick(id, directory, part))
                .map(|()| None),
            _ => {
                self.paste(text);
                let note = self.desk().note_text();
                Ok(note.map(|what| Problem::warning(Spot::Field(id), what, "")))
            }
        }
    }

    /// Types an id, or a name whose entry is then picked. A name is picked only if it matches exactly one
    /// entry and no other can be meant.
    fn pick(&mut self, id: FieldId, directory: Directory, typed: &str) -> Result<(), Unanswered> {
        self.type_text(typed);
        self.wait(READ_TIMEOUT, |session| {
            let is_known = session
                .machine()
                .office
                .lists
                .known(directory, typed)
                .is_some();
            is_known || is_uuid(typed) || session.is_settled() && !session.machine().is_searching()
        });
        if self.desk().office.lists.known(directory, typed).is_some() || is_uuid(typed) {
            if matches!(id.kind, Kind::References(_)) {
                self.type_text(", ");
            }
            return Ok(());
        }
        if let Some(failure) = self.failure_of_list(directory)
            && !is_like_an_id(typed)
        {
            let language = self.desk().setup.language;
            let clinic = directory.clinic();
            return Err(Unanswered::unread(
                Spot::Field(id),
                failure,
                clinic,
                language,
            ));
        }
        let offered = rows(self.desk());
        let entries: Vec<&Row> = offered.rows.iter().filter(|row| !row.adds).collect();
        let language = self.desk().setup.language;
        let by_id = |row: &&&Row| {
            is_part_of_id(
                typed,
                &row.text,
                &format!("{} {}", row.label, row.detail),
                &row.tail,
            )
        };
        let ids: Vec<&str> = entries
            .iter()
            .filter(by_id)
            .map(|row| row.text.as_str())
            .collect();
        if !ids.is_empty() && ids.len() == entries.len() {
            let what = say!(language, "shell-part-of-id", typed, ids = ids.join(", "));
            return Err(Unanswered {
                is_usage: true,
                ..Problem::error(Spot::Field(id), what, "").into()
            });
        }
        let place = match entries.len() {
            1 if offered.remark.is_none() => Some(0),
            _ => only_row(&entries, |row| row.tail.eq_ignore_ascii_case(typed)).or_else(|| {
                let is_complete = offered.remark.is_none();
                only_row(&entries, |row| {
                    row.label.to_lowercase() == typed.to_lowercase()
                })
                .filter(|_| is_complete)
            }),
        };
        match place {
            Some(place) => {
                (0..=place).for_each(|_| self.act(Action::Down));
                self.act(Action::Enter);
                Ok(())
            }
            None if entries.is_empty() && is_like_an_id(typed) => Ok(()),
            None => Err(not_one(id, typed, &entries, offered.remark.as_deref(), language).into()),
        }
    }

    /// Returns why a list could not be read, if it could not.
    fn failure_of_list(&self, directory: Directory) -> Option<&Failure> {
        match self.desk().office.lists.list(directory) {
            Remote::Failed(failure, None) => Some(failure),
            _ => None,
        }
    }

    /// Returns why nothing can be made of the line, if a list or the free times that it needs could not be read.
    fn failure_of_line(&self, clinic: Option<ClinicId>) -> Option<Unanswered> {
        let desk = self.desk();
        let language = self.desk().setup.language;
        if let Some(failure) = desk::failure_of_free_times(desk) {
            let start = desk.clinic.start_field();
            return Some(Unanswered::unread(
                Spot::Field(start),
                failure,
                desk.clinic,
                language,
            ));
        }
        let reading = desk.line.reading.as_ref();
        let means = reading.map(Reading::clinic);
        // A doubt is about the clinic that the line means. Without one, whoever is named may be at any clinic.
        let is_doubtful = reading.is_some_and(|reading| reading.doubt().is_some());
        let others = desk
            .office
            .setup
            .clinics
            .into_iter()
            .filter(|one| !is_doubtful && clinic.is_none_or(|clinic| clinic == *one));
        means
            .into_iter()
            .chain(others)
            .flat_map(|one| [one.people(), one.providers()])
            .find_map(|list| {
                let failure = self.failure_of_list(list)?;
                let clinic = list.clinic();
                Some(Unanswered::unread(Spot::Whole, failure, clinic, language))
            })
    }

    fn fill_line(&mut self, clinic: Option<ClinicId>, line: &str) -> Result<(), Unanswered> {
        self.act(Action::EntryLine);
        self.act(Action::ClearField);
        self.paste(line);
        self.settle(READ_TIMEOUT);
        if self.desk().line.verb().is_some() {
            let what = say!(self.desk().setup.language, "line-verbs-in-desk-only");
            return Err(Problem::error(Spot::Whole, what, "").into());
        }
        if self.desk().line.series().is_some() {
            let what = say!(self.desk().setup.language, "line-series-in-desk-only");
            return Err(Problem::error(Spot::Whole, what, "").into());
        }
        self.act(Action::Enter);
        self.wait(READ_TIMEOUT, |session| {
            session.is_settled() && session.machine().slots.wanted.is_none()
        });
        let desk = self.desk();
        let note = desk.note_text().unwrap_or_default();
        let start = desk.clinic.start_field();
        let has_no_time =
            desk.slots.wanted.is_some() || desk.form().draft().text(start).trim().is_empty();
        if (desk.line.asks() || has_no_time)
            && let Some(unread) = self.failure_of_line(clinic)
        {
            return Err(unread);
        }
        if desk.line.asks() {
            let reading = desk
                .line
                .reading
                .as_ref()
                .filter(|reading| reading.doubt().is_some());
            let what = reading.map_or(note, Reading::text);
            let picks = reading
                .map(|reading| &reading.picks[..])
                .unwrap_or_default();
            let advice: Vec<String> = picks
                .iter()
                .map(|pick| format!("{}: {}", pick.text(), pick.label))
                .collect();
            let advice = listed(&advice, desk.setup.language);
            return Err(Problem::error(Spot::Whole, what, advice).into());
        }
        if let Some(clinic) = clinic.filter(|clinic| *clinic != desk.clinic) {
            let language = desk.setup.language;
            let means = desk.clinic.name();
            let other = clinic.name();
            let what = say!(language, "shell-line-means-other", clinic = means, other);
            return Err(
                Problem::error(Spot::Whole, what, say!(language, "shell-line-mend")).into(),
            );
        }
        if has_no_time {
            return Err(Problem::error(Spot::Field(start), note, "").into());
        }
        Ok(())
    }

    /// Returns whether the form for a change of an appointment is in front.
    pub(super) fn is_altering(&self) -> bool {
        self.desk().overlays.shows::<ChangeForm>()
    }

    /// Returns the problems of the form in front that are at least this severe, the most severe first.
    pub(super) fn problems(&self, least: Severity) -> Vec<Problem> {
        if self.is_altering() {
            let problems = desk::problems_of_change_form(self.desk()).into_iter();
            return problems
                .filter(|problem| problem.severity >= least)
                .collect();
        }
        let listed = desk::listed(self.desk()).into_iter();
        let here = listed.filter(Listed::is_of_form);
        here.map(|row| row.problem.into_owned())
            .filter(|problem| problem.severity >= least)
            .collect()
    }
}

/// Returns the verdict on a form that can't be filled: it has to be mended, unless nothing is wrong with it but that a
/// clinic could not be read.
pub(super) fn verdict_on(unanswered: Vec<Unanswered>) -> ChangeVerdict {
    let is_unread = unanswered.iter().all(|why| why.unread.is_some());
    let failure = unanswered.iter().find_map(|why| why.unread.as_ref());
    let outcome = match failure {
        Some(failure) if is_unread => outcome_unread(failure),
        _ => Outcome::Invalid,
    };
    let problems = unanswered.into_iter().map(|why| why.problem);
    ChangeVerdict::of(outcome, problems.collect())
}

/// Returns the fields of a form in the order in which they are filled: a start whose length is known asks for no slots.
fn in_order(clinic: ClinicId) -> Vec<FieldId> {
    let is_length = |id: &&FieldId| id.role == Some(FieldRole::Minutes);
    let length = clinic.form().iter().find(is_length).copied();
    let others = clinic.form().iter().filter(|id| Some(**id) != length);
    let with_length = |id: FieldId| {
        let before = length.filter(|_| id == clinic.start_field());
        before.into_iter().chain([id])
    };
    others.copied().flat_map(with_length).collect()
}

fn is_uuid(text: &str) -> bool {
    uuid::Uuid::try_parse(text).is_ok()
}

/// Returns whether a text can only be an id: names have neither digits nor underscores.
fn is_like_an_id(text: &str) -> bool {
    text.contains(|letter: char| letter.is_ascii_digit() || letter == '_')
}

/// Returns the index of the only row that fits, if there is exactly one.
fn only_row(rows: &[&Row], is_so: impl Fn(&Row) -> bool) -> Option<usize> {
    let mut fitting = rows.iter().enumerate().filter(|(_, row)| is_so(row));
    let (place, _) = fitting.next()?;
    fitting.next().is_none().then_some(place)
}

/// Returns the problem of a length given twice: by the end behind the start, and in its own field.
fn two_ends(clinic: ClinicId, id: FieldId, language: Language) -> Problem {
    let what = say!(
        language,
        "review-two-ends",
        start = clinic.start_field().label(language)
    );
    Problem::error(Spot::Field(id), what, say!(language, "review-clear-end"))
}

fn not_asked(id: FieldId, language: Language) -> Problem {
    let statuses: Vec<&str> = id.only_for.iter().map(|status| status.word()).collect();
    let what = say!(language, "shell-field-of-other-status", field = id.key());
    let advice = say!(
        language,
        "shell-field-only-for",
        statuses = statuses.join(", ")
    );
    Problem::error(Spot::Field(id), what, advice)
}

fn not_one(
    id: FieldId,
    typed: &str,
    rows: &[&Row],
    remark: Option<&str>,
    language: Language,
) -> Problem {
    let what = match rows.len() {
        0 => say!(language, "shell-nobody", typed),
        1 => say!(language, "shell-nobody-for-certain", typed),
        _ => say!(language, "shell-several", typed),
    };
    let candidates = rows.iter().map(|row| {
        // The id is shown first, so a tail that ends it adds nothing.
        let tail = Some(&row.tail).filter(|tail| !row.text.ends_with(tail.trim_start_matches('…')));
        let parts = [&row.label, &row.detail]
            .into_iter()
            .chain(tail)
            .map(|part| part.trim());
        let texts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        format!("{}: {}", row.text, texts.join(", "))
    });
    let lines: Vec<String> = candidates.chain(remark.map(str::to_owned)).collect();
    Problem::error(Spot::Field(id), what, listed(&lines, language))
}

fn listed(lines: &[String], language: Language) -> String {
    match lines {
        [] => String::new(),
        lines => say!(language, "shell-say-which", choices = lines.join("; ")),
    }
}
