//! File and environment, turned into a checked configuration; secrets typed as secrets.
