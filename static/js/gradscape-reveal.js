// Gradscape in reveal.js (4 to 6): the fragments of a slide step the live figures on it.
// A plain script, so that a deck opened from disk may load it; gradscape-reveal.mjs is its module.
//
//   <iframe data-gradscape data-src="https://SITE/en/embed/descent?learning_rate=0.9"></iframe>
//   <span class="fragment" data-gradscape-step="5">after five steps</span>
//   <span class="fragment" data-gradscape-set="learning_rate=1.05">past the edge</span>
//   <span class="fragment" data-gradscape-play>play</span>
//   <p data-gradscape-sentence>the sentence that the figure computes</p>
//   Reveal.initialize({ plugins: [Gradscape] })
//
// data-gradscape="en/embed/descent?…" without data-src is an address of the site that this script
// came from, or of the one in Reveal's option gradscape: {site: "https://…"}.
// A fragment is for every figure of its slide, or for the one named in data-gradscape-for="ID".
// What a figure shows depends on the fragments shown and on nothing else: so going back works.

/** @typedef {{set: Map<string, string | null>, step: number | null, playing: boolean}} State */
/** A figure on a slide: whether it is ready, which keys and which clock it has been told, and whether
 * its site was out of reach.
 * @typedef {{frame: HTMLIFrameElement, slide: Element, ready: boolean, told: Map<string, string | null>,
 *   clock: string, lost: boolean}} Live */

(() => {
  const WORDS = {
    en: { lost: "The live figure cannot be reached just now.", link: "Open it in the browser" },
    ko: { lost: "지금은 움직이는 그림에 연결할 수 없습니다.", link: "브라우저에서 열기" },
  };
  const words = () => (document.documentElement.lang.startsWith("ko") ? WORDS.ko : WORDS.en);
  const FRAMES = "iframe[data-gradscape]";
  const MARKS = ["step", "set", "play"].map((name) => `[data-gradscape-${name}]`).join();
  /** How long printing and a slow network are waited for, in milliseconds. */
  const PATIENCE = 10_000;
  /** Stands for what a figure off the screen has been told, and equals nothing that it could be. */
  const OFF = "\0";

  const HOME = /^(.*\/)static\/js\/gradscape-reveal\.js/.exec(/** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? "")?.[1];

  /** Give the frames of a deck their addresses. @param {any} deck */
  function locate(deck) {
    const site = deck.getConfig().gradscape?.site ?? Gradscape.site;
    for (const frame of /** @type {NodeListOf<HTMLIFrameElement>} */ (deck.getRevealElement().querySelectorAll(FRAMES))) {
      const path = frame.dataset.gradscape;
      if (!path || frame.dataset.src || frame.src) continue;
      frame.dataset.src = new URL(path.replace(/^\/+/, ""), site ? site.replace(/\/*$/, "/") : document.baseURI).href;
    }
  }

  // --- What a figure is to show: a function of the fragments shown -------------------------------

  /** `a=1&b=2` as pairs; a plus is a plus, for functions are written with it. @param {string} text */
  const pairs = (text) => text.split("&").filter(Boolean).map((part) => {
    const [key, ...value] = part.split("=");
    return /** @type {[string, string]} */ ([key.trim(), value.join("=").trim()]);
  });

  /** @param {Element} slide @param {string} id */
  function fragments(slide, id) {
    const index = (/** @type {Element} */ one) => Number(one.getAttribute("data-fragment-index") ?? 0);
    return [...slide.querySelectorAll(MARKS)]
      .filter((one) => one.classList.contains("fragment") && [null, id].includes(one.getAttribute("data-gradscape-for")))
      .sort((one, other) => index(one) - index(other));
  }

  /** @param {string} address @param {Element} slide @param {string} id @returns {State} */
  function wanted(address, slide, id, shown = (/** @type {Element} */ one) => one.classList.contains("visible")) {
    const opened = new URL(address, document.baseURI).searchParams;
    const all = fragments(slide, id);
    const clocked = all.some((one) => one.matches("[data-gradscape-step], [data-gradscape-play]"));
    const playing = !["0", "false"].includes(opened.get("autoplay") ?? "0");
    const first = opened.get("step");
    /** @type {State} */
    const state = {
      set: new Map(all.flatMap((one) => pairs(one.getAttribute("data-gradscape-set") ?? "").map(([key]) => [key, null]))),
      step: first ? Number(first) : clocked || playing ? 0 : null,
      playing,
    };
    for (const one of all.filter(shown)) {
      for (const [key, value] of pairs(one.getAttribute("data-gradscape-set") ?? "")) state.set.set(key, value);
      const step = one.getAttribute("data-gradscape-step");
      if (step) [state.step, state.playing] = [Number(step), false];
      if (one.hasAttribute("data-gradscape-play")) state.playing = true;
    }
    return state;
  }

  // --- The still of a state, for print, the speaker's window and a hall without network ----------

  /** The parts of an embed's address; null where it is none, as for a file on disk. @param {string} address */
  function parts(address) {
    const found = /^(https?:\/\/.*)\/(\w+)\/embed\/([\w-]+)$/.exec(new URL(address, document.baseURI).href.split(/[?#]/)[0]);
    return found && { site: found[1], lang: found[2], figure: found[3] };
  }

  /** @param {string} address @param {State} state @param {[number, number]} size */
  function still(address, state, size) {
    const of = parts(address);
    if (!of) return null;
    const query = new URL(address, document.baseURI).searchParams;
    for (const key of ["controls", "autoplay", "loop"]) query.delete(key);
    for (const [key, value] of state.set) if (value !== null) query.set(key, value);
    // What plays in the hall is printed whole.
    if (state.playing) query.delete("step");
    else if (state.step !== null) query.set("step", String(state.step));
    query.set("width", String(Math.min(3840, Math.max(160, size[0]))));
    query.set("height", String(Math.min(2160, Math.max(120, size[1]))));
    return `${of.site}/${of.lang}/figures/${of.figure}.svg?${query}`;
  }

  /** @param {HTMLElement} frame @returns {[number, number]} */
  function size(frame) {
    const side = (/** @type {"width" | "height"} */ name, /** @type {number} */ other) =>
      parseInt(frame.getAttribute(name) ?? "") || parseInt(frame.style[name].endsWith("px") ? frame.style[name] : "") || other;
    return [frame.offsetWidth || side("width", 960), frame.offsetHeight || side("height", 540)];
  }

  /** What stands in for a live figure that cannot be had. @param {HTMLElement} frame @param {string} address */
  function substitute(frame, address) {
    const { still: given } = frame.dataset;
    if (given) return Object.assign(new Image(), { src: new URL(given, document.baseURI).href, alt: frame.title });
    const told = document.createElement("p");
    const link = Object.assign(document.createElement("a"), { href: address, textContent: words().link, target: "_blank" });
    told.append(`${frame.title ? `${frame.title}: ` : ""}${words().lost} `, link);
    return told;
  }

  /** Show something still in the frame itself, so that nothing on the slide moves.
   * @param {HTMLIFrameElement} frame @param {HTMLElement} content */
  function freeze(frame, content) {
    content.style.cssText = "margin:auto; max-width:100%; max-height:100vh; font:20px system-ui, sans-serif; padding:0; color:#57564f";
    let text = `<body style="margin:0; height:100vh; display:flex; text-align:center; background:#fbfaf6">${content.outerHTML}`;
    let tries = 3; // a sandboxed frame never shows what is in it
    // The frame's own address may still be under way; where its failure comes last, it is put right.
    frame.addEventListener("load", function again() {
      if (frame.srcdoc !== text || (tries -= 1) < 0) frame.removeEventListener("load", again);
      else if (frame.contentDocument?.URL !== "about:srcdoc") frame.srcdoc = text += " ";
    });
    frame.srcdoc = text;
  }

  // --- Print: every frame becomes a picture, on each page that of the page's fragments ------------

  /** @param {Element} root */
  async function print(root) {
    const loading = [...root.querySelectorAll(`.slides section[data-gradscape][data-background-iframe]`)].map(async (slide) => {
      const address = slide.getAttribute("data-background-iframe") ?? "";
      const picture = still(address, wanted(address, slide, "", () => true), [1280, 720]) ?? slide.getAttribute("data-still");
      slide.removeAttribute("data-background-iframe");
      if (!picture) return;
      slide.setAttribute("data-background-image", picture);
      await loaded(Object.assign(new Image(), { src: picture }));
    });
    for (const frame of /** @type {NodeListOf<HTMLIFrameElement>} */ (root.querySelectorAll(FRAMES))) {
      const address = frame.dataset.src ?? frame.src;
      const slide = frame.closest("section");
      if (!slide) continue;
      const image = new Image();
      for (const { name, value } of frame.attributes) if (!/^(src|data-src|srcdoc|title|allow.*)$/.test(name)) image.setAttribute(name, value);
      image.alt = frame.title;
      image.style.objectFit = "contain";
      // Not data-src, which reveal.js would make the picture's source.
      image.dataset.gradscape = address;
      frame.replaceWith(image);
      const all = fragments(slide, frame.id);
      const addresses = [-1, ...all.keys()].map((last) => still(address, wanted(address, slide, frame.id, (one) => all.indexOf(one) <= last), size(image)));
      const first = addresses[0] ?? frame.dataset.still;
      image.dataset.stillSize = size(image).join();
      if (first) image.src = first;
      loading.push((async () => {
        if (first && (await loaded(image))) await Promise.all(addresses.slice(1).map((each) => each && loaded(Object.assign(new Image(), { src: each }))));
        else image.replaceWith(substitute(frame, address));
      })());
    }
    await Promise.race([Promise.all(loading), new Promise((done) => setTimeout(done, PATIENCE))]);
  }

  /** Whether a picture came. @param {HTMLImageElement} image */
  const loaded = (image) => image.decode().then(() => true, () => false);

  /** Once reveal.js has laid out the pages, a page for each fragment. @param {Element} root */
  function paginate(root) {
    for (const image of /** @type {NodeListOf<HTMLImageElement>} */ (root.querySelectorAll("img[data-gradscape]"))) {
      const slide = image.closest("section");
      const address = image.dataset.gradscape ?? "";
      const [width, height] = (image.dataset.stillSize ?? "").split(",").map(Number);
      const picture = slide && still(address, wanted(address, slide, image.id), [width, height]);
      if (picture && picture !== image.src) image.src = picture;
    }
  }

  // --- Live --------------------------------------------------------------------------------------

  /** @param {any} deck */
  function live(deck) {
    const root = /** @type {Element} */ (deck.getRevealElement());
    /** @type {Map<HTMLIFrameElement, Live>} */
    const known = new Map();
    let dark = false; // the screen is blanked, or all slides are seen from above

    /** @param {Live} one @param {Record<string, unknown>} message */
    const send = (one, message) => one.frame.contentWindow?.postMessage({ gradscape: 1, ...message }, "*");
    /** @param {Live} one */
    const address = (one) => one.frame.dataset.src ?? one.frame.src;
    /** @param {Live} one */
    const onScreen = (one) => !dark && one.slide === deck.getCurrentSlide();
    /** @param {Live} one */
    const state = (one) => wanted(address(one), one.slide, one.frame.id);

    // A frame that loads anew knows nothing of what it was told before.
    const sources = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const one = known.get(/** @type {HTMLIFrameElement} */ (target));
        if (one) Object.assign(one, { ready: false, told: new Map(), clock: "" });
      }
    });

    /** @param {HTMLIFrameElement} frame @param {Element} slide */
    function meet(frame, slide) {
      if (known.has(frame)) return;
      const one = { frame, slide, ready: false, told: new Map(), clock: "", lost: false };
      known.set(frame, one);
      sources.observe(frame, { attributes: true, attributeFilter: ["src"] });
      // It may have said that it is ready before anyone listened.
      if (frame.src) send(one, { type: "ready" });
    }

    /** The frames of the deck, among them one that reveal.js made for a slide's background. */
    function meetAll() {
      locate(deck);
      for (const frame of /** @type {NodeListOf<HTMLIFrameElement>} */ (root.querySelectorAll(`.slides ${FRAMES}`))) {
        const slide = frame.closest("section");
        if (slide) meet(frame, slide);
      }
      for (const slide of root.querySelectorAll(".slides section[data-gradscape][data-background-iframe]")) {
        const frame = deck.getSlideBackground(slide)?.querySelector("iframe");
        if (frame) meet(frame, slide);
      }
    }

    /** @param {Live} one */
    function apply(one) {
      const { set, step, playing } = state(one);
      const changed = [...set].filter(([key, value]) => (one.told.get(key) ?? null) !== value);
      if (changed.length) {
        send(one, { type: "set", ...Object.fromEntries(changed) });
        for (const [key, value] of changed) one.told.set(key, value);
      }
      const clock = JSON.stringify([step, playing]);
      if (clock === one.clock && !changed.length) return;
      if (step !== null) send(one, { type: "seek", step });
      else if (one.clock) send(one, { type: "pause" });
      if (playing) send(one, { type: "play" });
      one.clock = clock;
    }

    /** @param {Live} one */
    function appear(one) {
      if (one.ready) return apply(one);
      if (deck.isSpeakerNotes() && !one.frame.src) {
        const picture = still(address(one), state(one), size(one.frame));
        if (picture) freeze(one.frame, Object.assign(new Image(), { src: picture, alt: one.frame.title }));
        return;
      }
      void reach(one);
    }

    /** Ask whether the site is there, since a frame does not say that it stayed empty. @param {Live} one */
    async function reach(one) {
      const of = parts(address(one));
      if (!of) return;
      try {
        await fetch(`${of.site}/healthz`, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      } catch {
        if (!one.ready && !one.lost) {
          one.lost = true;
          freeze(one.frame, substitute(one.frame, address(one)));
        }
        return;
      }
      if (one.lost) {
        one.lost = false;
        one.frame.removeAttribute("srcdoc"); // and so its own address is tried again
      }
    }

    let due = false;
    /** Once for all that reveal.js reports of one key. */
    function refresh() {
      if (due) return;
      due = true;
      queueMicrotask(() => {
        due = false;
        meetAll();
        for (const one of known.values()) {
          if (onScreen(one)) appear(one);
          else if (one.ready && one.clock !== OFF) {
            send(one, { type: "pause" });
            // What the lecturer turned by hand is put back on the way in.
            Object.assign(one, { clock: OFF, told: new Map([...one.told.keys()].map((key) => [key, OFF])) });
          }
        }
      });
    }

    /** @param {MessageEvent} event */
    function listen({ source, data }) {
      const one = source && [...known.values()].find(({ frame }) => frame.contentWindow === source);
      if (!one || !data || typeof data !== "object") return;
      if (data.type === "ready") {
        // It says so again when the number of its steps changes.
        if (!one.ready) {
          one.ready = true;
          refresh();
        }
      } else if (data.type === "outcome") tell(one, String(data.sentence ?? ""));
      else if (data.type !== "step") return;
      one.frame.dispatchEvent(new CustomEvent("gradscape", { detail: data, bubbles: true }));
    }

    /** @param {Live} one @param {string} sentence */
    function tell(one, sentence) {
      for (const place of one.slide.querySelectorAll("[data-gradscape-sentence]")) {
        if ([null, one.frame.id].includes(place.getAttribute("data-gradscape-for"))) place.textContent = sentence;
      }
    }

    /** Keys go to the deck again as soon as the pointer has left a figure. @param {PointerEvent} event */
    function giveBack({ buttons }) {
      const { activeElement } = document;
      if (buttons || !known.has(/** @type {HTMLIFrameElement} */ (activeElement))) return;
      /** @type {HTMLIFrameElement} */ (activeElement).blur();
      window.focus();
    }

    const veil = (/** @type {boolean} */ on) => () => {
      dark = on;
      refresh();
    };
    /** @type {[string, () => void][]} */
    const heard = [
      ...["ready", "slidechanged", "fragmentshown", "fragmenthidden"].map((name) => /** @type {[string, () => void]} */ ([name, refresh])),
      ["paused", veil(true)], ["overviewshown", veil(true)], ["resumed", veil(false)], ["overviewhidden", veil(false)],
    ];
    for (const [name, call] of heard) deck.on(name, call);
    window.addEventListener("message", listen);
    document.addEventListener("pointermove", giveBack);
    if (deck.isReady()) refresh();

    return () => {
      for (const [name, call] of heard) deck.off(name, call);
      window.removeEventListener("message", listen);
      document.removeEventListener("pointermove", giveBack);
      sources.disconnect();
    };
  }

  /** The plugin, one for each deck of a page. */
  const Gradscape = () => {
    let stop = () => {};
    return {
      id: "gradscape",
      /** @param {any} deck */
      init(deck) {
        locate(deck);
        const printing = deck.getConfig().view === "print" || /print-pdf/i.test(location.search);
        if (!printing) stop = live(deck);
        else {
          deck.on("pdf-ready", () => paginate(deck.getRevealElement()));
          return print(deck.getRevealElement());
        }
      },
      destroy: () => stop(),
    };
  };
  /** The site that the script came from; unknown for a copy beside the deck. @type {string | undefined} */
  Gradscape.site = HOME;
  Object.assign(globalThis, { Gradscape });
})();
