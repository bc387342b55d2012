//! What is handed out: the package holds what the program needs, and the pages say what is true of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn the_package_holds_what_it_needs_and_nothing_else() {
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--manifest-path"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .output()
        .unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let files: Vec<String> = String::from_utf8(listed.stdout).unwrap().lines().map(|line| line.replace('\\', "/")).collect();
    let top: BTreeSet<&str> = files.iter().filter_map(|file| file.split('/').next()).filter(|name| !name.starts_with(".cargo")).collect();
    let wanted = [
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "Cargo.toml.orig",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "build.rs",
        "corpus",
        "index",
        "src",
    ];
    assert_eq!(top.into_iter().collect::<Vec<_>>(), wanted);
    // Every file of the corpus and of the index's settings is compiled in.
    for file in shirube::corpus::shipped() {
        assert!(files.contains(&format!("corpus/{}", file.path)), "{}", file.path);
    }
}

#[test]
fn the_readme_says_why_each_dependency_is_there() {
    let manifest: toml::Table = page("Cargo.toml").parse().unwrap();
    let readme = page("README.md");
    let section = readme.split("## 依存").nth(1).unwrap().split("\n## ").next().unwrap();
    let tables = [manifest.get("dependencies"), manifest.get("dev-dependencies"), manifest["target"]["cfg(unix)"].get("dependencies")];
    for name in tables.into_iter().flatten().flat_map(|table| table.as_table().unwrap().keys()) {
        assert!(section.contains(&format!("`{name}`")), "README.md does not say why {name} is there");
    }
    let known = page("Cargo.toml");
    for name in
        section.lines().filter_map(|line| line.strip_prefix("| `")).flat_map(|line| line.split('|').next().unwrap().split('`').step_by(2))
    {
        assert!(known.contains(&format!("{name} =")) || name.trim().is_empty(), "{name} is no dependency any more");
    }
}

#[test]
fn the_licence_is_the_one_that_the_files_hold() {
    let manifest: toml::Table = page("Cargo.toml").parse().unwrap();
    assert_eq!(manifest["package"]["license"].as_str(), Some("MIT OR Apache-2.0"));
    assert!(page("LICENSE-MIT").contains("MIT License") || page("LICENSE-MIT").contains("Permission is hereby granted"));
    assert!(page("LICENSE-APACHE").contains("Apache License"));
    let version = manifest["package"]["version"].as_str().unwrap();
    assert!(page("CHANGELOG.md").contains(&format!("## {version}")), "CHANGELOG.md does not know {version}");
}
