"""Modules put into one script: the grammar that is known, and what is refused."""

from pathlib import Path

import pytest

from app.forms.standalone.bundle import SCRIPTS, Unbundled, bundle, inline
from app.forms.standalone.live import NOTHING_LIVE

#: What only a page with an address can do, and no file: it is all that may be refused.
OF_PAGES = ("import(", "import.meta")
MODULES = sorted(path.stem for path in SCRIPTS.glob("*.js"))


def written(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_each_module_stands_once_after_what_it_imports(tmp_path: Path) -> None:
    written(
        tmp_path,
        main='import { a as b, c } from "./one.js";\nimport "./two.js";\nawait b(c);\n',
        one='import { d } from "./two.js";\nexport async function a() {}\nexport const c = d;\n',
        two="const e = 1;\nexport class F {}\nexport { e as d };\n",
    )
    text = bundle("main", folder=tmp_path)
    assert text.count("// two.js") == 1
    assert text.index("// two.js") < text.index("// one.js") < text.index("// main.js")
    assert "const { a: b, c } = _one;" in text
    assert "return { F, d: e };" in text
    assert "import" not in text and "export" not in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('import all from "./b.js";', "import all"),
        ('const late = await import("./b.js");', "import("),
        ("const here = import.meta.url;", "import.meta"),
        ("export default 3;", "export default"),
        ("export const { a, b } = c;", "export const {"),
        ("export let a = 1;", "export let"),
        ('import { default as a } from "./b.js";', "default as a"),
        ('import { a } from "./nowhere.js";', "nowhere.js"),
        ('import { a } from "./main.js";', "main → main"),
    ],
)
def test_what_cannot_be_put_into_one_script_is_refused(
    tmp_path: Path, text: str, told: str
) -> None:
    written(tmp_path, main=text, b="export const a = 1;")
    with pytest.raises(Unbundled) as refused:
        bundle("main", folder=tmp_path)
    assert told in str(refused.value)


def test_words_of_the_grammar_in_comments_are_no_matter(tmp_path: Path) -> None:
    written(tmp_path, main='/** @type {import("./b.js").A} */\n// import.meta\nconst a = 1;\n')
    assert "const a = 1;" in bundle("main", folder=tmp_path)


@pytest.mark.parametrize("name", MODULES)
def test_modules_of_the_site_keep_to_the_grammar(name: str) -> None:
    try:
        assert f"// {name}.js" in bundle(name)
    except Unbundled as refused:
        assert any(told in str(refused) for told in OF_PAGES), refused


def test_a_module_may_be_taken_whole_from_another_folder(tmp_path: Path) -> None:
    (tmp_path / "far" / "off").mkdir(parents=True)
    written(
        tmp_path,
        main='import * as all from "./far/off/one.js";\nawait all.a();\n',
        two="const e = 1;",
    )
    written(
        tmp_path / "far" / "off", one='import { e } from "../../two.js";\nexport const a = e;\n'
    )
    text = bundle("main", folder=tmp_path, instead={"two": "export const e = () => 5;\n"})
    assert "const all = _far__off__one;" in text
    assert "const { e } = _two;" in text and "() => 5" in text
    assert [line for line in text.splitlines() if line.startswith("// ")] == [
        "// two.js",
        "// far/off/one.js",
        "// main.js",
    ]


def test_the_file_itself_is_bundled() -> None:
    text = bundle("alone", instead=NOTHING_LIVE)
    assert text.count("// alone.js") == 1
    assert "fetch(" not in text


def test_a_script_cannot_end_its_element() -> None:
    assert inline('a("</script>", "<!--", "</SCRIPT", "<b>")') == (
        'a("\\x3c/script>", "\\x3c!--", "\\x3c/SCRIPT", "<b>")'
    )
