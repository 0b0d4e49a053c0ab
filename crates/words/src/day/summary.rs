//! A summary of the listed rows, computed whenever other rows are listed, not for each frame.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use zones::Zone;

use booking::{Attendance, ClinicId, DayFilter, Slot};

use super::{DayCounts, DayList, DayRow, LineFit, Namesakes};

/// What is known of a day's rows without visiting each row again.
#[derive(Clone, Debug, Default)]
pub(super) struct DaySummary {
    /// The numbers of the listed rows.
    pub(super) counts: DayCounts,
    /// The places of the rows of patients who are there, listed or not, in the order of the rows.
    pub(super) here: Vec<usize>,
    /// The place of the first listed appointment of each practitioner or location.
    pub(super) providers: Vec<usize>,
    /// The time zones of the listed rows, each once.
    pub(super) zones: Vec<Zone>,
    /// The rows by practitioner and location.
    pub(super) by_calendar: Vec<CalendarRows>,
    /// The patients with similar names, once asked for.
    namesakes: OnceCell<Namesakes>,
}

/// The rows of a practitioner or location.
#[derive(Clone, Debug, Default)]
pub struct CalendarRows {
    /// The calendar's place among those of the day; `None` if no list has it.
    pub calendar: Option<usize>,
    /// The places of the rows among all rows of the day, by start.
    pub rows: Vec<usize>,
    /// The first start and the last end of the visits that take place; `None` if there are none.
    pub period: Option<Slot>,
    /// How these visits fit the lines of a clock.
    pub fit: LineFit,
}

impl DaySummary {
    pub(super) fn of(day: &DayList) -> DaySummary {
        let rows = day.rows.iter().enumerate();
        let here = rows.filter(|(_, row)| row.attendance() == Some(Attendance::Here));
        let mut zones = Vec::new();
        for row in day.listed() {
            if !zones.contains(&row.zone) {
                zones.push(row.zone);
            }
        }
        let mut seen = HashSet::new();
        let is_first_of_theirs = |place: &usize| {
            let row = &day.rows[*place];
            match &row.provider {
                Some(provider) if row.booked().is_some() => seen.insert((row.clinic, provider)),
                _ => false,
            }
        };
        DaySummary {
            counts: DayCounts::of(day.listed()),
            here: here.map(|(place, _)| place).collect(),
            providers: day
                .listed
                .iter()
                .copied()
                .filter(is_first_of_theirs)
                .collect(),
            zones,
            by_calendar: by_calendar(day),
            namesakes: OnceCell::new(),
        }
    }
}

impl DayList {
    /// Returns the rows by practitioner and location, in the order of the clinics' lists: calendars named by the
    /// filter, and calendars with a listed appointment.
    pub fn by_calendar(&self) -> &[CalendarRows] {
        &self.summary.by_calendar
    }

    /// Returns the names that several patients of the rows have.
    pub fn namesakes(&self) -> &Namesakes {
        let among = || Namesakes::among(self.rows.iter());
        self.summary.namesakes.get_or_init(among)
    }

    /// Returns the rows of the patients who are there, in order.
    pub(super) fn rows_here(&self) -> impl Iterator<Item = &DayRow> {
        self.summary.here.iter().map(|place| &self.rows[*place])
    }
}

/// A calendar's place in the lists, or for one in no list, the clinic's word and the provider's id.
type CalendarRank<'a> = (usize, &'a str, &'a str);

fn by_calendar(day: &DayList) -> Vec<CalendarRows> {
    let filter = DayFilter::read(&day.filter);
    let mut known: HashMap<(ClinicId, String), usize> = HashMap::new();
    let mut calendars: BTreeMap<CalendarRank<'_>, CalendarRows> = BTreeMap::new();
    for (rank, of) in day.calendars.iter().enumerate() {
        known.insert((of.provider.clinic(), of.id.to_ascii_lowercase()), rank);
        let only = day.only.as_ref();
        let is_within = only.is_none_or(|only| only.provider == of.provider);
        if is_within && of.is_named_by(&filter) {
            calendars.insert((rank, "", ""), CalendarRows::of(Some(rank)));
        }
    }
    let mut visits: BTreeMap<CalendarRank<'_>, Vec<Slot>> = BTreeMap::new();
    for (place, row) in day.rows.iter().enumerate() {
        let provider = row.provider.as_deref().unwrap_or_default();
        let calendar = known.get(&(row.clinic, provider.to_ascii_lowercase()));
        let rank = match calendar {
            Some(rank) => (*rank, "", ""),
            None => (usize::MAX, row.clinic.word(), provider),
        };
        if row.id().is_some() && day.place_of_row(place).is_some() {
            let new = || CalendarRows::of(calendar.copied());
            calendars.entry(rank).or_insert_with(new);
        }
        if let Some(rows) = calendars.get_mut(&rank) {
            rows.rows.push(place);
            let visits = visits.entry(rank).or_default();
            visits.extend(row.line.is_live().then(|| row.line.slot()));
        }
    }
    for (rank, visits) in visits {
        if let Some(calendar) = calendars.get_mut(&rank) {
            calendar.period = Slot::around(visits.iter().copied());
            calendar.fit = LineFit::of(&visits);
        }
    }
    calendars.into_values().collect()
}

impl CalendarRows {
    fn of(calendar: Option<usize>) -> CalendarRows {
        CalendarRows {
            calendar,
            ..CalendarRows::default()
        }
    }
}
