//! PDFs taken in, read for references, taken apart and put together. Nothing here is drawn; call it off the runtime.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domain::document::DocumentRefusal;
use domain::document::serial::{self, PageWords};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, dictionary};

/// The first bytes of each PDF.
const MAGIC: &[u8] = b"%PDF-";
/// How far from the end the mark of it may stand.
const TAIL: usize = 2_048;
/// Bytes that one stream may become: a small file can be built to fill the memory.
const UNPACKED: usize = 64 * 1024 * 1024;
/// A gap of more thousandths of the type's size is a blank.
const BLANK: f32 = -180.0;
/// What of a page goes with it into another file: no links, notes or structure, which lead to other pages.
const KEPT: [&[u8]; 7] = [
    b"MediaBox",
    b"CropBox",
    b"Rotate",
    b"Resources",
    b"Contents",
    b"Group",
    b"UserUnit",
];
/// What a page may have from those above it.
const INHERITED: [&[u8]; 4] = [b"MediaBox", b"CropBox", b"Rotate", b"Resources"];
/// How deep a tree of pages may be.
const DEPTH: usize = 32;
/// Operators that leave something on the page.
const PAINTS: [&str; 16] = [
    "Do", "BI", "sh", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", "\"",
];

/// Checks that a file is a PDF that everybody can open; how many pages it has.
///
/// # Errors
/// What is wrong with it.
pub fn check(file: &[u8]) -> Result<i64, DocumentRefusal> {
    Ok(Book::open(file)?.pages())
}

/// One PDF of all pages of some.
///
/// # Errors
/// One of them cannot be read.
pub fn join(files: &[&[u8]]) -> Result<Vec<u8>, DocumentRefusal> {
    let mut binding = Binding::default();
    for file in files {
        let book = Book::open(file)?;
        binding.add(&book, 1, book.pages());
    }
    binding.finish()
}

/// A PDF that is open.
#[derive(Debug)]
pub struct Book {
    document: Document,
    sheets: Vec<ObjectId>,
}

impl Book {
    /// Opens a PDF.
    ///
    /// # Errors
    /// `NotAPdf`, `Encrypted`, `Broken`, `Empty`.
    pub fn open(file: &[u8]) -> Result<Self, DocumentRefusal> {
        if !file.starts_with(MAGIC) {
            return Err(DocumentRefusal::NotAPdf);
        }
        let options = LoadOptions {
            max_decompressed_size: Some(UNPACKED),
            ..LoadOptions::default()
        };
        let Ok(document) = Document::load_mem_with_options(file, options) else {
            return Err(if holds(file, b"/Encrypt") {
                DocumentRefusal::Encrypted
            } else {
                DocumentRefusal::Broken
            });
        };
        let sheets: Vec<ObjectId> = document.page_iter().collect();
        // Without its password nothing of it can be read, and a damaged table says nothing about one.
        let locked = sheets.is_empty() && holds(file, b"/Encrypt");
        if locked || document.is_encrypted() || document.was_encrypted() {
            return Err(DocumentRefusal::Encrypted);
        }
        let tail = file.len().saturating_sub(TAIL);
        if !holds(file.get(tail..).unwrap_or_default(), b"%%EOF") {
            return Err(DocumentRefusal::Broken);
        }
        if sheets.is_empty() {
            return Err(DocumentRefusal::Empty);
        }
        if sheets
            .iter()
            .any(|id| document.get_dictionary(*id).is_err())
        {
            return Err(DocumentRefusal::Broken);
        }
        Ok(Self { document, sheets })
    }

    /// How many pages it has.
    pub fn pages(&self) -> i64 {
        i64::try_from(self.sheets.len()).unwrap_or(i64::MAX)
    }

    fn sheet(&self, page: i64) -> Option<ObjectId> {
        let index = usize::try_from(page.checked_sub(1)?).ok()?;
        self.sheets.get(index).copied()
    }

    fn operations(&self, sheet: ObjectId) -> Option<Vec<Operation>> {
        let content = self
            .document
            .get_page_content_with_limit(sheet, UNPACKED)
            .ok()?;
        Some(Content::decode(&content).ok()?.operations)
    }

    /// What can be read on a page, from 1; of a page that cannot be read, that it is a picture.
    pub fn words(&self, page: i64) -> PageWords {
        let Some(sheet) = self.sheet(page) else {
            return PageWords::default();
        };
        let Some(operations) = self.operations(sheet) else {
            return serial::read("", true);
        };
        let painted = operations
            .iter()
            .any(|operation| PAINTS.contains(&operation.operator.as_str()));
        serial::read(&self.text(sheet, &operations), painted)
    }

    /// The page's text twice: with a break at each move of the pen, for words that stand apart, and without, for words that
    /// were written letter by letter.
    fn text(&self, sheet: ObjectId, operations: &[Operation]) -> String {
        let fonts = self.document.get_page_fonts(sheet).unwrap_or_default();
        let encodings: BTreeMap<_, _> = fonts
            .into_iter()
            .filter_map(|(name, font)| {
                let encoding = font.get_font_encoding_with_limit(&self.document, UNPACKED);
                Some((name, encoding.ok()?))
            })
            .collect();
        let (mut apart, mut together, mut encoding) = (String::new(), String::new(), None);
        for operation in operations {
            match operation.operator.as_str() {
                "Tf" => {
                    let font = operation
                        .operands
                        .first()
                        .and_then(|name| name.as_name().ok());
                    encoding = font.and_then(|name| encodings.get(name));
                }
                "Td" | "TD" | "Tm" => apart.push('\n'),
                "T*" | "ET" => {
                    apart.push('\n');
                    together.push('\n');
                }
                "Tj" | "TJ" | "'" | "\"" => {
                    let mut written = String::new();
                    if let Some(encoding) = encoding {
                        shown(&operation.operands, &mut written, &|bytes| {
                            Document::decode_text(encoding, bytes).unwrap_or_default()
                        });
                    }
                    apart.push_str(&written);
                    together.push_str(&written);
                }
                _ => {}
            }
        }
        format!("{apart}\n{together}")
    }

    /// A PDF of some pages, with nothing of the others.
    ///
    /// # Errors
    /// There are no such pages.
    pub fn excerpt(&self, first: i64, last: i64) -> Result<Vec<u8>, DocumentRefusal> {
        let mut binding = Binding::default();
        binding.add(self, first, last);
        binding.finish()
    }

    /// What a page says of itself or has from those above it.
    fn said(&self, sheet: ObjectId, key: &[u8]) -> Option<Object> {
        let mut node = self.document.get_dictionary(sheet).ok()?;
        for _ in 0..DEPTH {
            if let Ok(value) = node.get(key) {
                return Some(value.clone());
            }
            if !INHERITED.contains(&key) {
                return None;
            }
            let parent = node.get(b"Parent").and_then(Object::as_reference).ok()?;
            node = self.document.get_dictionary(parent).ok()?;
        }
        None
    }

    /// A page's resources without the pictures and forms that it does not draw: a file for many may list all of them at each.
    fn resources(&self, sheet: ObjectId) -> Option<Object> {
        let said = self.said(sheet, b"Resources")?;
        let (_, found) = self.document.dereference(&said).ok()?;
        let mut resources = found.as_dict().ok()?.clone();
        let drawn: BTreeSet<Vec<u8>> = self
            .operations(sheet)?
            .into_iter()
            .filter(|operation| operation.operator == "Do")
            .filter_map(|operation| Some(operation.operands.first()?.as_name().ok()?.to_vec()))
            .collect();
        let listed = resources
            .get(b"XObject")
            .ok()
            .and_then(|listed| self.document.dereference(listed).ok())
            .and_then(|(_, listed)| listed.as_dict().ok().cloned());
        if let Some(listed) = listed {
            let mut kept = Dictionary::new();
            for (name, value) in listed.iter().filter(|(name, _)| drawn.contains(*name)) {
                kept.set(name.clone(), value.clone());
            }
            resources.set("XObject", kept);
        }
        Some(Object::Dictionary(resources))
    }
}

/// Strings that are shown, with blanks where the gap between two is as wide as one.
fn shown(operands: &[Object], to: &mut String, decode: &dyn Fn(&[u8]) -> String) {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => to.push_str(&decode(bytes)),
            Object::Array(parts) => shown(parts, to, decode),
            number => {
                if number.as_float().is_ok_and(|gap| gap < BLANK) {
                    to.push(' ');
                }
            }
        }
    }
}

fn holds(file: &[u8], word: &[u8]) -> bool {
    file.windows(word.len()).any(|window| window == word)
}

/// A PDF in the making.
struct Binding {
    document: Document,
    pages: ObjectId,
    kids: Vec<Object>,
}

impl Default for Binding {
    fn default() -> Self {
        let mut document = Document::with_version("1.7");
        let pages = document.new_object_id();
        Self {
            document,
            pages,
            kids: Vec::new(),
        }
    }
}

impl Binding {
    /// Copies pages with all that they need, and no other page.
    fn add(&mut self, book: &Book, first: i64, last: i64) {
        let mut copies = Copies {
            from: &book.document,
            known: BTreeMap::new(),
            waiting: VecDeque::new(),
        };
        for page in first..=last {
            let Some(sheet) = book.sheet(page) else { break };
            let mut copy = Dictionary::new();
            for key in KEPT {
                let value = match key {
                    b"Resources" => book.resources(sheet).or_else(|| book.said(sheet, key)),
                    key => book.said(sheet, key),
                };
                if let Some(value) = value {
                    copy.set(key, copies.led(value, &mut self.document));
                }
            }
            copy.set("Type", "Page");
            copy.set("Parent", self.pages);
            let id = self.document.add_object(copy);
            self.kids.push(Object::Reference(id));
        }
        copies.finish(&mut self.document);
    }

    fn finish(mut self) -> Result<Vec<u8>, DocumentRefusal> {
        let count = i64::try_from(self.kids.len()).unwrap_or(i64::MAX);
        if count == 0 {
            return Err(DocumentRefusal::Empty);
        }
        let pages = dictionary! { "Type" => "Pages", "Kids" => self.kids, "Count" => count };
        self.document.set_object(self.pages, pages);
        let catalog = dictionary! { "Type" => "Catalog", "Pages" => self.pages };
        let catalog = self.document.add_object(catalog);
        self.document.trailer.set("Root", catalog);
        let mut file = Vec::new();
        self.document
            .save_to(&mut file)
            .map_err(|_| DocumentRefusal::Broken)?;
        Ok(file)
    }
}

/// Objects on their way from one PDF into another.
struct Copies<'a> {
    from: &'a Document,
    known: BTreeMap<ObjectId, ObjectId>,
    waiting: VecDeque<(ObjectId, ObjectId)>,
}

impl Copies<'_> {
    /// The same object with its references leading to the copies; those that are not there yet wait.
    fn led(&mut self, object: Object, to: &mut Document) -> Object {
        match object {
            Object::Reference(id) => self.copy_of(id, to),
            Object::Array(parts) => {
                Object::Array(parts.into_iter().map(|part| self.led(part, to)).collect())
            }
            Object::Dictionary(entries) => Object::Dictionary(self.led_entries(entries, to)),
            Object::Stream(mut stream) => {
                stream.dict = self.led_entries(std::mem::take(&mut stream.dict), to);
                Object::Stream(stream)
            }
            plain => plain,
        }
    }

    fn led_entries(&mut self, entries: Dictionary, to: &mut Document) -> Dictionary {
        let mut led = Dictionary::new();
        for (key, value) in entries {
            led.set(key, self.led(value, to));
        }
        led
    }

    /// Where the copy of an object is; whatever leads to pages leads nowhere.
    fn copy_of(&mut self, id: ObjectId, to: &mut Document) -> Object {
        if let Some(copy) = self.known.get(&id) {
            return Object::Reference(*copy);
        }
        let kind = self
            .from
            .get_dictionary(id)
            .and_then(|entries| entries.get_type());
        if kind.is_ok_and(|kind| {
            [
                &b"Page"[..],
                b"Pages",
                b"Catalog",
                b"StructTreeRoot",
                b"StructElem",
            ]
            .contains(&kind)
        }) {
            return Object::Null;
        }
        let copy = to.new_object_id();
        self.known.insert(id, copy);
        self.waiting.push_back((id, copy));
        Object::Reference(copy)
    }

    fn finish(mut self, to: &mut Document) {
        while let Some((id, copy)) = self.waiting.pop_front() {
            let object = self.from.get_object(id).cloned().unwrap_or(Object::Null);
            let led = self.led(object, to);
            to.set_object(copy, led);
        }
    }
}
