-- What master data said of reporter and place on the day a ticket was filed: the receipt proves that day, whatever
-- later imports bring.
CREATE TABLE ticket_filing (
    ticket_id UUID NOT NULL PRIMARY KEY REFERENCES ticket (id),
    salutation TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    street TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    town TEXT NOT NULL,
    place TEXT NOT NULL
);
-- Of tickets filed before, the oldest that is still known.
INSERT INTO ticket_filing (ticket_id, salutation, first_name, last_name, street, postal_code, town, place)
SELECT t.id, p.salutation, p.first_name, p.last_name, p.street, p.postal_code, p.town, o.street || ', ' || u.label
FROM ticket t JOIN person p ON p.id = t.reporter_id JOIN contract c ON c.id = t.contract_id
JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id;

-- A page of the inbox in its own order: few tickets are open, and all that its views ask of them stands in the index.
CREATE INDEX ticket_open ON ticket (urgent DESC, answer_by, id, state, assignee_id)
    WHERE state NOT IN ('abgeschlossen', 'abgelehnt', 'zurueckgezogen');
CREATE INDEX ticket_done ON ticket (updated_at, id)
    WHERE state NOT IN ('eingegangen', 'in_bearbeitung', 'rueckfrage', 'beauftragt', 'termin', 'behoben', 'wieder_geoeffnet');
