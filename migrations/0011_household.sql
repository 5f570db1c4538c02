-- Who was named in a contract until the ERP took the name out, with the terms of that day: what came later is not theirs.
CREATE TABLE former_contract_person (
    contract_id UUID NOT NULL REFERENCES contract (id),
    person_id UUID NOT NULL REFERENCES person (id),
    last_day DATE NOT NULL,
    rent BIGINT NOT NULL,
    operating_costs BIGINT NOT NULL,
    heating_costs BIGINT NOT NULL,
    deposit BIGINT NOT NULL,
    PRIMARY KEY (contract_id, person_id)
);
CREATE INDEX former_contract_person_person ON former_contract_person (person_id);
