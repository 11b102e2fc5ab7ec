//! A stand-in for [Joinself's restful-client](https://github.com/joinself/restful-client) 0.36.0: messages of the Self
//! network.
//!
//! [`Server`] answers these operations under `/v1`, over plain HTTP, and keeps what it is told in memory:
//!
//! | operation                                                       | does                                        |
//! |-----------------------------------------------------------------|---------------------------------------------|
//! | `POST /login`                                                   | logs in, for a Bearer token                 |
//! | `GET /healthcheck`                                              | answers `"OK"`, to everyone                 |
//! | `GET /apps/{app_id}/connections/{connection_id}/messages`       | lists messages, newest first                |
//! | `POST /apps/{app_id}/connections/{connection_id}/messages`      | sends a message                             |
//! | `GET /apps/{app_id}/connections/{connection_id}/messages/{jti}` | gets one message                            |
//! | `PUT /apps/{app_id}/connections/{connection_id}/messages/{jti}` | replaces the text of a message              |
//! | `DELETE /apps/{app_id}/connections/{connection_id}/messages/{jti}` | deletes a message                        |
//!
//! Any other path is 404, any other method 405. There is no Self network behind it: [`Server::add_connection`] makes
//! somebody known to an app, and [`Server::receive`] plays the other side.
//!
//! # Quirks kept on purpose
//!
//! What the real server does that its OpenAPI document does not tell, or tells otherwise:
//!
//! **Authentication.** The token needs the word `Bearer` before it. It has the shape of a JWT and lives 72 hours,
//! unless [the builder](Builder::token_lifetime) says otherwise. Refresh tokens are given only by a server
//! [configured](Builder::refresh_tokens) to; one works as a token, too, and logging in with it gives no further one. Tokens
//! die with the server.
//!
//! **Refusals.** Errors come in three shapes: a bare JSON string (operations), an object with `message` (tokens, unknown
//! paths and methods) and one with `status` and `message` (logging in). A body that is not JSON, or not announced as such,
//! is 400 with an empty string.
//!
//! **Sending.** The answer is 201. An empty text and one above 128 bytes (bytes, not characters) are no 400 but a 500.
//! A body of no bytes is an empty text, whatever its content type.
//!
//! **Single messages.** They are looked up by `jti` alone: app and connection of the path may be anything. An unknown
//! `jti` is 404 for `GET` and `DELETE`, but 500 for `PUT`.
//!
//! **Listing.** `total_count` and `page_count` count the messages of all connections of all apps. A page beyond
//! `page_count` is answered with the last one, and so an endless loop awaits those who wait for an empty page.
//! `per_page` is 100 unless it is a positive integer, and at most 1000. What is no integer counts as missing.
//! `messages_since` is the id of a row, counted from 1 over everything ever stored, which no answer tells.
//!
//! **Times.** Times are read from the database as the [local time](Builder::clock_ahead_of_utc) of the server, marked as UTC, to the
//! microsecond. The `updated_at` in the answer of `PUT` alone has the server's offset, and nanoseconds.
//!
//! **Webhook.** What arrives is posted as JSON where [the builder](Builder::message_notification_url) says, without a
//! signature and without another try. Its `uri` lacks `/v1`. [`Server::webhook_body_of`] gives that JSON. Whether the times
//! in it are those of the database is not known of the real server; here they are.
//!
//! **Paths.** Names are decoded only where every escape in the path is one that Go would write: `%20` is a space, but
//! one `%40` (or `%2F`, or `%c3`) anywhere keeps all names of that path as they are written.
//!
//! **Answers.** JSON ends with a line feed, is announced with `charset=UTF-8`, and escapes `<`, `>` and `&`.
//!
//! # Left out
//!
//! Apps, connections, facts, requests and notifications as operations, and what the webhook is told of them; CORS; the
//! API's documentation.

mod answer;
mod application;
mod authentication;
mod body;
mod builder;
mod clock;
mod database;
mod handlers;
mod login;
mod messages;
mod page;
mod query;
mod routes;
mod server;
mod target;
mod token;
mod webhook;

pub use builder::Builder;
pub use server::Server;
