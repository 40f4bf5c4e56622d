import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.markdown import render
from artifacts.markdown.render import render_markdown
from artifacts.markdown.top_level import top_level_blocks

HARMFUL = [
    "<script>alert(1)</script>",
    "text <script>alert(1)</script> text",
    '<img src=x onerror="alert(1)">',
    "<svg/onload=alert(1)>",
    '<iframe src="https://example.org"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<<b>script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    '<div style="position:fixed" onclick="x()">a</div>',
    '<p\nonclick="x()">a</p>',
    '`<b onclick="x()">`',
    '```"><script>alert(1)</script>\nx\n```',
    '[x](https://a.b "t\\" onclick=\\"x()")',
    "<style>* { display: none }</style>",
    '<form action="https://example.org"><input type="text" name="a"></form>',
    '<input type="checkbox" onclick="x()">',
    '<math><mi xlink:href="javascript:alert(1)">',
]


@pytest.mark.parametrize("source", HARMFUL)
def test_harmful_source_leaves_no_live_markup(source: str) -> None:
    html = render_markdown(source)

    tags = [part.split(">")[0] for part in html.split("<")[1:]]
    assert not [tag for tag in tags if tag.split()[0].strip("/") not in ("p", "a", "code", "pre")]
    assert not [tag for tag in tags if "onclick" in tag.split('title="')[0] or "script:" in tag or "data:" in tag]


def test_emphasis_lists_and_headings_are_rendered() -> None:
    assert render_markdown("## A *b*\n\n3. ~~x~~\n") == (
        '<h2>A <em>b</em></h2>\n<ol start="3">\n<li><del>x</del></li>\n</ol>\n'
    )


def test_code_block_keeps_its_language() -> None:
    assert render_markdown("```py title\nx < 1\n```") == '<pre><code class="language-py">x &lt; 1\n</code></pre>\n'


def test_table_can_be_scrolled_by_keyboard() -> None:
    assert render_markdown("| a |\n|--:|\n| 1 |\n") == (
        '<div class="table-scroll" tabindex="0" role="region" aria-label="Table">'
        '<table><thead><tr><th class="align-right">a</th></tr></thead><tbody>\n'
        '<tr><td class="align-right">1</td></tr>\n</tbody></table></div>\n'
    )


def test_link_tells_nothing_to_its_target() -> None:
    assert render_markdown("[a](https://x.org 't')") == (
        '<p><a href="https://x.org" title="t" rel="nofollow noopener noreferrer">a</a></p>\n'
    )


def test_relative_link_is_only_its_words() -> None:
    assert 'href="/' not in render_markdown("[a](/accounts/logout/)")


def test_remote_image_becomes_a_link_with_its_words() -> None:
    assert render_markdown("![a *cat*](https://x.org/c.png)") == (
        '<p><a href="https://x.org/c.png" rel="nofollow noopener noreferrer">a cat</a></p>\n'
    )


def test_image_without_words_becomes_a_link_with_its_file_name() -> None:
    assert ">c.png</a>" in render_markdown("![](https://x.org/c.png)")


def test_image_in_a_link_becomes_its_words() -> None:
    assert render_markdown("[![cat](https://x.org/c.png)](https://x.org)") == (
        '<p><a href="https://x.org" rel="nofollow noopener noreferrer">cat</a></p>\n'
    )


def test_own_image_is_shown_where_its_address_is_known() -> None:
    html = render_markdown('![a "cat"](file:abc)', image_address=lambda digest: f'/files/{digest}"/')

    assert html == '<p><img src="/files/abc&quot;/" alt="a &quot;cat&quot;" loading="lazy"></p>\n'


def test_own_image_without_address_is_its_words() -> None:
    assert render_markdown("![cat](file:abc)") == "<p>cat</p>\n"
    assert render_markdown("![](file:abc)") == "<p>Image</p>\n"


def test_task_list_says_what_is_done() -> None:
    html = render_markdown("- [x] a\n- [ ] b\n")

    assert '<input type="checkbox" disabled checked aria-label="Done">' in html
    assert '<input type="checkbox" disabled aria-label="Not done">' in html


def test_footnotes_of_two_texts_have_ids_of_their_own() -> None:
    html = render_markdown("a[^1]\n\n[^1]: note\n", scope="m7-")

    assert 'href="#fn-m7-1"' in html
    assert 'id="fn-m7-1"' in html


def test_html_tags_vanish_and_their_words_stay() -> None:
    assert render_markdown("a <b>b</b><br>c <!-- d --> H<sub>2</sub>O") == "<p>a b<br>c  H<sub>2</sub>O</p>\n"


def test_what_only_looks_like_a_tag_is_kept() -> None:
    assert render_markdown("a vector<int> and <your-name>") == "<p>a vector&lt;int&gt; and &lt;your-name&gt;</p>\n"


def test_html_block_is_shown_as_its_words() -> None:
    html = render_markdown("before\n\n<details>\n<summary>More *stars*</summary>\n\n**bold**\n\n</details>\n\nafter")

    assert "".join(html.split("\n")) == ("<p>before</p><p>More *stars*</p><p><strong>bold</strong></p><p>after</p>")


def test_html_in_code_is_shown() -> None:
    assert render_markdown("`<b>` <i>") == "<p><code>&lt;b&gt;</code> </p>\n"


def test_text_that_no_database_keeps_is_rendered() -> None:
    assert render_markdown("a\x00\ud800\ufdd0b") == "<p>a\ufffd\ufffd\ufffdb</p>\n"


@given(st.text(alphabet=st.sampled_from("<>/abi!-=\"'`*_[]()#|\n \\&;:~\ufdd1"), max_size=60))
def test_any_text_is_rendered_with_known_tags_only(source: str) -> None:
    html = render_markdown(source)

    names = {part.split(">")[0].split()[0].strip("/") for part in html.split("<")[1:]}
    assert names <= set(render._TAGS.split())


@given(st.text(alphabet=st.sampled_from("ab#-*>|`~1.\n \t=[]:^"), max_size=80))
def test_top_level_blocks_joined_are_the_text(source: str) -> None:
    assert "".join(top_level_blocks(source)) == source


def test_top_level_blocks_are_cut_where_blocks_begin() -> None:
    assert top_level_blocks("# A\n\ntext\nmore\n\n- a\n\n- b\n\n---\n") == [
        "# A\n\n", "text\nmore\n\n", "- a\n\n- b\n\n", "---\n",
    ]  # fmt: skip


def test_html_in_an_images_words_is_as_in_text() -> None:
    html = render_markdown("![a<br>b <b>c</b> 1 <2 vector<int>](file:abc)", image_address=lambda digest: f"/{digest}")
    assert html == '<p><img src="/abc" alt="a b c 1 &lt;2 vector&lt;int&gt;" loading="lazy"></p>\n'
