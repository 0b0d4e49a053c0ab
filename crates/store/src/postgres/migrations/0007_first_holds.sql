-- If two desks hold one time the first has it: by the order in which the database received the holds.
ALTER TABLE holds ADD COLUMN place_in_order BIGINT NOT NULL DEFAULT nextval('seqs');
