//! A lift that does not come: steel doors, a dark call button, a note stuck to the door.

use super::canvas::Canvas;
use super::chance::{Dice, clouds, noise, speck};
use super::light::{Colour, Material, hex, mix, soft, times};
use super::shape::{Point, Shape};
use super::surface::plaster;

const LEFT: f32 = 330.0;
const TOP: f32 = 110.0;
const WIDTH: f32 = 800.0;
const FLOOR: f32 = 1105.0;

pub(super) fn draw(canvas: &mut Canvas, dice: &mut Dice) {
    let wall = dice.pick(&[hex(0xe4ddd0), hex(0xd7dcd8), hex(0xe8e0c8)]);
    plaster(canvas, dice, wall);
    floor(canvas, dice);
    doors(canvas, dice);
    panel(canvas);
    sign(canvas);
    note(canvas, dice);
}

fn floor(canvas: &mut Canvas, dice: &mut Dice) {
    let seed = dice.seed();
    canvas.paint(&Shape::Slab(-400.0, FLOOR, 2400.0, 600.0, 0.0), |at, _| {
        let chip = speck((at.0 / 4.0) as i32, (at.1 / 3.0) as i32, seed);
        times(hex(0x8f8a82), 0.8 + 0.22 * chip)
    });
    let skirting = Shape::Slab(-400.0, FLOOR - 46.0, 2400.0, 50.0, 2.0);
    canvas.solid(&skirting, 6.0, Material::Painted(hex(0x6b665f), 0.2));
}

fn doors(canvas: &mut Canvas, dice: &mut Dice) {
    let seed = dice.seed();
    let frame = Shape::Slab(
        LEFT - 62.0,
        TOP - 62.0,
        WIDTH + 124.0,
        FLOOR - TOP + 70.0,
        6.0,
    );
    canvas.shadow(&frame, (18.0, 6.0), 30.0, 0.35);
    canvas.solid(&frame, 12.0, Material::Metal(hex(0x9da1a3)));
    let shaft = Shape::Slab(LEFT - 8.0, TOP - 8.0, WIDTH + 16.0, FLOOR - TOP + 12.0, 2.0);
    canvas.fill(&shaft, hex(0x2a2c2e));
    for (left, lean) in [(LEFT, 0.05), (LEFT + WIDTH / 2.0 + 3.0, -0.03)] {
        let leaf = Shape::Slab(left, TOP, WIDTH / 2.0 - 3.0, FLOOR - TOP, 2.0);
        canvas.paint(&leaf, |at, d| {
            // Brushed steel: fine upright lines, a broad soft mirror of the hall.
            let brush = noise((at.0 * 2.2, at.1 * 0.018), 3.0, seed) - 0.5;
            let hall = clouds((at.0 * 0.7, at.1 * 0.12), 170.0, seed);
            let tone = 0.60 + lean + 0.24 * hall + 0.07 * brush - 0.06 * soft(TOP, FLOOR, at.1);
            let steel = times(hex(0xc9d0d4), tone + 0.12);
            mix(steel, hex(0x3f4346), 0.6 * soft(-7.0, 0.0, d))
        });
    }
    let sill = Shape::Slab(LEFT - 30.0, FLOOR - 4.0, WIDTH + 60.0, 26.0, 3.0);
    canvas.solid(&sill, 8.0, Material::Metal(hex(0x8b8f91)));
    for i in 0..3 {
        let scratch = dice.between(LEFT + 60.0, LEFT + 700.0);
        let y = dice.between(760.0, 1000.0) + 10.0 * i as f32;
        let line = vec![
            (scratch, y),
            (
                scratch + dice.between(30.0, 110.0),
                y + dice.between(-40.0, 40.0),
            ),
        ];
        canvas.veil(&Shape::Line(line, 2.0), 2.0, hex(0xf4f6f7), |_, d| {
            0.6 * soft(1.5, -1.0, d)
        });
    }
}

fn panel(canvas: &mut Canvas) {
    let plate = Shape::Slab(1268.0, 470.0, 150.0, 330.0, 12.0);
    canvas.shadow(&plate, (10.0, 14.0), 18.0, 0.4);
    canvas.solid(&plate, 9.0, Material::Metal(hex(0xb7bcbf)));
    let display = Shape::Slab(1290.0, 496.0, 106.0, 76.0, 6.0);
    canvas.fill(&display, hex(0x14110f));
    // Two red bars: the display knows no floor.
    for x in [1318.0, 1352.0] {
        canvas.glow((x + 8.0, 534.0), 44.0, hex(0xff3a20), 0.35);
        canvas.fill(&Shape::Slab(x, 530.0, 20.0, 7.0, 2.0), hex(0xff5a3c));
    }
    for y in [640.0, 730.0] {
        let ring = Shape::disc(1343.0, y, 37.0);
        canvas.shadow(&ring, (4.0, 6.0), 9.0, 0.4);
        canvas.solid(&ring, 9.0, Material::Chrome);
        canvas.solid(
            &Shape::disc(1343.0, y, 28.0),
            9.0,
            Material::Painted(hex(0xdcdcd6), 0.3),
        );
        let up = if y < 700.0 { -1.0 } else { 1.0 };
        let arrow = vec![
            (1330.0, y - 7.0 * up),
            (1356.0, y - 7.0 * up),
            (1343.0, y + 13.0 * up),
        ];
        canvas.fill(&Shape::Outline(arrow), hex(0x3c3c3a));
    }
}

fn sign(canvas: &mut Canvas) {
    let plate = Shape::Slab(1282.0, 300.0, 122.0, 122.0, 10.0);
    canvas.shadow(&plate, (5.0, 7.0), 10.0, 0.3);
    canvas.solid(&plate, 5.0, Material::Painted(hex(0x2f5f93), 0.2));
    let level = Shape::Line(
        vec![(1324.0, 344.0), (1345.0, 326.0), (1345.0, 396.0)],
        13.0,
    );
    canvas.fill(&level, hex(0xf6f7f7));
}

/// A sheet with tape at its corners and a felt pen's "AUFZUG DEFEKT".
fn note(canvas: &mut Canvas, dice: &mut Dice) {
    let tilt = dice.between(-0.06, 0.06);
    let middle = (LEFT + WIDTH * 0.48, dice.between(430.0, 480.0));
    let place = |x: f32, y: f32| {
        let (sin, cos) = tilt.sin_cos();
        (middle.0 + x * cos - y * sin, middle.1 + x * sin + y * cos)
    };
    let sheet = Shape::Outline(vec![
        place(-230.0, -160.0),
        place(230.0, -160.0),
        place(232.0, 150.0),
        place(206.0, 164.0),
        place(-230.0, 160.0),
    ]);
    canvas.shadow(&sheet, (10.0, 14.0), 18.0, 0.45);
    let seed = dice.seed();
    canvas.paint(&sheet, |at, _| {
        let curl = 0.06 * soft(0.3, 0.8, noise(at, 240.0, seed));
        times(hex(0xfbfaf4), 0.95 + curl)
    });
    let ink = dice.pick(&[hex(0x1d2b5e), hex(0xa3211d), hex(0x222222)]);
    write(canvas, &place, "AUFZUG", (-192.0, -116.0), 100.0, ink);
    write(canvas, &place, "DEFEKT", (-192.0, 22.0), 100.0, ink);
    let underline = Shape::Line(vec![place(-186.0, 142.0), place(170.0, 136.0)], 7.0);
    canvas.fill(&underline, ink);
    for (x, y) in [
        (-224.0, -154.0),
        (224.0, -154.0),
        (-224.0, 152.0),
        (222.0, 148.0),
    ] {
        let slant = if x * y > 0.0 { -1.0 } else { 1.0 };
        let tape = vec![
            place(x - 34.0, y + 24.0 * slant),
            place(x + 34.0, y - 24.0 * slant),
        ];
        canvas.veil(&Shape::Line(tape, 36.0), 2.0, hex(0xe9dfb6), |_, d| {
            0.72 * soft(1.0, -1.0, d)
        });
    }
}

fn write(
    canvas: &mut Canvas,
    place: &impl Fn(f32, f32) -> Point,
    word: &str,
    (left, top): Point,
    height: f32,
    ink: Colour,
) {
    for (i, letter) in word.chars().enumerate() {
        let x = left + i as f32 * height * 0.66;
        for stroke in strokes(letter) {
            let points = stroke
                .iter()
                .map(|(sx, sy)| place(x + sx * height * 0.46, top + sy * height));
            canvas.fill(&Shape::Line(points.collect(), 11.0), ink);
        }
    }
}

/// The capital letters of the note, each in a box of one by one.
fn strokes(letter: char) -> &'static [&'static [Point]] {
    match letter {
        'A' => &[
            &[(0.0, 1.0), (0.5, 0.0), (1.0, 1.0)],
            &[(0.2, 0.64), (0.8, 0.62)],
        ],
        'U' => &[&[
            (0.0, 0.0),
            (0.02, 0.75),
            (0.3, 1.0),
            (0.7, 1.0),
            (0.98, 0.75),
            (1.0, 0.0),
        ]],
        'F' => &[
            &[(0.95, 0.0), (0.05, 0.02), (0.0, 1.0)],
            &[(0.03, 0.48), (0.75, 0.46)],
        ],
        'Z' => &[&[(0.0, 0.02), (1.0, 0.0), (0.0, 1.0), (1.0, 0.98)]],
        'G' => &[&[
            (0.95, 0.14),
            (0.6, 0.0),
            (0.2, 0.1),
            (0.0, 0.5),
            (0.15, 0.88),
            (0.55, 1.0),
            (0.98, 0.88),
            (0.98, 0.55),
            (0.6, 0.55),
        ]],
        'D' => &[&[
            (0.0, 0.0),
            (0.02, 1.0),
            (0.6, 0.95),
            (1.0, 0.55),
            (0.7, 0.08),
            (0.0, 0.0),
        ]],
        'E' => &[
            &[(0.95, 0.0), (0.0, 0.02), (0.03, 1.0), (1.0, 0.98)],
            &[(0.02, 0.48), (0.75, 0.46)],
        ],
        'K' => &[
            &[(0.0, 0.0), (0.02, 1.0)],
            &[(0.95, 0.0), (0.05, 0.52), (1.0, 1.0)],
        ],
        'T' => &[&[(0.0, 0.02), (1.0, 0.0)], &[(0.5, 0.02), (0.5, 1.0)]],
        _ => &[],
    }
}
