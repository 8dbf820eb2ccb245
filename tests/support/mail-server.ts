import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a mail server got: one message, and whom it was for. */
export interface Got {
	to: string[];
	from: string;
	text: string;
}

/** What it answers to one message: null takes it; the last two take it and do not say so. */
type Answer =
	| { at: 'rcpt' | 'data'; code: number }
	| 'hang-up'
	| 'keep-and-hang-up'
	| 'keep-and-be-silent'
	| null;

/** A mail server of one test's own; a real one, on a real socket. */
export class MailServer {
	readonly got: Got[] = [];
	/** What comes next; empty: it takes what it gets. */
	answers: Answer[] = [];
	/** Addresses it does not know. */
	readonly unknown = new Set<string>();
	#server: SMTPServer | null = null;
	#port = 0;
	#next: Answer = null;

	#make(): SMTPServer {
		const refusal = (code: number) => Object.assign(new Error('not now'), { responseCode: code });
		const server = new SMTPServer({
			disabledCommands: ['STARTTLS', 'AUTH'],
			logger: false,
			onRcptTo: (address, _session, answer) => {
				this.#next = this.answers.shift() ?? null;
				const next = this.#next;
				if (this.unknown.has(address.address)) return answer(refusal(550));
				if (next && typeof next === 'object' && next.at === 'rcpt')
					return answer(refusal(next.code));
				answer();
			},
			onData: (stream, session, answer) => {
				const chunks: Buffer[] = [];
				stream.on('data', (chunk: Buffer) => chunks.push(chunk));
				stream.on('end', () => {
					const next = this.#next;
					if (next === 'hang-up') return this.#hangUp();
					if (next && typeof next === 'object' && next.at === 'data')
						return answer(refusal(next.code));
					const { mailFrom, rcptTo } = session.envelope;
					this.got.push({
						to: rcptTo.map(({ address }) => address),
						from: mailFrom ? mailFrom.address : '',
						text: Buffer.concat(chunks).toString()
					});
					if (next === 'keep-and-hang-up') return this.#hangUp();
					if (next === 'keep-and-be-silent') return;
					answer();
				});
			}
		});
		server.on('error', () => undefined);
		return server;
	}

	get url(): URL {
		return new URL(`smtp://127.0.0.1:${this.#port}`);
	}

	/** On the port it had, if it had one. */
	async start(): Promise<this> {
		this.#server = this.#make();
		const listening = this.#server.listen(this.#port, '127.0.0.1');
		await once(listening, 'listening');
		this.#port = (listening.address() as AddressInfo).port;
		return this;
	}

	async stop(): Promise<void> {
		this.#hangUp();
		const server = this.#server;
		this.#server = null;
		await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
	}

	#hangUp(): void {
		for (const connection of this.#server?.connections ?? []) connection.close();
	}
}

/** A letter as one reads it: its headers by small name, and its parts decoded. */
export function readLetter(text: string): { headers: Map<string, string>; body: string } {
	const [head = '', ...rest] = text.replaceAll('\r\n', '\n').split('\n\n');
	const headers = new Map(
		head
			.replaceAll(/\n[ \t]+/g, ' ')
			.split('\n')
			.map((line): [string, string] => {
				const colon = line.indexOf(':');
				return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
			})
	);
	const body = rest
		.join('\n\n')
		.replaceAll('=\n', '')
		.replaceAll(/(?:=[0-9A-F]{2})+/g, (bytes) =>
			Buffer.from(bytes.replaceAll('=', ''), 'hex').toString()
		);
	return { headers, body };
}
