-- What staff ask for most, with a hundred thousand persons.

-- The newest batches, and how far each is.
CREATE INDEX letter_batch_created ON letter_batch (created_at, id);
CREATE INDEX batch_letter_state ON batch_letter (batch_id, state);
-- Persons in their order, with what they are found by.
CREATE INDEX person_order ON person (last_name, first_name, reference, search_text);
-- Staff type contract numbers in small letters.
CREATE INDEX contract_reference_small ON contract (LOWER(reference));
-- Live letters: those that died of wrong tries, and those that houses count.
CREATE INDEX activation_letter_tries ON activation_letter (tries) WHERE used_at IS NULL AND replaced_at IS NULL;
CREATE INDEX activation_letter_count ON activation_letter (person_id, expires_at, tries) WHERE used_at IS NULL AND replaced_at IS NULL;
