// Staff's work without a mouse: a number is corrected, an order changed, news written, and published. Where one
// is stands out, lies under nothing, and is never lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNoFaults, openPage, startChromium, takePicture } from './chromium.mjs';
import { ask, startDesk } from './desk.mjs';

const STOPS = 60; // of the tab key: more is no way for anybody

/* What has the focus: whether it, or its label, has a ring, and is what one sees at its place. */
function focused(selector) {
    const element = document.activeElement;
    const box = element.matches('.unseen') ? element.closest('label') : element;
    const { left, top, width, height } = box.getBoundingClientRect();
    const over = document.elementFromPoint(left + Math.min(width, 60) / 2, top + Math.min(height, 30) / 2);
    const within = (outer, inner) => outer.contains(inner) || inner.contains(outer);
    const rings = (one) => getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none';
    return {
        found: element.matches(selector),
        what: `${element.localName} “${element.ariaLabel ?? element.textContent.trim().slice(0, 40)}”`,
        isBody: element === document.body,
        hasRing: rings(box) || rings(box.parentElement),
        isCovered: over === null || !within(box, over),
    };
}

test('by keyboard alone', { timeout: 300000 }, async (t) => {
    const desk = await startDesk();
    const browser = await startChromium();
    t.after(async () => {
        await browser.close();
        await desk.end();
    });
    const page = await openPage(browser, { viewport: { width: 1280, height: 800 } });
    const press = (key) => page.keyboard.press(key);
    const type = (words) => page.keyboard.type(words);
    const has = (selector) => page.waitForFunction((wanted) => document.activeElement.matches(wanted), selector);
    const saved = () => page.waitForSelector('.save-state[data-status=saved]');
    const value = (path) => page.locator(`[data-field="${path}"]`).locator('input, textarea').first().inputValue();
    /* Presses a key until what is wanted has the focus. */
    const to = async (selector, key = 'Tab') => {
        for (let i = 0; i < STOPS; i++) {
            await press(key);
            const { found, what, isBody, hasRing, isCovered } = await page.evaluate(focused, selector);
            assert.ok(isBody || hasRing, `${what} does not show that it has the focus`);
            assert.ok(isBody || !isCovered, `${what} has the focus and cannot be seen`);
            if (found) {
                return;
            }
        }
        assert.fail(`${selector} is not reached`);
    };

    await t.test('past the ways, to what is shown', async () => {
        await page.goto(desk.url);
        await page.waitForSelector('.bezel.shown');
        await to('.skip');
        await press('Enter');
        await has('main h1');
    });

    await t.test('a number is corrected, taken back, and corrected again', async () => {
        await to('.ways a[data-view=delegation]', 'Shift+Tab');
        await press('Enter');
        await has('main h1');
        await to('a[href="#delegation/belarus"]');
        await press('Enter');
        await has('main h1');
        await to('[data-field="chambers.0.deputies"] input');
        await press('ArrowUp');
        await press('ArrowUp');
        await saved();
        assert.equal(await value('chambers.0.deputies'), '9');
        await to('.back', 'Shift+Tab');
        await press('Control+z');
        await page.waitForFunction(() => document.querySelector('[data-field="chambers.0.deputies"] input').value === '7');
        await press('Control+y');
        await page.waitForFunction(() => document.querySelector('[data-field="chambers.0.deputies"] input').value === '9');
        await takePicture(page, 'keyboard-number');
    });

    await t.test('where one was in the list is where one is again; the order', async () => {
        await press('Enter');
        await has('a[href="#delegation/belarus"]');
        await to('li[data-slug=belarus] .moves .down');
        await press('Enter');
        await page.waitForFunction(() => document.querySelector('.list .row:nth-child(2)').dataset.slug === 'belarus');
        await has('li[data-slug=belarus] .moves button');
        await takePicture(page, 'keyboard-order');
    });

    await t.test('news is written: its text, with a heading, a link and bold letters', async () => {
        await to('.ways a[data-view=news]', 'Shift+Tab');
        await press('Enter');
        await has('main h1');
        await to('.view-head .strong');
        await press('Enter');
        await has('dialog textarea');
        await press('Escape');
        await has('.view-head .strong');
        await press('Enter');
        await has('dialog textarea');
        await type('Written by keys');
        await press('Enter');
        await page.waitForSelector('[data-field="text.en.body"] .editor-text[contenteditable=true]');
        await to('[data-field="text.en.body"] .editor-text');
        await type('Program');
        await to('[data-tool]', 'Shift+Tab');
        await press('Enter');
        await has('.editor-text');
        await press('Enter');
        await type('See ');
        await press('Control+k');
        await has('dialog input');
        await type('example.org');
        await press('Tab');
        await type('the programme');
        await press('Enter');
        await has('.editor-text');
        await type(', ');
        await press('Control+b');
        await type('today');
        await press('Control+b');
        await type('.');
        await saved();
        await takePicture(page, 'keyboard-news');
        await to('[data-field=date] input'); // the text lets one out again
    });

    await t.test('published, and told how it went', async () => {
        await to('.publish-way', 'Shift+Tab');
        await press('Enter');
        await page.waitForSelector('.sentences');
        const first = await page.textContent('.sentences li');
        await page.waitForFunction((text) => // also to whoever does not see it
            document.getElementById('announcements').textContent.startsWith(text), first);
        await to('.publish-act .call');
        await press('Enter');
        await has('#result');
        await page.waitForFunction(() => document.querySelectorAll('.screens li.current').length === 2);
        await takePicture(page, 'keyboard-published');
        for (const file of desk.screens) {
            assert.equal(ask(file, "SELECT deputies FROM chamber WHERE delegation = 'belarus' AND position = 1"), '9');
            assert.equal(ask(file, "SELECT position FROM delegation WHERE slug = 'belarus'"), '2');
            assert.equal(ask(file, "SELECT body FROM news_text WHERE news LIKE '%written-by-keys'"),
                '## Program\n\nSee [the programme](https://example.org), **today**.');
        }
    });
    assertNoFaults(page);
});
