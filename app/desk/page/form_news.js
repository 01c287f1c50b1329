/* A news item: title, summary and text in each language; its days, and whom it concerns. */
import {chooseDelegations} from './choose.js';
import {sendPicture} from './api.js';
import {h, toast} from './dom.js';
import {checkField, dateField, groupField, languageColumns, textField} from './field.js';
import {w} from './words.js';

export function screens(edit) {
    return [{screen: `news/${edit.slug}`, label: w('screen_article')},
            {screen: 'news', label: w('screen_news')}, {screen: 'home', label: w('screen_home')}];
}

export function build(form) {
    const texts = languageColumns(form, [
        language => textField(form, `text.${language.code}.title`,
                              {label: w('title'), language, kind: 'headline', most: 500}),
        language => textField(form, `text.${language.code}.summary`,
                              {label: w('summary'), language, single: true, most: 1000,
                               hint: w('summary_hint')}),
        language => bodyField(form, language),
    ], {main: language => `text.${language.code}.title`});
    return [
        texts,
        h('section', {class: 'group days'}, h('h2', null, w('when')),
          h('div', {class: 'row'},
            dateField(form, 'date', {label: w('date')}),
            dateField(form, 'shown_from', {label: w('shown_from'), hint: w('shown_from_hint')}),
            dateField(form, 'shown_until', {label: w('shown_until'), hint: w('shown_until_hint')})),
          checkField(form, 'pinned', {label: w('pinned'), hint: w('pinned_hint')})),
        h('section', {class: 'group'}, h('h2', null, w('concerns')), chooseDelegations(form)),
    ];
}

/* The text itself, in the editor; its module is loaded when the first one is wanted. */
function bodyField(form, language) {
    const path = `text.${language.code}.body`;
    const place = h('div', {class: 'editor-place', 'aria-label': `${w('body')}, ${language.name}`});
    let editor = null;
    const cell = groupField(form, path, {
        label: [w('body'), h('span', {class: 'in-language', lang: language.code}, language.name)],
        content: place,
        show: value => {
            if (editor && editor.markdown !== (value ?? '')) {
                editor.set(value ?? '');
            }
        },
    });
    const onPicture = async file => {
        const picture = await sendPicture(file);
        if (picture.was_turned || picture.was_scaled) {
            toast(w(picture.was_turned ? 'picture_turned' : 'picture_scaled'));
        }
        return {slug: picture.slug};
    };
    void import('./editor.js').then(({Editor}) => {
        editor = new Editor(place, {
            markdown: form.value(path) ?? '', language: language.code, onPicture,
            onChange: markdown => form.change(path, markdown), words: {},
        });
        form.fields.get(path).focus = () => editor.focus();
    });
    return cell;
}
