/* A delegation: its names and representative in each language, its flag, its chambers. */
import {chooseFlag} from './choose.js';
import {announce, button, h} from './dom.js';
import {groupField, languageColumns, numberField, textField} from './field.js';
import {seats} from './hemicycle.js';
import {number, w} from './words.js';

export function screens(edit) {
    return [{screen: `delegation/${edit.slug}`, label: w('screen_delegation')},
            {screen: 'delegations', label: w('screen_delegations')}, {screen: 'home', label: w('screen_home')}];
}

export function build(form) {
    const text = (name, label, options) => language =>
        textField(form, `text.${language.code}.${name}`, {label, language, most: 300, ...options});
    return [
        languageColumns(form, [
            text('name', w('name'), {kind: 'headline'}),
            text('official_name', w('official_name')),
            text('parliament', w('parliament')),
            text('representative', w('representative'), {kind: 'person'}),
            text('role', w('role'), {hint: w('role_hint')}),
        ], {main: language => `text.${language.code}.name`}),
        h('section', {class: 'group'}, chooseFlag(form)),
        chambers(form),
    ];
}

/* The chambers, each with its mark, as on the screen: added, removed, put in order. */
function chambers(form) {
    const path = 'chambers';
    const list = h('ol', {class: 'chambers'});
    const total = h('div', {class: 'total'});
    const all = () => form.value(path) ?? [];
    let drawn = -1;
    const put = (next, say, focus) => {
        form.change(path, next);
        draw(true);
        announce(say);
        (list.querySelector(focus) ?? addButton).focus();
    };
    const move = (i, step) => {
        const next = [...all()];
        [next[i], next[i + step]] = [next[i + step], next[i]];
        put(next, w('moved', {position: i + step + 1, total: next.length}),
            `[data-chamber="${i + step}"] .${step < 0 ? 'up' : 'down'}:not(:disabled), ` +
            `[data-chamber="${i + step}"] .move:not(:disabled)`);
    };
    const draw = force => {
        if (!force && drawn === all().length) {
            return;
        }
        drawn = all().length;
        form.forget(path);
        list.replaceChildren(...all().map((_, i) => chamber(form, i, all().length, move, () =>
            put(all().filter((__, k) => k !== i), w('chamber_removed'),
                `[data-chamber="${Math.max(0, i - 1)}"] textarea`))));
        form.fields.set(path, group);
        form.showFaults();
    };
    const addButton = button(w('add_chamber'), () => {
        const i = all().length;
        put([...all(), {deputies: 0, website: '', name: {}}], w('chamber_added'), `[data-chamber="${i}"] textarea`);
    }, {name: 'plus'});
    const foot = h('div', {class: 'chambers-foot'}, addButton, total);
    const cell = groupField(form, path, {label: w('chambers'), content: [list, foot], show: () => draw()});
    const group = form.fields.get(path);
    draw();
    form.watch(() => {
        draw();
        const counts = all().map(c => Number(c?.deputies) || 0);
        const sum = counts.reduce((a, b) => a + b, 0);
        total.replaceChildren(seats(counts, {width: 180}), h('p', {class: 'big-number'}, number(sum)),
                              h('p', null, w('deputies_noun', {n: sum})));
    });
    return h('section', {class: 'group'}, cell);
}

function chamber(form, i, count, move, remove) {
    const name = w('chamber_n', {position: i + 1});
    const step = (by, icon, label) => button(`${label}: ${name}`, () => move(i, by), {
        kind: `round move ${icon}`, name: icon, iconOnly: true, disabled: i + by < 0 || i + by >= count,
    });
    return h('li', {'data-chamber': i, class: `chamber mark-${Math.min(i, 2)}`},
             h('div', {class: 'chamber-names'},
               form.languages.map(language => textField(form, `chambers.${i}.name.${language.code}`, {
                   label: w('chamber_name'), language, most: 300, kind: 'chamber-name'}))),
             numberField(form, `chambers.${i}.deputies`, {label: w('deputies')}),
             textField(form, `chambers.${i}.website`, {label: w('website'), hint: w('website_hint')}),
             h('div', {class: 'moves'}, count > 1 && [step(-1, 'up', w('up')), step(1, 'down', w('down'))],
               button(`${w('remove')}: ${name}`, remove, {kind: 'round', name: 'remove', iconOnly: true})));
}
