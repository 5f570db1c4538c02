-- Contract numbers as people type them: case, blanks, dashes and slashes do not matter.
CREATE INDEX contract_reference_bare ON contract (REPLACE(REPLACE(REPLACE(LOWER(reference), ' ', ''), '-', ''), '/', ''), starts_on);
