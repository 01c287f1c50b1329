/* The picture that the screen will show, beside the form: asked of the server after every change,
 * swapped in when it is decoded, so that it never flickers; at any of the board's sizes. */
import {bytes} from './api.js';
import {choice, dialog, h, icon, newId} from './dom.js';
import {remember, remembered, state} from './state.js';
import {w} from './words.js';

const TEXT_SIZES = [100, 125, 150];
const CONTRASTS = ['standard', 'high', 'dark'];

/* Shows one picture after another in an <img>; the newest wish wins, one request at a time. */
export class Picture {
    constructor(alt, signal) {
        this.image = h('img', {alt, class: 'shot', decoding: 'async'});
        this.signal = signal;
        this.onTrouble = () => {};
        this.onShown = () => {};
        signal?.addEventListener('abort', () => URL.revokeObjectURL(this.image.src));
    }

    ask(query) {
        this.wish = JSON.stringify(query) === this.shown ? null : query;
        this.work ??= this.follow().finally(() => this.work = null);
        return this.work;
    }

    async follow() {
        while (this.wish && !this.signal?.aborted) {
            const query = this.wish;
            this.wish = null;
            try {
                const address = URL.createObjectURL(await bytes('/api/preview', query, this.signal));
                const next = new Image();
                next.src = address;
                await next.decode();
                const before = this.image.src;
                this.image.src = address;
                this.image.width = next.naturalWidth;
                this.image.height = next.naturalHeight;
                this.image.closest('.bezel')?.classList.add('shown');
                setTimeout(() => URL.revokeObjectURL(before), 1000);
                this.shown = JSON.stringify(query);
                this.onTrouble('');
                this.onShown();
            } catch (error) {
                if (!this.signal?.aborted) {
                    this.onTrouble(error.message || w('no_preview'));
                }
            }
        }
    }
}

export class Preview {
    /* `screens` is [{screen, label}], the first shown at first. */
    constructor(screens, signal) {
        this.screens = screens;
        this.screen = screens[0].screen;
        const languages = state.desk.languages.map(language => language.code);
        const sizes = state.desk.sizes?.length ? state.desk.sizes : [[1920, 1080]];
        const before = remembered('preview', {});
        this.look = {
            size: Math.min(before.size ?? 0, sizes.length - 1),
            turned: before.turned ?? false,
            language: languages.includes(before.language) ? before.language
                : languages.includes(state.language) ? state.language : languages[0],
            text: before.text ?? 100,
            contrast: before.contrast ?? 'standard',
            today: '',
        };
        this.sizes = sizes;
        this.picture = new Picture(w('preview_alt'), signal);
        this.trouble = h('p', {class: 'preview-trouble', role: 'status'});
        this.picture.onTrouble = text => this.trouble.textContent = text;
        this.build();
    }

    build() {
        const id = newId('preview');
        const narrow = matchMedia('(max-width: 63.99em)');
        this.bezel = h('button', {type: 'button', class: 'bezel', 'aria-label': w('zoom'), title: w('zoom'),
                                  on: {click: () => void this.zoom()}}, this.picture.image,
                       h('span', {class: 'zoom-mark'}, icon('zoom')));
        this.box = h('details', {class: 'preview-box', open: !narrow.matches},
                     h('summary', null, h('h2', {id}, w('on_the_screen'))),
                     this.bezel, this.trouble, this.controls());
        this.box.addEventListener('toggle', () => this.box.open && this.refresh(this.change));
        narrow.addEventListener('change', () => this.box.open = !narrow.matches);
        this.element = h('aside', {class: 'preview', 'aria-labelledby': id}, this.box);
        this.shape();
    }

    controls() {
        const set = (name, value) => {
            this.look[name] = value;
            remember('preview', {...this.look, today: undefined});
            this.shape();
            this.refresh(this.change);
        };
        const {look} = this;
        const day = h('input', {type: 'date', id: newId('day'), on: {input: () => set('today', day.value)}});
        const parts = [
            this.screens.length > 1 && choice(w('preview_screen'), this.screens.map(s => (
                {value: s.screen, label: s.label})), this.screen, value => {
                this.screen = value;
                this.refresh(this.change);
            }, {hideLabel: true}),
            state.desk.languages.length > 1 && choice(w('preview_language'), state.desk.languages.map(l => (
                {value: l.code, label: l.name, lang: l.code})), look.language, v => set('language', v)),
            choice(w('preview_text'), TEXT_SIZES.map((size, i) => (
                {value: size, label: 'A', class: `letter-${i}`, title: `${size} %`})), look.text,
                   v => set('text', v)),
            choice(w('preview_contrast'), CONTRASTS.map(value => ({value, label: w(`contrast_${value}`)})),
                   look.contrast, v => set('contrast', v)),
            choice(w('preview_way'), [{value: false, label: w('lying')}, {value: true, label: w('upright')}],
                   look.turned, v => set('turned', v)),
            this.sizes.length > 1 && choice(w('preview_size'), this.sizes.map(([a, b], value) => (
                {value, label: `${a} × ${b}`})), look.size, v => set('size', v)),
            h('div', {class: 'choice day'}, h('label', {for: day.id}, w('preview_day')), day),
        ];
        return h('div', {class: 'preview-controls'}, parts);
    }

    get dimensions() {
        const [a, b] = this.sizes[this.look.size];
        return this.look.turned ? [Math.min(a, b), Math.max(a, b)] : [Math.max(a, b), Math.min(a, b)];
    }

    shape() {
        const [width, height] = this.dimensions;
        this.bezel.style.setProperty('--shape', `${width} / ${height}`);
        this.bezel.classList.toggle('tall', height > width);
    }

    query() {
        const [width, height] = this.dimensions;
        const {language, text, contrast, today} = this.look;
        return {content: 'draft', screen: this.screen, w: width, h: height, lang: language, text,
                contrast: contrast === 'standard' ? '' : contrast, today, change: this.change};
    }

    /* The content has changed: `change` is its number. */
    refresh(change) {
        this.change = change;
        if (this.box.open) {
            void this.picture.ask(this.query());
        }
    }

    /* The picture in a window of its own, at its true size or as large as fits; it goes on following. */
    zoom() {
        return zoomed(this.picture);
    }
}

/* Shows a picture large. Its size is stepped through by buttons; it scrolls by keys and finger. */
export function zoomed(picture, title = w('on_the_screen')) {
    const image = h('img', {src: picture.image.src, alt: picture.image.alt});
    picture.onShown = () => image.src = picture.image.src;
    const view = h('div', {class: 'zoom-view', tabindex: '0', role: 'region', 'aria-label': title}, image);
    const steps = [0, 0.5, 1, 2];
    const scale = value => {
        image.classList.toggle('fit', value === 0);
        image.style.width = value ? `${picture.image.width * value / devicePixelRatio}px` : '';
    };
    scale(0);
    return dialog(title, () => [
        choice(w('zoom_size'), steps.map(value => (
            {value, label: value ? `${value * 100} %` : w('zoom_fit')})), 0, scale, {hideLabel: true}),
        view,
    ], {wide: true}).finally(() => picture.onShown = () => {});
}
