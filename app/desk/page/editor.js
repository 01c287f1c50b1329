/* The editor of a news item's text: rich text for those who write it, Markdown for all others.
 *
 * What is typed goes into a contenteditable element by the browser's own commands, so that its undo
 * is the writer's undo. Markdown comes in as cmark's HTML (POST /api/markdown), the parser that the
 * display uses, and through the whitelist of paste.js; it goes out by markdown.js. Until somebody
 * changes something, what went in is what comes out, byte for byte.
 *
 * In the page: .editor > .editor-bar[role=toolbar] + .editor-text[role=textbox] + .editor-says. */
import { button, dialog, h, newId, svg } from './dom.js';
import { makeFigure, markdownOf, readFigure } from './markdown.js';
import { cleanHtml, readTransfer } from './paste.js';

const WORDS = {
    en: {
        tools: 'Formatting', text: 'Text', heading: 'Heading', subheading: 'Subheading',
        bold: 'Bold', italic: 'Italic', bullets: 'Bulleted list', numbers: 'Numbered list',
        quote: 'Quotation', link: 'Link', picture: 'Picture', address: 'Address', shown: 'Words shown',
        wrongAddress: 'An address looks like example.org, https://example.org/page or name@example.org.',
        remove: 'Remove', cancel: 'Cancel', done: 'Done', caption: 'Caption, shown below the picture',
        description: 'Description, for those who do not see it', describe: 'Caption and description',
        uploading: 'The picture is being taken in…', notPicture: 'Only JPEG and PNG pictures can be taken in.',
        lost: (n) => (n === 1 ? 'A picture stayed behind: the browser did not hand it over. Drop its file here.'
            : `${n} pictures stayed behind: the browser did not hand them over. Drop their files here.`),
        notLoaded: 'The text could not be fetched.', again: 'Try again',
    },
    ru: {
        tools: 'Оформление', text: 'Текст', heading: 'Заголовок', subheading: 'Подзаголовок',
        bold: 'Полужирный', italic: 'Курсив', bullets: 'Маркированный список',
        numbers: 'Нумерованный список', quote: 'Цитата', link: 'Ссылка', picture: 'Изображение',
        address: 'Адрес', shown: 'Видимые слова',
        wrongAddress: 'Адрес выглядит так: example.org, https://example.org/page или name@example.org.',
        remove: 'Убрать', cancel: 'Отмена', done: 'Готово', caption: 'Подпись под изображением',
        description: 'Описание для тех, кто его не видит', describe: 'Подпись и описание',
        uploading: 'Изображение загружается…', notPicture: 'Принимаются только изображения JPEG и PNG.',
        lost: (n) => `Изображения, которые браузер не передал: ${n}. Перетащите сюда их файлы.`,
        notLoaded: 'Не удалось получить текст.', again: 'Повторить',
    },
};

/* The buttons in their order: the word, the key that does the same, and the strokes of the sign. */
const TOOLS = [
    ['heading', '', 'M5 4v16M17 4v16M5 12h12'],
    ['subheading', '', 'M6 8v11M16 8v11M6 13.5h10'],
    ['bold', 'B', 'M7 4h6a4 4 0 0 1 0 8H7zM7 12h7a4 4 0 0 1 0 8H7zM9 4v16'],
    ['italic', 'I', 'M10 4h8M6 20h8M14 4l-4 16'],
    ['bullets', '', 'M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1'],
    ['numbers', '', 'M10 6h10M10 12h10M10 18h10M4 4.5h1.5v4M4 15h2.5l-2.5 4h3'],
    ['quote', '', 'M5 5v14M10 8h10M10 12h10M10 16h6'],
    ['link', 'K', 'M10 14l4-4M9 10l-3 3a3.5 3.5 0 0 0 5 5l3-3M15 14l3-3a3.5 3.5 0 0 0-5-5l-3 3'],
    ['picture', '', 'M4 5h16v14H4zM4 16l5-5 5 5 3-3 3 3M15 9h1'],
];

/* A browser that moves words from one kind of block to another gives them a style, so that they look
 * as before, where the page's policy forbids styles and we want none. While it works, all blocks look
 * alike: there is nothing to keep. */
const ALIKE = new CSSStyleSheet();
ALIKE.replaceSync(`.editor-alike * {
    font: inherit !important; color: inherit !important; background: none !important;
    letter-spacing: inherit !important; text-align: inherit !important; text-indent: 0 !important;
    text-transform: inherit !important; text-decoration: none !important;
    white-space: inherit !important;
}
.editor-alike :is(b, strong) { font-weight: bold !important; }
.editor-alike :is(i, em) { font-style: italic !important; }`);

/** See the head of the file. `onChange(markdown)` follows every change; `onPicture(file)` uploads a
 * file and promises { slug }; `language` is that of the text; `words` replaces some of WORDS. */
export class Editor {
    #element;
    #bar;
    #text;
    #says;
    #files;
    #words;
    #onChange;
    #onPicture;
    #given = '';     /* what set() was given, while nobody has changed it */
    #changed = false;
    #loading = 0;    /* number of the last set(): only its answer counts */
    #dragged = null; /* the Range of our own that is being dragged */

    constructor(element, { markdown = '', language = '', onChange = () => {}, onPicture, words = {} }) {
        this.#element = element;
        this.#words = { ...(WORDS[document.documentElement.lang] ?? WORDS.en), ...words };
        this.#onChange = onChange;
        this.#onPicture = onPicture;
        if (!document.adoptedStyleSheets.includes(ALIKE)) {
            document.adoptedStyleSheets.push(ALIKE);
        }
        this.#makeElements(language);
        this.#listen();
        this.set(markdown);
    }

    get markdown() {
        return this.#changed ? markdownOf(this.#text) : this.#given;
    }

    focus() {
        this.#text.focus();
    }

    /** Shows another text. What is shown already is left alone, with the caret in it. */
    async set(markdown) {
        const number = ++this.#loading;
        if (markdown === this.markdown && number > 1) {
            this.#loaded();
            return;
        }
        this.#given = markdown;
        this.#changed = false;
        if (markdown.trim() === '') {
            this.#show(document.createDocumentFragment());
            return;
        }
        this.#text.contentEditable = 'false';
        this.#text.setAttribute('aria-busy', 'true');
        try {
            const blocks = await blocksOf(markdown);
            if (number === this.#loading) {
                this.#show(blocks);
            }
        } catch {
            if (number === this.#loading) {
                this.#offerAgain(markdown);
            }
        }
    }

    #show(blocks) {
        this.#text.replaceChildren(blocks);
        this.#dress();
        this.#loaded();
    }

    #loaded() {
        this.#say('');
        this.#text.contentEditable = 'true';
        this.#text.removeAttribute('aria-busy');
    }

    #offerAgain(markdown) {
        this.#say(this.#words.notLoaded, ' ', h('button', { type: 'button', on: { click: () => {
            this.#given = '';
            this.set(markdown);
            this.#given = markdown;
        } } }, this.#words.again));
    }

    /* ---- what there is to see ---- */

    #makeElements(language) {
        const words = this.#words;
        this.#bar = h('div', { class: 'editor-bar', role: 'toolbar', 'aria-label': words.tools },
            TOOLS.map(([name, key, strokes], i) => h('button', {
                type: 'button', 'data-tool': name, tabindex: i === 0 ? '0' : '-1',
                'aria-label': words[name], title: words[name] + (key && ` (Ctrl+${key})`),
                'aria-keyshortcuts': key !== '' && `Control+${key}`,
                'aria-pressed': name !== 'link' && name !== 'picture' && 'false',
                'aria-haspopup': name === 'link' && 'dialog',
            }, svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: strokes })))));
        const labelledby = this.#element.getAttribute('aria-labelledby');
        this.#text = h('div', { class: 'editor-text', role: 'textbox', 'aria-multiline': 'true',
            lang: language, spellcheck: 'true', 'aria-labelledby': labelledby,
            'aria-label': labelledby === null && (this.#element.ariaLabel ?? words.text) });
        this.#text.style.whiteSpace = 'break-spaces'; // else Chromium types no-break spaces
        this.#says = h('p', { class: 'editor-says', role: 'status' });
        this.#files = h('input', { type: 'file', accept: 'image/jpeg,image/png', multiple: true,
            hidden: true, on: { change: () => {
                this.#takeFiles([...this.#files.files]);
                this.#files.value = '';
            } } });
        this.#element.classList.add('editor');
        this.#element.replaceChildren(this.#bar, this.#text, this.#says, this.#files);
    }

    #say(sentence, ...more) {
        this.#says.replaceChildren(sentence, ...more);
    }

    /* What an editable text needs besides its blocks: a paragraph to write in, also behind a picture,
     * and pictures that are one thing, with a button for their words. */
    #dress() {
        for (const figure of this.#text.querySelectorAll('figure')) {
            if (figure.querySelector('button') === null) {
                figure.contentEditable = 'false';
                figure.append(h('button', { type: 'button' }, this.#words.describe));
            }
        }
        const last = this.#text.lastElementChild;
        if (last === null || last.localName === 'figure') {
            this.#text.append(h('p', null, h('br')));
        }
    }

    #showState() {
        const range = this.#range();
        if (range === null) {
            return;
        }
        const here = (names) => this.#around(range, names) !== null;
        const state = {
            heading: here('h1,h2'), subheading: here('h3,h4,h5,h6'), quote: here('blockquote'),
            bullets: this.#around(range, 'ul,ol')?.localName === 'ul',
            numbers: this.#around(range, 'ul,ol')?.localName === 'ol',
            bold: document.queryCommandState('bold'), italic: document.queryCommandState('italic'),
        };
        for (const button of this.#bar.children) {
            if (button.dataset.tool in state) {
                button.ariaPressed = String(state[button.dataset.tool]);
            }
        }
    }

    /* ---- what is done ---- */

    #listen() {
        const text = this.#text;
        this.#bar.addEventListener('mousedown', (event) => event.preventDefault()); // keep the caret
        this.#bar.addEventListener('click', (event) => {
            const button = event.target.closest('button');
            if (button !== null) {
                this.#moveTo(button);
                this.#use(button.dataset.tool);
            }
        });
        this.#bar.addEventListener('keydown', (event) => this.#walkBar(event));
        text.addEventListener('keydown', (event) => this.#shortcut(event));
        text.addEventListener('beforeinput', (event) => {
            if (event.inputType !== 'insertCompositionText' &&
                (event.inputType !== 'insertText' || !getSelection().isCollapsed)) {
                this.#alike(true);
            }
        });
        text.addEventListener('input', () => this.#edited());
        text.addEventListener('focus', () => {
            document.execCommand('defaultParagraphSeparator', false, 'p');
            document.execCommand('styleWithCSS', false, 'false');
        });
        text.addEventListener('click', (event) => {
            const button = event.target.closest('figure > button');
            if (button !== null) {
                this.#describe(button.parentElement);
            }
        });
        text.addEventListener('paste', (event) => {
            event.preventDefault();
            this.#take(event.clipboardData);
        });
        text.addEventListener('dragstart', () => {
            this.#dragged = this.#range();
        });
        text.addEventListener('dragend', () => {
            this.#dragged = null;
        });
        text.addEventListener('dragover', (event) => event.preventDefault());
        text.addEventListener('drop', (event) => this.#drop(event));
        document.addEventListener('selectionchange', () => this.#showState());
    }

    #alike(yes) {
        const top = this.#text.scrollTop;
        this.#text.classList.toggle('editor-alike', yes);
        this.#text.scrollTop = top;
    }

    /* One of the browser's own commands. */
    #command(name, value) {
        this.#alike(true);
        document.execCommand(name, false, value);
        this.#alike(false);
    }

    #edited() {
        this.#alike(false);
        this.#changed = true;
        this.#dress();
        this.#showState();
        this.#onChange(this.markdown);
    }

    /* The arrow keys go from button to button, and the tab key past them all. */
    #walkBar(event) {
        const buttons = [...this.#bar.children];
        const at = buttons.indexOf(document.activeElement);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
        if (to !== undefined) {
            event.preventDefault();
            const next = buttons.at(to % buttons.length);
            this.#moveTo(next);
            next.focus();
        }
    }

    #moveTo(button) {
        for (const other of this.#bar.children) {
            other.tabIndex = other === button ? 0 : -1;
        }
    }

    /* By the place of the key, which is the same on a Russian keyboard. */
    #shortcut(event) {
        const tool = { KeyB: 'bold', KeyI: 'italic', KeyK: 'link' }[event.code];
        if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && tool !== undefined &&
            !event.target.closest('figure')) {
            event.preventDefault();
            this.#use(tool);
        }
    }

    #use(tool) {
        if (this.#text.contentEditable !== 'true') {
            return;
        }
        const range = this.#hold();
        switch (tool) {
        case 'bold':
        case 'italic':
            this.#command(tool);
            break;
        case 'heading':
            this.#format(range, this.#around(range, 'h1,h2') ? 'p' : 'h2');
            break;
        case 'subheading':
            this.#format(range, this.#around(range, 'h3,h4,h5,h6') ? 'p' : 'h3');
            break;
        case 'quote':
            this.#format(range, this.#around(range, 'blockquote') ? 'p' : 'blockquote');
            break;
        case 'bullets':
        case 'numbers':
            this.#list(range, tool === 'bullets' ? 'ul' : 'ol');
            break;
        case 'link':
            this.#link(range);
            break;
        case 'picture':
            this.#files.click();
            break;
        }
        this.#showState();
    }

    /* Our selection; where there was none, the end of the text. */
    #hold() {
        if (this.#range() === null) {
            this.#text.focus();
            if (this.#range() === null) {
                getSelection().selectAllChildren(this.#text);
                getSelection().collapseToEnd();
            }
        } else {
            this.#text.focus();
        }
        return this.#range();
    }

    #range() {
        const selection = getSelection();
        const range = selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
        return range !== null && this.#text.contains(range.commonAncestorContainer) ? range : null;
    }

    /* The innermost element of the text around the start of a range that matches. */
    #around(range, names) {
        const { startContainer } = range;
        const start = startContainer.nodeType === Node.ELEMENT_NODE ? startContainer
            : startContainer.parentElement;
        const found = start.closest(names);
        return found !== null && found !== this.#text && this.#text.contains(found) ? found : null;
    }

    #format(range, name) {
        const list = this.#around(range, 'ul,ol');
        if (list !== null) {
            this.#command(list.localName === 'ul' ? 'insertUnorderedList' : 'insertOrderedList');
        }
        const quote = this.#around(this.#range(), 'blockquote');
        if (quote?.querySelector('p,h2,h3,ul,ol,figure,blockquote') != null) {
            this.#command('outdent');
            if (name === 'p') {
                return;
            }
        }
        this.#command('formatBlock', name);
    }

    #list(range, name) {
        const block = this.#around(range, 'h1,h2,h3,h4,h5,h6,blockquote');
        if (block !== null && this.#around(range, 'li') === null) {
            this.#format(range, 'p');
        }
        this.#command(name === 'ul' ? 'insertUnorderedList' : 'insertOrderedList');
    }

    /* ---- links ---- */

    async #link(range) {
        const words = this.#words;
        const link = this.#around(range, 'a');
        if (link !== null) {
            getSelection().selectAllChildren(link);
        }
        const held = this.#range().cloneRange();
        const asked = await askLines({
            title: words.link, words, removable: link !== null,
            fields: [
                { name: 'address', label: words.address, value: link?.getAttribute('href') ?? '' },
                ...(held.collapsed ? [{ name: 'shown', label: words.shown, value: '' }] : []),
            ],
            wrong: (given) => (addressOf(given.address) === null
                ? { field: 'address', sentence: words.wrongAddress } : null),
        });
        this.#select(held);
        if (asked === 'remove') {
            this.#command('unlink');
        } else if (asked !== undefined) {
            const url = addressOf(asked.address);
            if (held.collapsed) {
                this.#insert(h('a', { href: url }, asked.shown || asked.address));
            } else {
                this.#command('createLink', url);
            }
        }
    }

    #select(range) {
        this.#text.focus();
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }

    #insert(...nodes) {
        const room = document.createElement('div');
        room.append(...nodes);
        this.#command('insertHTML', room.innerHTML);
    }

    /* ---- pictures, and what is pasted or dropped ---- */

    #drop(event) {
        event.preventDefault();
        const point = document.caretPositionFromPoint?.(event.clientX, event.clientY);
        const range = point ? document.createRange()
            : document.caretRangeFromPoint?.(event.clientX, event.clientY) ?? null;
        if (point) {
            range.setStart(point.offsetNode, point.offset);
        }
        if (range === null || !this.#text.contains(range.startContainer)) {
            return;
        }
        const own = this.#dragged;
        if (own !== null && !own.collapsed) {
            if (own.isPointInRange(range.startContainer, range.startOffset)) {
                return;
            }
            this.#select(own);
            this.#command('delete');
        }
        this.#select(range);
        this.#take(event.dataTransfer);
    }

    #take(transfer) {
        const { blocks, files, lost } = readTransfer(transfer);
        const room = document.createElement('div');
        room.append(blocks);
        if (room.childNodes.length === 0 && files.length > 0) {
            this.#takeFiles(files);
            return;
        }
        if (room.childNodes.length === 0) {
            this.#say(transfer.files.length > 0 ? this.#words.notPicture
                : lost > 0 ? this.#words.lost(lost) : '');
            return;
        }
        this.#takeBlocks(room, files, lost > 0 ? this.#words.lost(lost) : '');
    }

    #takeFiles(files) {
        const room = document.createElement('div');
        files.forEach((file, i) => {
            const figure = makeFigure({ slug: '' });
            figure.dataset.file = i;
            room.append(figure);
        });
        this.#takeBlocks(room, files, '');
    }

    /* Uploads what has to be and inserts it all at the caret, as one step. The caret may move
     * meanwhile; a Range stays where it was. */
    async #takeBlocks(room, files, sentence) {
        const place = this.#hold().cloneRange();
        const said = sentence === '' ? [] : [sentence];
        if (files.length > 0) {
            this.#say(this.#words.uploading);
        }
        for (const figure of room.querySelectorAll('figure[data-file]')) {
            try {
                const { slug } = await this.#onPicture(files[figure.dataset.file]);
                const { caption, description } = readFigure(figure);
                figure.replaceWith(makeFigure({ slug, caption, description }));
            } catch (error) {
                figure.remove();
                said.push(error.message);
            }
        }
        this.#say(said.join(' '));
        const slug = files.length === 1 && room.children.length === 1
            ? room.firstElementChild.dataset.picture : undefined;
        if (room.childNodes.length > 0) {
            this.#select(place);
            this.#insertBlocks(room);
        }
        if (slug !== undefined) { // alone: its words are asked for
            this.#describe([...this.#text.querySelectorAll('figure')]
                .find((figure) => figure.dataset.picture === slug));
        }
    }

    /* A single paragraph goes into the one at the caret. */
    #insertBlocks(room) {
        const only = room.children.length === 1 && room.firstElementChild.localName === 'p';
        if (!only) {
            this.#leaveHeading();
        }
        this.#insert(...(only ? room.firstElementChild : room).childNodes);
    }

    /* An empty paragraph at the caret, where that stands in a heading: a browser makes headings of all
     * the blocks that are put into one. */
    #leaveHeading() {
        const here = () => this.#around(this.#range(), 'h1,h2,h3,h4,h5,h6');
        if (here() !== null && here().textContent !== '') {
            this.#command('insertParagraph');
            if (here() !== null && here().textContent !== '') { // the caret was not at its end
                if (here().previousElementSibling.textContent !== '') {
                    this.#command('insertParagraph');
                }
                getSelection().collapse(here().previousElementSibling, 0);
            }
        }
        if (here() !== null) {
            this.#command('formatBlock', 'p');
        }
    }

    async #describe(figure) {
        const words = this.#words;
        const { slug, caption, description } = readFigure(figure);
        const asked = await askLines({
            title: words.describe, words, removable: true,
            fields: [
                { name: 'caption', label: words.caption, value: caption },
                { name: 'description', label: words.description, value: description },
            ],
        });
        if (asked === undefined || !this.#text.contains(figure)) {
            this.focus();
            return;
        }
        if (asked === 'remove') {
            const range = document.createRange();
            range.selectNode(figure);
            this.#select(range);
            this.#insert(h('p', null, h('br'))); // taken away alone, what is before and behind would run together
        } else { // in its place: the browser's own command would let the caption run into what follows
            figure.querySelector('img').alt = asked.description;
            figure.querySelector('figcaption').textContent = asked.caption;
            this.#edited();
        }
        const behind = [...this.#text.querySelectorAll('figure')]
            .find((other) => other.dataset.picture === slug)?.nextElementSibling;
        getSelection().collapse(behind ?? this.#text.lastElementChild, 0);
    }
}

/* ---- Markdown to blocks ---- */

/* The one piece of HTML that the display reads is <br> within a paragraph, which cmark's safe HTML
 * leaves out: a sign of nobody's stands in for it on the way, a sign since marks look at those. */
const BREAK = '\u2055';

const hideBreaks = (markdown) => markdown.split('\n').map((line) => (/^[\s>*+\d.)-]*<br[^<>]*>\s*$/.test(line)
    ? line : line.replace(/(?<!\\)<br(?:\s[^<>]*|\/)?>/g, BREAK))).join('\n');

const showBreaks = (html) => html.replace(/<code[^]*?<\/code>/g, (code) => code.replaceAll(BREAK, '&lt;br&gt;'))
    .replace(/"[^"]*"/g, (value) => value.replaceAll(BREAK, ' ')).replaceAll(BREAK, '<br>');

async function blocksOf(markdown) {
    const answer = await fetch('/api/markdown', {
        method: 'POST',
        headers: {
            'Content-Type': 'application/json',
            'X-Foyer-Token': document.querySelector('meta[name=token]')?.content ?? '',
        },
        body: JSON.stringify({ markdown: hideBreaks(markdown) }),
    });
    if (!answer.ok) {
        throw new Error(`${answer.status}`);
    }
    const { html } = await answer.json();
    const blocks = cleanHtml(showBreaks(html), {
        foreign: false,
        picture: (img) => {
            const figure = img.closest('figure[data-picture]');
            return { slug: asWritten(figure?.dataset.picture ?? img.getAttribute('src'), markdown),
                caption: figure?.querySelector('figcaption')?.textContent ?? img.alt,
                description: figure ? img.alt : img.title };
        },
    });
    for (const link of blocks.querySelectorAll('a')) {
        link.setAttribute('href', asWritten(link.getAttribute('href'), markdown));
    }
    return blocks;
}

/* cmark writes letters beyond ASCII in an address as %D0%BC: back to what they were. */
function asWritten(url, markdown) {
    const letters = url.replace(/(?:%[89A-F][0-9A-F])+/gi, (bytes) => {
        try {
            return decodeURIComponent(bytes);
        } catch {
            return bytes;
        }
    });
    return markdown.includes(url) || !markdown.includes(letters) ? url : letters;
}

/* ---- small things ---- */

/* What somebody typed as an address that a link can have; null where it is none. */
function addressOf(typed) {
    const text = typed.trim();
    if (/^(?:https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu.test(text)) {
        return text;
    }
    if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) {
        return `mailto:${text}`;
    }
    return /^[^\s:/@.]+(?:\.[^\s:/@.]+)+(?:[:/?#]\S*)?$/.test(text) ? `https://${text}` : null;
}

/* Asks for a few lines in a dialog: promises them by name, 'remove', or nothing where it was left. */
function askLines({ title, words, fields, removable, wrong = () => null }) {
    return dialog(title, (close) => {
        const fault = h('p', { class: 'fault error', id: newId('fault'), role: 'alert' });
        const inputs = fields.map(({ name, value }, i) => h('input', { name, value, id: newId('line'),
            type: 'text', autocomplete: 'off', autofocus: i === 0 }));
        const submit = (event) => {
            event.preventDefault();
            const given = Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()]));
            const refused = wrong(given);
            if (refused === null) {
                close(given);
                return;
            }
            const input = inputs.find((one) => one.name === refused.field);
            fault.textContent = refused.sentence;
            input.setAttribute('aria-invalid', 'true');
            input.setAttribute('aria-describedby', fault.id);
            input.focus();
        };
        return h('form', { novalidate: true, on: { submit } },
            fields.map(({ label }, i) => h('div', { class: 'field' },
                h('label', { for: inputs[i].id }, label), inputs[i])),
            fault,
            h('footer', null,
                removable && button(words.remove, () => close('remove')),
                button(words.cancel, () => close()),
                button(words.done, () => {}, { kind: 'strong', type: 'submit' })));
    });
}
