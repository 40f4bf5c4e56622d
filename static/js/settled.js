// Gives a running message its final state and leaves alone what is the same in both: the reader's selection stays.

/** Return whether a finished block looks as it did, code that got its tools included. */
function isSame(kept, block) {
  if (kept.matches(".code")) return kept.firstElementChild.innerHTML === block.innerHTML;
  return kept.isEqualNode(block);
}

function settleBlocks(prose, fresh) {
  const kept = [...prose.children];
  const blocks = [...fresh.children];
  blocks.forEach((block, index) => {
    if (index >= kept.length) prose.append(block);
    else if (!isSame(kept[index], block)) kept[index].replaceWith(block);
  });
  for (const extra of kept.slice(blocks.length)) extra.remove();
  prose.className = fresh.className;
}

export function settle(article, fresh) {
  for (const name of article.getAttributeNames()) if (!fresh.hasAttribute(name)) article.removeAttribute(name);
  for (const { name, value } of fresh.attributes) article.setAttribute(name, value);
  const prose = article.querySelector("[data-prose]");
  const freshProse = fresh.querySelector("[data-prose]");
  settleBlocks(prose, freshProse);
  while (prose.previousSibling) prose.previousSibling.remove();
  while (freshProse.previousSibling) prose.parentElement.prepend(freshProse.previousSibling);
  while (prose.nextSibling) prose.nextSibling.remove();
  while (freshProse.nextSibling) prose.parentElement.append(freshProse.nextSibling);
}
