//! The server of the shared records, as a desk meets it over a network: what it takes for the right one, and what it says of
//! every other, and of what the server does not like.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::thread;

use booking::{CertificateError, Language, Mode, Unshared};
use rustls::{ServerConnection, StreamOwned};
use store::{Server, SharedStatus, Tls};

use crate::desk_at_work::{Authority, Identity};

/// A server that takes connections one by one, and its address.
fn server(meets: impl FnMut(TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("its address").port();
    thread::spawn(move || listener.incoming().flatten().for_each(meets));
    format!("postgresql://desk@localhost:{port}/book")
}

/// One that answers the wish for TLS with these bytes, and says no more.
fn answering(answer: &'static [u8]) -> String {
    server(move |mut stream| {
        let _ = stream
            .read_exact(&mut [0; 8])
            .and_then(|()| stream.write_all(answer));
    })
}

/// One that shows who it is, and then refuses with this code.
fn refusing(identity: &Identity, code: &'static str) -> String {
    let config = identity.config();
    server(move |mut stream| {
        if stream
            .read_exact(&mut [0; 8])
            .and_then(|()| stream.write_all(b"S"))
            .is_err()
        {
            return;
        }
        let connection = ServerConnection::new(config.clone()).expect("a connection");
        let mut stream = StreamOwned::new(connection, stream);
        let fields = format!("SFATAL\0VFATAL\0C{code}\0Mthe server's own words\0\0");
        let mut said = vec![b'E'];
        said.extend(
            u32::try_from(fields.len() + 4)
                .expect("a short text")
                .to_be_bytes(),
        );
        said.extend(fields.into_bytes());
        // Where its certificate is not taken there is nobody to tell.
        let _ = stream
            .read(&mut [0; 512])
            .and_then(|_| stream.write_all(&said))
            .and_then(|()| stream.flush());
    })
}

/// Why a desk can't use what is there, if it trusts this authority beside those of the machine.
fn refused(url: String, trusted: Option<&Authority>) -> Unshared {
    let folder = tempfile::tempdir().expect("a data directory");
    let ca = trusted.map(|authority| {
        let path = folder.path().join("ca.pem");
        std::fs::write(&path, authority.pem()).expect("a file");
        path
    });
    asked(
        &Server {
            url,
            password: None,
            tls: Tls::Verified(ca),
        },
        folder.path(),
    )
}

fn asked(server: &Server, folder: &Path) -> Unshared {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let found = runtime.block_on(SharedStatus::of(server, folder, Mode::Live));
    found.expect_err("it can't be used").unshared()
}

#[test]
fn only_a_server_that_shows_who_it_is_hears_anything() {
    let (ours, others) = (Authority::new(), Authority::new());
    let right = ours.vouch_for("localhost");
    let certificate = |why| Unshared::Certificate(why);
    for (identity, trusted, why) in [
        (&right, None, certificate(CertificateError::UnknownIssuer)),
        (
            &right,
            Some(&others),
            certificate(CertificateError::UnknownIssuer),
        ),
        (
            &ours.vouch_for("db.clinic.example"),
            Some(&ours),
            certificate(CertificateError::OtherName),
        ),
        (
            &ours.vouch_from_to("localhost", 1990, 1991),
            Some(&ours),
            certificate(CertificateError::Expired),
        ),
        (
            &ours.vouch_from_to("localhost", 3990, 3991),
            Some(&ours),
            certificate(CertificateError::NotYetValid),
        ),
        (&right, Some(&ours), Unshared::Password),
    ] {
        assert_eq!(refused(refusing(identity, "28P01"), trusted), why);
    }
    assert_eq!(refused(answering(b"N"), Some(&ours)), Unshared::NoTls);
    assert_eq!(
        refused(answering(b"HTTP/1.1 302 Found\r\n\r\n"), Some(&ours)),
        Unshared::Foreign
    );
}

#[test]
fn what_the_server_does_not_like_is_told_from_what_passes() {
    let ours = Authority::new();
    let identity = ours.vouch_for("localhost");
    let words = || "the server's own words".to_owned();
    for (code, why, lasts) in [
        ("28P01", Unshared::Password, true),
        ("28000", Unshared::NotAdmitted(words()), true),
        ("3D000", Unshared::NoDatabase, true),
        ("42501", Unshared::NotPermitted(words()), true),
        ("53300", Unshared::Full, false),
        ("57P03", Unshared::Other(words()), false),
    ] {
        let found = refused(refusing(&identity, code), Some(&ours));
        assert_eq!((found.lasts(), &found), (lasts, &why));
    }
    // A bound socket that doesn't listen keeps its port from everybody else, and refuses.
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket
        .bind((Ipv4Addr::LOCALHOST, 0).into())
        .expect("a port");
    let address = socket.local_addr().expect("its address");
    let nobody = format!("postgresql://desk@{address}/book");
    assert_eq!(
        refused(nobody, Some(&ours)),
        Unshared::Refused,
        "it is not waited for"
    );
}

#[test]
fn each_language_says_what_to_do() {
    let why = Unshared::Certificate(CertificateError::UnknownIssuer);
    for language in [Language::En, Language::De, Language::Fi] {
        assert!(
            why.to_text(language).contains("`store_ca`"),
            "{}",
            why.to_text(language)
        );
        assert!(
            Unshared::Password
                .to_text(language)
                .contains("BOOKDESK_STORE_PASSWORD")
        );
    }
    assert!(
        Unshared::NoTls
            .to_text(Language::De)
            .starts_with("der Server verschlüsselt nicht")
    );
}
