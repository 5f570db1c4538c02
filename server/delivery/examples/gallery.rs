//! Writes one example of each mail and letter into a folder and says how quick the press is.

use std::path::PathBuf;
use std::time::Instant;

use delivery::{
    ActivationLetter, BankNotice, Brand, DocumentLetter, MailTemplate, Mandate, Stationery,
    TicketReceipt,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: gallery FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    let (ours, letter) = (Stationery::Shipped, ActivationLetter::sample());
    std::fs::write(
        folder.join("activation.pdf"),
        delivery::activation_letter(&ours, &letter)?.pdf,
    )?;
    std::fs::write(
        folder.join("receipt.pdf"),
        delivery::ticket_receipt(&TicketReceipt::sample())?,
    )?;
    std::fs::write(
        folder.join("mandate.pdf"),
        delivery::mandate(&Mandate::sample())?,
    )?;
    std::fs::write(
        folder.join("bank-notice.pdf"),
        delivery::bank_notice(&BankNotice::sample())?,
    )?;
    std::fs::write(
        folder.join("document-letter.pdf"),
        delivery::document_letter(&DocumentLetter::sample())?,
    )?;
    let brand = Brand {
        company_name: letter.sender.name.clone(),
        portal_name: "Kundenportal".to_owned(),
        base_url: "https://portal.muster.example".to_owned(),
        contact_line: "Musterallee 12 · 10243 Berlin · service@muster.example".to_owned(),
        phone: letter.sender.phone.clone(),
    };
    for template in MailTemplate::samples() {
        let mail = delivery::render(&brand, &template)?;
        std::fs::write(folder.join(format!("{}.html", template.name())), mail.html)?;
        std::fs::write(
            folder.join(format!("{}.txt", template.name())),
            format!("{}\n\n{}", mail.subject, mail.text),
        )?;
    }
    let letters: Vec<ActivationLetter> = (0..200)
        .map(|n| ActivationLetter {
            access_number: format!("100 000 {n:03}"),
            ..letter.clone()
        })
        .collect();
    let start = Instant::now();
    for letter in &letters {
        delivery::activation_letter(&ours, letter)?;
    }
    println!(
        "one by one: {:.0} letters/s",
        200.0 / start.elapsed().as_secs_f64()
    );
    let start = Instant::now();
    let merged = delivery::activation_letters(&ours, &letters)?.pdf;
    println!(
        "as one PDF: {:.0} letters/s, {} KB",
        200.0 / start.elapsed().as_secs_f64(),
        merged.len() / 1000
    );
    Ok(())
}
