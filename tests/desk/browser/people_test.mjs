// Two people at work at once, on a network, over TLS: each is told of the other, and nothing is overwritten
// unseen. Anna reads English and publishes; Boris reads Russian and writes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, openPage, startChromium, takePicture } from './chromium.mjs';
import { startDesk, wordsOf } from './desk.mjs';

const NEWS = '2022-06-03-observers-briefed', PLACE = `news/${NEWS}`;
const PEOPLE = {
    anna: { password: 'correct horse battery', role: 'publishes' },
    boris: { password: 'staple correct horse', role: 'writes' },
};
const TOLD_MS = 20000, POLLED_MS = 5000; // others are asked for every two seconds; a slow machine takes its time
const LEFT_MS = 6000; // who says nothing any more is taken to be there for ten seconds
/* What a browser says of answers that are meant: who is out, wrong, too late, or looks for what is gone. */
const MEANT = /the server responded with a status of (401|403|404|409)/;

const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/* Somebody at a browser. */
class Person {
    static async come(browser, desk, name, locale, viewport) {
        const person = new Person();
        person.name = name;
        person.desk = desk;
        person.words = await wordsOf(locale.slice(0, 2));
        person.page = await openPage(browser, { locale, viewport, ignoreHTTPSErrors: true });
        return person;
    }

    find = (selector) => this.page.locator(selector);
    see = (selector) => this.find(selector).first().waitFor({ timeout: TOLD_MS });
    miss = (selector) => this.find(selector).first().waitFor({ state: 'hidden', timeout: TOLD_MS });
    button = (word, place = this.page) => place.getByRole('button', { name: this.words[word] ?? word, exact: true });
    field = (path) => this.find(`[data-field="${path}"]`).locator('textarea, input:not([type=checkbox])').first();
    body = (language) => this.find(`[data-field="text.${language}.body"] .editor-text`);
    dialog = () => this.find('dialog[open]');
    go = (place) => this.page.evaluate((hash) => location.hash = hash, place);
    saved = () => this.see('.save-state[data-status=saved]');
    text = async (selector) => (await this.find(selector).first().innerText()).replace(/\s+/g, ' ');

    async open(place) {
        await this.go(place);
        await this.see(`[data-field]`);
    }

    /* Whole words arrive at a field, within the time in which one is told. */
    async reads(path, value) {
        await this.page.waitForFunction(([at, wanted]) => {
            const element = document.querySelector(`[data-field="${at}"]`)?.querySelector('textarea, input');
            return element?.value === wanted;
        }, [path, value], { timeout: TOLD_MS });
    }

    async says(selector, words) {
        await this.page.waitForFunction(([at, wanted]) => [...document.querySelectorAll(at)]
            .some((element) => element.innerText.replace(/\s+/g, ' ').includes(wanted)),
        [selector, words], { timeout: TOLD_MS });
    }

    /* A text ends with these words. (A space that was the last key to arrive is in the page only.) */
    async ends(selector, words) {
        const end = words.replace(/\s+/g, ' ').trim().slice(-30);
        await this.page.waitForFunction(([at, wanted]) => document.querySelector(at).innerText.replace(/\s+/g, ' ')
            .trim().endsWith(wanted), [selector, end], { timeout: TOLD_MS });
    }

    async logIn(password = PEOPLE[this.name].password, name = this.name) {
        await this.see('#name');
        await this.find('#name').fill(name);
        await this.find('#password').fill(password);
        await this.page.keyboard.press('Enter');
        await this.see('.rail');
    }

    async comes(place = '') {
        await this.page.goto(`${this.desk.url}#${place}`);
        await this.logIn();
    }

    /* What is typed is held back on its way to the desk, as by a slow line, until the gate is opened. */
    async hold() {
        let open;
        const opened = new Promise((resolve) => open = resolve);
        const address = /\/api\/(items\/[^?]*|order)$/;
        await this.page.route(address, async (route) => {
            if (['PUT', 'POST'].includes(route.request().method())) {
                await opened;
            }
            await route.continue();
        });
        return async () => {
            open();
            await this.page.unroute(address, { behavior: 'ignoreErrors' });
        };
    }

    async looks(name) {
        await this.page.waitForTimeout(200); // what moves has come to rest
        await takePicture(this.page, `people-${name}`);
        await assertAccessible(this.page);
        assert.deepEqual(this.page.faults.filter((fault) => !MEANT.test(fault)), []);
    }

    /* An item as the desk has it. */
    item = (place = PLACE) => this.page.evaluate((at) => fetch(`/api/items/${at}`).then((reply) => reply.json()), place);
    radio = (word, values = {}) => this.dialog().getByText(filled(this.words[word], values), { exact: true });
}

test('two people at once', { timeout: 600000 }, async (t) => {
    const desk = await startDesk({ people: PEOPLE });
    const browser = await startChromium();
    t.after(async () => {
        await browser.close();
        await desk.end();
    });
    const wide = { width: 1440, height: 900 };
    const anna = await Person.come(browser, desk, 'anna', 'en-GB', wide);
    const boris = await Person.come(browser, desk, 'boris', 'ru-RU', wide);
    let broken = false;
    /* After a step that fails nobody knows where they are. */
    const step = (title, action) => t.test(title, { skip: broken }, async () => {
        broken = true;
        await action();
        broken = false;
    });
    /* Boris types into a field that Anna changes before his words arrive. */
    const clash = async (path, hers, his) => {
        const open = await boris.hold();
        await boris.field(path).fill(his);
        await boris.see('.save-state[data-status=saving]');
        await anna.field(path).fill(hers);
        await anna.saved();
        await open();
        await boris.dialog().waitFor();
    };
    const settled = () => boris.dialog().waitFor({ state: 'detached' });

    await step('both log in, at the place they asked for', async () => {
        await anna.page.goto(`${desk.url}#${PLACE}`);
        await anna.see('#name');
        await anna.looks('login');
        await anna.find('#name').fill('anna');
        await anna.find('#password').fill('not her password');
        await anna.page.keyboard.press('Enter');
        await anna.see('#trouble:not(:empty)');
        await anna.logIn();
        await anna.see('[data-field="text.en.title"]');
        await boris.comes();
        await boris.see('.bezel.shown');
        assert.equal(new URL(anna.page.url()).hash, `#${PLACE}`);
    });

    await step('each sees that the other is here, and where', async () => {
        await anna.see('.people .colleague');
        assert.match(await anna.find('.people .colleague').getAttribute('title'), /^boris/);
        await anna.miss('.also-here');
        const { text } = (await anna.item()).document;
        const title = text.ru?.title ?? text.en.title;
        await boris.says('.people', filled(boris.words.person_at, { name: 'anna', title }));
        await boris.go('news');
        await boris.says('.notes .editing', 'anna');
        await boris.find('.people a').click();
        await boris.says('.also-here', 'anna');
        await anna.says('.also-here', 'boris');
        await anna.looks('both');
        await boris.looks('both-russian');
    });

    await step('in different fields both changes stand, however they type', async () => {
        await anna.field('text.en.title').fill('');
        await boris.field('text.ru.summary').fill('');
        await Promise.all([
            anna.field('text.en.title').pressSequentially('Observers heard the mission', { delay: 60 }),
            boris.field('text.ru.summary').pressSequentially('Наблюдатели выслушали миссию', { delay: 60 }),
        ]);
        await anna.saved();
        await boris.saved();
        await anna.reads('text.ru.summary', 'Наблюдатели выслушали миссию');
        await boris.reads('text.en.title', 'Observers heard the mission');
        const { text } = (await anna.item()).document;
        assert.deepEqual([text.en.title, text.ru.summary],
            ['Observers heard the mission', 'Наблюдатели выслушали миссию']);
        assert.equal(await anna.find('dialog').count() + await boris.find('dialog').count(), 0);
    });

    await step('in the same field the later is asked, with nothing chosen beforehand; theirs', async () => {
        await clash('text.en.summary', 'Anna says it in these words.', 'Boris says it in other words.');
        assert.equal(await boris.dialog().locator('input:checked').count(), 0);
        const versions = boris.dialog().locator('.version');
        assert.deepEqual(await versions.allInnerTexts(), ['Boris says it in other words.', 'Anna says it in these words.']);
        await boris.button('keep_these', boris.dialog()).click();
        await boris.says('dialog .fault', boris.words.field_summary);
        await boris.looks('conflict');
        assert.equal((await boris.item()).document.text.en.summary, 'Anna says it in these words.');
        await boris.radio('keep_theirs', { name: 'anna' }).click();
        await boris.button('keep_these', boris.dialog()).click();
        await settled();
        await boris.reads('text.en.summary', 'Anna says it in these words.');
        await boris.saved();
        await boris.says('.late', boris.words.late_errors); // a summary without a headline: nothing waits here any more
    });

    await step('put off, it is said until it is settled; what is typed meanwhile is kept; mine', async () => {
        await clash('text.en.summary', 'Anna’s second words.', 'Boris’s second words.');
        await boris.button('later', boris.dialog()).click();
        await boris.see('.save-state[data-status=conflict]');
        await boris.field('text.ru.summary').fill('Набрано, пока не выбрано');
        await anna.field('text.ru.title').fill('Заголовок Анны');
        await anna.saved();
        await boris.says('.late', boris.words.late_held);
        await boris.looks('conflict-later');
        assert.equal((await boris.item()).document.text.en.summary, 'Anna’s second words.');
        await boris.button('choose').click();
        await boris.radio('keep_mine').click();
        await boris.button('keep_these', boris.dialog()).click();
        await settled();
        await boris.saved();
        const { text } = (await boris.item()).document;
        assert.deepEqual([text.en.summary, text.ru.summary, text.ru.title],
            ['Boris’s second words.', 'Набрано, пока не выбрано', 'Заголовок Анны']);
        await anna.reads('text.en.summary', 'Boris’s second words.');
        await boris.miss('.late');
    });

    await step('changed once more while one chooses, it is asked again', async () => {
        await clash('text.en.summary', 'Anna’s third words.', 'Boris’s third words.');
        await boris.radio('keep_mine').click();
        await anna.field('text.en.summary').fill('Anna’s fourth words.');
        await boris.says('dialog .version', 'Anna’s fourth words.');
        await boris.says('dialog', filled(boris.words.conflict_again, { name: 'anna' }));
        assert.equal(await boris.dialog().locator('input:checked').count(), 0);
        await boris.radio('keep_mine').click();
        await boris.button('keep_these', boris.dialog()).click();
        await settled();
        await anna.reads('text.en.summary', 'Boris’s third words.');
    });

    await step('both type into the text itself, letter by letter: what one does not choose has been seen', async () => {
        const ends = [[anna, ' Anna ends it so.'], [boris, ' Boris ends it otherwise.']];
        await Promise.all(ends.map(async ([person, words]) => {
            await person.body('en').click();
            await person.page.keyboard.press('Control+End');
            await person.page.keyboard.type(words, { delay: 40 });
        }));
        await anna.page.waitForTimeout(POLLED_MS);
        let asked = 0;
        for (const person of [anna, boris]) {
            if (await person.dialog().count() > 0) {
                asked++;
                await takePicture(person.page, 'people-text');
                await person.radio('keep_mine').click();
                await person.button('keep_these', person.dialog()).click();
                await person.dialog().waitFor({ state: 'detached' });
            }
            await person.saved();
        }
        const { body } = (await anna.item()).document.text.en;
        assert.ok(asked > 0 || ends.every(([, words]) => body.includes(words)), `nobody was asked: ${body.slice(-80)}`);
        await anna.ends('[data-field="text.en.body"] .editor-text', body);
        await boris.ends('[data-field="text.en.body"] .editor-text', body);
    });

    await step('what another has changed since is not undone, and which that is is said', async () => {
        await anna.field('text.en.title').fill('Anna’s headline');
        await anna.saved();
        await boris.reads('text.en.title', 'Anna’s headline');
        await boris.field('text.en.summary').fill('Boris was here since.');
        await boris.saved();
        await anna.reads('text.en.summary', 'Boris was here since.');
        await anna.button('undo').click();
        await anna.says('.toast', 'Boris has changed "Anna’s headline" since');
        await anna.looks('undo-refused');
        await boris.field('text.ru.summary').fill('Борис снова.');
        await boris.saved();
        await anna.reads('text.ru.summary', 'Борис снова.');
        await anna.field('text.en.title').fill('Anna’s last headline');
        await anna.saved();
        await boris.reads('text.en.title', 'Anna’s last headline');
        await boris.button('undo').click();
        await boris.says('.toast', 'С тех пор anna изменил(а) «Заголовок Анны»');
        await boris.button('close').click();
        await anna.button('close').click();
    });

    await step('who only writes is told who publishes, and has no button for it', async () => {
        await boris.go('publish');
        await boris.see('.sentences');
        await boris.says('.publish-act', filled(boris.words.ask_whom.one, { names: 'anna' }));
        assert.equal(await boris.button('publish_now').count(), 0);
        await boris.looks('may-not-publish');
    });

    await step('one publishes while the other looks on: told, and sees what will change now', async () => {
        await anna.go('publish');
        await anna.see('.sentences');
        await anna.button('publish_now').click();
        await anna.see('#result');
        await boris.says('.also-here', filled(boris.words.published_other, { name: 'anna', version: '1' }));
        await boris.miss('.sentences');
        await boris.looks('published-other');
    });

    await step('who looks at what will change is told that it has become more', async () => {
        await boris.open('delegation/belarus');
        await boris.field('chambers.0.deputies').fill('9');
        await anna.says('.also-here', filled(anna.words.changed_meanwhile.one, { names: 'boris' }));
        await anna.says('.sentences mark', '7 → 9');
        await anna.looks('changed-meanwhile');
    });

    await step('one publishes while the other types: told, and what is typed is what will change', async () => {
        const open = await boris.hold();
        await boris.field('chambers.0.deputies').fill('10');
        await anna.button('publish_now').click();
        await anna.see('#result');
        await boris.says('.toast', filled(boris.words.published_other, { name: 'anna', version: '2' }));
        await open();
        await boris.saved();
        await boris.go('publish');
        await boris.says('.sentences', '9 → 10');
        await anna.says('.sentences', '9 → 10');
        await anna.says('.also-here', filled(anna.words.changed_meanwhile.one, { names: 'boris' }));
    });

    await step('of two who put the delegations in order at once, the later is told and sees the other’s order', async () => {
        const slugs = (person) => person.find('.delegations .row').evaluateAll((rows) => rows.map((row) => row.dataset.slug));
        for (const person of [anna, boris]) {
            await person.go('delegation');
            await person.see('.delegations .row');
        }
        const before = await slugs(anna);
        const open = await boris.hold();
        await boris.find('.row .moves .down').first().click();
        const arrived = anna.page.waitForResponse(/\/api\/order$/);
        await anna.find('.row .moves .down').nth(2).click();
        await arrived;
        await open();
        await boris.says('.toast', 'С тех пор anna изменил(а) порядок делегаций');
        const wanted = [before[0], before[1], before[3], before[2], ...before.slice(4)];
        await boris.page.waitForFunction((order) => [...document.querySelectorAll('.delegations .row')]
            .map((row) => row.dataset.slug).join() === order, wanted.join(), { timeout: TOLD_MS });
        await boris.find('.row .moves .down').first().click(); // now seen
        await anna.page.waitForFunction((first) => document.querySelector('.delegations .row').dataset.slug === first,
            before[1], { timeout: TOLD_MS });
    });

    await step('what one has open and the other removes: told, with a way on; brought back, it is there again', async () => {
        await anna.open(PLACE);
        await boris.open(PLACE);
        await anna.says('.also-here', 'boris');
        await anna.button('remove').click();
        await anna.says('dialog', filled(anna.words.remove_open.one, { names: 'boris' }));
        await anna.button('remove', anna.dialog()).click();
        await boris.says('.gone', filled(boris.words.gone_by, { name: 'anna' }));
        await boris.field('text.en.summary').fill('Typed into what is gone.');
        await boris.see('.save-state[data-status=gone]');
        await boris.looks('removed');
        await anna.find('.toast').getByRole('button', { name: anna.words.undo }).click();
        await boris.miss('.gone');
        await boris.saved();
        assert.equal((await anna.item()).document.text.en.summary, 'Typed into what is gone.');
    });

    await step('removed for good: what was typed is added again as an item of its own', async () => {
        const open = await boris.hold();
        await anna.open(PLACE);
        await boris.field('text.en.title').fill('Typed by Boris alone');
        await anna.button('remove').click();
        await anna.button('remove', anna.dialog()).click();
        await anna.see('.list');
        await open();
        await boris.says('.gone', boris.words.gone_text);
        await boris.page.reload(); // also then
        await boris.says('.gone', boris.words.gone_text);
        await boris.button('add_again').click();
        await boris.miss('.gone');
        await boris.reads('text.en.title', 'Typed by Boris alone');
        await anna.says('.list', 'Typed by Boris alone');
    });

    await step('who logs out is gone at once', async () => {
        await anna.see('.people .colleague');
        await boris.button('log_out').click();
        await boris.see('#name');
        await anna.page.waitForFunction(() => document.querySelectorAll('.people .colleague').length === 0,
            null, { timeout: LEFT_MS });
    });

    await step('a session that ends while one types: all is kept, and one is back where one was', async () => {
        await boris.comes('settings');
        await boris.field('news_dwell_s').fill('21');
        await boris.saved();
        desk.setPassword('boris', { password: 'another horse battery', role: 'writes' });
        await boris.page.waitForTimeout(1500);
        await boris.field('news_dwell_s').fill('23');
        await boris.see('.save-state[data-status=out]');
        await boris.see('.toast.lasting');
        await boris.looks('out');
        await boris.field('idle_news').fill('7');
        await boris.find('.toast.lasting button').click();
        await boris.logIn('another horse battery');
        await boris.reads('news_dwell_s', '23');
        await boris.reads('idle_news', '7');
        await boris.saved();
        assert.equal(new URL(boris.page.url()).hash, '#settings');
        assert.equal((await boris.item('lobby/lobby')).document.news_dwell_s, 23);
    });

    await step('what one typed is not sent under the name of who logs in next, and is when one is back', async () => {
        const open = await boris.hold();
        await boris.field('news_dwell_s').fill('29');
        await boris.see('.save-state[data-status=saving]');
        desk.setPassword('boris', { password: 'a third horse battery', role: 'writes' });
        await boris.page.waitForTimeout(1500);
        await open();
        await boris.see('.save-state[data-status=out]');
        await boris.find('.toast.lasting button').click();
        await boris.logIn(PEOPLE.anna.password, 'anna');
        await boris.reads('news_dwell_s', '23');
        await boris.page.waitForTimeout(1000);
        assert.equal((await boris.item('lobby/lobby')).document.news_dwell_s, 23);
        await boris.button('log_out').click();
        await boris.logIn('a third horse battery');
        await boris.open('settings');
        await boris.reads('news_dwell_s', '29');
        await boris.saved();
        const { document, by } = await boris.item('lobby/lobby');
        assert.deepEqual([document.news_dwell_s, by], [29, 'boris']);
    });

    await step('another who logs in beside: the earlier page sends nothing more', async () => {
        const beside = await boris.page.context().newPage();
        await boris.button('log_out').click();
        await boris.logIn('a third horse battery');
        await boris.open('settings');
        await beside.goto(desk.url);
        await beside.locator('.rail-foot button').click();
        await beside.locator('#name').fill('anna');
        await beside.locator('#password').fill(PEOPLE.anna.password);
        await beside.keyboard.press('Enter');
        await beside.waitForSelector('.rail');
        await boris.field('news_dwell_s').fill('31');
        await boris.see('.save-state[data-status=out]');
        await boris.see('.toast.lasting');
        assert.equal((await boris.item('lobby/lobby')).document.news_dwell_s, 29);
        await beside.close();
    });

    await step('on a phone nothing of the head is cut off', async () => {
        const phone = await Person.come(browser, desk, 'boris', 'ru-RU', { width: 390, height: 844 });
        await phone.page.goto(desk.url);
        await phone.logIn('a third horse battery');
        await phone.see('.bezel.shown');
        await phone.see('.people .colleague');
        await phone.looks('phone');
        const cut = () => phone.page.evaluate(() => [...document.querySelectorAll(
            '.rail a, .rail button, .top a, .top button, .top label')]
            .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
            .filter(([, box]) => box.left < 0 || box.right > innerWidth || box.width === 0).map(([text]) => text));
        assert.deepEqual(await cut(), []);
        assert.ok(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
        await phone.open('settings');
        await phone.looks('phone-form');
        assert.deepEqual(await cut(), []);
    });
});
