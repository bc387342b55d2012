//! Engine on a cluster of OpenSearch, for a library that is shared: nothing of it needs to be on the reader's own disk.
//!
//! `address` says where it is and who asks, `server` calls it, `failure` says why that failed. `mapping` is the form of the index,
//! `document` what it holds of a record (`parcel` packed, `tables` for what is added up), `order` where a record stands; `index` asks what
//! is there, `push` brings a library there. `translate` makes queries of clauses, `engine` asks them. `register` knows the records that the
//! reader has met, `records` fetches them, `totals` asks what tables need to know of all.

mod address;
mod document;
mod engine;
mod failure;
mod index;
mod mapping;
mod order;
mod parcel;
mod push;
mod records;
mod register;
mod server;
mod tables;
mod totals;
mod translate;
mod variables;

pub use address::{Address, Credentials, USUAL_INDEX};
pub use document::Printed;
pub use engine::{OpenSearchEngine, Shared, Status, indexes, remove, status};
pub use failure::Failure;
pub use push::{Layout, Pushed, bulk_bodies, index_body, push};
pub use records::Records;
pub use variables::{API_KEY, CA, PASSWORD, USER};
