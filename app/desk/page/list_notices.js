/* The notices: sentences across the idle loop and home. */
import {get} from './api.js';
import {button, h, redraw} from './dom.js';
import {addNotice, notes, stateMark, titleLink, viewHead} from './rows.js';
import {on} from './state.js';
import {urgentNotice} from './urgent.js';
import {w} from './words.js';

export async function show(page) {
    const {signal} = page;
    const list = h('ol', {class: 'list notices'});
    const load = async () => {
        const {items} = await get('/api/items', {kind: 'notice', count: 200}, signal);
        redraw(list, items.length ? items.map(item => h('li', {class: `row ${item.changed}`},
            h('div', {class: 'text'}, titleLink(item, 'item-title'), notes(item)), stateMark(item)))
            : h('li', {class: 'nothing'}, w('no_notices')));
    };
    await load();
    page.put(h('div', {class: 'view'},
        viewHead(w('notices'), [
            button(w('urgent_notice'), () => void urgentNotice(), {name: 'notice'}),
            button(w('add_notice'), () => void addNotice(), {kind: 'strong', name: 'plus'}),
        ]),
        h('p', {class: 'lead'}, w('notices_lead')), list));
    on('change', () => void load().catch(() => {}), signal);
}
