/* What was published, with the way back to it; and the log of who did what. */
import {get, post} from './api.js';
import {ask, button, h, toast} from './dom.js';
import {viewHead} from './rows.js';
import {on, state, tell} from './state.js';
import {date, time, w} from './words.js';

export async function show(page) {
    const {signal} = page;
    const versions = h('ol', {class: 'list versions', reversed: true});
    const log = h('ol', {class: 'list log'});
    const load = async () => {
        const [history, changes] = await Promise.all([
            get('/api/history', undefined, signal), get('/api/log', {count: 200}, signal)]);
        const all = history.versions ?? [];
        versions.replaceChildren(...all.map(version));
        if (!all.length) {
            versions.append(h('li', {class: 'nothing'}, w('never_published')));
        }
        const entries = changes.changes ?? changes.log ?? [];
        log.replaceChildren(...entries.map(entry));
        if (!entries.length) {
            log.append(h('li', {class: 'nothing'}, w('no_log')));
        }
    };
    await load();
    page.put(h('div', {class: 'view history'}, viewHead(w('history')),
        h('div', {class: 'halves'},
          h('section', {'aria-labelledby': 'versions'}, h('h2', {id: 'versions'}, w('versions')), versions),
          h('section', {'aria-labelledby': 'log'}, h('h2', {id: 'log'}, w('log')), log))));
    on('change', () => void load().catch(() => {}), signal);
    on('returned', () => void load().catch(() => {}), signal);
}

function version(v) {
    return h('li', {class: `row ${v.live ? 'live' : ''}`},
             h('p', {class: 'big-number'}, h('span', {class: 'unseen'}, `${w('version')} `), String(v.number)),
             h('div', {class: 'text'},
               h('p', {class: 'date'}, time(v.at), v.by && ` · ${v.by}`),
               h('p', null, v.summary), v.day && h('p', {class: 'soft'}, w('content_of', {date: date(v.day)}))),
             v.live ? h('p', {class: 'state shown'}, h('span', {class: 'dot', 'aria-hidden': 'true'}), w('live'))
                 : state.role === 'publishes' && button(w('return_to'), () => void returnTo(v.number), {
                     name: 'undo', 'aria-label': `${w('return_to')}: ${w('version')} ${v.number}`}));
}

async function returnTo(number) {
    if (!await ask(w('return_title', {version: number}), w('return_sure'), w('return_to'))) {
        return;
    }
    try {
        await post('/api/return', {version: number});
        tell('lists');
        tell('returned');
        toast(w('returned', {version: number}));
    } catch (error) {
        toast(error.message, {trouble: true});
    }
}

/* An entry of the log: {at, by, what} and, where an item is meant, {kind, slug}. */
function entry({at, by, what, kind, slug}) {
    const text = typeof what === 'string' ? what : w('changed_item');
    return h('li', {class: 'row'}, h('p', {class: 'date'}, time(at)),
             h('div', {class: 'text'},
               h('p', null, kind && slug ? h('a', {href: kind === 'lobby' ? '#settings' : `#${kind}/${slug}`}, text)
                   : text), h('p', {class: 'soft'}, by)));
}
