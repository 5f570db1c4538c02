//! The style sheet: Tailwind over `style/main.css`, with the classes it finds in `app/src`.

use crate::fault::Fault;
use crate::names::digest;
use crate::places::{Places, read};
use crate::stamp::Stamp;
use crate::terminal::{Terminal, size};
use crate::tool::Tool;

const NO_NODE: &str = "install Node 20 or newer with npm, then start again";
const NO_NPM_TOOL: &str = "run `npm ci` in style/";

/// Installs the tools that `style/package-lock.json` names, if they are not there yet.
pub fn set_up(places: &Places, terminal: &mut Terminal) -> Result<(), Fault> {
    let inputs = digest(&read(&places.style().join("package-lock.json"))?);
    let stamp = Stamp::read(places);
    let there = ["tailwindcss", "wasm-opt"]
        .iter()
        .all(|tool| places.npm_tool(tool).exists());
    if there && stamp.knows("style tools", &inputs) {
        return Ok(());
    }
    terminal.begin("style tools: npm ci");
    Tool::new(
        "npm",
        NO_NODE,
        "npm could not install style/package-lock.json; its words above say why",
    )
    .args(["ci", "--no-fund", "--no-audit", "--loglevel=error"])
    .within(&places.style())
    .run_quietly()?;
    terminal.done("style tools", "Tailwind and wasm-opt are ready");
    stamp.note(places, "style tools", inputs)
}

/// Writes the minified style sheet to the work folder. Quick enough to run every time.
pub fn build(places: &Places, terminal: &mut Terminal) -> Result<(), Fault> {
    let out = places.work().join("style.css");
    Tool::new(
        places.npm_tool("tailwindcss"),
        NO_NPM_TOOL,
        "the style sheet has a fault; the words above say where",
    )
    .args(["--input", "main.css", "--minify", "--output"])
    .args([out.as_os_str()])
    .within(&places.style())
    .run_quietly()?;
    terminal.done("styles", &size(read(&out)?.len()));
    Ok(())
}
