//! Every link in the README, in CONTRIBUTING, in the changelog and in the guide leads somewhere: to a file that is
//! there and to a heading it has. Pages of the guide link to pages of the guide only, so that they hold in the book too.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

const GUIDE: &str = "docs/guide/src";

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, named from the repository's root.
fn below(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        {
            let path = entry.expect("an entry of a folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(root()) {
                found.push(name.to_str().expect("a name in UTF-8").to_owned());
            }
        }
    }
    found.sort();
    found
}

/// Every page, by its name from the repository's root.
pub(crate) fn pages() -> Vec<(String, String)> {
    let mut names = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
        .map(str::to_owned)
        .to_vec();
    names.extend(
        below("docs")
            .into_iter()
            .filter(|name| name.ends_with(".md")),
    );
    names
        .into_iter()
        .map(|name| (name.clone(), read(&name)))
        .collect()
}

/// What stands in a file, by its name from the repository's root.
fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The lines of a page outside its blocks of code.
fn prose(page: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    page.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        !in_code && !fence
    })
}

/// Where the links and pictures of a page lead, but for those to the web.
fn links(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(page) {
        // What stands between backticks is no link.
        let text: String = line.split('`').step_by(2).collect();
        for rest in text.split("](").skip(1) {
            let target = rest.split(')').next().unwrap_or(rest);
            if !target.starts_with("https://") {
                found.push(target.to_owned());
            }
        }
    }
    found
}

/// What a link calls the headings of a page, as the web pages of repositories and mdBook have it.
fn anchors(page: &str) -> BTreeSet<String> {
    let heading =
        |line: &&str| line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    let mut found = BTreeSet::new();
    for line in prose(page).filter(heading) {
        let kept = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_');
        let words: String = line
            .trim_start_matches('#')
            .trim()
            .to_lowercase()
            .chars()
            .filter(kept)
            .collect();
        assert!(
            found.insert(words.replace(' ', "-")),
            "two headings are called alike: {line}"
        );
    }
    found
}

/// The file a link on a page leads to, from the repository's root.
fn target(page: &str, link: &str) -> String {
    let mut path = PathBuf::new();
    for part in Path::new(page)
        .parent()
        .unwrap_or(Path::new(""))
        .join(link)
        .components()
    {
        match part {
            Component::ParentDir => {
                assert!(path.pop(), "{page}: {link} leads out of the repository")
            }
            part => path.push(part),
        }
    }
    path.to_str().expect("a name in UTF-8").to_owned()
}

/// What is wrong with a link on a page.
fn complaint(page: &str, text: &str, link: &str) -> Option<String> {
    let (file, anchor) = link
        .split_once('#')
        .map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let file = if file.is_empty() {
        page.to_owned()
    } else {
        target(page, file)
    };
    if page.starts_with(GUIDE) && !file.starts_with(GUIDE) {
        return Some(format!("{page}: {link} leads out of the guide"));
    }
    if !root().join(&file).is_file() {
        return Some(format!("{page}: {link} leads to no file"));
    }
    let anchor = anchor?;
    let there = if file == page {
        text.to_owned()
    } else {
        read(&file)
    };
    let found = anchors(&there);
    (!found.contains(anchor))
        .then(|| format!("{page}: {link} leads to no heading; there are {found:?}"))
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let pages = pages();
    let all = pages
        .iter()
        .flat_map(|(name, text)| links(text).into_iter().map(move |link| (name, text, link)));
    let (mut followed, mut wrong) = (0, Vec::new());
    for (name, text, link) in all {
        followed += 1;
        wrong.extend(complaint(name, text, &link));
    }
    assert!(followed > 100, "{followed}");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_page_of_the_guide_stands_in_its_contents_once() {
    let contents = read(&format!("{GUIDE}/SUMMARY.md"));
    let mut listed: Vec<String> = links(&contents)
        .iter()
        .map(|link| target(&format!("{GUIDE}/SUMMARY.md"), link))
        .collect();
    listed.sort();
    let pages = below(GUIDE)
        .into_iter()
        .filter(|name| name.ends_with(".md") && !name.ends_with("/SUMMARY.md"));
    assert_eq!(
        listed,
        pages.collect::<Vec<_>>(),
        "SUMMARY.md, and what is there"
    );
}

#[test]
fn every_page_that_the_source_names_is_there() {
    let mut named = 0;
    let files = ["src", "crates", "tests", "assets/words", "benches"]
        .iter()
        .flat_map(|folder| below(folder));
    for file in files.chain(["build.rs", "Cargo.toml", "deny.toml", ".ci/run"].map(str::to_owned)) {
        // A picture may be no text.
        let Ok(text) = fs::read_to_string(root().join(&file)) else {
            continue;
        };
        for rest in text.split("docs/guide/").skip(1) {
            let end =
                rest.find(|letter: char| !letter.is_alphanumeric() && !"/-_.".contains(letter));
            let name = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
            named += 1;
            assert!(
                root().join("docs/guide").join(name).exists(),
                "{file} names docs/guide/{name}"
            );
        }
    }
    assert!(named > 5, "{named}");
}

/// Where a file of the program may be that a page names in short: `desk/act.rs`.
fn is_in_program(name: &str) -> bool {
    let (first, rest) = name.split_once('/').unwrap_or((name, ""));
    [
        name.to_owned(),
        format!("src/{name}"),
        format!("crates/{first}/src/{rest}"),
    ]
    .iter()
    .any(|path| root().join(path).exists())
}

#[test]
fn every_file_that_a_page_about_the_inside_names_is_there() {
    let is_about_inside = |name: &str| {
        name.contains("/inside/") || name.ends_with("architecture.md") || name == "CONTRIBUTING.md"
    };
    let (mut named, mut wrong) = (0, Vec::new());
    for (page, text) in pages().iter().filter(|(page, _)| is_about_inside(page)) {
        for name in prose(text).flat_map(|line| line.split('`').skip(1).step_by(2)) {
            // The list that a page adds as an example is not there.
            let is_file = name.contains('/') && name.ends_with(".rs");
            if is_file && !name.contains(['<', '*', '…']) && !name.ends_with("/no_phone.rs") {
                named += 1;
                wrong.extend((!is_in_program(name)).then(|| format!("{page}: {name}")));
            }
        }
    }
    assert!(named > 50, "{named}");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn a_link_that_leads_nowhere_is_noticed() {
    let page = "docs/guide/src/keys.md";
    for (link, said) in [
        ("nowhere.md", "leads to no file"),
        ("configuration.md#nothing", "leads to no heading"),
        ("../../../README.md", "leads out of the guide"),
        ("#nothing", "leads to no heading"),
    ] {
        let text = format!(
            "# Keys\n\n```sh\n[no](link.md)\n```\nNot `[a](link.md)`, but [one]({link}).\n"
        );
        assert_eq!(links(&text), [link]);
        assert!(
            complaint(page, &text, link).is_some_and(|complaint| complaint.contains(said)),
            "{link}"
        );
    }
    assert_eq!(
        complaint(page, "# Keys\n", "configuration.md#the-file"),
        None
    );
}
