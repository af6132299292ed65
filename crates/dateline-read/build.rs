//! Compiles the table of places from the texts under `data/places`.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/places");
    println!("cargo::rerun-if-changed={}", folder.display());
    let table = dateline_gazetteer::build::from_folder(&folder)?;
    let out = std::env::var_os("OUT_DIR").ok_or("cargo names no folder for what is built")?;
    std::fs::write(Path::new(&out).join("places.bin"), table)?;
    Ok(())
}
