-- Batches of letters: what a house's rollout, or an order for one person, has printed. One text for SQLite and PostgreSQL.

CREATE TABLE letter_batch (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    -- The house, or the one person it is for.
    property_id UUID REFERENCES property (id),
    person_id UUID REFERENCES person (id),
    due_on DATE NOT NULL,
    -- A live letter made before gives way; any other stays.
    anew TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    begun_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    posted_on DATE,
    -- Until then one worker makes its letters; who dies leaves them to the next.
    worked_until TIMESTAMPTZ,
    CHECK ((property_id IS NULL) <> (person_id IS NULL))
);
-- A house waits for one day only.
CREATE UNIQUE INDEX letter_batch_planned ON letter_batch (property_id) WHERE begun_at IS NULL;

-- Letters that are printed together: one PDF, and one hand-over to whoever posts them.
CREATE TABLE letter_print (
    batch_id UUID NOT NULL REFERENCES letter_batch (id),
    number BIGINT NOT NULL,
    letters BIGINT NOT NULL,
    -- Empty once the paper was thrown away.
    pdf_sha256 TEXT,
    made_at TIMESTAMPTZ NOT NULL,
    handed_over_at TIMESTAMPTZ,
    PRIMARY KEY (batch_id, number)
);

CREATE TABLE batch_letter (
    batch_id UUID NOT NULL REFERENCES letter_batch (id),
    person_id UUID NOT NULL REFERENCES person (id),
    position BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- Why there is none, in the words staff read.
    reason TEXT,
    letter_id UUID REFERENCES activation_letter (id),
    print_number BIGINT,
    -- The address as it stands on the paper, in four lines; empty once the paper was thrown away.
    recipient TEXT,
    pdf_sha256 TEXT,
    PRIMARY KEY (batch_id, person_id),
    CHECK (state <> 'rendered' OR letter_id IS NOT NULL)
);
CREATE INDEX batch_letter_queued ON batch_letter (batch_id, position) WHERE state = 'queued';
CREATE INDEX batch_letter_letter ON batch_letter (letter_id);
CREATE INDEX activation_letter_person ON activation_letter (person_id, created_at);

-- What staff search people by, in small letters; SQLite knows no case beyond ASCII.
ALTER TABLE person ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
UPDATE person SET search_text = LOWER(REPLACE(REPLACE(REPLACE(first_name || ' ' || last_name || ' ' || reference, 'Ä', 'ä'), 'Ö', 'ö'), 'Ü', 'ü'));
