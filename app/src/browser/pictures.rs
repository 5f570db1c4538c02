//! Photos on their way out: made smaller in the browser, which also takes out where and with what they were taken.

use std::cell::RefCell;
use std::collections::HashMap;

use domain::photo::{self, PhotoRefusal, clean_name};
use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, FormData, HtmlCanvasElement, ImageBitmap,
    ImageBitmapOptions, ImageOrientation, Url,
};

/// Pixels of the longer side that is sent.
const EDGE: u32 = 1920;
/// Bytes that say what a file is.
const HEAD: i32 = 12;
const QUALITY: f64 = 0.82;

thread_local! {
    /// The pictures themselves; a signal holds only their keys, because pictures cannot leave the browser's thread.
    static CHOSEN: RefCell<HashMap<u32, Blob>> = RefCell::default();
    static NEXT: RefCell<u32> = const { RefCell::new(0) };
}

/// A photo chosen for sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its place among the chosen ones of this tab.
    pub key: u32,
    /// The file's name, with the ending of what is sent.
    pub name: String,
    /// Address of the preview; none for a file the browser cannot show.
    pub preview: Option<String>,
}

/// Takes a file in: smaller where the browser can read it, as it is where it cannot though it is a photo.
///
/// # Errors
/// It is none.
pub async fn take(file: &File) -> Result<Picture, PhotoRefusal> {
    let name = clean_name(&file.name());
    if let Some(head) = head(file).await {
        photo::kind(&head).map_err(|stranger| stranger.named(&name))?;
    }
    let (name, blob, preview) = match shrink(file).await {
        Ok(small) => {
            let preview = Url::create_object_url_with_blob(&small).ok();
            (format!("{}.jpg", stem(&name)), small, preview)
        }
        Err(_) => (name, file.clone().unchecked_into(), None),
    };
    let key = NEXT.with_borrow_mut(|next| {
        *next += 1;
        *next
    });
    CHOSEN.with_borrow_mut(|chosen| chosen.insert(key, blob));
    Ok(Picture { key, name, preview })
}

/// The first bytes, which say what it is; none where the file cannot be read, which the server will notice.
async fn head(file: &File) -> Option<Vec<u8>> {
    let start = file.slice_with_i32_and_i32(0, HEAD).ok()?;
    let bytes = JsFuture::from(start.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// Lets a photo go.
pub fn release(picture: &Picture) {
    CHOSEN.with_borrow_mut(|chosen| chosen.remove(&picture.key));
    if let Some(preview) = &picture.preview {
        let _gone = Url::revoke_object_url(preview);
    }
}

/// Bytes that will be sent for a photo.
pub fn bytes(picture: &Picture) -> u64 {
    CHOSEN.with_borrow(|chosen| {
        // Sizes of files are whole numbers.
        #[expect(
            clippy::as_conversions,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a file's size is a whole number in a float"
        )]
        chosen
            .get(&picture.key)
            .map_or(0, |blob| blob.size() as u64)
    })
}

/// Adds the photos to a form.
pub fn append(data: &FormData, pictures: &[Picture]) {
    CHOSEN.with_borrow(|chosen| {
        for picture in pictures {
            if let Some(blob) = chosen.get(&picture.key) {
                let _refused = data.append_with_blob_and_filename("photos", blob, &picture.name);
            }
        }
    });
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

async fn shrink(file: &File) -> Result<Blob, JsValue> {
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    let promise =
        window().create_image_bitmap_with_blob_and_image_bitmap_options(file, &options)?;
    let bitmap: ImageBitmap = JsFuture::from(promise).await?.dyn_into()?;
    let long = bitmap.width().max(bitmap.height()).max(1);
    let scale = |side: u32| {
        if long > EDGE {
            (side * EDGE / long).max(1)
        } else {
            side
        }
    };
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(scale(bitmap.width()));
    canvas.set_height(scale(bitmap.height()));
    let context: CanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(
        &bitmap,
        0.0,
        0.0,
        f64::from(canvas.width()),
        f64::from(canvas.height()),
    )?;
    bitmap.close();
    let blob = JsFuture::from(js_sys::Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            let _heard = resolve.call1(&JsValue::NULL, &blob);
        });
        let asked = canvas.to_blob_with_type_and_encoder_options(
            done.unchecked_ref(),
            "image/jpeg",
            &JsValue::from_f64(QUALITY),
        );
        if let Err(error) = asked {
            let _heard = reject.call1(&JsValue::NULL, &error);
        }
    }))
    .await?;
    blob.dyn_into()
}
