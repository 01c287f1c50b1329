/* A row of an item, alike in every list: its mark, its title, how it stands in words. */
import {post} from './api.js';
import {button, dialog, h, icon, newId, toast} from './dom.js';
import {state, tell} from './state.js';
import {sentence, titleOf, today, w} from './words.js';

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
             item.pinned && h('li', null, icon(item.kind === 'notice' ? 'notice' : 'pin'),
                              w(item.kind === 'notice' ? 'urgent' : 'is_pinned')),
             item.why && h('li', {class: 'why'}, sentence(item.why).slice(0, -1)),
             item.changed && h('li', {class: 'changed'}, w(`is_${item.changed}`)),
             item.missing?.length > 0 && h('li', {class: 'missing'},
                 w('missing_in', {languages: item.missing.map(languageName).join(', ')})),
             item.errors > 0 && h('li', {class: 'faulty wrong'}, icon('error'), w('errors_short', {n: item.errors})),
             item.faults > (item.errors ?? 0) && h('li', {class: 'faulty'}, icon('warning'),
                 w('faults', {n: item.faults - (item.errors ?? 0)})),
             item.editing?.length > 0 && h('li', {class: 'editing'}, icon('person'),
                 w('editing', {n: item.editing.length, names: item.editing.join(', ')})));
}

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
async function addItem(kind, document, title) {
    try {
        const {slug} = await post(`/api/items/${kind}`, {document, title});
        tell('lists');
        titleLink.lastOpened = `${kind}/${slug}`;
        location.hash = `${kind}/${encodeURIComponent(slug)}`;
    } catch (error) {
        toast(error.message, {trouble: true});
    }
}

/* Asks for the name first: the item's address, which stays, is made of it. */
async function addNamed(kind, field, document) {
    const languages = state.desk.languages;
    const language = languages.find(l => l.code === state.language) ?? languages[0];
    const input = h('textarea', {id: newId('name'), rows: 1, lang: language.code, autofocus: true, maxlength: 300});
    const name = await dialog(w(`add_${kind}`), close => {
        const begin = () => close(input.value.trim());
        input.addEventListener('keydown', event => {
            if (event.key === 'Enter' && !event.isComposing) {
                event.preventDefault();
                begin();
            }
        });
        return [h('div', {class: 'field headline'}, h('label', {for: input.id}, w(field),
                      h('span', {class: 'in-language', lang: language.code}, language.name)), input),
                h('p', {class: 'hint'}, w('name_hint')),
                h('footer', null, button(w('cancel'), () => close()), button(w('begin'), begin, {kind: 'strong'}))];
    });
    if (name !== undefined) {
        await addItem(kind, {...document, text: name ? {[language.code]: {[field]: name}} : {}}, name || w(`a_${kind}`));
    }
}

export const addNews = () => addNamed('news', 'title', {
    date: today(), shown_from: '', shown_until: '', pinned: false, delegations: []});

export const addDelegation = () => addNamed('delegation', 'name', {
    flag: '', chambers: [{deputies: 0, website: '', name: {}}]});

export const addNotice = () => addItem('notice', {urgent: false, shown_from: '', shown_until: '', text: {}},
                                       `${w('a_notice')} ${today()}`);

/* The head of a view: what it is, and what can be done there. */
export function viewHead(title, actions = [], overline = '') {
    return h('header', {class: 'view-head'},
             h('div', null, overline && h('p', {class: 'overline'}, overline), h('h1', {tabindex: '-1'}, title)),
             h('div', {class: 'actions'}, actions));
}
