//! The ways out of the house: mail, letter and errands to other machines, each with a memory in place of the real thing.

mod courier;
mod file;
pub mod letter;
pub mod mail;

pub use courier::{Courier, CourierError, Errand, MemoryCourier, Reply};
pub use file::write as write_file;
pub use letter::{
    ActivationLetter, BankNotice, DocumentLetter, Flaw, LetterBox, LetterError, LetterRun, Logo,
    Mandate, Manifest, MemoryLetterBox, Paper, PlainDocument, ReceiptPhoto, Sender, Sheet,
    Stationery, Template, TicketReceipt, activation_letter, activation_letters, bank_notice,
    document_letter, mandate, plain_document, ticket_receipt,
};
pub use mail::{
    Brand, Mail, MailError, MailTemplate, Mailer, MemoryMailbox, Rendered, Smtp, SmtpConfig,
    SmtpSecurity, render,
};
