//! How a socket is opened, and what its frames are.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::response::{self, Role};
use super::super::type_path::type_path;
use crate::model::{FrameKind, Operation, Socket};

/// The method that opens it, and the union of what a refusal gives.
pub(super) fn emit(operation: &Operation, socket: &Socket) -> (TokenStream, Vec<TokenStream>) {
    let api_error = response::api_error(operation);
    let error_type = response::error_type(operation);
    let error_decoder = response::error_decoder(operation);
    let docs = format!("The errors that the API declares for [`Client::{}`], by status.", operation.method);
    let received = frame_type(&socket.received);
    let receive = received_by(&socket.received);
    let sent = socket.sent.as_ref().map_or_else(|| quote!(std::convert::Infallible), frame_type);
    let send = socket.sent.as_ref().map_or_else(|| quote!(|nothing| match *nothing {}), sent_by);
    let (statuses, codes) = (&socket.final_statuses, &socket.final_close_codes);
    let statuses = statuses.iter().map(|status| proc_macro2::Literal::u16_unsuffixed(*status));
    let codes = codes.iter().map(|code| proc_macro2::Literal::u16_unsuffixed(*code));
    let connecting = quote! {
        /// Opens the socket.
        ///
        /// # Errors
        /// See [`CallError`]; [`api_error`](CallError::api_error) has what the API declares.
        pub async fn connect(self) -> Result<Socket<#received, #sent>, CallError<#error_type>> {
            let protocol = SocketProtocol {
                receive: #receive,
                send: #send,
                final_statuses: &[#(#statuses),*],
                final_close_codes: &[#(#codes),*],
            };
            self.call.connect(protocol, self.socket, #error_decoder).await
        }
    };
    (connecting, response::union(&api_error, &operation.error_union, Role::Error, &docs).into_iter().collect())
}

fn frame_type(kind: &FrameKind) -> TokenStream {
    match kind {
        FrameKind::Any => quote!(Frame),
        FrameKind::Text => quote!(String),
        FrameKind::Binary => quote!(switchboard_core::generated::Bytes),
        FrameKind::Json(kind) => type_path(kind),
        FrameKind::Extras(name) => {
            let name = format_ident!("{name}");
            quote!(crate::extras::#name)
        }
    }
}

fn received_by(kind: &FrameKind) -> TokenStream {
    match kind {
        FrameKind::Json(_) => quote!(json_from_frame),
        _ => quote!(ReceivedFrame::from_frame),
    }
}

fn sent_by(kind: &FrameKind) -> TokenStream {
    match kind {
        FrameKind::Json(_) => quote!(json_to_frame),
        _ => quote!(SentFrame::to_frame),
    }
}
