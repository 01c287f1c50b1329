// The text of a news item in the desk itself: pictures that are dropped, pasted and refused, what Word and web
// pages give, and that what was written comes back as it was.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertNoFaults, openPage, startChromium, takePicture } from './chromium.mjs';
import { makePicture, startDesk } from './desk.mjs';

const ENGLISH = '[data-field="text.en.body"]';
const TEXT = `${ENGLISH} .editor-text`;
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

let desk, browser, page, slug;

before(async () => {
    desk = await startDesk();
    browser = await startChromium();
    page = await openPage(browser, { viewport: { width: 1440, height: 900 } });
    await page.goto(desk.url);
    await page.locator('.rail a[data-view=news]').click();
    await page.getByRole('button', { name: 'Write news', exact: true }).click();
    await page.locator('dialog textarea').fill('The hall');
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await page.waitForSelector(`${TEXT}[contenteditable=true]`);
    slug = await page.evaluate(() => decodeURIComponent(location.hash.split('/')[1]));
});

after(async () => {
    await browser?.close();
    await desk?.end();
});

/* The Markdown that the desk keeps. */
async function kept() {
    await page.waitForSelector('.save-state[data-status=saved]');
    return page.evaluate(async (name) =>
        (await (await fetch(`/api/items/news/${name}`)).json()).document.text.en.body ?? '', slug);
}

/* Begins with an empty text. */
async function empty() {
    await page.click(TEXT);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    assert.equal(await kept(), '');
}

/* What a paste or a drop does, with kinds of data and files in base64. */
const hand = (event, data, files = []) => page.evaluate(([selector, name, kinds, given]) => {
    const transfer = new DataTransfer();
    for (const [kind, value] of Object.entries(kinds)) {
        transfer.setData(kind, value);
    }
    for (const file of given) {
        transfer.items.add(new File([Uint8Array.from(atob(file.bytes), (c) => c.charCodeAt(0))], file.name,
            { type: file.type }));
    }
    const text = document.querySelector(selector);
    const { left, top, width, height } = text.lastElementChild.getBoundingClientRect();
    text.dispatchEvent(name === 'drop'
        ? new DragEvent('drop', { dataTransfer: transfer, clientX: left + width / 2, clientY: top + height / 2,
            bubbles: true, cancelable: true })
        : new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
}, [TEXT, event, data, files]);

const says = () => page.textContent(`${ENGLISH} .editor-says`);

test('a picture that is dropped is shown, captioned and described, and comes back as it was', async () => {
    await page.click(TEXT);
    await page.keyboard.type('Before');
    await page.keyboard.press('Enter');
    await hand('drop', {}, [{ name: 'Grand hall.PNG', type: 'image/png',
        bytes: makePicture(2400, 1200).toString('base64') }]);
    const dialog = page.locator('dialog[open]');
    await dialog.locator('input').first().fill('Зал *сегодня* [1]');
    await dialog.locator('input').last().fill('Rows of “gold” seats');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction((text) => document.querySelector(`${text} figure img`).naturalWidth === 2048, TEXT);
    await page.keyboard.type('After');
    const written = 'Before\n\n![Зал \\*сегодня\\* \\[1\\]](grand-hall "Rows of “gold” seats")\n\nAfter';
    assert.equal(await kept(), written);
    await page.waitForSelector('.toast'); // that it was made smaller
    await takePicture(page, 'text-picture');
    await assertAccessible(page);

    await page.reload();
    await page.waitForSelector(`${TEXT} figcaption`);
    assert.equal(await page.textContent(`${TEXT} figcaption`), 'Зал *сегодня* [1]');
    assert.equal(await page.getAttribute(`${TEXT} figure img`, 'alt'), 'Rows of “gold” seats');
    await page.locator(`${TEXT} p`).last().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    await page.waitForTimeout(100); // of what was typed, the desk hears within 30 ms
    assert.equal(await kept(), `${written}!`);
    assertNoFaults(page);
});

test("its words are changed without harm to the writer's undo", async () => {
    await page.keyboard.type(' More');
    await page.locator(`${TEXT} figure button`).click();
    await page.locator('dialog[open] input').first().fill('The hall');
    await page.keyboard.press('Enter');
    await page.waitForFunction((text) => document.querySelector(`${text} figcaption`).textContent === 'The hall', TEXT);
    for (let i = 0; i < 20 && / M/.test(await page.textContent(TEXT)); i++) {
        await page.keyboard.press('Control+z');
    }
    assert.match(await kept(), /!\[The hall\]\(grand-hall "Rows of “gold” seats"\)\n\nAfter!?$/);
    assert.equal(await page.locator(`${TEXT} figure`).count(), 1);
});

test('what is no picture, or half of one, is refused in words, and nothing is left of it', async () => {
    await empty();
    const half = makePicture(640, 480);
    page.faults.length = 0;
    await hand('drop', {}, [{ name: 'half.png', type: 'image/png',
        bytes: half.subarray(0, half.length / 2).toString('base64') }]);
    await page.waitForFunction((place) => document.querySelector(`${place} .editor-says`).textContent.includes('damaged'), ENGLISH);
    await hand('paste', {}, [{ name: 'a.gif', type: 'image/gif', bytes: Buffer.from('GIF89a').toString('base64') }]);
    await page.waitForFunction((place) => /PNG/.test(document.querySelector(`${place} .editor-says`).textContent), ENGLISH);
    await hand('paste', {}, [{ name: 'a.pdf', type: 'application/pdf', bytes: '' }]);
    assert.match(await says(), /JPEG and PNG/);
    assert.equal(await kept(), '');
    // The browser itself notes on its console that a request was refused; that is all that it may note.
    assert.ok(page.faults.every((fault) => /status of 4\d\d.*\/api\/pictures/.test(fault)), page.faults.join('\n'));
    page.faults.length = 0;
});

test('what Word writes comes as text: paragraphs, marks, lists, a link, a picture', async () => {
    await empty();
    await hand('paste', { 'text/plain': 'x', 'text/html': `
        <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body>
        <!--StartFragment--><h1 style="mso-outline-level:1">The <span style="color:red">programme</span></h1>
        <p class=MsoNormal style="font-family:Calibri;color:#C00"><b>Monday,</b>&nbsp;<i style="mso-bidi-font-style:normal">ten
        o’clock</i><o:p>&nbsp;</o:p></p>
        <p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>Opening</p>
        <p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>Reports</p>
        <p class=MsoNormal>See <a href="https://example.org/day?a=1&amp;b=2" style="color:blue">the day</a>.
        <span style="display:none">hidden</span></p>
        <p class=MsoNormal><img width=1 height=1 src="data:image/png;base64,${DOT}" alt="A dot"></p><!--EndFragment--></body></html>` });
    await page.waitForSelector(`${TEXT} figure img`);
    assert.equal(await page.locator(`${TEXT} :is([style], [class], font, span)`).count(), 0);
    assert.match(await kept(), new RegExp('^## The programme\n\n\\*\\*Monday,\\*\\*\u00A0_ten o’clock_\n\n- Opening\n- Reports\n\n' +
        'See \\[the day\\]\\(https://example\\.org/day\\?a=1&b=2\\)\\.\n\n!\\[.*\\]\\([a-z0-9-]+ "A dot"\\)$'));
    await takePicture(page, 'text-word');
    assertNoFaults(page);
});

test('what a web page gives runs nothing, asks for nothing from elsewhere, and says what stayed behind', async () => {
    await empty();
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await hand('paste', { 'text/html': `<div onclick="alert(1)" class="lead"><h3>News</h3><p>One<script>alert(1)</script> <a
        href="javascript:alert(1)">two</a> <a href="https://example.org/">three</a></p><img src="https://example.org/a.png"
        onerror="alert(1)" width=300 height=200><iframe src="https://example.org/"></iframe><p style="background:url(https://example.org/b.png)">End</p></div>` });
    assert.equal(await kept(), '### News\n\nOne two [three](https://example.org/)\n\nEnd');
    assert.match(await says(), /stayed behind/);
    assert.deepEqual(asked.filter((url) => new URL(url).origin !== new URL(desk.url).origin), []);
    assertNoFaults(page);
});

test('an item with a mistake in it says so as it is opened, and that the screen keeps what it had', async () => {
    const answer = await page.evaluate(async (name) => {
        const place = `/api/items/news/${name}`;
        const { revision, document: item } = await (await fetch(place)).json();
        const reply = await fetch(place, { method: 'PUT', headers: { 'Content-Type': 'application/json',
            'X-Foyer-Token': document.querySelector('meta[name=token]').content },
        body: JSON.stringify({ revision, document: { ...item, shown_from: '2026-03-02', shown_until: '2026-03-01' } }) });
        return reply.status;
    }, slug);
    assert.equal(answer, 200);
    await page.reload();
    await page.waitForSelector('[data-field=shown_until] .fault.error');
    await page.waitForFunction(() => !document.querySelector('.late').hidden && document.querySelector('.late').textContent !== '');
    assert.equal(await page.textContent('.late'), 'The last state without errors');
    await takePicture(page, 'text-mistake');
    assertNoFaults(page);
});
