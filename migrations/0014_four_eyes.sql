-- Who ordered a batch of letters: a letter that opens an account anew is printed by somebody else.
ALTER TABLE letter_batch ADD COLUMN ordered_by UUID REFERENCES account (id);

-- Questions to passkeys are asked by anybody and thrown away by their end.
CREATE INDEX passkey_question_expires ON passkey_question (expires_at);
