import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isId } from '../../../src/lib/domain/document-name.ts';
import { oneLine, type MailTransport, type Message, type Sent } from './transport.ts';

/** Mails as files, where no mail server is set: one per mail, whole or not at all. */
export class OutboxTransport implements MailTransport {
	readonly isIdempotent = true;
	readonly name = { kind: 'outbox' } as const;
	readonly #folder: string;

	constructor(dataDir: string) {
		this.#folder = join(dataDir, 'outbox');
	}

	async send({ id, bytes }: Message): Promise<Sent> {
		try {
			await mkdir(this.#folder, { recursive: true, mode: 0o700 });
			const path = this.#pathOf(id);
			const temporary = `${path}.part`;
			const file = await open(temporary, 'w', 0o600);
			try {
				await file.writeFile(bytes);
				await file.sync();
			} finally {
				await file.close();
			}
			await rename(temporary, path);
			// The name is on disk only with its folder.
			const folder = await open(this.#folder, 'r');
			await folder.sync().finally(() => folder.close());
			return { became: 'sent' };
		} catch (error) {
			return { became: 'later', why: oneLine(error), isLine: true };
		}
	}

	/** As it was written; null: there is none. */
	async read(id: string): Promise<Buffer | null> {
		if (!isId(id)) return null;
		try {
			return await readFile(this.#pathOf(id));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
			throw error;
		}
	}

	async remove(id: string): Promise<void> {
		if (isId(id)) await rm(this.#pathOf(id), { force: true });
	}

	#pathOf(id: string): string {
		return join(this.#folder, `${id}.eml`);
	}
}
