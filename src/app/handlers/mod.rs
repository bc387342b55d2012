//! What commands, keys and the mouse do to the state, one file a subject. A screen's own doings are in `screens/`.

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
