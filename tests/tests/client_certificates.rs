//! Can a client show a server that asks for it who it is?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum_server::tls_rustls::RustlsConfig;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use switchboard::slskd::{Client, ClientBuilder};
use switchboard::{Connector, Delivery};

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut parameters = CertificateParams::default();
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap()
}

/// Serves whoever shows a certificate of this authority, with one of its own for 127.0.0.1.
fn start(authority: &Authority) -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build().unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().signed_by(&key, authority).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
        )
        .unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(Arc::new(config))).unwrap();
    let app = Router::new().fallback(|| async { "[]" });
    tokio::spawn(server.serve(app.into_make_service()));
    url
}

/// A certificate of a client, and its key.
fn identity(authority: &Authority) -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::default().signed_by(&key, authority).unwrap();
    (certificate.pem(), key.serialize_pem())
}

fn builder(url: &str, authority: &Authority) -> ClientBuilder {
    Client::builder().base_url(url).add_root_certificate(authority.pem())
}

#[tokio::test]
async fn a_server_that_asks_for_a_certificate_is_shown_the_one_that_was_given() {
    let authority = authority();
    let url = start(&authority);
    let (certificate, key) = identity(&authority);
    let connector = Connector::new().client_certificate(certificate, key);
    let client = builder(&url, &authority).connector(connector).build().unwrap();
    assert!(client.list_conversations().send_raw().await.is_ok());
}

#[tokio::test]
async fn a_server_that_asks_for_a_certificate_turns_others_away() {
    let authority = authority();
    let url = start(&authority);
    let (certificate, key) = identity(&self::authority());
    let of_another = Connector::new().client_certificate(certificate, key);
    for connector in [Connector::new(), of_another] {
        let client = builder(&url, &authority).connector(connector).build().unwrap();
        let error = client.send_message("bob", "hello").send().await.unwrap_err();
        assert!(matches!(error.delivery(), Delivery::NotSent | Delivery::MaybeSent), "{error:?}");
    }
}

#[tokio::test]
async fn a_key_of_another_certificate_is_told_when_the_client_is_built() {
    let authority = authority();
    let ((certificate, _), (_, key)) = (identity(&authority), identity(&authority));
    let connector = Connector::new().client_certificate(certificate, key);
    let error = builder("https://127.0.0.1:1", &authority).connector(connector).build().unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("is the key the one"), "{error}");
}
