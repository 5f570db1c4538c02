//! A pipe on a cellar wall that leaks at its joint, with a bucket under it.

use super::canvas::Canvas;
use super::chance::{Dice, clouds, noise, speck};
use super::light::{Colour, Material, hex, mix, soft, times};
use super::shape::{Point, Shape};
use super::surface::{drop, puddle};

const FLOOR: f32 = 1010.0;

pub(super) fn draw(canvas: &mut Canvas, dice: &mut Dice) {
    bricks(canvas, dice);
    floor(canvas, dice);
    let joint = (dice.between(700.0, 860.0), 420.0);
    wet_wall(canvas, dice, joint.0);
    pipes(canvas, dice, joint);
    crust(canvas, dice, joint);
    puddle(canvas, dice, (joint.0 - 40.0, 1110.0), 430.0, 56.0);
    bucket(canvas, dice, joint.0);
    for (y, size) in [(520.0, 15.0), (632.0, 13.0), (770.0, 14.0)] {
        drop(
            canvas,
            (
                joint.0 + dice.between(-5.0, 5.0),
                y + dice.between(-20.0, 20.0),
            ),
            size,
        );
    }
}

fn bricks(canvas: &mut Canvas, dice: &mut Dice) {
    let seed = dice.seed();
    let clay: Colour = dice.pick(&[hex(0xa8674c), hex(0x9a5d49), hex(0xcfc8bb)]);
    canvas.wash(|at, _| {
        let row = (at.1 / 84.0).floor();
        let shift = if row as i32 % 2 == 0 { 0.0 } else { 115.0 };
        let column = ((at.0 + shift) / 230.0).floor();
        let brick = Shape::Slab(
            column * 230.0 - shift + 6.0,
            row * 84.0 + 6.0,
            218.0,
            72.0,
            6.0,
        );
        let d = brick.distance(at) + (noise(at, 14.0, seed) - 0.5) * 5.0;
        let tone = 0.82 + 0.26 * speck(column as i32, row as i32, seed);
        let face = times(
            clay,
            tone + 0.16 * (clouds(at, 44.0, seed) - 0.5) - 0.12 * soft(-9.0, 0.0, d),
        );
        let mortar = times(hex(0xb7aea2), 0.78 + 0.3 * noise(at, 6.0, seed));
        mix(face, mortar, soft(-1.5, 1.5, d))
    });
}

fn floor(canvas: &mut Canvas, dice: &mut Dice) {
    let seed = dice.seed();
    canvas.paint(&Shape::Slab(-400.0, FLOOR, 2400.0, 900.0, 0.0), |at, d| {
        let shade = 0.74 + 0.3 * clouds((at.0 * 0.6, at.1 * 1.6), 150.0, seed);
        let sand = 0.08 * (speck(at.0 as i32, at.1 as i32, seed) - 0.5);
        times(
            hex(0x9b968e),
            shade + sand - 0.35 * soft(-46.0, 0.0, d) * soft(FLOOR + 60.0, FLOOR, at.1),
        )
    });
}

fn wet_wall(canvas: &mut Canvas, dice: &mut Dice, x: f32) {
    let seed = dice.seed();
    let run = Shape::Line(vec![(x, 440.0), (x + 14.0, FLOOR)], 190.0);
    canvas.stain(&run, 90.0, hex(0x6f6058), |at, d| {
        let d = d + (clouds((at.0, at.1 * 0.35), 70.0, seed) - 0.5) * 150.0;
        0.8 * soft(22.0, -30.0, d) * soft(FLOOR, FLOOR - 4.0, at.1)
    });
    canvas.veil(&run, 30.0, hex(0xeee7da), |at, d| {
        let d = d + (clouds((at.0, at.1 * 0.35), 70.0, seed) - 0.5) * 150.0;
        let salt = soft(40.0, 20.0, d) * soft(0.0, 18.0, d) * noise(at, 12.0, seed);
        0.7 * salt * soft(FLOOR, FLOOR - 4.0, at.1)
    });
}

fn pipes(canvas: &mut Canvas, dice: &mut Dice, (x, y): Point) {
    let metal = dice.pick(&[
        Material::Metal(hex(0xb8734a)),
        Material::Metal(hex(0x9aa0a3)),
        Material::Painted(hex(0xc9ccc9), 0.35),
    ]);
    let thin = Shape::Line(vec![(-300.0, 210.0), (1900.0, 210.0)], 44.0);
    let thick = Shape::Line(vec![(-300.0, y), (1280.0, y)], 96.0);
    let down = Shape::Line(vec![(1290.0, y), (1290.0, FLOOR - 40.0)], 96.0);
    let foot = Shape::Oval(1290.0, FLOOR + 14.0, 92.0, 26.0);
    for pipe in [&thin, &thick, &down] {
        canvas.shadow(pipe, (30.0, 42.0), 40.0, 0.5);
    }
    canvas.solid(&foot, 16.0, metal);
    canvas.solid(&thin, 22.0, Material::Painted(hex(0xd8d5cc), 0.3));
    canvas.solid(&thick, 48.0, metal);
    canvas.solid(&down, 48.0, metal);
    let elbow = Shape::curve(
        (1180.0, y),
        (1262.0, y),
        (1290.0, y + 20.0),
        (1290.0, y + 120.0),
        112.0,
    );
    canvas.solid(&elbow, 56.0, metal);
    for clip in [230.0, 1090.0] {
        let band = Shape::Slab(clip, y - 56.0, 34.0, 112.0, 10.0);
        canvas.shadow(&band, (8.0, 8.0), 10.0, 0.4);
        canvas.solid(&band, 14.0, Material::Metal(hex(0x858a8c)));
    }
    // The union nut: a hexagon seen from the side shows three faces.
    for (top, height, bright) in [(-74.0, 46.0, 1.12), (-30.0, 62.0, 0.95), (30.0, 46.0, 0.66)] {
        let face = Shape::Slab(x - 74.0, y + top, 148.0, height, 7.0);
        if top < -70.0 {
            let whole = Shape::Slab(x - 74.0, y - 74.0, 148.0, 150.0, 8.0);
            canvas.shadow(&whole, (16.0, 24.0), 24.0, 0.45);
        }
        canvas.solid(&face, 9.0, Material::Metal(times(hex(0xa98a4c), bright)));
    }
}

fn crust(canvas: &mut Canvas, dice: &mut Dice, (x, y): Point) {
    let seed = dice.seed();
    let green = Shape::Oval(x + 60.0, y + 26.0, 74.0, 50.0);
    canvas.veil(&green, 30.0, hex(0x6fa592), |at, d| {
        let d = d + (clouds(at, 36.0, seed) - 0.5) * 80.0;
        0.75 * soft(6.0, -16.0, d)
            * (0.5 + 0.6 * noise(at, 9.0, seed))
            * soft(y + 82.0, y + 74.0, at.1)
    });
    let lime = Shape::Line(vec![(x - 30.0, y + 60.0), (x + 40.0, y + 64.0)], 26.0);
    canvas.veil(&lime, 20.0, hex(0xf0ede3), |at, d| {
        0.85 * soft(4.0, -8.0, d + (clouds(at, 22.0, seed) - 0.5) * 34.0)
    });
}

fn bucket(canvas: &mut Canvas, dice: &mut Dice, x: f32) {
    let plastic = dice.pick(&[hex(0x2f6fae), hex(0xb33a32), hex(0x3d7d54)]);
    let (top, foot) = (862.0, 1120.0);
    let side = Shape::Outline(vec![
        (x - 172.0, top),
        (x + 172.0, top),
        (x + 130.0, foot),
        (x - 130.0, foot),
    ]);
    let ground = Shape::Oval(x + 40.0, foot + 6.0, 190.0, 38.0);
    canvas.stain(&ground, 30.0, hex(0x2b2927), |_, d| {
        0.75 * soft(26.0, -26.0, d)
    });
    canvas.fill(&Shape::Oval(x, foot, 130.0, 30.0), times(plastic, 0.55));
    canvas.paint(&side, |at, _| {
        let across = (at.0 - x) / (172.0 - 42.0 * (at.1 - top) / (foot - top));
        Material::Painted(plastic, 0.45).lit(across.clamp(-0.98, 0.98), 0.05)
    });
    canvas.solid(
        &Shape::Oval(x, top, 184.0, 44.0),
        10.0,
        Material::Painted(plastic, 0.5),
    );
    canvas.fill(
        &Shape::Oval(x, top + 3.0, 164.0, 34.0),
        times(plastic, 0.42),
    );
    let water = Shape::Oval(x, top + 14.0, 150.0, 23.0);
    canvas.paint(&water, |at, d| {
        let ring = 0.5 + 0.5 * ((d + 23.0) / 3.4).sin();
        mix(
            hex(0x53717d),
            hex(0xc9dde4),
            0.25 + 0.4 * ring * soft(x + 150.0, x - 150.0, at.0),
        )
    });
    let handle = Shape::curve(
        (x - 180.0, top + 6.0),
        (x - 150.0, top + 150.0),
        (x + 150.0, top + 150.0),
        (x + 180.0, top + 6.0),
        10.0,
    );
    canvas.shadow(&handle, (6.0, 10.0), 10.0, 0.35);
    canvas.solid(&handle, 5.0, Material::Metal(hex(0xb9bdbf)));
}
