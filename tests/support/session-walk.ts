import { deskDocument, sessionDocument } from '../../src/lib/domain/document-name.ts';
import type { Outcome } from '../../src/lib/domain/outcome.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import { SessionStateDocument, type LiveSession } from '../../src/lib/documents/session-state.ts';
import type { DeskView, SessionView } from '../../src/lib/documents/session-view.ts';
import { BoardWalk } from './board-walk.ts';
import type { TestServer } from './test-server.ts';

/** People in one session of a test server, and on the board it works on. */
export class SessionWalk extends BoardWalk {
	readonly #server: TestServer;
	readonly sessionId: string;

	constructor(server: TestServer, sessionId: string, boardId: string) {
		super(server, boardId);
		this.#server = server;
		this.sessionId = sessionId;
	}

	/** The third meeting of the demo, by script A, on the board "wie doet wat wanneer". */
	static async planned(server: TestServer): Promise<SessionWalk> {
		return new SessionWalk(server, await server.id('ses-04'), await server.id('brd-wiedoetwat'));
	}

	async asked(name: string, command: SessionCommand): Promise<Outcome> {
		const { sessionCommands } = this.#server.lab.services;
		const actor = await this.#server.actor(name);
		return sessionCommands.run(actor, await this.#server.demoLab(), this.sessionId, command);
	}

	/** The same, and it has to be done. */
	async does(name: string, command: SessionCommand): Promise<void> {
		const outcome = await this.asked(name, command);
		if (!outcome.ok) throw new Error(`${name} may not ${command.do}: ${outcome.reason}`);
	}

	async view(name = 'marit'): Promise<SessionView> {
		const { sessions } = this.#server.lab.services;
		const actor = await this.#server.actor(name);
		const outcome = await sessions.open(actor, await this.#server.demoLab(), this.sessionId);
		if (!outcome.ok) throw new Error(`${name} sees no session: ${outcome.reason}`);
		return outcome.value;
	}

	async desk(name: string): Promise<Outcome<DeskView>> {
		const { sessions } = this.#server.lab.services;
		const actor = await this.#server.actor(name);
		return sessions.desk(actor, await this.#server.demoLab(), this.sessionId);
	}

	/** To the item of this title. */
	async goes(title: string, name = 'marit'): Promise<void> {
		const { live } = await this.view(name);
		const item = live.agenda.find((each) => each.title === title);
		if (!item) throw new Error(`there is no ${title}`);
		await this.does(name, { do: 'go', item: item.id, from: live.phase.n });
	}

	/** What somebody in the room follows. */
	async room(name: string): Promise<() => LiveSession | null> {
		const client = await this.open(name, sessionDocument(this.sessionId));
		const state = new SessionStateDocument(client.doc);
		return () => state.read();
	}

	get deskName(): string {
		return deskDocument(this.sessionId);
	}
}
