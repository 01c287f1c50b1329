/* The notices: sentences across the idle loop and home. */
import {get} from './api.js';
import {button, h} from './dom.js';
import {addItem, notes, stateMark, titleLink, viewHead} from './rows.js';
import {on} from './state.js';
import {urgentNotice} from './urgent.js';
import {w} from './words.js';

export async function show(page) {
    const {signal} = page;
    const list = h('ol', {class: 'list notices'});
    const load = async () => {
        const {items} = await get('/api/items', {kind: 'notice', count: 200}, signal);
        list.replaceChildren(...items.map(item => h('li', {class: `row ${item.changed}`},
            h('div', {class: 'text'}, titleLink(item, 'headline'), notes(item)), stateMark(item))));
        if (!items.length) {
            list.append(h('li', {class: 'nothing'}, w('no_notices')));
        }
    };
    await load();
    page.put(h('div', {class: 'view'},
        viewHead(w('notices'), [
            button(w('urgent_notice'), () => void urgentNotice(), {name: 'notice'}),
            button(w('add_notice'), () => addItem('notice', {urgent: false, shown_from: '', shown_until: '',
                text: {}}, w('new_notice')), {kind: 'strong', name: 'plus'}),
        ]),
        h('p', {class: 'lead'}, w('notices_lead')), list));
    on('change', () => void load().catch(() => {}), signal);
}
