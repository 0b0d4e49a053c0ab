-- The holder of a time is queried with every change, and past changes are not to be read for it, however
-- many there are.
CREATE INDEX changes_by_provider ON changes (vendor, LOWER(provider), busy_until) WHERE busy_until IS NOT NULL;
DROP INDEX changes_by_start;
