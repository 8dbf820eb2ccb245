import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Domain } from '../../src/lib/domain/access.ts';
import { boardDocument, partDocument } from '../../src/lib/domain/document-name.ts';
import type { Role } from '../../src/lib/domain/rights.ts';
import { aMember, aMembership, anOrganisation } from '../support/builders.ts';
import { StockClient } from '../support/clients.ts';
import { aCard, PeopleOnBoard } from '../support/people-on-board.ts';
import { aSignIn } from '../support/sign-in.ts';
import { until } from '../support/until.ts';

const TABLES = 5;
const SEATS = 8;
/** Ms for forty people to have what one of them did, on a machine that does more. */
const PATIENCE = 30_000;

interface Person {
	id: string;
	cookie: string;
	board: StockClient;
	/** Of her own table, once there is one. */
	part: StockClient;
}

let walk: PeopleOnBoard;
let people: Person[] = [];
afterEach(async () => {
	for (const { board, part } of people) {
		board.stop();
		part.stop();
	}
	people = [];
	await walk.leave();
});

/** As they come to a regional session: of twenty municipalities, SI and NCTV. */
async function aPerson(i: number, labId: string): Promise<Pick<Person, 'id' | 'cookie'>> {
	const { store } = walk.server;
	const id = randomUUID();
	const role: Role = i < 3 ? 'nctv' : i < 5 ? 'si' : i % 2 ? 'gem_oov' : 'gem_sociaal';
	const domain: Domain = role === 'nctv' || role === 'gem_oov' ? 'veiligheid' : 'sociaal';
	const organisation_id = `organisatie-${i % 20}`;
	if (i < 20) await anOrganisation(store, { id: organisation_id });
	await aMember(store, { id, name: `Deelnemer ${i}`, domain, organisation_id });
	await aMembership(store, { lab_id: labId, member_id: id, role });
	return { id, cookie: await aSignIn(store, id) };
}

function open({ cookie }: Pick<Person, 'cookie'>, document: string): Promise<StockClient> {
	return new StockClient(walk.server, document, cookie, { params: { saved: '1' } }).synced();
}

/** As a cable that is pulled: nobody says goodbye, and nobody calls again until it is back. */
function cut(...clients: StockClient[]): void {
	for (const { provider } of clients) {
		provider.shouldConnect = false;
		(provider.ws as unknown as { terminate(): void }).terminate();
	}
}

describe('five tables of eight', () => {
	it('work on while one loses its lines, and that one comes back to its own with nothing lost', async () => {
		walk = await PeopleOnBoard.on();
		const lab = await walk.server.demoLab();
		await walk.open('marit', boardDocument(walk.boardId));
		const known = [];
		for (let i = 0; i < TABLES * SEATS; i++) known.push(await aPerson(i, lab.id));
		const boards = await Promise.all(known.map((each) => open(each, boardDocument(walk.boardId))));
		await walk.do('marit', { do: 'groups', count: TABLES });
		await walk.mode('subgroep');
		const { groups, people: placed } = (await walk.phase('marit')).desk!;
		for (const { mix } of groups) expect(mix).toMatchObject({ ministries: 1, broken: [] });
		const tableOf = new Map(placed.map(({ memberId, group }) => [memberId, group!]));
		people = await Promise.all(
			known.map(async (each, i) => ({
				...each,
				board: boards[i]!,
				part: await open(each, partDocument(walk.boardId, tableOf.get(each.id)!))
			}))
		);
		const tables = groups.map(({ id }) => people.filter((each) => tableOf.get(each.id) === id));
		expect(tables.map(({ length }) => length)).toEqual([8, 8, 8, 8, 8]);

		const write = (person: Person, text: string) => person.part.board.addCard(aCard(text), 1);
		const texts = ({ part }: Person) =>
			part.board
				.cards()
				.map(({ id }) => part.board.textOf(id))
				.sort();
		/** Everybody at this table has exactly these. */
		const reads = (table: readonly Person[], wanted: readonly string[], what: string) => {
			const all = JSON.stringify([...wanted].sort());
			return until(
				() => table.every((person) => JSON.stringify(texts(person)) === all),
				what,
				PATIENCE
			);
		};
		const said = tables.map((_, t) =>
			Array.from({ length: SEATS }, (_, i) => `tafel ${t} kaart ${i}`)
		);
		tables.forEach((table, t) => table.forEach((person, i) => write(person, said[t]![i]!)));
		await Promise.all(tables.map((table, t) => reads(table, said[t]!, `table ${t} together`)));

		const [lost, ...others] = tables as [Person[], ...Person[][]];
		cut(...lost.flatMap(({ board, part }) => [board, part]));
		const away = async () =>
			(await walk.phase('marit')).desk!.people.filter(
				({ group, isHere }) => group === groups[0]!.id && !isHere
			).length;
		await until(async () => (await away()) === SEATS, 'one table away');
		lost.forEach((person, i) => write(person, `zonder lijn ${i}`));
		others.forEach((table, t) => table.forEach((person, i) => write(person, `verder ${t} ${i}`)));
		await Promise.all(
			others.map((table, t) =>
				reads(
					table,
					[...said[t + 1]!, ...table.map((_, i) => `verder ${t} ${i}`)],
					`table ${t + 1} goes on`
				)
			)
		);
		await walk.do('marit', { do: 'group-clock', group: null, act: 'start', minutes: 5 });
		expect(texts(lost[0]!).length).toBe(SEATS + 1);

		for (const { board, part } of lost)
			for (const { provider } of [board, part]) provider.connect();
		await reads(
			lost,
			[...said[0]!, ...lost.map((_, i) => `zonder lijn ${i}`)],
			'the lost table has everything'
		);
		await until(async () => (await away()) === 0, 'all back');
		const after = (await walk.phase('marit')).desk!.people;
		for (const { id } of people) {
			expect(after.find(({ memberId }) => memberId === id)!.group).toBe(tableOf.get(id));
		}

		const marit = await walk.open('marit', boardDocument(walk.boardId));
		const before = marit.board.size;
		await walk.mode('ordenen');
		await until(
			() => marit.board.size === before + 2 * TABLES * SEATS,
			'all cards of all tables on the board',
			PATIENCE
		);
	}, 120_000);
});
