-- The marks by which rows of files of bookings are recognised.
ALTER TABLE intents ADD COLUMN row_mark TEXT;
CREATE UNIQUE INDEX intents_by_row ON intents (row_mark);
