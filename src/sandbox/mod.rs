//! Both APIs as an embedded HTTP server, written from their documented contracts alone.
