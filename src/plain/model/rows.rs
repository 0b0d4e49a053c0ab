//! The rows offered for the focused field, and the picked row.

use booking::id_list::{last_part, with_part};
use booking::time::{self, Clock};
use booking::{Directory, FieldId, NamedEntries, PeopleQuery};
use office::takes_free_time;
use words::{ANY_KEY, MOST_ROWS, Row, Rows, TypedName, typed_part};

use super::PlainModel;

impl PlainModel {
    /// Opens the whole list of the focused field.
    pub(in crate::plain) fn open_rows(&mut self) {
        self.has_open_rows = true;
    }

    /// Returns the rows of the focused field.
    pub(in crate::plain) fn rows(&self) -> Rows {
        let form = self.form();
        let field = self.focus();
        let words = self.words();
        let echo = form.review().echo(field);
        if let Some(echo) = echo.filter(|echo| !echo.choices.is_empty()) {
            return words.rows_of_readings(echo);
        }
        if !self.has_open_rows {
            return Rows::default();
        }
        let text = form.draft().text(field);
        if field == self.clinic.start_field() {
            return self.rows_of_times(text.trim().is_empty());
        }
        match field.kind.directory() {
            Some(directory) => self.rows_of_list(field, directory, text, &self.setting().clock),
            None if field.words().is_empty() && words.codes(field).is_empty() => Rows::default(),
            None => words.rows_of_words(field, text),
        }
    }

    /// Returns the entries of a list that match a text typed for a field.
    pub(in crate::plain) fn rows_of_list(
        &self,
        field: FieldId,
        directory: Directory,
        text: &str,
        clock: &Clock,
    ) -> Rows {
        let list = self.office.lists.list(directory).value();
        let register = list.and_then(|list| list.people());
        let query = PeopleQuery::new(typed_part(field, text), clock);
        let typed = TypedName {
            text,
            held: text,
            found: register.and_then(|register| register.find(&query, MOST_ROWS, &|| false)),
            is_searching: false,
            search: self.search.clone(),
        };
        self.words().rows_of_list(field, directory, typed)
    }

    /// Returns the free times for an empty start, else the replacements for one that is gone.
    fn rows_of_times(&self, is_empty: bool) -> Rows {
        let Some(times) = self.free_times() else {
            return Rows::default();
        };
        let words = self.words();
        let clock = self.setting().clock;
        let needs = self.needs_of_form();
        let all = || words.rows_of_free_times(times, needs.search(), &clock, ANY_KEY);
        if is_empty {
            return all();
        }
        let booking = self.form().review().booking.as_ref();
        let visit = booking.and_then(|booking| booking.provider().zip(booking.start()));
        match booking {
            Some(booking) if visit.is_some() && visit == self.gone => words
                .rows_instead(booking, &needs, times, &clock, ANY_KEY)
                .unwrap_or_else(all),
            _ => Rows::default(),
        }
    }

    /// Returns whether the focused field takes a free time.
    pub(in crate::plain) fn takes_time(&self) -> bool {
        takes_free_time(self.form().draft(), self.focus())
    }

    /// Puts the text of a row into the focused field.
    pub(in crate::plain) fn pick(&mut self, row: &Row) {
        let field = self.focus();
        let clock = self.setting().clock;
        let echo = self.form().review().echo(field);
        let is_reading = echo.is_some_and(|echo| !echo.choices.is_empty());
        let moment = time::read(&row.text, &clock).ok();
        let moment = if !is_reading && field == self.clinic.start_field() {
            moment
        } else {
            None
        };
        let text = match field.kind.entries {
            NamedEntries::Several(_) => with_part(self.form().draft().text(field), &row.text),
            NamedEntries::One(_) | NamedEntries::None => row.text.clone(),
        };
        self.form_mut().type_text(field, text);
        self.has_open_rows = false;
        if let Some(moment) = moment {
            let minutes = self.length_of_slot(moment);
            let form = self.form_mut();
            form.put_moment(moment, &clock);
            form.take_length(minutes, moment);
        }
        self.review_forms();
    }

    /// Replaces the part of the focused text that follows its last entry and matched nothing.
    pub(in crate::plain) fn type_another(&mut self, text: &str) {
        let before = self.form().draft().text(self.focus());
        let kept = before.len() - last_part(before).len();
        let longer = format!("{}{text}", &before[..kept]);
        self.type_text(longer);
    }
}
