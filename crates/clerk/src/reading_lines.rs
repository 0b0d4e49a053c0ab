//! Reads an entry line with the lists of all clinics and the people whom their servers find for its words.

use booking::line::{ListMatch, Resolved, TokenLine};
use office::{LineRead, LineRequest, Office, SearchEnd};

use super::reading::OfficeReader;
use super::reading_drafts::search_each;

/// How often a line is reread because the people found for its words change its meaning.
const MOST_READINGS: usize = 3;

/// A line as it was read.
pub struct ReadLine {
    /// The line, or its beginning that names somebody.
    pub line: TokenLine,
    /// The meaning.
    pub means: Resolved,
    /// What the line asks for.
    pub asks_for: LineRequest,
    /// Whether all patients that its words may mean are known.
    pub search: SearchEnd,
}

/// Reads a line. `read` reads it with what is known and with the end of the search for its patients.
///
/// # Errors
///
/// Returns an error if the reader must end before that.
pub fn read_entry_line<R: OfficeReader>(
    reader: &mut R,
    read: impl Fn(&R, &SearchEnd) -> LineRead,
) -> Result<ReadLine, R::Err> {
    reader.work(Office::read_every_list_first);
    reader.settle()?;
    let mut asked = Vec::new();
    let mut search = SearchEnd::default();
    let mut readings = 0;
    loop {
        let LineRead {
            line,
            means,
            asks_for,
        } = read(reader, &search);
        let clinic = means.clinic;
        let office = reader.words().office;
        let queries = office.searches_for_wishes(clinic, &means.wishes);
        readings += 1;
        let is_settled = queries.is_empty() || queries == asked;
        if is_settled && read_past_visits_for(reader, &line, &means)? {
            continue;
        }
        if is_settled || readings == MOST_READINGS {
            return Ok(ReadLine {
                line,
                means,
                asks_for,
                search,
            });
        }
        let ends = search_each(reader, clinic, &queries)?;
        let searches: Vec<_> = queries.iter().cloned().zip(ends).collect();
        search = SearchEnd::of_line(&searches);
        asked = queries;
    }
}

/// Reads the past visits of the patient if a line refers to them. Returns whether they had not been read before.
fn read_past_visits_for<R: OfficeReader>(
    reader: &mut R,
    line: &TokenLine,
    means: &Resolved,
) -> Result<bool, R::Err> {
    let ListMatch::One(patient) = &means.patient else {
        return Ok(false);
    };
    if !line.asks_for_past_visits() || means.provider != ListMatch::Awaited {
        return Ok(false);
    }
    let upcoming = reader.words().office.upcoming();
    if upcoming.is_some_and(|upcoming| upcoming.is_about(means.clinic, patient)) {
        return Ok(false);
    }
    reader.ask_about_patient(means.clinic, patient);
    reader.settle()?;
    Ok(true)
}
