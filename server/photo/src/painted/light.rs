//! Colours, and how light falls on a rounded thing.

/// Red, green and blue from 0 to 1.
pub(super) type Colour = [f32; 3];

/// What a thing is made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Material {
    /// Paint, plastic, enamel: its colour, and how much it shines (0 to 1).
    Painted(Colour, f32),
    /// Polished metal mirrors a bright room above and a dark floor below.
    Chrome,
    /// Metal of this colour with a soft shine.
    Metal(Colour),
}

/// Colour from the usual six hex digits.
pub(super) const fn hex(rgb: u32) -> Colour {
    [
        ((rgb >> 16) & 255) as f32 / 255.0,
        ((rgb >> 8) & 255) as f32 / 255.0,
        (rgb & 255) as f32 / 255.0,
    ]
}

/// From `a` (0) to `b` (1).
pub(super) fn mix(a: Colour, b: Colour, share: f32) -> Colour {
    let share = share.clamp(0.0, 1.0);
    [0, 1, 2].map(|c| a[c] + (b[c] - a[c]) * share)
}

/// Brighter or darker.
pub(super) fn times(colour: Colour, factor: f32) -> Colour {
    colour.map(|c| c * factor)
}

/// 0 below `from`, 1 above `to`, soft between.
pub(super) fn soft(from: f32, to: f32, value: f32) -> f32 {
    let t = ((value - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

impl Material {
    /// The colour where the surface looks to `(x, y)` (right, down) and the rest towards us.
    pub fn lit(self, x: f32, y: f32) -> Colour {
        let z = (1.0 - x * x - y * y).max(0.0).sqrt();
        let towards = (-0.42 * x - 0.62 * y + 0.66 * z).max(0.0);
        let mirror = (-0.24 * x - 0.38 * y + 0.89 * z).max(0.0);
        match self {
            Self::Painted(colour, gloss) => {
                let shade = times(colour, 0.42 + 0.88 * towards);
                mix(shade, [1.0; 3], gloss * mirror.powf(38.0))
            }
            Self::Metal(colour) => {
                let shade = times(colour, 0.30 + 0.95 * towards);
                mix(shade, [1.0; 3], 0.55 * mirror.powf(14.0))
            }
            Self::Chrome => {
                let height = -(y + 0.25 * x);
                let room = mix(hex(0x5b6168), hex(0xf4f6f7), soft(0.02, 0.55, height));
                let floor = mix(hex(0x22262b), hex(0x9aa0a5), soft(-0.12, -0.85, height));
                let seen = mix(floor, room, soft(-0.06, 0.06, height));
                mix(seen, [1.0; 3], 0.85 * mirror.powf(60.0))
            }
        }
    }
}
