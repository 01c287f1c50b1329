// The desk in Firefox ESR: what staff do most, by its own keys and clicks. Skipped where there is no firefox-esr.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { ask, makePicture, startDesk } from './desk.mjs';

const modules = createRequire(path.join(process.env.FOYER_TEST_MODULES, 'package.json'));
const room = process.env.FOYER_TEST_MODULES, pictures = process.env.FOYER_TEST_PICTURES;
const NO_TYPEFACE = '\u{13000}'; // a hieroglyph
const DEPUTIES = '[data-field="chambers.0.deputies"] input';
const TITLE = '[data-field="text.en.title"] textarea';
const TEXT = '[data-field="text.en.body"] .editor-text';

const firefox = (() => {
    try {
        return execFileSync('sh', ['-c', 'command -v firefox-esr'], { encoding: 'utf8' }).trim();
    } catch {
        return '';
    }
})();
const options = { skip: firefox === '' && 'there is no firefox-esr' };

let desk, browser, page;
const faults = [];

before(async () => {
    if (options.skip) {
        return;
    }
    const puppeteer = modules('puppeteer-core');
    const home = path.join(room, 'firefox'); // its own, as root, too
    mkdirSync(home, { recursive: true });
    desk = await startDesk();
    browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox, headless: true,
        env: { ...process.env, HOME: home }, extraPrefsFirefox: { 'intl.accept_languages': 'en-GB' } });
    page = await browser.newPage();
    await page.setViewport({ width: 1440, height: 900 });
    page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
    page.on('console', (message) => ['error', 'warn'].includes(message.type()) && faults.push(`console: ${message.text()}`));
});

after(async () => {
    await browser?.close();
    await desk?.end();
});

const click = (selector) => page.locator(selector).click();
const press = async (...keys) => {
    for (const key of keys) {
        const parts = key.split('+');
        for (const held of parts.slice(0, -1)) {
            await page.keyboard.down(held);
        }
        await page.keyboard.press(parts.at(-1));
        for (const held of parts.slice(0, -1).reverse()) {
            await page.keyboard.up(held);
        }
    }
};
const type = (words) => page.keyboard.type(words);
const until = (what, ...given) => page.waitForFunction(what, { polling: 50 }, ...given);
const go = async (view) => {
    await click(`.rail a[data-view="${view}"]`);
    await until((name) => document.querySelector(`.rail a[data-view="${name}"]`).ariaCurrent === 'page' ||
        document.querySelector(`.rail a[data-view="${name}"]`).getAttribute('aria-current') === 'page', view);
};
const button = (words, place = '') => click(`${place} ::-p-xpath(//button[normalize-space(.)="${words}"])`);
const saved = () => page.waitForSelector('.save-state[data-status=saved]');
const kept = async () => {
    await new Promise((resolve) => setTimeout(resolve, 100)); // of what was typed, the desk hears within 30 ms
    await saved();
    return page.evaluate(async () => {
        const place = `/api/items/${location.hash.slice(1)}`;
        return (await (await fetch(place)).json()).document.text.en.body ?? '';
    });
};
const shot = () => page.evaluate(() => document.querySelector('.preview-box img.shot').src);

async function empty() {
    await click(TEXT);
    await press('Control+a', 'Delete');
    assert.equal(await kept(), '');
}

/* Nothing went wrong on the page, axe finds nothing, and a picture is kept of it. */
async function seen(name) {
    await page.screenshot({ path: path.join(pictures, `firefox-${name}.png`) });
    await page.evaluate(readFileSync(modules.resolve('axe-core/axe.min.js'), 'utf8'));
    const found = await page.evaluate(async () => (await globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })).violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html.slice(0, 200)}`));
    assert.deepEqual(found, []);
    assert.deepEqual(faults, []);
}

test('the first view, with its typefaces and the picture of the screen', options, async () => {
    mkdirSync(pictures, { recursive: true });
    await page.goto(desk.url);
    await page.waitForSelector('.bezel.shown');
    await until(() => document.querySelectorAll('.now-lists section li').length > 0);
    assert.ok(await page.evaluate(() => document.querySelector('.now-screen img').naturalWidth >= 1280));
    assert.ok(await page.evaluate(() => document.fonts.size >= 3 && [...document.fonts].some((font) => font.status === 'loaded') &&
        [...document.fonts].every((font) => font.status !== 'error')));
    await seen('now');
});

test('a number is corrected, and the picture follows', options, async () => {
    await go('delegation');
    await click('a[href="#delegation/belarus"]');
    await page.waitForSelector('.bezel.shown');
    const before = await shot();
    await page.locator(DEPUTIES).fill('8');
    await until((was) => document.querySelector('.preview-box img.shot').src !== was, before);
    await saved();
    await seen('number');
});

test('a text is written: paragraphs, marks, a heading, a list, a link', options, async () => {
    await go('news');
    await button('Write news');
    await page.locator('dialog textarea').fill('The new hall');
    await button('Begin', 'dialog');
    await page.waitForSelector(`${TEXT}[contenteditable=true]`);
    await click(TEXT);
    await type('One ');
    await press('Control+b');
    await type('bold');
    await press('Control+b', 'Enter');
    await type('Two,');
    await press('Shift+Enter');
    await type('three and * four');
    await press('Enter');
    await click('[data-field="text.en.body"] [data-tool=heading]');
    await type('A heading');
    await press('Enter');
    await type('after it');
    await press('Enter');
    await click('[data-field="text.en.body"] [data-tool=bullets]');
    await type('first');
    await press('Enter');
    await type('second');
    await press('Enter', 'Enter');
    await type('the site');
    await press('Shift+Home', 'Control+k');
    await page.waitForSelector('dialog[open] input');
    await page.locator('dialog[open] input').fill('example.org');
    await press('Enter');
    await until(() => !document.querySelector('dialog'));
    assert.equal(await kept(), 'One **bold**\n\nTwo,\\\nthree and \\* four\n\n## A heading\n\nafter it\n\n- first\n- second\n\n' +
        '[the site](https://example.org)');
    assert.equal(await page.evaluate((text) => document.querySelectorAll(`${text} :is([style], font, span)`).length, TEXT), 0);
    await seen('text');
});

test('what was written comes back, and typing is undone by its keys', options, async () => {
    const before = await kept();
    await page.reload();
    await page.waitForSelector(`${TEXT}[contenteditable=true] h2`);
    await click(`${TEXT} p`);
    await press('Control+End');
    await type('!');
    assert.equal(await kept(), `${before}!`);
    await press('Control+z');
    assert.equal(await kept(), before);
    assert.deepEqual(faults, []);
});

test('what Word gives comes as text', options, async () => {
    await empty();
    const word = await browser.newPage();
    await word.setContent(`<html><head><style>p.MsoNormal{color:red}</style></head><body><h1>The <span style="color:red">day</span></h1>
        <p class=MsoNormal style="color:#C00"><b>Monday,</b> <i>ten</i></p><ul><li>Opening</li><li>Reports</li></ul>
        <p class=MsoNormal>See <a href="https://example.org/" style="color:blue">this</a>.</p></body></html>`);
    for (const [held, key] of [['Control', 'a'], ['Control', 'c']]) {
        await word.keyboard.down(held);
        await word.keyboard.press(key);
        await word.keyboard.up(held);
    }
    await word.close();
    await page.bringToFront();
    await press('Control+v');
    assert.equal(await kept(), '## The day\n\n**Monday,** _ten_\n\n- Opening\n- Reports\n\nSee [this](https://example.org/).');
    assert.equal(await page.evaluate((text) => document.querySelectorAll(`${text} :is([style], [class], font, span)`).length, TEXT), 0);
    assert.deepEqual(faults, []);
});

test('a picture is put in, with its words', options, async () => {
    const file = path.join(room, 'firefox-hall.png');
    writeFileSync(file, makePicture(1600, 900));
    await click(`${TEXT} p:last-of-type`);
    await press('Control+End');
    await (await page.$('[data-field="text.en.body"] input[type=file]')).uploadFile(file);
    await page.waitForSelector('dialog[open] input');
    await type('The hall');
    await press('Tab');
    await type('Rows of seats');
    await press('Enter');
    await until(() => !document.querySelector('dialog'));
    await until((text) => document.querySelector(`${text} figure img`)?.naturalWidth > 0, TEXT);
    assert.match(await kept(), /\n\n!\[The hall\]\([a-z-]+ "Rows of seats"\)$/);
    await new Promise((resolve) => setTimeout(resolve, 1000)); // the picture of the last words
    await seen('picture');
});

test('a letter that no typeface has is told at its field', options, async () => {
    await page.locator(TITLE).fill(`The new hall ${NO_TYPEFACE}`);
    await page.waitForSelector('[data-field="text.en.title"] .fault.error');
    await seen('stopped');
    await page.locator(TITLE).fill('The new hall is open');
    await until(() => !document.querySelector('[data-field="text.en.title"] .fault.error'));
    await saved();
});

test('it is published', options, async () => {
    await go('publish');
    await page.waitForSelector('.sentences');
    await until(() => document.querySelectorAll('.pair .bezel.shown').length > 0);
    await seen('publish');
    await button('Publish', 'main');
    await until(() => document.querySelectorAll('.screens li.current').length === 2);
    for (const file of desk.screens) {
        assert.equal(ask(file, "SELECT deputies FROM chamber WHERE delegation = 'belarus' AND position = 1"), '8');
        assert.equal(ask(file, "SELECT count(*) FROM news_text WHERE title = 'The new hall is open'"), '1');
    }
    await seen('published');
});

test('in Russian, and as wide as a phone', options, async () => {
    await page.evaluate(() => [...document.querySelectorAll('.top .choice label')].find((label) => label.textContent === 'Русский').click());
    await until(() => document.documentElement.lang === 'ru');
    await seen('russian');
    await page.setViewport({ width: 390, height: 844 });
    await page.evaluate(() => location.hash = '');
    await page.waitForSelector('.bezel.shown');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    await seen('phone');
});
