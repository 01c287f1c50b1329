/* The desk's first view: what is on the screen now, what is not published yet, what is coming,
 * what is hidden and why. */
import {documentOf, get} from './api.js';
import {flagImage} from './choose.js';
import {button, h, icon, linkButton, redraw} from './dom.js';
import {Picture, boardSize, glass, screenLanguage} from './preview.js';
import {addNews, titleLink, viewHead} from './rows.js';
import {screenList} from './screens.js';
import {on, state} from './state.js';
import {urgentNotice} from './urgent.js';
import {date, number, sentence, time, w, weekday} from './words.js';

const LIST_MOST = 8, DELEGATIONS_MOST = 100;

export async function show(page) {
    const {signal} = page;
    const picture = new Picture(w('published_alt'), signal);
    const [width, height] = boardSize();
    const published = h('p', {class: 'published'});
    const screens = h('div');
    const differs = h('section', {class: 'differs', 'aria-labelledby': 'differs'});
    const shown = h('section', {'aria-labelledby': 'shown'});
    const coming = h('section', {'aria-labelledby': 'coming'});
    const hidden = h('section', {'aria-labelledby': 'hidden'});

    const showDesk = () => {
        const last = state.desk.published;
        published.textContent = last ? w('published_by', {time: time(last.at), name: last.by, version: last.version})
            : w('draft_shown');
    };
    const showScreens = () => screens.replaceChildren(screenList(state.screens));
    const load = async () => {
        const [changes, now, later, not] = await Promise.all(
            ['changed', 'shown', 'coming', 'hidden'].map(only => itemsThat(only, signal)));
        showDesk();
        redraw(differs, unpublished(changes.items));
        redraw(shown, section('shown', now,
            item => item.kind === 'news' && item.date ? date(item.date) : w(`a_${item.kind}`), signal));
        redraw(coming, section('coming', later, item => sentence(item.why).slice(0, -1)));
        redraw(hidden, section('hidden', not, item => sentence(item.why).slice(0, -1)));
    };
    const look = () => void picture.ask({content: state.desk.published ? 'published' : 'draft', screen: 'home', w: width, h: height,
                                         lang: screenLanguage(), change: state.desk.published?.version});
    await load();
    page.put(h('div', {class: 'view now'},
        viewHead(w('now'), [
            button(w('urgent_notice'), () => void urgentNotice(), {name: 'notice'}),
            button(w('add_news'), () => void addNews(), {kind: 'strong', name: 'plus'}),
        ], weekday()),
        h('div', {class: 'now-top'},
          h('div', {class: 'now-screen'}, glass(picture, [width, height], w('now')), picture.trouble(), published, screens), differs),
        h('div', {class: 'now-lists'}, shown, coming, hidden)));
    showScreens();
    look();
    on('change', () => void load().catch(() => {}), signal);
    on('desk', () => (showDesk(), look()), signal);
    on('now', showScreens, signal);
}

/* The first items that are shown, coming, hidden or changed, and how many there are. */
const itemsThat = (only, signal) => get('/api/items', {
    kind: 'notice,delegation,news', only, count: only === 'shown' ? DELEGATIONS_MOST : LIST_MOST}, signal);

const lookWord = () => w(state.role === 'publishes' ? 'look_and_publish' : 'look_through');

/* What differs from the published, and the way to publish it. */
function unpublished(items) {
    const {differs} = state.desk;
    const rows = items.slice(0, LIST_MOST).map(item => h('li', null,
        h('span', {class: `change-mark ${item.changed}`, 'aria-hidden': 'true'}), titleLink(item, ''),
        h('span', {class: 'what'}, w(`is_${item.changed}`))));
    if (!state.desk.published) {
        return [h('h2', {id: 'differs'}, w('never_published')), h('p', {class: 'soft'}, w('never_published_text')),
                linkButton(lookWord(), '#publish', {kind: 'call', name: 'publish'})];
    }
    const behind = state.screens.filter(screen => screen.state !== 'current').length;
    if (!differs && !rows.length) {
        return [h('h2', {id: 'differs'}, icon('done'), w('all_published')),
                h('p', {class: 'soft'}, behind ? w('screens_waiting', {n: behind}) : w('all_published_text')),
                h('p', null, h('a', {class: 'forth', href: '#history'}, w('history'), icon('right')))];
    }
    const n = Math.max(differs, rows.length);
    return [h('h2', {id: 'differs'}, h('span', {class: 'big-number'}, number(n)), ' ',
              w('differ_noun', {n})),
            h('ul', null, rows, n > rows.length && h('li', {class: 'soft'}, w('and_more', {n: n - rows.length}))),
            linkButton(lookWord(), '#publish', {kind: 'call', name: 'publish'})];
}

/* All delegations that are shown, as one entry: they are nearly always all of them. */
function together(items, signal) {
    const flags = h('span', {class: 'small-flags'});
    void Promise.all(items.map(item => documentOf(item, signal))).then(documents =>
        flags.append(...documents.map(document => flagImage(document.flag)))).catch(() => {});
    return h('li', null, h('p', {class: 'date'}, w('delegations')),
             h('a', {href: '#delegation'}, w('all_delegations', {n: items.length}), flags));
}

/* The items of a state; `what` says in a word what each is, or why it is not shown. */
function section(name, {items, total}, what, signal) {
    const delegations = name === 'shown' ? items.filter(item => item.kind === 'delegation') : [];
    const others = items.filter(item => !delegations.includes(item));
    const rows = others.slice(0, LIST_MOST).map(item => h('li', null, h('p', {class: 'date'}, what(item)), titleLink(item, '')));
    return [h('h2', {id: name}, h('span', {class: `dot ${name}`, 'aria-hidden': 'true'}), w(`is_${name}`), ' ',
              h('span', {class: 'count'}, number(total))),
            items.length ? h('ul', null, delegations.length > 0 && together(delegations, signal), rows)
                : h('p', {class: 'soft'}, w(`none_${name}`)),
            total > delegations.length + rows.length &&
                h('p', {class: 'soft'}, w('and_more', {n: total - delegations.length - rows.length}))];
}
