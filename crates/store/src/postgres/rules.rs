//! The rules about times that the database itself applies to rows, whoever writes them. They are generated from the
//! same source as a desk's statements, anew with each setup.

use super::schema::schema_of;
use crate::order;
use booking::Mode;

/// Returns the statements that create the rules in a mode's schema.
///
/// A change keeps its time until it is known not to be made, or until its appointment leaves that time. A change that
/// was made is recorded despite any conflict, and a person decides on it: only a change that may still be sent is
/// refused. After each change of an appointment, the earlier changes that made it are checked again.
pub(super) fn rules(mode: Mode) -> String {
    let schema = schema_of(mode);
    let leavings = order::leavings([
        "NEW.appointment",
        "NEW.vendor",
        "NEW.id_text",
        "NEW.changed_at_text",
    ]);
    let head = format!(
        "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"
    );
    format!(
        "CREATE OR REPLACE FUNCTION {schema}.keep_time() {head} AS $$ \
         DECLARE is_made CONSTANT BOOLEAN := NEW.state = 'booked'; \
         BEGIN \
         NEW.keeps_time := COALESCE(NEW.overrides IS NULL AND NEW.provider IS NOT NULL \
         AND NEW.starts_at_text < NEW.busy_until_text AND (is_made OR NEW.state IN ('sending', 'unknown', 'queued')), false); \
         IF NEW.keeps_time AND is_made THEN NEW.keeps_time := ({leavings}) = 0; END IF; \
         IF NEW.keeps_time AND (is_made OR TG_OP = 'UPDATE') THEN \
         NEW.keeps_time := NOT EXISTS (SELECT FROM recorded_changes AS other WHERE other.keeps_time \
         AND other.vendor = NEW.vendor AND lower(other.provider) = lower(NEW.provider) \
         AND other.taken && tstzrange(NEW.starts_at_text::timestamptz, NEW.busy_until_text::timestamptz) \
         AND other.subject <> COALESCE(NEW.about, NEW.appointment, NEW.claims, NEW.id_text) \
         AND other.id_text <> NEW.id_text); \
         END IF; \
         RETURN NEW; END $$; \
         CREATE OR REPLACE FUNCTION {schema}.free_time() {head} AS $$ \
         BEGIN \
         UPDATE recorded_changes SET keeps_time = keeps_time WHERE keeps_time AND state = 'booked' \
         AND appointment = NEW.about AND vendor = NEW.vendor AND id_text <> NEW.id_text; \
         RETURN NULL; END $$; \
         DROP FUNCTION IF EXISTS {schema}.frees_time(TEXT, TEXT)"
    )
}
