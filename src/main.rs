//! The bookdesk command.

fn main() {}
