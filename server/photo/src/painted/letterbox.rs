//! A block of letter boxes in the hall; one door is bent open and the post sticks out.

use super::canvas::Canvas;
use super::chance::{Dice, noise};
use super::light::{Colour, Material, hex, mix, soft, times};
use super::shape::{Point, Shape};
use super::surface::plaster;

const BOX: Point = (400.0, 268.0);
const START: Point = (200.0, 130.0);

pub(super) fn draw(canvas: &mut Canvas, dice: &mut Dice) {
    let wall = dice.pick(&[hex(0xd8cfbf), hex(0xc9d1cf), hex(0xe2d4c0)]);
    plaster(canvas, dice, wall);
    let paint = dice.pick(&[hex(0xb9bec1), hex(0x8fa58f), hex(0xd9d5c8), hex(0x7b8896)]);
    let case = Shape::Slab(
        START.0 - 26.0,
        START.1 - 26.0,
        BOX.0 * 3.0 + 52.0,
        BOX.1 * 3.0 + 52.0,
        10.0,
    );
    canvas.shadow(&case, (36.0, 40.0), 50.0, 0.5);
    canvas.solid(&case, 12.0, Material::Painted(times(paint, 0.86), 0.2));
    let bent = dice.pick(&[(1, 1), (0, 1), (1, 0)]);
    for row in 0..3 {
        for column in 0..3 {
            if (column, row) != bent {
                door(canvas, dice, corner(column, row), paint);
            }
        }
    }
    broken(canvas, dice, corner(bent.0, bent.1), paint);
}

fn corner(column: i32, row: i32) -> Point {
    (
        START.0 + BOX.0 * column as f32,
        START.1 + BOX.1 * row as f32,
    )
}

fn door(canvas: &mut Canvas, dice: &mut Dice, (x, y): Point, paint: Colour) {
    let seed = dice.seed();
    let gap = Shape::Slab(x + 4.0, y + 4.0, BOX.0 - 8.0, BOX.1 - 8.0, 6.0);
    canvas.fill(&gap, times(paint, 0.34));
    let leaf = Shape::Slab(x + 9.0, y + 9.0, BOX.0 - 18.0, BOX.1 - 18.0, 7.0);
    canvas.solid(&leaf, 8.0, Material::Painted(paint, 0.25));
    canvas.stain(&leaf, 0.0, hex(0xc9c5bd), |at, d| {
        0.35 * noise(at, 130.0, seed) * soft(0.0, -10.0, d)
    });
    flap(canvas, (x, y), paint);
    plate(canvas, dice, (x + 44.0, y + 150.0));
    lock(canvas, (x + BOX.0 - 70.0, y + 186.0));
}

fn flap(canvas: &mut Canvas, (x, y): Point, paint: Colour) {
    let slot = Shape::Slab(x + 42.0, y + 40.0, BOX.0 - 84.0, 74.0, 8.0);
    canvas.fill(&slot, times(paint, 0.3));
    let flap = Shape::Slab(x + 48.0, y + 42.0, BOX.0 - 96.0, 62.0, 8.0);
    canvas.shadow(&flap, (0.0, 9.0), 9.0, 0.5);
    canvas.solid(&flap, 13.0, Material::Painted(times(paint, 1.06), 0.35));
}

fn plate(canvas: &mut Canvas, dice: &mut Dice, (x, y): Point) {
    let plate = Shape::Slab(x, y, 190.0, 58.0, 5.0);
    canvas.shadow(&plate, (2.0, 3.0), 5.0, 0.35);
    canvas.solid(&plate, 4.0, Material::Painted(hex(0xf8f7f2), 0.1));
    // A name, too small to read: strokes of different length.
    let mut at = x + 20.0;
    let end = x + dice.between(110.0, 165.0);
    while at < end {
        let wide = dice.between(7.0, 20.0);
        let high = dice.pick(&[15.0, 15.0, 23.0]);
        let stroke = Shape::Slab(at, y + 38.0 - high, wide, high, 3.0);
        canvas.veil(&stroke, 1.0, hex(0x2a2a2c), |_, d| 0.8 * soft(2.0, -3.0, d));
        at += wide + 5.0;
    }
}

fn lock(canvas: &mut Canvas, (x, y): Point) {
    let ring = Shape::disc(x, y, 24.0);
    canvas.shadow(&ring, (3.0, 4.0), 6.0, 0.4);
    canvas.solid(&ring, 10.0, Material::Chrome);
    canvas.fill(
        &Shape::Slab(x - 3.0, y - 11.0, 6.0, 22.0, 2.0),
        hex(0x1c1c1d),
    );
}

fn broken(canvas: &mut Canvas, dice: &mut Dice, (x, y): Point, paint: Colour) {
    let hollow = Shape::Slab(x + 6.0, y + 6.0, BOX.0 - 12.0, BOX.1 - 12.0, 6.0);
    canvas.paint(&hollow, |at, d| {
        let deep = soft(0.0, -70.0, d);
        mix(
            times(paint, 0.42),
            hex(0x161514),
            deep * soft(y + 300.0, y + 60.0, at.1),
        )
    });
    post(canvas, dice, (x, y));
    // The door hangs on its left hinge, its free corner pulled down and towards us.
    let pull = dice.between(0.0, 26.0);
    let leaf = Shape::Outline(vec![
        (x + 10.0, y + 12.0),
        (x + 190.0, y + 40.0),
        (x + 296.0, y + 96.0 + pull),
        (x + 322.0, y + 330.0 + pull),
        (x + 150.0, y + 292.0),
        (x + 12.0, y + BOX.1 - 8.0),
    ]);
    canvas.shadow(&leaf, (34.0, 46.0), 40.0, 0.6);
    canvas.solid(&leaf, 9.0, Material::Painted(times(paint, 1.04), 0.3));
    // Two folds catch the light on one side and lose it on the other.
    for (from, to) in [
        ((x + 187.0, y + 62.0), (x + 152.0, y + 268.0)),
        ((x + 242.0, y + 92.0), (x + 202.0, y + 276.0)),
    ] {
        let dark = Shape::Line(vec![from, to], 20.0);
        canvas.stain(&dark, 14.0, hex(0x6b6a68), |_, d| 0.8 * soft(12.0, -9.0, d));
        let bright = Shape::Line(vec![(from.0 + 13.0, from.1), (to.0 + 13.0, to.1)], 6.0);
        canvas.veil(&bright, 5.0, hex(0xffffff), |_, d| 0.6 * soft(4.0, -3.0, d));
    }
    scratches(canvas, dice, (x, y));
    canvas.solid(
        &Shape::disc(x + 268.0, y + 196.0 + pull, 22.0),
        9.0,
        Material::Chrome,
    );
    canvas.fill(
        &Shape::disc(x + 268.0, y + 196.0 + pull, 9.0),
        hex(0x111111),
    );
}

fn post(canvas: &mut Canvas, dice: &mut Dice, (x, y): Point) {
    for (i, colour) in [hex(0xf6f3ea), hex(0xe9d9a8), hex(0xdfe8ef)]
        .into_iter()
        .enumerate()
    {
        let lift = 34.0 * i as f32;
        let slant = dice.between(-16.0, 16.0);
        let sheet = Shape::Outline(vec![
            (x + 150.0 + lift, y + 214.0 - lift),
            (x + 384.0 + 0.4 * lift, y + 176.0 - lift + slant),
            (x + 412.0 + 0.4 * lift, y + 226.0 - lift + slant),
            (x + 170.0 + lift, y + 262.0 - lift),
        ]);
        canvas.shadow(&sheet, (8.0, 12.0), 12.0, 0.45);
        canvas.solid(&sheet, 2.0, Material::Painted(colour, 0.05));
    }
}

fn scratches(canvas: &mut Canvas, dice: &mut Dice, (x, y): Point) {
    for _ in 0..9 {
        let from = (x + dice.between(20.0, 120.0), y + dice.between(60.0, 220.0));
        let to = (
            from.0 + dice.between(12.0, 70.0),
            from.1 + dice.between(-24.0, 24.0),
        );
        let mark = Shape::Line(vec![from, to], 2.4);
        canvas.veil(&mark, 2.0, hex(0x55524e), |_, d| 0.7 * soft(1.6, -1.0, d));
    }
}
