/* A notice: a sentence or two in each language, whether it calls, and its days. */
import {h} from './dom.js';
import {checkField, dateField, languageColumns, textField} from './field.js';
import {w} from './words.js';

export function screens() {
    return [{screen: 'home', label: w('screen_home')}, {screen: 'idle', label: w('screen_idle')}];
}

export function build(form) {
    return [
        languageColumns(form, [
            language => textField(form, `text.${language.code}`,
                                  {label: w('notice_text'), language, kind: 'lead', most: 300}),
        ], {main: language => `text.${language.code}`}),
        h('section', {class: 'group days'}, h('h2', null, w('when')),
          h('div', {class: 'row'},
            dateField(form, 'shown_from', {label: w('shown_from'), hint: w('shown_from_hint')}),
            dateField(form, 'shown_until', {label: w('shown_until'), hint: w('shown_until_hint')})),
          checkField(form, 'urgent', {label: w('urgent'), hint: w('urgent_hint')})),
    ];
}
