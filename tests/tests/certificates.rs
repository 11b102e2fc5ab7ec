//! Whom does a client trust over TLS, and what does it say of those it does not?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::version::{TLS12, TLS13};
use rustls::{ServerConfig, SupportedProtocolVersion};
use switchboard::slskd::{Client, ClientBuilder};
use switchboard::{Delivery, Error, TlsFailure, hopr};
use switchboard_sandbox::slskd::Server as Sandbox;

const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "::1"];
const VERSIONS: [&SupportedProtocolVersion; 2] = [&TLS12, &TLS13];

/// A certificate with the key that a server needs for it.
struct Identity {
    certificate: CertificateDer<'static>,
    pem: String,
    key: KeyPair,
}

/// Parameters of a certificate for these hosts, with a subject of their own.
fn certificate_for(hosts: &[&str]) -> CertificateParams {
    let hosts: Vec<String> = hosts.iter().copied().map(String::from).collect();
    let mut parameters = CertificateParams::new(hosts).unwrap();
    parameters.distinguished_name.push(DnType::CommonName, "a server");
    parameters
}

fn expired(mut parameters: CertificateParams) -> CertificateParams {
    parameters.not_after = date_time_ymd(2020, 1, 1);
    parameters
}

fn not_yet_valid(mut parameters: CertificateParams) -> CertificateParams {
    parameters.not_before = date_time_ymd(4000, 1, 1);
    parameters
}

fn self_signed(parameters: &CertificateParams) -> Identity {
    let key = KeyPair::generate().unwrap();
    let certificate = parameters.self_signed(&key).unwrap();
    Identity { certificate: certificate.der().clone(), pem: certificate.pem(), key }
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name.push(DnType::CommonName, "an authority");
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap()
}

fn signed_by(authority: &CertifiedIssuer<'_, KeyPair>, parameters: &CertificateParams) -> Identity {
    let key = KeyPair::generate().unwrap();
    let certificate = parameters.signed_by(&key, authority).unwrap();
    Identity { certificate: certificate.der().clone(), pem: certificate.pem(), key }
}

/// A server over TLS that answers everything with an empty list, until it is dropped.
struct Server {
    port: u16,
    requests: Arc<AtomicUsize>,
    handle: Handle<SocketAddr>,
}

impl Server {
    fn start(identity: &Identity) -> Self {
        Self::present(&identity.certificate, &identity.key, &VERSIONS, Ipv4Addr::LOCALHOST.into())
    }

    /// Presents a certificate without asking whether the key belongs to it.
    fn present(
        certificate: &CertificateDer<'static>,
        key: &KeyPair,
        versions: &[&'static SupportedProtocolVersion],
        address: IpAddr,
    ) -> Self {
        let provider = rustls::crypto::ring::default_provider();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let key = provider.key_provider.load_private_key(key).unwrap();
        let presented = SingleCertAndKey::from(CertifiedKey::new(vec![certificate.clone()], key));
        let config = ServerConfig::builder_with_provider(Arc::new(provider))
            .with_protocol_versions(versions)
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(presented));

        let requests = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&requests);
        let routes = Router::new().fallback(move || {
            counter.fetch_add(1, Ordering::Relaxed);
            async { "[]" }
        });
        let listener = TcpListener::bind((address, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let handle = Handle::new();
        let tls = RustlsConfig::from_config(Arc::new(config));
        let serving = axum_server::from_tcp_rustls(listener, tls).unwrap().handle(handle.clone());
        tokio::spawn(serving.serve(routes.into_make_service()));
        Self { port, requests, handle }
    }

    fn client_of(&self, host: &str) -> ClientBuilder {
        builder(&format!("https://{host}:{}", self.port))
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).timeout(Duration::from_secs(20)).connect_timeout(Duration::from_secs(20))
}

/// Whether calls arrive: `Ok` after one, or why not.
async fn try_out(client: ClientBuilder) -> Result<(), Error> {
    client.build()?.list_conversations().send().await?;
    Ok(())
}

/// Asserts that a call fails in the handshake in this way, and that no request arrives.
async fn assert_refused(case: &str, server: &Server, client: ClientBuilder, expected: TlsFailure) -> Error {
    let before = server.requests();
    let error = match try_out(client).await {
        Ok(()) => panic!("{case}: trusted"),
        Err(error) => error,
    };
    assert!(error.is_connect(), "{case}: {error:?}");
    assert_eq!(error.tls_failure(), Some(expected), "{case}: {error:?}");
    assert_eq!(error.delivery(), Delivery::NotSent, "{case}");
    assert_eq!(server.requests(), before, "{case}: a request arrived");
    error
}

async fn assert_trusted(case: &str, server: &Server, client: ClientBuilder) {
    let before = server.requests();
    try_out(client).await.unwrap_or_else(|error| panic!("{case}: {error}"));
    assert_eq!(server.requests(), before + 1, "{case}");
}

#[tokio::test]
async fn a_self_signed_certificate_is_refused_and_the_message_names_both_ways_out() {
    let server = Server::start(&self_signed(&certificate_for(&LOCAL)));
    for host in ["127.0.0.1", "localhost"] {
        let error = assert_refused(host, &server, server.client_of(host), TlsFailure::SelfSigned).await;
        for part in ["add_root_certificate", "accept_self_signed_on_loopback", "nothing was sent"] {
            assert!(error.to_string().contains(part), "{host}: no {part:?} in {error}");
        }
    }
}

#[tokio::test]
async fn a_self_signed_certificate_is_accepted_on_loopback_where_asked_for_whatever_it_names() {
    let mut an_authority_itself = certificate_for(&["slskd.example"]);
    an_authority_itself.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let cases = [
        ("names the host", certificate_for(&LOCAL)),
        ("names another host", certificate_for(&["slskd.example"])),
        ("names no host", certificate_for(&[])),
        ("is an authority's", an_authority_itself),
    ];
    for (case, parameters) in cases {
        let identity = self_signed(&parameters);
        for version in VERSIONS {
            let server = Server::present(&identity.certificate, &identity.key, &[version], Ipv4Addr::LOCALHOST.into());
            for host in ["127.0.0.1", "localhost", "LOCALHOST", "slskd.localhost", "127.1"] {
                let case = format!("{case}, {:?}, {host}", version.version);
                let client = server.client_of(host).accept_self_signed_on_loopback();
                assert_trusted(&case, &server, client).await;
            }
        }
    }
}

#[tokio::test]
async fn the_loopback_address_of_ipv6_counts_as_loopback() {
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_err() {
        // A machine without IPv6 has nothing to ask.
        return;
    }
    let identity = self_signed(&certificate_for(&["slskd.example"]));
    let server = Server::present(&identity.certificate, &identity.key, &VERSIONS, Ipv6Addr::LOCALHOST.into());
    for host in ["[::1]", "localhost"] {
        assert_refused(host, &server, server.client_of(host), TlsFailure::SelfSigned).await;
        assert_trusted(host, &server, server.client_of(host).accept_self_signed_on_loopback()).await;
    }
}

#[tokio::test]
async fn a_certificate_without_its_key_is_refused_even_where_self_signed_ones_are_accepted() {
    let identity = self_signed(&certificate_for(&LOCAL));
    let thief = KeyPair::generate().unwrap();
    for version in VERSIONS {
        let server = Server::present(&identity.certificate, &thief, &[version], Ipv4Addr::LOCALHOST.into());
        let client = server.client_of("127.0.0.1").accept_self_signed_on_loopback();
        assert_refused(&format!("{:?}", version.version), &server, client, TlsFailure::Other).await;
    }
}

#[tokio::test]
async fn accepting_self_signed_certificates_accepts_nothing_else() {
    let authority = authority();
    let local = certificate_for(&LOCAL);
    let elsewhere = certificate_for(&["slskd.example"]);
    let cases = [
        ("unknown authority", signed_by(&authority, &local), false, TlsFailure::UnknownIssuer),
        ("expired, unknown authority", signed_by(&authority, &expired(local.clone())), false, TlsFailure::Expired),
        ("expired, known authority", signed_by(&authority, &expired(local.clone())), true, TlsFailure::Expired),
        ("other host, known authority", signed_by(&authority, &elsewhere), true, TlsFailure::WrongHost),
        ("expired, self-signed", self_signed(&expired(local.clone())), false, TlsFailure::Expired),
        ("not yet valid, self-signed", self_signed(&not_yet_valid(local)), false, TlsFailure::Expired),
    ];
    for (case, identity, is_known, expected) in cases {
        let server = Server::start(&identity);
        for host in ["127.0.0.1", "localhost"] {
            let mut client = server.client_of(host).accept_self_signed_on_loopback();
            if is_known {
                client = client.add_root_certificate(authority.pem());
            }
            assert_refused(&format!("{case}, {host}"), &server, client, expected).await;
        }
    }
}

#[tokio::test]
async fn an_authority_of_the_callers_own_is_trusted_once_it_is_given() {
    let (ours, theirs) = (authority(), authority());
    let server = Server::start(&signed_by(&ours, &certificate_for(&LOCAL)));

    let unknown = server.client_of("127.0.0.1");
    let error = assert_refused("not given", &server, unknown, TlsFailure::UnknownIssuer).await;
    assert!(error.to_string().contains("add_root_certificate"), "{error}");

    for host in ["127.0.0.1", "localhost"] {
        assert_trusted(host, &server, server.client_of(host).add_root_certificate(ours.pem())).await;
    }
    let bundle = format!("# ours is the second\n{}\n{}", theirs.pem(), ours.pem());
    assert_trusted("in a bundle", &server, server.client_of("127.0.0.1").add_root_certificate(bundle)).await;
    let both = server.client_of("127.0.0.1").add_root_certificate(ours.pem()).add_root_certificate(theirs.pem());
    assert_trusted("given before another", &server, both).await;
    let wrong = server.client_of("127.0.0.1").add_root_certificate(theirs.pem());
    assert_refused("another of the same name", &server, wrong, TlsFailure::UnknownIssuer).await;
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_told_apart() {
    let authority = authority();
    let local = certificate_for(&LOCAL);
    let elsewhere = certificate_for(&["slskd.example", "192.0.2.1", "::2"]);
    let by_authority = |parameters: &CertificateParams| (signed_by(&authority, parameters), authority.pem());
    let by_itself = |parameters: &CertificateParams| {
        let identity = self_signed(parameters);
        let pem = identity.pem.clone();
        (identity, pem)
    };
    let cases = [
        ("expired", by_authority(&expired(local.clone())), TlsFailure::Expired, "expired"),
        ("not yet valid", by_authority(&not_yet_valid(local.clone())), TlsFailure::Expired, "not valid yet"),
        ("another host", by_authority(&elsewhere), TlsFailure::WrongHost, "another host"),
        ("no host", by_authority(&certificate_for(&[])), TlsFailure::WrongHost, "another host"),
        ("trusted by itself, but expired", by_itself(&expired(local)), TlsFailure::Expired, "expired"),
        ("trusted by itself, but for another host", by_itself(&elsewhere), TlsFailure::WrongHost, "another host"),
    ];
    for (case, (identity, trusted), expected, says) in cases {
        let server = Server::start(&identity);
        for host in ["127.0.0.1", "localhost"] {
            let case = format!("{case}, {host}");
            let client = server.client_of(host).add_root_certificate(&trusted);
            let error = assert_refused(&case, &server, client, expected).await;
            assert!(error.to_string().contains(says), "{case}: no {says:?} in {error}");
        }
    }
}

#[tokio::test]
async fn a_server_without_tls_at_an_https_url_is_a_tls_failure() {
    let sandbox = Sandbox::start().await.unwrap();
    let url = sandbox.http_url().replace("http:", "https:");
    let hanging_up = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let hanging_up_url = format!("https://{}", hanging_up.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = hanging_up.accept().await {
            // Read first, so that closing is no reset.
            let _ = tokio::io::AsyncReadExt::read(&mut stream, &mut [0; 16 * 1024]).await;
        }
    });
    for (case, url) in [("plain HTTP", url), ("hangs up", hanging_up_url)] {
        for client in [builder(&url), builder(&url).accept_self_signed_on_loopback()] {
            let error = try_out(client).await.unwrap_err();
            assert!(error.is_connect(), "{case}: {error:?}");
            assert_eq!(error.tls_failure(), Some(TlsFailure::Other), "{case}: {error:?}");
            assert_eq!(error.delivery(), Delivery::NotSent, "{case}");
            assert!(error.to_string().contains("does the server speak https"), "{case}: {error}");
        }
    }
}

#[tokio::test]
async fn a_tls_server_at_an_http_url_is_a_typed_error() {
    let server = Server::start(&self_signed(&certificate_for(&LOCAL)));

    let error = try_out(builder(&format!("http://127.0.0.1:{}", server.port))).await.unwrap_err();
    assert!(error.is_protocol() || error.is_interrupted(), "{error:?}");
    assert_eq!(error.delivery(), Delivery::MaybeSent);
    assert_eq!(server.requests(), 0);
}

#[test]
fn what_is_no_certificate_is_refused_when_the_client_is_built() {
    let pem = authority().pem();
    let key = KeyPair::generate().unwrap().serialize_pem();
    let cases = [
        ("nothing", String::new()),
        ("prose", "please trust everyone".to_owned()),
        ("a key", key),
        ("not Base64", "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n".to_owned()),
        ("Base64 of nonsense", "-----BEGIN CERTIFICATE-----\nbm9uc2Vuc2U=\n-----END CERTIFICATE-----\n".to_owned()),
        ("half a certificate", pem[..pem.len() / 2].to_owned()),
        ("a good one and a bad one", format!("{pem}-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n")),
    ];
    for (case, text) in cases {
        for base_url in ["https://localhost", "http://localhost"] {
            let error = builder(base_url).add_root_certificate(&text).build().unwrap_err();
            assert!(error.is_configuration(), "{case}: {error:?}");
            assert_eq!(error.delivery(), Delivery::NotSent, "{case}");
            assert!(error.to_string().contains("certificate"), "{case}: {error}");
        }
    }
    assert!(builder("https://localhost").add_root_certificate(pem).build().is_ok(), "a good one");
}

#[tokio::test]
async fn the_sandbox_speaks_tls_as_slskd_does() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = || builder(&sandbox.https_url()).api_key(sandbox.api_key());

    let refused = try_out(client()).await.unwrap_err();
    assert_eq!(refused.tls_failure(), Some(TlsFailure::SelfSigned), "{refused:?}");
    try_out(client().accept_self_signed_on_loopback()).await.unwrap();
    try_out(client().add_root_certificate(sandbox.certificate_pem())).await.unwrap();

    // What a client keeps that was given the certificate from before a restart.
    let restarted = Sandbox::start().await.unwrap();
    let client = builder(&restarted.https_url()).api_key(restarted.api_key());
    let outdated = try_out(client.add_root_certificate(sandbox.certificate_pem())).await.unwrap_err();
    assert_eq!(outdated.tls_failure(), Some(TlsFailure::SelfSigned), "{outdated:?}");
}

#[tokio::test]
async fn a_socket_trusts_whom_the_calls_of_its_client_trust() {
    let ours = authority();
    let server = Server::start(&signed_by(&ours, &certificate_for(&LOCAL)));
    let builder = || {
        let url = format!("https://127.0.0.1:{}", server.port);
        hopr::Client::builder().base_url(url).token("token").connect_timeout(Duration::from_secs(20))
    };
    let open = async |client: hopr::ClientBuilder| -> Error {
        // The server knows no sockets, and answers as it answers everything.
        let opening = client.build().unwrap().message_socket().timeout(Duration::from_secs(20)).connect();
        opening.await.err().unwrap().into()
    };

    let error = open(builder()).await;
    assert_eq!(
        (error.tls_failure(), error.delivery()),
        (Some(TlsFailure::UnknownIssuer), Delivery::NotSent),
        "{error}"
    );
    let error = open(builder().accept_self_signed_on_loopback()).await;
    assert_eq!(error.tls_failure(), Some(TlsFailure::UnknownIssuer), "{error}");
    assert_eq!(server.requests(), 0);

    let error = open(builder().add_root_certificate(ours.pem())).await;
    assert_eq!((error.tls_failure(), error.status().map(|status| status.as_u16())), (None, Some(200)), "{error}");
    assert_eq!(server.requests(), 1);
}
