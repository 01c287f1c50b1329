/* The picture that the screen will show, beside the form: asked of the server after every change,
 * swapped in when it is decoded, so that it never flickers; at any of the board's sizes. */
import {bytes} from './api.js';
import {choice, dialog, h, icon, newId} from './dom.js';
import {remember, remembered, state} from './state.js';
import {w} from './words.js';

const LATE_MS = 1000;
const TEXT_SIZES = [100, 125, 150];
const NARROW = matchMedia('(max-width: 63.99em)');
const CONTRASTS = ['standard', 'high', 'dark'];

/* The board's first size, lying. */
export const boardSize = () => (state.desk.sizes?.[0] ?? [1920, 1080]).toSorted((a, b) => b - a);

/* A language of the screens: the wanted one or the page's, where they have it. */
export function screenLanguage(wanted) {
    const codes = state.desk.languages.map(language => language.code);
    return [wanted, state.language].find(code => codes.includes(code)) ?? codes[0];
}

/* Shows one picture after another in an <img>; the newest wish wins, one request at a time. Tells
 * "shown", and "trouble" with a sentence that is empty once there is none. */
export class Picture extends EventTarget {
    constructor(alt, signal) {
        super();
        this.image = h('img', {alt, class: 'shot', decoding: 'async'});
        this.signal = signal;
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
                this.tell('trouble', '');
                this.tell('shown');
            } catch (error) {
                if (!this.signal?.aborted) {
                    this.tell('trouble', error.message || w('no_preview'));
                }
            }
        }
    }

    tell(name, detail) {
        this.dispatchEvent(new CustomEvent(name, {detail}));
    }

    /* What went wrong with it, in a line of its own. */
    trouble() {
        const line = h('p', {class: 'preview-trouble', role: 'status'});
        this.addEventListener('trouble', event => line.textContent = event.detail);
        return line;
    }
}

/* A picture as the screen's glass; pressed, it is shown large. */
export function glass(picture, [width, height], title) {
    const bezel = h('button', {type: 'button', class: 'bezel', 'aria-label': `${w('zoom')}: ${title}`, title: w('zoom'),
                               on: {click: () => void zoomed(picture, title)}},
                    picture.image, h('span', {class: 'zoom-mark'}, icon('zoom')));
    shape(bezel, width, height);
    return bezel;
}

function shape(bezel, width, height) {
    bezel.style.setProperty('--shape', `${width} / ${height}`);
    bezel.classList.toggle('tall', height > width);
}

export class Preview {
    /* `screens` is [{screen, label}], the first shown at first. */
    constructor(screens, signal) {
        this.screens = screens;
        this.signal = signal;
        this.screen = screens[0].screen;
        const sizes = state.desk.sizes?.length ? state.desk.sizes : [[1920, 1080]];
        const before = remembered('preview', {});
        this.look = {
            size: Math.min(before.size ?? 0, sizes.length - 1),
            turned: before.turned ?? false,
            language: screenLanguage(before.language),
            text: before.text ?? 100,
            contrast: before.contrast ?? 'standard',
            today: '',
        };
        this.sizes = sizes;
        this.isHeld = false;
        this.picture = new Picture(w('preview_alt'), signal);
        this.picture.addEventListener('shown', () => this.mark());
        this.late = h('p', {class: 'late', hidden: true});
        signal.addEventListener('abort', () => clearTimeout(this.timer));
        this.build();
    }

    build() {
        const id = newId('preview');
        this.bezel = glass(this.picture, this.dimensions, w('on_the_screen'));
        this.box = h('details', {class: 'preview-box', open: true},
                     h('summary', null, h('h2', {id}, w('on_the_screen'))),
                     h('div', {class: 'glass'}, this.bezel, this.late), this.picture.trouble(), this.controls());
        this.box.addEventListener('toggle', () => this.box.open && this.refresh(this.change));
        this.element = h('aside', {class: 'preview', 'aria-labelledby': id}, this.box);
    }

    /* Stands beside the fields, for the eye and the Tab key alike: behind them, or before where there
     * is no room beside them. */
    stand(fields) {
        const place = () => {
            this.box.open = !NARROW.matches;
            NARROW.matches ? fields.before(this.element) : fields.after(this.element);
        };
        NARROW.addEventListener('change', place, {signal: this.signal});
        place();
    }

    controls() {
        const set = (name, value) => {
            this.look[name] = value;
            remember('preview', {...this.look, today: undefined});
            shape(this.bezel, ...this.dimensions);
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

    query() {
        const [width, height] = this.dimensions;
        const {language, text, contrast, today} = this.look;
        return {content: 'draft', screen: this.screen, w: width, h: height, lang: language, text,
                contrast: contrast === 'standard' ? '' : contrast, today, change: this.change};
    }

    /* The content has changed: `change` is its number. With errors in it (`broken`) the screen keeps
     * what it had. */
    refresh(change, broken = this.broken) {
        this.change = change;
        this.broken = broken;
        this.unsaved = this.isHeld; // what another does brings nothing of what was typed here
        if (this.box.open) {
            void this.picture.ask(this.query());
        }
    }

    /* Something was typed that the picture does not show yet: said where it lasts. */
    await() {
        this.unsaved = true;
        this.timer ||= setTimeout(() => this.say(w(this.isHeld ? 'late_held' : 'late')), LATE_MS);
    }

    /* Whether what was typed is not on its way, but waits for somebody, or for the desk. */
    hold(isHeld) {
        if (this.isHeld === isHeld) {
            return;
        }
        this.isHeld = isHeld;
        if (!isHeld) {
            this.refresh(state.change);
            this.mark();
        } else if (!this.late.hidden) {
            this.say(w('late_held'));
        }
    }

    /* A picture is shown: says of which state it is, where that is not the form's. */
    mark() {
        clearTimeout(this.timer);
        this.timer = 0;
        if (this.unsaved) {
            this.await();
        } else if (this.picture.shown === JSON.stringify(this.query())) {
            this.say(this.broken ? w('late_errors') : '');
        }
    }

    say(text) {
        this.late.textContent = text;
        this.late.hidden = !text;
    }
}

/* A picture in a window of its own, as large as fits or larger, scrolled by keys and finger; it goes
 * on following. */
function zoomed(picture, title) {
    const image = h('img', {src: picture.image.src, alt: picture.image.alt});
    const follow = () => image.src = picture.image.src;
    picture.addEventListener('shown', follow);
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
    ], {wide: true}).finally(() => picture.removeEventListener('shown', follow));
}
