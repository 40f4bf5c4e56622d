"""Right-to-left text in HTML."""

import pytest

from exports.flow.directions import directed


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>plain</p>", "<p>plain</p>"),
        ("<p>نص</p><p>text</p>", '<p dir="rtl">نص</p><p>text</p>'),
        (
            "<ul>\n<li>نص <b>x</b></li>\n<li>text</li></ul>",
            '<ul dir="rtl">\n<li dir="rtl">نص <b>x</b></li>\n<li>text</li></ul>',
        ),
        ('<ol start="3"><li>نص</li></ol>', '<ol dir="rtl" start="3"><li dir="rtl">نص</li></ol>'),
        ("<blockquote>\n<p>نص</p></blockquote>", '<blockquote dir="rtl">\n<p dir="rtl">نص</p></blockquote>'),
        (
            '<table><tr><th>نص</th><td class="align-right">1</td></tr></table>',
            '<table dir="rtl"><tr><th dir="rtl">نص</th><td dir="ltr" class="align-right">1</td></tr></table>',
        ),
        (
            "<table><tr><td>x</td><td>نص</td></tr></table>",
            '<table><tr><td dir="ltr">x</td><td dir="rtl">نص</td></tr></table>',
        ),
        (
            '<div class="footnote-definition" id="fn-1"><sup>1</sup>\n<p>نص</p></div>',
            '<div class="footnote-definition" dir="rtl" id="fn-1"><sup>1</sup>\n<p dir="rtl">نص</p></div>',
        ),
    ],
)
def test_blocks_that_begin_from_the_right_are_marked(html: str, expected: str) -> None:
    assert directed(html) == expected
