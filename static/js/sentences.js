// Text for screen readers: what is being written, by whole sentences, each handed out once.
const BLOCKS = "p,li,tr,pre,h1,h2,h3,h4,h5,h6";
const segmenter =
  Intl.Segmenter && new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "sentence" });

const cut = text => (segmenter ? Array.from(segmenter.segment(text), one => one.segment) : text ? [text] : []);

/** Return the text below a node: a line for each paragraph, list item and table row. */
export function words(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let text = "";
  let [block, cell] = [null, null];
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    const place = parentElement?.closest(BLOCKS);
    if (!data.trim() && place !== block) continue;
    const inCell = parentElement?.closest("td,th");
    if (text) text += place !== block ? "\n" : inCell !== cell ? ", " : "";
    text += data;
    [block, cell] = [place, inCell];
  }
  return text.replace(/[^\S\n]+/g, " ").trim();
}

export class Sentences {
  read = 0;

  /** Take the text that is finished for good and the text that is still open; return the sentences now whole. */
  take(done, open = "") {
    const whole = cut(done.slice(this.read));
    if (done) this.read = Math.max(0, this.read - done.length - 1);
    const begun = cut(open.slice(this.read)).slice(0, -1);
    this.read += begun.join("").length;
    return [...whole, ...begun].map(sentence => sentence.trim()).filter(Boolean);
  }
}
