// Morph: makes what stands in an element like something new, and touches only what differs. While a
// knob moves that is a few digits, and the browser lays out no more than those.

/** @param {Element} old @param {Element} fresh */
function dress(old, fresh) {
  for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** @param {Node} root @param {Iterable<Node>} children what shall stand in it */
export function morph(root, children) {
  let old = root.firstChild;
  for (const fresh of [...children]) {
    const next = old?.nextSibling ?? null;
    if (!old) root.appendChild(fresh);
    else if (!old.isEqualNode(fresh)) {
      if (old.nodeName !== fresh.nodeName) root.replaceChild(fresh, old);
      else if (old instanceof Element) {
        dress(old, /** @type {Element} */ (fresh));
        morph(old, fresh.childNodes);
      } else old.nodeValue = fresh.nodeValue;
    }
    old = next;
  }
  while (old) {
    const next = old.nextSibling;
    old.remove();
    old = next;
  }
}
