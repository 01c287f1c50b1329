/* What was published, with the way back to it; and the log of who did what. */
import {get, post} from './api.js';
import {ask, button, h, redraw, toast} from './dom.js';
import {itemHash, viewHead} from './rows.js';
import {on, state, tell} from './state.js';
import {date, time, titleOf, w} from './words.js';

const LOG_MOST = 200;

export async function show(page) {
    const {signal} = page;
    const versions = h('ol', {class: 'list versions', reversed: true});
    const log = h('ol', {class: 'list log'});
    const load = async () => {
        const [history, changes, titles] = await Promise.all([
            get('/api/history', undefined, signal), get('/api/log', {count: LOG_MOST}, signal), allTitles(signal)]);
        const all = history.versions ?? [];
        redraw(versions, all.length ? all.map(version) : h('li', {class: 'nothing'}, w('never_published')));
        const entries = [...changes.changes.filter(step => !isReturn(step)), ...changes.log].sort((a, b) => b.at - a.at);
        redraw(log, entries.length ? entries.map(step => entry(step, titles)) : h('li', {class: 'nothing'}, w('no_log')));
    };
    await load();
    page.put(h('div', {class: 'view history'}, viewHead(w('history')),
        h('div', {class: 'halves'},
          h('section', {'aria-labelledby': 'versions'}, h('h2', {id: 'versions'}, w('versions')), versions),
          h('section', {'aria-labelledby': 'log'}, h('h2', {id: 'log'}, w('log')), log))));
    on('change', () => void load().catch(() => {}), signal);
}

/* Returning to a version is a change of the draft, too; it is told once. */
const isReturn = step => step.what === 'take' && step.note.startsWith('version');

/* What the items are called: "news/SLUG" → title. What was removed has none any more. */
async function allTitles(signal) {
    const lists = await Promise.all(['delegation', 'news', 'notice'].map(kind =>
        get('/api/items', {kind, count: LOG_MOST}, signal)));
    return new Map(lists.flatMap(list => list.items).map(item => [`${item.kind}/${item.slug}`, titleOf(item.title)]));
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
        const {draft, error} = await post('/api/return', {version: number});
        state.version = number;
        tell('lists');
        tell('change', []);
        toast(draft ? w('returned', {version: number}) : error, {trouble: !draft});
    } catch (error) {
        toast(error.message, {trouble: true});
    }
}

/* An entry: {at, by, what, note, undone, items: [{kind, slug}]} of what was changed, {at, by, what,
 * detail} of what was published. `what` is one word, for which there is a sentence. */
function entry({at, by, what, note, detail, undone, items}, titles) {
    const item = items?.length === 1 && items[0].kind !== 'order' && items[0];
    const did = [`did_${note}`, `did_${what}`].find(key => w(key) !== key);
    const title = item && titles.get(`${item.kind}/${item.slug}`);
    const name = item && `${w(`a_${item.kind}`)}${item.kind === 'lobby' ? '' : `, ${title?.text ?? item.slug}`}`;
    const place = item && (title || item.kind === 'lobby') && itemHash(item);
    return h('li', {class: 'row'}, h('p', {class: 'date'}, time(at)),
             h('div', {class: 'text'},
               h('p', null, did ? w(did, {version: detail}) : what, name && ': ', place ? h('a', {href: place}, name) : name),
               h('p', {class: 'soft'}, by, undone && ` · ${w('taken_back')}`)));
}
