//! The lists of the current patient's visits.

use booking::time::Minutes;
use booking::{Booked, CalendarEntry, ClinicId, Draft, List, ListCell, ListColumn, ListedRow};
use i18n::say;
use office::{Office, PastVisits, Upcoming};

use crate::{OfficeList, Wording};

/// The maximum columns of a kind of visit and its length.
const MOST_KIND: u16 = 36;
const MOST_KIND_IF_NARROW: u16 = 20;
/// The maximum columns of a status.
const MOST_STATUS: u16 = 30;

/// The columns of a list of visits.
pub static VISIT_COLUMNS: [ListColumn; 5] = [
    ListColumn::read_out().off_screen(),
    ListColumn::on_screen(),
    ListColumn::read_out()
        .at_most(MOST_KIND)
        .at_most_if_narrow(MOST_KIND_IF_NARROW),
    ListColumn::read_out().shares(1),
    ListColumn::on_screen().at_most(MOST_STATUS),
];

/// The visits of the current patient. The office itself requests what it lacks.
#[derive(Clone, Copy, Debug)]
pub struct PatientVisits;

impl PatientVisits {
    /// Returns the visits to come.
    pub fn coming<'a>(&self, office: &'a Office) -> Vec<&'a Booked> {
        office
            .coming_up()
            .into_iter()
            .flat_map(|(_, entries)| entries)
            .filter_map(CalendarEntry::on_record)
            .collect()
    }

    /// Returns the past visits that have been read.
    pub fn past<'a>(&self, office: &'a Office) -> Vec<&'a Booked> {
        let past = office.past_visits();
        past.as_ref().map(PastVisits::all).unwrap_or_default()
    }
}

/// The current patient's visits to come, with the bookings that no clinic has shown yet.
#[derive(Clone, Copy, Debug)]
pub struct ComingVisits;

impl OfficeList for PatientVisits {
    fn arrange(&mut self, _words: Wording<'_>) {}

    fn ask_further(&mut self, office: &mut Office) {
        office.want_all_upcoming();
    }

    fn visits<'a>(&self, office: &'a Office) -> Vec<&'a Booked> {
        self.coming(office)
    }

    fn list(&self, words: Wording<'_>, has_names: bool) -> List {
        let language = words.language;
        let [coming, past] = [self.coming(words.office), self.past(words.office)];
        let upcoming = words.office.upcoming();
        let is_read = |of: &Upcoming| words.office.lists.known(of.clinic().people(), of.id());
        let who = upcoming.map(|of| match is_read(of) {
            Some(_) => words.patient(of.clinic(), of.id()),
            None => of.name().to_owned(),
        });
        let who = who.unwrap_or_default();
        let mut headings = Vec::new();
        if !coming.is_empty() {
            headings.push((0, say!(language, "visits-to-come").to_owned()));
            if !past.is_empty() {
                headings.push((coming.len(), say!(language, "visits-past").to_owned()));
            }
        }
        let title = match coming.len() {
            0 => say!(language, "past-visits-title", who, count = past.len()),
            count => say!(
                language,
                "visits-title",
                who,
                coming = count,
                past = past.len()
            ),
        };
        let rows = coming
            .into_iter()
            .chain(past)
            .map(|booked| list_row(words, CalendarEntry::OnRecord(booked)));
        List {
            headings,
            has_names,
            ..List::of(language, title, &VISIT_COLUMNS, rows.collect())
        }
    }
}

impl OfficeList for ComingVisits {
    fn arrange(&mut self, _words: Wording<'_>) {}

    fn ask_further(&mut self, _office: &mut Office) {}

    fn list(&self, words: Wording<'_>, has_names: bool) -> List {
        let language = words.language;
        let (title, entries) = match words.office.coming_up() {
            Some((name, entries)) if entries.is_empty() => {
                (say!(language, "shown-none-coming", name), entries)
            }
            Some((name, entries)) => (say!(language, "shown-coming", name), entries),
            None => {
                let unread = say!(language, "line-appointments-not-read");
                (unread.to_owned(), Vec::new())
            }
        };
        let rows = entries.into_iter().map(|entry| list_row(words, entry));
        List {
            has_names,
            ..List::of(language, title, &VISIT_COLUMNS, rows.collect())
        }
    }
}

fn list_row(words: Wording<'_>, entry: CalendarEntry<'_>) -> ListedRow {
    let zone = words.office.zone_of_entry(entry);
    let when = entry.start().map(|start| words.on_both_clocks(start, zone));
    let shortly = entry.start().map(|start| words.short_moment(start, zone));
    let with = entry
        .provider()
        .map(|id| words.provider(entry.clinic(), id));
    let on_record = entry.on_record();
    let kind = on_record.map(|booked| words.kind_of_visit(booked));
    let status = words.status_of_entry(entry);
    let cells: [ListCell; VISIT_COLUMNS.len()] = [
        ListCell::text(when.unwrap_or_default()),
        ListCell::text(shortly.unwrap_or_default()),
        ListCell::text(kind.unwrap_or_default()),
        ListCell::text(with.unwrap_or_default()),
        ListCell::text(status.to_text()).toned(status.tone),
    ];
    ListedRow {
        opens: on_record.map(|booked| (booked.clinic, booked.id.clone())),
        ..ListedRow::new(cells)
    }
}

impl Wording<'_> {
    /// Returns the sentence that these clinics could not be asked about a patient who has died.
    pub fn not_asked_about_death(&self, unread: &[ClinicId]) -> String {
        let names: Vec<&str> = unread.iter().map(|clinic| clinic.name()).collect();
        say!(self.language, "died-unread", clinics = names.join(", "))
    }

    /// Returns the kind or else the purpose of a visit in a list, with the length: `follow-up 30 min`.
    pub fn kind_of_visit(&self, booked: &Booked) -> String {
        let template = self.office.kind_of_visit(booked);
        let kind = template.map(|template| template.name(self.language));
        let purpose = booked.what.as_ref().map(|what| what.shown().as_str());
        let kind = kind.or(purpose).unwrap_or_default();
        self.with_length(kind, booked.minutes())
    }

    /// Returns the kind and the length of the visit that a form would book.
    pub fn kind_of_draft(&self, draft: &Draft) -> String {
        self.with_length(&self.purpose_of(draft, None), draft.minutes())
    }

    fn with_length(&self, kind: &str, minutes: Option<Minutes>) -> String {
        let length =
            minutes.map(|minutes| say!(self.language, "line-length", count = minutes.get()));
        let length = length.unwrap_or_default();
        format!("{kind} {length}").trim().to_owned()
    }
}
