//! What master data said of a ticket's reporter and place on the day it was filed; nothing here ever changes.

use domain::TicketId;
use domain::person::Person;

use crate::{Result, Tx};

/// Reporter and place as they were.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Filing {
    /// Name and postal address of that day; phone and e-mail are left out.
    #[sqlx(flatten)]
    pub reporter: Person,
    /// "Lindenhof 3, 2. OG links".
    pub place: String,
}

/// Writes down what master data says now.
///
/// # Errors
/// The engine refused.
pub(super) async fn keep(tx: &mut Tx, ticket: TicketId) -> Result<()> {
    run!(
        tx,
        "INSERT INTO ticket_filing (ticket_id, salutation, first_name, last_name, street, postal_code, town, place)
         SELECT t.id, p.salutation, p.first_name, p.last_name, p.street, p.postal_code, p.town, o.street || ', ' || u.label
         FROM ticket t JOIN person p ON p.id = t.reporter_id JOIN contract c ON c.id = t.contract_id
         JOIN unit u ON u.id = c.unit_id JOIN property o ON o.id = u.property_id WHERE t.id = $1",
        ticket
    )?;
    Ok(())
}

/// What was written down when the ticket was filed.
///
/// # Errors
/// The engine refused.
pub async fn of_ticket(tx: &mut Tx, ticket: TicketId) -> Result<Option<Filing>> {
    row!(
        tx,
        "SELECT p.id, p.reference, f.salutation, f.first_name, f.last_name, f.street, f.postal_code, f.town,
            CAST(NULL AS TEXT) AS email, CAST(NULL AS TEXT) AS phone, f.place
         FROM ticket_filing f JOIN ticket t ON t.id = f.ticket_id JOIN person p ON p.id = t.reporter_id WHERE f.ticket_id = $1",
        ticket
    )
}
