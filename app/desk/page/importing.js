/* The button that takes a table in (CSV, or cells copied from a spreadsheet); table.js does it. */
import {button, toast} from './dom.js';
import {tell} from './state.js';
import {w} from './words.js';

export function importButton(kind, onDone) {
    return button(w('import'), async () => {
        try {
            const {openImport} = await import('./table.js');
            openImport(kind, {onDone: () => {
                tell('lists');
                onDone();
            }});
        } catch {
            toast(w('page_failed'), {trouble: true});
        }
    }, {name: 'table'});
}
