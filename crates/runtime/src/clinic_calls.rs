//! The calls to clinics that an office requests, and their answers.

use std::future::Future;

use booking::api::{Api, ChangeRequest, Read};
use booking::time::Minutes;
use booking::{
    Agenda, Change, ClinicId, Days, Directory, Failure, Id, Listing, NewPatient, PatientQuery,
    Personal, Provider, PublishedTimes,
};
use client::{Client, without_delay};
use office::{
    Answer, AppointmentPlace, ClinicCall, DayPlace, EntryPlace, FaceAnswer, FreeTimesPlace,
    SearchPlace, Whose,
};

use super::clinics;

/// Calls a clinic and returns the answer; `None` if there is nothing to show. `so_far` receives the parts of a long
/// list read before its end.
pub(super) async fn answer_to(
    client: &Client,
    call: ClinicCall,
    so_far: impl Fn(Answer),
) -> Option<Answer> {
    Some(match call {
        ClinicCall::List(directory) if directory.is_register => {
            register(client, directory, so_far).await
        }
        ClinicCall::List(directory) => list(client, directory).await,
        ClinicCall::ReadEntry(place, directory, id) => entry(client, place, directory, id).await,
        ClinicCall::Search(place, clinic, query) => search(client, place, clinic, &query).await,
        ClinicCall::FindAlike(patient) => alike(client, &patient).await,
        ClinicCall::FreeTimes(place, provider, days, length) => {
            free_times(client, place, &provider, &days, length).await
        }
        ClinicCall::FreeTimesInGroup(provider, days, length) => {
            free_times_in_group(client, &provider, &days, length).await
        }
        ClinicCall::Hours(provider) => hours(client, &provider).await,
        ClinicCall::Published(provider, days) => published(client, &provider, &days).await,
        ClinicCall::Upcoming(whose) => upcoming(client, &whose).await,
        ClinicCall::FindLost(whose) => find_lost(client, &whose).await,
        ClinicCall::Day(place, provider, days) => day(client, place, &provider, &days).await,
        ClinicCall::DayOfAll(clinic, days) => day_of_all(client, clinic, &days).await,
        ClinicCall::Absences(clinic, days) => absences(client, clinic, &days).await,
        ClinicCall::EntersAbsences(provider) => enters_absences(client, &provider).await,
        ClinicCall::Waiting(clinic) => waiting(client, clinic).await,
        ClinicCall::Open(place, clinic, id) => {
            let reading = client.read(clinic, |api| api.appointment(&id));
            let decides = matches!(
                place,
                AppointmentPlace::Check | AppointmentPlace::Successor | AppointmentPlace::Lookup
            );
            let appointment = delayed_unless(decides, reading).await;
            Answer::Opened(place, Box::new(appointment))
        }
        ClinicCall::Tubes(clinic, id) => tubes(client, clinic, &id).await,
        ClinicCall::Probe(clinic) => Answer::Probed(client.probe(clinic).await.map_err(Box::new)),
        ClinicCall::Capabilities(clinic) => Answer::Capabilities(client.missing(clinic).await),
        ClinicCall::AddPanels(clinic, id, panels) => add_panels(client, clinic, &id, &panels).await,
        ClinicCall::KeepSlots(upkeep) => {
            Answer::SlotsKept(clinics::mark_slots(client, &upkeep).await.map_err(Box::new))
        }
        ClinicCall::Preview(change) => return preview(client, &change),
    })
}

async fn read<T: 'static>(
    client: &Client,
    clinic: ClinicId,
    read: impl FnOnce(&'static dyn Api) -> Read<T>,
) -> Result<T, Box<Failure>> {
    client.read(clinic, read).await.map_err(Box::new)
}

/// Reads something, without waiting for the rate limit if a change depends on it.
async fn delayed_unless<T>(decides: bool, reading: impl Future<Output = T>) -> T {
    if decides {
        without_delay(reading).await
    } else {
        reading.await
    }
}

/// Reads a list too long for one request, page by page.
async fn register(client: &Client, directory: Directory, so_far: impl Fn(Answer)) -> Answer {
    let page = |register| so_far(Answer::SoFar(directory, register));
    let everyone = clinics::load_register(client, directory.clinic(), page).await;
    Answer::Everyone(directory, everyone.map_err(Box::new))
}

async fn list(client: &Client, directory: Directory) -> Answer {
    let listed = read(client, directory.clinic(), |api| api.list(directory)).await;
    Answer::Listed(directory, listed)
}

async fn entry(
    client: &Client,
    place: EntryPlace,
    directory: Directory,
    id: Personal<String>,
) -> Answer {
    let entry = read(client, directory.clinic(), |api| {
        api.entry(directory, id.shown())
    })
    .await;
    Answer::EntryRead(place, directory, id, entry)
}

async fn search(
    client: &Client,
    place: SearchPlace,
    clinic: ClinicId,
    query: &PatientQuery,
) -> Answer {
    let found = read(client, clinic, |api| api.search(query)).await;
    Answer::Found(place, found.map(|people| Listing::from(&people)))
}

async fn alike(client: &Client, patient: &NewPatient) -> Answer {
    let alike = client.read(patient.clinic(), |api| api.people_like(patient));
    FaceAnswer::AlikeFound(alike.await).into()
}

async fn free_times(
    client: &Client,
    place: FreeTimesPlace,
    provider: &Provider,
    days: &Days,
    length: Option<Minutes>,
) -> Answer {
    let free = read(client, provider.clinic(), |api| {
        api.free_times(provider, days, length)
    });
    let decides = matches!(place, FreeTimesPlace::Check);
    Answer::FreeTimes(place, delayed_unless(decides, free).await)
}

async fn free_times_in_group(
    client: &Client,
    provider: &Provider,
    days: &Days,
    length: Option<Minutes>,
) -> Answer {
    let free = read(client, provider.clinic(), |api| {
        api.free_times_in_group(provider, days, length)
    });
    Answer::FreeTimes(FreeTimesPlace::Face, free.await)
}

async fn hours(client: &Client, provider: &Provider) -> Answer {
    Answer::Hours(read(client, provider.clinic(), |api| api.hours(provider)).await)
}

async fn published(client: &Client, provider: &Provider, days: &Days) -> Answer {
    let nothing = || Read::Done(Ok(PublishedTimes::default()));
    let published = read(client, provider.clinic(), |api| {
        api.published(provider, days).unwrap_or_else(nothing)
    });
    Answer::Published(published.await)
}

async fn upcoming(client: &Client, whose: &Whose) -> Answer {
    let appointments = read(client, whose.clinic(), |api| {
        api.agenda_of_person(whose.person(), whose.days())
    });
    Answer::Calendar(appointments.await)
}

/// Reads the appointments that may include a lost booking. Waits for the rate limit no longer than a booking.
async fn find_lost(client: &Client, whose: &Whose) -> Answer {
    let look = client.look_up(
        whose.clinic(),
        whose.person(),
        whose.days(),
        whose.reference(),
    );
    Answer::Sought(without_delay(look).await.map_err(Box::new))
}

async fn day(client: &Client, place: DayPlace, provider: &Provider, days: &Days) -> Answer {
    let day = read(client, provider.clinic(), |api| {
        api.agenda_of_provider(provider, days)
    });
    match place {
        DayPlace::Check => Answer::DayChecked(without_delay(day).await),
        DayPlace::Calendar => Answer::Calendar(day.await),
        DayPlace::Lookup => Answer::Sought(without_delay(day).await),
    }
}

async fn day_of_all(client: &Client, clinic: ClinicId, days: &Days) -> Answer {
    Answer::Calendar(read(client, clinic, |api| api.agenda_of_all(days)).await)
}

async fn absences(client: &Client, clinic: ClinicId, days: &Days) -> Answer {
    Answer::Calendar(read(client, clinic, |api| api.absences(days)).await)
}

async fn enters_absences(client: &Client, provider: &Provider) -> Answer {
    let takes = read(client, provider.clinic(), |api| {
        api.enters_absences(provider)
    });
    Answer::EntersAbsences(takes.await)
}

async fn waiting(client: &Client, clinic: ClinicId) -> Answer {
    let nobody = || Read::Done(Ok(Agenda::default()));
    Answer::Calendar(read(client, clinic, |api| api.waiting().unwrap_or_else(nobody)).await)
}

async fn tubes(client: &Client, clinic: ClinicId, appointment: &str) -> Answer {
    let tubes = client.read(clinic, |api| {
        api.tubes(appointment).unwrap_or(Read::Done(Ok(Vec::new())))
    });
    FaceAnswer::Tubes(tubes.await).into()
}

async fn add_panels(client: &Client, clinic: ClinicId, appointment: &str, panels: &[Id]) -> Answer {
    let change = ChangeRequest::AddPanels {
        appointment,
        panels,
    };
    Answer::PanelsAdded(Box::new(client.change(clinic, &change).await.map(drop)))
}

/// Returns the request for a change, and for its second step; `None` if the clinic can't be called at all.
fn preview(client: &Client, change: &Change) -> Option<Answer> {
    if client.trouble(change.clinic()).is_some() {
        return None;
    }
    let view_of = |change: &Change| {
        let seen = change.appointment().and_then(|of| of.version.as_deref());
        client.preview(change.clinic(), &change.on_wire(), seen)
    };
    let mut view = view_of(change).unwrap_or_default();
    if let Some(second) = change.then(None) {
        view.then = view_of(&second).map(Box::new);
    }
    Some(FaceAnswer::Previewed(view).into())
}
