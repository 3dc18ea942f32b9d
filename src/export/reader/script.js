// Finds, folds, filters, compares and copies. Without it everything is readable.
"use strict";
(() => {
  const root = document.documentElement;
  const by = (id) => document.getElementById(id);
  // A file of a few pages shows them all; the whole base shows one page at a time.
  const isWhole = by("start") !== null;
  root.classList.toggle("scripted", isWhole);
  const articles = [...document.querySelectorAll("main > article")];
  const dated = root.dataset.dated;

  // The age of the base by the reader's own clock.
  const months = (new Date() - new Date(dated)) / (30.44 * 24 * 3600 * 1000);
  const age = by("age");
  if (age && months >= 6) {
    age.textContent = months >= 12 ? " CHECK THE LABEL: more than a year old" : ` ${Math.floor(months)} months old`;
    age.className = months >= 12 ? "stale" : "";
  }

  // One page at a time; the address says which, so that back and forward work.
  const target = () => by(decodeURIComponent(location.hash.slice(1)));
  function show() {
    const at = target();
    const article = at ? at.closest("main > article") : by("start") ?? articles[0];
    if (!article) return;
    for (const one of articles) one.classList.toggle("shown", one === article);
    if (found) found.hidden = true;
    for (const link of document.querySelectorAll("nav a")) {
      if (link.hash === "#" + article.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    tools(article);
    for (let one = at; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    if (at && at !== article) at.scrollIntoView({ block: "start" });
    else scrollTo(0, 0);
    if (location.hash) (at || article).focus({ preventScroll: true });
    const heading = article.querySelector("h1");
    document.title = heading && article.id !== "start" ? heading.textContent + " - " + title : title;
  }
  const title = document.title;

  // Sections of a drug are folded, and opened for paper.
  function tools(article) {
    if (article.dataset.ready || !articles.includes(article)) return;
    article.dataset.ready = "yes";
    const sections = [...article.querySelectorAll(":scope > details")];
    if (article.classList.contains("sheet")) for (const one of sections) one.open = false;
    // The list at the foot has the works in full.
    for (const work of article.querySelectorAll("details.references > ol > li")) {
      const full = by(decodeURIComponent(work.firstElementChild.hash.slice(1)));
      const back = work.children[1];
      if (full) work.replaceChildren(...[...full.childNodes].slice(1).map((node) => node.cloneNode(true)), ...(back ? [" ", back] : []));
    }
    for (const li of article.querySelectorAll("details:not(.references) > ul > li, .line")) copyButton(li);
    if (!sections.length) return;
    const bar = document.createElement("p");
    bar.className = "tools";
    const button = (text, act) => {
      const one = document.createElement("button");
      one.type = "button";
      one.textContent = text;
      one.onclick = act;
      bar.append(one);
    };
    button("Open all", () => sections.forEach((one) => (one.open = true)));
    button("Fold all", () => sections.forEach((one) => (one.open = false)));
    button("Print this page", () => print());
    article.querySelector("h1").after(bar);
  }
  let wasOpen = [];
  addEventListener("beforeprint", () => {
    const whole = by("start") && by("start").classList.contains("shown");
    if (whole) articles.forEach(tools);
    root.classList.toggle("whole", !!whole);
    wasOpen = [...document.querySelectorAll("main details:not([open])")];
    for (const one of wasOpen) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of wasOpen) one.open = false;
  });

  // A statement with its sources and the date of the base.
  function copyButton(of) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "copy";
    button.setAttribute("aria-label", "Copy with source");
    button.onclick = () => copy(of, button);
    const at = of.querySelector(":scope > .right") || of;
    at.insertBefore(button, at.querySelector(":scope > ul"));
  }
  function copy(of, button) {
    const text = of.cloneNode(true);
    for (const one of text.querySelectorAll(".right, small, button, .full, svg")) one.remove();
    const works = [...of.querySelectorAll("small a, .right a")].map((link) => {
      const work = by(decodeURIComponent(link.hash.slice(1)));
      const copy = work && work.cloneNode(true);
      if (copy) for (const one of copy.querySelectorAll("a[href^='#']")) one.remove();
      return (link.title ? link.title + ". " : "") + (copy ? copy.textContent.trim() : "");
    });
    const line = `${text.textContent.replace(/\s+/g, " ").trim()} [${[...new Set(works)].join(" | ")}; base of ${dated}]`;
    const done = () => (button.textContent = "copied");
    if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(line).then(done, () => select(line, button));
    else select(line, button);
  }
  // Where the browser keeps the clipboard to itself, the text is there to select.
  function select(line, button) {
    const area = document.createElement("textarea");
    area.readOnly = true;
    area.value = line;
    area.setAttribute("aria-label", "Copy this text");
    button.after(area);
    area.select();
    if (document.execCommand("copy")) {
      area.remove();
      button.textContent = "copied";
    }
  }

  // Theme: the system's, light or dark.
  const themes = ["system", "light", "dark"];
  let theme = 0;
  try {
    theme = Math.max(0, themes.indexOf(localStorage.getItem("theme")));
  } catch {}
  function paint() {
    if (theme) root.dataset.theme = themes[theme];
    else delete root.dataset.theme;
    if (by("theme")) by("theme").textContent = "Theme: " + themes[theme];
  }
  if (by("theme")) {
    by("theme").onclick = () => {
      theme = (theme + 1) % themes.length;
      try {
        localStorage.setItem("theme", themes[theme]);
      } catch {}
      paint();
    };
  }
  paint();

  // The table of drugs, by route, region and age.
  const rows = [...document.querySelectorAll("table.drugs tbody tr")];
  function filter() {
    const route = by("route").value, region = by("region").value, years = by("age-filter").value;
    let shown = 0;
    for (const row of rows) {
      const from = row.dataset.from === "adults" ? 18 : parseInt(row.dataset.from, 10);
      const fits =
        (!route || row.dataset.route === route) &&
        (!region || row.dataset.approved.split(" ").includes(region)) &&
        (years === "" || (Number.isFinite(from) && from <= Number(years)));
      row.hidden = !fits;
      shown += fits;
    }
    by("filtered").textContent = `${shown} of ${rows.length} drugs`;
  }
  for (const id of ["route", "region", "age-filter"]) if (by(id)) by(id).oninput = filter;

  // Two to four drugs side by side.
  const choices = [...document.querySelectorAll("#choices input")];
  function compare() {
    const chosen = choices.filter((one) => one.checked);
    for (const one of choices) one.disabled = !one.checked && chosen.length >= 4;
    const numbers = chosen.map((one) => Number(one.value));
    for (const row of document.querySelectorAll("#matrix tr")) {
      [...row.cells].forEach((cell, column) => {
        cell.hidden = column > 0 && numbers.length > 1 && !numbers.includes(column - 1);
      });
    }
    const ids = [...document.querySelectorAll("#matrix th[data-id]")].filter((_, column) => numbers.includes(column)).map((one) => one.dataset.id);
    for (const pair of document.querySelectorAll("#pairs li")) {
      pair.hidden = numbers.length > 1 && !pair.dataset.drugs.split(" ").every((id) => ids.includes(id));
    }
  }
  for (const one of choices) one.onchange = compare;

  // The search of the program, by the program: it is in this file.
  const found = by("found"), query = by("query");
  const bytesOf = async (id, format) => {
    const packed = Uint8Array.from(atob(by(id).textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream(format));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };
  let search = null;
  async function start() {
    const { instance } = await WebAssembly.instantiate(await bytesOf("program", "gzip"), {});
    const { memory, room, open, search: find, answer } = instance.exports;
    const put = (bytes) => {
      // Making room may move the memory.
      const at = room(bytes.length);
      new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
    };
    put(await bytesOf("base", "deflate"));
    if (!open()) throw new Error("the base does not fit the program");
    search = (text) => {
      put(new TextEncoder().encode(text));
      const length = find();
      return JSON.parse(new TextDecoder().decode(new Uint8Array(memory.buffer, answer(), length)));
    };
    // The first question makes the index.
    search("a");
  }
  const ready = query ? start().catch((error) => (query.placeholder = "This browser cannot search: use the contents")) : null;

  const element = (name, text, kind) => {
    const one = document.createElement(name);
    if (text) one.textContent = text;
    if (kind) one.className = kind;
    return one;
  };
  // A statement of a page is at its own name, or at the page's.
  const place = (hit) => {
    const names = hit.anchor ? [hit.anchor, `${hit.id}/${hit.anchor}`] : [];
    return names.find((name) => by(name) && by(name).closest("article").id === hit.id) || names.reverse().find(by) || hit.id;
  };
  let chosen = -1;
  async function ask() {
    const text = query.value.trim();
    found.hidden = !text;
    for (const one of articles) if (text) one.classList.remove("shown");
    if (!text) return show();
    await ready;
    if (!search) by("said").textContent = "This browser cannot run the search: use the contents.";
    if (!search || text !== query.value.trim()) return;
    const answer = search(text);
    const said = [];
    if (answer.read_as) said.push("Read as: " + answer.read_as.join("; ") + ".");
    if (answer.ambiguous) said.push("Not certain what is meant: check the name and the route before opening one.");
    if (answer.unmatched) said.push("Not found: " + answer.unmatched.join(", ") + ".");
    if (!answer.hits.length) said.push("Nothing found.");
    by("said").textContent = said.join(" ");
    by("hits").replaceChildren(
      ...answer.hits.map((hit) => {
        const row = element("li"), link = element("a", "", answer.ambiguous && hit.route ? "caution" : "");
        link.href = "#" + place(hit);
        link.dataset.id = hit.id;
        if (hit.anchor) link.dataset.anchor = hit.anchor;
        link.append(element("b", hit.title), hit.route ? `, ${hit.route}` : ` (${hit.kind})`);
        if (hit.section) link.append(element("span", ` › ${hit.section}`, "faint"));
        if (hit.status && !hit.section) link.append(element("div", hit.status, "faint"));
        if (hit.matched !== hit.title) link.append(element("div", hit.differing || hit.matched));
        row.append(link);
        return row;
      })
    );
    by("hits").dataset.query = text;
    choose(answer.ambiguous ? -1 : 0);
  }
  function choose(number) {
    const links = [...by("hits").querySelectorAll("a")];
    chosen = Math.max(-1, Math.min(number, links.length - 1));
    links.forEach((link, place) => (place === chosen ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
    if (chosen >= 0) links[chosen].scrollIntoView({ block: "nearest" });
  }
  if (query) {
    query.oninput = ask;
    query.form.onsubmit = (event) => {
      event.preventDefault();
      const link = by("hits").querySelectorAll("a")[chosen];
      if (link) link.click();
    };
    query.onkeydown = (event) => {
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen - 1);
      else if (event.key === "Escape" && query.value) (query.value = ""), ask();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", (event) => {
      const typing = event.target.closest && event.target.closest("input, select, textarea");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      query.focus();
      query.select();
    });
    by("hits").onclick = (event) => {
      const link = event.target.closest("a");
      if (link && link.hash === location.hash) show();
    };
  }

  // On a phone the contents are in the way.
  const contents = document.querySelector("nav details");
  const narrow = matchMedia("(max-width: 64rem)");
  if (contents && narrow.matches) contents.open = false;
  if (contents) contents.addEventListener("click", (event) => event.target.closest("a") && narrow.matches && (contents.open = false));

  addEventListener("hashchange", show);
  if (!isWhole) articles.forEach(tools);
  show();
})();
