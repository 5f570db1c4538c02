//! Walls and floors that several scenes share.

use super::canvas::Canvas;
use super::chance::{Dice, clouds, noise, speck};
use super::light::{Colour, Material, hex, mix, soft, times};
use super::shape::{Point, Shape};

/// Painted plaster over the whole picture.
pub(super) fn plaster(canvas: &mut Canvas, dice: &mut Dice, colour: Colour) {
    let seed = dice.seed();
    canvas.wash(|at, _| {
        times(
            colour,
            0.93 + 0.08 * clouds(at, 330.0, seed) + rough(at, seed),
        )
    });
}

/// The small bumps of woodchip and roller paint, around zero.
pub(super) fn rough(at: Point, seed: u32) -> f32 {
    (noise(at, 9.0, seed) - noise((at.0 - 2.0, at.1 - 3.0), 9.0, seed)) * 0.10
}

/// Boards from `top` downwards, with the skirting above them.
pub(super) fn wooden_floor(canvas: &mut Canvas, dice: &mut Dice, top: f32) {
    let seed = dice.seed();
    let wood = dice.pick(&[hex(0xb98a5a), hex(0xa67648), hex(0xc9a273)]);
    canvas.paint(&Shape::Slab(-400.0, top, 2400.0, 900.0, 0.0), |at, _| {
        // Boards run towards us: they widen the nearer they lie.
        let near = (at.1 - top) / 320.0;
        let across = (at.0 - 800.0) / (0.75 + near * 0.9);
        let board = (across / 150.0).floor();
        let joint = (across / 150.0 - board - 0.5).abs();
        let tone = 0.88 + 0.2 * speck(board as i32, 7, seed);
        let grain = clouds((across * 6.0, at.1 * 0.7 + board * 90.0), 60.0, seed);
        let shade = tone * (0.86 + 0.24 * grain) * (1.0 - 0.5 * soft(0.485, 0.5, joint));
        times(wood, shade * (0.86 + 0.14 * soft(0.0, 0.5, near)))
    });
    let board = Shape::Slab(-400.0, top - 62.0, 2400.0, 66.0, 3.0);
    canvas.shadow(&board, (0.0, 10.0), 14.0, 0.35);
    canvas.solid(&board, 7.0, Material::Painted(hex(0xf1efe9), 0.25));
}

/// A wall of glazed tiles and their joints.
pub(super) struct Tiling {
    /// Width and height of a tile with its joint.
    pub size: Point,
    /// Where the joints begin.
    pub start: Point,
    pub glaze: Colour,
    pub joint: Colour,
}

impl Tiling {
    /// Paints the wall over the whole picture.
    pub fn draw(&self, canvas: &mut Canvas, dice: &mut Dice) {
        let seed = dice.seed();
        canvas.wash(|at, _| {
            let (column, row) = self.tile_at(at);
            let left = self.start.0 + column * self.size.0;
            let top = self.start.1 + row * self.size.1;
            let tile = Shape::Slab(
                left + 4.0,
                top + 4.0,
                self.size.0 - 8.0,
                self.size.1 - 8.0,
                5.0,
            );
            let distance = tile.distance(at);
            let (i, j) = (column as i32, row as i32);
            let tone = 0.95 + 0.06 * speck(i, j, seed);
            let gleam = 0.05 * soft(0.62, 0.8, noise((at.0 + at.1 * 0.6, at.1), 260.0, seed));
            let edge = if (at.0 - left) + (at.1 - top) < 26.0 {
                0.06
            } else {
                -0.07
            };
            let bevel = edge * soft(-9.0, -1.0, distance);
            let glaze = self.glaze.map(|c| c * (tone + bevel) + gleam);
            let grout = times(self.joint, 0.9 + 0.12 * noise(at, 4.0, seed));
            mix(glaze, grout, soft(-0.8, 0.8, distance))
        });
    }

    /// Column and row of the tile at a place.
    pub fn tile_at(&self, at: Point) -> Point {
        (
            ((at.0 - self.start.0) / self.size.0).floor(),
            ((at.1 - self.start.1) / self.size.1).floor(),
        )
    }
}

/// A drop of water of about this radius, hanging or falling, with the light in it.
pub(super) fn drop(canvas: &mut Canvas, (x, y): Point, radius: f32) {
    let mut outline = vec![(x, y - radius * 2.3)];
    for step in 0..=16 {
        let angle = std::f32::consts::PI * (-0.15 + 1.3 * step as f32 / 16.0);
        outline.push((x + radius * angle.cos(), y + radius * angle.sin()));
    }
    let body = Shape::Outline(outline);
    canvas.shadow(&body, (radius * 0.5, radius * 0.5), radius * 0.9, 0.22);
    canvas.paint(&body, |at, distance| {
        let down = (at.1 - y) / radius;
        let inner = mix(hex(0x7fa3b8), hex(0xe6f3f8), soft(-1.4, 0.9, down));
        mix(inner, hex(0x46687c), soft(-radius * 0.35, 0.0, distance))
    });
    let shine = Shape::Oval(
        x - radius * 0.35,
        y - radius * 0.25,
        radius * 0.2,
        radius * 0.32,
    );
    canvas.fill(&shine, hex(0xffffff));
}

/// Water lying on a floor: mirrors the light at its rim.
pub(super) fn puddle(canvas: &mut Canvas, dice: &mut Dice, (x, y): Point, rx: f32, ry: f32) {
    let seed = dice.seed();
    let area = Shape::Oval(x, y, rx, ry);
    let wobble = |at: Point| (noise(at, 70.0, seed) - 0.5) * ry * 0.9;
    canvas.stain(&area, ry, hex(0xaaa69f), |at, d| {
        soft(2.5, -2.5, d + wobble(at))
    });
    canvas.stain(&area, ry, hex(0x8a8782), |at, d| {
        let d = d + wobble(at);
        0.8 * soft(2.0, -2.0, d) * soft(-10.0, -2.0, d)
    });
    let mirror = Shape::Oval(x - rx * 0.1, y - ry * 0.12, rx * 0.9, ry * 0.72);
    canvas.veil(&mirror, ry, hex(0xeef4f6), |at, d| {
        let streak = noise((at.0 * 0.35, at.1), 16.0, seed);
        0.75 * soft(0.0, -ry * 0.5, d + wobble(at)) * soft(0.42, 0.75, streak)
    });
}
