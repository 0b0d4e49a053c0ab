//! The request of a typed line: the first of the possible readings that fits.

mod request;
mod shape;

use booking::api::shown_in_list;
use booking::line::{
    ListMatch, Patient, ProviderGroup, Resolved, Roster, RosterProvider, TimeBase, TokenLine,
    resolve,
};
use booking::time::Clock;
use booking::{ClinicId, Directory, Language, Naming, Person, Provider, VisitRules};
use chrono::Offset;
use zones::Zone;

use crate::{Catalogue, Office, SearchEnd};
pub use request::LineRequest;
use shape::shapes_of;
pub use shape::{
    AwayLine, LineCase, LineList, LineNote, LineRefusal, LineSubject, LineTask, OtherRequest,
    is_whole_line,
};

/// A line, as it was read.
pub struct LineRead {
    /// The line, or its beginning that names a person.
    pub line: TokenLine,
    /// The meaning of its words.
    pub means: Resolved,
    /// The request of the line.
    pub asks_for: LineRequest,
}

impl LineRead {
    /// Creates the reading of a line about visits.
    pub fn of_visit(line: TokenLine, means: Resolved) -> LineRead {
        let asks_for = LineRequest::of_visit(&means);
        LineRead {
            line,
            means,
            asks_for,
        }
    }
}

/// The functions that look up the words of a line.
pub struct LineSources<'a> {
    /// Parses the beginning of a line, and looks up its words.
    pub part: &'a dyn Fn(&str) -> (TokenLine, Resolved),
    /// Does so with the whole line, which is about a visit.
    pub visit: &'a dyn Fn() -> (TokenLine, Resolved),
    /// Returns the clock of a practitioner or location.
    pub clock: &'a dyn Fn(&Provider) -> Clock,
    /// Returns the patient of a line that names nobody.
    pub current_patient: &'a dyn Fn() -> Option<(ClinicId, String)>,
    /// The outcome of the search for the patients on the line.
    pub search: &'a SearchEnd,
}

impl LineSources<'_> {
    fn read_part(&self, text: &str) -> (TokenLine, Resolved) {
        (self.part)(text)
    }

    fn read_visit(&self) -> (TokenLine, Resolved) {
        (self.visit)()
    }
}

impl Office {
    /// Returns the meaning of a line by the lists that were read. `here` is the clinic if the line names nobody of
    /// another. Messages are in this language, and people are named in this way.
    pub fn meaning_of(
        &self,
        line: &TokenLine,
        here: ClinicId,
        language: Language,
        naming: Naming,
    ) -> Resolved {
        let clinics = self.setup.clinics;
        let people = self.people_on(line, clinics.iter().map(ClinicId::people));
        let patients: Option<Vec<Patient<'_>>> = people
            .as_ref()
            .map(|people| people.iter().map(Patient::from).collect());
        let providers = self.providers_in(clinics.iter().map(ClinicId::providers));
        let unread = self.unread_providers();
        let past = line
            .asks_for_past_visits()
            .then(|| self.past_of_patient())
            .flatten();
        let just_booked = line.follows_booking().then(|| self.just_booked()).flatten();
        let roster = Roster {
            clinics,
            here,
            patients: patients.as_deref(),
            providers: providers.as_deref(),
            unread: &unread,
            templates: &self.setup.templates,
            language,
            naming,
            past: past.as_ref(),
            just_booked: just_booked.as_ref(),
        };
        let mut means = resolve(line, &roster);
        if let ListMatch::One(patient) = &means.patient {
            let patient = patient.clone();
            self.leave_out_unsuited(&mut means, &patient, language);
        }
        means
    }

    /// Removes the members who do not see a patient from the group on a line, as the search for a free time does.
    pub fn leave_out_unsuited(&self, means: &mut Resolved, patient: &str, language: Language) {
        let clinic = means.clinic;
        let ListMatch::AnyOf(group) = &means.provider else {
            return;
        };
        let mut members = group.members(clinic);
        if means.base == TimeBase::AtCounter && clinic.can().has_places {
            // A patient at the counter is not sent to another zone.
            let now = self.moment.now;
            let offset = |zone: Zone| now.with_timezone(&zone).offset().fix();
            let here = offset(self.setup.zone);
            let is_here = |place: &Provider| offset(self.zone_at(clinic, place.id())) == here;
            if members.iter().any(is_here) {
                members.retain(is_here);
            }
        }
        // The rules of the template on the line have been applied to the group.
        let suited = self.suited(clinic, patient, &VisitRules::default(), members);
        if suited.len() == group.ids.len() {
            return;
        }
        let before = group.to_text(language);
        let left = ProviderGroup {
            ids: suited.iter().map(|one| one.id().to_owned()).collect(),
            of: group.of.clone(),
        };
        let now = match &left.ids[..] {
            [one] => {
                let known = self.lists.known(clinic.providers(), one);
                known.map_or_else(|| shown_in_list(one), |entry| entry.name.clone())
            }
            _ => left.to_text(language),
        };
        for (_, text) in &mut means.echo {
            if *text == before {
                text.clone_from(&now);
            }
        }
        means.provider = match &left.ids[..] {
            [one] => ListMatch::One(one.clone()),
            _ => ListMatch::AnyOf(left),
        };
    }

    /// Returns everyone in these lists that a word of the line may refer to; `None` while a list is loading, or if none
    /// could be read.
    pub fn people_on(
        &self,
        line: &TokenLine,
        directories: impl Iterator<Item = Directory>,
    ) -> Option<Vec<Person>> {
        let catalogues = self.loaded(directories)?;
        let candidates = catalogues
            .into_iter()
            .flat_map(|(_, catalogue)| catalogue.candidates(line));
        Some(candidates.collect())
    }

    /// Returns every practitioner and location in these lists; `None` while a list is loading, or if none could be read.
    pub fn providers_in(
        &self,
        directories: impl Iterator<Item = Directory>,
    ) -> Option<Vec<RosterProvider<'_>>> {
        let mut providers = Vec::new();
        for (directory, catalogue) in self.loaded(directories)? {
            let provider =
                |entry| RosterProvider::new(directory.clinic(), entry, catalogue.codes());
            providers.extend(catalogue.entries().map(provider));
        }
        Some(providers)
    }

    /// Returns the clinics whose practitioners and locations could not be read.
    fn unread_providers(&self) -> Vec<ClinicId> {
        let is_unread = |clinic: &ClinicId| self.lists.is_given_up(clinic.providers());
        let clinics = self.setup.clinics.into_iter();
        clinics.filter(is_unread).collect()
    }

    /// Returns the catalogues of these lists, or `None` while one is loading for the first time. A list that can't be
    /// loaded is left out, also while that is tried again: else each attempt would make the patient of the line unknown,
    /// and finding the patient again would start the next attempt.
    fn loaded(
        &self,
        directories: impl Iterator<Item = Directory>,
    ) -> Option<Vec<(Directory, &Catalogue)>> {
        let mut catalogues = Vec::new();
        for directory in directories {
            match self.lists.list(directory).value() {
                Some(catalogue) => catalogues.push((directory, catalogue)),
                None if self.lists.is_given_up(directory) => {}
                None => return None,
            }
        }
        Some(catalogues).filter(|catalogues| !catalogues.is_empty())
    }

    /// Reads a line: as the first of the shapes that it may have; any other is about a visit.
    pub fn read_line(&self, text: &str, sources: &LineSources<'_>) -> LineRead {
        let mut shapes = shapes_of(text);
        if let Some(read) = shapes.find_map(|shape| shape.read(self, sources)) {
            return read;
        }
        let (line, means) = sources.read_visit();
        LineRead::of_visit(line, means)
    }
}
