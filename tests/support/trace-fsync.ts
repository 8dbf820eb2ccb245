import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Bytes } from './hand-made.ts';
import { ChildServer } from './child-server.ts';
import { RawClient } from './clients.ts';
import { anEmptyBoard } from './crowd.ts';
import { aValue } from './hostile-typist.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { until } from './until.ts';

/*
 * `node tests/support/trace-fsync.ts`: follows the system calls of a server with strace while one
 * person writes and another reads, and shows in which order an update reaches the disk and the
 * others. Exits with 1 when a byte of it left before it was on disk. See docs/durability.md.
 */

interface Call {
	/** Ms since the first call, at its start and at its end. */
	from: number;
	to: number;
	name: string;
	/** Where to, and what. */
	target: string;
	text: string;
}

const folder = temporaryFolder();
const server = await ChildServer.withDemo(folder.path);
const document = await server.withStore(anEmptyBoard);
const writer = await new RawClient(
	server,
	document,
	await server.signIn('tessa'),
	'?saved=1'
).open();
const reader = await new RawClient(server, document, await server.signIn('jorrit')).open();
const marks = ['mark-one', 'mark-two', 'mark-three', 'mark-four', 'mark-five'];

const trace = folder.file('trace');
const calls = 'trace=fdatasync,fsync,pwrite64,pwritev,write,writev,sendto,sendmsg';
const strace = spawn(
	'strace',
	['-f', '-yy', '-ttt', '-T', '-s', '9000', '-e', calls, '-o', trace, '-p', String(server.pid)],
	{ stdio: ['ignore', 'ignore', 'pipe'] }
);
let said = '';
strace.stderr.on('data', (data: Buffer) => (said += data.toString()));
await until(() => said.includes('attached'), `strace to attach ${said}`);
for (const mark of marks) {
	const before = writer.ofType(4).length;
	writer.send(new Bytes().uint(0, 2).bytes(aValue({}, mark)).done());
	await until(() => Buffer.concat(reader.heard).includes(mark), `${mark} at the reader`);
	await until(() => writer.ofType(4).length > before, `${mark} saved`);
}
strace.kill('SIGINT');
await once(strace, 'exit');
writer.stop();
reader.stop();
await server.end('SIGTERM');
const lines = readFileSync(trace, 'utf8').split('\n');
folder.remove();

const seen = lines.flatMap((line) => read(line) ?? []);
const start = seen[0]?.from ?? 0;
let wrong = 0;
for (const mark of marks) {
	const written = seen.find((call) => call.target.endsWith('-wal') && call.text.includes(mark));
	const synced = seen.find(
		(call) =>
			/sync/.test(call.name) &&
			call.target.endsWith('-wal') &&
			call.from >= (written?.to ?? Infinity)
	);
	const sent = seen.filter((call) => call.target.startsWith('TCP') && call.text.includes(mark));
	// The count of durable updates, to who wrote it: a frame of type 4.
	const saved = seen.find(
		(call) =>
			call.target.startsWith('TCP') &&
			/\\202\\\d\\4/.test(call.text) &&
			call.from >= (written?.from ?? 0)
	);
	const first = Math.min(...[...sent, ...(saved ? [saved] : [])].map((call) => call.from));
	const holds = written && synced && saved && sent.length > 0 && synced.to <= first;
	if (!holds) wrong += 1;
	console.log(`${mark}: ${holds ? 'on disk before anybody heard of it' : 'NOT IN ORDER'}`);
	const shown: [string, Call | undefined][] = [
		['update into the log', written],
		['log on disk', synced],
		['update to the other', sent[0]],
		['"saved" to the writer', saved === sent[0] ? undefined : saved]
	];
	for (const [what, call] of shown) if (call) console.log(`  ${show(call)}  ${what}`);
}
process.exit(wrong === 0 ? 0 : 1);

function read(line: string): Call | null {
	const match = /^\d+ +([\d.]+) (\w+)\(\d+<(.*?)>[,)](.*)<([\d.]+)>$/.exec(line);
	if (!match) return null;
	const [, at, name, target, text, took] = match as unknown as [string, ...string[]];
	const from = Number(at) * 1_000;
	return { from, to: from + Number(took) * 1_000, name: name!, target: target!, text: text! };
}

function show(call: Call): string {
	const target = call.target.startsWith('TCP')
		? 'socket'
		: (call.target.split('/').at(-1) ?? call.target);
	const [from, to] = [call.from - start, call.to - start].map((ms) => ms.toFixed(3).padStart(9));
	return `${from} .. ${to} ms  ${`${call.name}(${target})`.padEnd(34)}`;
}
