import type { Actor } from '../../src/lib/domain/access.ts';
import type { Joined } from '../../server/services/joining.ts';
import type { SessionWalk } from './session-walk.ts';
import type { TestServer } from './test-server.ts';

export const DAY = 24 * 60 * 60_000;
/** YYYY-MM-DD, so many ms from now. */
export const day = (ms = 0) => new Date(Date.now() + ms).toISOString().slice(0, 10);
/** Where guests try from. */
export const client = { address: '10.1.2.3', userAgent: 'test' };

/** Guests by code in one session of a test server. */
export class GuestWalk {
	readonly #server: TestServer;
	readonly #walk: SessionWalk;

	constructor(server: TestServer, walk: SessionWalk) {
		this.#server = server;
		this.#walk = walk;
	}

	async makes(name: string, about: { until?: string; most?: number; boards?: boolean } = {}) {
		const { guests } = this.#server.lab.services;
		const wanted = { until: day(DAY), most: 3, boards: false, ...about };
		const actor = await this.#server.actor(name);
		return guests.makeCode(actor, await this.#server.demoLab(), this.#walk.sessionId, wanted);
	}

	async code(about: Parameters<GuestWalk['makes']>[1] = {}): Promise<string> {
		const made = await this.makes('marit', about);
		if (!made.ok) throw new Error(made.reason);
		return made.value;
	}

	joins(code: string, name: string, about: object = {}): Promise<Joined> {
		const guest = {
			...{ name, organisation: 'Buurthuis De Boom', email: emailOf(name) },
			...{ password: '', agreed: 'yes' as const, language: 'nl' as const },
			ticket: crypto.randomUUID()
		};
		const { joining } = this.#server.lab.services;
		return joining.join(code, { ...guest, ...about }, client, null);
	}

	async cameIn(code: string, name: string, about: object = {}) {
		const joined = await this.joins(code, name, about);
		if (!joined.ok) throw new Error(joined.reason);
		const held = await this.#server.lab.services.signIns.whoHolds(joined.secret);
		if (!held) throw new Error('not signed in');
		return { ...joined, ...held };
	}

	/** She came in, and this is the key she was told. */
	async withKey(code: string, name: string) {
		const came = await this.cameIn(code, name);
		const key = this.#server.lab.services.guestKeys.tell(came.signIn.id);
		if (key === null) throw new Error('she was told no key');
		return { ...came, key };
	}

	/** In the field of the password. */
	signsIn(name: string, typed: string, from = client) {
		return this.#server.lab.services.signIns.enter(emailOf(name), typed, from, null);
	}

	async now(memberId: string): Promise<Actor> {
		const actor = await this.#server.lab.services.people.findActor(memberId, new Date());
		if (!actor) throw new Error('there is no such guest');
		return actor;
	}
}

function emailOf(name: string): string {
	return `${name.toLowerCase()}@gast.example`;
}
