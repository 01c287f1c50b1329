/* Writes an editor's blocks as the Markdown that the display reads (content/body.c), and makes the
 * element of a picture. The other way, from Markdown to blocks, goes by cmark's HTML (editor.js).
 *
 * First a tree of blocks is made of whatever elements are there, so that what a browser's editing
 * leaves behind (a <div>, a <span> with a style, a paragraph in a paragraph) does no harm; then it is
 * written. What Markdown would take for markup is escaped, and nothing a visitor sees is lost. */

/** The element of a picture in a text. */
export function makeFigure({ slug, caption = '', description = '' }) {
    const figure = document.createElement('figure');
    const image = document.createElement('img');
    const words = document.createElement('figcaption');
    figure.dataset.picture = slug;
    if (slug) { // else it is on its way
        image.src = `/api/pictures/${encodeURIComponent(slug)}`;
    }
    image.alt = description;
    words.textContent = caption;
    figure.append(image, words);
    return figure;
}

/** What makeFigure was given. */
export function readFigure(figure) {
    return {
        slug: figure.dataset.picture,
        caption: oneLine(figure.querySelector('figcaption')?.textContent ?? ''),
        description: oneLine(figure.querySelector('img')?.alt ?? ''),
    };
}

/** The Markdown of all that is in an element; empty where there is nothing to see. */
export function markdownOf(element) {
    return writeBlocks(readBlocks(element));
}

/* ---- elements to blocks ---- */

const BLOCKS = new Set(['address', 'article', 'aside', 'dd', 'div', 'dl', 'dt', 'footer', 'header',
    'li', 'main', 'p', 'pre', 'section', 'table', 'tbody', 'td', 'th', 'thead', 'tr']);

const oneLine = (text) => text.replace(/[ \p{Cc}\u2028\u2029]+/gu, ' ').trim();

/* A run is { text, strong, em, href }; its text holds "\n" for a line break and for nothing else. */
function readBlocks(parent) {
    const blocks = [];
    let runs = [];
    let level = 0; // of the heading that is being read; 0: a paragraph
    const end = () => {
        const tidied = tidy(runs);
        if (tidied.length > 0) {
            blocks.push(level > 0 ? { kind: 'heading', level, runs: tidied }
                : { kind: 'paragraph', runs: tidied });
        }
        runs = [];
    };
    const inside = (node, marks) => node.childNodes.forEach((child) => read(child, marks));
    const read = (node, marks) => {
        if (node.nodeType === Node.TEXT_NODE) {
            runs.push({ ...marks, text: node.data });
        }
        if (node.nodeType !== Node.ELEMENT_NODE) {
            return;
        }
        const name = node.localName;
        if (name === 'br') {
            runs.push({ ...marks, text: '\n' });
        } else if (name === 'figure' && node.dataset.picture !== undefined) {
            end();
            blocks.push({ kind: 'picture', ...readFigure(node) });
        } else if (name === 'ul' || name === 'ol') {
            end();
            blocks.push(readList(node));
        } else if (name === 'blockquote') {
            end();
            blocks.push({ kind: 'quote', blocks: readBlocks(node) });
        } else if (/^h[1-6]$/.test(name)) {
            end();
            level = name <= 'h2' ? 2 : 3;
            inside(node, marks);
            end();
            level = 0;
        } else if (BLOCKS.has(name)) {
            end();
            inside(node, marks);
            end();
        } else {
            inside(node, {
                strong: marks.strong || name === 'b' || name === 'strong',
                em: marks.em || name === 'i' || name === 'em',
                href: name === 'a' ? node.getAttribute('href') || null : marks.href,
            });
        }
    };
    inside(parent, { strong: false, em: false, href: null });
    end();
    return blocks;
}

/* A list in a list without an item between them belongs to the item before it. */
function readList(list) {
    const items = [];
    for (const child of list.childNodes) {
        const blocks = child.localName === 'li' ? readBlocks(child) : readBlocks(wrap(child));
        if (child.localName === 'li' || (blocks.length > 0 && items.length === 0)) {
            items.push(blocks);
        } else {
            items.at(-1)?.push(...blocks);
        }
    }
    return { kind: 'list', ordered: list.localName === 'ol', start: list.start ?? 1, items };
}

function wrap(node) {
    const room = document.createElement('div');
    room.append(node.cloneNode(true));
    return room;
}

/* Blanks as the display has them: one at a time, none at an end nor around a line break. What comes
 * out is in atoms: each is either a blank or holds none. A blank is marked as the letters on both
 * sides of it are, so that no mark begins or ends with one. */
function tidy(runs) {
    const atoms = [];
    for (const run of runs) {
        for (const text of run.text.replace(/[\p{Cc}\u2028\u2029]/gu, (c) => (c === '\n' ? c : ' '))
            .match(/\n|[ \p{Zs}]+|[^\n \p{Zs}]+/gu) ?? []) {
            const blank = /^[\n\p{Zs}]/u.test(text);
            const last = atoms.at(-1);
            if (blank && last?.blank) {
                last.text = joinBlanks(last.text + text);
            } else {
                atoms.push({ ...run, blank, text: blank ? joinBlanks(text) : text });
            }
        }
    }
    while (atoms[0]?.blank) {
        atoms.shift();
    }
    while (atoms.at(-1)?.blank) {
        atoms.pop();
    }
    atoms.forEach((atom, i) => {
        if (atom.blank) {
            const before = atoms[i - 1];
            const after = atoms[i + 1];
            atom.strong = before.strong && after.strong;
            atom.em = before.em && after.em;
            atom.href = before.href === after.href ? before.href : null;
        }
    });
    return atoms;
}

const joinBlanks = (text) => (text.includes('\n') ? '\n' : text.replace(/ +/g, ' '));

/* ---- blocks to Markdown ---- */

function writeBlocks(blocks) {
    let other = false; // the list before this one used the first of the two kinds of marker
    return blocks.map((block, i) => {
        const before = blocks[i - 1];
        other = block.kind === 'list' && before?.kind === 'list' &&
            before.ordered === block.ordered && !other;
        return writeBlock(block, other);
    }).filter((text) => text !== '').join('\n\n');
}

function writeBlock(block, other) {
    switch (block.kind) {
    case 'paragraph':
        return writeRuns(block.runs).split('\n').map(escapeLine).join('\\\n');
    case 'heading':
        return `${'#'.repeat(block.level)} ${writeRuns(block.runs).replaceAll('\n', ' ')
            .replace(/#+$/, (marks) => `\\${marks}`)}`;
    case 'picture':
        return `![${escapeText(block.caption)}](${address(block.slug)}${
            block.description === '' ? '' : ` "${escapeTitle(block.description)}"`})`;
    case 'quote':
        return writeBlocks(block.blocks).replace(/^/gm, '> ').replace(/^> $/gm, '>');
    default:
        return writeList(block, other);
    }
}

/* Lists that follow each other are told apart by their markers. */
function writeList({ ordered, start, items }, other) {
    if (items.every((blocks) => blocks.length === 0)) {
        return '';
    }
    const simple = items.every((blocks) => blocks.length < 2);
    return items.map((blocks, i) => {
        const marker = ordered ? `${Math.min(Math.max(start, 0) + i, 999999999)}${other ? ')' : '.'}` : other ? '*' : '-';
        const indent = ' '.repeat(marker.length + 1);
        return `${marker} ${writeBlocks(blocks).replace(/\n(?=[^\n])/g, `\n${indent}`)}`.trimEnd();
    }).join(simple ? '\n' : '\n\n');
}

/* ---- what stands in a line ---- */

/* Links outermost, then bold, then italic, each as pieces: text, or a mark with the side it is on. */
function writeRuns(atoms) {
    const pieces = [];
    for (const group of groupBy(atoms, 'href')) {
        const { href } = group[0];
        if (href !== null) {
            const before = pieces.at(-1);
            if (before?.text.endsWith('!') && before.side === undefined) {
                before.text = `${before.text.slice(0, -1)}\\!`; // else it were a picture
            }
            pieces.push({ text: '[', side: 0 });
        }
        writeMarks(group, [['strong', '**'], ['em', '_']], pieces);
        if (href !== null) {
            pieces.push({ text: `](${address(href)})`, side: 0 });
        }
    }
    mendMarks(pieces);
    return pieces.map((piece) => piece.text).join('');
}

function groupBy(atoms, key) {
    const groups = [];
    for (const atom of atoms) {
        if (groups.length > 0 && groups.at(-1)[0][key] === atom[key]) {
            groups.at(-1).push(atom);
        } else {
            groups.push([atom]);
        }
    }
    return groups;
}

function writeMarks(atoms, marks, pieces) {
    if (marks.length === 0) {
        pieces.push({ text: escapeText(atoms.map((atom) => atom.text).join('')) });
        return;
    }
    const [[key, mark], ...rest] = marks;
    for (const group of groupBy(atoms, key)) {
        const first = group.findIndex((atom) => !atom.blank);
        if (!group[0][key] || first < 0) {
            writeMarks(group, rest, pieces);
            continue;
        }
        const last = group.findLastIndex((atom) => !atom.blank) + 1;
        const outside = (some) => some.length > 0 && writeMarks(some, [], pieces);
        outside(group.slice(0, first));
        pieces.push({ text: mark, side: 1 });
        writeMarks(group.slice(first, last), rest, pieces);
        pieces.push({ text: mark, side: -1 });
        outside(group.slice(last));
    }
}

/* A mark counts as one only by what stands on its two sides (CommonMark 0.30, 6.2). Where a letter
 * outside is in the way, that letter is written as a number, which ends in a sign. What is neither
 * surely a letter nor surely a sign is taken for whichever is worse. */
function mendMarks(pieces) {
    const surelySign = (c) => c === undefined || /[\s\p{Zs}\p{P}$+<=>^`|~]/u.test(c);
    const surelyLetter = (c) => /[\p{L}\p{N}]/u.test(c);
    const numbered = (c) => `&#${c.codePointAt(0)};`;
    pieces.forEach((piece, i) => {
        const [left, right] = [pieces[i - 1], pieces[i + 1]];
        const before = left && [...left.text].at(-1);
        const after = right && [...right.text][0];
        if (piece.side === 1 && !surelySign(before) && (piece.text === '_' || !surelyLetter(after))) {
            left.text = left.text.slice(0, -before.length) + numbered(before);
        }
        if (piece.side === -1 && !surelySign(after) && (piece.text === '_' || !surelyLetter(before))) {
            right.text = numbered(after) + right.text.slice(after.length);
        }
    });
}

const escapeText = (text) => text.replace(/[\\`*_[\]<]|&(?=[#\w])/g, '\\$&');

/* What begins a block where it begins a line. */
function escapeLine(line) {
    return line
        .replace(/^(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+$|-[-\s]*$|~~~)/, '\\$&')
        .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

const escapeTitle = (text) => text.replace(/["\\]|&(?=[#\w])/g, '\\$&')
    .replaceAll('`', '&#96;').replaceAll('<', '&lt;');

function address(url) {
    return url.replace(/[\s\p{Cc}<>`\\]/gu, (c) => encodeURIComponent(c))
        .replace(/[()]|&(?=[#\w]+;)/g, '\\$&');
}
