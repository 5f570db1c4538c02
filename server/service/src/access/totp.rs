//! Codes of an app (RFC 6238: SHA-1, six digits, 30 seconds), and what is made once for it to learn.

use std::fmt::Write as _;

use domain::second_factor::{Enrolment, RECOVERY_CODES, STEP_SECONDS, base32, grouped, open_steps};
use hmac::{Hmac, KeyInit, Mac};
use qrcode::{Color, QrCode};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// Bytes of a secret: 160 bit, as RFC 4226 recommends.
pub(super) const SECRET: usize = 20;
/// Bytes of a code on paper: 80 bit, so that a plain hash keeps it.
const PAPER: usize = 10;

/// The code of a step.
fn code(secret: &[u8], step: i64) -> u32 {
    // A shorter key is filled with zeros by the standard itself; ours always are.
    let mut block = [0; 64];
    let known = secret.len().min(block.len());
    block[..known].copy_from_slice(&secret[..known]);
    let mut mac = Hmac::<Sha1>::new(&block.into());
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let from = usize::from(digest[19] & 15);
    let four = [
        digest[from] & 127,
        digest[from + 1],
        digest[from + 2],
        digest[from + 3],
    ];
    u32::from_be_bytes(four) % 1_000_000
}

/// The open step whose code was typed, if it is one.
pub(super) fn step_of(secret: &[u8], typed: u32, seconds: i64, last: i64) -> Option<i64> {
    open_steps(seconds, last).find(|step| code(secret, *step) == typed)
}

/// The codes on paper that a seed stands for, in their one spelling.
pub(super) fn recovery(seed: &[u8]) -> Vec<String> {
    (0..RECOVERY_CODES)
        .map(|number| {
            let digest = Sha256::new()
                .chain_update(seed)
                .chain_update([number])
                .finalize();
            base32(&digest[..PAPER])
        })
        .collect()
}

/// What the page shows for the app to learn.
pub(super) fn enrolment(
    portal: &str,
    email: &str,
    secret: &[u8],
    seed: &[u8],
) -> Result<Enrolment> {
    let (issuer, secret) = (escaped(portal), base32(secret));
    let address = format!(
        "otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP_SECONDS}",
        escaped(email)
    );
    let drawn =
        QrCode::new(address).map_err(|_| Error::Internal("a QR code could not be drawn"))?;
    let side = drawn.width();
    let mut dark = String::new();
    for (at, colour) in drawn.to_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            write!(dark, "M{} {}h1v1h-1z", at % side, at / side)
                .map_err(|_| Error::Internal("a QR code could not be drawn"))?;
        }
    }
    Ok(Enrolment {
        secret: grouped(&secret),
        qr: dark,
        side,
        recovery: recovery(seed).iter().map(|code| grouped(code)).collect(),
    })
}

/// A text inside an address.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// The code an app would show, for stories.
pub(crate) fn shown(secret: &[u8], seconds: i64) -> String {
    format!("{:06}", code(secret, domain::second_factor::step(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1; its eight digits cut to the last six.
    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, wanted) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(shown(b"12345678901234567890", seconds), wanted, "{seconds}");
        }
    }

    #[test]
    fn codes_on_paper_are_ten_different_ones() {
        let codes: std::collections::BTreeSet<String> = recovery(b"seed").into_iter().collect();
        assert_eq!(codes.len(), 10);
        assert!(codes.iter().all(|code| code.len() == 16));
    }

    #[test]
    fn the_app_reads_whose_code_it_is() {
        let shown = enrolment("Mein Haus", "a@b.de", b"12345678901234567890", b"seed").unwrap();
        assert_eq!(shown.secret, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(shown.side >= 41 && shown.qr.starts_with("M0 0h1"));
        assert_eq!(escaped("Mein Haus: ä"), "Mein%20Haus%3A%20%C3%A4");
    }
}
