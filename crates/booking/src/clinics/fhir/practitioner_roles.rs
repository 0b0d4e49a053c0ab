//! The specialties of practitioners, as stated by their roles and the roles' services.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::record::text_of;
use crate::api::{Read, ReadDay, Reuse, shown_in_list};
use crate::clinics::pages::{Pages, Paging, gather};
use crate::clinics::period::{Validity, validity};
use crate::clinics::reference::parts_of;
use crate::clinics::visits::{self, PAGE_SIZE};
use crate::{EntryKind, Listing};

/// The specialties of a role.
pub(super) struct SkilledRole {
    practitioner: String,
    /// The role as a list shows it: its specialty, else its name.
    detail: Option<String>,
    specialties: Vec<String>,
    /// The ids of its services.
    services: Vec<String>,
}

/// The specialties of a HealthcareService.
struct ServiceSpecialties {
    id: String,
    specialties: Vec<String>,
}

/// Decodes an active role that has not ended.
pub(super) fn skilled_role(
    _id: String,
    record: &Map<String, Value>,
    as_of: ReadDay,
) -> Option<SkilledRole> {
    if !visits::is_active(record) || validity(record, as_of) != Validity::Current {
        return None;
    }
    let specialties = texts(record, "specialty");
    let called = || texts(record, "code").into_iter().next();
    let mut services = Vec::new();
    if let Some(listed) = record.get("healthcareService").and_then(Value::as_array) {
        for service in listed {
            let reference = service.get("reference").and_then(Value::as_str);
            if let Some((_, id)) = reference.and_then(parts_of) {
                services.push(id.to_owned());
            }
        }
    }
    Some(SkilledRole {
        practitioner: visits::reference_id(record, "practitioner")?,
        detail: specialties.first().cloned().or_else(called),
        specialties,
        services,
    })
}

/// Returns the concepts of this member in words.
fn texts(record: &Map<String, Value>, name: &str) -> Vec<String> {
    let concepts = record.get(name).and_then(Value::as_array);
    let concepts = concepts.into_iter().flatten();
    concepts.filter_map(text_of).map(shown_in_list).collect()
}

/// Returns the roles with the specialties of their services. A server that lists no services has none.
pub(super) fn with_services(mut roles: Vec<SkilledRole>) -> Read<Vec<SkilledRole>> {
    let named = roles.iter().flat_map(|role| &role.services);
    let ids: BTreeSet<&str> = named.map(String::as_str).collect();
    let ids: Vec<&str> = ids.into_iter().take(PAGE_SIZE).collect();
    if ids.is_empty() {
        return Read::Done(Ok(roles));
    }
    let paging = Paging::Links {
        count: PAGE_SIZE,
        most: 1,
    };
    let pages = Pages::of(paging, vec![("_id", ids.join(","))], service);
    gather("HealthcareService", pages.reusing(Reuse::OfSameAct)).then(move |services| {
        let services = services.map(|services| services.rows).unwrap_or_default();
        for role in &mut roles {
            let own = services
                .iter()
                .filter(|one| role.services.contains(&one.id));
            let specialties = own.flat_map(|service| service.specialties.iter().cloned());
            role.specialties.extend(specialties);
        }
        Read::Done(Ok(roles))
    })
}

fn service(id: String, record: &Map<String, Value>, _: ReadDay) -> Option<ServiceSpecialties> {
    visits::is_active(record).then(|| ServiceSpecialties {
        id,
        specialties: texts(record, "specialty"),
    })
}

/// Returns the list with the specialties of the roles. The first is the detail of practitioners who have no other.
pub(super) fn detailed(mut listing: Listing, roles: Vec<SkilledRole>) -> Listing {
    for role in roles {
        let mut entries = listing.entries.iter_mut();
        let Some(entry) = entries.find(|entry| entry.id == role.practitioner) else {
            continue;
        };
        if let Some(detail) = role.detail
            && entry.detail.is_empty()
        {
            entry.detail = detail;
        }
        let EntryKind::Practitioner(skills) = &mut entry.kind else {
            continue;
        };
        for specialty in role.specialties {
            if !skills.specialties.contains(&specialty) {
                skills.specialties.push(specialty);
            }
        }
    }
    listing
}
