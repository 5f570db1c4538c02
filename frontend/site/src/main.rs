//! Builds the browser's files into `frontend/dist`: hashed, compressed, with a manifest to embed.

use std::process::ExitCode;

mod bind;
mod classes;
mod compress;
mod fault;
mod manifest;
mod module;
mod names;
mod places;
mod publish;
mod split;
mod stamp;
mod statics;
mod styles;
mod terminal;
mod tool;
mod wasm;
mod worker;

use fault::Fault;
use places::Places;
use terminal::Terminal;

const USAGE: &str = "usage: site [--skip-wasm | --check-classes]
  (nothing)        build all of frontend/dist; steps whose inputs did not change are skipped
  --skip-wasm      styles and static files only; the last wasm and js are kept if there are any
  --check-classes  name the class literals of app/src without a rule in the built styles";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    Build { with_wasm: bool },
    CheckClasses,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let task = match words.as_slice() {
        [] => Task::Build { with_wasm: true },
        ["--skip-wasm"] => Task::Build { with_wasm: false },
        ["--check-classes"] => Task::CheckClasses,
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("site: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Fault> {
    let places = Places::find()?;
    let mut terminal = Terminal::new();
    match task {
        Task::CheckClasses => classes::check(&places),
        Task::Build { with_wasm } => {
            styles::set_up(&places, &mut terminal)?;
            if with_wasm {
                wasm::build(&places, &mut terminal)?;
                bind::build(&places, &mut terminal)?;
            }
            styles::build(&places, &mut terminal)?;
            publish::publish(&places, &mut terminal)
        }
    }
}
