-- The time when a change's provider is free again, and the changes sent despite a conflict. Changes recorded
-- before claim no time: their clinic tells about it.
ALTER TABLE changes ADD COLUMN busy_until TEXT;
ALTER TABLE changes ADD COLUMN overrides TEXT;
CREATE INDEX changes_by_provider ON changes (vendor, LOWER(provider), busy_until) WHERE busy_until IS NOT NULL;
