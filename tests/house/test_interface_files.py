"""Rules that the interface's files keep: what Django can hash, what the content policy allows, what eyes can read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if "exports/files" not in path.as_posix())
TOKENS = (ROOT / "static" / "css" / "base" / "tokens.css").read_text()
MIN_CONTRAST = 4.5
TEXTS = ("ink", "ink-soft", "accent", "gold", "danger", "ok")
GLASS = ("surface", "surface-raised", "surface-solid", "surface-sunken")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_modules_are_named_relatively_and_imports_end_in_a_semicolon(path: Path):
    for line in path.read_text().splitlines():
        if line.startswith(("import ", "export {", "export *")):
            assert re.fullmatch(r'(import|export) .*from "\.{1,2}/[\w./-]+\.js";', line), line
        for target in re.findall(r"import\((.*?)\)", line):
            assert re.fullmatch(r'"\./[\w./-]+\.js"', target), line


def test_modules_never_import_in_a_circle():
    imports = {path: [*_static_imports(path)] for path in SCRIPTS}

    def reachable(path: Path, seen: frozenset[Path]) -> None:
        assert path not in seen, f"{path.name} imports itself over {[one.name for one in seen]}"
        for target in imports[path]:
            reachable(target, seen | {path})

    for path in SCRIPTS:
        reachable(path, frozenset())


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_say_in_the_first_line_what_they_do(path: Path):
    assert path.read_text().startswith("// ")


def test_every_custom_element_in_a_template_has_its_module():
    offered = set(re.findall(r'"([a-z]+-[a-z-]+)": \(\) => import', "".join(path.read_text() for path in SCRIPTS)))
    used = {name for path in TEMPLATES for name in re.findall(r"<([a-z]+-[a-z-]+)[\s>]", path.read_text())}
    assert used <= offered
    for name in offered:
        assert f'customElements.define("{name}"' in (ROOT / f"static/js/components/{name}.js").read_text()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_script_and_no_style_of_their_own(path: Path):
    text = path.read_text()
    assert not re.search(r"<style|<script(?![^>]*src=)|\sstyle=|\son[a-z]+=|javascript:", text)
    assert "|safe" not in text.replace("field.help_text|safe", "")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_stand_in_a_layer_and_stay_short(path: Path):
    text = path.read_text()
    assert "@layer " in text
    assert len(text.splitlines()) <= 150


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("glass", GLASS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_on_glass_is_readable_over_black_and_over_white(text: str, glass: str, is_dark: bool):
    ink = _colour(text, is_dark)
    worst = min(_contrast(ink, _blend(_colour(glass, is_dark), ground)) for ground in (0.0, 255.0))
    assert worst >= MIN_CONTRAST, f"{text} on {glass}: {worst:.2f}"


def test_nothing_shines_through_what_stays_while_content_scrolls_beneath_it():
    rules = [rule for path in STYLES for rule in re.findall(r"[^{}]+\{[^{}]*\}", path.read_text())]
    sticky = [rule for rule in rules if "position: sticky" in rule]
    assert sticky
    assert all("background: var(--surface-solid)" in rule for rule in sticky)
    assert [_colour("surface-solid", is_dark)[3] for is_dark in (False, True)] == [1.0, 1.0]


def _static_imports(path: Path) -> Iterator[Path]:
    for target in re.findall(r'^import .*from "(.*)";$', path.read_text(), re.MULTILINE):
        yield (path.parent / target).resolve()


def _colour(name: str, is_dark: bool) -> tuple[float, float, float, float]:
    found = re.search(rf"--{name}: light-dark\((#\w+|rgb\(.*?\)), (#\w+|rgb\(.*?\))\)", TOKENS)
    assert found, name
    value = found[2 if is_dark else 1]
    if value.startswith("#"):
        red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
        return red, green, blue, 1.0
    red, green, blue, alpha = map(float, re.findall(r"[\d.]+", value))
    return red, green, blue, alpha


def _blend(colour: tuple[float, float, float, float], ground: float) -> tuple[float, float, float, float]:
    red, green, blue, alpha = colour
    mixed = [channel * alpha + ground * (1 - alpha) for channel in (red, green, blue)]
    return mixed[0], mixed[1], mixed[2], 1.0


def _contrast(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: tuple[float, float, float, float]) -> float:
    linear = [
        channel / 255 / 12.92 if channel / 255 <= 0.04045 else ((channel / 255 + 0.055) / 1.055) ** 2.4
        for channel in colour[:3]
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
