//! A desk on a slow line, and the others meanwhile.

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::{mpsc, oneshot, watch};

use super::*;
use crate::tests::altering::appointment_of;

/// The line of a desk to the server, on which its messages are held up one by one.
struct SlowLine {
    server: Server,
    is_slow: watch::Sender<bool>,
    /// The messages that are held up: each goes on when it is answered.
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

/// Returns a visit of a patient of its own, on a day of its own.
fn another_visit(number: u32) -> Booking {
    let start = at(0) + TimeDelta::days(100 + i64::from(number));
    let span = booking::time::Span::resolve(Some(start), None, booking::time::Minutes::new(30));
    let like = visit(&format!("pt_{}", 100 + number));
    let parts = booking::BookingParts {
        span: span.unwrap(),
        ..like.parts().clone()
    };
    Booking::new(like.clinic(), parts).unwrap()
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
        for number in 0..3 {
            let goes_on = line.held_up.recv().await.unwrap();
            let appointment = format!("appt_{number}");
            other.book(&another_visit(number), &appointment, 2).await;
            goes_on.send(()).unwrap();
        }
        line.is_slow.send_replace(false);
        while let Ok(goes_on) = line.held_up.try_recv() {
            let _ = goes_on.send(());
        }
    };
    let (booked, ()) = tokio::join!(books, meanwhile);
    assert!(
        booked.is_some(),
        "it books itself as soon as nobody is quicker"
    );
    assert_eq!(clinic.sql("SELECT count(*) FROM changes"), "5");
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
        // It has asked, and is about to write.
        let asks = line.held_up.recv().await.unwrap();
        asks.send(()).unwrap();
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
