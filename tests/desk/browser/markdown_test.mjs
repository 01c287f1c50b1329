// Markdown through the editor and back: a screen shows the same, whatever was written.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, startChromium, assertNoFaults } from './chromium.mjs';
import { startMarkdown, startServer } from './modules_server.mjs';

const long = process.env.FOYER_LONG === '1';
let browser, page, server, markdown;

before(async () => {
    markdown = startMarkdown();
    server = await startServer(markdown);
    browser = await startChromium();
    page = await openPage(browser);
    await page.goto(server.address_);
    await page.waitForSelector('html[data-ready]');
    await page.evaluate(() => window.makeEditor());
});

after(async () => {
    await browser?.close();
    server?.close();
    markdown?.close();
});

/* ---- what a screen shows, in a form that can be compared ---- */

const BLANK = /[\s\p{Zs}]/u;

/* Marks letter by letter, those of blanks left out, for nobody sees them; a picture's caption is
 * plain in the editor, with HTML in it or not, and the two sizes of headings are two. */
function shown(blocks) {
    return blocks.map((block) => {
        const bytes = Buffer.from(block.text);
        const letters = [...block.text].map((letter) => ({ letter, marks: '' }));
        const starts = [];
        let at = 0;
        for (const { letter } of letters) {
            starts.push(at);
            at += Buffer.byteLength(letter);
        }
        assert.equal(at, bytes.length);
        for (const span of block.kind === 4 ? [] : block.spans) {
            const end = span.start + Buffer.byteLength(span.text);
            letters.forEach((entry, i) => {
                if (starts[i] >= span.start && starts[i] < end && !BLANK.test(entry.letter)) {
                    entry.marks = `${span.flags}${span.link}`;
                }
            });
        }
        while (letters.length > 0 && BLANK.test(letters.at(-1).letter)) {
            letters.pop();
        }
        while (letters.length > 0 && BLANK.test(letters[0].letter)) {
            letters.shift();
        }
        const depth = block.kind === 1 ? Math.min(Math.max(block.depth, 2), 3) : block.depth;
        return {
            kind: block.kind, depth, number: block.number, picture: block.picture,
            text: (block.kind === 4 ? block.text.replace(/<[^<>]*>/g, '').trim() : letters.map(({ letter, marks }) => (marks === '' ? letter : `${letter}‹${marks}›`)).join(''))
                .replace(/[\p{Zs}]*\n[\p{Zs}]*/gu, '\n').replace(/(?! )\p{Zs}| +/gu, ' ').replace(/ +/g, ' '),
        };
    }).filter((block) => block.kind === 4 || block.text !== '');
}

async function throughEditor(text) {
    return page.evaluate(async (given) => {
        await window.editor.set('');
        await window.editor.set(given);
        return window.markdownOf(document.querySelector('.editor-text'));
    }, text);
}

async function assertKept(text, loosely = (blocks) => blocks) {
    const out = await throughEditor(text);
    assert.deepEqual(loosely(shown(await markdown.blocks(out))), loosely(shown(await markdown.blocks(text))),
        `${JSON.stringify(text)} became ${JSON.stringify(out)}`);
    return out;
}

/* A <br> that stands where HTML may be a block of its own is a space in the editor. */
const sayingLines = (blocks) => blocks.map((block) => ({ ...block, text: block.text.replace(/[ \n]+/g, ' ') }));

/* ---- chance that can be repeated ---- */

function chance(seed) {
    let state = seed;
    return (most) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * most);
    };
}

const PIECES = ['a', 'слово', 'é', '漢', '😀', ' ', ' ', '  ', '\u00a0', '*', '**', '***', '_', '__', '`', '``', '~~~',
    '[', ']', '(', ')', '![', '](a)', '](b "c")', '[x](https://a.example/?a=1&b=2)', '![c](s "d")', '<', '>', '<br>',
    '<b>', '<!-- c -->', '&', '&amp;', '&copy', '&#42;', '&nbsp;', '\\', '\\\n', '  \n', '!', '#', '##', '=', '-', '+',
    '.', '1.', '2)', '«', '»', '—', '"', "'", '€', '№', '|', ':', '/', '\n', '\n', '\n\n', '\n\n'];
const STARTS = ['', '', '', '# ', '### ', '- ', '* ', '+ ', '1. ', '7) ', '> ', '> - ', '  - ', '    ', '---', '===',
    '```\n', '- - ', '1. - ', '> > ', '[a]: /u\n', '<div>\n'];

function madeUp(random) {
    let text = '';
    for (let i = random(12) + 1; i > 0; i--) {
        text += random(3) === 0 ? `\n${STARTS[random(STARTS.length)]}` : '';
        for (let j = random(6); j >= 0; j--) {
            text += PIECES[random(PIECES.length)];
        }
    }
    return text;
}

/* ---- the tests ---- */

test('what is written as it should be stays', async () => {
    for (const text of [
        'A paragraph.',
        '## Heading\n\n### Smaller\n\nText',
        'A **bold** and _italic_ and **_both_** word, a [link](https://example.org/a_b?x=1&y=2).',
        '- one\n- two\n- three',
        '3. three\n4. four',
        '> A quotation\n> of two lines.\n>\n> And more.',
        'One line\\\nand the next',
        'Text\n\n![A caption](a-picture "What is on it")\n\nMore text',
        '- one\n\n  - inner\n  - list\n\n- two',
        'Цена — 5 € (№ 7) & «кавычки»',
    ]) {
        const out = await assertKept(text);
        assert.equal(out.replace('> A quotation of', '> A quotation\n> of'), text);
    }
});

test('whatever looks like markup is text', async () => {
    for (const text of ['\\* a', '1\\. a', '\\# a', 'a\\\n\\- b', 'a\\\n\\=', '\\> a', '\\+ a', '\\~~~', '\\[a]: b',
        '\\<b>a', '&amp;copy;', '2 \\* 3 \\* 4', 'a\\_b\\_c', '\\`a`', 'Wow\\![a](b)', '## a \\#', '\\---', 'a\\\\\nb',
        '**«a»**b', 'b**«a»**', 'a*b*c', '**a*b*c***d*', '*a*b*c*', '**a**b**c**', '*a **b***c', 'x**!**y',
        '[**a**b](c)', '**a [b](c) d**', '*[a](b)*c', '![a\\]\\*](b "c\\"d")', '[a](b\\(c)',
        '[мир](https://мпа.рф/страница)', '[a](https://a.example/%D0%BC)', 'a<br>b', '`<br>`', '    <br>\n    b  c',
        '- ![c](s) d', '## a ![c](s) b', '> a ![c](s) b', '1. a\n2.\n3. b', '- a\n\n  b\n- c', '- a\n\n---\n\n- b',
        '1. a\n\n---\n\n1. b', '* a\n\n- b\n\n+ c', '- # a', '- > a', '10. a\n\n    b', 'a\n===\nb\n---',
        '0. a', '999999999. a\n1. b', 'a\u00a0b', '&nbsp;a', '**a&nbsp;**b', '# a\\\nb']) {
        await assertKept(text);
    }
});

/* Code in a list goes on in its item, and items and headings without words go. */
test('made-up Markdown', async () => {
    const seed = Number(process.env.FOYER_SEED ?? 1);
    const random = chance(seed);
    for (let i = 0; i < (long ? 20000 : 600); i++) {
        const text = madeUp(random);
        const html = await markdown.html(text);
        if (!/<(?:li|h\d)>\s*<\/(?:li|h\d)>/.test(html) && !(html.includes('<li>') && html.includes('<pre>'))) {
            await assertKept(text, sayingLines);
        }
    }
});

test('no fault on the page', () => assertNoFaults(page));
