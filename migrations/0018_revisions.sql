-- When the ERP's own revision was last written, so that an export without revisions undoes nothing that came later; and the
-- revision of an end that the ERP said apart from the record.
ALTER TABLE property ADD COLUMN revised_at TIMESTAMPTZ;
ALTER TABLE property ADD COLUMN ended_revision BIGINT;
ALTER TABLE unit ADD COLUMN revised_at TIMESTAMPTZ;
ALTER TABLE unit ADD COLUMN ended_revision BIGINT;
ALTER TABLE person ADD COLUMN revised_at TIMESTAMPTZ;
ALTER TABLE person ADD COLUMN ended_revision BIGINT;
ALTER TABLE contract ADD COLUMN revised_at TIMESTAMPTZ;
ALTER TABLE contract ADD COLUMN ended_revision BIGINT;
ALTER TABLE naming ADD COLUMN revised_at TIMESTAMPTZ;
ALTER TABLE naming ADD COLUMN ended_revision BIGINT;
ALTER TABLE rent_part ADD COLUMN revised_at TIMESTAMPTZ;
ALTER TABLE rent_part ADD COLUMN ended_revision BIGINT;
ALTER TABLE bank_mandate ADD COLUMN revised_at TIMESTAMPTZ;
ALTER TABLE bank_mandate ADD COLUMN ended_revision BIGINT;
ALTER TABLE consumption_value ADD COLUMN revised_at TIMESTAMPTZ;
ALTER TABLE consumption_value ADD COLUMN ended_revision BIGINT;
ALTER TABLE account_entry ADD COLUMN revised_at TIMESTAMPTZ;
ALTER TABLE account_entry ADD COLUMN ended_revision BIGINT;
ALTER TABLE document ADD COLUMN revised_at TIMESTAMPTZ;
ALTER TABLE document ADD COLUMN ended_revision BIGINT;

-- Persons that share an address, and those who are to be taken out of their contracts.
CREATE INDEX person_email ON person (email);
CREATE INDEX person_valid_to ON person (valid_to) WHERE valid_to IS NOT NULL;
