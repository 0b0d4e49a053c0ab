//! A desk on a slow line, and the others meanwhile.

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::{mpsc, oneshot, watch};

use booking::CallBackRequest;

use super::*;
use crate::RowToSend;
use crate::tests::altering::appointment_of;
use crate::tests::patient_notes;

/// A desk's line to the server, on which messages are held up one by one.
struct SlowLine {
    server: Server,
    is_slow: watch::Sender<bool>,
    /// The messages held up: each continues when it is answered.
    held_up: mpsc::UnboundedReceiver<oneshot::Sender<()>>,
}

impl SlowLine {
    async fn to(clinic: &Clinic) -> Option<SlowLine> {
        let (socket, database) = clinic.socket_and_database()?;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (is_slow, watched) = watch::channel(false);
        let (sender, held_up) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((desk, _)) = listener.accept().await {
                let server = UnixStream::connect(&socket).await.unwrap();
                tokio::spawn(carry(desk, server, watched.clone(), sender.clone()));
            }
        });
        let server = Server {
            url: format!(
                "postgresql://{}@127.0.0.1:{port}/{database}",
                postgres_server::DESKS
            ),
            ..clinic.server.clone()
        };
        Some(SlowLine {
            server,
            is_slow,
            held_up,
        })
    }
}

async fn carry(
    desk: TcpStream,
    server: UnixStream,
    is_slow: watch::Receiver<bool>,
    held_up: mpsc::UnboundedSender<oneshot::Sender<()>>,
) {
    let (mut from_desk, mut to_desk) = desk.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let answers = tokio::spawn(async move { copy(&mut from_server, &mut to_desk).await });
    let mut message = vec![0; 1 << 20];
    while let Ok(length @ 1..) = from_desk.read(&mut message).await {
        if *is_slow.borrow() {
            let (goes_on, waits) = oneshot::channel();
            let _ = held_up.send(goes_on);
            let _ = waits.await;
        }
        to_server.write_all(&message[..length]).await.unwrap();
    }
    answers.abort();
}

#[tokio::test]
async fn a_desk_on_a_slow_line_keeps_no_other_from_booking_while_it_books() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let Some(mut line) = SlowLine::to(&clinic).await else {
        return;
    };
    let other = clinic.desk("front-2").await;
    let far = Clinic {
        server: line.server.clone(),
        owner: clinic.owner.clone(),
        key: clinic.folder_with_key(),
    };
    let slow = far.desk("front-1").await;
    slow.book(&draw(), "a-1", 1).await;
    line.is_slow.send_replace(true);
    let booking = visit("pt_1");
    let books = slow.send(&booking, 2);
    let meanwhile = async {
        // Its only message.
        let goes_on = line.held_up.recv().await.unwrap();
        for number in 0..3 {
            let appointment = format!("appt_{number}");
            other.book(&another_visit(number), &appointment, 2).await;
        }
        goes_on.send(()).unwrap();
        line.is_slow.send_replace(false);
        while let Ok(goes_on) = line.held_up.try_recv() {
            let _ = goes_on.send(());
        }
    };
    let (booked, ()) = tokio::join!(books, meanwhile);
    assert!(
        booked.is_some(),
        "what others want elsewhere is nothing to it"
    );
    assert_eq!(clinic.sql("SELECT count(*) FROM changes"), "5");
    clinic.trail_is_whole().await;
}

/// Makes the other desk book before each message of a slow desk continues. Returns the number of messages.
async fn while_another_books<T>(
    line: &mut SlowLine,
    other: &DeskAtWork,
    booked: &mut u32,
    does: impl Future<Output = T>,
) -> (T, u32) {
    let mut messages = 0;
    let mut does = std::pin::pin!(does);
    loop {
        tokio::select! {
            done = &mut does => return (done, messages),
            Some(goes_on) = line.held_up.recv() => {
                let appointment = format!("appt_{booked}");
                other.book(&another_visit(*booked), &appointment, 2).await;
                *booked += 1;
                messages += 1;
                goes_on.send(()).unwrap();
            }
        }
    }
}

#[tokio::test]
async fn what_desks_keep_themselves_is_written_from_a_slow_line_without_keeping_anybody_out() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let Some(mut line) = SlowLine::to(&clinic).await else {
        return;
    };
    let other = clinic.desk("front-2").await;
    let far = Clinic {
        server: line.server.clone(),
        owner: clinic.owner.clone(),
        key: clinic.folder_with_key(),
    };
    let slow = far.desk("front-1").await;
    slow.book(&draw(), "a-1", 1).await;
    line.is_slow.send_replace(true);
    let mut booked = 0;
    let note = patient_notes::note("pt_1", "deaf");
    slow.local.note_patient(&note, None, at(3)).await.unwrap();
    let copies = slow.shared.copy(&slow.local);
    let (copied, _) = while_another_books(&mut line, &other, &mut booked, copies).await;
    assert_eq!(copied.unwrap(), []);
    let subject = CallSubject {
        clinic: visit("pt_1").clinic(),
        appointment: "appt_9".to_owned(),
        reason: CallReason::Reminder,
        start: Some(at(100)),
    };
    let call = CallNote {
        subject,
        person: Some("pt_1".to_owned()),
        result: Some(CallResult::Reached),
    };
    slow.local.note_call(&call, at(4)).await.unwrap();
    let copies = slow.shared.copy(&slow.local);
    let (copied, messages) = while_another_books(&mut line, &other, &mut booked, copies).await;
    assert_eq!(copied.unwrap(), []);
    assert_eq!(messages, 1, "a call is one message");
    let wanted =
        CallBackRequest::new(visit("pt_1").clinic(), "pt_1".to_owned(), "results").unwrap();
    let asked = slow.local.ask_call_back(&wanted, None, at(4));
    asked.await.unwrap();
    let copies = slow.shared.copy(&slow.local);
    let (copied, messages) = while_another_books(&mut line, &other, &mut booked, copies).await;
    assert_eq!(copied.unwrap(), []);
    assert_eq!(messages, 1, "so is somebody who is to be called");
    let row = RowToSend {
        mark: slow.local.mark(b"row 7"),
        outgoing: Outgoing::from(another_visit(900)),
    };
    let rows = slow
        .local
        .write_rows(&[], std::slice::from_ref(&row), at(5));
    let id = *rows.await.unwrap()[0].as_ref().unwrap();
    let claims = slow.shared.claim(&slow.local, id, &row.outgoing);
    let (claimed, messages) = while_another_books(&mut line, &other, &mut booked, claims).await;
    assert!(claimed.unwrap().is_ok());
    assert_eq!(messages, 1, "and a row of a file");
    let draft = crate::OwnDraft {
        content: "draft of pt_1".to_owned(),
        is_parked: true,
        pieces: draft("a text"),
    };
    let parks = slow.shared.copy_drafts(std::slice::from_ref(&draft), at(5));
    let (parked, _) = while_another_books(&mut line, &other, &mut booked, parks).await;
    assert_eq!(parked.unwrap(), []);
    let there = "SELECT (SELECT count(*) FROM notes), (SELECT count(*) FROM calls), (SELECT count(*) FROM drafts)";
    assert_eq!(clinic.sql(there), "2|1|1");
    let ends = slow.shared.leave();
    let (ended, _) = while_another_books(&mut line, &other, &mut booked, ends).await;
    ended.unwrap();
    assert!(booked >= 5, "{booked}");
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn of_two_that_book_one_time_the_one_on_the_quicker_line_does() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let Some(mut line) = SlowLine::to(&clinic).await else {
        return;
    };
    let other = clinic.desk("front-2").await;
    let far = Clinic {
        server: line.server.clone(),
        owner: clinic.owner.clone(),
        key: clinic.folder_with_key(),
    };
    let slow = far.desk("front-1").await;
    slow.book(&draw(), "a-1", 1).await;
    line.is_slow.send_replace(true);
    let (first, second) = (visit("pt_1"), visit("pt_2"));
    let books = slow.send(&first, 2);
    let meanwhile = async {
        // It is about to write.
        let writes = line.held_up.recv().await.unwrap();
        other.book(&second, "appt_2", 2).await;
        line.is_slow.send_replace(false);
        writes.send(()).unwrap();
    };
    let (booked, ()) = tokio::join!(books, meanwhile);
    assert_eq!(booked, None);
    assert_eq!(
        clinic.sql(
            "SELECT string_agg(state, ' ' ORDER BY first_seq) FROM changes WHERE kind = 'book'"
        ),
        "booked booked not-sent"
    );
    clinic.trail_is_whole().await;
}

#[tokio::test]
async fn what_was_done_alone_is_copied_without_keeping_anybody_out() {
    let Some(clinic) = Clinic::open().await else {
        return;
    };
    let Some(mut line) = SlowLine::to(&clinic).await else {
        return;
    };
    let other = clinic.desk("front-2").await;
    let far = Clinic {
        server: line.server.clone(),
        owner: clinic.owner.clone(),
        key: clinic.folder_with_key(),
    };
    let slow = far.desk("front-1").await;
    slow.book(&draw(), "a-1", 1).await;
    let of = appointment_of(&visit("pt_1"), "appt_9");
    let cancelled = booking::Change::cancelled(of, "ill").unwrap();
    // Each depends on the one before it.
    let alone = [visit("pt_1").into(), cancelled, visit("pt_2").into()];
    for (minute, change) in (2..).zip(alone) {
        let outgoing = Outgoing {
            goes_alone: true,
            ..Outgoing::from(change)
        };
        let id = slow
            .local
            .send_off(&outgoing, at(minute))
            .await
            .unwrap()
            .unwrap();
        let made = Settlement::Booked("appt_9".to_owned());
        assert!(slow.local.settle(id, &made, at(minute)).await.unwrap());
    }
    line.is_slow.send_replace(true);
    let copies = slow.shared.copy(&slow.local);
    let meanwhile = async {
        for number in 0..3 {
            let goes_on = line.held_up.recv().await.unwrap();
            other
                .book(&another_visit(number), &format!("appt_{number}"), 9)
                .await;
            goes_on.send(()).unwrap();
        }
        // From here on the others have nothing to do.
        line.is_slow.send_replace(false);
        while let Ok(goes_on) = line.held_up.try_recv() {
            let _ = goes_on.send(());
        }
    };
    let (copied, ()) = tokio::join!(copies, meanwhile);
    assert_eq!(copied.unwrap(), []);
    let states = "SELECT string_agg(kind || ' ' || state, ', ' ORDER BY first_seq) FROM changes WHERE overrides = 'alone'";
    assert_eq!(
        clinic.sql(states),
        "book booked, cancel booked, book booked"
    );
    clinic.trail_is_whole().await;
}
