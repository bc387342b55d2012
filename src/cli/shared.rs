//! Where a shared library is, and who asks: from the command line, the environment and the configuration, in this order.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, bail};

use super::config_file::SharedSettings;
use super::global::Global;
use crate::engine::opensearch::{API_KEY, Address, CA, Credentials, PASSWORD, USER, USUAL_INDEX};

/// Environment variables that name the cluster and the index.
const ENGINE: &str = "SHIRUBE_ENGINE";
const INDEX: &str = "SHIRUBE_ENGINE_INDEX";

/// Returns the value of an environment variable, if it has one.
fn told(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// Returns the value of an environment variable as text.
fn told_text(name: &str) -> anyhow::Result<Option<String>> {
    // What it holds may be secret, and is not repeated.
    told(name).map(|value| value.into_string().map_err(|_| anyhow::anyhow!("{name} is not text"))).transpose()
}

/// Returns the address of the shared library that is to be read; `None` if the one of this machine is.
///
/// # Errors
/// If it cannot be used.
pub(super) fn address(global: &Global, settings: &SharedSettings) -> anyhow::Result<Option<Address>> {
    let url = match &global.engine {
        Some(url) => Some(url.clone()),
        None => told_text(ENGINE)?.or_else(|| settings.engine.clone()),
    };
    url.filter(|url| !url.trim().is_empty()).map(|url| address_of(&url, global, settings)).transpose()
}

/// Returns the address of the library at a cluster that the reader names.
///
/// # Errors
/// If it cannot be used.
pub(super) fn address_of(url: &str, global: &Global, settings: &SharedSettings) -> anyhow::Result<Address> {
    let index = match &global.engine_index {
        Some(index) => Some(index.clone()),
        None => told_text(INDEX)?.or_else(|| settings.index.clone()),
    };
    let mut address = Address::new(url, index.as_deref().unwrap_or(USUAL_INDEX))?.with(credentials(settings)?)?;
    if let Some(path) = told(CA).map(PathBuf::from).or_else(|| settings.authority.clone()) {
        let certificates = fs::read(&path).with_context(|| format!("cannot read the certificates in {} ({CA})", path.display()))?;
        address.authority = Some(certificates);
    }
    Ok(address)
}

fn credentials(settings: &SharedSettings) -> anyhow::Result<Credentials> {
    let set = |name: &str, setting: &Option<String>| anyhow::Ok(told_text(name)?.or_else(|| setting.clone()));
    // What the environment says is not mixed with what the configuration says.
    let of_environment = told(USER).is_some() || told(PASSWORD).is_some() || told(API_KEY).is_some();
    let nothing = SharedSettings::default();
    let settings = if of_environment { &nothing } else { settings };
    let (user, password, key) = (set(USER, &settings.user)?, set(PASSWORD, &settings.password)?, set(API_KEY, &settings.api_key)?);
    Ok(match (user, password, key) {
        (None, None, None) => Credentials::None,
        (Some(user), Some(password), None) => Credentials::Basic(user, password),
        (None, None, Some(key)) if key.chars().all(|c| c.is_ascii_graphic()) => Credentials::ApiKey(key),
        (None, None, Some(_)) => bail!("the key in {API_KEY} has characters that no key has"),
        (_, _, Some(_)) => bail!("{API_KEY} and {USER} are both given: one is enough"),
        _ => bail!("{USER} and {PASSWORD} belong together; only one is given"),
    })
}
