//! A list of calls in words: its day, its progress, and each call.

use chrono::{DateTime, NaiveDate, Utc};

use booking::{
    CallBack, CallBackProblem, CallBackRequest, CallReason, CallResult, ClinicId, Language,
    ListRemark, PATIENT_NOTE_LIMIT, Tone, phone_in_groups, time, why_unread,
};
use i18n::{MessageId, say};
use office::CalendarQuery;

use super::{CallRow, CallVisit, Calls, Phone};
use crate::Wording;

/// Returns the words for the result of a call.
pub fn call_result(result: CallResult, language: Language) -> &'static str {
    MessageId::attribute("call-result", result.word()).text(language)
}

impl Wording<'_> {
    /// Returns the title of a list, with its day if all rows share one.
    pub fn call_list_title(&self, list: &Calls) -> String {
        let language = self.language;
        let day = list.date().map(|date| time::day(date, language));
        let Some(reminders) = &list.reminders else {
            let parts = [Some(say!(language, "calls-list").to_owned()), day];
            return parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        };
        let is_sought = reminders
            .sought_from
            .is_some_and(|from| from < reminders.date);
        let text = [
            say!(language, "calls-reminders"),
            say!(language, "calls-nobody-before"),
        ];
        format!(
            "{} · {}",
            day.unwrap_or_default(),
            text[..1 + usize::from(is_sought)].join(" · ")
        )
    }

    /// Returns the failure of a read, else the progress of the list.
    pub(crate) fn call_list_remark(&self, list: &Calls) -> ListRemark {
        let language = self.language;
        let failure = list.clinics(self.office).find_map(CalendarQuery::unread);
        if let Some((clinic, failure)) = failure {
            let why = why_unread(failure, clinic, language);
            return ListRemark::new(format!("✗ {why}"), Tone::Error);
        }
        let counts = list.counts(*self);
        let mut parts = vec![say!(
            language,
            "calls-reached",
            reached = counts.reached,
            count = counts.to_call
        )];
        if counts.not_reached > 0 {
            parts.push(say!(
                language,
                "calls-not-reached",
                count = counts.not_reached
            ));
        }
        if counts.without_number > 0 {
            parts.push(say!(
                language,
                "calls-without-number",
                count = counts.without_number
            ));
        }
        match counts.unread {
            0 => {}
            count if list.is_stopped => parts.push(say!(language, "calls-numbers-stopped", count)),
            count => parts.push(say!(language, "calls-numbers-to-read", count)),
        }
        let part = list
            .clinics(self.office)
            .find(|clinic| clinic.is_whole() == Some(false));
        let tone = if part.is_some() {
            Tone::Warning
        } else {
            Tone::Plain
        };
        let name = part.and_then(CalendarQuery::clinic).map(ClinicId::name);
        parts.extend(
            name.map(|name| format!("! {}", say!(language, "day-not-whole", clinic = name))),
        );
        ListRemark::new(parts.join(" · "), tone)
    }

    /// Returns the time of an appointment, with the old one if it was moved, the date if it isn't the list's, and the
    /// time zone if it isn't the desk's; for a patient to call back, since when.
    pub(crate) fn call_times(&self, list: &Calls, row: &CallRow, visit: &CallVisit) -> String {
        let language = self.language;
        if let Some(call) = &row.call_back {
            return self.call_back_since(call);
        }
        let day = list.date();
        let moment = |at: DateTime<Utc>, day: Option<NaiveDate>| {
            let local = at.with_timezone(&visit.zone);
            if day == Some(local.date_naive()) {
                time::to_the_minute(at, visit.zone, language)
            } else {
                time::moment_this_year(local.date_naive(), local.time(), language)
            }
        };
        let start = visit.subject.start.map(|start| match visit.was {
            Some(was) => {
                let same_day = was.with_timezone(&visit.zone).date_naive();
                format!("{} → {}", moment(was, day), moment(start, Some(same_day)))
            }
            None => moment(start, day),
        });
        let zone = match visit.subject.start {
            Some(at) if visit.zone != self.office.setup.zone => {
                Some(time::zone_word_at(at, visit.zone, language))
            }
            _ => None,
        };
        let what = match (visit.subject.reason, visit.is_made) {
            (CallReason::Moved, false) => Some(say!(language, "calls-not-moved").to_owned()),
            (CallReason::Cancelled, true) => Some(say!(language, "calls-cancelled").to_owned()),
            (CallReason::Cancelled, false) => {
                Some(say!(language, "calls-not-cancelled").to_owned())
            }
            _ => None,
        };
        [start, zone, what]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Returns since when a patient is to be called back, on the desk's clock.
    fn call_back_since(&self, call: &CallBack) -> String {
        let zone = self.office.setup.zone;
        let local = call.at.with_timezone(&zone);
        let at = if local.date_naive() == self.today() {
            time::to_the_minute(call.at, zone, self.language)
        } else {
            time::moment_this_year(local.date_naive(), local.time(), self.language)
        };
        say!(self.language, "call-back-since", at)
    }

    /// Returns the subject of a wanted call, and who is to make it.
    pub fn call_back_request(&self, request: &CallBackRequest) -> String {
        let words = request.words.typed();
        match &request.assignee {
            Some(name) => say!(self.language, "call-back-for", words, name = name.says()),
            None => words.to_owned(),
        }
    }

    /// Returns why typed words make no request for a call.
    pub fn call_back_problem(&self, problem: CallBackProblem) -> String {
        match problem {
            CallBackProblem::Line => say!(self.language, "call-back-is-line").to_owned(),
            CallBackProblem::NoWords => say!(self.language, "call-back-what").to_owned(),
            CallBackProblem::TooLong => {
                say!(
                    self.language,
                    "call-back-too-long",
                    most = PATIENT_NOTE_LIMIT
                )
            }
        }
    }

    /// Returns the subject of a call-back, who is to make it, and who asked for it.
    pub(crate) fn call_back_words(&self, call: &CallBack) -> String {
        let parts = [Some(self.call_back_request(&call.request)), call.by.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(" · ")
    }

    /// Returns the number in groups for reading aloud, or why there is none.
    pub(crate) fn call_number(&self, row: &CallRow) -> String {
        let language = self.language;
        match &row.phone {
            Phone::Known(number) => phone_in_groups(number),
            Phone::Missing => say!(language, "calls-no-number").to_owned(),
            Phone::Unread => say!(language, "calls-number-unread").to_owned(),
            Phone::Failed => say!(language, "calls-number-failed").to_owned(),
        }
    }

    /// Returns the results of the calls about each visit of a row, only once if all visits have the same.
    pub(crate) fn call_results(&self, row: &CallRow) -> Vec<String> {
        let visits = row.visits.iter();
        let mut results: Vec<String> = visits.map(|visit| self.call_result(visit)).collect();
        if let Some((first, others)) = results.split_first_mut()
            && others.iter().all(|other| other == first)
        {
            others.fill(String::new());
        }
        results
    }

    /// Returns the last result and its time, then the other results, each with its count if above one. For a call-back,
    /// also says who noted it.
    fn call_result(&self, visit: &CallVisit) -> String {
        let Some(calls) = self.office.calls().about(&visit.subject) else {
            return String::new();
        };
        let Some(last) = calls.last() else {
            return String::new();
        };
        let language = self.language;
        let word = |result: CallResult| call_result(result, language);
        let counted = |result| match calls
            .results
            .iter()
            .filter(|other| **other == result)
            .count()
        {
            0 => None,
            1 => Some(word(result).to_owned()),
            count => Some(format!("{count}× {}", word(result))),
        };
        let at = time::to_the_minute(calls.at, self.office.setup.zone, language);
        let first = counted(last).map(|text| format!("{text} {at}"));
        let others = CallResult::ALL
            .into_iter()
            .filter(|result| *result != last)
            .filter_map(counted);
        let results: Vec<String> = first.into_iter().chain(others).collect();
        let results = results.join(", ");
        match calls.by.operator.as_ref().or(calls.by.desk.as_ref()) {
            Some(by) if visit.subject.reason == CallReason::CallBack => {
                format!("{results} · {by}")
            }
            _ => results,
        }
    }
}
