//! Our four cookies: the session, a registration under way, a sign-in that lacks its code, and the chosen contract.

use http::{HeaderMap, header};

/// Which cookie is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jar {
    /// The session of somebody signed in.
    Session,
    /// A registration that has begun and is not finished.
    Registration,
    /// A sign-in that still lacks its code.
    HalfSession,
    /// The contract that somebody with several has chosen: no secret, and believed only where it is theirs.
    Contract,
}

/// Names and reads cookies as the portal's scheme asks for; `app` sets them.
#[derive(Clone, Copy, Debug)]
pub struct Cookies {
    secure: bool,
}

impl Cookies {
    /// `secure` for https; without it the `__Host-` prefix would make browsers refuse the cookie.
    pub fn new(secure: bool) -> Self {
        Self { secure }
    }

    /// Whether the cookies go over https only.
    pub fn is_secure(self) -> bool {
        self.secure
    }

    /// The cookie's name on the wire.
    pub fn name(self, jar: Jar) -> &'static str {
        match (jar, self.secure) {
            (Jar::Session, true) => "__Host-sid",
            (Jar::Session, false) => "sid",
            (Jar::Registration, true) => "__Host-reg",
            (Jar::Registration, false) => "reg",
            (Jar::HalfSession, true) => "__Host-half",
            (Jar::HalfSession, false) => "half",
            (Jar::Contract, true) => "__Host-contract",
            (Jar::Contract, false) => "contract",
        }
    }

    /// The token a request carries; the first, if a neighbouring site has planted more.
    pub fn read(self, jar: Jar, headers: &HeaderMap) -> Option<String> {
        let name = self.name(jar);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, token)| *key == name && !token.is_empty())
            .map(|(_, token)| token.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn only_our_own_cookie_is_read() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("sid=plain; __Host-reg=r; __Host-sid=right"),
        );
        let https = Cookies::new(true);
        assert_eq!(https.read(Jar::Session, &headers).as_deref(), Some("right"));
        assert_eq!(
            https.read(Jar::Registration, &headers).as_deref(),
            Some("r")
        );
        assert_eq!(
            Cookies::new(false).read(Jar::Session, &headers).as_deref(),
            Some("plain")
        );
    }

    #[test]
    fn an_empty_cookie_is_none() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("sid="));
        assert_eq!(Cookies::new(false).read(Jar::Session, &headers), None);
    }
}
