//! Stories of the photo pipeline: good photos, secrets, lies, bombs and garbage.

use std::time::{Duration, Instant};

use image::{DynamicImage, GenericImageView, Rgb, RgbImage, Rgba, RgbaImage};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::samples::*;
use super::*;

/// A refusal by the head takes some milliseconds; other tests share the machine.
const NO_TIME: Duration = Duration::from_secs(1);

fn run(bytes: &[u8]) -> Result<Checked, PhotoRefusal> {
    check("IMG_1.jpg", bytes, &Limits::default())
}

fn open(jpeg: &[u8]) -> DynamicImage {
    image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).unwrap()
}

fn near(a: Rgba<u8>, b: Rgb<u8>) -> bool {
    (0..3).all(|c| a[c].abs_diff(b[c]) < 30)
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part == word)
}

fn damaged() -> PhotoRefusal {
    PhotoRefusal::Damaged {
        name: "IMG_1.jpg".into(),
    }
}

fn not_a_photo() -> PhotoRefusal {
    PhotoRefusal::NotAPhoto {
        name: "IMG_1.jpg".into(),
    }
}

fn is_too_big(result: &Result<Checked, PhotoRefusal>) -> bool {
    matches!(result, Err(PhotoRefusal::TooManyPixels { .. }))
}

#[test]
fn a_good_photo_of_each_format_is_kept_in_two_sizes() {
    let picture = quarters(3000, 1500);
    for bytes in [jpeg(&picture), png(&picture.clone().into()), webp(&picture)] {
        let kept = run(&bytes).unwrap();
        assert_eq!((kept.width, kept.height), (2560, 1280));
        assert_eq!(open(&kept.photo).dimensions(), (2560, 1280));
        assert_eq!(open(&kept.thumb).dimensions(), (400, 200));
        assert!(near(open(&kept.photo).get_pixel(100, 100), RED));
        assert!(near(open(&kept.thumb).get_pixel(390, 190), WHITE));
        assert_eq!(kept.photo_sha256, sha256(&kept.photo));
        assert_eq!(kept.thumb_sha256.len(), 64);
    }
}

#[test]
fn the_same_photo_gives_the_same_bytes() {
    let bytes = jpeg(&quarters(80, 60));
    assert_eq!(
        run(&bytes).unwrap().photo_sha256,
        run(&bytes).unwrap().photo_sha256
    );
}

#[test]
fn every_orientation_is_shown_upright() {
    let flat = jpeg(&quarters(64, 48));
    let upright: [[Rgb<u8>; 4]; 8] = [
        [RED, GREEN, BLUE, WHITE],
        [GREEN, RED, WHITE, BLUE],
        [WHITE, BLUE, GREEN, RED],
        [BLUE, WHITE, RED, GREEN],
        [RED, BLUE, GREEN, WHITE],
        [BLUE, RED, WHITE, GREEN],
        [WHITE, GREEN, BLUE, RED],
        [GREEN, WHITE, RED, BLUE],
    ];
    for (orientation, expected) in (1..).zip(upright) {
        let kept = run(&with_segment(&flat, 0xE1, &exif(orientation))).unwrap();
        let size = if orientation < 5 { (64, 48) } else { (48, 64) };
        assert_eq!((kept.width, kept.height), size, "orientation {orientation}");
        for picture in [open(&kept.photo), open(&kept.thumb)] {
            let (w, h) = picture.dimensions();
            let corners = [(8, 8), (w - 8, 8), (8, h - 8), (w - 8, h - 8)];
            for ((x, y), colour) in corners.into_iter().zip(expected) {
                assert!(
                    near(picture.get_pixel(x, y), colour),
                    "orientation {orientation} at {x},{y}"
                );
            }
        }
    }
}

#[test]
fn nothing_but_pixels_survives() {
    let mut secret = with_segment(&jpeg(&quarters(64, 48)), 0xE1, &exif(6));
    secret = with_segment(
        &secret,
        0xE1,
        b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta geheim/>",
    );
    secret = with_segment(&secret, 0xED, b"Photoshop 3.0\08BIM\x04\x04 geheim");
    secret = with_segment(&secret, 0xE2, b"ICC_PROFILE\0\x01\x01 geheim");
    secret = with_segment(&secret, 0xFE, b"Kommentar geheim");
    secret.extend(b"PK\x03\x04 geheim <script>alert(1)</script>");
    let kept = run(&secret).unwrap();
    for output in [&kept.photo, &kept.thumb] {
        for word in [
            "Exif",
            "GPS",
            "4711",
            "adobe",
            "Photoshop",
            "ICC_PROFILE",
            "geheim",
            "script",
            "PK\x03\x04",
        ] {
            assert!(
                !contains(output, word.as_bytes()),
                "{word} is in the output"
            );
        }
        let (measured, whole) = jpeg::walk(output).unwrap();
        assert!(
            whole && measured.bytes.len() == output.len(),
            "something lies behind the picture"
        );
        for application in 0xE1..=0xEF {
            assert!(
                !contains(&output[..300], &[0xFF, application]),
                "segment {application:x}"
            );
        }
    }
}

#[test]
fn glass_lies_on_white() {
    let glass = RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0]));
    let kept = run(&png(&glass.into())).unwrap();
    assert!(near(open(&kept.photo).get_pixel(20, 20), Rgb([255; 3])));
}

#[test]
fn what_is_no_photo_is_refused_whatever_its_name() {
    for (what, bytes) in [
        ("text", b"Guten Tag, die Heizung ist kalt.".as_slice()),
        (
            "svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        ),
        ("html", b"<!doctype html><script>alert(1)</script>"),
        (
            "xml",
            b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>",
        ),
        ("script", b"#!/bin/sh\nrm -rf /\n"),
        ("pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3 1 0 obj"),
        ("gif", b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF"),
        ("bmp", b"BM\x3A\0\0\0\0\0\0\0\x36\0\0\0"),
        ("tiff", b"II*\0\x08\0\0\0\0\0\0\0"),
        ("film", b"\0\0\0\x18ftypmp42\0\0\0\0"),
        ("zip", b"PK\x03\x04\x14\0\0\0\x08\0\0\0"),
        ("sound", b"RIFF\x24\0\0\0WAVEfmt "),
        ("seven bytes", b"1234567"),
    ] {
        assert_eq!(run(bytes).unwrap_err(), not_a_photo(), "{what}");
    }
}

#[test]
fn heic_and_avif_get_advice() {
    for brand in ["heic", "mif1", "avif"] {
        let refusal = run(format!("\0\0\0\x18ftyp{brand}\0\0\0\0mif1heic").as_bytes()).unwrap_err();
        assert!(
            refusal.to_string().contains("Maximale Kompatibilität"),
            "{refusal}"
        );
    }
}

#[test]
fn eleven_mebibytes_are_too_much_and_the_sentence_says_so() {
    let mut big = jpeg(&quarters(64, 48));
    big.resize(11 * 1024 * 1024, 0);
    let refusal = check("C:\\Bilder\\Küche\u{7}.jpg", &big, &Limits::default()).unwrap_err();
    assert_eq!(
        refusal,
        PhotoRefusal::TooLarge {
            name: "Küche.jpg".into(),
            mib: 11
        }
    );
}

#[test]
fn a_file_that_breaks_off_is_damaged() {
    let picture = quarters(200, 150);
    for whole in [jpeg(&picture), png(&picture.clone().into()), webp(&picture)] {
        assert!(run(&whole).is_ok());
        for tenths in 0..10 {
            let cut = &whole[..(whole.len() - 3) * tenths / 9];
            assert_eq!(
                run(cut).unwrap_err(),
                damaged(),
                "{} of {} bytes",
                cut.len(),
                whole.len()
            );
        }
    }
}

#[test]
fn a_wrong_checksum_and_missing_rows_are_damaged() {
    let mut flipped = black_png(64, 48, 8, 2, 24);
    let in_pixels = flipped.len() - 20;
    flipped[in_pixels] ^= 1;
    assert_eq!(run(&flipped).unwrap_err(), damaged());
    let four_rows = black_png(4000, 4, 8, 2, 24);
    let promise = png_of(&[(b"IHDR", &png_head(4000, 3000, 8, 2))]);
    let lie = [&promise[..], &four_rows[promise.len()..]].concat();
    assert_eq!(run(&lie).unwrap_err(), damaged());
    let mut second_frame = jpeg(&quarters(64, 48));
    let frame = [8, 0, 8, 0, 8, 1, 1, 0x11, 0];
    second_frame = with_segment(&second_frame, 0xC0, &frame);
    assert_eq!(run(&second_frame).unwrap_err(), damaged());
}

#[test]
fn bombs_are_refused_by_their_heads_in_no_time() {
    let many_scans = grey_jpeg(64, 64, true, 1000);
    let one_bit = black_png(50_000, 50_000, 1, 0, 1);
    let small_canvas = webp_canvas(0, 64, 48);
    let bombs = [
        ("50 000 squared in 300 KB", one_bit),
        (
            "16 384 squared with four rows",
            png_of(&[(b"IHDR", &png_head(16_384, 16_384, 8, 6))]),
        ),
        (
            "one side too long",
            png_of(&[(b"IHDR", &png_head(12_001, 30, 8, 2)), (b"IEND", &[])]),
        ),
        (
            "a needle",
            png_of(&[(b"IHDR", &png_head(8, 2_000_000, 8, 2)), (b"IEND", &[])]),
        ),
        (
            "four thousand million",
            png_of(&[(b"IHDR", &png_head(u32::MAX, u32::MAX, 16, 6))]),
        ),
        (
            "11 000 squared for real",
            black_png(11_000, 11_000, 8, 0, 8),
        ),
        ("deep colours", black_png(6000, 6000, 16, 6, 64)),
        ("a wide JPEG", grey_jpeg(65_000, 16, false, 1)),
        (
            "a progressive JPEG of 48 megapixels",
            grey_jpeg(8000, 6000, true, 2),
        ),
        (
            "96 scans over 12 megapixels",
            grey_jpeg(4000, 3000, true, 96),
        ),
        (
            "a WebP of 16 383 squared",
            webp_of(&[(b"VP8 ", &vp8_head(16_383, 16_383))]),
        ),
    ];
    for (what, bomb) in bombs {
        let start = Instant::now();
        let result = run(&bomb);
        assert!(is_too_big(&result), "{what}: {:?}", result.err());
        assert!(start.elapsed() < NO_TIME, "{what}: {:?}", start.elapsed());
    }
    assert_eq!(run(&many_scans).unwrap_err(), damaged());
    let hidden = webp_of(&[
        (b"VP8X", &small_canvas),
        (b"VP8 ", &vp8_head(16_383, 16_383)),
    ]);
    assert_eq!(run(&hidden).unwrap_err(), damaged());
    let moving = webp_of(&[(b"VP8X", &webp_canvas(2, 64, 48)), (b"ANIM", &[0; 6])]);
    assert_eq!(run(&moving).unwrap_err(), damaged());
}

#[test]
fn a_bomb_in_a_comment_is_left_unopened() {
    let zeros = packed_zeros(256);
    for kind in [b"zTXt", b"iTXt", b"iCCP"] {
        let bomb = png_with(kind, &zeros);
        let start = Instant::now();
        assert_eq!(run(&bomb).unwrap().width, 64);
        assert!(start.elapsed() < NO_TIME, "{:?}", start.elapsed());
    }
}

#[test]
fn grey_samples_are_real_pictures() {
    for bytes in [
        grey_jpeg(640, 480, false, 1),
        grey_jpeg(640, 480, true, 10),
        black_png(640, 480, 8, 2, 24),
    ] {
        assert_eq!(run(&bytes).unwrap().width, 640);
    }
}

#[tokio::test]
async fn the_desk_checks_files_and_survives_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("good"), folder.path().join("bad"));
    std::fs::write(&good, jpeg(&quarters(64, 48))).unwrap();
    std::fs::write(&bad, "text").unwrap();
    let desk = PhotoDesk::default();
    assert_eq!(desk.check_file("a.jpg", good).await.unwrap().width, 64);
    assert!(matches!(
        desk.check_file("a.jpg", bad).await,
        Err(DeskError::Refused(_))
    ));
    assert!(matches!(
        desk.check_file("a.jpg", folder.path().join("none")).await,
        Err(DeskError::Read(_))
    ));
    assert_eq!(
        desk.check("a.jpg", jpeg(&quarters(64, 48)))
            .await
            .unwrap()
            .height,
        48
    );
}

#[tokio::test]
async fn twenty_photos_at_once_all_get_their_turn() {
    let desk = PhotoDesk::default();
    let photo = jpeg(&RgbImage::from_fn(600, 400, |x, y| {
        Rgb([x as u8, y as u8, (x ^ y) as u8])
    }));
    let all = (0..20).map(|_| desk.check("a.jpg", photo.clone()));
    for kept in futures::future::join_all(all).await {
        assert_eq!(kept.unwrap().width, 600);
    }
}

/// Any answer is right but a panic; and what is taken is a picture within the limits.
#[test]
fn garbage_never_panics() {
    let picture = RgbImage::from_fn(40, 30, |x, y| {
        Rgb([x as u8 * 6, y as u8 * 8, (x * y) as u8])
    });
    let good = [
        with_segment(&jpeg(&picture), 0xE1, &exif(6)),
        png(&picture.clone().into()),
        webp(&picture),
        webp_of(&[
            (b"VP8X", &webp_canvas(0, 40, 30)),
            (b"VP8 ", &vp8_head(40, 30)),
        ]),
        grey_jpeg(40, 30, true, 4),
    ];
    for round in 0..2_000 {
        let mut dice = StdRng::seed_from_u64(round);
        let mut bytes = good[round as usize % good.len()].clone();
        for _ in 0..dice.random_range(1..24) {
            let at = dice.random_range(0..bytes.len());
            bytes[at] = dice.random();
        }
        if dice.random_ratio(1, 4) {
            bytes.truncate(dice.random_range(1..bytes.len()));
        }
        let caught = std::panic::catch_unwind(|| run(&bytes));
        let Ok(answer) = caught else {
            panic!("round {round} panics")
        };
        if let Ok(kept) = answer {
            assert!(kept.width.max(kept.height) <= 2560, "round {round}");
        }
    }
}
