//! One file per subcommand; no logic of its own.
