//! Opens what the configuration names: database, photos, mail and letters.

use delivery::{Courier, LetterBox, Mailer, SmtpConfig};
use service::{Chance, Clock, Services, services::Parts};
use store::{
    Db, OpenError,
    blobs::{Blobs, BlobsConfig, S3Config},
};

use crate::{
    config::{Config, SmtpSecurity},
    failure::Failure,
    folder, settings,
};

/// The use cases on the configured database, its tables brought up to this release.
///
/// # Errors
/// A sentence for the operator about the folder, database, photo store or mail server that cannot be used.
pub async fn services(config: &Config, demo: bool) -> Result<Services, Failure> {
    folder::prepare(&config.data)?;
    let db = database(config).await?;
    let blobs = Blobs::open(&blobs(config)).map_err(|error| {
        Failure::operator(format!(
            "Der Ort für Fotos lässt sich nicht öffnen ({error}). Bitte prüfen Sie [blobs]."
        ))
    })?;
    Ok(Services::new(Parts {
        db,
        blobs,
        clock: Clock::System,
        chance: Chance::System,
        mailer: mailer(config)?,
        letter_box: letter_box(config),
        courier: courier()?,
        settings: settings::of(config, demo),
    }))
}

/// The database alone, with its tables.
///
/// # Errors
/// As [`services`].
pub async fn database(config: &Config) -> Result<Db, Failure> {
    let unusable = |error: OpenError| Failure::operator(error);
    folder::refuse_emptied(&config.data, &config.database_url())?;
    let db = Db::open(&config.database_url()).await.map_err(unusable)?;
    if let Err(error) = db.migrate().await {
        // The last one out takes SQLite's working files along.
        db.close().await;
        return Err(unusable(error));
    }
    Ok(db)
}

fn blobs(config: &Config) -> BlobsConfig {
    let s3 = &config.blobs.s3;
    match config.blobs.bucket() {
        None => BlobsConfig::Folder(config.data.blobs()),
        Some(bucket) => BlobsConfig::S3(S3Config {
            endpoint: (!s3.endpoint.is_empty()).then(|| s3.endpoint.clone()),
            region: s3.region.clone(),
            bucket: bucket.to_owned(),
            access_key: s3.access_key.clone(),
            secret_key: s3.secret_key.reveal().to_owned(),
        }),
    }
}

fn letter_box(config: &Config) -> LetterBox {
    let folder = config.data.letters();
    match config.letters.hand_over() {
        None => LetterBox::Folder(folder),
        Some(outbox) => LetterBox::Service { folder, outbox },
    }
}

fn courier() -> Result<Courier, Failure> {
    Courier::net().map_err(|error| {
        Failure::operator(format!(
            "Verbindungen zum ERP sind so nicht möglich ({error}). Bitte prüfen Sie die Zertifikate dieses Rechners."
        ))
    })
}

fn mailer(config: &Config) -> Result<Mailer, Failure> {
    let Some(smtp) = config.mail.server() else {
        return Ok(Mailer::Folder(config.data.mail()));
    };
    let login =
        (!smtp.user.is_empty()).then(|| (smtp.user.clone(), smtp.password.reveal().to_owned()));
    let smtp = delivery::Smtp::new(&SmtpConfig {
        host: smtp.host.clone(),
        port: Some(smtp.port),
        security: match smtp.security {
            SmtpSecurity::Tls => delivery::SmtpSecurity::Tls,
            SmtpSecurity::Starttls => delivery::SmtpSecurity::StartTls,
            SmtpSecurity::None => delivery::SmtpSecurity::None,
        },
        login,
    });
    let smtp = smtp.map_err(|error| {
        Failure::operator(format!(
            "Der Mailserver lässt sich so nicht nutzen ({error}). Bitte prüfen Sie [mail.smtp]."
        ))
    })?;
    Ok(Mailer::Smtp(smtp))
}
