import { Readable } from 'node:stream';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { isLoopback } from '../../config.ts';
import { oneLine, type MailTransport, type Message, type Sent } from './transport.ts';

/** Ms a mail server may be silent; a mail of ours is a few kilobytes. */
const SILENCE = 20_000;

/** A mail server. One connection per mail: there are few. */
export class SmtpTransport implements MailTransport {
	readonly isIdempotent = false;
	readonly name: { kind: 'smtp'; host: string };
	readonly #options: SMTPConnectionOptions;
	readonly #account: { user: string; pass: string } | null;

	/** `smtp://[user:password@]host[:port]` or `smtps://...`. */
	constructor(url: URL, silence = SILENCE) {
		this.name = { kind: 'smtp', host: url.host };
		const user = decodeURIComponent(url.username);
		this.#account = user === '' ? null : { user, pass: decodeURIComponent(url.password) };
		const secure = url.protocol === 'smtps:';
		this.#options = {
			host: url.hostname,
			port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
			secure,
			// A password goes over no open line.
			requireTLS: !secure && this.#account !== null && !isLoopback(url.hostname),
			connectionTimeout: silence,
			greetingTimeout: silence,
			socketTimeout: silence,
			dnsTimeout: silence
		};
	}

	async send({ from, to, bytes }: Message, signal: AbortSignal): Promise<Sent> {
		const connection = new SMTPConnection(this.#options);
		/** From the first letter of it on the other side may keep it, whatever we hear. */
		let isHandedOver = false;
		const body = Readable.from(
			(function* () {
				isHandedOver = true;
				yield bytes;
			})()
		);
		try {
			await new Promise<void>((resolve, reject) => {
				// Stays: an error that comes after the answer would end the process.
				connection.on('error', reject);
				connection.once('end', () => reject(new Error('the mail server hung up')));
				signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
				if (signal.aborted) return reject(new Error('stopped'));
				const go = () =>
					connection.send({ from, to: [to] }, body, (error) => (error ? reject(error) : resolve()));
				connection.connect((error) => {
					if (error) return reject(error);
					if (!this.#account) return go();
					connection.login({ credentials: this.#account, ...this.#account }, (refused) =>
						refused ? reject(refused) : go()
					);
				});
			});
			connection.quit();
			return { became: 'sent' };
		} catch (error) {
			connection.close();
			return verdictOf(error, isHandedOver);
		} finally {
			body.destroy();
		}
	}
}

/**
 * A 5xx about this mail is for good; about anything else, such as a password or our own address, it
 * can be mended.
 */
function verdictOf(error: unknown, isHandedOver: boolean): Sent {
	const { code, command, responseCode } = (error ?? {}) as Record<string, unknown>;
	const why = oneLine(error);
	const answer = typeof responseCode === 'number' ? responseCode : 0;
	if (isHandedOver && answer === 0) return { became: 'uncertain', why };
	const isAboutMail = (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE';
	if (isAboutMail && answer >= 500) return { became: 'never', why };
	return { became: 'later', why, isLine: !isAboutMail };
}
