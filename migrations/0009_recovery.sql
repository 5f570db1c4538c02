-- Letters that open an account anew, for whoever lost mailbox, password or second factor, or ended their access.
ALTER TABLE activation_letter ADD COLUMN kind TEXT NOT NULL DEFAULT 'aktivierung';
