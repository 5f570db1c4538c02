-- What guards the ways in: locks, and limits that outlive a second begin.

-- Until then the password of this address opens nothing: staff, after ten failures in a row.
ALTER TABLE sign_in_failure ADD COLUMN locked_until TIMESTAMPTZ;

-- When digits were last asked for: a registration begun anew with the same letter takes the count over.
ALTER TABLE registration ADD COLUMN mailed_at TIMESTAMPTZ;

-- Where passwords are tried from, one IPv4 address or one /64: who tries too many accounts is shut out for a while.
CREATE TABLE sign_in_source (
    source TEXT NOT NULL PRIMARY KEY,
    seen_at TIMESTAMPTZ NOT NULL,
    blocked_until TIMESTAMPTZ
);

-- Which addresses were tried from there in vain, or are being tried; by the hash of what was typed.
CREATE TABLE sign_in_source_try (
    source TEXT NOT NULL REFERENCES sign_in_source (source),
    address_hash BYTEA NOT NULL,
    tried_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (source, address_hash)
);
