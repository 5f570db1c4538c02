//! Getting in and out: start, sign-in, registration, lost letters, passwords, settings.

mod activate;
pub mod api;
mod device;
mod follow;
mod forgotten;
mod front;
mod letter;
mod lost_letter;
mod passphrase;
mod register;
mod reset;
mod sessions;
mod settings;
mod sign_in;
mod sign_out;
mod start;
mod steps;
pub mod target;
mod urgent;

pub use activate::Activate;
pub(crate) use follow::{follow, marked};
pub(crate) use forgotten::CallUs;
pub use forgotten::Forgotten;
pub(crate) use front::Front;
pub use lost_letter::LostLetter;
pub use register::Register;
pub use reset::NewPassword;
pub use settings::Settings;
pub use sign_in::SignIn;
pub use sign_out::SignOutButton;
pub use steps::{RegisterCode, RegisterEmail, RegisterPassword};
pub use urgent::Urgent;
