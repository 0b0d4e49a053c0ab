//! The kinds of visit of existing appointments. No clinic keeps them: the contents of an appointment show which visit
//! template it was booked from.

use std::collections::VecDeque;

use booking::{
    Appointment, AppointmentRef, Booked, ClinicId, Draft, KindMark, Template, Templates,
    VisitRules, Waiter,
};
use itertools::Itertools;

use crate::{Lists, Office};

/// The most appointments with a remembered hint.
const MOST_KEPT: usize = 500;

/// Hints to the kinds of visit of the appointments read last, in the order of the reads.
#[derive(Clone, Debug, Default)]
pub struct KnownKinds(VecDeque<(ClinicId, String, KindHint)>);

/// A hint to the kind of visit of an appointment: a part of its contents.
#[derive(Clone, Debug)]
enum KindHint {
    /// The template with this letter has the same texts.
    Template(char),
    /// The ids of the panels. The catalogue with the names that templates use may be read later.
    Panels(Vec<String>),
}

impl KnownKinds {
    /// Learns the hint of an appointment that was read.
    pub(crate) fn learn(&mut self, appointment: &Appointment, templates: &Templates) {
        let letter = template_with_texts(appointment, templates).map(Template::letter);
        let panels = appointment.panels.clone().unwrap_or_default();
        let hint = match letter {
            Some(letter) => Some(KindHint::Template(letter)),
            None if panels.is_empty() => None,
            None => Some(KindHint::Panels(panels)),
        };
        self.0
            .retain(|(clinic, id, _)| (*clinic, id.as_str()) != appointment.key());
        let Some(hint) = hint else {
            return;
        };
        if self.0.len() == MOST_KEPT {
            self.0.pop_front();
        }
        self.0
            .push_back((appointment.clinic, appointment.id.clone(), hint));
    }

    fn hint(&self, key: (ClinicId, &str)) -> Option<&KindHint> {
        let mut kept = self.0.iter();
        kept.find_map(|(clinic, id, hint)| ((*clinic, id.as_str()) == key).then_some(hint))
    }
}

fn template_with_texts<'t>(
    appointment: &Appointment,
    templates: &'t Templates,
) -> Option<&'t Template> {
    templates.kind_of(&Draft::of_appointment(appointment))
}

impl Lists {
    /// Returns the template that an appointment was booked from: the one with the same texts, else the only one with
    /// its panels. `None` if its contents show none.
    pub fn template_of<'t>(
        &self,
        appointment: &Appointment,
        templates: &'t Templates,
    ) -> Option<&'t Template> {
        template_with_texts(appointment, templates).or_else(|| {
            let panels = appointment.panels.as_deref()?;
            self.template_with_panels(appointment.clinic, panels, templates)
        })
    }

    /// Returns the only template of a clinic with these panels, if the catalogue has them all.
    fn template_with_panels<'t>(
        &self,
        clinic: ClinicId,
        panels: &[String],
        templates: &'t Templates,
    ) -> Option<&'t Template> {
        let has_these = |template: &&Template| {
            let (ids, unknown) = self.panels_of_template(template);
            let has_all = ids.len() == panels.len() && ids.iter().all(|id| panels.contains(id));
            unknown.is_empty() && !ids.is_empty() && has_all
        };
        templates
            .all_at(clinic)
            .filter(has_these)
            .exactly_one()
            .ok()
    }
}

impl Office {
    /// Returns the template that an appointment was booked from, if it was read and its contents show a template with
    /// rules.
    pub fn template_of(&self, of: &AppointmentRef) -> Option<&Template> {
        let template = self.template_of_key(of.key());
        template.filter(|template| !template.rules().are_none())
    }

    /// Returns the mark of the kind of visit of an appointment in a calendar. `None` if its kind is unknown or has no
    /// colour.
    pub fn mark_of(&self, booked: &Booked) -> Option<KindMark> {
        self.kind_of_visit(booked)?.mark()
    }

    /// Returns the rules of the kind of visit of an appointment; none if the kind is unknown.
    pub(crate) fn rules_of_appointment(&self, of: &AppointmentRef) -> VisitRules {
        let template = self.template_of(of);
        template.map(Template::rules).cloned().unwrap_or_default()
    }

    /// Returns the rules of the kind of visit that a patient waits for, by the contents of the entry if they were read,
    /// else by its purpose; none if the kind is unknown.
    pub(crate) fn rules_of_waiter(&self, waiter: &Waiter) -> VisitRules {
        let by_contents = waiter
            .id()
            .and_then(|id| self.template_of_key((waiter.clinic, id)));
        let by_purpose = || {
            let purpose = waiter.what.as_ref()?.shown();
            self.setup.templates.of_purpose(waiter.clinic, purpose)
        };
        let template = by_contents.or_else(by_purpose);
        template.map(Template::rules).cloned().unwrap_or_default()
    }

    /// Returns the template of a visit in a list: by its contents if they were read, else by the purpose in the list.
    pub fn kind_of_visit(&self, booked: &Booked) -> Option<&Template> {
        self.template_of_key(booked.key()).or_else(|| {
            let purpose = booked.what.as_ref()?.shown();
            self.setup.templates.of_purpose(booked.clinic, purpose)
        })
    }

    /// Returns the template that an appointment was booked from, if its contents were read and show one.
    pub fn template_of_key(&self, key: (ClinicId, &str)) -> Option<&Template> {
        let templates = &self.setup.templates;
        match self.kinds.hint(key)? {
            KindHint::Template(letter) => templates.at(key.0, *letter),
            KindHint::Panels(panels) => self.lists.template_with_panels(key.0, panels, templates),
        }
    }
}
