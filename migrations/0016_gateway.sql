-- The gateway to the ERP: what it says of each thing, as of which of its own revisions, and what the portal says to it.

ALTER TABLE property ADD COLUMN valid_from DATE;
ALTER TABLE property ADD COLUMN valid_to DATE;
ALTER TABLE property ADD COLUMN revision BIGINT;
-- Who is responsible for the house at the manager's.
ALTER TABLE property ADD COLUMN clerk_name TEXT;
ALTER TABLE property ADD COLUMN clerk_phone TEXT;
ALTER TABLE property ADD COLUMN clerk_email TEXT;
ALTER TABLE unit ADD COLUMN valid_from DATE;
ALTER TABLE unit ADD COLUMN valid_to DATE;
ALTER TABLE unit ADD COLUMN revision BIGINT;
ALTER TABLE person ADD COLUMN valid_from DATE;
ALTER TABLE person ADD COLUMN valid_to DATE;
ALTER TABLE person ADD COLUMN revision BIGINT;
-- A contract is valid from its first to its last day.
ALTER TABLE contract ADD COLUMN revision BIGINT;
-- The period of notice, in the words of the contract.
ALTER TABLE contract ADD COLUMN notice_period TEXT;

-- What the ERP says of a name in a contract, where it says it apart from the contract; a name from the future waits here.
CREATE TABLE naming (
    id UUID NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    contract_id UUID NOT NULL REFERENCES contract (id),
    person_id UUID NOT NULL REFERENCES person (id),
    valid_from DATE,
    valid_to DATE,
    revision BIGINT,
    UNIQUE (contract_id, person_id)
);
CREATE INDEX naming_person ON naming (person_id);

CREATE TABLE rent_part (
    id UUID NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    contract_id UUID NOT NULL REFERENCES contract (id),
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    amount BIGINT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    revision BIGINT
);
CREATE INDEX rent_part_contract ON rent_part (contract_id, valid_from);

-- The account a contract is debited from; never in full, which nobody needs in the portal.
CREATE TABLE bank_mandate (
    id UUID NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    contract_id UUID NOT NULL REFERENCES contract (id),
    holder TEXT NOT NULL,
    iban_masked TEXT NOT NULL,
    mandate TEXT,
    signed_on DATE,
    valid_from DATE,
    valid_to DATE,
    revision BIGINT
);
CREATE INDEX bank_mandate_contract ON bank_mandate (contract_id);

-- Kept for later pages.
CREATE TABLE consumption_value (
    id UUID NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    unit_id UUID NOT NULL REFERENCES unit (id),
    medium TEXT NOT NULL,
    -- Thousandths of the measure.
    amount BIGINT NOT NULL,
    measure TEXT NOT NULL,
    estimated BOOLEAN NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    revision BIGINT
);
CREATE INDEX consumption_value_unit ON consumption_value (unit_id, valid_from);

-- Kept for later pages.
CREATE TABLE account_entry (
    id UUID NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    contract_id UUID NOT NULL REFERENCES contract (id),
    booked_on DATE NOT NULL,
    due_on DATE,
    label TEXT NOT NULL,
    -- Cents; what the person owes is positive.
    amount BIGINT NOT NULL,
    valid_from DATE,
    valid_to DATE,
    revision BIGINT
);
CREATE INDEX account_entry_contract ON account_entry (contract_id, booked_on);

-- Parcels of master data: noted before anything of them holds, so that whatever dies on the way is finished.
CREATE TABLE erp_batch (
    id UUID NOT NULL PRIMARY KEY,
    -- By which way it came, and the name it has there: a key, a file, a command.
    source TEXT NOT NULL,
    label TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    -- The parcel itself, as long as it is needed.
    blob_sha256 TEXT,
    -- Counts, and why it is parked.
    facts JSONB NOT NULL,
    -- What it would change, in words, cut where it gets long.
    diff TEXT NOT NULL,
    done BIGINT NOT NULL DEFAULT 0,
    total BIGINT NOT NULL DEFAULT 0,
    worked_until TIMESTAMPTZ,
    first_by UUID REFERENCES account (id),
    first_at TIMESTAMPTZ,
    second_by UUID REFERENCES account (id),
    second_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    CHECK (second_by IS NULL OR (first_by IS NOT NULL AND second_by <> first_by))
);
CREATE INDEX erp_batch_received ON erp_batch (received_at, id);
CREATE INDEX erp_batch_state ON erp_batch (state, received_at);

-- Who may speak to the gateway, and about what.
CREATE TABLE erp_key (
    id UUID NOT NULL PRIMARY KEY,
    -- What stands in each request.
    handle TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- Scopes, joined by blanks.
    scopes TEXT NOT NULL,
    -- Networks it may come from, joined by blanks; empty is all.
    networks TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ
);
-- Two of them live while one is exchanged for the other. What is kept signs for nobody who only reads the database's copy of
-- the secret: it is its hash, which is the key of the signature.
CREATE TABLE erp_secret (
    id UUID NOT NULL PRIMARY KEY,
    key_id UUID NOT NULL REFERENCES erp_key (id),
    secret_sha256 BYTEA NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ
);
CREATE INDEX erp_secret_key ON erp_secret (key_id);
CREATE TABLE erp_nonce (
    key_id UUID NOT NULL REFERENCES erp_key (id),
    nonce TEXT NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (key_id, nonce)
);
CREATE INDEX erp_nonce_seen ON erp_nonce (seen_at);
-- What was answered to a command, for whoever did not hear it.
CREATE TABLE erp_answer (
    key_id UUID NOT NULL REFERENCES erp_key (id),
    idempotency_key TEXT NOT NULL,
    request_sha256 BYTEA NOT NULL,
    -- Empty while it is being worked on.
    status BIGINT,
    body TEXT,
    answered_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (key_id, idempotency_key)
);
CREATE INDEX erp_answer_at ON erp_answer (answered_at);

-- Commands for the ERP, in the order in which they became true.
CREATE TABLE erp_command (
    id UUID NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    change_id UUID REFERENCES change_request (id),
    ticket_id UUID REFERENCES ticket (id),
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at TIMESTAMPTZ,
    last_error TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    -- When an adapter has it: pulled and acknowledged, pushed, or laid down as a file.
    delivered_at TIMESTAMPTZ,
    answered_at TIMESTAMPTZ,
    CHECK ((change_id IS NULL) <> (ticket_id IS NULL))
);
CREATE INDEX erp_command_state ON erp_command (state, next_at);
CREATE INDEX erp_command_change ON erp_command (change_id);
CREATE INDEX erp_command_ticket ON erp_command (ticket_id);

-- "This has changed": what is still to be fetched. Repeated events fall together.
CREATE TABLE erp_event (
    entity TEXT NOT NULL,
    reference TEXT NOT NULL,
    heard_at TIMESTAMPTZ NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at TIMESTAMPTZ NOT NULL,
    last_error TEXT,
    dead_at TIMESTAMPTZ,
    PRIMARY KEY (entity, reference)
);
CREATE INDEX erp_event_next ON erp_event (next_at);

-- When each way to and from the ERP was last in use.
CREATE TABLE erp_contact (
    adapter TEXT NOT NULL PRIMARY KEY,
    heard_at TIMESTAMPTZ NOT NULL,
    good_at TIMESTAMPTZ,
    note TEXT
);
