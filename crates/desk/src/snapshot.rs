//! The state of the desk as JSON, for tests and scripts. The state includes typed texts, and no keys or other
//! secrets.

use serde_json::{Map, Value, json};

use booking::{Change, ClinicId, Conflict, Id, Language, Meaning, Problem, Severity, Waiter};

use office::{Bulk, Office};

use super::{
    Overlay, PanelOrder, PanelStage, Parked, Phase, Submission, drafts, line, outbox, problems,
    slots,
};
use crate::{Desk, Exit, Form, Origin, Pane, Question, Shown, tutor};
use words::OutboxRow;

/// The JSON schema of [`state()`].
pub const STATE_SCHEMA: &str = include_str!("../../../assets/state.schema.json");

/// Returns everything that a person could learn from looking at every pane.
pub fn state(desk: &Desk) -> Value {
    json!({
        "backend": desk.clinic.word(),
        "mode": desk.mode().word(),
        "now": desk.office.moment.now.to_rfc3339(),
        "zone": desk.office.setup.zone.name(),
        "size": { "cols": desk.size.cols, "rows": desk.size.rows },
        "pane": pane(desk.panes.focused),
        "front": pane(desk.panes.front),
        "focus": desk.form().focus().name_in_state(),
        "forms": forms(desk),
        "problems": problems::listed(desk).iter().map(|row| problem(&row.problem)).collect::<Vec<_>>(),
        "flight": phase(desk.phase()),
        "ask": desk.asked().map(|ask| ask.question(desk)),
        "question": desk.question.as_ref().map(|open| question(desk, open)),
        "line": line(desk),
        "parked": desk.parked().iter().map(|draft| parked(desk, draft)).collect::<Vec<_>>(),
        "overlay": desk.overlays.top().map(Overlay::name),
        "request_open": desk.panes.request_open,
        "note": desk.note_text(),
        "appointment": desk.appointment.shown.as_ref().map(appointment),
        "unknown": desk.office.changes().unresolved().map(unknown).collect::<Vec<_>>(),
        "unreachable": unreachable(&desk.office),
        "panels": desk.office.panels().iter().map(panels).collect::<Vec<_>>(),
        "bulk": desk.bulk().map(|list| bulk(desk, list)),
        "waiting": desk.office.waiting_list().iter().map(waiter).collect::<Vec<_>>(),
        "outbox": outbox::rows(desk).iter().map(outbox_row).collect::<Vec<_>>(),
        "sharing": sharing(desk),
        "tutor": desk.tutor.as_ref().map(|tutor| {
            let (lesson, step, of) = tutor.step();
            json!({ "lesson": lesson, "step": step, "of": of, "says": tutor::tutor_text(desk) })
        }),
        "locked": desk.is_locked(),
        "ended": desk.ended.map(|exit| match exit {
            Exit::Quit => json!("quit"),
            Exit::Signal(number) => json!(number),
            Exit::Again => json!("again"),
        }),
    })
}

fn question(desk: &Desk, question: &Question) -> Value {
    let choices = desk.choices();
    let choices = choices.iter().map(|choice| choice.label(desk));
    json!({
        "title": question.ask.title(desk),
        "choices": choices.collect::<Vec<_>>(),
        "chosen": question.chosen,
        "remark": question.remark.map(|remark| remark.text(&question.ask, desk)),
    })
}

fn parked(desk: &Desk, parked: &Parked) -> Value {
    json!({
        "letter": parked.letter,
        "backend": parked.clinic().word(),
        "who": parked.who,
        "why": drafts::purpose_of(desk, parked),
        "since": parked.since.to_rfc3339(),
    })
}

fn appointment(shown: &Shown) -> Value {
    let appointment = &shown.appointment;
    let members = appointment
        .members
        .iter()
        .map(|member| (member.name.clone(), json!(member.value.shown())));
    json!({
        "backend": appointment.clinic.word(),
        "id": appointment.id,
        "status": appointment.status,
        "how": match shown.origin {
            Origin::Made(_) => "made",
            Origin::Altered(_) => "altered",
            Origin::Opened => "opened",
        },
        "start": appointment.start.map(|start| start.to_rfc3339()),
        "request_id": appointment.request_id,
        "members": members.collect::<Map<String, Value>>(),
    })
}

fn unknown(open: &Submission) -> Value {
    json!({
        "backend": open.change().clinic().word(),
        "at": open.at.to_rfc3339(),
        "for": subject(open.change()),
    })
}

/// Returns since when each unreachable clinic has been so.
fn unreachable(office: &Office) -> Map<String, Value> {
    let clinics = office.setup.clinics.into_iter();
    let unreachable = clinics.filter_map(|clinic| {
        let since = office.unreachable_since(clinic)?;
        Some((clinic.word().to_owned(), json!(since.to_rfc3339())))
    });
    unreachable.collect()
}

fn waiter(waiter: &Waiter) -> Value {
    json!({
        "backend": waiter.clinic.word(),
        "id": waiter.id(),
        "for": waiter.person,
        "with": waiter.provider,
        "wished": waiter.wished.to_string(),
        "since": waiter.since.map(|since| since.to_rfc3339()),
    })
}

/// Returns the shared records of the current mode.
fn sharing(desk: &Desk) -> Option<Value> {
    let shared = desk.office.sharing().modes.get(&desk.mode())?;
    let held = shared.held.iter().map(|hold| {
        json!({
            "backend": hold.provider.clinic().word(),
            "with": hold.provider.id(),
            "start": hold.slot.start.to_rfc3339(),
            "end": hold.slot.end.to_rfc3339(),
            "desk": hold.desk,
        })
    });
    Some(json!({
        "desks": shared.desks,
        "alone_since": shared.alone_since.map(|since| since.to_rfc3339()),
        "held": held.collect::<Vec<_>>(),
    }))
}

fn bulk(desk: &Desk, bulk: &Bulk) -> Value {
    let rows = bulk.rows.iter().map(|row| {
        json!({
            "state": desk.office.row_state(bulk, row).word(),
            "kind": row.change.kind().word(),
            "for": subject(&row.change),
            "against": row.against.iter().map(Conflict::kind).collect::<Vec<_>>(),
            "alternative": row.alternative.map(|start| start.to_rfc3339()),
        })
    });
    json!({ "working": bulk.is_working, "chosen": desk.bulk_view.chosen, "rows": rows.collect::<Vec<_>>() })
}

fn panels(order: &PanelOrder) -> Value {
    json!({
        "appointment": order.appointment,
        "wanted": order.wanted.iter().map(Id::as_str).collect::<Vec<_>>(),
        "stage": match order.stage {
            PanelStage::Adding(_) => "adding",
            PanelStage::Looking { .. } => "looking",
            PanelStage::Added => "added",
            PanelStage::Failed { .. } => "failed",
        },
    })
}

fn pane(pane: Pane) -> String {
    pane.title(Language::En).to_lowercase()
}

fn line(desk: &Desk) -> Value {
    let line = &desk.line;
    let (says, advice) = match &line.reading {
        Some(reading) => (
            Some(line::line_message(desk, reading).text()),
            reading.picks.iter().map(|pick| &pick.label).collect(),
        ),
        None => (None, Vec::new()),
    };
    json!({ "text": line.input.value(), "read": says, "picks": advice, "others": slots::other_times(desk).len() })
}

fn phase(phase: Option<Phase>) -> &'static str {
    match phase {
        None => "idle",
        Some(Phase::Checking) => "checking",
        Some(Phase::Sending) => "sending",
        Some(Phase::Waiting) => "waiting",
    }
}

fn subject(change: &Change) -> Value {
    let start = change.start();
    json!({ "id": change.patient(), "start": start.map(|start| start.to_rfc3339()) })
}

fn outbox_row(row: &OutboxRow<'_>) -> Value {
    json!({
        "state": row.word(),
        "backend": row.change.clinic().word(),
        "kind": row.change.kind().word(),
        "for": subject(row.change),
        "who": row.who,
        "at": row.at.to_rfc3339(),
        "known": row.known,
        "next": row.next,
    })
}

fn forms(desk: &Desk) -> Value {
    let of = |clinic: ClinicId| (clinic.word().to_owned(), form(desk.form_of(clinic)));
    Value::Object(desk.office.setup.clinics.into_iter().map(of).collect())
}

fn form(form: &Form) -> Value {
    let fields = form.draft().asked().map(|field| {
        let reading = form.review().echo(field).map(|echo| echo.text.clone());
        json!({ "label": field.name_in_state(), "wire": field.wire, "text": form.draft().text(field), "read": reading })
    });
    json!({
        "fields": fields.collect::<Vec<_>>(),
        "bookable": form.review().booking.is_some(),
    })
}

fn problem(problem: &Problem) -> Value {
    let server = problem.server.clone().unwrap_or_default();
    json!({
        "field": problem.field().map(|id| id.name_in_state()),
        "severity": if problem.severity == Severity::Error { "error" } else { "warning" },
        "meaning": problem.meaning.map(Meaning::word),
        "what": problem.what,
        "advice": problem.advice,
        "status": server.status,
        "code": server.code,
        "request_id": server.request_id,
    })
}
