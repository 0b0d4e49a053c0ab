# What is done often; `just` lists it. Each line is what you would type.

# The list
default:
    @just --list

# The desk, on a sandbox of its own
run *ARGUMENTS:
    cargo run --release -- {{ARGUMENTS}}

# A booking at both clinics, shown
demo:
    cargo run --release -- demo

# The tests whose names contain this: `just test line::`
test NAME="":
    cargo test --test uses -- {{NAME}}

# Everything that has to hold before a change is merged
check:
    .ci/run

# Looks at each changed snapshot (needs cargo-insta)
review:
    cargo insta test --test uses
    cargo insta review

# Draws the pictures of the guide again
pictures:
    cargo build
    for tape in assets/tapes/*.tape; do \
        picture="docs/guide/src/pictures/$(basename "$tape" .tape).svg"; \
        if [ -e "$picture" ]; then target/debug/bookdesk play --headless --force --out "$picture" "$tape"; fi; \
    done

# The guide as a book
guide:
    mdbook serve docs/guide

# Builds for Windows, and works with it under Wine
windows:
    .ci/windows

# What a release would hold, from this machine
release-dry-run:
    .ci/package
    .ci/test-package
