/* Choosing by pictures: the delegations a news item concerns, the flag of a delegation. */
import {documentOf, get, pictureAddress, sendPicture} from './api.js';
import {button, h, toast} from './dom.js';
import {groupField} from './field.js';
import {titleOf, w} from './words.js';

/* All delegations in their order, with their flags: [{slug, title, flag}]. */
async function delegations(signal) {
    const {items} = await get('/api/items', {kind: 'delegation', count: 500}, signal);
    return Promise.all(items.map(async item => ({
        slug: item.slug, title: titleOf(item.title), flag: (await documentOf(item, signal)).flag,
    })));
}

export function flagImage(slug, alt = '') {
    return slug ? h('img', {class: 'flag', src: pictureAddress(slug), alt, loading: 'lazy'})
        : h('span', {class: 'flag none', 'aria-hidden': 'true'});
}

/* The delegations a news item concerns; the order of choosing is the order on the screen. */
export function chooseDelegations(form) {
    const path = 'delegations';
    const content = h('div', {class: 'chips'});
    const chosen = () => form.value(path) ?? [];
    const boxes = new Map();
    const mark = () => {
        for (const [slug, {input, order}] of boxes) {
            const at = chosen().indexOf(slug);
            input.checked = at >= 0;
            order.textContent = at >= 0 && chosen().length > 1 ? String(at + 1) : '';
        }
    };
    const add = ({slug, title, flag}) => {
        const order = h('span', {class: 'order', 'aria-hidden': 'true'});
        const input = h('input', {type: 'checkbox', class: 'unseen'});
        input.addEventListener('change', () => {
            const others = chosen().filter(s => s !== slug);
            form.change(path, input.checked ? [...others, slug] : others);
            mark();
        });
        boxes.set(slug, {input, order});
        content.append(h('label', {class: 'chip'}, input, flagImage(flag),
                         h('span', {lang: title.lang}, title.text), order));
    };
    void delegations(form.signal).then(all => {
        all.forEach(add);
        for (const slug of chosen()) {
            if (!boxes.has(slug)) { // removed since: it can only be taken off
                add({slug, title: {text: slug}, flag: ''});
            }
        }
        mark();
        form.showFaults();
    }).catch(error => content.replaceChildren(h('p', null, error.message)));
    return groupField(form, path, {label: w('concerns_label'), hint: w('concerns_hint'), content, show: mark});
}

/* The flag: one that is in use, one from a file, or none. */
export function chooseFlag(form) {
    const path = 'flag';
    const content = h('div', {class: 'flags'});
    const known = new Map(); // the flags, each with whose it is
    const draw = () => {
        const now = form.value(path) ?? '';
        if (now && !known.has(now)) {
            known.set(now, now);
        }
        const option = slug => {
            const input = h('input', {type: 'radio', name: 'flag', class: 'unseen', checked: slug === now,
                                      on: {change: () => form.change(path, slug)}});
            return h('label', {class: 'flag-choice'}, input,
                     slug ? flagImage(slug, known.get(slug)) : h('span', {class: 'no-flag'}, w('no_flag')));
        };
        const file = h('input', {type: 'file', accept: 'image/png,image/jpeg', class: 'unseen', tabindex: '-1',
                                 'aria-hidden': 'true'});
        file.addEventListener('change', () => file.files[0] && void take(file.files[0]));
        content.replaceChildren(...[...known.keys()].sort().map(option), option(''),
                                button(w('other_flag'), () => file.click(), {name: 'plus'}), file);
    };
    const take = async file => {
        try {
            const {slug} = await sendPicture(file);
            form.change(path, slug);
            draw();
            content.querySelector('input:checked')?.focus();
        } catch (error) {
            toast(error.message, {trouble: true});
        }
    };
    void delegations(form.signal).then(all => {
        all.forEach(({flag, title}) => flag && known.set(flag, title.text));
        draw();
    }).catch(() => {});
    draw();
    return groupField(form, path, {label: w('flag'), content, show: draw});
}
