//! A corpus that breaks a rule is refused with file and line; each case breaks one.

use crate::support::{Home, broken_corpus, stderr, stdout};

/// (file, what is put into it, where it stands, a part of the finding).
type Case = (&'static str, &'static str, &'static str, &'static str);

/// Breaches in the records themselves.
fn cases() -> Vec<Case> {
    vec![
        (
            "plan3/document.toml",
            "\n[[document]]\nid = \"other\"\ntitle = \"X\"\nshort_title = \"X\"\ndocument_kind = \"plan\"\nurl = \"javascript:alert(1)\"\n",
            "plan3/document.toml:",
            "is not an address",
        ),
        ("plan3/kpis.toml", "\n[[kpi]\nid = 1\n", "plan3/kpis.toml:", "expected"),
        ("terms.toml", "\n[[term]]\nid = \"term/x\"\ntitle = \"X\"\ncolour = \"red\"\n", "terms.toml:", "unknown field `colour`"),
        (
            "terms.toml",
            "\n[[term]]\nid = \"term/dct\"\ntitle = \"DCT\"\nplaces = [{ document = \"plan3\", page = 1 }]\n",
            "terms.toml:",
            "a second time",
        ),
        (
            "terms.toml",
            "\n[[term]]\nid = \"用語\"\ntitle = \"X\"\nplaces = [{ document = \"plan3\", page = 1 }]\n",
            "terms.toml:",
            "not made of ASCII",
        ),
        ("terms.toml", "\n[[term]]\nid = \"term/x\"\ntitle = \"X\"\n", "terms.toml:", "has no place"),
        (
            "terms.toml",
            "\n[[term]]\nid = \"term/x\"\ntitle = \" \"\nplaces = [{ document = \"plan3\", page = 1 }]\n",
            "terms.toml:",
            "empty title",
        ),
        (
            "terms.toml",
            "\n[[term]]\nid = \"term/x\"\ntitle = \"X\"\nplaces = [{ document = \"plan9\", page = 1 }]\n",
            "terms.toml:",
            "no record has the id \"plan9\"",
        ),
        (
            "plan3/sections-4.toml",
            "\n[[section]]\nid = \"plan3/section/9\"\ntitle = \"X\"\npage = 1\nministries = [\"◎謎\"]\n",
            "plan3/sections-4.toml:",
            "no ministry has the code \"謎\"",
        ),
        (
            "plan3/sections-4.toml",
            "\n[[section]]\nid = \"plan3/section/9\"\ntitle = \"X\"\npage = 1\nparent = \"plan3/section/8\"\n",
            "plan3/sections-4.toml:",
            "no record has the id \"plan3/section/8\"",
        ),
        ("plan3/sections-4.toml", "\n[[section]]\nid = \"plan3/section/9\"\ntitle = \"X\"\n", "plan3/sections-4.toml:", "has no place"),
        (
            "plan3/kpis.toml",
            "\n[[kpi]]\nid = \"plan3/kpi/x\"\ncategory = \"output\"\ntitle = \"X\"\npage = 1\n",
            "plan3/kpis.toml:",
            "has no owner",
        ),
        (
            "plan3/kpis.toml",
            "\n[[kpi]]\nid = \"plan3/kpi/x\"\ncategory = \"output\"\ntitle = \"X\"\npage = 1\nowner = { whole = true }\n",
            "plan3/kpis.toml:",
            "needs a `basis`",
        ),
        (
            "plan3/kpis.toml",
            "\n[[kpi]]\nid = \"plan3/kpi/x\"\ncategory = \"output\"\ntitle = \"X\"\npage = 1\nowner = { whole = true, basis = \"stated\" }\n",
            "plan3/kpis.toml:",
            "needs `evidence`",
        ),
        (
            "plan3/kpis.toml",
            "\n[[kpi]]\nid = \"plan3/kpi/x\"\ncategory = \"wish\"\ntitle = \"X\"\npage = 1\nowner = { whole = true, basis = \"stated\", evidence = [\"plan3/section/4.1\"] }\n",
            "plan3/kpis.toml:",
            "\"wish\" is none of",
        ),
        (
            "plan3/entries.toml",
            "\n[[entry]]\nprogramme = \"programme/kakenhi\"\npage = 1\namount = 3.0\n",
            "plan3/entries.toml:",
            "an amount needs",
        ),
        (
            "plan3/entries.toml",
            "\n[[entry]]\nprogramme = \"programme/kakenhi\"\npage = 1\namount = 3.0\nfiscal_year = 2024\nstage = \"概算要求\"\nconfidence = \"medium\"\n",
            "plan3/entries.toml:",
            "needs `support`",
        ),
        (
            "stray/kpis.toml",
            "[[kpi]]\nid = \"stray/kpi/x\"\ncategory = \"output\"\ntitle = \"X\"\npage = 1\nowner = { whole = true, basis = \"stated\", evidence = [\"plan3/section/4.1\"] }\n",
            "stray/kpis.toml:1",
            "no document has the id \"stray\"",
        ),
    ]
}

/// Breaches that would tie records falsely.
fn false_ties() -> Vec<Case> {
    vec![
        (
            "req6/projects.toml",
            "\n[[project]]\nid = \"req6/project/7\"\nof = \"plan3/project/1\"\ntitle = \"X\"\nslide = \"X\"\n",
            "req6/projects.toml:",
            "a project belongs to one period",
        ),
        (
            "req6/projects.toml",
            "\n[[project]]\nid = \"req6/project/7\"\nof = \"req5/project/1\"\ntitle = \"X\"\nslide = \"X\"\n",
            "req6/projects.toml:",
            "is itself listed under",
        ),
        (
            "plan3/projects.toml",
            "\n[[project]]\nid = \"plan3/project/9\"\ntitle = \"X\"\naliases = [\"医療機器\"]\npage = 1\n",
            "plan3/projects.toml:",
            "names a field, not a project",
        ),
        (
            "plan3/kpis.toml",
            "\n[[kpi]]\nid = \"plan3/kpi/x\"\ncategory = \"output\"\ntitle = \"X\"\npage = 36\nmentions = [{ section = \"plan3/section/3.3\", page = 30, words = \"導出\" }]\n",
            "plan3/kpis.toml:",
            "begins on page 31, after page 30",
        ),
        (
            "plan3/kpis.toml",
            "\n[[kpi]]\nid = \"plan3/kpi/x\"\ncategory = \"output\"\ntitle = \"X\"\npage = 36\nmentions = [{ section = \"plan3/section/3.3\", words = \"\" }]\n",
            "plan3/kpis.toml:",
            "empty words",
        ),
        (
            "lineage.toml",
            "\n[[lineage]]\nfrom = \"plan3/project/1\"\nto = \"plan3/project/2\"\nkind = \"continued\"\nbasis = \"stated\"\nevidence = [\"plan3\"]\n",
            "lineage.toml:",
            "say `of` on it instead of a step",
        ),
        (
            "plan3/kpis.toml",
            "\n[[kpi]]\nid = \"plan3/kpi/x\"\ncategory = \"result\"\nperiod = 2\ntitle = \"X\"\npage = 1\nowner = { whole = true, basis = \"stated\", evidence = [\"plan3/section/1.3\"] }\n",
            "plan3/kpis.toml:",
            "has no owner in this document",
        ),
        (
            "terms.toml",
            "\n[[term]]\nid = \"term/x\"\ntitle = \"X\"\naliases = [\"ＤＣＴ\"]\nplaces = [{ document = \"plan3\", page = 1 }]\n",
            "terms.toml:",
            "is a name of \"term/dct\" already",
        ),
        (
            "bodies.toml",
            "\n[[body]]\nid = \"body/x\"\ntitle = \"X\"\noffices = [\"area/cancer\"]\nplaces = [{ document = \"plan3\", page = 1 }]\n",
            "bodies.toml:",
            "a ministry or body is wanted here",
        ),
    ]
}

#[test]
fn every_rule_finds_its_breach_with_file_and_line() {
    for (file, addition, place, finding) in cases().into_iter().chain(false_ties()) {
        let dir = tempfile_corpus(file, addition);
        let problems = shirube::corpus::problems(&shirube::corpus::folder(dir.path()).unwrap());
        let found = problems.iter().map(ToString::to_string).find(|problem| problem.starts_with(place) && problem.contains(finding));
        assert!(found.is_some(), "{finding:?} in {file}; found {problems:#?}");
        assert!(problems.iter().all(|problem| problem.line > 0), "{problems:#?}");
    }
}

fn tempfile_corpus(file: &str, addition: &str) -> tempfile::TempDir {
    if file.starts_with("stray/") {
        let dir = broken_corpus("terms.toml", |text| text);
        std::fs::create_dir_all(dir.path().join("stray")).unwrap();
        std::fs::write(dir.path().join(file), addition).unwrap();
        return dir;
    }
    broken_corpus(file, |text| text + addition)
}

#[test]
fn the_line_is_the_line_of_the_breach() {
    let dir = broken_corpus("terms.toml", |_| "# one\n# two\n[[term]]\nid = \"term/x\"\ntitle = \"X\"\n".to_owned());
    let problems = shirube::corpus::problems(&shirube::corpus::folder(dir.path()).unwrap());
    assert!(problems.iter().any(|problem| problem.file == "terms.toml" && problem.line == 4), "{problems:#?}");
}

#[test]
fn check_says_all_of_it_and_exits_with_2() {
    let home = Home::new();
    let dir = broken_corpus("plan3/kpis.toml", |text| text.replacen("plan3/project/1\"", "plan3/project/99\"", 1));
    let output = home.run(&["check", "--corpus", dir.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("no record has the id \"plan3/project/99\""), "{}", stdout(&output));
    // Other commands refuse the corpus too, rather than showing part of it.
    let output = home.run(&["list", "kpi", "--corpus", dir.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("plan3/kpis.toml:"), "{}", stderr(&output));
}

#[test]
fn the_shipped_corpus_has_no_problems() {
    let home = Home::new();
    let output = home.run(&["check"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    assert!(stdout(&output).contains("no problems"));
}

#[test]
fn a_folder_that_is_no_corpus_is_refused_with_what_to_do() {
    let home = Home::new();
    let output = home.run(&["check", "--corpus", "/nonexistent"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/nonexistent") && stderr(&output).contains("--corpus"), "{}", stderr(&output));
    let empty = tempfile::tempdir().unwrap();
    let output = home.run(&["check", "--corpus", empty.path().to_str().unwrap()]);
    assert!(stderr(&output).contains("no .toml file"), "{}", stderr(&output));
}
