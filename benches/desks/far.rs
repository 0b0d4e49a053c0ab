//! What a desk far from the server keeps the others waiting.

use std::slice;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use booking::clinics::CLINIK;
use booking::{CallBackRequest, NoteText, PatientNote};
use chrono::Utc;
use store::{OwnDraft, Pieces, RowToSend};

use super::clinic::{Clinic, Pair, runtime, visit};
use super::network_line::NetworkLine;
use super::postgres_server::{self, Server};

/// How far the desk is from the server, there and back.
const FAR: Duration = Duration::from_millis(400);
/// How often it writes something of each kind.
const FAR_WRITES: u32 = 10;

/// What a desk writes into the shared records.
#[derive(Clone, Copy, Debug)]
enum FarWrite {
    Note,
    CallBack,
    Draft,
    FileRow,
}

impl FarWrite {
    const ALL: [FarWrite; 4] = [
        FarWrite::Note,
        FarWrite::CallBack,
        FarWrite::Draft,
        FarWrite::FileRow,
    ];
}

/// How long a desk far from the server keeps the lock of those that write, and another desk waiting.
pub(crate) fn far(server: &Server) {
    let clinic = Clinic::open(server, "far");
    let line = NetworkLine::to(server.socket(), FAR);
    let runtime = runtime();
    let url = line.url(postgres_server::DESKS, "far");
    let far = runtime.block_on(Pair::open_at(&clinic, "front-1", &url));
    let near = runtime.block_on(Pair::open(&clinic, "front-2"));
    // The first change of each opens its connection.
    runtime.block_on(far.send(0));
    runtime.block_on(near.send(1));
    let mut numbers = 2..;
    for kind in FarWrite::ALL {
        clinic.forget_statements();
        let mut waited = Duration::ZERO;
        let began = Instant::now();
        for turn in 0..FAR_WRITES {
            let number = numbers.next().unwrap_or_default();
            let is_written = AtomicBool::new(false);
            let writes = async {
                far.writes(kind, number, turn).await;
                is_written.store(true, Ordering::Relaxed);
            };
            let books = async {
                while !is_written.load(Ordering::Relaxed) {
                    let number = numbers.next().unwrap_or_default();
                    let began = Instant::now();
                    near.send(number).await;
                    waited = waited.max(began.elapsed());
                }
            };
            runtime.block_on(async { tokio::join!(writes, books) });
        }
        let each = began.elapsed() / FAR_WRITES;
        let calls = clinic.call_times();
        eprintln!(
            "{kind:?} from {FAR:?} away: {each:.1?} each; a call takes the server, in the mean and at the longest, {calls:.1?}; \
             another desk waited at most {waited:.1?}"
        );
    }
}

impl Pair {
    /// Writes something about a patient of its own.
    async fn writes(&self, kind: FarWrite, number: usize, turn: u32) {
        let person = format!("pt_far_{number}");
        let now = Utc::now();
        match kind {
            FarWrite::Note => {
                let text = NoteText::new("deaf").expect("a note");
                let note = PatientNote {
                    clinic: CLINIK,
                    person,
                    text,
                };
                let noted = self.local.note_patient(&note, None, now).await;
                noted.expect("it can be written");
                self.shared.copy(&self.local).await.expect("it is copied");
            }
            FarWrite::CallBack => {
                let request = CallBackRequest::new(CLINIK, person, "results").expect("a request");
                let asked = self.local.ask_call_back(&request, None, now).await;
                asked.expect("it can be written");
                self.shared.copy(&self.local).await.expect("it is copied");
            }
            FarWrite::Draft => {
                let draft = OwnDraft {
                    content: format!("draft {turn}"),
                    is_parked: true,
                    pieces: Pieces::from([(String::new(), b"a text".to_vec())]),
                };
                let parked = self.shared.copy_drafts(&[draft], now).await;
                parked.expect("it is copied");
            }
            FarWrite::FileRow => {
                let row = RowToSend {
                    mark: self.local.mark(person.as_bytes()),
                    outgoing: visit(number).into(),
                };
                let rows = self.local.write_rows(&[], slice::from_ref(&row), now).await;
                let id = rows.expect("it can be written").pop();
                let id = id.and_then(Result::ok).expect("nobody has booked it here");
                self.claim(id, &row.outgoing).await;
                self.settle(id, number).await;
            }
        }
    }
}

impl Clinic {
    /// Has the server measure its statements from now on.
    fn forget_statements(&self) {
        let forget = "CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public; SELECT public.pg_stat_statements_reset()";
        postgres_server::sql(&self.owner, forget);
    }

    /// How long the calls of desks took the server, in the mean and at the longest: their wait for others, their work and the
    /// sync of what they wrote.
    fn call_times(&self) -> [Duration; 2] {
        let calls = "FROM public.pg_stat_statements JOIN pg_database ON oid = dbid \
             WHERE datname = current_database() AND query LIKE '%.append(%'";
        ["SUM(total_exec_time) / SUM(calls)", "MAX(max_exec_time)"].map(|time| {
            let milliseconds = postgres_server::sql(&self.owner, &format!("SELECT {time} {calls}"));
            Duration::from_secs_f64(milliseconds.parse::<f64>().expect("a number") / 1000.0)
        })
    }
}
