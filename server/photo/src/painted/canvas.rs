//! The picture in the making: a scene seen by a hand that never holds quite straight.

use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;

use super::chance::{Dice, speck};
use super::light::{Colour, Material, mix, soft};
use super::shape::{Point, Shape, length};

const WIDTH: u32 = 1600;
const HEIGHT: u32 = 1200;
const QUALITY: u8 = 84;

/// Pixels, and where the camera stood.
pub(super) struct Canvas {
    pixels: Vec<Colour>,
    turn: (f32, f32),
    zoom: f32,
    centre: Point,
}

impl Canvas {
    /// An empty picture with a little tilt, zoom and shift.
    pub fn held_by_hand(dice: &mut Dice) -> Self {
        let (sin, cos) = dice.between(-0.035, 0.035).sin_cos();
        Self {
            pixels: vec![[0.5; 3]; (WIDTH * HEIGHT) as usize],
            turn: (cos, sin),
            zoom: dice.between(1.0, 1.14),
            centre: (
                800.0 + dice.between(-40.0, 40.0),
                600.0 + dice.between(-30.0, 30.0),
            ),
        }
    }

    /// Repaints every pixel from its place and colour.
    pub fn wash(&mut self, paint: impl Fn(Point, Colour) -> Colour) {
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let at = self.scene(x as f32, y as f32);
                let pixel = &mut self.pixels[(y * WIDTH + x) as usize];
                *pixel = paint(at, *pixel);
            }
        }
    }

    /// Fills a shape; `paint` gets the place and the distance to the border (negative).
    pub fn paint(&mut self, shape: &Shape, paint: impl Fn(Point, f32) -> Colour) {
        let sharp = self.zoom;
        self.each(shape, 1.0, |at, distance, below| {
            let cover = (0.5 - distance * sharp).clamp(0.0, 1.0);
            if cover > 0.0 {
                mix(below, paint(at, distance), cover)
            } else {
                below
            }
        });
    }

    /// Fills a shape with one colour.
    pub fn fill(&mut self, shape: &Shape, colour: Colour) {
        self.paint(shape, |_, _| colour);
    }

    /// A thing with rounded edges: `bevel` is how far from the border it still curves.
    pub fn solid(&mut self, shape: &Shape, bevel: f32, material: Material) {
        self.paint(shape, |at, distance| {
            let lean = (1.0 + distance / bevel).clamp(0.0, 1.0);
            if lean == 0.0 {
                return material.lit(0.0, 0.0);
            }
            let (x, y) = outward(shape, at);
            material.lit(x * lean, y * lean)
        });
    }

    /// Darkens what lies under a shape held over it; `strength` 0 to 1.
    pub fn shadow(&mut self, shape: &Shape, (dx, dy): Point, blur: f32, strength: f32) {
        let margin = blur + dx.abs().max(dy.abs());
        self.each(shape, margin, |at, _, below| {
            let distance = shape.distance((at.0 - dx, at.1 - dy));
            mix(
                below,
                [0.05, 0.05, 0.08],
                strength * soft(blur, -blur, distance),
            )
        });
    }

    /// Stains what is there: `cover` says how much (0 to 1) at a place and its distance to the border.
    pub fn stain(
        &mut self,
        shape: &Shape,
        margin: f32,
        colour: Colour,
        cover: impl Fn(Point, f32) -> f32,
    ) {
        self.each(shape, margin, |at, distance, below| {
            let stained = [0, 1, 2].map(|c| below[c] * colour[c]);
            mix(below, stained, cover(at, distance))
        });
    }

    /// Lays a colour over what is there: `cover` says how much.
    pub fn veil(
        &mut self,
        shape: &Shape,
        margin: f32,
        colour: Colour,
        cover: impl Fn(Point, f32) -> f32,
    ) {
        self.each(shape, margin, |at, distance, below| {
            mix(below, colour, cover(at, distance))
        });
    }

    /// Adds light around a place.
    pub fn glow(&mut self, (x, y): Point, radius: f32, colour: Colour, strength: f32) {
        self.each(&Shape::disc(x, y, radius), 0.0, |at, _, below| {
            let near = 1.0 - (length(at.0 - x, at.1 - y) / radius).min(1.0);
            [0, 1, 2].map(|c| below[c] + colour[c] * strength * near * near)
        });
    }

    /// Gives it the light of a room, the grain of a phone, and makes a JPEG of it.
    pub fn develop(mut self, dice: &mut Dice) -> Vec<u8> {
        let lamp = (dice.between(350.0, 1250.0), dice.between(150.0, 600.0));
        let warm = dice.between(-0.02, 0.03);
        let seed = dice.seed();
        self.wash(|at, colour| {
            let far = length(at.0 - lamp.0, at.1 - lamp.1) / 1400.0;
            let light = 1.12 - 0.36 * far * far;
            [
                colour[0] * (light + warm),
                colour[1] * light,
                colour[2] * (light - warm),
            ]
        });
        let mut picture = RgbImage::new(WIDTH, HEIGHT);
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            let colour = self.pixels[(y * WIDTH + x) as usize];
            let grain = speck(x as i32, y as i32, seed) + speck(x as i32 / 2, y as i32 / 2, !seed);
            let tone = |c: f32| (c + (grain - 1.0) * 0.022).clamp(0.0, 1.0);
            pixel.0 = colour.map(|c| (tone(c) * 255.0 + 0.5) as u8);
        }
        let mut bytes = Vec::new();
        // Writing to memory fails only for sizes a JPEG cannot have.
        let written = JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&picture);
        debug_assert!(written.is_ok());
        bytes
    }

    fn scene(&self, x: f32, y: f32) -> Point {
        let (dx, dy) = ((x - 800.0) / self.zoom, (y - 600.0) / self.zoom);
        let (cos, sin) = self.turn;
        (
            self.centre.0 + dx * cos - dy * sin,
            self.centre.1 + dx * sin + dy * cos,
        )
    }

    fn pixel(&self, (x, y): Point) -> Point {
        let (dx, dy) = (x - self.centre.0, y - self.centre.1);
        let (cos, sin) = self.turn;
        (
            800.0 + (dx * cos + dy * sin) * self.zoom,
            600.0 + (dy * cos - dx * sin) * self.zoom,
        )
    }

    /// Visits the pixels around a shape.
    fn each(&mut self, shape: &Shape, margin: f32, paint: impl Fn(Point, f32, Colour) -> Colour) {
        let (left, top, right, bottom) = shape.bounds(margin + 1.0);
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
        let corners = corners.map(|corner| self.pixel(corner));
        let range = |values: [f32; 4], size: u32| {
            let low = values.into_iter().fold(f32::MAX, f32::min).floor().max(0.0) as u32;
            let high = values.into_iter().fold(f32::MIN, f32::max).ceil().max(0.0) as u32 + 1;
            low..high.min(size)
        };
        for y in range(corners.map(|c| c.1), HEIGHT) {
            for x in range(corners.map(|c| c.0), WIDTH) {
                let at = self.scene(x as f32, y as f32);
                let index = (y * WIDTH + x) as usize;
                self.pixels[index] = paint(at, shape.distance(at), self.pixels[index]);
            }
        }
    }
}

/// The direction away from the middle of a shape, of length one.
fn outward(shape: &Shape, (x, y): Point) -> Point {
    let dx = shape.distance((x + 0.7, y)) - shape.distance((x - 0.7, y));
    let dy = shape.distance((x, y + 0.7)) - shape.distance((x, y - 0.7));
    let length = length(dx, dy).max(1e-4);
    (dx / length, dy / length)
}
