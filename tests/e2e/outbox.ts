import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabProcess } from '../support/lab-process.ts';
import { readLetter } from '../support/mail-server.ts';

export type Letter = ReturnType<typeof readLetter>;

/** What was mailed to somebody so far, as it lies in the outbox. */
export function lettersTo(lab: LabProcess, address: string): Letter[] {
	const outbox = join(lab.dataDir, 'outbox');
	if (!existsSync(outbox)) return [];
	return readdirSync(outbox)
		.filter((file) => file.endsWith('.eml'))
		.map((file) => readLetter(readFileSync(join(outbox, file), 'utf8')))
		.filter(({ headers }) => headers.get('to')?.includes(address));
}

/** The address in a letter that leads to this path; null: none does. */
export function linkTo({ body }: Letter, path: string): string | null {
	const links = body.match(/http:\/\/localhost[^\s"<]+/g) ?? [];
	return links.find((link) => new URL(link).pathname === path) ?? null;
}
