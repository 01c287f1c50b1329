/* The log-in page: who you are, and the way back to where you were. */
import {api} from './api.js';
import {h} from './dom.js';
import {languageSwitch} from './language_switch.js';
import {preferredLanguage, useLanguage, w} from './words.js';

function show() {
    document.title = w('log_in');
    const trouble = h('p', {class: 'fault error', role: 'alert', id: 'trouble'});
    const name = h('input', {id: 'name', name: 'name', autocomplete: 'username', autocapitalize: 'none',
                             spellcheck: 'false', required: true});
    const password = h('input', {id: 'password', name: 'password', type: 'password', required: true,
                                 autocomplete: 'current-password', 'aria-describedby': 'trouble'});
    const enter = h('button', {type: 'submit', class: 'button call'}, h('span', null, w('enter')));
    const submit = async event => {
        event.preventDefault();
        enter.disabled = true;
        trouble.textContent = '';
        try {
            await api('POST', '/api/login', {json: {name: name.value.trim(), password: password.value}});
            location.reload(); // to where one was: the hash stays
        } catch (error) {
            trouble.textContent = error.message;
            enter.disabled = false;
            password.select();
        }
    };
    document.getElementById('app').replaceChildren(
        h('header', {class: 'login-bar'}, languageSwitch(show)),
        h('main', {class: 'login-main'},
          h('p', {class: 'overline'}, w('desk_name')),
          h('h1', null, w('log_in')),
          h('form', {on: {submit}, novalidate: true},
            h('div', {class: 'field'}, h('label', {for: 'name'}, w('login_name')), name),
            h('div', {class: 'field'}, h('label', {for: 'password'}, w('login_password')), password),
            trouble, enter),
          h('p', {class: 'hint'}, w('login_help'))));
    name.focus();
}

/* On its own computer nobody logs in: the desk is started, which opens it. */
function showLocal() {
    document.title = w('desk_name');
    document.getElementById('app').replaceChildren(
        h('header', {class: 'login-bar'}, languageSwitch(showLocal)),
        h('main', {class: 'login-main'}, h('h1', null, w('desk_name')), h('p', null, w('login_local'))));
}

await useLanguage(preferredLanguage());
if (document.querySelector('meta[name=network]')?.content === 'off') {
    showLocal();
} else {
    show();
}
