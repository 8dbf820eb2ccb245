import { randomUUID } from 'node:crypto';
import { wallClock } from '../../src/lib/domain/dutch-time.ts';
import type { PlannedItem } from '../../src/lib/domain/session.ts';
import type { Role } from '../../src/lib/domain/rights.ts';
import { SessionRepository } from '../../server/store/session-repository.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aLab, aMember, aMembership, anOrganisation } from '../../tests/support/builders.ts';
import type { LabProcess } from '../../tests/support/lab-process.ts';
import { aSignIn } from '../../tests/support/sign-in.ts';
import { Asker, type Complaints } from './asker.ts';

/** Municipalities they come from. */
const ORGANISATIONS = 25;
/** Of the ready scripts (demo/session-scripts.json): the regional session. */
const SCRIPT = 'scr-regio';
const METHOD = 'tpl-wiedoetwat';

/** Somebody who is signed in. */
export interface Person {
	member: string;
	cookie: string;
}

/** A session by script C, planned in a lab of its own. */
export interface Meeting {
	origin: string;
	port: number;
	/** Paths of the lab, and of the session in it. */
	lab: string;
	path: string;
	sessionId: string;
	/** People who take part. */
	people: number;
	boards: { first: string; second: string };
	items: readonly PlannedItem[];
	lead: Person;
	/** Helps to lead: groups, reveals and ballots are hers. */
	co: Person;
	crowd: readonly Person[];
	/** Choices of each question of the poll. */
	poll: readonly number[];
}

/** What is added to the script by whoever plans it: where one works, and how. */
function planned(items: readonly PlannedItem[], { first, second }: Meeting['boards']) {
	const places: Record<string, Partial<PlannedItem>> = {
		// "Reageren met 'herken ik' en 'wil ik weten'": unseen, until both have told.
		'Twee gemeenten vertellen': { boardId: first, mode: 'verdekt' },
		Indelen: { boardId: first },
		'Tafel 1: opgaven': { boardId: first },
		// What the tables wrote comes together, and somebody bundles it.
		Pauze: { boardId: first, mode: 'ordenen' },
		'Tafel 2: zoekrichtingen': { boardId: second },
		'Terug in één minuut': { boardId: second },
		Wegen: { boardId: second },
		'Vier lessen': { boardId: second }
	};
	return items.map((item) => ({ ...item, ...places[item.title] }));
}

/** Plans it as its facilitator would; only people and their sign-ins are put straight into the store. */
export async function planMeeting(
	lab: LabProcess,
	people: number,
	tables: number,
	complaints: Complaints
): Promise<Meeting> {
	const store = await openStore(lab.databaseFile);
	try {
		const slug = await aRegion(store, Math.min(people, ORGANISATIONS));
		const lead = await aPerson(store, 'facilitator', 0);
		const co = await aPerson(store, 'ess', 0);
		const crowd: Person[] = [];
		for (let i = 0; i < people; i++) {
			crowd.push(await aPerson(store, roleOf(i), i % ORGANISATIONS));
		}
		const asker = new Asker(lab.origin, lead.cookie, complaints);
		const at = `/labs/${slug}`;
		const boards = {
			first: await aBoard(asker, at, 'Opgaven van de regio'),
			second: await aBoard(asker, at, 'Zoekrichtingen van de regio')
		};
		const plan = await asker.sends(`${at}/sessions/new`, {
			title: 'Regionale kennissessie',
			startsAt: wallClock(Date.now()),
			from: `script:${SCRIPT}`,
			board: boards.first
		});
		const path = plan?.replace(/\/plan$/, '') ?? '';
		const sessionId = path.split('/').at(-1) ?? '';
		await asker.sends(`${path}/plan?/appoint`, { member: co.member, role: 'co' });
		for (const { member } of crowd.slice(0, tables)) {
			await asker.sends(`${path}/plan?/appoint`, { member, role: 'host' });
		}
		const sessions = new SessionRepository(store.db);
		const session = await sessions.find(sessionId);
		if (!session) throw new Error(`no session at ${path}`);
		const { title, goal, roomLink, revision } = session;
		const startsAt = wallClock(session.startsAt);
		const items = planned(session.items, boards);
		await asker.sends(`${path}/plan?/save`, {
			revision: String(revision),
			plan: JSON.stringify({ title, goal, startsAt, roomLink, items })
		});
		await asker.sends(`${path}/poll`, {
			'text-0': 'Hoe goed kent u de partners in uw regio?',
			'text-1': 'Waar speelt het bij u het meest?',
			'options-1': 'op straat\nonline\nop school\nthuis',
			'text-2': 'Hoeveel vertrouwen hebt u in de aanpak van nu?'
		});
		const saved = (await sessions.find(sessionId))?.items ?? [];
		return {
			...{ origin: lab.origin, port: Number(new URL(lab.origin).port), lab: at, path, sessionId },
			...{ people, boards, items: saved, lead, co, crowd, poll: [5, 4, 5] }
		};
	} finally {
		await store.close();
	}
}

async function aRegion(store: Store, organisations: number): Promise<string> {
	for (let i = 0; i < organisations; i++) await anOrganisation(store, { id: `gemeente-${i}` });
	await aLab(store, { id: 'regio', slug: 'regio' });
	return 'regio';
}

async function aPerson(store: Store, role: Role, organisation: number): Promise<Person> {
	const member = randomUUID();
	await aMember(store, {
		id: member,
		name: `Deelnemer ${member.slice(0, 4)}`,
		initials: 'D',
		domain: role === 'gem_oov' ? 'veiligheid' : 'sociaal',
		organisation_id: `gemeente-${organisation}`
	});
	await aMembership(store, { lab_id: 'regio', member_id: member, role });
	return { member, cookie: await aSignIn(store, member) };
}

function roleOf(i: number): Role {
	return i % 2 === 0 ? 'gem_sociaal' : 'gem_oov';
}

async function aBoard(asker: Asker, lab: string, title: string): Promise<string> {
	const path = await asker.sends(`${lab}/boards?/create`, {
		template: METHOD,
		title,
		question: 'Wat moet in de lessen voor de komende periode?'
	});
	const id = path?.split('/').at(-1);
	if (!id) throw new Error(`no board at ${path}`);
	return id;
}
