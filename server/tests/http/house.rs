//! A portal with a few routes on a port of its own, and a client that writes requests by hand.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Extension, Request},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use http::StatusCode;
use server::{
    config::{Config, Data},
    http::{
        accept::{self, Patience},
        address::ClientAddress,
        edge::{Edge, Shared},
        headers::PageNonce,
        health::Readiness,
        router::{self, Routes},
        site::Site,
        upload::{self, UploadLimits},
    },
};
use service::{Chance, Services};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time::timeout,
};

/// What every test waits at most.
const WAIT: Duration = Duration::from_secs(20);

const MANY: &str = "[security.throttle]\n\
    login = { burst = 1000 }\nactivation = { burst = 1000 }\nreset = { burst = 1000 }\nletter = { burst = 1000 }\nrevoke = { burst = 1000 }\nanonymous = { burst = 1000 }\n";

/// Short times, so that stories about waiting are short.
pub const PATIENCE: Patience = Patience {
    first_request: Duration::from_millis(300),
    between_requests: Duration::from_millis(600),
    reading: Duration::from_secs(5),
    drain: Duration::from_secs(3),
};

/// A running portal; dropping it stops it.
pub struct House {
    pub address: SocketAddr,
    folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    running: Option<tokio::task::JoinHandle<()>>,
}

impl House {
    /// A portal with a few routes of its own and `text` as its configuration file.
    pub async fn open(text: &str) -> Self {
        Self::start(text, |_, folder| routes(folder)).await
    }

    /// The real pages on these services; one address may try more than in life, since all persons share it here.
    pub async fn with_pages(services: &Services) -> Self {
        Self::with_pages_and(services, MANY).await
    }

    /// The real pages under `text` as configuration file.
    pub async fn with_pages_and(services: &Services, text: &str) -> Self {
        Self::start(text, |edge, folder| {
            let data = Data {
                dir: folder.clone(),
            };
            std::fs::create_dir(data.tmp()).expect("folder");
            Site::new(services.clone(), edge, &data).routes()
        })
        .await
    }

    async fn start(text: &str, routes: impl FnOnce(&Shared, PathBuf) -> Routes) -> Self {
        let config = Config::from_text("haus.toml", text).expect("valid configuration");
        let folder = tempfile::tempdir().expect("folder");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("port");
        let address = listener.local_addr().expect("address");
        let edge = Edge::new(&config, Chance::System);
        let routes = routes(&edge, folder.path().to_owned());
        let ready: Readiness = Arc::new(|| Box::pin(async { Err("no database".to_owned()) }));
        let router = router::build(&edge, &config, routes, ready);
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(async move {
            let stopped = async { drop(stopped.await) };
            accept::serve(listener, router, &config.server, PATIENCE, stopped).await;
        });
        Self {
            address,
            folder,
            stop: Some(stop),
            running: Some(running),
        }
    }

    /// Sends `request` (its lines, `Host` added) with `body`, and reads the whole answer.
    pub async fn ask(&self, request: &str, body: &[u8]) -> Answer {
        let named = request.to_lowercase().contains("\nhost:");
        let host = if named { "" } else { "\nhost: 127.0.0.1:3000" };
        let length = body.len();
        let head = format!("{request}{host}\nconnection: close\ncontent-length: {length}\n\n");
        self.raw(&[head.replace('\n', "\r\n").as_bytes(), body].concat())
            .await
    }

    /// A plain GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\naccept: text/html"), b"")
            .await
    }

    /// Sends bytes as they are and reads until the portal closes.
    pub async fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect().await;
        // The portal may answer and close before it has read everything.
        let _ = stream.write_all(bytes).await;
        Answer::read(&mut stream).await
    }

    /// A bare connection.
    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("connection")
    }

    /// Files that lie in the folder for uploads.
    pub fn uploads_left(&self) -> usize {
        std::fs::read_dir(self.folder.path())
            .expect("folder")
            .count()
    }

    /// Tells the portal to stop, as Ctrl-C does, and hands over what waits for the end.
    pub fn stop(&mut self) -> tokio::task::JoinHandle<()> {
        drop(self.stop.take());
        self.running.take().expect("stopped once")
    }
}

fn routes(folder: PathBuf) -> Routes {
    let pages = Router::new()
        .route("/", get(page))
        .route("/wer", get(who))
        .route("/panik", get(trip))
        .route("/langsam", get(slow))
        .route("/gross", get(async || vec![b'x'; 64 * 1024 * 1024]))
        .route("/api/lesen", get(async || "gelesen"))
        .route("/api/echo", post(async |body: String| body))
        .fallback(async || (StatusCode::NOT_FOUND, Html("nicht da")));
    let read = move |request: Request| {
        let folder = folder.clone();
        async move { take(request, folder).await }
    };
    Routes {
        pages,
        uploads: Router::new().route("/hochladen", post(read)),
        erp: Router::new(),
    }
}

async fn page(Extension(nonce): Extension<PageNonce>) -> Html<String> {
    Html(format!("<script nonce=\"{}\"></script>", nonce.0))
}

async fn who(Extension(address): Extension<ClientAddress>) -> String {
    address.0.to_string()
}

async fn trip() -> StatusCode {
    panic!("über die Schwelle gestolpert")
}

async fn slow() -> &'static str {
    tokio::time::sleep(Duration::from_millis(500)).await;
    "endlich"
}

async fn take(request: Request, folder: PathBuf) -> Response {
    let asked = request.headers().clone();
    let limits = UploadLimits {
        idle: Duration::from_millis(500),
        ..UploadLimits::default()
    };
    match upload::read(request, &folder, &limits).await {
        Err(error) => error.notice().answer(&asked),
        Ok(form) => {
            let mut said: Vec<String> = form.problems.iter().map(ToString::to_string).collect();
            said.extend(
                form.fields
                    .iter()
                    .map(|(name, text)| format!("{name}={text}")),
            );
            for file in &form.files {
                let stored = std::fs::metadata(&file.path).expect("stored").len();
                assert_eq!(stored, file.bytes);
                said.push(format!("{}:{}:{}", file.field, file.name, file.bytes));
            }
            said.join("\n").into_response()
        }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// 0 if the connection was closed without a word.
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// Reads until the other side closes.
    pub async fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        // A reset after the answer is an end as well.
        let _ = timeout(WAIT, stream.read_to_end(&mut bytes))
            .await
            .expect("an end in time");
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Self {
            status: status.unwrap_or(0),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    /// The value of a header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value)
    }
}
