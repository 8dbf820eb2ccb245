import type { BoardPhase, GroupOnDesk, ShownZone } from '../../src/lib/documents/board-phase.ts';
import type { Step } from '../../src/lib/domain/template.ts';

export function aZone(id: string, about: Partial<ShownZone> = {}): ShownZone {
	return {
		id,
		name: { nl: id },
		prompt: '',
		cardKinds: ['vraag'],
		isHidden: false,
		...about
	};
}

export function aStep(n: number, about: Partial<Step> = {}): Step {
	return {
		n,
		name: `Stap ${n}`,
		minutes: 10,
		who: 'groep',
		boardMode: 'open',
		instruction: 'Doe iets.',
		zoneIds: ['feiten'],
		...about
	};
}

/** A participant on an open board with two zones. */
export function aPhase(about: Partial<BoardPhase> = {}): BoardPhase {
	return {
		n: 1,
		turn: 1,
		me: 'ik',
		mode: 'open',
		step: 1,
		at: 0,
		access: 'write',
		held: null,
		session: null,
		frozen: null,
		mayFreeze: false,
		zones: [aZone('feiten'), aZone('wit')],
		tooEarly: [],
		speaker: null,
		isContributor: false,
		ownsBoard: false,
		lead: 'no',
		notes: {
			access: 'none',
			epoch: 0,
			zones: [],
			forStep: null,
			attribution: 'none',
			isRevealed: false
		},
		hasAside: true,
		ballot: null,
		lastBallot: null,
		allowed: [],
		guarded: null,
		mended: null,
		mayMark: false,
		mayRedact: false,
		maySpeak: true,
		mayHarvest: false,
		group: null,
		messages: [],
		before: [],
		marking: { tlp: 'amber', cards: {}, by: null, people: null },
		desk: null,
		...about
	};
}

/** A group somebody works in. */
export function aGroup(
	id: string,
	about: Partial<NonNullable<BoardPhase['group']>> = {}
): NonNullable<BoardPhase['group']> {
	return { id, name: id, host: null, asksSince: null, ...about };
}

/** A group as whoever leads sees it. */
export function aTable(id: string, about: Partial<GroupOnDesk> = {}): GroupOnDesk {
	const mix = { sociaal: 1, veiligheid: 1, municipalities: 2, ministries: 0, broken: [] };
	return { id, name: id, host: null, asksSince: null, mix, ...about };
}

export function someNotes(about: Partial<BoardPhase['notes']> = {}): BoardPhase['notes'] {
	return { ...aPhase().notes, access: 'write', zones: ['feiten'], ...about };
}
