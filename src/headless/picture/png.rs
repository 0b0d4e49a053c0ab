//! One shot as a PNG file (ISO/IEC 15948), its colours by number, what it shows in words beside it.

use png::{BitDepth, ColorType, Encoder, EncodingError};

use super::dots::Dots;
use super::inks::Inks;
use super::scene::{Frame, Scene};

/// The file; none where the picture has too many dots. `title` and `description` are for whoever can't see it.
pub(super) fn file(
    scene: &Scene<'_>,
    frame: &Frame<'_>,
    description: &str,
) -> Option<Result<Vec<u8>, EncodingError>> {
    let size = Dots::size(scene)?;
    let inks = Inks::of(scene);
    Some(write(&Dots::of(scene, frame, &inks, size), size, &inks, scene.title, description))
}

fn write(
    dots: &Dots,
    (width, height): (u16, u16),
    inks: &Inks,
    title: &str,
    description: &str,
) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, u32::from(width), u32::from(height));
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(inks.bytes());
    encoder.add_itxt_chunk("Title".to_owned(), title.to_owned())?;
    encoder.add_itxt_chunk("Description".to_owned(), description.to_owned())?;
    let mut writer = encoder.write_header()?;
    writer.write_image_data(dots.bytes())?;
    writer.finish()?;
    Ok(file)
}
