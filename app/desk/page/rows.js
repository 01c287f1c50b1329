/* A row of an item, alike in every list: its mark, its title, how it stands in words. */
import {post} from './api.js';
import {h, icon, toast} from './dom.js';
import {tell} from './state.js';
import {titleOf, w} from './words.js';

export const itemHash = item => item.kind === 'lobby' ? '#settings'
    : `#${item.kind}/${encodeURIComponent(item.slug)}`;

/* Shown, coming, hidden or over: a shape and a word. */
export function stateMark(item) {
    return h('span', {class: `state ${item.state}`}, h('span', {class: 'dot', 'aria-hidden': 'true'}),
             w(`is_${item.state}`));
}

/* What stands out about an item, each in words: unlike the published, a language missing, faults,
 * somebody in it. */
export function notes(item) {
    return h('ul', {class: 'notes'},
             item.why && h('li', {class: 'why'}, sentence(item.why)),
             item.changed && h('li', {class: 'changed'}, w(`is_${item.changed}`)),
             item.missing?.length > 0 && h('li', {class: 'missing'},
                 w('missing_in', {languages: item.missing.map(languageName).join(', ')})),
             item.faults > 0 && h('li', {class: 'faulty'}, icon('warning'), w('faults', {n: item.faults})),
             item.editing?.length > 0 && h('li', {class: 'editing'}, icon('person'),
                 w('editing', {n: item.editing.length, names: item.editing.join(', ')})));
}

const sentence = text => text.charAt(0).toUpperCase() + text.slice(1);

/* A language's name in the page's language: "Russian", "русский". */
export function languageName(code) {
    try {
        return new Intl.DisplayNames(document.documentElement.lang, {type: 'language'}).of(code);
    } catch {
        return code;
    }
}

export function titleLink(item, className) {
    const title = titleOf(item.title);
    const {lastOpened} = titleLink;
    return h('a', {class: className, href: itemHash(item), lang: title.lang,
                   'data-focus': lastOpened === `${item.kind}/${item.slug}`,
                   on: {click: () => titleLink.lastOpened = `${item.kind}/${item.slug}`}}, title.text);
}

/* Makes a new item and opens it. */
export async function addItem(kind, document, title) {
    try {
        const {slug} = await post(`/api/items/${kind}`, {document, title});
        tell('lists');
        titleLink.lastOpened = `${kind}/${slug}`;
        location.hash = `${kind}/${encodeURIComponent(slug)}`;
    } catch (error) {
        toast(error.message, {trouble: true});
    }
}

/* The head of a view: what it is, and what can be done there. */
export function viewHead(title, actions = [], overline = '') {
    return h('header', {class: 'view-head'},
             h('div', null, overline && h('p', {class: 'overline'}, overline), h('h1', {tabindex: '-1'}, title)),
             h('div', {class: 'actions'}, actions));
}
