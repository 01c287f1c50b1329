// A desk that runs for a walk, its screens two folders, and what is read of the files it publishes.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';

/** Starts one; `.url` opens it. `.screens` are the files it publishes to. `end()` ends and removes it.
 *  `people`: names, with a password and a role each; then it is on a network, over TLS. */
export async function startDesk({ folder, people } = {}) {
    const room = folder ?? mkdtempSync(path.join(os.tmpdir(), 'desk-'));
    const screens = ['lobby', 'hall'].map((name) => path.join(room, name, 'lobby.db'));
    const own = path.join(room, 'desk');
    mkdirSync(own, { recursive: true });
    screens.forEach((file) => mkdirSync(path.dirname(file), { recursive: true }));
    writeFileSync(path.join(own, 'desk.txt'),
        `screen = Lobby: ${screens[0]}\nscreen = Hall: ${screens[1]}\nsize = 1280x800\n`);
    const setPassword = (name, { password, role }) => execFileSync(process.env.FOYER_TEST_DESK,
        ['password', name, '--folder', own, '--role', role], { input: `${password}\n`, stdio: 'pipe' });
    Object.entries(people ?? {}).forEach(([name, rights]) => setPassword(name, rights));
    const desk = spawn(process.env.FOYER_TEST_DESK, [process.env.FOYER_TEST_LOBBY, '--folder', own,
        ...people ? ['--listen', '0.0.0.0:0'] : ['--no-browser'],
        '--fonts', process.env.FOYER_TEST_FONTS], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => desk.on('exit', resolve));
    const url = await new Promise((resolve, reject) => {
        desk.stdout.once('data', (bytes) => resolve(bytes.toString().trim()));
        desk.once('exit', () => reject(new Error('the desk does not start')));
    });
    return {
        url: people ? `https://127.0.0.1:${new URL(url).port}/` : url,
        screens, room, setPassword,
        end: async ({ keep = false } = {}) => {
            desk.kill('SIGTERM');
            await ended;
            if (!keep) {
                rmSync(room, { recursive: true, force: true });
            }
        },
    };
}

/** What a published file answers to a question in SQL, as another tool reads it. */
export function ask(file, sql) {
    return execFileSync('sqlite3', ['-readonly', file, sql], { encoding: 'utf8' }).trim();
}

function chunk(type, data) {
    const all = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    let crc = 0xFFFFFFFF;
    for (const byte of all) {
        crc ^= byte;
        for (let k = 0; k < 8; k++) {
            crc = crc & 1 ? (crc >>> 1) ^ 0xEDB88320 : crc >>> 1;
        }
    }
    const size = Buffer.alloc(4), sum = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE((crc ^ 0xFFFFFFFF) >>> 0);
    return Buffer.concat([size, all, sum]);
}

/** What the page says in a language. (Its modules are a browser's; of files with this name Node thinks otherwise.) */
export async function wordsOf(language) {
    const file = readFileSync(new URL(`../../../app/desk/page/${language}.js`, import.meta.url));
    return (await import(`data:text/javascript;base64,${file.toString('base64')}`)).default;
}

/** A PNG: a hall of a sort, by night. */
export function makePicture(width, height) {
    const rows = Buffer.alloc(height * (1 + width * 3));
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            const at = y * (1 + width * 3) + 1 + x * 3;
            const seat = (x % 80 - 40) ** 2 + (y % 80 - 40) ** 2 < 500 && y > height / 2;
            rows[at] = seat ? 214 : 12 + (40 * y) / height;
            rows[at + 1] = seat ? 174 : 27 + (50 * y) / height;
            rows[at + 2] = seat ? 92 : 45 + (70 * y) / height;
        }
    }
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width);
    head.writeUInt32BE(height, 4);
    head.set([8, 2, 0, 0, 0], 8);
    return Buffer.concat([Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'), chunk('IHDR', head),
        chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
