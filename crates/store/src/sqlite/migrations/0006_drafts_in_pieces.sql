-- Each text of a draft is a row of its own, so that only the text a key changed is written. Earlier content
-- stays in the row without a name.
ALTER TABLE drafts RENAME TO drafts_whole;
CREATE TABLE drafts (
    lease TEXT NOT NULL,
    place TEXT NOT NULL,
    piece TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (lease, place, piece)
);
INSERT INTO drafts SELECT lease, place, '', kept_at, sealed FROM drafts_whole;
DROP TABLE drafts_whole;
