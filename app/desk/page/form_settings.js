/* The settings of the whole lobby: its languages and names, and how long things stay. */
import {announce, button, choice, h} from './dom.js';
import {groupField, numberField, textField} from './field.js';
import {w} from './words.js';

export const back = '#';
export const title = () => w('settings');

export function screens() {
    return [{screen: 'home', label: w('screen_home')}, {screen: 'idle', label: w('screen_idle')},
            {screen: 'still-there', label: w('screen_still_there')}];
}

export function build(form) {
    const seconds = (path, hint) => numberField(form, path, {label: w(path), hint, unit: w('seconds_unit')});
    return [
        languages(form),
        h('section', {class: 'group'}, h('h2', null, w('idle_loop')),
          h('div', {class: 'row'},
            seconds('delegation_dwell_s', w('dwell_hint')),
            seconds('news_dwell_s', w('news_dwell_hint')),
            numberField(form, 'idle_news', {label: w('idle_news'), hint: w('idle_news_hint')}))),
        h('section', {class: 'group'}, h('h2', null, w('visitor_leaves')),
          h('div', {class: 'row'},
            seconds('idle_wait_s', w('idle_wait_hint')),
            seconds('still_there_s', w('still_there_hint')))),
    ];
}

function languages(form) {
    const path = 'languages';
    const list = h('ol', {class: 'language-list'});
    const first = h('div');
    const all = () => form.value(path) ?? [];
    let drawn = '';
    const put = (next, say, focus) => {
        form.change(path, next);
        draw();
        announce(say);
        (list.querySelector(focus) ?? add).focus();
    };
    const move = (i, step) => {
        const next = [...all()];
        [next[i], next[i + step]] = [next[i + step], next[i]];
        drawn = '';
        put(next, w('moved', {position: i + step + 1, total: next.length}),
            `[data-at="${i + step}"] .${step < 0 ? 'up' : 'down'}:not(:disabled), ` +
            `[data-at="${i + step}"] .move:not(:disabled)`);
    };
    const row = (language, i) => {
        const step = (by, icon, label) => button(`${label}: ${language.name ?? ''}`, () => move(i, by), {
            kind: `round move ${icon}`, name: icon, iconOnly: true,
            disabled: i + by < 0 || i + by >= all().length,
        });
        return h('li', {'data-at': i},
                 textField(form, `${path}.${i}.code`, {label: w('language_code'), kind: 'code'}),
                 textField(form, `${path}.${i}.name`, {label: w('language_name')}),
                 textField(form, `${path}.${i}.organisation`, {label: w('organisation'), kind: 'wide'}),
                 h('div', {class: 'moves'}, all().length > 1 && [step(-1, 'up', w('up')), step(1, 'down', w('down')),
                   button(`${w('remove')}: ${language.name ?? ''}`,
                          () => put(all().filter((_, k) => k !== i), w('language_removed'), '[data-at] textarea'),
                          {kind: 'round', name: 'remove', iconOnly: true})]));
    };
    const draw = () => {
        if (drawn !== String(all().length)) {
            drawn = String(all().length);
            form.forget(path);
            list.replaceChildren(...all().map(row));
            form.fields.set(path, group);
            form.showFaults();
        }
    };
    const add = button(w('add_language'), () => {
        const i = all().length;
        put([...all(), {code: '', name: '', organisation: ''}], w('language_added'), `[data-at="${i}"] textarea`);
    }, {name: 'plus'});
    const cell = groupField(form, path, {label: w('languages'), hint: w('languages_hint'), content: [list, add],
                                         show: draw});
    const group = form.fields.get(path);
    draw();
    const drawFirst = () => {
        const options = all().filter(l => l.code).map(l => ({value: l.code, label: l.name || l.code, lang: l.code}));
        const text = JSON.stringify([options, form.value('first_language')]);
        if (first.dataset.text !== text && !first.contains(document.activeElement)) {
            first.dataset.text = text;
            first.replaceChildren(choice(w('first_language'), options, form.value('first_language'),
                                         value => form.change('first_language', value), {hideLabel: true}));
        }
    };
    form.watch(draw);
    form.watch(drawFirst);
    return h('section', {class: 'group'}, cell,
             groupField(form, 'first_language', {label: w('first_language'), hint: w('first_language_hint'),
                                                 content: first, show: drawFirst}));
}
