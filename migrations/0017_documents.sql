-- Documents: for one person, a contract, a unit, a house, or all; and for each person what became of them.

CREATE TABLE document (
    id UUID NOT NULL PRIMARY KEY,
    -- The ERP's own key; staff's uploads have none.
    reference TEXT UNIQUE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    dated_on DATE NOT NULL,
    blob_sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    pages BIGINT NOT NULL,
    target TEXT NOT NULL,
    person_id UUID REFERENCES person (id),
    contract_id UUID REFERENCES contract (id),
    unit_id UUID REFERENCES unit (id),
    property_id UUID REFERENCES property (id),
    provided_at TIMESTAMPTZ NOT NULL,
    withdrawn_at TIMESTAMPTZ,
    valid_from DATE,
    valid_to DATE,
    revision BIGINT,
    uploaded_by UUID REFERENCES account (id),
    -- Title and file name in small letters.
    search_text TEXT NOT NULL
);
CREATE INDEX document_person ON document (person_id);
CREATE INDEX document_contract ON document (contract_id);
CREATE INDEX document_unit ON document (unit_id);
CREATE INDEX document_property ON document (property_id);
CREATE INDEX document_provided ON document (provided_at, id);

-- The ledger: what each person was given, when they were told, when they opened it.
CREATE TABLE document_delivery (
    document_id UUID NOT NULL REFERENCES document (id),
    person_id UUID NOT NULL REFERENCES person (id),
    provided_at TIMESTAMPTZ NOT NULL,
    notified_at TIMESTAMPTZ,
    notified_by TEXT,
    opened_at TIMESTAMPTZ,
    letter_at TIMESTAMPTZ,
    letter_by UUID REFERENCES account (id),
    PRIMARY KEY (document_id, person_id)
);
CREATE INDEX document_delivery_person ON document_delivery (person_id, provided_at);
CREATE INDEX document_delivery_unopened ON document_delivery (provided_at) WHERE opened_at IS NULL AND letter_at IS NULL;

-- One file for many persons, taken apart by the reference on its pages, and looked through before anybody sees it.
CREATE TABLE document_set (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    dated_on DATE NOT NULL,
    blob_sha256 TEXT,
    pages BIGINT NOT NULL,
    state TEXT NOT NULL,
    created_by UUID NOT NULL REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ
);
CREATE TABLE document_part (
    set_id UUID NOT NULL REFERENCES document_set (id),
    position BIGINT NOT NULL,
    first_page BIGINT NOT NULL,
    last_page BIGINT NOT NULL,
    -- As it stands on the page.
    reference TEXT,
    contract_id UUID REFERENCES contract (id),
    person_id UUID REFERENCES person (id),
    -- Why it is nobody's, in words for staff.
    problem TEXT,
    PRIMARY KEY (set_id, position)
);
