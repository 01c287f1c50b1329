// The desk's modules without the desk: serves app/desk/page and a page that uses them, under the desk's
// own Content-Security-Policy. Markdown is read by cmark (read_markdown.c); pictures and imports are
// answered from memory, and what was asked is kept.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; " +
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const TYPES = { js: 'text/javascript', css: 'text/css', html: 'text/html; charset=utf-8', svg: 'image/svg+xml',
    woff2: 'font/woff2' };
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const source = path.join(here, '../../../app/desk/page');
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ' +
    'RU5ErkJggg==', 'base64');

/** Asks read_markdown: `blocks(markdown)` as a screen has them, `html(markdown)`; `close()`. */
export function startMarkdown() {
    const child = spawn(process.env.FOYER_TEST_MARKDOWN, { stdio: ['pipe', 'pipe', 'inherit'] });
    const waiting = [];
    let got = [];
    child.stdout.on('data', (bytes) => {
        let from = 0;
        for (let to; (to = bytes.indexOf(0, from)) >= 0; from = to + 1) {
            waiting.shift()(Buffer.concat([...got, bytes.subarray(from, to)]).toString());
            got = [];
        }
        got.push(bytes.subarray(from));
    });
    const ask = (text) => new Promise((resolve) => {
        waiting.push(resolve);
        child.stdin.write(`${text}\0`);
    });
    return {
        blocks: async (markdown) => JSON.parse(await ask(`b${markdown}`)),
        html: (markdown) => ask(`h${markdown}`),
        close: () => child.stdin.end(),
    };
}

/** Serves; `.address`, `.asked` (every POST as { url, body }), `.answer` (url → what is answered). */
export function startServer(markdown) {
    const server = createServer(async (request, response) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        const reply = (status, type, bytes) => {
            response.writeHead(status, { 'Content-Type': type, 'Content-Security-Policy': POLICY });
            response.end(bytes);
        };
        const json = (value, status = 200) => reply(status, 'application/json', JSON.stringify(value));
        const chunks = [];
        for await (const chunk of request) {
            chunks.push(chunk);
        }
        const body = Buffer.concat(chunks);
        if (request.method === 'POST') {
            const isJson = request.headers['content-type'] === 'application/json';
            const asked = { url: pathname, body: isJson ? JSON.parse(body) : body,
                token: request.headers['x-foyer-token'] };
            server.asked.push(asked);
            if (server.answer[pathname] !== undefined) {
                const { status = 200, ...value } = server.answer[pathname](asked);
                json(value, status);
            } else if (pathname === '/api/markdown') {
                json({ html: await markdown.html(asked.body.markdown) });
            } else {
                json({ error: `nothing here: ${pathname}` }, 404);
            }
        } else if (pathname.startsWith('/api/pictures/')) {
            reply(200, 'image/png', DOT);
        } else if (server.answer[pathname] !== undefined) {
            json(server.answer[pathname]({ url: pathname }));
        } else {
            const file = pathname.startsWith('/page/') ? path.join(source, path.normalize(pathname.slice(5)))
                : path.join(here, pathname === '/' ? 'modules.html' : path.basename(pathname));
            try {
                reply(200, TYPES[path.extname(file).slice(1)], readFileSync(file));
            } catch {
                reply(404, 'text/plain', 'not here');
            }
        }
    });
    server.asked = [];
    server.answer = {};
    return new Promise((resolve) => {
        server.listen(0, '127.0.0.1', () => {
            server.address_ = `http://127.0.0.1:${server.address().port}/`;
            resolve(server);
        });
    });
}
