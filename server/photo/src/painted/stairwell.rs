//! A dark stairwell: the lamp on the wall is broken, light comes only from the landing below.

use super::canvas::Canvas;
use super::chance::{Dice, clouds, speck};
use super::light::{Colour, Material, hex, mix, soft, times};
use super::shape::{Point, Shape, length};
use super::surface::rough;

const STEPS: i32 = 9;
const TREAD: f32 = 150.0;
const RISE: f32 = 84.0;

pub(super) fn draw(canvas: &mut Canvas, dice: &mut Dice) {
    let dado = dice.pick(&[hex(0x6d8a7d), hex(0x8a6f5a), hex(0x5f7690)]);
    walls(canvas, dice, dado);
    let lamp = (dice.between(640.0, 760.0), 285.0);
    steps(canvas, dice);
    broken_lamp(canvas, dice, lamp);
    railing(canvas);
    dusk(canvas);
}

/// Height of the slope that the front edges of the steps lie on.
fn slope(x: f32) -> f32 {
    1140.0 - (x - 180.0) * RISE / TREAD
}

fn walls(canvas: &mut Canvas, dice: &mut Dice, dado: Colour) {
    let seed = dice.seed();
    canvas.wash(|at, _| {
        let bump = 0.92 + 0.1 * clouds(at, 260.0, seed) + rough(at, seed);
        // Oil paint up to the shoulder follows the stairs, with a line on top.
        let over = slope(at.0) - 370.0 - at.1;
        let upper = times(hex(0xe6dfd0), bump);
        let lower = times(dado, bump + 0.03);
        let line = mix(lower, hex(0x37332e), soft(-16.0, -13.0, over));
        mix(
            if over > -10.0 { line } else { lower },
            upper,
            soft(-1.0, 1.0, over),
        )
    });
}

fn steps(canvas: &mut Canvas, dice: &mut Dice) {
    let seed = dice.seed();
    for step in 0..STEPS {
        let left = 180.0 + TREAD * step as f32;
        let top = slope(left);
        let riser = Shape::Slab(left, top, 2400.0, 900.0, 0.0);
        canvas.shadow(&riser, (-14.0, -10.0), 26.0, 0.28);
        canvas.paint(&riser, |at, _| {
            let deep = 0.78 - 0.10 * soft(0.0, TREAD, at.0 - left);
            times(hex(0x8d8982), deep + 0.14 * clouds(at, 60.0, seed))
        });
        let tread = Shape::Slab(left - 20.0, top - 18.0, 2400.0, 32.0, 6.0);
        canvas.shadow(&tread, (0.0, 16.0), 16.0, 0.45);
        canvas.paint(&tread, |at, d| {
            // Terrazzo: light stone with dark and warm chips.
            let chip = speck((at.0 / 5.0) as i32, (at.1 / 4.0) as i32, seed);
            let stone = times(hex(0xbdb7ac), 0.82 + 0.34 * chip);
            mix(
                stone,
                hex(0xf2eee6),
                0.5 * soft(-7.0, -2.0, d) * soft(top, top - 14.0, at.1),
            )
        });
        let strip = Shape::Slab(left - 12.0, top - 16.0, 46.0, 7.0, 2.0);
        canvas.fill(&strip, hex(0x2b2a29));
    }
    let landing = Shape::Slab(-400.0, 1142.0, 585.0, 500.0, 0.0);
    canvas.paint(&landing, |at, _| {
        let chip = speck((at.0 / 5.0) as i32, (at.1 / 4.0) as i32, seed);
        times(hex(0xa9a39a), 0.72 + 0.26 * chip)
    });
}

fn broken_lamp(canvas: &mut Canvas, dice: &mut Dice, (x, y): Point) {
    let plate = Shape::disc(x, y, 150.0);
    canvas.shadow(&plate, (26.0, 34.0), 44.0, 0.5);
    canvas.solid(&plate, 16.0, Material::Painted(hex(0xd7d4cd), 0.3));
    let globe = Shape::disc(x, y, 126.0);
    canvas.solid(&globe, 126.0, Material::Painted(hex(0xc9c8c0), 0.7));
    // The missing piece: jagged, dark, with the bare socket and a grey bulb in it.
    let corners = 13;
    let jagged: Vec<Point> = (0..corners)
        .map(|i| {
            let angle = std::f32::consts::TAU * i as f32 / corners as f32;
            let reach = if i % 2 == 0 {
                dice.between(72.0, 100.0)
            } else {
                dice.between(44.0, 64.0)
            };
            (
                x + 26.0 + reach * angle.cos(),
                y + 20.0 + reach * 0.95 * angle.sin(),
            )
        })
        .collect();
    let hole = Shape::Outline(jagged.clone());
    canvas.paint(&hole, |at, d| {
        mix(
            hex(0x191817),
            hex(0x4a4741),
            soft(-30.0, 0.0, d) * soft(y - 60.0, y + 90.0, at.1),
        )
    });
    let socket = Shape::Slab(x - 4.0, y - 26.0, 58.0, 40.0, 8.0);
    canvas.solid(&socket, 18.0, Material::Painted(hex(0x5c564c), 0.2));
    let bulb = Shape::Oval(x + 25.0, y + 44.0, 30.0, 36.0);
    canvas.solid(&bulb, 30.0, Material::Painted(hex(0x77736a), 0.9));
    let mut edge = jagged.clone();
    edge.push(jagged[0]);
    canvas.fill(&Shape::Line(edge, 4.0), hex(0xf3f2ec));
    for (angle, length) in [(2.7_f32, 62.0), (3.9, 58.0), (5.2, 44.0), (1.4, 46.0)] {
        let from = (x + 26.0 + 70.0 * angle.cos(), y + 20.0 + 66.0 * angle.sin());
        let bend = (
            from.0 + 0.5 * length * (angle + 0.35).cos(),
            from.1 + 0.5 * length * (angle + 0.35).sin(),
        );
        let to = (from.0 + length * angle.cos(), from.1 + length * angle.sin());
        canvas.fill(&Shape::Line(vec![from, bend, to], 3.2), hex(0x4c4944));
    }
}

fn railing(canvas: &mut Canvas) {
    let steel = Material::Painted(hex(0x33363a), 0.4);
    for i in 0..14 {
        let x = 110.0 + 112.0 * i as f32;
        let bar = Shape::Line(vec![(x, slope(x) - 330.0), (x, slope(x) + 150.0)], 17.0);
        canvas.shadow(&bar, (16.0, 8.0), 14.0, 0.35);
        canvas.solid(&bar, 8.5, steel);
    }
    let lower = Shape::Line(
        vec![
            (-300.0, slope(-300.0) + 60.0),
            (1900.0, slope(1900.0) + 60.0),
        ],
        20.0,
    );
    canvas.solid(&lower, 10.0, steel);
    let rail = Shape::Line(
        vec![
            (-300.0, slope(-300.0) - 340.0),
            (1900.0, slope(1900.0) - 340.0),
        ],
        52.0,
    );
    canvas.shadow(&rail, (10.0, 26.0), 24.0, 0.4);
    canvas.solid(&rail, 26.0, Material::Painted(hex(0x8c5a35), 0.35));
}

/// It is dark up here; a phone makes the best of the light from below left.
fn dusk(canvas: &mut Canvas) {
    canvas.wash(|at, colour| {
        let far = length(at.0 - 60.0, at.1 - 1080.0) / 1500.0;
        let light = 0.98 - 0.62 * soft(0.1, 1.0, far);
        [
            colour[0] * light * 1.05,
            colour[1] * light,
            colour[2] * light * 0.92 + 0.012,
        ]
    });
}
