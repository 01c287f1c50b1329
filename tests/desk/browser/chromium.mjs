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

/** axe-core finds nothing. It is run past the page's policy, which lets no foreign script in. */
export async function assertAccessible(page) {
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
