//! A panel radiator that leaks: rust at its foot, a stain on the wall, a puddle on the floor.

use super::canvas::Canvas;
use super::chance::{Dice, clouds, noise};
use super::light::{Colour, Material, hex, mix, soft, times};
use super::shape::Shape;
use super::surface::{drop, plaster, puddle, wooden_floor};

const FLOOR: f32 = 985.0;
const ENAMEL: Colour = hex(0xf3f2ee);

pub(super) fn draw(canvas: &mut Canvas, dice: &mut Dice) {
    let wall = dice.pick(&[hex(0xe9dfcd), hex(0xd9e0d6), hex(0xe6e3df), hex(0xe8d6c4)]);
    plaster(canvas, dice, wall);
    wooden_floor(canvas, dice, FLOOR);
    window_sill(canvas);
    let leak = dice.pick(&[430.0, 820.0, 1100.0]);
    damp(canvas, dice, leak);
    pipes(canvas);
    body(canvas);
    thermostat(canvas);
    rust(canvas, dice, leak);
    let wide = dice.between(240.0, 340.0);
    puddle(canvas, dice, (leak + 30.0, 1085.0), wide, 58.0);
    drop(canvas, (leak + 4.0, 905.0), 13.0);
    drop(canvas, (leak + 6.0, 990.0), 9.0);
}

fn window_sill(canvas: &mut Canvas) {
    let sill = Shape::Slab(90.0, 52.0, 1420.0, 62.0, 8.0);
    canvas.shadow(&sill, (0.0, 46.0), 46.0, 0.42);
    canvas.solid(&sill, 14.0, Material::Painted(hex(0xf6f4ef), 0.3));
    let glass = Shape::Slab(150.0, -400.0, 1300.0, 440.0, 0.0);
    canvas.paint(&glass, |at, _| {
        mix(hex(0xdfeaf1), hex(0xf8fbfc), at.1 / 60.0)
    });
}

fn damp(canvas: &mut Canvas, dice: &mut Dice, leak: f32) {
    let seed = dice.seed();
    let patch = Shape::Oval(leak, 880.0, 300.0, 170.0);
    canvas.stain(&patch, 120.0, hex(0xc4a67c), |at, d| {
        let d = d + (clouds(at, 130.0, seed) - 0.5) * 190.0;
        let rim = soft(16.0, 0.0, d) * soft(-30.0, -2.0, d);
        let floor = soft(FLOOR - 60.0, FLOOR - 64.0, at.1);
        floor * (0.55 * soft(10.0, -50.0, d) + 0.5 * rim)
    });
}

fn pipes(canvas: &mut Canvas) {
    for x in [1322.0, 1378.0] {
        let pipe = Shape::Line(vec![(x, 860.0), (x, FLOOR + 12.0)], 25.0);
        canvas.shadow(&pipe, (16.0, 4.0), 15.0, 0.35);
        canvas.solid(&pipe, 12.5, Material::Painted(hex(0xebe9e4), 0.4));
        let rosette = Shape::Oval(x, FLOOR + 12.0, 31.0, 10.0);
        canvas.solid(&rosette, 9.0, Material::Painted(hex(0xf4f2ee), 0.5));
    }
}

fn body(canvas: &mut Canvas) {
    let panel = Shape::Slab(230.0, 250.0, 1120.0, 600.0, 16.0);
    canvas.shadow(&panel, (34.0, 30.0), 46.0, 0.5);
    canvas.solid(&panel, 20.0, Material::Painted(ENAMEL, 0.2));
    // Pressed channels: each bulges a little, dark on its right.
    let pressed = Shape::Slab(262.0, 300.0, 1056.0, 512.0, 10.0);
    canvas.paint(&pressed, |at, d| {
        let phase = (at.0 - 262.0) / 48.0;
        let wave = (phase * std::f32::consts::TAU).sin();
        let shade = 0.93 + 0.085 * wave - 0.05 * soft(500.0, 820.0, at.1);
        let groove = 0.2 * soft(0.82, 1.0, -wave);
        times(ENAMEL, shade - groove * soft(0.0, 12.0, -d))
    });
    let grille = Shape::Slab(222.0, 236.0, 1136.0, 40.0, 8.0);
    canvas.shadow(&grille, (0.0, 8.0), 10.0, 0.3);
    canvas.solid(&grille, 10.0, Material::Painted(ENAMEL, 0.3));
    let mut x = 244.0;
    while x < 1335.0 {
        canvas.fill(&Shape::Slab(x, 248.0, 15.0, 15.0, 3.0), hex(0x74726d));
        x += 26.0;
    }
}

fn thermostat(canvas: &mut Canvas) {
    let valve = Shape::Slab(1336.0, 300.0, 74.0, 52.0, 12.0);
    canvas.shadow(&valve, (12.0, 12.0), 14.0, 0.35);
    canvas.solid(&valve, 22.0, Material::Chrome);
    let head = Shape::Slab(1398.0, 268.0, 150.0, 116.0, 40.0);
    canvas.shadow(&head, (20.0, 22.0), 26.0, 0.42);
    canvas.solid(&head, 52.0, Material::Painted(hex(0xf7f6f2), 0.5));
    for i in 0..5 {
        let y = 292.0 + 17.0 * i as f32;
        canvas.fill(&Shape::Slab(1416.0, y, 86.0, 4.0, 2.0), hex(0xcfccc5));
    }
    canvas.fill(
        &Shape::Line(vec![(1520.0, 314.0), (1520.0, 338.0)], 7.0),
        hex(0xc03a2b),
    );
}

fn rust(canvas: &mut Canvas, dice: &mut Dice, leak: f32) {
    let seed = dice.seed();
    let bloom = Shape::Oval(leak, 826.0, 74.0, 30.0);
    canvas.stain(&bloom, 60.0, hex(0x96501f), |at, d| {
        let d = d + (clouds(at, 46.0, seed) - 0.5) * 66.0;
        let on_metal = soft(856.0, 848.0, at.1);
        on_metal * soft(12.0, -24.0, d) * (0.65 + 0.4 * noise(at, 8.0, seed))
    });
    for i in 0..6 {
        let x = leak + (i as f32 - 2.5) * dice.between(15.0, 23.0);
        let top = dice.between(700.0, 790.0);
        let run = Shape::Line(vec![(x, top), (x + dice.between(-3.0, 3.0), 846.0)], 7.0);
        let strength = dice.between(0.4, 0.85);
        canvas.stain(&run, 10.0, hex(0x9c5a2a), |at, d| {
            strength * soft(6.0, -3.0, d) * soft(top, 830.0, at.1)
        });
    }
    let streak = Shape::Line(vec![(leak + 4.0, 850.0), (leak + 8.0, FLOOR - 60.0)], 16.0);
    canvas.stain(&streak, 12.0, hex(0xa0642f), |at, d| {
        0.75 * soft(9.0, -6.0, d + (noise(at, 22.0, seed) - 0.5) * 10.0)
    });
}
