/* The news: found by words, a page at a time, however many there are. */
import {get} from './api.js';
import {announce, button, h, icon, redraw} from './dom.js';
import {importButton} from './importing.js';
import {addNews, notes, stateMark, titleLink, viewHead} from './rows.js';
import {on} from './state.js';
import {date, number, w} from './words.js';

const PAGE = 50, PAUSE_MS = 200;

export async function show(page) {
    const {signal, query} = page;
    let find = query.get('find') ?? '', from = Number(query.get('from')) || 0, wish = 0, timer = 0;
    const list = h('ol', {class: 'list news'});
    const count = h('p', {class: 'list-count'});
    const pager = h('nav', {class: 'pager', 'aria-label': w('pages')});
    const load = async () => {
        const mine = ++wish;
        const reply = await get('/api/items', {kind: 'news', find, from, count: PAGE}, signal);
        if (mine !== wish) {
            return;
        }
        if (from && from >= reply.total) {
            from = 0;
            await load();
            return;
        }
        redraw(list, reply.items.length ? reply.items.map(row)
            : h('li', {class: 'nothing'}, w(find ? 'found_nothing' : 'no_news')));
        const last = from + reply.items.length;
        count.textContent = !reply.total ? '' : reply.total <= PAGE ? w('news_count', {n: reply.total})
            : w('page_count', {first: number(from + 1), last: number(last), total: number(reply.total)});
        list.start = from + 1;
        redraw(pager, reply.total > PAGE ? [
            button(w('newer'), () => go(from - PAGE), {name: 'left', disabled: from === 0}),
            button(w('older'), () => go(from + PAGE), {name: 'right', disabled: last >= reply.total}),
        ] : []);
    };
    const remember = () => {
        const set = new URLSearchParams({...(find && {find}), ...(from && {from})}).toString();
        history.replaceState(null, '', `#news${set ? `?${set}` : ''}`);
    };
    const go = async to => {
        from = Math.max(0, to);
        remember();
        await load();
        count.focus();
        scrollTo(0, 0);
    };
    const box = h('input', {type: 'search', id: 'find', value: find, placeholder: w('find_news'),
                            autocomplete: 'off', spellcheck: 'false'});
    box.addEventListener('input', () => {
        clearTimeout(timer);
        timer = setTimeout(async () => {
            find = box.value.trim();
            from = 0;
            remember();
            await load().catch(() => {});
            announce(count.textContent || w('found_nothing'));
        }, PAUSE_MS);
    });
    count.tabIndex = -1;
    await load();
    page.put(h('div', {class: 'view'},
        viewHead(w('news'), [
            importButton('news', () => void load()),
            button(w('add_news'), () => void addNews(), {kind: 'strong', name: 'plus'}),
        ]),
        h('search', {class: 'finder'}, h('label', {for: 'find', class: 'unseen'}, w('find_news')), icon('search'), box),
        count, list, pager));
    on('change', () => void load().catch(() => {}), signal);
}

function row(item) {
    return h('li', {class: `row ${item.changed}`},
             h('p', {class: 'date'}, item.date ? date(item.date) : w('no_date')),
             h('div', {class: 'text'}, titleLink(item, 'item-title'), notes(item)),
             stateMark(item));
}
