/* An urgent notice: written in one window, then on to publishing it. */
import {post} from './api.js';
import {button, dialog, h, newId} from './dom.js';
import {state, tell} from './state.js';
import {today, w} from './words.js';

export function urgentNotice() {
    const until = h('input', {type: 'date', id: newId('until'), value: today(), min: today()});
    const own = language => language.code === state.language;
    const texts = state.desk.languages.toSorted((a, b) => own(b) - own(a)).map((language, i) => ({
        language, input: h('textarea', {id: newId('text'), rows: 2, maxlength: 300, lang: language.code,
                                        autofocus: i === 0}),
    }));
    const trouble = h('p', {class: 'fault error', role: 'alert'});
    const make = async close => {
        const text = Object.fromEntries(texts.map(({language, input}) => [language.code, input.value.trim()])
            .filter(([, value]) => value));
        if (!Object.keys(text).length) {
            trouble.textContent = w('urgent_empty');
            texts[0].input.focus();
            return;
        }
        try {
            await post('/api/items/notice', {title: `urgent ${today()}`, document: {
                urgent: true, shown_from: '', shown_until: until.value, text}});
            tell('lists');
            close(true);
            location.hash = 'publish';
        } catch (error) {
            trouble.textContent = error.message;
        }
    };
    return dialog(w('urgent_notice'), close => [
        h('p', null, w('urgent_lead')),
        texts.map(({language, input}) => h('div', {class: 'field lead'},
            h('label', {for: input.id, lang: language.code}, language.name), input)),
        h('div', {class: 'field date'}, h('label', {for: until.id}, w('shown_until')), until),
        trouble,
        h('footer', null, button(w('cancel'), () => close()),
          button(w('urgent_go'), () => void make(close), {kind: 'call', name: 'notice'})),
    ]);
}
