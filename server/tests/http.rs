//! Stories about the HTTP side, told over real sockets.

#[path = "http/answers.rs"]
mod answers;
#[path = "http/archives.rs"]
mod archives;
#[path = "http/command_line.rs"]
mod command_line;
#[path = "http/connections.rs"]
mod connections;
#[path = "http/desk.rs"]
mod desk;
#[path = "http/documents.rs"]
mod documents;
#[path = "http/erp_client.rs"]
mod erp_client;
#[path = "http/erp_examples.rs"]
mod erp_examples;
#[path = "http/erp_idempotency.rs"]
mod erp_idempotency;
#[path = "http/erp_signature.rs"]
mod erp_signature;
#[path = "http/files.rs"]
mod files;
#[path = "http/foreign_sites.rs"]
mod foreign_sites;
#[path = "http/former.rs"]
mod former;
#[path = "http/home.rs"]
mod home;
#[path = "http/house.rs"]
mod house;
#[path = "http/killed.rs"]
mod killed;
#[path = "http/matrix.rs"]
mod matrix;
#[path = "http/pages.rs"]
mod pages;
#[path = "http/receipts.rs"]
mod receipts;
#[path = "http/security_headers.rs"]
mod security_headers;
#[path = "http/seven_people.rs"]
mod seven_people;
#[path = "http/stage.rs"]
mod stage;
#[path = "http/trouble.rs"]
mod trouble;
#[path = "http/uploads.rs"]
mod uploads;
#[path = "http/without_scripts.rs"]
mod without_scripts;
