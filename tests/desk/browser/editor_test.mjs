// The editor as somebody types in it: each key and click a real one, what comes out as Markdown.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { assertAccessible, assertNoFaults, openPage, startChromium, takePicture } from './chromium.mjs';
import { startMarkdown, startServer } from './modules_server.mjs';

let browser, page, server, markdown;
const text = '.editor-text';

before(async () => {
    markdown = startMarkdown();
    server = await startServer(markdown);
    browser = await startChromium();
    page = await openPage(browser);
    await page.goto(server.address_);
    await page.waitForSelector('html[data-ready]');
});

beforeEach(async () => {
    page.faults.length = 0;
    await begin('');
});

after(async () => {
    await browser?.close();
    server?.close();
    markdown?.close();
});

async function begin(given) {
    await page.evaluate((words) => window.makeEditor({ markdown: words }), given);
    await page.waitForSelector(`${text}[contenteditable=true]`);
    await page.click(text);
}

const written = () => page.evaluate(() => window.editor.markdown);
const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const type = (words) => page.keyboard.type(words);
const tool = (name) => page.click(`[data-tool=${name}]`);
const pressed = (name) => page.getAttribute(`[data-tool=${name}]`, 'aria-pressed');

/* What a paste does, with any kinds of data and files. */
const paste = (data, files = []) => page.evaluate(([kinds, given]) => {
    const transfer = new DataTransfer();
    for (const [kind, value] of Object.entries(kinds)) {
        transfer.setData(kind, value);
    }
    for (const { name, type: kind, size } of given) {
        transfer.items.add(new File([new Uint8Array(size)], name, { type: kind }));
    }
    document.querySelector('.editor-text').dispatchEvent(new ClipboardEvent('paste',
        { clipboardData: transfer, bubbles: true, cancelable: true }));
}, [data, files]);

test('paragraphs, and a break in one', async () => {
    await type('One');
    await press('Enter');
    await type('Two,');
    await press('Shift+Enter');
    await type('three  and * four ');
    assert.equal(await written(), 'One\n\nTwo,\\\nthree and \\* four');
    assert.equal(await page.evaluate(() => window.written.at(-1)), await written());
    assertNoFaults(page);
});

test('what nobody changed comes out as it went in', async () => {
    const given = 'A  *b*\n===\n\n* x\n* y';
    await begin(given);
    assert.equal(await written(), given);
    assert.deepEqual(await page.evaluate(() => window.written), []);
    await press('Control+End');
    await type('!');
    assert.equal(await written(), '## A _b_\n\n- x\n- y!');
});

test('headings', async () => {
    await type('Title');
    await tool('heading');
    assert.equal(await pressed('heading'), 'true');
    await press('Enter');
    await type('Text');
    assert.equal(await pressed('heading'), 'false');
    await press('Enter');
    await tool('subheading');
    await type('Smaller');
    assert.equal(await written(), '## Title\n\nText\n\n### Smaller');
    await tool('subheading');
    assert.equal(await written(), '## Title\n\nText\n\nSmaller');
    assertNoFaults(page);
});

test('bold and italic, by keys of any keyboard and by buttons', async () => {
    await type('a ');
    await press('Control+b');
    assert.equal(await pressed('bold'), 'true');
    await type('bold');
    await press('Control+b');
    await type(' b ');
    await tool('italic');
    await type('italic');
    await tool('italic');
    await type(' c');
    assert.equal(await written(), 'a **bold** b _italic_ c');
    await press('Home', 'Shift+End', 'Control+i');
    assert.equal(await written(), '_a_ **_bold_** _b italic c_');
    await page.evaluate(() => document.querySelector('.editor-text').dispatchEvent(new KeyboardEvent('keydown',
        { key: 'ш', code: 'KeyI', ctrlKey: true, bubbles: true, cancelable: true })));
    assert.equal(await written(), 'a **bold** b italic c');
    assertNoFaults(page);
});

test('lists, begun and left', async () => {
    await tool('bullets');
    await type('one');
    await press('Enter');
    await type('two');
    await press('Enter', 'Enter');
    await type('text');
    assert.equal(await written(), '- one\n- two\n\ntext');
    await press('Enter');
    await tool('numbers');
    await type('first');
    await press('Enter');
    await type('second');
    assert.equal(await pressed('numbers'), 'true');
    assert.equal(await written(), '- one\n- two\n\ntext\n\n1. first\n2. second');
    await tool('bullets');
    assert.match(await written(), /text\n\n(?:1\. first\n\n)?- /);
    assertNoFaults(page);
});

test('a heading becomes a list, and a list a heading', async () => {
    await type('one');
    await tool('heading');
    await tool('bullets');
    assert.equal(await written(), '- one');
    await tool('heading');
    assert.equal(await written(), '## one');
    await tool('quote');
    assert.equal(await written(), '> one');
    await tool('numbers');
    assert.equal(await written(), '1. one');
    await tool('numbers');
    assert.equal(await written(), 'one');
    assertNoFaults(page);
});

test('quotations', async () => {
    await type('said');
    await tool('quote');
    assert.equal(await written(), '> said');
    assert.equal(await pressed('quote'), 'true');
    await tool('quote');
    assert.equal(await written(), 'said');
    await begin('> a\n>\n> b');
    await tool('quote');
    assert.match(await written(), /^(> )?a\n(>?)\n(> )?b$/);
    assert.ok(!(await written()).split('\n').every((line) => line.startsWith('>')));
    assertNoFaults(page);
});

test('a link, from words and from nothing; changed, taken away', async () => {
    await type('the site');
    await press('Shift+Home', 'Control+k');
    await page.waitForSelector('dialog[open]');
    await type('not an address');
    await press('Enter');
    assert.match(await page.textContent('dialog .fault'), /An address looks like/);
    await assertAccessible(page);
    await page.fill('dialog input', 'example.org/a_b');
    await press('Enter');
    await page.waitForSelector('dialog', { state: 'detached' });
    assert.equal(await written(), '[the site](https://example.org/a_b)');
    await press('End');
    await type(' and ');
    await tool('link');
    await type('press@example.org');
    await press('Enter');
    await page.waitForSelector('dialog', { state: 'detached' });
    assert.match(await written(), /and \[press@example\.org\]\(mailto:press@example\.org\)$/);
    await press('ArrowLeft', 'Control+k');
    await page.click('dialog footer button:first-child');
    await page.waitForSelector('dialog', { state: 'detached' });
    assert.match(await written(), /and press@example\.org$/);
    await press('Control+z');
    assert.match(await written(), /\(mailto:press@example\.org\)$/);
    assertNoFaults(page);
});

test('the toolbar is one stop of the tab key, and its arrows go round', async () => {
    await type('x');
    await press('Shift+Tab');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tool), 'heading');
    await press('ArrowRight', 'ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tool), 'bold');
    await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tool), 'picture');
    await press('Home', 'Enter');
    assert.equal(await written(), '## x');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'editor-text');
    assertNoFaults(page);
});

test('undo and redo are the browser’s', async () => {
    await type('one');
    await press('Enter');
    await type('two');
    await tool('bullets');
    assert.equal(await written(), 'one\n\n- two');
    await press('Control+z');
    assert.equal(await written(), 'one\n\ntwo');
    await press('Control+Shift+z');
    assert.equal(await written(), 'one\n\n- two');
});

test('deleting across blocks loses nothing else', async () => {
    await begin('## Title\n\nSome **bold** text\n\n- one\n- two');
    await press('Control+Home', 'End', 'Delete');
    assert.equal(await written(), '## TitleSome **bold** text\n\n- one\n- two');
    await press('Control+End', 'Shift+ArrowUp', 'Backspace');
    assert.match(await written(), /## TitleSome \*\*bold\*\* text/);
    await press('Control+a', 'Backspace');
    assert.equal(await written(), '');
    await type('anew');
    assert.equal(await written(), '## anew'); // in the block that the first of them was
    assertNoFaults(page);
});

test('pictures: chosen, captioned, described, taken away, undone', async () => {
    await type('before');
    const chosen = page.waitForEvent('filechooser');
    await tool('picture');
    await (await chosen).setFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('png') });
    await page.waitForSelector('dialog[open]');
    await type('A caption with * and ]');
    await press('Tab');
    await type('Who is "on" it');
    await assertAccessible(page);
    await takePicture(page, 'editor-picture-words');
    await press('Enter');
    await page.waitForSelector('dialog', { state: 'detached' });
    const slug = (await written()).match(/picture-\d+/)[0];
    assert.equal(await written(),
        `before\n\n![A caption with \\* and \\]](${slug} "Who is \\"on\\" it")`);
    await press('Control+End');
    await type('after');
    assert.match(await written(), /\)\n\nafter$/);
    await takePicture(page, 'editor');
    await page.click('figure button');
    await page.fill('dialog input', 'Другая подпись');
    await press('Enter');
    await page.waitForSelector('dialog', { state: 'detached' });
    assert.match(await written(), /!\[Другая подпись\]\(picture/);
    await page.click('figure button');
    await page.click('dialog footer button:first-child');
    await page.waitForSelector('dialog', { state: 'detached' });
    assert.equal(await written(), 'before\n\nafter');
    await press('Control+z');
    assert.match(await written(), /before\n\n!\[Другая подпись\]\(.*\)\n\nafter/);
    await assertAccessible(page);
    assertNoFaults(page);
});

test('pictures: pasted, dropped, refused', async () => {
    await type('text');
    await paste({}, [{ name: 'a.jpg', type: 'image/jpeg', size: 3 }, { name: 'b.png', type: 'image/png', size: 3 }]);
    await page.waitForSelector('figure >> nth=1');
    assert.match(await written(), /^text\n\n!\[\]\(picture-\d+\)\n\n!\[\]\(picture-\d+\)$/);
    await paste({}, [{ name: 'c.png', type: 'image/png', size: 0 }]);
    await page.waitForFunction(() => document.querySelector('.editor-says').textContent !== '' &&
        !document.querySelector('.editor-says').textContent.includes('taken in…'));
    assert.equal(await page.textContent('.editor-says'), 'This picture is empty.');
    await paste({}, [{ name: 'c.pdf', type: 'application/pdf', size: 3 }]);
    assert.match(await page.textContent('.editor-says'), /JPEG and PNG/);
    const box = await page.locator(`${text} p`).first().boundingBox();
    await page.evaluate(({ x, y }) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['x'], 'd.png', { type: 'image/png' }));
        document.elementFromPoint(x, y).dispatchEvent(new DragEvent('drop',
            { dataTransfer: transfer, clientX: x, clientY: y, bubbles: true, cancelable: true }));
    }, { x: box.x + 2, y: box.y + box.height / 2 });
    await page.waitForSelector('dialog[open]');
    await press('Escape');
    assert.match(await written(), /^!\[\]\(picture-\d+\)\n\ntext\n\n/);
    assertNoFaults(page);
});

test('what is pasted into a heading stays what it is', async () => {
    const html = '<h3>News</h3><p>One</p><p>Two</p>';
    await tool('heading');
    await paste({ 'text/html': html });
    assert.equal(await written(), '### News\n\nOne\n\nTwo');
    for (const [keys, expected] of [
        [['Home'], '### News\n\nOne\n\nTwo\n\n## Title'],
        [['End'], '## Title\n\n### News\n\nOne\n\nTwo'],
        [['Home', 'ArrowRight', 'ArrowRight'], '## Ti\n\n### News\n\nOne\n\nTwo\n\n## tle'],
    ]) {
        await begin('## Title');
        await press(...keys);
        await paste({ 'text/html': html });
        assert.equal(await written(), expected);
    }
    await begin('## Title');
    await press('End');
    await paste({ 'text/html': '<p>, <b>more</b></p>' });
    assert.equal(await written(), '## Title, **more**');
    assertNoFaults(page);
});

test('copied and pasted within, and dragged to another place', async () => {
    await begin('One **bold** word\n\n- a\n- b');
    await press('Control+a', 'Control+c', 'Control+End', 'Enter', 'Enter', 'Control+v');
    assert.equal(await written(), 'One **bold** word\n\n- a\n- b\n\nOne **bold** word\n\n- a\n- b');
    assertNoFaults(page);
});

test('a text that cannot be fetched is offered again, and kept', async () => {
    server.answer['/api/markdown'] = () => ({ status: 500 });
    await page.evaluate(() => window.makeEditor({ markdown: 'A *text*' }));
    await page.waitForSelector('.editor-says button');
    assert.equal(await written(), 'A *text*');
    delete server.answer['/api/markdown'];
    await page.click('.editor-says button');
    await page.waitForSelector(`${text}[contenteditable=true] i`);
    assert.equal(await written(), 'A *text*');
    assert.equal(await page.textContent('.editor-says'), '');
});

test('the same text again leaves the caret alone; another is shown', async () => {
    await type('one');
    await page.evaluate(() => window.editor.set('one'));
    await type(' two');
    assert.equal(await written(), 'one two');
    await page.evaluate(() => window.editor.set('_three_'));
    assert.equal(await page.textContent(text), 'three');
    assert.equal(await written(), '_three_');
});

test('what is asked carries the page’s token', () => {
    assert.ok(server.asked.every(({ url, token }) => url !== '/api/markdown' || token === 'the token'));
});

test('axe finds nothing, in Russian either', async () => {
    await page.goto(`${server.address_}?lang=ru`);
    await page.waitForSelector('html[data-ready]');
    await begin('## Заголовок\n\nТекст со [ссылкой](https://example.org)\n\n![Подпись](a "Описание")');
    assert.equal(await page.getAttribute('[data-tool=bold]', 'aria-label'), 'Полужирный');
    await assertAccessible(page);
    await takePicture(page, 'editor-ru');
    assertNoFaults(page);
});
