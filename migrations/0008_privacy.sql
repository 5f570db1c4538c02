-- Archives of all that the portal keeps about a person, put together for them; the bytes lie in the blob store.
CREATE TABLE data_archive (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    asked_at TIMESTAMPTZ NOT NULL,
    -- Which run works on it: one that was overtaken by a later run writes nothing more.
    run BIGINT NOT NULL DEFAULT 0,
    done BIGINT NOT NULL DEFAULT 0,
    total BIGINT NOT NULL DEFAULT 0,
    -- Named before the blob is written, so that whatever a run leaves behind is known.
    blob_sha256 TEXT,
    bytes BIGINT NOT NULL DEFAULT 0,
    ready_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ
);
CREATE INDEX data_archive_account ON data_archive (account_id, asked_at);
-- One under way per account, whatever two requests at once try.
CREATE UNIQUE INDEX data_archive_under_way ON data_archive (account_id) WHERE ready_at IS NULL;

-- Tickets that ask for the deletion of a person's data.
CREATE TABLE deletion_request (
    ticket_id UUID NOT NULL PRIMARY KEY REFERENCES ticket (id),
    person_id UUID NOT NULL REFERENCES person (id),
    asked_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX deletion_request_person ON deletion_request (person_id, asked_at);

-- All that one account did, for its owner's archive.
CREATE INDEX audit_event_actor ON audit_event (actor_id);
-- Own messages in tickets of others.
CREATE INDEX ticket_message_account ON ticket_message (account_id);
