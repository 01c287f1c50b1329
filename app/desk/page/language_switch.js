/* The switch of the page's own language, the same on the log-in page and everywhere else. */
import {choice} from './dom.js';
import {state} from './state.js';
import {LANGUAGES, chooseLanguage, w} from './words.js';

export function languageSwitch(onChange) {
    const element = choice(w('page_language'), LANGUAGES.map(({code, name}) => (
        {value: code, label: name, lang: code})), state.language, async code => {
        await chooseLanguage(code);
        onChange();
    }, {hideLabel: true});
    element.classList.add('joined');
    return element;
}
