/* The page's words, and how the chosen language counts and writes dates. */
import {state, remember, remembered} from './state.js';

export const LANGUAGES = [{code: 'en', name: 'English'}, {code: 'ru', name: 'Русский'}];

let words = {};
let plural = null;

/* The language last chosen here, else the first of the browser's that we have, else English. */
export function preferredLanguage() {
    const known = code => LANGUAGES.some(language => language.code === code);
    const wanted = [remembered('language'), ...navigator.languages.map(l => l.slice(0, 2))];
    return wanted.find(known) ?? 'en';
}

export async function useLanguage(code) {
    words = (await import(`./${code}.js`)).default;
    plural = new Intl.PluralRules(code);
    state.language = code;
    document.documentElement.lang = code;
}

export function chooseLanguage(code) {
    remember('language', code);
    return useLanguage(code);
}

/* The words for a key, with {name} replaced. Those that count hold a form for each plural of `n`. */
export function w(key, values = {}) {
    let text = words[key];
    if (text === undefined) {
        return key;
    }
    if (typeof text === 'object') {
        text = text[plural.select(values.n)] ?? text.other ?? text.many;
    }
    return text.replace(/\{(\w+)\}/g,
                        (_, name) => name === 'n' ? number(values.n) : values[name] ?? '');
}

export function wordsFor(prefix) {
    return Object.fromEntries(Object.entries(words).filter(([key]) => key.startsWith(`${prefix}_`))
        .map(([key, text]) => [key.slice(prefix.length + 1), text]));
}

export function number(value) {
    return value === undefined ? '' : new Intl.NumberFormat(state.language).format(value);
}

const locale = () => state.language === 'ru' ? 'ru' : 'en-GB';

/* "3 June 2022", "3 июня 2022 года"; what is no date is given back as it is. */
export function date(iso) {
    const day = new Date(`${iso}T12:00:00`);
    if (!/^\d{4}-\d\d-\d\d$/.test(iso ?? '') || Number.isNaN(day.getTime())) {
        return iso ?? '';
    }
    return new Intl.DateTimeFormat(locale(), {day: 'numeric', month: 'long', year: 'numeric'})
        .format(day).replace(' г.', ' года');
}

export function weekday(moment = new Date()) {
    return new Intl.DateTimeFormat(locale(), {weekday: 'long', day: 'numeric', month: 'long'})
        .format(moment);
}

/* "26 November, 04:10"; today only the time. The server's times are the house's local ones. */
export function time(iso) {
    const moment = new Date(typeof iso === 'number' ? iso * 1000 : iso);
    if (!iso || Number.isNaN(moment.getTime())) {
        return iso ?? '';
    }
    const clock = {hour: '2-digit', minute: '2-digit'};
    const today = moment.toDateString() === new Date().toDateString();
    const thisYear = moment.getFullYear() === new Date().getFullYear();
    const day = {day: 'numeric', month: 'long', ...(thisYear ? {} : {year: 'numeric'})};
    const format = options => new Intl.DateTimeFormat(locale(), options).format(moment);
    return today ? format(clock) : `${format(day).replace(' г.', '')}, ${format(clock)}`;
}

/* A title in the page's language, else in the first that has one, else "Untitled". */
export function titleOf(titles) {
    const inOrder = [state.language, ...(state.desk?.languages ?? []).map(l => l.code)];
    const code = inOrder.find(c => titles?.[c]) ?? Object.keys(titles ?? {}).find(c => titles[c]);
    return code ? {text: titles[code], lang: code} : {text: w('untitled'), lang: state.language};
}

/* The desk's words as a whole sentence: "there is no text" becomes "There is no text." */
export function sentence(text) {
    return text ? text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?…]$/.test(text) ? '' : '.') : '';
}

export const today = () => {
    const now = new Date();
    return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
};
