//! What desks report of the changes that were submitted at them: each report has to be true.

use booking::{Booking, Change, Meaning, Outcome};
use office::SubmissionId;

use super::world::{Create, World};

/// What a desk has reported of a change.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Report {
    /// The window and its run.
    from: (usize, u32),
    of: SubmissionId,
    outcome: Outcome,
}

impl World {
    /// Takes note of what a desk reports, once it says that it knows. What it calls made has to be made by then.
    pub(super) fn notes_report(&mut self, number: usize) {
        let Some(window) = &self.windows[number] else {
            return;
        };
        let changes = window.desk.office.changes();
        let Some(of) = changes.submission() else {
            return;
        };
        if changes.is_submission_open() || changes.awaited().next().is_some() {
            return;
        }
        let report = Report {
            from: (number, window.run),
            of,
            outcome: changes.outcome(),
        };
        if self.reports.iter().rfind(|other| other.from == report.from) == Some(&report) {
            return;
        }
        self.notes(format_args!(
            "window {number} reports {}",
            report.outcome.word()
        ));
        if !self.is_made_as(&report) {
            let appointment = report.outcome.appointment().map(|made| &made.id);
            let what = report.outcome.word();
            self.untrue.push(format!(
                "window {number} reports {what} of {appointment:?}, and it is not so"
            ));
        }
        self.reports.push(report);
    }

    fn steps_of(&self, report: &Report) -> impl Iterator<Item = &Create> {
        let Report { from, of, .. } = *report;
        self.creates
            .iter()
            .filter(move |create| create.from == from && create.of == Some(of))
    }

    /// Whether what is reported as made is.
    fn is_made_as(&self, report: &Report) -> bool {
        let Some(appointment) = report.outcome.appointment() else {
            return true;
        };
        let is_held = self.server.read(&appointment.id).is_some();
        let Some(step) = self.steps_of(report).last() else {
            return is_held;
        };
        let is_whole = matches!(report.outcome, Outcome::Made(..));
        is_held
            && match (&step.change, step.change.starts_from()) {
                (Change::Book(_), _) | (_, None) => true,
                (Change::Replace(_), Some(old)) => !is_whole || self.server.is_cancelled(&old.id),
                (change, Some(of)) => self.creates.iter().any(|create| {
                    let is_same = create.change.kind() == change.kind() && create.has_altered;
                    is_same
                        && create
                            .change
                            .appointment()
                            .is_some_and(|other| other.id == of.id)
                }),
            }
    }

    /// What was reported as not made was not made until the end, either. Where nobody can tell a booking or a change from
    /// another one, nobody can say so.
    pub(super) fn reports_are_true(&self, complaints: &mut Vec<String>) {
        complaints.extend(self.untrue.iter().cloned());
        let is_not_made = |outcome: &Outcome| {
            let not_made =
                [Meaning::Refused, Meaning::NotSent, Meaning::NotThere].map(Outcome::Failed);
            not_made.contains(outcome)
                || matches!(outcome, Outcome::Conflict | Outcome::NotPermitted)
        };
        for report in self
            .reports
            .iter()
            .filter(|report| is_not_made(&report.outcome))
        {
            let is_looked_up = report.outcome == Outcome::Failed(Meaning::NotThere);
            let is_told_apart = |create: &&Create| match create.change.makes() {
                Some(new) => Booking::reference(new).is_some(),
                None => !is_looked_up,
            };
            let made = self
                .steps_of(report)
                .filter(is_told_apart)
                .find(|create| self.is_made(create));
            if let Some(create) = made {
                let (what, wish) = (report.outcome.word(), create.wish);
                complaints.push(format!(
                    "{:?} reported {what} of wish {wish}, and it is made",
                    report.from
                ));
            }
        }
    }

    fn is_made(&self, create: &Create) -> bool {
        let place = self
            .creates
            .iter()
            .position(|other| std::ptr::eq(other, create));
        create.has_altered || place.is_some_and(|place| self.server.made_by(place).is_some())
    }
}
