import type { Actor } from '../../src/lib/domain/access.ts';
import { exportFormats } from '../../src/lib/domain/board-export.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import type { BoardExport, CasusViewer } from '../../src/lib/documents/casus-view.ts';
import type { AuditRepository } from '../store/audit-repository.ts';
import type { Board } from '../store/board-repository.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import type { AuditTrail } from './audit-trail.ts';

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' });

/** Exports shown at most. */
const EXPORTS = 50;

/** Who opened a board, by page or by socket alike: there is no reader whom nobody sees. */
export class BoardViewers {
	readonly #trail: AuditTrail;
	readonly #audit: AuditRepository;
	readonly #members: MemberRepository;

	constructor(parts: { trail: AuditTrail; audit: AuditRepository; members: MemberRepository }) {
		this.#trail = parts.trail;
		this.#audit = parts.audit;
		this.#members = parts.members;
	}

	/** She opens it, whichever way. Written down once an hour, on disk before she gets anything. */
	saw(memberId: string, board: Pick<Board, 'id' | 'labId'>): Promise<void> {
		return this.#trail.recordHourly({
			act: 'board.viewed',
			memberId,
			subject: boardDocument(board.id),
			detail: { lab: board.labId }
		});
	}

	/** Who took it along as a file, the last one first. */
	async listExports(board: Pick<Board, 'id'>): Promise<BoardExport[]> {
		const entries = await this.#audit.lastOf('board.exported', boardDocument(board.id), EXPORTS);
		const people = await this.#members.findAuthors(entries.flatMap((each) => each.memberId ?? []));
		return entries.flatMap(({ at, memberId, detail }) => {
			const person = people.get(memberId ?? '');
			const format = exportFormats.find((each) => each === detail['format']);
			if (!person || !format) return [];
			const { name, organisationLabel: organisation } = person;
			return { name, organisation, at: at.toISOString(), format };
		});
	}

	/** Whoever opened it, the last one first. */
	async list(actor: Actor, board: Pick<Board, 'id'>): Promise<CasusViewer[]> {
		const hours = await this.#audit.hoursOf('board.viewed', boardDocument(board.id));
		const byMember = Map.groupBy(hours, ({ memberId }) => memberId);
		const people = await this.#members.findAuthors(byMember.keys());
		return [...byMember]
			.flatMap(([memberId, seen]) => {
				const person = people.get(memberId);
				if (!person) return [];
				const moments = seen.map(({ lastAt }) => lastAt).sort();
				return {
					name: person.name,
					organisation: person.organisationLabel,
					lastAt: moments.at(-1) ?? '',
					days: new Set(moments.map((at) => day.format(new Date(at)))).size,
					hours: moments.length,
					isMe: memberId === actor.memberId
				};
			})
			.sort((a, b) => b.lastAt.localeCompare(a.lastAt) || a.name.localeCompare(b.name));
	}
}
