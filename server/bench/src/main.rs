//! `bench`: speed, memory and sizes of the release binary, measured in one run that stops and cleans up by itself.

mod child;
mod enumeration;
mod gateway;
mod http;
mod limits;
mod load;
mod report;
mod rollout;
mod rounds;
mod seed;
mod site;
mod stand;

use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::ExitCode;
use std::thread::available_parallelism;

use clap::{Parser, Subcommand};
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};

use crate::site::Site;
use crate::stand::Stand;

/// What any step here can fail with; the text goes to the one who started the run.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The two sizes that are compared.
const SIZES: [u32; 2] = [10_000, 100_000];

/// Measures target/dist/hausportal on this machine and prints the tables of docs/bench.md.
#[derive(Debug, Parser)]
struct CommandLine {
    #[command(subcommand)]
    part: Option<Part>,
    #[command(flatten)]
    options: Options,
}

/// How long and how hard.
#[derive(Clone, Copy, Debug, clap::Args)]
struct Options {
    /// Seconds of one turn of one route.
    #[arg(long, default_value_t = 2)]
    seconds: u64,
    /// Turns of each route.
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// Keep-alive connections.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Letters of the rollout; 0 leaves it out.
    #[arg(long, default_value_t = 10_000)]
    letters: u32,
    /// Whether a large export is imported, some minutes of work.
    #[arg(long, default_value_t = true, action = clap::ArgAction::Set)]
    gateway: bool,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// Serves the plain routes to compare with; the run starts this by itself.
    Limits(limits::Arguments),
}

fn main() -> ExitCode {
    match run(CommandLine::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(line: CommandLine) -> Result<()> {
    match line.part {
        Some(Part::Limits(arguments)) => runtime(cores())?.block_on(limits::serve(arguments)),
        // Half of the cores make the load: the rest is left to the one who is measured.
        None => runtime((cores() / 2).max(1))?.block_on(unless_stopped(&line.options)),
    }
}

fn cores() -> usize {
    available_parallelism().map_or(1, NonZeroUsize::get)
}

fn runtime(threads: usize) -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()
}

/// Dropping the run half-way ends its processes and removes its folder.
async fn unless_stopped(options: &Options) -> Result<()> {
    let (mut interrupt, mut terminate) = (
        signal(SignalKind::interrupt())?,
        signal(SignalKind::terminate())?,
    );
    tokio::select! {
        done = measure(options) => done,
        _ = interrupt.recv() => Err("stopped".into()),
        _ = terminate.recv() => Err("stopped".into()),
    }
}

async fn measure(options: &Options) -> Result<()> {
    let program = std::env::current_exe()?.with_file_name("hausportal");
    let site = Site::read(Path::new("frontend/dist"))?;
    // Beside the binary, for a temporary folder is often kept in memory, where a write costs nothing.
    let target = program.parent().ok_or("the program lies in no folder")?;
    let folder = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(target)?;
    let rollout = rollout::run(folder.path(), &program, options.letters).await?;
    let gateway = if options.gateway {
        gateway::run(folder.path(), &program).await?
    } else {
        Vec::new()
    };
    let told = enumeration::run(folder.path(), &program).await?;
    let mut stands = Vec::new();
    for tickets in SIZES {
        eprintln!("seeding {tickets} tickets and starting the portal");
        stands.push(Stand::raise(folder.path(), &program, tickets, &site).await?);
    }
    let figures = rounds::run(&stands, options).await?;
    let [small, large] = stands.as_slice() else {
        return Err("two sizes are compared".into());
    };
    print!(
        "{}",
        report::of(
            options,
            cores(),
            (&site, rollout, &told, &gateway),
            [small, large],
            &figures
        )?
    );
    Ok(())
}
