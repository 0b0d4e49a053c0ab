//! Submitting the booking in the form, and showing what becomes of every change that has left its form. The
//! [office] makes the changes.

mod book;
mod news;
mod queue;
mod settle;
mod text;
