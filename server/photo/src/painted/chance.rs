//! Seeded chance: dice for decisions, noise for surfaces. The same seed always gives the same picture.

use super::shape::Point;

/// Dice that always fall the same way for the same seed.
pub(super) struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from `low` up to `high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// One of the things.
    pub fn pick<T: Copy>(&mut self, things: &[T]) -> T {
        things[(self.next() % things.len() as u64) as usize]
    }

    /// A seed for [`noise`].
    pub fn seed(&mut self) -> u32 {
        self.next() as u32
    }

    fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1 << 24) as f32
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// A number from 0 to 1 that belongs to this grid point.
pub(super) fn speck(x: i32, y: i32, seed: u32) -> f32 {
    let mut h = (x as u32).wrapping_mul(0x8DA6_B343) ^ (y as u32).wrapping_mul(0xD816_3841) ^ seed;
    h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
    h = (h ^ (h >> 12)).wrapping_mul(0x297A_2D39);
    (h ^ (h >> 15)) as f32 / u32::MAX as f32
}

/// Smooth noise from 0 to 1; hills are about `size` wide.
pub(super) fn noise((x, y): Point, size: f32, seed: u32) -> f32 {
    let (x, y) = (x / size, y / size);
    let (i, j) = (floor(x), floor(y));
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (u, v) = (ease(x - i as f32), ease(y - j as f32));
    let above = speck(i, j, seed) * (1.0 - u) + speck(i + 1, j, seed) * u;
    let below = speck(i, j + 1, seed) * (1.0 - u) + speck(i + 1, j + 1, seed) * u;
    above * (1.0 - v) + below * v
}

/// `f32::floor` is a call into the C library on plain x86-64, and noise asks for it a hundred million times.
fn floor(x: f32) -> i32 {
    let cut = x as i32;
    if x < cut as f32 { cut - 1 } else { cut }
}

/// Noise with finer and finer hills on top, from 0 to 1.
pub(super) fn clouds(at: Point, size: f32, seed: u32) -> f32 {
    noise(at, size, seed) * 0.57
        + noise(at, size / 2.1, seed ^ 1) * 0.28
        + noise(at, size / 4.7, seed ^ 2) * 0.15
}
