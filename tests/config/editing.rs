//! Single values of the configuration file altered, and nothing beside them.

use std::fs;

use booking::clinics::SHIPPED;
use config::{ConfigEdit, ConfigFile, EditError};

use crate::desk_at_work::is_private;

/// The file with this text, altered.
fn altered(before: &str, alter: impl FnOnce(&mut ConfigEdit)) -> String {
    let home = tempfile::tempdir().expect("a home directory");
    let path = home.path().join("config.toml");
    fs::write(&path, before).expect("a configuration");
    let mut edit = ConfigEdit::open(&ConfigFile::Read(path.clone())).expect("it can be read");
    alter(&mut edit);
    edit.write(SHIPPED, None).expect("it can be written");
    assert!(is_private(&path));
    fs::read_to_string(&path).expect("it is there")
}

fn key_file(edit: &mut ConfigEdit) {
    edit.remove(Some("clinik"), "key_command");
    edit.set(Some("clinik"), "key_file", "clinik.key");
}

#[test]
fn a_table_gets_its_value_however_it_is_written() {
    for (before, after) in [
        ("", "[clinik]\nkey_file = \"clinik.key\"\n"),
        (
            "# mine\n[clinik]\nurl = \"https://a.example\" # there\n",
            "# mine\n[clinik]\nurl = \"https://a.example\" # there\nkey_file = \"clinik.key\"\n",
        ),
        (
            "[clinik]\nkey_command = [\n  \"pass\", # the store\n  \"show\",\n]\n\n[aniva]\nkey_file = \"a.key\"\n",
            "[clinik]\nkey_file = \"clinik.key\"\n\n[aniva]\nkey_file = \"a.key\"\n",
        ),
        (
            "clinik.url = \"https://a.example\"\n",
            "clinik.url = \"https://a.example\"\nclinik.key_file = \"clinik.key\"\n",
        ),
    ] {
        assert_eq!(altered(before, key_file), after);
    }
    let inline = altered("clinik = { url = \"https://a.example\" }\n", key_file);
    assert_eq!(
        inline,
        "clinik = { url = \"https://a.example\" , key_file = \"clinik.key\" }\n"
    );
}

#[test]
fn what_stands_at_the_top_stays_before_the_tables_and_keeps_its_comment() {
    let before = "# we\nlanguage = \"en\" # ours\n\n[aniva]\nkey_file = \"a.key\"\n";
    let after = altered(before, |edit| {
        edit.set(None, "language", "fi");
        edit.set(None, "timezone", "Europe/Helsinki");
    });
    let wanted = "# we\nlanguage = \"fi\" # ours\ntimezone = \"Europe/Helsinki\"\n\n[aniva]\nkey_file = \"a.key\"\n";
    assert_eq!(after, wanted);
}

#[test]
fn what_could_not_be_read_back_or_has_changed_meanwhile_is_not_written() {
    let home = tempfile::tempdir().expect("a home directory");
    let path = home.path().join("config.toml");
    let open = || ConfigEdit::open(&ConfigFile::Absent(path.clone())).expect("it can be read");
    let mut wrong = open();
    wrong.set(None, "language", "xx");
    assert!(matches!(
        wrong.write(SHIPPED, None),
        Err(EditError::Wrong(_))
    ));
    assert!(!path.exists());
    let mut late = open();
    late.set(None, "language", "de");
    fs::write(&path, "desk = \"front\"\n").expect("another");
    assert!(matches!(
        late.write(SHIPPED, None),
        Err(EditError::Changed(_))
    ));
    assert_eq!(
        fs::read_to_string(&path).expect("it is there"),
        "desk = \"front\"\n"
    );
}

// Who makes a link on Windows has to be an administrator.
#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_altered_and_not_the_link() {
    let home = tempfile::tempdir().expect("a home directory");
    let (link, there) = (
        home.path().join("config.toml"),
        home.path().join("dotfiles.toml"),
    );
    fs::write(&there, "").expect("a configuration");
    std::os::unix::fs::symlink(&there, &link).expect("a link");
    let mut edit = ConfigEdit::open(&ConfigFile::Read(link.clone())).expect("it can be read");
    edit.set(None, "language", "de");
    edit.write(SHIPPED, None).expect("it can be written");
    assert!(
        fs::symlink_metadata(&link)
            .expect("it is there")
            .is_symlink()
    );
    assert_eq!(
        fs::read_to_string(&there).expect("it is there"),
        "language = \"de\"\n"
    );
    let (name, path) = edit.free_name("dotfiles.toml");
    assert_eq!(
        (name.as_str(), path.parent()),
        (
            "dotfiles.toml-2",
            there.canonicalize().expect("it is there").parent()
        )
    );
    assert!(!std::path::Path::new(&name).exists());
}

#[test]
fn what_is_taken_out_leaves_the_comments_above_it() {
    let shared = |edit: &mut ConfigEdit| {
        edit.remove(None, "store");
        edit.remove(None, "store_password_file");
    };
    for (before, after) in [
        (
            "# ours\nstore = \"postgresql://a@b/c\" # all desks\nlanguage = \"fi\"\n",
            "# ours\nlanguage = \"fi\"\n",
        ),
        (
            "language = \"fi\"\n# ours\nstore = \"postgresql://a@b/c\"\n# at the clinic\n[clinik]\n",
            "language = \"fi\"\n# ours\n# at the clinic\n[clinik]\n",
        ),
        (
            "language = \"fi\"\n\n# ours\nstore = \"postgresql://a@b/c\"\n# end\n",
            "language = \"fi\"\n\n# ours\n# end\n",
        ),
        (
            "store = \"postgresql://a@b/c\"\nlanguage = \"fi\"\n",
            "language = \"fi\"\n",
        ),
    ] {
        assert_eq!(altered(before, shared), after);
    }
}
