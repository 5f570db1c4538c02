-- The second factor of sign-in: codes of an app, and codes on paper for the day the app is gone.

-- The app computes with the secret itself, so it cannot be a hash. It counts from the first right code on; till then the
-- seed of the codes on paper lies beside it, so that the page can show them once more.
CREATE TABLE second_factor (
    account_id UUID NOT NULL PRIMARY KEY REFERENCES account (id),
    secret BYTEA NOT NULL,
    recovery_seed BYTEA,
    begun_at TIMESTAMPTZ NOT NULL,
    confirmed_at TIMESTAMPTZ,
    last_step BIGINT NOT NULL
);

-- Codes on paper, each good for one sign-in.
CREATE TABLE recovery_code (
    account_id UUID NOT NULL REFERENCES account (id),
    code_hash BYTEA NOT NULL,
    used_at TIMESTAMPTZ,
    PRIMARY KEY (account_id, code_hash)
);

-- Sign-ins with the right password that still lack the code.
CREATE TABLE half_session (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    auth_epoch BIGINT NOT NULL,
    own_device BOOLEAN NOT NULL,
    tries BIGINT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX half_session_account ON half_session (account_id);
