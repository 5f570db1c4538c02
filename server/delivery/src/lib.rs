//! The ways out of the house: mail, letter and errands to other machines, each with a memory in place of the real thing.

mod courier;
mod file;
pub mod letter;
pub mod mail;

pub use courier::{Courier, CourierError, Errand, MemoryCourier, Reply};
pub use file::write as write_file;
pub use letter::{
    ActivationLetter, BankNotice, Flaw, LetterBox, LetterError, LetterRun, Logo, Mandate, Manifest,
    MemoryLetterBox, Paper, ReceiptPhoto, Sender, Sheet, Stationery, Template, TicketReceipt,
    activation_letter, activation_letters, bank_notice, mandate, ticket_receipt,
};
pub use mail::{
    Brand, Mail, MailError, MailTemplate, Mailer, MemoryMailbox, Rendered, Smtp, SmtpConfig,
    SmtpSecurity, render,
};
