-- What a letter service has to know of each letter; all letters before had one page.
ALTER TABLE batch_letter ADD COLUMN pages BIGINT NOT NULL DEFAULT 1;
