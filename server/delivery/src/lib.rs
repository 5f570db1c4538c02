//! The ways out of the house: mail and letter, each with a folder and a memory in place of the real thing.

mod file;
pub mod letter;
pub mod mail;

pub use letter::{
    ActivationLetter, BankNotice, Flaw, LetterBox, LetterError, LetterRun, Logo, Mandate, Manifest,
    MemoryLetterBox, Paper, ReceiptPhoto, Sender, Sheet, Stationery, Template, TicketReceipt,
    activation_letter, activation_letters, bank_notice, mandate, ticket_receipt,
};
pub use mail::{
    Brand, Mail, MailError, MailTemplate, Mailer, MemoryMailbox, Rendered, Smtp, SmtpConfig,
    SmtpSecurity, render,
};
