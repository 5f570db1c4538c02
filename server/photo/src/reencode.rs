//! Step three: decode within the limits, shrink, turn upright, and write two JPEGs of our own.

use std::io::Cursor;

use domain::photo::{PHOTO_EDGE, THUMB_EDGE};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageResult, RgbImage};

use super::measure::Measured;
use super::shrink::shrink;
use super::sniff::Kind;
use super::{Flaw, Limits};

const PHOTO_QUALITY: u8 = 85;
const THUMB_QUALITY: u8 = 80;

/// The two pictures that are kept.
pub(super) struct Drawn {
    pub photo: Vec<u8>,
    pub thumb: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Draws a measured picture anew; nothing of the file but its pixels survives.
pub(super) fn reencode(measured: Measured<'_>, limits: &Limits) -> Result<Drawn, Flaw> {
    let (decoded, orientation) = decode(measured, limits)?;
    let small = shrink(&decoded, PHOTO_EDGE);
    // The big one goes before the small ones are encoded: two desks share the machine's memory.
    drop(decoded);
    let mut upright = DynamicImage::ImageRgb8(small);
    upright.apply_orientation(orientation);
    let thumb = encode(&shrink(&upright, THUMB_EDGE), THUMB_QUALITY)?;
    let photo = upright.into_rgb8();
    Ok(Drawn {
        photo: encode(&photo, PHOTO_QUALITY)?,
        thumb,
        width: photo.width(),
        height: photo.height(),
    })
}

fn decode(measured: Measured<'_>, limits: &Limits) -> Result<(DynamicImage, Orientation), Flaw> {
    let mut decoder = open(&measured, limits).map_err(|_| Flaw::Damaged)?;
    // Our measure and the decoder's must be one, or the limits were asked of another picture.
    if decoder.dimensions() != (measured.width, measured.height) {
        return Err(Flaw::Damaged);
    }
    if decoder.total_bytes().saturating_add(measured.extra_memory) > limits.memory {
        return Err(measured.too_many_pixels());
    }
    // A broken EXIF block is no reason to lose the photo: it is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let decoded = DynamicImage::from_decoder(decoder).map_err(|_| Flaw::Damaged)?;
    Ok((decoded, orientation))
}

fn open<'m>(
    measured: &'m Measured<'_>,
    limits: &Limits,
) -> ImageResult<Box<dyn ImageDecoder + 'm>> {
    let bytes = Cursor::new(measured.bytes.as_ref());
    let mut own = image::Limits::no_limits();
    own.max_image_width = Some(limits.side);
    own.max_image_height = Some(limits.side);
    own.max_alloc = Some(limits.memory);
    Ok(match measured.kind {
        Kind::Jpeg => {
            let mut decoder = JpegDecoder::new(bytes)?;
            decoder.set_limits(own)?;
            Box::new(decoder)
        }
        Kind::Png => Box::new(PngDecoder::with_limits(bytes, own)?),
        Kind::WebP => {
            let mut decoder = WebPDecoder::new(bytes)?;
            decoder.set_limits(own)?;
            Box::new(decoder)
        }
    })
}

fn encode(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, Flaw> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(picture)
        .map_err(|_| Flaw::Damaged)?;
    Ok(bytes)
}
