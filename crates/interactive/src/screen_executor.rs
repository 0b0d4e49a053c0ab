//! The executor of a desk's effects beyond its office, on a thread of its own: writes files, and begins lessons.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;
use std::time::Duration;

use desk::{Document, LessonBegun, Msg, Printing, SavedDocument};
use office::Ticket;

use super::TutorOptions;
use super::file_writer::{self, FileOptions};

/// Receives the messages that effects result in.
pub(super) type MsgSink = Arc<dyn Fn(Msg) + Send + Sync>;

/// An order for the thread. Orders are executed one by one: a later file replaces an earlier one.
enum Order {
    Save(Ticket, Box<Document>),
    Begin(LessonBegun),
}

/// The channel to the thread, which ends when this is dropped.
pub(super) struct ScreenExecutor {
    orders: Sender<Order>,
    /// Closed when the thread has ended.
    ended: Receiver<()>,
}

impl ScreenExecutor {
    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// Returns an error if the system can't start a thread.
    pub(super) fn start(
        files: FileOptions,
        tutor: TutorOptions,
        report: MsgSink,
    ) -> io::Result<ScreenExecutor> {
        let (orders, todo) = mpsc::channel();
        let (ending, ended) = mpsc::sync_channel(0);
        thread::Builder::new()
            .name("files".to_owned())
            .spawn(move || {
                for order in todo {
                    match order {
                        Order::Save(ticket, document) => save(&files, ticket, &document, &report),
                        Order::Begin(lesson) => tutor.begin(&lesson),
                    }
                }
                drop::<SyncSender<()>>(ending);
            })?;
        Ok(ScreenExecutor { orders, ended })
    }

    /// Writes a file, and prints it if it is a page. The outcome is reported once.
    pub(super) fn save(&self, ticket: Ticket, document: Box<Document>) {
        self.order(Order::Save(ticket, document));
    }

    /// Begins a lesson.
    pub(super) fn begin(&self, lesson: LessonBegun) {
        self.order(Order::Begin(lesson));
    }

    fn order(&self, order: Order) {
        // The thread ends with the desk, or has reported a panic.
        let _ = self.orders.send(order);
    }

    /// Completes pending writes, within at most this long.
    pub(super) fn finish(self, at_most: Duration) {
        let ScreenExecutor { orders, ended } = self;
        drop(orders);
        // Nothing is ever sent here: this waits until the sender is dropped.
        let _ = ended.recv_timeout(at_most);
    }
}

fn save(files: &FileOptions, ticket: Ticket, document: &Document, report: &MsgSink) {
    let path = match files.write(document) {
        Ok(path) => path,
        Err(why) => return report(Msg::Saved(ticket, Err(why))),
    };
    let saved = move |path, printing| Msg::Saved(ticket, Ok(SavedDocument { path, printing }));
    let Some(printer) = files.printer_for(document).cloned() else {
        return report(saved(path, Printing::None));
    };
    let page = path.clone();
    let report_printed = Arc::clone(report);
    // A printer may take long, and the next file doesn't wait for it.
    let spawned = thread::Builder::new()
        .name("printer".to_owned())
        .spawn(move || {
            let printing = file_writer::print(&printer, &page);
            report_printed(saved(page, printing));
        });
    if let Err(error) = spawned {
        report(saved(path, Printing::Failed(error.to_string())));
    }
}
