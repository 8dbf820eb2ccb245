import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MailServer } from '../../../tests/support/mail-server.ts';
import { SmtpTransport } from './smtp-transport.ts';

const message = {
	...{ id: 'm', from: 'lab@kennislab.example', to: 'tessa@aldermeer.example' },
	bytes: Buffer.from('Subject: x\r\n\r\nhallo\r\n')
};
const never = new AbortController().signal;

describe('mail over SMTP', () => {
	let server: MailServer;
	beforeEach(async () => {
		server = await new MailServer().start();
	});
	afterEach(() => server.stop());
	const send = () => new SmtpTransport(server.url, 5_000).send(message, never);

	it('goes to one recipient, as it is', async () => {
		expect(await send()).toEqual({ became: 'sent' });
		expect(server.got).toEqual([
			{ to: [message.to], from: message.from, text: message.bytes.toString() }
		]);
	});

	it('is tried later while the mail server asks for it', async () => {
		server.answers = [{ at: 'rcpt', code: 450 }, { at: 'data', code: 451 }, null];
		expect(await send()).toMatchObject({ became: 'later', isLine: false });
		expect(await send()).toMatchObject({ became: 'later', isLine: false });
		expect(await send()).toEqual({ became: 'sent' });
		expect(server.got).toHaveLength(1);
	});

	it('is refused for good where nobody has the address, or it is not wanted', async () => {
		server.unknown.add(message.to);
		expect(await send()).toMatchObject({
			became: 'never',
			why: expect.stringContaining('550') as string
		});
		server.unknown.clear();
		server.answers = [{ at: 'data', code: 554 }];
		expect(await send()).toMatchObject({ became: 'never' });
		expect(server.got).toEqual([]);
	});

	it('is uncertain once it was handed over and nobody answered', async () => {
		server.answers = ['keep-and-hang-up', 'hang-up'];
		expect(await send()).toMatchObject({ became: 'uncertain' });
		expect(await send()).toMatchObject({ became: 'uncertain' });
		expect(server.got).toHaveLength(1);
	});

	it('is tried later when nobody listens', async () => {
		const { url } = server;
		await server.stop();
		const sent = await new SmtpTransport(url, 5_000).send(message, never);
		expect(sent).toMatchObject({ became: 'later', isLine: true });
		await server.start();
	});

	it('waits for no mail server that says nothing, and ends when it is told to', async () => {
		const sockets: Socket[] = [];
		const silent = createServer((socket) => void sockets.push(socket));
		await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
		const url = new URL(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`);
		const late = await new SmtpTransport(url, 50).send(message, never);
		expect(late).toMatchObject({ became: 'later', isLine: true });
		const stop = new AbortController();
		const sending = new SmtpTransport(url, 60_000).send(message, stop.signal);
		stop.abort();
		expect(await sending).toMatchObject({ became: 'later', isLine: true });
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => silent.close(resolve));
	});

	it('is tried later when its password is refused, and says it nowhere', async () => {
		const url = new URL(server.url);
		url.hostname = '127.0.0.1';
		url.username = 'lab';
		url.password = 'secret';
		const sent = await new SmtpTransport(url, 5_000).send(message, never);
		expect(sent).toMatchObject({ became: 'later', isLine: true });
		expect(JSON.stringify(sent)).not.toContain('secret');
		expect(server.got).toEqual([]);
	});
});
