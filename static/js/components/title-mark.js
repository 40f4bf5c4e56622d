// Marks the tab's title while nobody looks at the page, as when a file is ready; looking at it takes the mark off.
class TitleMark extends HTMLElement {
  connectedCallback() {
    if (!document.hidden) return;
    const plain = document.title;
    document.title = `${this.dataset.mark} ${plain}`;
    document.addEventListener("visibilitychange", () => {
      document.title = plain;
    }, { once: true });
  }
}

customElements.define("title-mark", TitleMark);
