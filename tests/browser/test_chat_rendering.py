"""An answer on the page while it comes: each state is right, the reader's place and selection stay, it is read out."""

import re
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_main_job import ask, focus_by_tab, wait_until_answered
from tests.browser.waiting import comes_to
from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.fakes.openai_scripts import Fault, Script
from tests.fakes.site import Site, site_environment
from tests.fakes.web_process import web_process

pytestmark = pytest.mark.browser

BEGINNING = """\
Tides are **slow waves**. The Moon makes them, with *some* help of the Sun.

- spring tide
  - at **new** moon
    1. every 15 days
- neap tide

| sea | range | `note` |
|---|--:|---|
| Fundy | 16 | **most** |
| Baltic | 0 | [why](http://x.org) |

```py
range = 16

print(range)
```

The first part ends here.

"""
MIDDLE = [f"Paragraph {number} of the middle says a little more.\n\n" for number in range(1, 30)]
END = "The end is near. It breaks off in the mid"
RECORD = """
() => {
  const log = document.getElementById("log");
  window.states = [];
  window.finished = new Set();
  new MutationObserver(() => {
    if (window.isDisturbed) return;
    const prose = log.querySelector("article.message--assistant [data-prose]");
    const shown = prose?.cloneNode(true);
    shown?.querySelectorAll(".message__state, copy-button").forEach(one => one.remove());
    const names = [...(shown?.querySelectorAll("*") ?? [])].map(one => one.localName);
    if (shown?.textContent) states.push([shown.textContent, names]);
    prose?.querySelectorAll(":scope > *:not([data-open], .message__state)").forEach(one => finished.add(one));
  }).observe(log, { childList: true, subtree: true });
  window.said = [];
  new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(
    line => said.push(line.textContent)))).observe(document.getElementById("spoken"), { childList: true });
}
"""
COMES_BEFORE_ITS_OWN_SCROLL = """
async () => {
  window.isDisturbed = true;
  const log = document.getElementById("log");
  const grow = () => {
    const block = document.createElement("pre");
    block.textContent = "\\n".repeat(30);
    log.querySelector("[data-open]").before(block);
    return block;
  };
  const frame = () => new Promise(requestAnimationFrame);
  const first = grow();
  await null;
  await frame();
  const second = grow();
  await frame();
  await frame();
  await frame();
  const rest = log.scrollHeight - log.scrollTop - log.clientHeight;
  for (const block of [first, second]) block.closest(".code").remove();
  await frame();
  window.isDisturbed = false;
  return rest;
}
"""


def pieces(text: str) -> list[str]:
    return [text[start : start + 5] for start in range(0, len(text), 5)]


@pytest.fixture
def model() -> Iterator[OpenAIEndpoint]:
    with OpenAIEndpoint() as endpoint:
        yield endpoint


@pytest.fixture
def model_address(site: Site, model: OpenAIEndpoint) -> Iterator[str]:
    """A second web process on the site's data whose assistant is the fake model."""
    changes = {"OPENAI_BASE_URL": model.base_url, "OPENAI_API_KEY": "test", "CHAT_MODEL": "walk"}
    with web_process(site_environment(site.data_dir, "0", **changes), "") as web:
        yield f"http://127.0.0.1:{web.port}/"


def rest_below(page: Page) -> float:
    return page.get_by_role("log").evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_answer_grows_in_place_and_goes_on_after_a_cut(
    open_page: Callable[..., Page], model: OpenAIEndpoint, model_address: str
):
    middle, end = threading.Event(), threading.Event()
    first, second, third = pieces(BEGINNING), MIDDLE, pieces(END)
    holds = {len(first): middle, len(first) + len(second): end}
    answer = Script([*first, *second, *third], tokens_per_second=60, holds=holds, finish_reason="length")
    model.script("walk", answer)
    page = sign_in(open_page(model_address, viewport={"width": 900, "height": 560}))
    log, to_end = page.get_by_role("log"), page.get_by_role("button", name="To the newest message")
    page.evaluate(RECORD)
    ask(page, "Why are there tides?")

    expect(log).to_contain_text("The first part ends here.")
    assert page.evaluate(COMES_BEFORE_ITS_OWN_SCROLL) < 2
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[data-prose] > p'))")
    log.hover()
    page.mouse.wheel(0, -30)
    expect(to_end).to_be_visible()
    place = page.evaluate("document.getElementById('log').scrollTop")
    middle.set()
    expect(log).to_contain_text("Paragraph 29 of the middle")
    assert page.evaluate("document.getElementById('log').scrollTop") == place
    to_end.click()
    expect(to_end).to_be_hidden()
    end.set()
    wait_until_answered(page)

    expect(page.locator("chat-stream")).to_have_count(0)
    comes_to(page, lambda: rest_below(page) < 2, True)
    assert page.evaluate("getSelection().toString().trim()").startswith("Tides are slow waves. The Moon")
    assert page.evaluate("[...finished].every(block => block.isConnected || block.localName === 'pre')")
    states = page.evaluate("states")
    whole, elements = states[-1]
    assert len(states) > 20
    for text, names in states:
        assert squeezed(whole).startswith(squeezed(text))
        shown = [name for name in names if name not in ("tbody", "div")]
        assert [name for name in elements if name not in ("tbody", "div")][: len(shown)] == shown
    end_said = ["The end is near.", "It breaks off in the mid", "The answer was cut off before its end."]
    comes_to(page, lambda: page.evaluate("said.slice(-3)"), end_said)
    said = page.evaluate("said")
    assert said[:3] == ["Tides are slow waves.", "The Moon makes them, with some help of the Sun.", "spring tide"]
    assert len(said) == len(set(said))
    assert page.locator("#spoken > *").count() <= 20

    model.script("walk", Script(["dle. ", "Now it ", "is whole."]))
    focus_by_tab(page, "button", "Continue", backwards=True)
    page.keyboard.press("Enter")
    expect(log.get_by_role("article")).to_have_count(3)
    wait_until_answered(page)
    expect(log).to_be_focused()
    comes_to(page, lambda: "Now it is whole." in page.evaluate("said")[len(said) :], True)


def test_what_was_thought_aloud_goes_and_what_did_not_come_is_told(
    open_page: Callable[..., Page], model: OpenAIEndpoint, model_address: str
):
    rest = threading.Event()
    thought = (
        "Let me draft:\n\n| a | b |\n|---|---|\n| draft one | 2 |\n| draft two | 4 |\n| draft three | 6 |\n\nSo.\n"
    )
    model.script("walk", Script([thought, "</think>\n\nVans are nice."], holds={1: rest}))
    page = sign_in(open_page(model_address))
    ask(page, "Make a table of vans with prices")
    expect(page.locator("#pane")).to_contain_text("draft three")
    rest.set()
    wait_until_answered(page)
    answer = page.locator("article.message--assistant").last
    expect(answer.locator("[data-prose]")).to_have_text("Vans are nice.")
    expect(answer.locator("[data-card]")).to_have_count(0)
    expect(page.get_by_text("draft three")).to_have_count(0)
    expect(answer.locator("[data-notice]")).to_contain_text("The answer holds no table.")
    answer.get_by_role("button", name="Keep in chat").click()
    expect(answer.locator("[data-notice]")).to_have_count(0)


def test_page_counts_down_and_asks_a_busy_provider_again(
    open_page: Callable[..., Page], model: OpenAIEndpoint, model_address: str
):
    model.script("walk", Script(fault=Fault.RATE_LIMITED, times=1, retry_after="8"))
    page = sign_in(open_page(model_address))
    ask(page, "Why are there tides?")
    expect(page.locator("retry-clock")).to_contain_text(re.compile(r"Try again in \d second"))
    expect(page.locator("article.message--assistant").last).to_contain_text("Hello from the model.", timeout=30_000)
