//! Commands as files: one JSON each, in a folder that the ERP empties.

use std::io;
use std::path::Path;

use super::outbox::Told;

/// Lays a command down, whole or not at all. Its name sorts by the order; laid down again it is the same file.
pub(super) async fn lay(folder: &Path, told: &Told, body: &[u8]) -> io::Result<()> {
    let name = format!("{:012}-{}.json", told.position, told.id);
    delivery::write_file(folder, &name, body).await
}
