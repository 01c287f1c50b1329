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

/* Words and controls that lie over one another, in what is in front: [["Role", "textarea"], …]. Runs in the page. */
function findCovered() {
    const front = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.querySelector('main');
    const parts = []; // {element, name, x, y, right, bottom}: what of it is not clipped
    const add = (element, name, box) => {
        let { x, y, right, bottom } = box;
        for (let at = element; at !== null && at !== front.parentElement; at = at.parentElement) {
            const clip = at.getBoundingClientRect();
            if (getComputedStyle(at).overflow !== 'visible') {
                [x, y] = [Math.max(x, clip.x), Math.max(y, clip.y)];
                [right, bottom] = [Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
            }
        }
        if (right - x > 2 && bottom - y > 2) {
            parts.push({ element, name, x, y, right, bottom });
        }
    };
    for (const element of front.querySelectorAll('*:not(svg *)')) {
        const style = getComputedStyle(element);
        const isSeen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
        if (!isSeen || style.opacity === '0' || style.clipPath !== 'none' || style.pointerEvents === 'none') {
            continue; // the last: it lies over a picture, which is touched through it
        }
        const words = [...element.childNodes]
            .filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
        if (element.matches('input, textarea, select, button, [contenteditable=true]')) {
            add(element, element.name || element.textContent.trim() || element.tagName, element.getBoundingClientRect());
        } else if (words.length > 0) {
            const range = document.createRange();
            for (const node of words) {
                range.selectNodeContents(node);
                for (const { x, y, right, bottom, height } of range.getClientRects()) {
                    const air = height * .22; // lines are higher than their letters
                    add(element, node.data.trim(), { x, y: y + air, right, bottom: bottom - air });
                }
            }
        }
    }
    const over = [];
    for (const [at, one] of parts.entries()) {
        for (const other of parts.slice(at + 1)) {
            const w = Math.min(one.right, other.right) - Math.max(one.x, other.x);
            const h = Math.min(one.bottom, other.bottom) - Math.max(one.y, other.y);
            const label = one.element.closest('label'); // a choice lies in its words
            const apart = !one.element.contains(other.element) && !other.element.contains(one.element) &&
                (label === null || label !== other.element.closest('label'));
            if (apart && w > 4 && h > 4) {
                over.push([one.name, other.name]);
            }
        }
    }
    return over;
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
