-- One text for SQLite and PostgreSQL. Ids are UUIDv7 made by us, instants UTC to the microsecond, money in cents.

CREATE TABLE property (
    id UUID NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    street TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    town TEXT NOT NULL,
    federal_state TEXT NOT NULL,
    caretaker_name TEXT,
    caretaker_phone TEXT,
    caretaker_hours TEXT,
    enabled_on DATE
);

CREATE TABLE unit (
    id UUID NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    property_id UUID NOT NULL REFERENCES property (id),
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    area BIGINT
);
CREATE INDEX unit_property ON unit (property_id);

CREATE TABLE person (
    id UUID NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    salutation TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    street TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    town TEXT NOT NULL,
    email TEXT,
    phone TEXT
);

CREATE TABLE contract (
    id UUID NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    unit_id UUID NOT NULL REFERENCES unit (id),
    kind TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE,
    signed_on DATE,
    rent BIGINT NOT NULL,
    operating_costs BIGINT NOT NULL,
    heating_costs BIGINT NOT NULL,
    deposit BIGINT NOT NULL
);
CREATE INDEX contract_unit ON contract (unit_id);

CREATE TABLE contract_person (
    contract_id UUID NOT NULL REFERENCES contract (id),
    person_id UUID NOT NULL REFERENCES person (id),
    PRIMARY KEY (contract_id, person_id)
);
CREATE INDEX contract_person_person ON contract_person (person_id);

CREATE TABLE account (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID UNIQUE REFERENCES person (id),
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    auth_epoch BIGINT NOT NULL DEFAULT 0,
    disabled_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    CHECK (role = 'resident' OR person_id IS NULL),
    CHECK (role <> 'resident' OR person_id IS NOT NULL)
);

-- Wrong passwords in a row, by the hash of the address that was typed: known and unknown addresses count alike.
CREATE TABLE sign_in_failure (
    address_hash BYTEA NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    failed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE activation_letter (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    access_number TEXT NOT NULL UNIQUE,
    code_hash TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    used_at TIMESTAMPTZ,
    replaced_at TIMESTAMPTZ,
    CHECK (code_hash IS NULL OR length(code_hash) > 20),
    CHECK (code_hash IS NOT NULL OR used_at IS NOT NULL OR replaced_at IS NOT NULL)
);
-- One live code per person, whatever two runs at once try.
CREATE UNIQUE INDEX activation_letter_live ON activation_letter (person_id) WHERE used_at IS NULL AND replaced_at IS NULL;

CREATE TABLE registration (
    id UUID NOT NULL PRIMARY KEY,
    letter_id UUID NOT NULL REFERENCES activation_letter (id),
    token_hash BYTEA NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    email TEXT,
    code_hash BYTEA,
    code_expires_at TIMESTAMPTZ,
    code_tries BIGINT NOT NULL DEFAULT 0,
    mails BIGINT NOT NULL DEFAULT 0,
    confirmed_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ
);
CREATE INDEX registration_letter ON registration (letter_id);

CREATE TABLE session (
    id UUID NOT NULL PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    account_id UUID NOT NULL REFERENCES account (id),
    auth_epoch BIGINT NOT NULL,
    own_device BOOLEAN NOT NULL,
    device TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE password_reset (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    token_hash BYTEA NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);
CREATE INDEX password_reset_account ON password_reset (account_id);

CREATE TABLE ticket (
    id UUID NOT NULL PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    contract_id UUID NOT NULL REFERENCES contract (id),
    reporter_id UUID NOT NULL REFERENCES person (id),
    client_ref UUID NOT NULL,
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,
    place TEXT,
    title TEXT NOT NULL,
    access TEXT NOT NULL,
    urgent BOOLEAN NOT NULL,
    shared BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    answer_by DATE,
    appointment_at TIMESTAMPTZ,
    assignee_id UUID REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    -- Last change made by the other side: what "unread" is measured by.
    news_for_resident_at TIMESTAMPTZ,
    news_for_staff_at TIMESTAMPTZ,
    closed_at TIMESTAMPTZ,
    reopened BIGINT NOT NULL DEFAULT 0,
    UNIQUE (reporter_id, client_ref)
);
CREATE INDEX ticket_contract ON ticket (contract_id, updated_at);
CREATE INDEX ticket_state ON ticket (state, answer_by);
CREATE INDEX ticket_assignee ON ticket (assignee_id, state);

CREATE TABLE ticket_message (
    id UUID NOT NULL PRIMARY KEY,
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    account_id UUID REFERENCES account (id),
    side TEXT NOT NULL,
    internal BOOLEAN NOT NULL,
    client_ref UUID NOT NULL,
    body TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CHECK (side = 'staff' OR NOT internal),
    UNIQUE (ticket_id, client_ref)
);

CREATE TABLE ticket_event (
    id UUID NOT NULL PRIMARY KEY,
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    account_id UUID REFERENCES account (id),
    side TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT,
    body TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ticket_event_ticket ON ticket_event (ticket_id);

CREATE TABLE ticket_photo (
    id UUID NOT NULL PRIMARY KEY,
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    message_id UUID NOT NULL REFERENCES ticket_message (id),
    position BIGINT NOT NULL,
    photo_sha256 TEXT NOT NULL,
    thumb_sha256 TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ticket_photo_ticket ON ticket_photo (ticket_id);

CREATE TABLE ticket_read (
    ticket_id UUID NOT NULL REFERENCES ticket (id),
    account_id UUID NOT NULL REFERENCES account (id),
    read_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (ticket_id, account_id)
);

CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE job (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    data JSONB NOT NULL,
    run_at TIMESTAMPTZ NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    locked_until TIMESTAMPTZ,
    dead_at TIMESTAMPTZ,
    last_error TEXT,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX job_due ON job (run_at) WHERE dead_at IS NULL;

CREATE TABLE audit_event (
    id UUID NOT NULL PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id UUID,
    result TEXT NOT NULL,
    request_id TEXT NOT NULL,
    address TEXT NOT NULL,
    detail JSONB NOT NULL
);
CREATE INDEX audit_event_object ON audit_event (object_id);
