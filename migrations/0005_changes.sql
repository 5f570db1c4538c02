-- Changes of contact details on their way through the ERP. What holds today stands in account and person until one takes
-- effect.

CREATE TABLE change_request (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    account_id UUID NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    old_value TEXT,
    new_value TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    -- Until then the new mailbox must have answered.
    expires_at TIMESTAMPTZ NOT NULL,
    promised_on DATE,
    reason TEXT,
    closed_at TIMESTAMPTZ,
    code_hash BYTEA,
    code_expires_at TIMESTAMPTZ,
    code_tries BIGINT NOT NULL DEFAULT 0,
    mails BIGINT NOT NULL DEFAULT 0,
    mailed_at TIMESTAMPTZ,
    revoke_hash BYTEA UNIQUE,
    revoke_expires_at TIMESTAMPTZ
);
-- One open request of each kind per person, whatever two devices at once ask for.
CREATE UNIQUE INDEX change_request_open ON change_request (person_id, kind)
    WHERE state IN ('beantragt', 'bestaetigt', 'uebergeben', 'erp_bestaetigt');
CREATE INDEX change_request_person ON change_request (person_id, created_at);
CREATE INDEX change_request_promised ON change_request (promised_on, id)
    WHERE state IN ('beantragt', 'bestaetigt', 'uebergeben', 'erp_bestaetigt');
CREATE INDEX change_request_closed ON change_request (closed_at, id);

-- When a request came to each of its states; it comes to none twice.
CREATE TABLE change_mark (
    change_id UUID NOT NULL REFERENCES change_request (id),
    state TEXT NOT NULL,
    account_id UUID REFERENCES account (id),
    reached_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (change_id, state)
);
