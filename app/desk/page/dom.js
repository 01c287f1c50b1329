/* Elements, icons, dialogs and announcements: what every view is made of. */
import {w} from './words.js';

const PROPERTIES = new Set(['value', 'checked', 'selected', 'hidden', 'disabled', 'open']);

/* An element with attributes, listeners (`on`) and children; null and false are left out. */
export function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
        if (name === 'on') {
            for (const [event, listener] of Object.entries(value)) {
                element.addEventListener(event, listener);
            }
        } else if (PROPERTIES.has(name)) {
            element[name] = value ?? (name === 'value' ? '' : false);
        } else if (value !== null && value !== undefined && value !== false) {
            element.setAttribute(name, value === true ? '' : value);
        }
    }
    element.append(...children.flat(3).filter(child => child || child === 0));
    return element;
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(tag, attributes, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
        element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
}

export function icon(name) {
    return svg('svg', {class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true'},
               svg('use', {href: `/page/icons.svg#${name}`}));
}

/* A button of the page's own shape. `kind`: '' (outlined), 'strong', 'call', 'quiet', 'round'. */
export function button(label, action, {kind = '', name, iconOnly = false, ...rest} = {}) {
    return h('button', {type: 'button', class: `button ${kind}`, on: {click: action},
                        'aria-label': iconOnly ? label : null, title: iconOnly ? label : null, ...rest},
             name && icon(name), !iconOnly && h('span', null, label));
}

/* A link of a button's shape. */
export function linkButton(label, href, {kind = '', name} = {}) {
    return h('a', {class: `button ${kind}`, href}, name && icon(name), h('span', null, label));
}

let numbers = 0;
export const newId = (prefix = 'id') => `${prefix}-${++numbers}`;

/* One of several, as a row of pills; real radio buttons, so arrow keys work. */
export function choice(label, options, value, onChange, {hideLabel = false} = {}) {
    const name = newId('choice');
    return h('fieldset', {class: 'choice'},
             h('legend', {class: hideLabel ? 'unseen' : ''}, label),
             h('div', {class: 'pills'}, options.map(option => {
                 const input = h('input', {type: 'radio', name, value: String(option.value),
                                           checked: option.value === value, class: 'unseen',
                                           on: {change: () => onChange(option.value)}});
                 return h('label', {class: `pill ${option.class ?? ''}`, title: option.title},
                          input, h('span', {lang: option.lang}, option.label));
             })));
}

/* Puts other children into a place; what had the focus there, or its like, has it again. */
export function redraw(place, ...children) {
    const held = place.contains(document.activeElement) ? document.activeElement : null;
    place.replaceChildren(...children.flat(3).filter(Boolean));
    if (held) {
        const alike = element => ['href', 'aria-label'].every(name => element.getAttribute(name) === held.getAttribute(name)) &&
                                 element.textContent === held.textContent;
        const next = held.isConnected ? held : [...place.querySelectorAll(held.localName)].find(alike);
        next?.focus({preventScroll: true});
    }
}

/* Said to a screen reader, seen by nobody. */
export function announce(sentence) {
    const place = document.getElementById('announcements');
    place.textContent = '';
    requestAnimationFrame(() => place.textContent = sentence);
}

/* A sentence at the foot of the page that goes away by itself, and may offer one thing to do. One that
 * `stay`s is there until it is closed or another comes. */
export function toast(sentence, {action, label, stay = false, trouble = false} = {}) {
    const place = document.getElementById('toasts');
    const element = h('div', {class: `toast ${trouble ? 'trouble' : ''}`});
    const close = () => element.remove();
    element.append(h('p', null, sentence),
                   action ? button(label, () => (close(), action()), {kind: 'on-night'}) : '',
                   button(w('close'), close, {kind: 'round on-night', name: 'close', iconOnly: true}));
    place.querySelectorAll('.toast:not(.lasting)').forEach(other => other.remove());
    place.append(element);
    if (!stay && !trouble) {
        const timer = setTimeout(close, action ? 12000 : 6000);
        element.addEventListener('focusin', () => clearTimeout(timer));
        element.addEventListener('pointerenter', () => clearTimeout(timer));
    }
    return close;
}

/* One that cannot be closed and lies above all others: there is but one thing to do. Told once. */
export function lastingToast(sentence, label, action) {
    const place = document.getElementById('toasts');
    if (!place.querySelector('.lasting')) {
        place.prepend(h('div', {class: 'toast trouble lasting'}, h('p', null, sentence),
                        button(label, action, {kind: 'on-night'})));
    }
}

/* Opens a dialog; resolves with what `close` was given (undefined for Escape), focus returned. `calm`: it may
 * come while somebody types, whose keys are to press nothing in it. */
export function dialog(title, build, {wide = false, calm = false} = {}) {
    return new Promise(resolve => {
        const before = document.activeElement;
        const id = newId('dialog');
        const element = h('dialog', {class: wide ? 'wide' : '', 'aria-labelledby': id});
        /* At once, and not with the event that the browser sends later: a key that is pressed meanwhile is to
         * find its place again, too. */
        const close = value => {
            if (!element.isConnected) {
                return; // it is closed, and one may be elsewhere by now
            }
            element.close();
            element.remove();
            if (before?.isConnected) {
                before.focus();
            }
            resolve(value);
        };
        element.append(h('header', null, h('h2', {id, tabindex: calm ? '-1' : null, autofocus: calm}, title),
                         button(w('close'), () => close(), {kind: 'round', name: 'close', iconOnly: true})),
                       ...[build(close)].flat(3));
        element.addEventListener('cancel', event => { // Escape
            event.preventDefault();
            close();
        });
        element.addEventListener('close', () => close());
        document.body.append(element);
        element.showModal();
        element.querySelector('[autofocus]')?.focus();
    });
}

/* A question with a yes that says what it does. */
export function ask(title, sentence, yes, {danger = false} = {}) {
    return dialog(title, close => [
        h('p', null, sentence),
        h('footer', null, button(w('cancel'), () => close(false)),
          button(yes, () => close(true), {kind: danger ? 'danger' : 'strong', autofocus: true})),
    ]).then(answer => answer === true);
}
