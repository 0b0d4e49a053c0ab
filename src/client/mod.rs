//! The one shared door to both APIs: transport, errors, and one file per backend.
