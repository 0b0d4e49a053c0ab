//! Readers of pictures that know nothing of how they were made.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use headless::FrameRecording;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::Document;
use resvg::usvg::{Options, Tree};

/// One dot: red, green, blue.
pub(crate) type Dot = [u8; 3];

/// A picture as dots.
pub(crate) struct Dots {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) dots: Vec<Dot>,
}

impl Dots {
    pub(crate) fn at(&self, x: usize, y: usize) -> Dot {
        self.dots[y * self.width + x]
    }

    /// A rectangle of it, line after line.
    pub(crate) fn part(&self, columns: Range<usize>, lines: Range<usize>) -> Vec<Dot> {
        lines
            .flat_map(|y| columns.clone().map(move |x| (x, y)))
            .map(|(x, y)| self.at(x, y))
            .collect()
    }
}

/// Where the first cell is: within its margin, under the title.
const FIRST_CELL: (usize, usize) = (12, 36);

/// The dots of a cell.
pub(crate) fn cell(dots: &Dots, x: usize, y: usize) -> Vec<Dot> {
    let (left, top) = (FIRST_CELL.0 + x * 10, FIRST_CELL.1 + y * 20);
    dots.part(left..left + 10, top..top + 20)
}

/// How far apart two pictures of a cell are: the sum over its dots, as a share of black on white.
pub(crate) fn apart(one: &[Dot], other: &[Dot]) -> f64 {
    let dots = one.iter().flatten().zip(other.iter().flatten());
    let sum: u32 = dots
        .map(|(one, other)| u32::from(one.abs_diff(*other)))
        .sum();
    f64::from(sum) / (255.0 * 3.0 * one.len() as f64)
}

/// A terminal that nothing has been written to.
pub(crate) fn terminal(rows: u16, cols: u16) -> vt100::Parser {
    let size = |cells: u16| cells.try_into().expect("a terminal has cells");
    vt100::Parser::new(size(rows), size(cols), 0)
}

/// The film up to a shot, as if it had ended there.
pub(crate) fn until(recording: &FrameRecording, shot: usize) -> FrameRecording {
    FrameRecording {
        shots: recording.shots[..=shot].to_vec(),
        ..recording.clone()
    }
}

static FONTS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options {
        font_family: "DejaVu Sans Mono".to_owned(),
        ..Options::default()
    };
    let fonts = options.fontdb_mut();
    fonts.load_font_data(dejavu::sans_mono::regular().to_vec());
    fonts.load_font_data(dejavu::sans_mono::bold().to_vec());
    fonts.set_sans_serif_family("DejaVu Sans Mono");
    options
});

/// A drawing, painted by another renderer, all of its letters in one font.
pub(crate) fn painted(svg: &str) -> Dots {
    let tree = Tree::from_str(svg, &FONTS).expect("the drawing can be read");
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height()).expect("the drawing has a size");
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let dots = pixels
        .pixels()
        .iter()
        .map(|dot| [dot.red(), dot.green(), dot.blue()])
        .collect();
    Dots {
        width,
        height,
        dots,
    }
}

/// A moving drawing as it stands still when such a share of its time, in hundredths, has passed.
pub(crate) fn stopped(svg: &str, share: f64) -> String {
    let places = places(svg, share);
    let document = Document::parse(svg).expect("the drawing is XML");
    let mut moved: Vec<(Range<usize>, String)> = Vec::new();
    for node in document.descendants() {
        let classes = node
            .attribute("class")
            .unwrap_or_default()
            .split_whitespace();
        let place = classes.filter_map(|class| places.get(class)).next();
        if let (Some(place), Some(transform)) = (place, node.attribute_node("transform")) {
            moved.push((transform.range_value(), place.clone()));
        }
    }
    assert_eq!(
        moved.len(),
        places.len(),
        "everything that moves is there once"
    );
    let mut stopped = svg.to_owned();
    for (range, place) in moved.into_iter().rev() {
        stopped.replace_range(range, &place);
    }
    stopped
}

/// Where each thing that moves is by then.
fn places(svg: &str, share: f64) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    for rule in svg.split("@keyframes ").skip(1) {
        let (name, frames) = rule.split_once('{').expect("a rule with a body");
        let frames = frames.split_once("}}").expect("a body that ends").0;
        for frame in frames.split('}') {
            let (from, place) = frame
                .split_once("%{transform:")
                .expect("a share and a place");
            if from.parse::<f64>().expect("a share") <= share {
                places.insert(name.to_owned(), place.replace("px", ""));
            }
        }
    }
    places
}
