// Hands the modules to the tests.
import { Editor } from '/page/editor.js';
import { markdownOf } from '/page/markdown.js';
import { api } from '/page/api.js';
import { useLanguage } from '/page/words.js';
import { cleanHtml, cleanText } from '/page/paste.js';
import { openImport } from '/page/table.js';

const written = [];
const uploaded = [];
Object.assign(window, {
    cleanHtml, cleanText, markdownOf, openImport, written, uploaded,
    api,
    makeEditor(options = {}) {
        const place = document.createElement('div');
        place.id = 'editor';
        place.setAttribute('aria-labelledby', 'name');
        document.querySelector('#editor').replaceWith(place);
        written.length = 0;
        window.editor = new Editor(place, {
            language: 'en',
            onChange: (markdown) => written.push(markdown),
            async onPicture(file) {
                uploaded.push({ name: file.name, type: file.type, size: file.size });
                if (file.size === 0) {
                    throw new Error('This picture is empty.');
                }
                return { slug: `picture-${uploaded.length}` };
            },
            ...options,
        });
    },
});
await useLanguage(new URLSearchParams(location.search).get('lang') ?? 'en');
document.documentElement.dataset.ready = 'yes';
