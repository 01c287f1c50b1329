// Every view in windows as narrow as a phone's at double size (WCAG 2.2, 1.4.10) and as wide as a desk's: nothing
// lies over anything else, and nothing has to be scrolled sideways.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNoFaults, openPage, startChromium, takePicture } from './chromium.mjs';
import { startDesk } from './desk.mjs';

const VIEWS = ['', 'delegation', 'delegation/russia', 'news', 'news/2022-06-03-observers-briefed', 'notice',
    'settings', 'publish', 'history'];
const WIDTHS = [320, 480, 767, 768, 1024, 1199, 1200, 1920];
let desk, browser, cookies;

/* Whether the page is wider than its window, and what makes it so. Runs in the page. */
function findWide() {
    const width = document.documentElement.clientWidth;
    return document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > width + 1)
        .map((element) => `${element.tagName} ${element.className} reaches to ${element.getBoundingClientRect().right}`);
}

before(async () => {
    desk = await startDesk();
    browser = await startChromium();
    const page = await openPage(browser);
    await page.goto(desk.url); // which is good once
    cookies = await page.context().cookies();
});

after(async () => {
    await browser.close();
    await desk.end();
});

for (const locale of ['en-GB', 'ru-RU']) {
    test(`every view, at every width, ${locale}`, { timeout: 400000 }, async () => {
        const page = await openPage(browser, { locale, viewport: { width: 1280, height: 900 } });
        await page.context().addCookies(cookies);
        const faults = [];
        for (const view of VIEWS) {
            await page.goto('about:blank'); // so that what is waited for is not the view before
            await page.goto(`${new URL(desk.url).origin}/#${view}`);
            await page.waitForSelector('#main:not([aria-busy]) h1');
            for (const width of WIDTHS) {
                await page.setViewportSize({ width, height: 900 });
                await page.waitForTimeout(50);
                faults.push(...(await page.evaluate(findWide)).map((what) => `${view}, ${width} px: ${what}`));
                await assertAccessible(page).catch((error) => faults.push(`${view}, ${width} px: ${error.message}`));
            }
            await page.setViewportSize({ width: 320, height: 900 });
            await takePicture(page, `narrow-${locale.slice(0, 2)}-${view.replaceAll('/', '-')}`);
        }
        assert.deepEqual(faults, []);
        assertNoFaults(page);
    });
}
