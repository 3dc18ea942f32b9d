// The page of `jakref print --html` in a browser: does it find what the command line finds, open no look-alike, compare, print, load
// nothing, and can everybody read it?
//
// Run with `npm ci && npm test` here, after `cargo build`. JAKREF names the program, CHROMIUM the browser.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const here = import.meta.dirname;
const jakref = process.env.JAKREF ?? join(here, "../../target/debug/jakref");
const axe = readFileSync(join(here, "node_modules/axe-core/axe.min.js"), "utf8");
const run = (...args) => execFileSync(jakref, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });

const folder = mkdtempSync(join(tmpdir(), "jakref-browser-"));
const whole = join(folder, "reader.html"), plain = join(folder, "plain.html");
let browser;

before(async () => {
  const html = run("print", "--html");
  writeFileSync(whole, html);
  // What a browser that runs no scripts has of it.
  writeFileSync(plain, html.replace(/<script[^]*?<\/script>/g, ""));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});
after(() => browser?.close());

/** A page that fails the test if it asks for anything or complains. */
async function open(file = whole, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("request", (request) => request.url().startsWith("file:") || request.url().startsWith("blob:") || page.faults.push(request.url()));
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(error.message));
  await page.goto("file://" + file);
  return page;
}

/** Types a question, and gives what stands first: the address of its page and the statement. */
async function ask(page, question) {
  await page.fill("#query", question);
  await page.waitForFunction((question) => document.getElementById("hits").dataset.query === question, question.trim());
  return page.evaluate(() => {
    const first = document.querySelector("#hits a");
    return first && { id: first.dataset.id, anchor: first.dataset.anchor ?? null };
  });
}

/** What the command line answers first. A question that finds nothing ends with exit code 1. */
const firstOf = (question) =>
  new Promise((done) =>
    execFile(jakref, ["search", "--format", "json", "--", question], { maxBuffer: 1 << 28 }, (_error, out) => {
      const first = out ? JSON.parse(out).hits[0] : undefined;
      done(first ? { id: first.id, anchor: first.anchor ?? null } : null);
    })
  );

const questions = [...readFileSync(join(here, "../search/questions.toml"), "utf8").matchAll(/^ask\s*=\s*"(.*)"$/gm)].map((found) => found[1]);
const misspellings = readFileSync(join(here, "../search/misspellings.tsv"), "utf8").split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t")[0]);

test("every first answer is that of the command line", async () => {
  assert.ok(questions.length > 250 && misspellings.length > 50, `${questions.length} questions, ${misspellings.length} misspellings`);
  const all = [...questions, ...misspellings];
  const wanted = new Map();
  const left = all.values();
  const worker = async () => {
    for (const question of left) wanted.set(question, await firstOf(question));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const page = await open();
  const differ = [];
  for (const question of all) {
    const found = await ask(page, question);
    if (JSON.stringify(found) !== JSON.stringify(wanted.get(question))) differ.push({ question, found, wanted: wanted.get(question) });
  }
  assert.deepEqual(differ, []);
  assert.deepEqual(page.faults, []);
});

test("Enter opens the answer at its statement, and back returns", async () => {
  const page = await open();
  await page.keyboard.press("/");
  await ask(page, "litfulo renal");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#ritlecitinib-renal");
  assert.ok(await page.isVisible("#ritlecitinib-renal"));
  assert.ok(!(await page.isVisible("#oral\\/baricitinib h1")));
  await page.goBack();
  assert.equal(await page.evaluate(() => location.hash), "");
});

test("a name that may be another drug opens nothing", async () => {
  const page = await open();
  for (const name of ["ruxolitinib", "barcitinib", "olumient xr"]) {
    await ask(page, name);
    const isAmbiguous = JSON.parse(run("search", "--format", "json", name)).ambiguous;
    await page.focus("#query");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => location.hash !== ""), !isAmbiguous, name);
    await page.evaluate(() => history.replaceState(null, "", location.pathname));
  }
});

test("a file of one page shows it, with its works in full", async () => {
  const alone = join(folder, "alone.html");
  writeFileSync(alone, run("show", "oral/ritlecitinib", "--format", "html"));
  const page = await open(alone);
  assert.ok(await page.isVisible("h1"));
  assert.ok((await page.locator("main").boundingBox()).width > 600);
  await page.click("text=Open all");
  assert.ok(await page.isVisible("details.references li >> nth=0"));
  assert.deepEqual(page.faults, []);
});

test("two to four drugs are compared, and their head-to-head trials named", async () => {
  const page = await open(whole);
  await page.goto("file://" + whole + "#compare");
  const boxes = page.locator("#choices input");
  for (const number of [0, 1, 2, 3]) await boxes.nth(number).check();
  assert.ok(await boxes.nth(4).isDisabled());
  assert.equal(await page.locator("#matrix thead th:visible").count(), 4);
});

test("the filters keep the drugs that fit", async () => {
  const page = await open();
  const rows = () => page.locator("table.drugs tbody tr:visible").count();
  const all = await rows();
  await page.selectOption("#region", "JP");
  const inJapan = await rows();
  await page.selectOption("#region", "");
  await page.fill("#age-filter", "13");
  const at13 = await rows();
  assert.ok(inJapan > 0 && inJapan < all && at13 > 0 && at13 < all, `${all} ${inJapan} ${at13}`);
});

test("a base of more than a year says so by the reader's clock", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const dated = new Date(readFileSync(whole, "utf8").match(/data-dated="([^"]+)"/)[1]);
  await page.clock.setFixedTime(new Date(dated.getTime() + 400 * 86_400_000));
  await page.goto("file://" + whole);
  assert.match(await page.textContent("#age"), /CHECK THE LABEL/);
});

test("a page prints alone and the whole book from its start", async () => {
  const page = await open();
  const pages = async () => (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type \/Page\b/g).length;
  const book = await pages();
  await page.goto("file://" + whole + "#oral/ritlecitinib");
  const one = await pages();
  assert.ok(one >= 2 && one <= 15 && book > 60, `${one} of ${book}`);
});

test("nothing is wider than a phone", async () => {
  const page = await open(whole, { viewport: { width: 375, height: 800 }, isMobile: true, hasTouch: true });
  const wide = await page.evaluate(async () => {
    const wide = [];
    for (const article of document.querySelectorAll("main > article")) {
      location.hash = article.id;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      for (const section of article.querySelectorAll("details")) section.open = true;
      if (document.documentElement.scrollWidth > 375) wide.push(`${article.id} ${document.documentElement.scrollWidth}`);
    }
    return wide;
  });
  assert.deepEqual(wide, []);
});

test("the keyboard alone reaches the search, a hit and its source", async () => {
  const page = await open();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "query");
  await page.keyboard.type("litfulo renal");
  await page.waitForFunction(() => document.getElementById("hits").dataset.query === "litfulo renal");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#ritlecitinib-renal");
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.closest("small") !== null)) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /^#p\d+r\d+$/.test(location.hash));
});

// The largest pages and one of each other kind; each window and colour scheme has one of them.
const places = ["#oral/baricitinib", "", "#trial/thrive-aa2", "#compare", "#approvals", "#question/children-and-adolescents"];
let turn = 0;
for (const [name, file] of [["with its script", whole], ["without scripts", plain]]) {
  for (const width of [1280, 768, 375]) {
    for (const colorScheme of ["light", "dark"]) {
      const place = places[turn++ % places.length];
      test(`axe finds nothing at ${width} px, ${colorScheme}, ${name}, ${place || "start"}`, async () => {
        const page = await open(file, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
        await page.goto("file://" + file + place);
        // Without the script all pages are there; one of them, and what is round them, is enough.
        await page.evaluate((place) => {
          const id = place.slice(1) || "start";
          for (const one of document.querySelectorAll("main > article")) if (one.id !== id) one.remove();
        }, place);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.length} ${nodes[0].html.slice(0, 150)}`), []);
      });
    }
  }
}
