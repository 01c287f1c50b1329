// Starts Debian's Chromium and keeps an ear on it: whatever a page throws, complains of on its console
// or is refused by its Content-Security-Policy is a fault of the test that opened it.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const modules = createRequire(path.join(process.env.FOYER_TEST_MODULES, 'package.json'));
const { chromium } = modules('playwright-core');
const axe = modules.resolve('axe-core/axe.min.js');
export const pictures = process.env.FOYER_TEST_PICTURES;

/** A Chromium without a window; to be closed. */
export function startChromium() {
    return chromium.launch({
        executablePath: process.env.FOYER_TEST_CHROMIUM,
        args: process.getuid() === 0 ? ['--no-sandbox'] : [],
    });
}

/** A page in a context of its own. `page.faults` gathers what went wrong on it. */
export async function openPage(browser, options = {}) {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    const page = await context.newPage();
    page.faults = [];
    page.on('pageerror', (error) => page.faults.push(`thrown: ${error.message}`));
    page.on('console', (message) => {
        // What is not written yet cannot be drawn: the page says so, and the browser, too.
        const isNothingYet = /\/api\/preview\b/.test(message.location().url) && /\b404\b/.test(message.text());
        // The browser's own commands for bold and the like try a style, are refused, and do without.
        const isCommand = /^Applying inline style/.test(message.text()) && /\/(editor\.js)?$/.test(message.location().url);
        if (['error', 'warning'].includes(message.type()) && !isNothingYet && !isCommand) {
            page.faults.push(`console: ${message.text()} ${message.location().url}`);
        }
    });
    await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => {
        if (!/(^|\/)(editor\.js)?$/.test(event.sourceFile) || event.violatedDirective !== 'style-src-attr') {
            console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`);
        }
    }));
    return page;
}

export function assertNoFaults(page) {
    assert.deepEqual(page.faults, []);
}

/* Words and controls that lie over one another, in what is in front, and words that reach out of what is touched:
 * [["Role", "textarea"], …]. Runs in the page. */
function findCovered() {
    /* What of a box is not clipped; nothing where that is no more than an edge. */
    const cut = (element, front, { x, y, right, bottom }) => {
        for (let at = element; at !== front.parentElement; at = at.parentElement) {
            if (getComputedStyle(at).overflow !== 'visible') {
                const clip = at.getBoundingClientRect();
                [x, y] = [Math.max(x, clip.x), Math.max(y, clip.y)];
                [right, bottom] = [Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
            }
        }
        return right - x > 2 && bottom - y > 2 ? { x, y, right, bottom } : null;
    };
    const partsOf = (front) => [...front.querySelectorAll('*:not(svg *)')].flatMap((element) => {
        const style = getComputedStyle(element);
        const isSeen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
        if (!isSeen || style.opacity === '0' || style.clipPath !== 'none' || style.pointerEvents === 'none') {
            return []; // the last: it lies over a picture, which is touched through it
        }
        const boxes = [];
        if (element.matches('input, textarea, select, button, [contenteditable=true]')) {
            boxes.push([element.name || element.textContent.trim() || element.tagName, element.getBoundingClientRect()]);
        } else {
            const range = document.createRange();
            for (const node of element.childNodes) {
                range.selectNodeContents(node);
                if (node.nodeType === Node.TEXT_NODE && node.data.trim() !== '') {
                    boxes.push(...[...range.getClientRects()].map(({ x, y, right, bottom, height }) => {
                        const air = height * .22; // lines are higher than their letters
                        return [node.data.trim(), { x, y: y + air, right, bottom: bottom - air }];
                    }));
                }
            }
        }
        return boxes.map(([name, box]) => ({ element, name, box: cut(element, front, box) })).filter(({ box }) => box);
    });
    const isApart = (a, b) => !a.contains(b) && !b.contains(a) &&
        (a.closest('label') === null || a.closest('label') !== b.closest('label')); // a choice lies in its words
    const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
    return (dialog ? [dialog] : [...document.querySelectorAll('main, .top, .rail')]).flatMap((front) => {
        const parts = partsOf(front);
        const over = parts.flatMap((one, at) => parts.slice(at + 1).filter((other) =>
            Math.min(one.box.right, other.box.right) - Math.max(one.box.x, other.box.x) > 4 &&
            Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.y, other.box.y) > 4 &&
            isApart(one.element, other.element)).map((other) => [one.name, other.name]));
        const out = parts.filter(({ element, box }) => {
            const touched = element.parentElement.closest('a, button')?.getBoundingClientRect();
            return touched && (box.x < touched.x - 1 || box.right > touched.right + 1);
        }).map(({ name }) => [name, 'does not fit']);
        return [...over, ...out];
    });
}

/** axe-core finds nothing, and nothing lies over anything else. The former is run past the page's policy, which
 * lets no foreign script in. */
export async function assertAccessible(page) {
    assert.deepEqual(await page.evaluate(findCovered), []);
    await page.evaluate((await import('node:fs')).readFileSync(axe, 'utf8'));
    const found = await page.evaluate(() => globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }));
    assert.deepEqual(found.violations.map(({ id, help, nodes }) => ({
        id, help, where: nodes.map(({ html }) => html.slice(0, 200)),
    })), []);
}

/** Keeps a picture of the page as NAME.png. */
export async function takePicture(page, name) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}
