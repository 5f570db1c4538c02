//! Just enough of HTTP/1.1 to ask on a kept connection: bodies with a length, and chunked ones.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Room for what one read may bring.
const READ: usize = 64 * 1024;

/// A connection that is kept between requests.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    bytes: Vec<u8>,
}

/// The first part of an answer.
#[derive(Clone, Copy, Debug)]
struct Head {
    status: u16,
    framing: Framing,
    /// Where the body begins.
    end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Framing {
    Length(usize),
    Chunks,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// Nobody listens there.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            bytes: Vec::with_capacity(READ),
        })
    }

    /// Sends a request and reads its answer to the end; the status.
    ///
    /// # Errors
    /// The other side hung up, or what it said is no HTTP/1.1.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<u16> {
        Ok(self.answer(request).await?.status)
    }

    /// The same with the body.
    ///
    /// # Errors
    /// As [`Connection::ask`].
    pub async fn fetch(&mut self, request: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        let head = self.answer(request).await?;
        let mut body = Vec::new();
        match head.framing {
            Framing::Length(length) => {
                body.extend_from_slice(&self.bytes[head.end..head.end + length])
            }
            Framing::Chunks => {
                chunks(&self.bytes, head.end, |piece| body.extend_from_slice(piece))?;
            }
        }
        Ok((head.status, body))
    }

    async fn answer(&mut self, request: &[u8]) -> io::Result<Head> {
        self.bytes.clear();
        self.stream.write_all(request).await?;
        let head = loop {
            match head(&self.bytes)? {
                Some(head) => break head,
                None => self.more().await?,
            }
        };
        loop {
            let whole = match head.framing {
                Framing::Length(length) => self.bytes.len() >= head.end + length,
                Framing::Chunks => chunks(&self.bytes, head.end, |_| ())?.is_some(),
            };
            if whole {
                return Ok(head);
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> io::Result<()> {
        self.bytes.reserve(READ);
        match self.stream.read_buf(&mut self.bytes).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

/// The head, or `None` while it is not complete.
fn head(bytes: &[u8]) -> io::Result<Option<Head>> {
    let Some(length) = find(bytes, b"\r\n\r\n") else {
        return Ok(None);
    };
    let text = std::str::from_utf8(&bytes[..length]).map_err(strange)?;
    let mut lines = text.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .unwrap_or_default();
    let mut framing = None;
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if name.eq_ignore_ascii_case("content-length") {
            framing = Some(Framing::Length(value.trim().parse().map_err(strange)?));
        } else if name.eq_ignore_ascii_case("transfer-encoding")
            && value.trim().eq_ignore_ascii_case("chunked")
        {
            framing = Some(Framing::Chunks);
        }
    }
    let framing = framing.ok_or_else(|| strange("an answer without a length"))?;
    Ok(Some(Head {
        status: status.parse().map_err(strange)?,
        framing,
        end: length + 4,
    }))
}

/// Hands out each chunk from `at` on; where the body ends, or `None` while bytes are missing.
fn chunks(bytes: &[u8], mut at: usize, mut take: impl FnMut(&[u8])) -> io::Result<Option<usize>> {
    loop {
        let Some(line) = find(&bytes[at..], b"\r\n") else {
            return Ok(None);
        };
        let text = std::str::from_utf8(&bytes[at..at + line]).map_err(strange)?;
        let size = usize::from_str_radix(text.trim(), 16).map_err(strange)?;
        let begin = at + line + 2;
        let end = begin + size;
        if bytes.len() < end + 2 {
            return Ok(None);
        }
        if size == 0 {
            return Ok(Some(end + 2));
        }
        take(&bytes[begin..end]);
        at = end + 2;
    }
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

fn strange(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_status_and_framing() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        let found = head(answer).unwrap().unwrap();
        assert_eq!(
            (found.status, found.framing, found.end),
            (200, Framing::Length(5), answer.len() - 5)
        );
        assert!(head(&answer[..20]).unwrap().is_none());
        assert!(head(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }

    #[test]
    fn chunks_end_where_the_empty_one_ends() {
        let body = b"5\r\nhello\r\nA\r\n, neighbou\r\n1\r\nr\r\n0\r\n\r\n";
        let mut text = Vec::new();
        assert_eq!(
            chunks(body, 0, |piece| text.extend_from_slice(piece)).unwrap(),
            Some(body.len())
        );
        assert_eq!(text, b"hello, neighbour");
        for cut in 0..body.len() {
            assert_eq!(chunks(&body[..cut], 0, |_| ()).unwrap(), None, "{cut}");
        }
    }
}
