//! A colour and its contrast, as WCAG 2.2 counts it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// A colour from its three parts.
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Contrast to `other`, from 1 (the same) to 21 (black on white).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour laid over `ground` with `percent` of its strength.
    pub fn over(self, ground: Self, percent: u8) -> Self {
        let mix = |ours: u8, theirs: u8| {
            let (ours, theirs, share) = (
                u16::from(ours),
                u16::from(theirs),
                u16::from(percent.min(100)),
            );
            let mixed = (ours * share + theirs * (100 - share)) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self {
            red: mix(self.red, ground.red),
            green: mix(self.green, ground.green),
            blue: mix(self.blue, ground.blue),
        }
    }

    fn luminance(self) -> f64 {
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.04045 {
        part / 12.92
    } else {
        ((part + 0.055) / 1.055).powf(2.4)
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let bad = || format!("{text} ist keine Farbe wie #A63D23");
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6)
            .ok_or_else(bad)?;
        let bits = u32::from_str_radix(digits, 16).map_err(|_| bad())?;
        let [_, red, green, blue] = bits.to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.red, self.green, self.blue)
    }
}
