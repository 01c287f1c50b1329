/* What stands around every view: the rail with the ways, the bar with the state of things. */
import {api} from './api.js';
import {settleConflict} from './conflict.js';
import {button, h, icon, lastingToast, linkButton, toast} from './dom.js';
import {openEdits} from './edit.js';
import {languageSwitch} from './language_switch.js';
import {itemHash} from './rows.js';
import {on, state} from './state.js';
import {bindUndo} from './undo.js';
import {number, titleOf, w} from './words.js';

const WAYS = [
    {view: '', icon: 'home', word: 'now_short'},
    {view: 'delegation', icon: 'delegation', word: 'delegations', count: true},
    {view: 'news', icon: 'news', word: 'news', count: true},
    {view: 'notice', icon: 'notice', word: 'notices', count: true},
    {view: 'settings', icon: 'settings', word: 'settings'},
    {view: 'history', icon: 'history', word: 'history'},
];

const OFTEN = 4; // of the ways; the others stand apart where there is no room

let ending = new AbortController(); // of the shell that stands; another language builds a new one

export function buildShell(app, onLanguage) {
    ending.abort();
    ending = new AbortController();
    const {signal} = ending;
    const skip = h('a', {class: 'skip', href: '#main', on: {click: event => {
        event.preventDefault();
        document.querySelector('#main h1')?.focus();
    }}}, w('skip'));
    const main = h('main', {id: 'main'});
    app.replaceChildren(skip, rail(signal), h('div', {class: 'page'}, topBar(onLanguage, signal), main));
    on('logged-out', loggedOut, signal);
}

/* Marks the way to the view that is shown. */
export function showShell(view) {
    for (const link of document.querySelectorAll('.ways a, .publish-way')) {
        if (link.dataset.view === view) {
            link.setAttribute('aria-current', 'page');
        } else {
            link.removeAttribute('aria-current');
        }
    }
}

function rail(signal) {
    const name = h('p', {class: 'organisation'});
    const counts = new Map();
    const links = WAYS.map(way => {
        const count = h('span', {class: 'count'});
        counts.set(way.view, count);
        return h('li', null, h('a', {href: `#${way.view}`, 'data-view': way.view}, icon(way.icon),
                               h('span', {class: 'way-name'}, w(way.word)), way.count && count));
    });
    const differs = h('span', {class: 'count'});
    const publish = h('a', {class: 'publish-way', href: '#publish', 'data-view': 'publish'}, icon('publish'),
                      h('span', {class: 'way-name'}, w(state.role === 'publishes' ? 'publishing' : 'to_publish')), differs);
    const show = () => {
        const {desk} = state;
        const organisation = titleOf(desk.organisation);
        name.textContent = organisation.text;
        name.lang = organisation.lang;
        for (const [view, count] of counts) {
            count.textContent = number(desk.counts?.[view]);
        }
        differs.replaceChildren(desk.differs ? number(desk.differs) : '', desk.differs
            ? h('span', {class: 'unseen'}, ` (${w('differ', {n: desk.differs})})`) : '');
        publish.classList.toggle('waiting', desk.differs > 0);
    };
    on('desk', show, signal);
    show();
    const {user, network} = state.desk;
    return h('header', {class: 'rail'},
             h('div', {class: 'rail-head'}, name, h('p', {class: 'overline'}, w('desk_name'))),
             h('nav', {class: 'ways', 'aria-label': w('ways')}, h('ul', {class: 'often'}, links.slice(0, OFTEN)),
               h('ul', {class: 'seldom'}, links.slice(OFTEN)), h('div', {class: 'publish-place'}, publish)),
             network && h('div', {class: 'rail-foot'}, h('p', null, icon('person'), user.name),
                          button(w('log_out'), logOut, {kind: 'on-night', name: 'leave'})));
}

async function logOut() {
    await Promise.all(openEdits().map(edit => edit.flush()));
    try {
        await api('POST', '/api/logout', {json: {}});
    } catch (error) {
        if (error.status !== 401 && error.status !== 403) { // else it is over already
            toast(error.message, {trouble: true});
            return;
        }
    }
    location.replace('/');
}

/* Said until one is back: the page is loaded again, which asks who one is and shows the same place. */
const loggedOut = () => lastingToast(w('logged_out'), w(backIn()), () => location.reload());
const backIn = () => state.desk.network ? 'enter' : 'load_again';

function topBar(onLanguage, signal) {
    return h('section', {class: 'top', 'aria-label': w('tools')}, saveState(signal), people(signal),
             h('div', {class: 'top-actions'}, bindUndo(signal), languageSwitch(onLanguage)));
}

/* Whether what was typed is safe, quietly; loudly only where it is not. */
function saveState(signal) {
    const text = h('span');
    const more = h('span');
    const place = h('div', {class: 'save-state', role: 'status'}, icon('done'), text, more);
    const settle = edit => button(w('choose'), () => settleConflict(edit, state.desk.languages));
    const show = edit => {
        const worst = openEdits().find(e => ['conflict', 'gone', 'out', 'refused', 'offline'].includes(e.status)) ?? edit;
        const status = worst?.status ?? 'saved';
        place.dataset.status = status;
        const quiet = status === 'typing' ? 'saving' : status;
        const sentence = status === 'offline' && worst.why ? `${w('state_waiting')} ${worst.why}`
            : status === 'refused' ? `${w('state_refused')} ${worst.why}`
            : w(`state_${quiet}`);
        if (text.textContent !== sentence) {
            text.textContent = sentence;
        }
        more.replaceChildren(status === 'conflict' ? settle(worst)
            : status === 'gone' && state.at !== worst.name ? linkButton(w('look'), itemHash(worst))
            : status === 'offline' || status === 'refused' ? button(w('try_again'), () => void worst.flush()) : '');
        place.setAttribute('aria-live', ['saved', 'typing', 'saving'].includes(status) ? 'off' : 'polite');
    };
    on('edit-status', show, signal);
    return place;
}

/* Who else is here, each once, by their initials; the whole names and places to whoever asks. */
function people(signal) {
    const list = h('ul', {class: 'people', 'aria-label': w('people_here')});
    const show = () => {
        const text = JSON.stringify(state.people);
        if (list.dataset.text === text) {
            return;
        }
        list.dataset.text = text;
        const byName = new Map(state.people.toSorted((a, b) => Boolean(a.at) - Boolean(b.at)).map(person => [person.name, person]));
        list.replaceChildren(...[...byName.values()].slice(0, 6).map(({name, at, title}) => {
            const [kind, slug] = (at ?? '').split('/');
            const what = kind === 'lobby' ? w('settings') : slug && titleOf(title).text;
            const label = slug ? w('person_at', {name, title: what}) : w('person_here', {name});
            return h('li', null, h(slug ? 'a' : 'span', {class: 'colleague', href: slug ? itemHash({kind, slug}) : null, title: label},
                h('span', {'aria-hidden': 'true'}, [...name][0]?.toUpperCase() ?? '?'), h('span', {class: 'unseen'}, label)));
        }));
    };
    on('now', show, signal);
    show();
    return list;
}
