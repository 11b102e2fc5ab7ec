//! The client that stock progenitor makes of the document that ours is made of.

#![allow(missing_docs, unreachable_pub, clippy::all, reason = "written by progenitor")]

progenitor::generate_api!(spec = "../../specs/convore.yaml", interface = Builder);
