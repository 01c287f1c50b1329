/* Starts the page, and shows the view that the address's hash names (#news/SLUG). */
import {ApiError, loadDesk} from './api.js';
import {button, h, toast} from './dom.js';
import {sendUnsent} from './edit.js';
import {followNow} from './follow.js';
import {show as showNow} from './now.js';
import {itemHash} from './rows.js';
import {buildShell, showShell} from './shell.js';
import {on, state, tell} from './state.js';
import {preferredLanguage, useLanguage, w} from './words.js';

/* A view shows itself on a page: {slug, query, signal, put, title}. */
const VIEWS = {
    '': showNow,
    delegation: async page => page.slug ? form(page, 'delegation', page.slug)
        : (await import('./list_delegations.js')).show(page),
    news: async page => page.slug ? form(page, 'news', page.slug) : (await import('./list_news.js')).show(page),
    notice: async page => page.slug ? form(page, 'notice', page.slug)
        : (await import('./list_notices.js')).show(page),
    settings: page => form(page, 'lobby', 'lobby'),
    publish: async page => (await import('./publish.js')).show(page),
    history: async page => (await import('./history.js')).show(page),
};

const form = async (page, kind, slug) => (await import('./form.js')).showForm(page, kind, slug);

let leave = new AbortController();
let shownBefore = false;

function route() {
    const [path, query] = location.hash.slice(1).split('?');
    const [view, ...rest] = path.split('/');
    return {view, slug: decodeURIComponent(rest.join('/')), query: new URLSearchParams(query)};
}

/* The page's title, "News · 3" style: the view's and the desk's. */
const title = text => document.title = `${text} · ${w('desk_name')}`;

async function show({focus = true} = {}) {
    leave.abort();
    leave = new AbortController();
    const {signal} = leave;
    const {view, slug, query} = route();
    state.at = '';
    const main = document.getElementById('main');
    const put = element => {
        if (!signal.aborted) {
            main.replaceChildren(element);
            main.removeAttribute('aria-busy');
            showShell(view);
            const heading = main.querySelector('h1');
            title(heading?.textContent ?? '');
            if (focus && shownBefore) {
                (main.querySelector('[data-focus]') ?? heading)?.focus({preventScroll: true});
                scrollTo(0, 0);
                main.querySelector('[data-focus]')?.scrollIntoView({block: 'center'});
            }
            shownBefore = true;
        }
    };
    const page = {slug, query, signal, put, title: text => !signal.aborted && title(text)};
    main.setAttribute('aria-busy', 'true');
    try {
        await (VIEWS[view] ?? VIEWS[''])(page);
    } catch (error) {
        if (!signal.aborted) {
            put(failure(error));
        }
    }
}

/* Never a dead end: what went wrong, and what can be done. */
function failure(error) {
    const known = error instanceof ApiError;
    if (!known) {
        console.error(error);
    }
    return h('div', {class: 'failure'},
             h('h1', {tabindex: '-1'}, w(error.status === 404 ? 'not_there' : 'cannot_show')),
             h('p', null, known ? error.message : w('page_failed')),
             h('div', {class: 'actions'}, button(w('try_again'), () => void show(), {kind: 'strong'}),
               h('a', {class: 'button', href: '#'}, h('span', null, w('now')))));
}

async function start() {
    await useLanguage(preferredLanguage());
    try {
        await loadDesk();
    } catch (error) {
        const app = document.getElementById('app');
        app.replaceChildren(h('main', {class: 'plain', id: 'main'}, failure(error)));
        app.querySelector('button').addEventListener('click', () => location.reload(), {capture: true});
        return;
    }
    const rebuild = () => {
        buildShell(document.getElementById('app'), async () => {
            await loadDesk().catch(() => {});
            rebuild();
            document.querySelector('.top .choice input:checked')?.focus();
        });
        return show({focus: false});
    };
    addEventListener('hashchange', () => void show());
    on('reshow', () => void show({focus: false}));
    await rebuild();
    followNow();
    const torn = await sendUnsent();
    if (torn.length && !torn.some(edit => edit.name === state.at)) {
        toast(w('unsent_torn'), {stay: true, label: w('look'), action: () => location.hash = itemHash(torn[0])});
    }
    tell('started');
}

await start();
