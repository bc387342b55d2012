//! Environment variables that hold credentials, and the file of a private authority's certificates.

/// Name and password.
pub const USER: &str = "SHIRUBE_ENGINE_USER";
/// Password that belongs to the name.
pub const PASSWORD: &str = "SHIRUBE_ENGINE_PASSWORD";
/// Key, as the server has issued it.
pub const API_KEY: &str = "SHIRUBE_ENGINE_API_KEY";
/// File of the certificates of a private authority, as PEM.
pub const CA: &str = "SHIRUBE_ENGINE_CA";
