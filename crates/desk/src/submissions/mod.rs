//! Submitting the booking in the form, and showing the outcome of every change that has left its form. The [office]
//! makes the changes.

mod book;
mod news;
mod queue;
mod settle;
mod text;
