//! Section `[company]`: who runs the portal, and its name and colour.

use serde::{Deserialize, Serialize};

use super::{Colour, ConfigError};

/// Paper and surface of the light look (see `style/main.css`).
const LIGHT: [Colour; 2] = [Colour::rgb(0xFB, 0xFA, 0xF7), Colour::rgb(0xFF, 0xFF, 0xFF)];
/// The same of the dark look.
const DARK: [Colour; 2] = [Colour::rgb(0x14, 0x18, 0x16), Colour::rgb(0x1D, 0x23, 0x20)];
/// Percent of the accent in its soft ground, light and dark.
const TINT: (u8, u8) = (10, 22);
/// WCAG 2.2 AA for text.
const ENOUGH: f64 = 4.5;

/// The property manager, as pages, letters and mails name it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// The company's name.
    pub name: String,
    /// The portal's name.
    pub portal_name: String,
    /// The name under the icon, at most 12 characters.
    pub short_name: String,
    /// Street and number.
    pub street: String,
    /// Postal code and town.
    pub town: String,
    /// Telephone in office hours.
    pub phone: String,
    /// Address for questions.
    pub email: String,
    /// Office hours in words.
    pub hours: String,
    /// Text of the imprint page.
    pub imprint: String,
    imprint_file: String,
    /// Text of the privacy page.
    pub privacy: String,
    privacy_file: String,
    /// Text of the accessibility statement.
    pub accessibility: String,
    accessibility_file: String,
    /// Accent colour on light paper.
    pub colour_light: Colour,
    /// Accent colour on dark paper.
    pub colour_dark: Colour,
}

impl Company {
    /// The soft ground of the accent on light paper.
    pub fn soft_light(&self) -> Colour {
        self.colour_light.over(LIGHT[1], TINT.0)
    }

    /// The soft ground of the accent on dark paper.
    pub fn soft_dark(&self) -> Colour {
        self.colour_dark.over(DARK[0], TINT.1)
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        legible(
            "company.colour_light",
            self.colour_light,
            &[LIGHT[0], LIGHT[1], self.soft_light()],
        )?;
        legible(
            "company.colour_dark",
            self.colour_dark,
            &[DARK[0], DARK[1], self.soft_dark()],
        )?;
        if !(1..=12).contains(&self.short_name.chars().count()) {
            return Err(ConfigError::refused(
                "company.short_name",
                "Unter das Symbol passen 1 bis 12 Zeichen.",
            ));
        }
        if self.name.trim().is_empty() || self.portal_name.trim().is_empty() {
            return Err(ConfigError::refused(
                "company.name und company.portal_name",
                "Beide brauchen einen Text.",
            ));
        }
        Ok(())
    }
}

fn legible(key: &str, colour: Colour, grounds: &[Colour]) -> Result<(), ConfigError> {
    for ground in grounds {
        let contrast = colour.contrast(*ground);
        if contrast < ENOUGH {
            let shown = format!("{contrast:.1}").replace('.', ",");
            return Err(ConfigError::refused(
                key,
                format!(
                    "{colour} hat auf {ground} nur den Kontrast {shown} : 1; lesbar ist Text ab 4,5 : 1."
                ),
            ));
        }
    }
    Ok(())
}
