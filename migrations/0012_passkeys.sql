-- Passkeys: keys of a device or a password manager that sign a person in.

-- What a device is told instead of the account's id: chance, the same for all passkeys of an account.
CREATE TABLE passkey_holder (
    account_id UUID NOT NULL PRIMARY KEY REFERENCES account (id),
    handle UUID NOT NULL UNIQUE
);

-- The public half of each key with its counter, as the library that checks signatures writes it.
CREATE TABLE passkey (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    credential_id BYTEA NOT NULL UNIQUE,
    credential TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);
CREATE INDEX passkey_account ON passkey (account_id);

-- Questions a device has not answered yet: to make a key for an account, or to sign in as whoever holds one.
CREATE TABLE passkey_question (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    account_id UUID REFERENCES account (id),
    state TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
