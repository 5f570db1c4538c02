//! The ways out of the house: mail and letter, each with a folder and a memory in place of the real thing.

mod file;
pub mod letter;
pub mod mail;

pub use letter::{
    ActivationLetter, Flaw, LetterBox, LetterError, Logo, Manifest, MemoryLetterBox, Paper,
    ReceiptPhoto, Sender, Sheet, Stationery, Template, TicketReceipt, activation_letter,
    activation_letters, ticket_receipt,
};
pub use mail::{
    Brand, Mail, MailError, MailTemplate, Mailer, MemoryMailbox, Rendered, Smtp, SmtpConfig,
    SmtpSecurity, render,
};
