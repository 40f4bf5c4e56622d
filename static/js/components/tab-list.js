// Arrow keys for a row of tabs that are links; choosing one is the link's own work.
class TabList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", event => this.press(event));
  }

  press(event) {
    const tabs = [...this.querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(event.target);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next !== undefined) tabs.at(next % tabs.length).focus();
    else if (event.key === " ") event.target.click();
    else return;
    event.preventDefault();
  }
}

customElements.define("tab-list", TabList);
