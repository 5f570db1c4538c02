-- Bank details that somebody asked for. The request itself holds them masked.

CREATE TABLE bank_request (
    change_id UUID NOT NULL PRIMARY KEY REFERENCES change_request (id),
    contract_id UUID NOT NULL REFERENCES contract (id),
    holder TEXT NOT NULL,
    -- In full only until the request is over: then nobody has to enter it any more.
    iban TEXT,
    debit BOOLEAN NOT NULL,
    mandate TEXT UNIQUE,
    releasable_from TIMESTAMPTZ NOT NULL,
    -- Two people let it pass, whatever two presses at once try.
    first_by UUID REFERENCES account (id),
    first_at TIMESTAMPTZ,
    second_by UUID REFERENCES account (id),
    second_at TIMESTAMPTZ,
    letter_at TIMESTAMPTZ,
    CHECK (debit = (mandate IS NOT NULL)),
    CHECK (second_by IS NULL OR (first_by IS NOT NULL AND second_by <> first_by))
);
CREATE INDEX bank_request_contract ON bank_request (contract_id);
