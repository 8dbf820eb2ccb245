import { SvelteSet } from 'svelte/reactivity';
import type { BoardCommand } from '$lib/domain/board-command';
import type { BoardServer } from './board-server';
import type { Notices } from '$lib/components/ui/notices.svelte';

/** Asks the server for what cannot be written in a document: once at a time, and says it when not. */
export class Commands {
	readonly #underWay = new SvelteSet<string>();
	readonly #page: Notices;
	readonly #server: BoardServer;

	constructor(page: Notices, server: BoardServer) {
		this.#page = page;
		this.#server = server;
	}

	/** True when it was done. The same thing is not asked twice while it is under way. */
	async send(command: BoardCommand): Promise<boolean> {
		const key = keyOf(command);
		if (this.#underWay.has(key)) return false;
		this.#underWay.add(key);
		const answer = await this.#server.do(command);
		this.#underWay.delete(key);
		if (!answer.ok) this.#page.show({ text: answer.message, isWrong: true });
		return answer.ok;
	}

	isUnderWay(command: BoardCommand): boolean {
		return this.#underWay.has(keyOf(command));
	}
}

/** Where everybody is, is one thing; a card, a person or a bundle is another. */
function keyOf(command: BoardCommand): string {
	if ('from' in command) return 'phase';
	if ('card' in command) return `${command.do} ${command.card}`;
	if ('group' in command && command.do !== 'place') return `${command.do} ${command.group ?? ''}`;
	if ('member' in command) return `${command.do} ${command.member}`;
	if ('phrase' in command) return `${command.do} ${command.phrase}`;
	if ('comment' in command) return `${command.do} ${command.comment}`;
	return 'bundle' in command ? `${command.do} ${command.bundle}` : command.do;
}
