// Hides the items of a list that do not hold the words typed.
class ListFilter extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    const input = this.querySelector("input");
    input.addEventListener("input", () => {
      const words = input.value.trim().toLowerCase();
      for (const item of document.getElementById(input.getAttribute("aria-controls")).children) {
        item.hidden = !item.textContent.toLowerCase().includes(words);
      }
    });
  }
}

customElements.define("list-filter", ListFilter);
