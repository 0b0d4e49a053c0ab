//! Reads an entry line: by the lists of all clinics, and by the people whom their servers find for its words.

use booking::ClinicId;
use booking::line::{ListMatch, Resolved, TokenLine};
use office::{Office, SearchEnd};

use super::reading::OfficeReader;
use super::reading_drafts::search_each;

/// How often a line is read anew because the people found by its words give them another meaning.
const MOST_READINGS: usize = 3;

/// A line, as it was read.
pub struct ReadLine {
    /// The line.
    pub line: TokenLine,
    /// The meaning.
    pub means: Resolved,
    /// Whether all patients whom its words may mean are known.
    pub search: SearchEnd,
}

/// Reads a line; `here` is the clinic that is meant if it names nobody of another, and `parse` takes it apart on the
/// present clock.
///
/// # Errors
///
/// Returns an error if the reader is to end before that.
pub fn read_entry_line<R: OfficeReader>(
    reader: &mut R,
    here: ClinicId,
    parse: impl Fn(&R) -> TokenLine,
) -> Result<ReadLine, R::Err> {
    reader.work(Office::read_every_list_first);
    reader.settle()?;
    let mut asked = Vec::new();
    let mut search = SearchEnd::default();
    let mut readings = 0;
    loop {
        let line = parse(reader);
        let means = reader.words().meaning_of(&line, here);
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
                search,
            });
        }
        let ends = search_each(reader, clinic, &queries)?;
        let searches: Vec<_> = queries.iter().cloned().zip(ends).collect();
        search = SearchEnd::of_line(&searches);
        asked = queries;
    }
}

/// Reads the past visits of the patient of a line that asks for the usual practitioner. Returns whether they were not read
/// before.
fn read_past_visits_for<R: OfficeReader>(
    reader: &mut R,
    line: &TokenLine,
    means: &Resolved,
) -> Result<bool, R::Err> {
    let ListMatch::One(patient) = &means.patient else {
        return Ok(false);
    };
    if !line.asks_for_usual() || means.provider != ListMatch::Awaited {
        return Ok(false);
    }
    let upcoming = reader.words().office.upcoming.as_ref();
    if upcoming.is_some_and(|upcoming| upcoming.is_about(means.clinic, patient)) {
        return Ok(false);
    }
    reader.ask_about_patient(means.clinic, patient);
    reader.settle()?;
    Ok(true)
}
