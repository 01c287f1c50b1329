// The whole of staff's work in a real browser, clicking and typing as they would: in English, in Russian and
// on a phone. Each step keeps a picture, and axe-core finds nothing to complain of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertNoFaults, openPage, startChromium, takePicture } from './chromium.mjs';
import { ask, makePicture, startDesk, wordsOf } from './desk.mjs';

const NEWS = '2022-06-03-observers-briefed';
const SCREEN_MS = 10000; // a screen is a folder on this computer; it is looked after every few seconds
const NO_TYPEFACE = '\u{1F996}';
const WORD = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->' +
    '<p class=MsoNormal style="font-family:Calibri;color:red"><b>Before the sitting</b> guests meet in the ' +
    '<span style="mso-fareast-language:RU">foyer</span>.<o:p></o:p></p><!--EndFragment--></body></html>';

function walk(all, name, locale, viewport) {
    return all.test(name, { timeout: 800000 }, async (t) => {
        const words = await wordsOf(locale.slice(0, 2));
        let desk = await startDesk();
        const browser = await startChromium();
        t.after(async () => {
            await browser.close();
            await desk.end();
        });
        const page = await openPage(browser, { locale, viewport, hasTouch: viewport.width < 600 });
        let number = 0, broken = false;
        /* A step of the walk; after one that fails nobody knows where one is. */
        const step = (title, action) => t.test(title, { skip: broken }, async () => {
            broken = true;
            await action();
            broken = false;
        });
        const seen = async (step) => {
            if (await page.locator('dialog[open]').count() === 0) { // in one step: a toast goes by itself, too
                await page.evaluate(() => [...document.querySelectorAll('.toast button')].at(-1)?.click());
            }
            await page.waitForTimeout(150); // what moves has come to rest
            await takePicture(page, `${name}-${String(++number).padStart(2, '0')}-${step}`);
            await assertAccessible(page);
            assertNoFaults(page);
        };
        const field = (path) => page.locator(`[data-field="${path}"]`);
        const input = (path) => field(path).locator('textarea, input:not([type=checkbox])').first();
        const button = (text, place = page) => place.getByRole('button', { name: text, exact: true });
        const go = (view) => page.locator(`.rail a[data-view="${view}"]`).click();
        const saved = () => page.waitForSelector('.save-state[data-status=saved]');
        const shot = page.locator('.preview-box img.shot');
        const address = () => shot.getAttribute('src');
        /* What is done changes the picture, within a second. */
        const changesPicture = async (action) => {
            await page.waitForSelector('.preview-box');
            if (await page.locator('.preview-box:not([open])').count() > 0) { // on a phone
                await page.locator('.preview-box summary').click();
            }
            await page.waitForSelector('.bezel.shown');
            const before = await address();
            const began = Date.now();
            await action();
            await page.waitForFunction((was) => document.querySelector('.preview-box img.shot').src !== was, before);
            t.diagnostic(`${name}: ${Date.now() - began} ms to the new picture`);
        };
        const published = async (sql, wanted) => {
            for (const file of desk.screens) {
                const until = Date.now() + SCREEN_MS;
                let got;
                do {
                    try {
                        got = ask(file, sql);
                    } catch (error) {
                        got = error.message;
                    }
                } while (got !== wanted && Date.now() < until && !(await page.waitForTimeout(100)));
                assert.equal(got, wanted, `${file}: ${sql}`);
            }
        };
        const publish = async () => {
            await button(words.publish_now).click();
            await page.waitForSelector('#result');
            await page.waitForFunction(() => document.querySelectorAll('.screens li.current').length === 2);
        };

        await step('what is shown, coming and hidden', async () => {
            await page.goto(desk.url);
            await page.waitForSelector('.bezel.shown');
            await seen('now');
        });

        await step('publishing it as it is', async () => {
            await go('publish');
            await page.waitForSelector('.sentences');
            await publish();
            await published('SELECT count(*) FROM news', '1');
            await seen('published-first');
        });

        await step('a number is corrected', async () => {
            await go('delegation');
            await page.locator('a[href="#delegation/belarus"]').first().click();
            await changesPicture(() => input('chambers.0.deputies').fill('8'));
            await saved();
            await seen('number');
        });

        await step('news is written in two languages, with a picture', async () => {
            await go('news');
            await button(words.add_news).click();
            await page.locator('dialog textarea, dialog input').first().fill('The new hall is open');
            await button(words.begin, page.locator('dialog')).click();
            await page.waitForSelector('[data-field="text.en.body"] .editor-text[contenteditable=true]');
            await seen('news-begun');
            await input('text.en.title').fill('The Assembly’s new hall is open');
            await input('text.ru.title').fill('Открыт новый зал Ассамблеи');
            const english = field('text.en.body').locator('.editor-text');
            await english.click();
            await page.keyboard.type('The first sitting in the new hall is on Monday.');
            await page.keyboard.press('Enter');
            await english.evaluate((text, html) => {
                const data = new DataTransfer();
                data.setData('text/html', html);
                data.setData('text/plain', 'Before the sitting guests meet in the foyer.');
                text.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }, WORD);
            assert.equal(await english.locator('[style], .MsoNormal, [class*=Mso]').count(), 0);
            const chooser = page.waitForEvent('filechooser');
            await field('text.en.body').locator('[data-tool=picture]').click();
            await (await chooser).setFiles({ name: 'hall.png', mimeType: 'image/png', buffer: makePicture(2400, 1500) });
            await english.locator('figure img').waitFor();
            const dialog = page.locator('dialog[open]');
            if (await dialog.count() > 0) {
                await dialog.locator('textarea, input').first().fill('The hall, seen from the gallery');
                await dialog.getByRole('button').last().click();
            }
            await field('text.ru.body').locator('.editor-text').click();
            await page.keyboard.type('Первое заседание в новом зале — в понедельник.');
            await saved();
            await page.waitForTimeout(1200); // the picture of the last words
            await seen('news');
        });

        await step('a letter that no typeface has keeps it from the screens', async () => {
            const title = input('text.en.title');
            await changesPicture(() => title.fill(`The Assembly’s new hall is open ${NO_TYPEFACE}`));
            await field('text.en.title').locator('.fault.error').waitFor();
            await saved();
            await seen('stopped');
            await go('publish');
            await page.waitForSelector('.summary.errors');
            assert.ok(await button(words.publish_now).isDisabled());
            await seen('publish-stopped');
            await page.locator('.summary.errors a').first().click();
            await changesPicture(() => title.fill('The Assembly’s new hall is open'));
            await page.waitForFunction(() => !document.querySelector('[data-field="text.en.title"] .fault.error'));
            await saved();
        });

        await step('a table is taken in: first what it would change', async () => {
            await go('delegation');
            await button(words.import).click();
            await page.locator('dialog textarea').fill('Country\tDeputies\nBelarus\t9\nArmenia\t6\n');
            await page.locator('.import-changed').waitFor();
            assert.match(await page.locator('.import-changed').innerText(), /8\s*→\s*9/);
            await seen('table');
            await button(words.table_take, page.locator('dialog')).click();
            await page.locator('a[href="#delegation/armenia"]').first().waitFor();
            await button(words.undo).first().click(); // all of it is one step
            await page.locator('a[href="#delegation/armenia"]').first().waitFor({ state: 'detached' });
        });

        await step('an urgent notice', async () => {
            await go('');
            await button(words.urgent_notice).click();
            await page.locator('dialog textarea').first().fill(locale === 'ru-RU' ? 'Вход со двора' : 'Entrance by the yard');
            await seen('urgent');
            await button(words.urgent_go, page.locator('dialog')).click();
        });

        await step('publishing: what changes, before and after, how it went', async () => {
            await page.waitForSelector('.sentences');
            assert.match(await page.locator('.sentences').innerText(), /7 → 8/);
            await page.waitForFunction(() => document.querySelectorAll('.pair .bezel.shown').length >= 2);
            await seen('publish');
            await publish();
            await published("SELECT deputies FROM chamber WHERE delegation = 'belarus' AND position = 1", '8');
            await published('SELECT count(*) FROM news', '2');
            await published('SELECT urgent FROM notice', '1');
            await seen('published');
        });

        await step('two windows at one item see each other', async () => {
            const other = await page.context().newPage();
            await other.goto(new URL(desk.url).origin + `/#news/${NEWS}`);
            await page.evaluate((slug) => location.hash = `news/${slug}`, NEWS);
            await input('text.en.summary').waitFor();
            await other.locator('[data-field="text.en.summary"] textarea').fill('Seen from both windows.');
            await page.waitForFunction(() =>
                document.querySelector('[data-field="text.en.summary"] textarea').value === 'Seen from both windows.');
            await other.close();
        });

        await step('a closed window and a desk begun again lose nothing', async () => {
            await go('settings');
            await input('news_dwell_s').fill('17');
            await saved();
            await seen('settings');
            await page.goto('about:blank');
            await desk.end({ keep: true });
            desk = await startDesk({ folder: desk.room });
            await page.goto(`${desk.url}`);
            await page.waitForSelector('.bezel.shown');
            await go('settings');
            await input('news_dwell_s').waitFor();
            assert.equal(await input('news_dwell_s').inputValue(), '17');
        });

        await step('back to the published state, and that undone', async () => {
            await go('publish');
            await button(words.discard).click();
            await button(words.discard, page.locator('dialog')).click();
            await page.waitForFunction(() => !document.querySelector('.sentences'));
            await go('settings');
            await input('news_dwell_s').waitFor();
            assert.notEqual(await input('news_dwell_s').inputValue(), '17');
            await button(words.undo).first().click();
            await page.waitForFunction(() => document.querySelector('[data-field=news_dwell_s] input').value === '17');
        });

        await step('returning to what was published before', async () => {
            await go('history');
            await page.waitForSelector('.versions .row');
            await seen('history');
            await page.locator('.versions .row').last().getByRole('button').click();
            await button(words.return_to, page.locator('dialog')).click();
            await published('SELECT count(*) FROM news', '1');
            await seen('returned');
        });
    });
}

test("the whole of staff's work", { concurrency: 3 }, (t) => Promise.all([
    walk(t, 'english', 'en-GB', { width: 1440, height: 900 }),
    walk(t, 'russian', 'ru-RU', { width: 1440, height: 900 }),
    walk(t, 'phone', 'en-GB', { width: 390, height: 844 }),
]));
