//! Handlers: what commands, keys and the mouse do to the state, one file per subject. A screen's own handlers are in `screens/`.

mod amounts;
mod copying;

mod keeping;
mod menus;
mod mouse;
mod navigation;
mod screens;
mod typing;
mod world;

pub(super) use navigation::Aim;
