import type { StopScope } from '../../../src/lib/domain/notice.ts';
import type { LabRepository } from '../../store/lab-repository.ts';
import {
	removeExceptions,
	removeExceptionsIn,
	writeLevel,
	writeRhythm
} from '../../store/notice-repository.ts';
import type { Store } from '../../store/store.ts';
import { readStopToken } from './stop-token.ts';

/** What a link would stop; the name of the lab, and of a question nothing. */
export interface Stoppable {
	of: StopScope['of'];
	lab: { nl: string; en: string } | null;
}

/** Stopping mail by the link in it: whoever holds the link needs no sign-in. */
export class MailStopping {
	readonly #parts: { store: Store; labs: LabRepository; secret: Buffer };

	constructor(parts: { store: Store; labs: LabRepository; secret: Buffer }) {
		this.#parts = parts;
	}

	/** Changes nothing: mail scanners look too. Null: unknown, old, or of nobody any more. */
	async look(token: string): Promise<Stoppable | null> {
		const found = await this.#find(token);
		if (!found) return null;
		const { scope } = found;
		const lab = scope.of === 'lab' ? await this.#parts.labs.find(scope.labId) : null;
		return { of: scope.of, lab: lab?.name ?? null };
	}

	/** Doing it twice is doing it once. */
	async stop(token: string): Promise<Stoppable | null> {
		const found = await this.#find(token);
		if (!found) return null;
		const { memberId, scope } = found;
		await this.#parts.store.transaction(async (trx) => {
			switch (scope.of) {
				case 'question':
					return writeLevel(trx, memberId, scope, 'niets');
				case 'lab':
					await writeLevel(trx, memberId, scope, 'niets');
					return removeExceptionsIn(trx, memberId, scope.labId);
				case 'overview':
					return writeRhythm(trx, memberId, 'none');
				case 'all':
					await writeLevel(trx, memberId, { of: 'person' }, 'niets');
					await writeRhythm(trx, memberId, 'none');
					return removeExceptions(trx, memberId);
			}
		});
		return this.look(token);
	}

	async #find(token: string) {
		const read = readStopToken(this.#parts.secret, token);
		if (!read) return null;
		const member = await this.#parts.store.db
			.selectFrom('member')
			.select('id')
			.where('id', '=', read.memberId)
			.executeTakeFirst();
		return member ? read : null;
	}
}
