//! Searching for people.
//!
//! If the loaded list is incomplete, the server is searched for the patient field and for the entry line, a moment
//! after the last letter. The previous search is abandoned. While the server may know another match, no match
//! counts as the only one.
//!
//! A list too long to be searched between two keys is searched by an effect. Until that answers, the rows of the
//! previous text stay on screen, and none can be picked.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use crate::model::{LookupInputs, MatchKey, PeopleQueries};
use crate::{Cx, Desk, Effect, Form, Pane, Ticket, current, note};
use booking::line::PatientWish;
use booking::time::Clock;
use booking::{
    ClinicId, Directory, Failure, Listing, Matches, NamedEntries, PeopleQuery, Prose, Register,
};
use office::{Catalogue, SearchEnd};
use words::MOST_ROWS;

impl PeopleQueries {
    /// Plans a search for the changed text of the focused field.
    pub(crate) fn plan_for_field(&mut self, cx: &mut Cx<'_>) {
        let (clinic, typed) = match patient_in_change(cx) {
            Some((clinic, typed)) => (clinic, Some(typed)),
            None => {
                let form = cx.form();
                let is_focused = form.focus() == cx.clinic.patient_field();
                (cx.clinic, is_focused.then(|| form.typed()))
            }
        };
        let queries = typed.map(|typed| {
            let clock = cx.setting_of(clinic).clock;
            cx.office.searches_for(clinic, typed, &clock)
        });
        let up = cx.office.moment.up;
        let queries = queries.unwrap_or_default();
        cx.request(self.field_search.plan(clinic, queries, up));
    }

    /// Plans the search for what was typed before the list had been read.
    pub(crate) fn plan_for_typed(&mut self, cx: &mut Cx<'_>) {
        let form = cx.form();
        if patient_in_change(cx).is_some() || form.picker.open && !form.fresh {
            self.plan_for_field(cx);
        }
    }

    /// Plans a search for the patients that the line may mean.
    pub(crate) fn plan_for_line(
        &mut self,
        clinic: ClinicId,
        wishes: &[PatientWish],
        cx: &mut Cx<'_>,
    ) {
        let queries = cx.office.searches_for_wishes(clinic, wishes);
        let up = cx.office.moment.up;
        cx.request(self.line_search.plan(clinic, queries, up));
    }

    /// Starts the line's search at once.
    pub(crate) fn search_for_line(&mut self, cx: &mut Cx<'_>) {
        let now = cx.office.moment;
        let requests = self.line_search.request(now, cx.tickets());
        cx.request(requests);
    }

    /// Starts the searches that are due.
    pub(crate) fn search_if_due(&mut self, cx: &mut Cx<'_>) {
        let now = cx.office.moment;
        for search in [&mut self.line_search, &mut self.field_search] {
            if search.due_in(now.up) == Some(Duration::ZERO) {
                let requests = search.request(now, cx.tickets());
                cx.request(requests);
            }
        }
    }

    /// Handles the results of a search; an answer to an older search is dropped.
    pub(crate) fn on_people_found(
        &mut self,
        ticket: Ticket,
        answer: Result<Listing, Failure>,
        cx: &mut Cx<'_>,
    ) {
        let now = cx.office.moment;
        let end = SearchEnd::of(&answer);
        let for_line = self.line_search.take_answer(ticket, end.clone(), now);
        let clinic = for_line.or_else(|| self.field_search.take_answer(ticket, end, now));
        let Some(clinic) = clinic else { return };
        match answer {
            Ok(listing) => cx
                .office_mut()
                .lists
                .add(clinic.people(), Catalogue::of(listing)),
            Err(_) if for_line.is_some() => {
                cx.note(note!("line-namesakes", clinic = clinic.name()))
            }
            Err(_) => {
                // The next letter searches again.
                self.field_search.give_up();
                cx.note(note!("people-not-searched"));
            }
        }
    }
}

impl PeopleQueries {
    /// Starts a search whenever the text or the list has changed, and abandons the previous one.
    pub(crate) fn sync_matches(&mut self, cx: &mut Cx<'_>) {
        let Some((directory, typed, register)) = wants_matches(cx) else {
            return self.give_up_matches(cx);
        };
        let list_len = register.len();
        // The rows don't change after one of them has been chosen.
        let chosen = if let Some(form) = cx.change_form() {
            form.row
        } else if cx.panes.focused == Pane::Line {
            cx.line.chosen
        } else {
            cx.form().picker.chosen
        };
        let rests = self.matching.is_asking() || chosen.is_some();
        let before = self.matching.key();
        if before
            .is_some_and(|key| key.is_for(directory, typed) && (rests || key.list_len == list_len))
        {
            return;
        }
        let query = PeopleQuery::new(typed, &cx.setting().clock);
        let typed = typed.to_owned();
        let register = register.clone();
        if before.is_some_and(|key| key.directory == directory) {
            cx.request(self.matching.awaited().map(Effect::Abandon));
        } else {
            self.give_up_matches(cx);
        }
        self.matching.turn_to(MatchKey {
            directory,
            typed,
            list_len,
        });
        let now = cx.office.moment;
        let request = self.matching.ask(now, || cx.ticket());
        cx.request(request.map(|(ticket, _)| Effect::Find(ticket, register, query)));
    }

    /// Returns the matches of the current or the previous text.
    pub(crate) fn matches(&self) -> Option<&Matches> {
        self.matching.value()
    }

    /// Returns the matches of this text, if the search has been answered.
    pub(crate) fn matches_of(&self, directory: Directory, typed: &str) -> Option<&Matches> {
        let key = self.matching.key()?;
        if !key.is_for(directory, typed) || self.await_matches() {
            return None;
        }
        self.matches()
    }

    /// Returns whether the matches of the current text are still awaited.
    pub(crate) fn await_matches(&self) -> bool {
        self.matching.is_asking()
    }

    fn give_up_matches(&mut self, cx: &mut Cx<'_>) {
        cx.request(mem::take(&mut self.matching).awaited().map(Effect::Abandon));
    }
}

/// Returns the long list to search and the text, if a patient field is being filled in or the line's patient is
/// not in the list.
fn wants_matches(desk: &Desk) -> Option<(Directory, &str, &Register)> {
    if let Some((clinic, typed)) = patient_in_change(desk) {
        let directory = clinic.people();
        return Some((directory, typed, long_list(directory, desk)?));
    }
    if desk.panes.focused == Pane::Line {
        let (directory, names) = desk.line.reading.as_ref()?.unmatched_names.as_ref()?;
        return Some((*directory, names, long_list(*directory, desk)?));
    }
    let form = desk.form();
    let NamedEntries::One(directory) = form.focus().kind.entries else {
        return None;
    };
    if !form.picker.open || desk.panes.focused != Pane::Form {
        return None;
    }
    let register = long_list(directory, desk)?;
    let typed = if form.fresh {
        ""
    } else {
        form.draft().text(form.focus()).trim()
    };
    register
        .by_id(typed)
        .is_none()
        .then_some((directory, typed, register))
}

/// Returns the patient that is being typed in the form of a change, with the clinic of the appointment.
fn patient_in_change(desk: &Desk) -> Option<(ClinicId, &str)> {
    let form = desk.change_form()?;
    Some((form.of.clinic, form.patient_typed()?))
}

/// Returns the patients of a list that match a text; `None` while they are searched for, or if it is no list of
/// patients.
pub(crate) fn people_found(
    desk: &Desk,
    list: &Catalogue,
    typed: &str,
    clock: &Clock,
) -> Option<Matches> {
    if list.is_long() {
        desk.people.matches().cloned()
    } else {
        list.people_found(typed, clock, MOST_ROWS)
    }
}

fn long_list(directory: Directory, desk: &Desk) -> Option<&Register> {
    desk.office
        .lists
        .list(directory)
        .value()
        .filter(|list| list.is_long())?
        .people()
}

impl MatchKey {
    fn is_for(&self, directory: Directory, typed: &str) -> bool {
        (self.directory, self.typed.as_str()) == (directory, typed)
    }
}

impl PeopleQueries {
    /// Records the inputs of look-ups. Returns whether they have changed since the last call. The minute is one of
    /// them, because remarks on a time depend on it.
    pub(crate) fn note_changed_inputs(&mut self, desk: &Desk) -> bool {
        let inputs = LookupInputs {
            clinic: Some(desk.clinic),
            minute: desk.office.moment.minute(),
            texts: identifying_texts(desk.form()),
            patient: Some(current::patient_in_question(desk)),
            visit: current::visit_on_line(desk).cloned(),
        };
        let has_changed = self.lookup_inputs != inputs;
        self.lookup_inputs = inputs;
        has_changed
    }
}

/// Returns the texts that identify the booking: all except free texts.
fn identifying_texts(form: &Form) -> Vec<Arc<str>> {
    let fields = form
        .draft()
        .clinic()
        .form()
        .iter()
        .filter(|field| field.kind.prose == Prose::None);
    fields.map(|field| form.draft().shared(*field)).collect()
}
