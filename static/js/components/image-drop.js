// Takes images that are chosen, pasted or dropped, stores them, and writes their reference at the caret.
class ImageDrop extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.input = this.querySelector("input[type=file]");
    this.news = this.querySelector("output");
    this.querySelector("button").hidden = true;
    this.input.addEventListener("change", () => this.take([...this.input.files]));
    this.text.addEventListener("paste", event => this.catch(event, event.clipboardData));
    this.text.addEventListener("drop", event => this.catch(event, event.dataTransfer));
    this.text.addEventListener("dragover", event => event.dataTransfer.types.includes("Files") && event.preventDefault());
  }

  /** Spreadsheets put a picture beside their text on the clipboard: text wins. */
  catch(event, data) {
    const images = [...data.files].filter(file => file.type.startsWith("image/"));
    if (!images.length || data.types.includes("text/plain")) return;
    event.preventDefault();
    this.take(images);
  }

  async take(images) {
    this.news.textContent = this.dataset.busy;
    try {
      for (const image of images) this.insert(await this.store(image));
      this.news.textContent = this.dataset.done;
    } catch (error) {
      this.news.textContent = error.message;
    }
    this.input.value = "";
  }

  async store(image) {
    const body = new FormData();
    body.append("file", image);
    const headers = { "X-CSRFToken": this.closest("form").elements.csrfmiddlewaretoken.value };
    const response = await fetch(this.dataset.uploadUrl, { method: "POST", body, headers });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail);
    return answer.reference;
  }

  insert(reference) {
    this.text.setRangeText(reference, this.text.selectionStart, this.text.selectionEnd, "end");
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    this.text.focus();
  }
}

customElements.define("image-drop", ImageDrop);
