//! Section `[security]`: passwords, sessions and throttles.

use serde::{Deserialize, Serialize};

use super::ConfigError;

/// Cost of password hashes, lifetime of sessions, speed of attempts.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    /// Argon2id memory in KiB, at least 19456.
    pub argon2_memory_kib: u32,
    /// Argon2id passes, at least 2.
    pub argon2_iterations: u32,
    /// Shortest password of a resident, in characters.
    pub min_password_length: u16,
    /// Shortest password of staff, in characters.
    pub min_password_length_staff: u16,
    /// Days a session on an own device may rest, at most 30.
    pub own_device_idle_days: u32,
    /// Days after which it ends in any case, at most 90.
    pub own_device_days: u32,
    /// Minutes a session on a shared device, or of staff, may rest, at most 60.
    pub shared_device_idle_minutes: u32,
    /// Hours after which it ends in any case, at most 24.
    pub shared_device_hours: u32,
    /// Whether staff must have a second factor before they can work.
    pub staff_second_factor: StaffSecondFactor,
    /// How fast one address may try things.
    pub throttle: ThrottleTable,
}

/// Whether staff may do without a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StaffSecondFactor {
    /// Without one they may do nothing but set it up.
    Required,
    /// As they like.
    Optional,
}

/// The limits per address.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ThrottleTable {
    /// Tries to sign in.
    pub login: Throttle,
    /// Tries of an activation code.
    pub activation: Throttle,
    /// Requests for a new password.
    pub reset: Throttle,
    /// Requests for a new letter.
    pub letter: Throttle,
    /// Changes called back with the link of the old mailbox.
    pub revoke: Throttle,
    /// Reports of the browser about blocked content.
    pub csp_report: Throttle,
    /// Anything else that changes or asks for data, without a session.
    pub anonymous: Throttle,
    /// The same with a session.
    pub signed_in: Throttle,
}

/// A bucket: `burst` at once, then one more every `every_seconds`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Throttle {
    /// So many at once.
    pub burst: u32,
    /// Seconds until one more is allowed.
    pub every_seconds: u32,
}

impl Security {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let floor = "Argon2id braucht mindestens 19456 KiB und 2 Durchgänge.";
        let length = "Möglich sind 12 bis 64 Zeichen.";
        for (name, value, least, most, reason) in [
            (
                "argon2_memory_kib",
                self.argon2_memory_kib,
                19_456,
                u32::MAX,
                floor,
            ),
            (
                "argon2_iterations",
                self.argon2_iterations,
                2,
                u32::MAX,
                floor,
            ),
            (
                "min_password_length",
                self.min_password_length.into(),
                12,
                64,
                length,
            ),
            (
                "min_password_length_staff",
                self.min_password_length_staff.into(),
                12,
                64,
                length,
            ),
            (
                "own_device_idle_days",
                self.own_device_idle_days,
                1,
                30,
                "Möglich sind 1 bis 30 Tage.",
            ),
            (
                "own_device_days",
                self.own_device_days,
                1,
                90,
                "Möglich sind 1 bis 90 Tage.",
            ),
            (
                "shared_device_idle_minutes",
                self.shared_device_idle_minutes,
                5,
                60,
                "Möglich sind 5 bis 60 Minuten.",
            ),
            (
                "shared_device_hours",
                self.shared_device_hours,
                1,
                24,
                "Möglich sind 1 bis 24 Stunden.",
            ),
        ] {
            if !(least..=most).contains(&value) {
                return Err(ConfigError::refused(&format!("security.{name}"), reason));
            }
        }
        self.throttle.check()
    }
}

impl ThrottleTable {
    fn check(&self) -> Result<(), ConfigError> {
        let all = [
            ("login", self.login),
            ("activation", self.activation),
            ("reset", self.reset),
            ("letter", self.letter),
            ("revoke", self.revoke),
            ("csp_report", self.csp_report),
            ("anonymous", self.anonymous),
            ("signed_in", self.signed_in),
        ];
        for (name, throttle) in all {
            if throttle.burst == 0 || throttle.every_seconds == 0 {
                return Err(ConfigError::refused(
                    &format!("security.throttle.{name}"),
                    "burst und every_seconds müssen mindestens 1 sein.",
                ));
            }
        }
        Ok(())
    }
}
