/* Undo and redo: two buttons, and Ctrl+Z, Ctrl+Y outside of what is typed into. */
import {post} from './api.js';
import {announce, button, h, toast} from './dom.js';
import {openEdits} from './edit.js';
import {on, state, tell} from './state.js';
import {w} from './words.js';

export function bindUndo(signal) {
    const undo = button(w('undo'), () => void step('undo'), {kind: 'round', name: 'undo', iconOnly: true});
    const redo = button(w('redo'), () => void step('redo'), {kind: 'round', name: 'redo', iconOnly: true});
    undo.setAttribute('aria-keyshortcuts', 'Control+Z');
    redo.setAttribute('aria-keyshortcuts', 'Control+Y');
    const allow = (canUndo, canRedo) => {
        undo.setAttribute('aria-disabled', String(!canUndo));
        redo.setAttribute('aria-disabled', String(!canRedo));
    };
    allow(true, false);
    let busy = false;
    const step = async way => {
        const pressed = way === 'undo' ? undo : redo;
        if (busy) {
            return;
        }
        if (pressed.getAttribute('aria-disabled') === 'true') {
            announce(w(`no_${way}`));
            return;
        }
        busy = true;
        try {
            await Promise.all(openEdits().map(edit => edit.flush()));
            const reply = await post(`/api/${way}`);
            allow(reply.can_undo ?? true, reply.can_redo ?? way === 'undo');
            if (reply.what) {
                told(way, reply.what);
                tell('change', [reply.what]);
                tell('lists');
            } else {
                announce(w(`no_${way}`));
            }
        } catch (error) {
            toast(error.message, {trouble: true});
        } finally {
            busy = false;
        }
    };
    on('saved', () => allow(true, false), signal);
    on('lists', () => undo.setAttribute('aria-disabled', 'false'), signal);
    on('undo', () => void step('undo'), signal);
    document.addEventListener('keydown', event => {
        const typing = event.target.closest?.('input:not([type=radio], [type=checkbox]), textarea, select, ' +
                                              '[contenteditable], dialog');
        if (typing || !(event.ctrlKey || event.metaKey) || event.altKey) {
            return;
        }
        const key = event.code === 'KeyZ' ? (event.shiftKey ? 'redo' : 'undo')
            : event.code === 'KeyY' ? 'redo' : '';
        if (key) {
            event.preventDefault();
            void step(key);
        }
    }, {signal});
    return h('div', {class: 'undo'}, undo, redo);
}

function told(way, {kind, slug}) {
    const place = kind === 'lobby' ? 'settings' : kind === 'order' ? 'delegation' : `${kind}/${slug}`;
    const here = [place, kind].includes(decodeURIComponent(location.hash.slice(1).split('?')[0]));
    toast(w(`${way}_done`), here ? {} : {label: w('look'), action: () => location.hash = place});
}
