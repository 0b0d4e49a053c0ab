-- Bookings become changes of a kind, about an appointment unless they make one, with their author. Windows
-- are identified by their lease.
ALTER TABLE intents RENAME TO changes;
ALTER TABLE changes RENAME COLUMN backend TO vendor;
ALTER TABLE changes RENAME COLUMN seat TO lease;
ALTER TABLE drafts RENAME COLUMN seat TO lease;
ALTER TABLE changes ADD COLUMN kind TEXT NOT NULL DEFAULT 'book';
ALTER TABLE changes ADD COLUMN about TEXT;
ALTER TABLE changes ADD COLUMN ends_at TEXT;
ALTER TABLE changes ADD COLUMN operator TEXT;
ALTER TABLE changes ADD COLUMN desk TEXT;
UPDATE changes SET operator = said.operator, desk = said.desk
    FROM (SELECT intent, operator, desk FROM audit WHERE what IN ('prepared', 'queued')) AS said
    WHERE said.intent = changes.id;
DROP INDEX intents_by_state;
DROP INDEX intents_by_person;
DROP INDEX intents_by_appointment;
DROP INDEX intents_by_row;
CREATE INDEX changes_by_state ON changes (state, lease);
CREATE INDEX changes_by_person ON changes (person);
CREATE INDEX changes_by_appointment ON changes (appointment);
CREATE UNIQUE INDEX changes_by_row ON changes (row_mark);
CREATE INDEX changes_by_time ON changes (changed_at);
CREATE INDEX changes_by_about ON changes (about) WHERE about IS NOT NULL;
