import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { deskDocument } from '../../src/lib/domain/document-name.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import type { Asker, Complaints } from './asker.ts';
import { Whole } from './held.ts';
import { Line } from './line.ts';
import type { Meeting } from './meeting.ts';
import { Participant } from './participant.ts';

/** Ms between two questions for the desk. */
const EVERY = 1_000;

/** Whoever leads, at her desk: she follows the session and goes nowhere. */
export class Lead {
	/** Her session, without going along with it. */
	readonly asker: Asker;
	readonly desk: Line;
	readonly #meeting: Meeting;
	readonly #room: Participant;
	#askedAt = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor(meeting: Meeting, complaints: Complaints) {
		const { origin, port, sessionId, lead } = meeting;
		this.#meeting = meeting;
		this.#room = new Participant(meeting, { ...lead, isAtDesk: true }, complaints);
		this.asker = this.#room.asker;
		this.desk = new Line(
			{ origin, port, cookie: lead.cookie },
			deskDocument(sessionId),
			new Whole()
		);
		this.desk.onChange = () => this.#ask();
	}

	get session(): Participant {
		return this.#room;
	}

	get isThere(): boolean {
		return this.desk.isLive && this.#room.session.isLive;
	}

	/** Presses a button of the session; throws when it did not do what it says. */
	async presses(command: SessionCommand): Promise<void> {
		if (!(await this.#room.does(command))) throw new Error(`${command.do} was not done`);
	}

	/** Presses one of a board. */
	async commands(board: string, command: BoardCommand): Promise<void> {
		const path = `${this.#meeting.lab}/boards/${board}/do`;
		if (!(await this.asker.does(path, command))) throw new Error(`${command.do} was not done`);
	}

	leave(): void {
		clearTimeout(this.#timer);
		this.desk.close();
		this.#room.leave();
	}

	/** The desk is another: it is asked for, once a second at most. */
	#ask(): void {
		if (!this.desk.isLive) return;
		this.#timer ??= setTimeout(
			() => {
				this.#timer = undefined;
				this.#askedAt = performance.now();
				void this.asker.visits(`${this.#meeting.path}/desk/view`);
			},
			Math.max(0, this.#askedAt + EVERY - performance.now())
		);
	}
}
