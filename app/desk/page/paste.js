/* Makes clean blocks of what comes from elsewhere: a clipboard's HTML from Word, Google Docs,
 * LibreOffice or a web page, plain text, and the HTML that cmark makes of our own Markdown.
 *
 * Nothing of the source is let in. It is parsed by DOMParser, where no script runs and no picture is
 * fetched, and what is known in it is built anew from a few elements without attributes: <p> <h2>
 * <h3> <ul> <ol> <li> <blockquote> <b> <i> <a href> <br> and the figure of markdown.js. Text in an
 * element that is not known is kept; what nobody sees there is dropped. */
import { makeFigure } from './markdown.js';

/** The clean blocks of a piece of HTML: a DocumentFragment. `picture(img)` answers with what
 * makeFigure takes, or null for none. `foreign: false` keeps blanks as they are written. */
export function cleanHtml(html, { picture = () => null, foreign = true } = {}) {
    const page = new DOMParser().parseFromString(hideForbidden(html), 'text/html');
    const build = new Build(picture, foreign);
    build.inside(page.body, { strong: false, em: false, href: null });
    build.end();
    return build.root;
}

/* The page's policy forbids styles and scripts even in what is only parsed, and the browser complains
 * of each: they are read under other names. */
function hideForbidden(html) {
    return html.replace(/<(\/?)style(?=[\s>/])/gi, '<$1textarea')
        .replace(/<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi,
            (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, '$1data-$2'));
}

/** Paragraphs of plain text: separated by empty lines where there are any, else one a line. */
export function cleanText(text) {
    const root = document.createDocumentFragment();
    const lines = text.replace(/\r\n?/g, '\n').replace(/[\p{Cc}\uFEFF]/gu, (c) => (c === '\n' ? c : ' '));
    const parts = /\S\n[^\S\n]*\n\s*\S/.test(lines) ? lines.split(/\n[^\S\n]*\n/) : lines.split('\n');
    for (const part of parts.map((words) => words.trim()).filter((words) => words !== '')) {
        const block = document.createElement('p');
        part.split('\n').forEach((line, i) => {
            block.append(...(i > 0 ? [document.createElement('br')] : []), line.trim());
        });
        root.append(block);
    }
    return root;
}

/** What a DataTransfer brings: { blocks, files, lost }. The figures in `blocks` that are still to be
 * uploaded say in data-file which of `files` they show; `lost` counts pictures that only the other
 * program has. Files without blocks are pictures that were copied or dropped by themselves. */
export function readTransfer(transfer) {
    const html = transfer.getData('text/html');
    const files = [...transfer.files].filter((file) => file.type.startsWith('image/'));
    const pictures = [];
    let lost = 0;
    const picture = (img) => {
        const source = img.getAttribute('src') ?? '';
        const own = /^(?:https?:\/\/[^/]+)?\/api\/pictures\/([a-z0-9-]+)$/.exec(source);
        if (own && (source.startsWith('/') || source.startsWith(`${location.origin}/`))) {
            return { slug: own[1], description: img.alt };
        }
        const file = fileOfData(source, pictures.length + 1);
        if (file === null) {
            lost += source !== '' && !(img.width > 0 && img.width < 3) ? 1 : 0;
            return null;
        }
        pictures.push(file);
        return { slug: '', file: pictures.length - 1, description: img.alt };
    };
    const blocks = html !== '' ? cleanHtml(html, { picture })
        : cleanText(transfer.getData('text/plain'));
    const words = blocks.textContent.trim() !== '';
    if (files.length > 0 && !words) {
        return { blocks: document.createDocumentFragment(), files, lost: 0 };
    }
    return { blocks, files: pictures, lost };
}

/* "data:image/png;base64,…" as a File; null where it is something else. */
function fileOfData(source, number) {
    const [, type, bytes] = /^data:(image\/[a-z]+);base64,([A-Za-z0-9+/=\s]+)$/.exec(source) ?? [];
    if (bytes === undefined) {
        return null;
    }
    try {
        const raw = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
        return new File([raw], `${number}.${type.slice(6)}`, { type });
    } catch {
        return null; /* not base64 after all */
    }
}

/* ---- what elements mean ---- */

const UNSEEN = new Set(['applet', 'audio', 'base', 'button', 'canvas', 'datalist', 'del', 'dialog',
    'embed', 'frame', 'head', 'iframe', 'input', 'link', 'map', 'math', 'meta', 'noscript', 'object',
    'script', 'select', 'source', 'style', 'svg', 'template', 'textarea', 'title', 'video', 'xml']);
const LIST = /^[uo]l$/;
const BLOCK = /^(?:[uo]l|li|blockquote|h[1-6]|tr|pre|figure)$/;
const PARAGRAPHS = new Set(['address', 'article', 'aside', 'caption', 'center', 'dd', 'details', 'div',
    'dl', 'dt', 'fieldset', 'figcaption', 'footer', 'form', 'header', 'hr', 'legend', 'li', 'main',
    'nav', 'p', 'pre', 'section', 'summary', 'table', 'tbody', 'tfoot', 'thead']);
/* Word's notes in the margin, and the marks that lead to them. */
const WORD_NOTES = /mso-element:\s*comment|mso-comment-|mso-special-character:\s*comment/i;

/* A declaration of an element's style, by name; read as text, for no style is ever applied. */
const style = (element, name) => new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, 'i')
    .exec(element.dataset.style ?? '')?.[1].trim().toLowerCase() ?? '';

function isUnseen(element) {
    const css = element.dataset.style ?? '';
    return UNSEEN.has(element.localName) || element.hidden || WORD_NOTES.test(css) ||
        /^(?:Mso|mso)Comment/.test(element.className) || element.classList.contains('msocomoff') ||
        style(element, 'display') === 'none' || style(element, 'mso-hide') === 'all';
}

/* Where a link leads, if out into the world; Google Docs wraps it in an address of its own. */
function linkOf(element, foreign) {
    const href = (element.getAttribute('href') ?? '').trim();
    if (!foreign) {
        return href || null; /* cmark has left out what would run as a script */
    }
    const wrapped = /^https?:\/\/www\.google\.com\/url\?/.test(href) &&
        new URL(href).searchParams.get('q');
    const link = wrapped || href;
    return /^(?:https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu.test(link) ? link : null;
}

/* The place in a list of a paragraph of Word's, or of an item of Word's on the web:
 * { level, ordered, number }; null where it is none. */
function wordItem(element) {
    const level = /\blevel(\d)/.exec(style(element, 'mso-list'));
    if (level !== null) {
        const sign = [...element.querySelectorAll('[data-style]')]
            .find((part) => style(part, 'mso-list') === 'ignore')?.textContent.trim() ?? '';
        const number = /(\d+)[.)]*$/.exec(sign);
        return {
            level: Number(level[1]),
            ordered: /^\(?(?:[\d.]+|[a-zа-я]{1,5})[.)]+$/i.test(sign) || /^\d+$/.test(sign),
            number: number !== null ? Number(number[1]) : 1,
        };
    }
    if (element.localName === 'li' && element.dataset.ariaLevel !== undefined) {
        const list = element.parentElement;
        return {
            level: Math.min(Math.max(Number(element.dataset.ariaLevel) || 1, 1), 9),
            ordered: list?.localName === 'ol',
            number: list?.start ?? 1,
        };
    }
    return null;
}

/* ---- what is built ---- */

class Build {
    constructor(picture, foreign) {
        this.root = document.createDocumentFragment();
        this.picture = picture;
        this.foreign = foreign;
        this.into = this.root; /* where the next block goes: the root, a quotation or an item */
        this.block = null;     /* the one that is being filled; null: text begins a paragraph */
        this.levels = [];      /* Word's lists that are open, outermost first */
        this.flat = false;     /* blocks are words in a line: in a table's cell */
    }

    inside(node, marks) {
        node.childNodes.forEach((child) => this.read(child, marks));
    }

    read(node, marks) {
        if (node.nodeType === Node.TEXT_NODE) {
            this.text(node.data, marks);
        }
        if (node.nodeType !== Node.ELEMENT_NODE || isUnseen(node) ||
            style(node, 'mso-list') === 'ignore') {
            return;
        }
        const name = node.localName;
        const item = wordItem(node);
        if (item !== null) {
            this.wordItem(item, node, marks);
        } else if (this.flat && (BLOCK.test(name) || PARAGRAPHS.has(name))) {
            this.text(' ', marks);
            this.inside(node, this.marks(node, marks));
            this.text(' ', marks);
        } else if (/^h[1-6]$/.test(name) || /^MsoTitle/.test(node.className)) {
            this.end();
            this.levels = [];
            this.block = this.into.appendChild(
                document.createElement(name <= 'h2' || name === 'p' ? 'h2' : 'h3'));
            this.inside(node, marks);
            this.end();
        } else if (name === 'ul' || name === 'ol') {
            this.list(node, marks);
        } else if (name === 'li' && LIST.test(this.into.localName)) {
            this.within(document.createElement('li'), node, marks);
        } else if (name === 'blockquote') {
            this.within(document.createElement('blockquote'), node, marks);
        } else if (name === 'tr') {
            this.row(node, marks);
        } else if (name === 'pre') {
            this.lines(node, marks);
        } else if (name === 'img') {
            this.figure(node);
        } else if (name === 'figure') {
            this.captioned(node, marks);
        } else if (name === 'br') {
            this.lineBreak(node);
        } else if (PARAGRAPHS.has(name)) {
            this.end();
            this.inside(node, this.marks(node, marks));
            this.end();
        } else {
            this.inside(node, this.marks(node, marks));
        }
    }

    /* The marks of what stands in an element, by those around it. */
    marks(element, before) {
        const name = element.localName;
        const weight = style(element, 'font-weight');
        const slant = style(element, 'font-style');
        const strong = weight !== '' ? /bold|[6-9]00/.test(weight)
            : before.strong || name === 'b' || name === 'strong';
        const em = slant !== '' ? /italic|oblique/.test(slant)
            : before.em || name === 'i' || name === 'em';
        return { strong, em, href: name === 'a' ? linkOf(element, this.foreign) : before.href };
    }

    /* ---- blocks ---- */

    /* Ends the block under way; what is empty was none. */
    end() {
        const { block } = this;
        this.block = null;
        if (block === null) {
            return;
        }
        if (block.lastChild?.localName === 'br') {
            block.lastChild.remove();
        }
        if (block !== this.into && block.textContent.trim() === '') {
            block.remove();
        }
    }

    /* The contents of an element as blocks inside one of ours. */
    within(element, node, marks) {
        this.end();
        const { into } = this;
        this.into = into.appendChild(element);
        this.levels = [];
        this.inside(node, this.marks(node, marks));
        this.end();
        this.into = into;
        this.levels = [];
        if (element.childNodes.length === 0 && (this.foreign || element.localName !== 'li')) {
            element.remove();
        }
    }

    /* In Google Docs a list within a list stands beside the item it belongs to. */
    list(node, marks) {
        if ([...node.children].some((child) => wordItem(child) !== null)) {
            this.inside(node, marks);
            return;
        }
        const { into } = this;
        if (LIST.test(into.localName) && into.lastElementChild !== null) {
            this.into = into.lastElementChild;
        }
        const list = document.createElement(node.localName);
        if (node.localName === 'ol' && node.start !== 1) {
            list.start = node.start;
        }
        this.within(list, node, marks);
        this.into = into;
    }

    /* An item that says itself how deep it is, in as many lists as that takes. */
    wordItem({ level, ordered, number }, node, marks) {
        this.end();
        const { into, levels } = this;
        levels.length = Math.min(levels.length, level);
        if (levels.length === level && (levels.at(-1).localName === 'ol') !== ordered) {
            levels.pop();
        }
        while (levels.length < level) {
            const list = document.createElement(ordered ? 'ol' : 'ul');
            const outer = levels.at(-1);
            if (outer !== undefined && outer.lastElementChild === null) {
                outer.append(document.createElement('li'));
            }
            (outer?.lastElementChild ?? into).append(list);
            levels.push(list);
            if (ordered && number !== 1 && levels.length === level) {
                list.start = number;
            }
        }
        this.into = levels.at(-1);
        this.within(document.createElement('li'), node, marks);
        this.into = into;
        this.levels = levels;
    }

    /* A row of a table: a paragraph of its cells behind each other, unless it only serves to place
     * whole texts on a page. */
    row(node, marks) {
        const cells = [...node.children].filter((cell) => cell.textContent.trim() !== '' ||
            cell.querySelector('img') !== null);
        this.end();
        if (this.flat || cells.length < 2 || cells.some((cell) => cell.querySelectorAll(
            'p, div, li, h1, h2, h3, h4, h5, h6, tr, img').length > 1)) {
            this.inside(node, marks);
            this.end();
            return;
        }
        this.flat = true;
        cells.forEach((cell, i) => {
            this.text(i > 0 ? ' · ' : '', { ...marks, href: null });
            this.inside(cell, this.marks(cell, marks));
        });
        this.flat = false;
        this.end();
    }

    /* Code, or a text whose lines are as they were written. */
    lines(node, marks) {
        this.end();
        node.textContent.replace(/\n$/, '').split('\n').forEach((line, i) => {
            if (i > 0) {
                this.lineBreak(node);
            }
            this.text(line, marks);
        });
        this.end();
    }

    /* ---- what stands in a line ---- */

    text(data, { strong, em, href }) {
        let text = data.replace(/[\t\n\f\r ]+/g, ' ');
        if (this.foreign) {
            text = text.replace(/[\u200B\uFEFF]/g, '').replace(/[ \u00A0]{2,}/g, ' ');
        }
        const last = this.block?.lastChild ?? null;
        if (last === null || last.localName === 'br' || last.textContent.endsWith(' ')) {
            text = text.replace(/^ /, '');
        }
        if (text === '') {
            return;
        }
        const block = this.place();
        const heading = this.foreign && /^h/.test(block.localName); /* is bold by itself */
        let node = document.createTextNode(text);
        for (const [name, wanted] of [['i', em], ['b', strong && !heading], ['a', href !== null]]) {
            if (wanted && text !== ' ') {
                const mark = document.createElement(name);
                mark.append(node);
                node = mark;
            }
        }
        if (href !== null && node.localName === 'a') {
            node.setAttribute('href', href);
        }
        block.append(node);
    }

    lineBreak(node) {
        if (this.block !== null && !/Apple-interchange/.test(node.className ?? '')) {
            this.block.append(document.createElement('br'));
        }
    }

    /* The block that text goes into; an item's first words stand in the item itself. */
    place() {
        if (this.block === null) {
            const { into } = this;
            const first = into.localName === 'li' && into.childNodes.length === 0;
            this.levels = [];
            this.block = first ? into
                : into.appendChild(document.createElement(LIST.test(into.localName) ? 'li' : 'p'));
        }
        return this.block;
    }

    /* A picture ends the block it stands in, which goes on behind it. */
    figure(img, caption = null) {
        const found = this.picture(img);
        if (found === null) {
            return;
        }
        const heading = /^h/.test(this.block?.localName) ? this.block.localName : null;
        this.end();
        this.levels = [];
        const figure = makeFigure({ ...found, ...(caption !== null ? { caption } : {}) });
        if (found.file !== undefined) {
            figure.dataset.file = found.file;
            figure.querySelector('img').removeAttribute('src');
        }
        this.into.append(figure);
        if (heading !== null) {
            this.block = this.into.appendChild(document.createElement(heading));
        }
    }

    /* A figure with one picture: its caption belongs to that. */
    captioned(node, marks) {
        const images = node.querySelectorAll('img');
        const caption = node.querySelector('figcaption');
        this.end();
        if (images.length === 1 && caption !== null) {
            const before = this.into.lastChild;
            this.figure(images[0], caption.textContent.replace(/\s+/g, ' ').trim());
            if (this.into.lastChild !== before) {
                return;
            }
        }
        this.inside(node, marks);
        this.end();
    }
}
