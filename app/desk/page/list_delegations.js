/* The delegations in their order, which can be changed by dragging and by buttons. */
import {documentOf, get, post} from './api.js';
import {flagImage} from './choose.js';
import {announce, button, h, icon, redraw, toast} from './dom.js';
import {seats} from './hemicycle.js';
import {importButton} from './importing.js';
import {addDelegation, notes, titleLink, viewHead} from './rows.js';
import {on, tell} from './state.js';
import {number, titleOf, w} from './words.js';

export async function show(page) {
    const {signal} = page;
    const list = h('ol', {class: 'list delegations'});
    const load = async () => {
        await sent;
        const {items, order} = await get('/api/items', {kind: 'delegation', count: 500}, signal);
        orderSeen = order;
        draw(list, items);
        void detail(list, items, signal);
    };
    await load();
    page.put(h('div', {class: 'view'},
        viewHead(w('delegations'), [
            importButton('delegation', () => void load()),
            button(w('add_delegation'), () => void addDelegation(), {kind: 'strong', name: 'plus'}),
        ]),
        h('p', {class: 'lead'}, w('delegations_lead')), list));
    on('change', () => void load().catch(() => {}), signal);
}

let orderSeen = 0;             // the revision of the order that is shown
let sent = Promise.resolve();  // one move is sent after another

function draw(list, items) {
    if (list.matches('.dragging')) {
        return;
    }
    redraw(list, items.length ? items.map((item, i) => row(list, items, item, i))
        : h('li', {class: 'nothing'}, w('no_delegations')));
}

function row(list, items, item, i) {
    const title = titleOf(item.title).text;
    const step = (by, name, label) => button(`${label}: ${title}`, () => move(list, items, i, i + by, name), {
        kind: `round ${name}`, name, iconOnly: true, disabled: i + by < 0 || i + by >= items.length,
    });
    const element = h('li', {class: `row ${item.changed}`, 'data-slug': item.slug},
        h('span', {class: 'grip', title: w('drag')}, icon('grip')),
        h('span', {class: 'flag-place'}),
        h('div', {class: 'text'}, titleLink(item, 'item-title'), h('p', {class: 'parliament'}), notes(item)),
        h('div', {class: 'seats-place'}),
        h('div', {class: 'moves'}, step(-1, 'up', w('up')), step(1, 'down', w('down'))));
    dragging(list, element, items, i);
    return element;
}

/* The flags, parliaments and seats, from the documents. */
async function detail(list, items, signal) {
    for (const item of items) {
        const document = await documentOf(item, signal).catch(() => null);
        const element = list.querySelector(`[data-slug="${CSS.escape(item.slug)}"]`);
        if (!document || !element) {
            continue;
        }
        element.querySelector('.flag-place').replaceChildren(flagImage(document.flag));
        const parliament = titleOf(Object.fromEntries(Object.entries(document.text ?? {}).map(
            ([code, text]) => [code, text?.parliament])));
        const place = element.querySelector('.parliament');
        place.textContent = Object.values(document.text ?? {}).some(t => t?.parliament) ? parliament.text : '';
        place.lang = parliament.lang;
        const counts = (document.chambers ?? []).map(chamber => Number(chamber?.deputies) || 0);
        const sum = counts.reduce((a, b) => a + b, 0);
        element.querySelector('.seats-place').replaceChildren(
            seats(counts, {width: 116}), h('p', {class: 'seat-count'}, number(sum),
                                           h('span', {class: 'unseen'}, ` ${w('deputies_noun', {n: sum})}`)));
    }
}

async function move(list, items, from, to, way) {
    const next = [...items];
    next.splice(to, 0, ...next.splice(from, 1));
    draw(list, next);
    void detail(list, next);
    const slug = items[from].slug;
    const moved = list.querySelector(`[data-slug="${CSS.escape(slug)}"]`);
    (moved?.querySelector(`.${way}:not(:disabled)`) ?? moved?.querySelector('.moves button:not(:disabled)'))?.focus();
    announce(`${titleOf(items[from].title).text}: ${w('moved', {position: to + 1, total: items.length})}`);
    sent = sent.then(() => send(next, () => {
        draw(list, items);
        void detail(list, items);
    }));
    await sent;
}

async function send(items, takeBack) {
    try {
        const {revision} = await post('/api/order', {kind: 'delegation', revision: orderSeen, slugs: items.map(item => item.slug)});
        orderSeen = revision;
        tell('lists');
    } catch (error) {
        takeBack();
        toast(error.message, {trouble: true});
        tell('change', []); // another may have changed it
    }
}

/* Dragging by the grip with mouse or finger. The others are moved around the row that is held: taken
 * out of the page itself, it would lose the pointer. */
function dragging(list, element, items, from) {
    const grip = element.querySelector('.grip');
    grip.addEventListener('pointerdown', event => {
        if (event.button !== 0) {
            return;
        }
        event.preventDefault();
        grip.setPointerCapture(event.pointerId);
        list.classList.add('dragging');
        element.classList.add('held');
        const follow = moveEvent => {
            const y = moveEvent.clientY;
            let other;
            while ((other = element.previousElementSibling) && y < middle(other)) {
                element.after(other);
            }
            while ((other = element.nextElementSibling) && y > middle(other)) {
                element.before(other);
            }
        };
        const end = endEvent => {
            grip.removeEventListener('pointermove', follow);
            list.classList.remove('dragging');
            element.classList.remove('held');
            const to = [...list.querySelectorAll('.row')].indexOf(element);
            if (endEvent.type === 'pointerup' && to !== from) {
                void move(list, items, from, to, 'up');
            } else {
                draw(list, items);
                void detail(list, items);
            }
        };
        grip.addEventListener('pointermove', follow);
        grip.addEventListener('pointerup', end, {once: true});
        grip.addEventListener('pointercancel', end, {once: true});
    });
}

function middle(element) {
    const box = element.getBoundingClientRect();
    return box.top + box.height / 2;
}
