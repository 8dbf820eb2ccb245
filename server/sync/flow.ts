import { updateParcels, type Answer, type Answers } from './answers.ts';
import type { Connection } from './connection.ts';
import type { Committed, Content } from './content.ts';
import { syncLimits } from './limits.ts';

/** A committed update and who sent it; null: the server. */
export interface Delivered extends Committed {
	from: Connection | null;
	/** Whose doing it is. */
	by: string | null;
}

/**
 * The way out of one room. Who keeps up gets every flush as one shared buffer; who does not keeps
 * only a place in the log, and gets the rest when the line is free again. Nobody is left out of
 * anything, and nobody makes the server hoard.
 */
export class Flow {
	readonly connections = new Set<Connection>();
	readonly #content: Content;
	readonly #answers: Answers;

	constructor(content: Content, answers: Answers) {
		this.#content = content;
		this.#answers = answers;
	}

	/** What one commit brought, to everybody but who sent it all. */
	deliver(updates: readonly Delivered[]): void {
		const [first] = updates;
		if (!first) return;
		const sender = updates.every(({ from }) => from === first.from) ? first.from : null;
		const parcels = updateParcels(updates.map(({ bytes }) => bytes));
		const fresh = updates.reduce((sum, { bytes }) => sum + bytes.length, 0);
		for (const connection of this.connections) {
			if (connection.isBehind || !connection.isFree) {
				connection.fallBehind(first.seq - 1, this.#content.committedBytes - fresh);
				this.#checkLag(connection);
			} else if (connection !== sender) {
				connection.deliver(...parcels);
			}
		}
	}

	/** Sends an answer as fast as the line takes it. */
	answer(connection: Connection, answer: Answer): void {
		connection.owe(answer.parcels);
		this.#checkLag(connection);
		this.drained(connection);
	}

	/** The line has room again. */
	drained(connection: Connection): void {
		while (connection.isFree && !connection.closed) {
			const owed = connection.takeOwed();
			if (owed) connection.deliver(owed);
			else if (connection.place === null) return;
			else this.#catchUp(connection, connection.place);
		}
	}

	#catchUp(connection: Connection, place: number): void {
		const missed = this.#content.since(place);
		if (missed) {
			connection.catchUp(updateParcels(missed.map(({ bytes }) => bytes)));
			return;
		}
		const { parcels, seq } = this.#answers.everything();
		connection.catchUp(parcels);
		connection.fallBehind(seq, this.#content.committedBytes - this.#content.tailBytes);
	}

	#checkLag(connection: Connection): void {
		const lag = connection.lag(this.#content.committedBytes);
		if (lag > syncLimits.backlog) connection.close('tryLater', 'reads too slowly');
	}
}
