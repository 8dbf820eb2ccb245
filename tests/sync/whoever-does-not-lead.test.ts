import { afterEach, describe, expect, it } from 'vitest';
import { boardDocument, partDocument } from '../../src/lib/domain/document-name.ts';
import { PeopleOnBoard } from '../support/people-on-board.ts';
import { until } from '../support/until.ts';

let walk: PeopleOnBoard;

afterEach(async () => {
	await walk.leave();
});

describe('whoever does not lead', () => {
	it('sees no count of notes but that of the beat (an owner with others on her board)', async () => {
		walk = await PeopleOnBoard.on();
		await walk.step(2);
		for (const name of ['marit', 'jorrit', 'sunita', 'noortje']) {
			await walk.open(name, boardDocument(walk.boardId));
		}
		const seen = [(await walk.phase('jorrit')).desk?.toReveal];
		await walk.writes('noortje', 'een');
		seen.push((await walk.phase('jorrit')).desk?.toReveal);
		await walk.writes('noortje', 'twee');
		seen.push((await walk.phase('jorrit')).desk?.toReveal);
		expect(seen).toEqual([undefined, undefined, undefined]);
	}, 30_000);

	it('does not read other groups for having led a board of two', async () => {
		walk = await PeopleOnBoard.on();
		await walk.open('jorrit', boardDocument(walk.boardId));
		await walk.mode('subgroep', 'jorrit');
		for (const name of ['marit', 'noortje', 'sunita', 'tessa']) {
			await walk.open(name, boardDocument(walk.boardId));
		}
		await walk.do('marit', { do: 'groups', count: 2 });
		const { group } = await walk.phase('noortje');
		await walk.do('marit', { do: 'place', member: walk.id('jorrit'), group: null });
		expect(await walk.asks('jorrit', partDocument(walk.boardId, group!.id))).toBe(404);
	}, 30_000);

	it('does not reveal what three others wrote for being alone on the board', async () => {
		walk = await PeopleOnBoard.on();
		await walk.step(2);
		for (const name of ['noortje', 'sunita', 'tessa']) await walk.writes(name, `van ${name}`);
		walk.stop();
		const here = async () => (await walk.phase()).desk!.people.filter(({ isHere }) => isHere);
		await until(async () => (await here()).length === 0, 'nobody there');
		expect((await walk.reveals('jorrit')).ok).toBe(false);
	}, 30_000);

	it('writes no round she has no word in, for having led a board of two', async () => {
		walk = await PeopleOnBoard.on();
		await walk.open('jorrit', boardDocument(walk.boardId));
		await walk.mode('ronde', 'jorrit');
		for (const name of ['marit', 'noortje', 'sunita']) {
			await walk.open(name, boardDocument(walk.boardId));
		}
		await walk.do('marit', { do: 'speaker', member: walk.id('noortje') });
		expect((await walk.phase('jorrit')).access).toBe('read');
	});
});

describe('how many could write', () => {
	it('says of nobody who leaves whether she wrote', async () => {
		walk = await PeopleOnBoard.on();
		await walk.step(2);
		const leaving = [];
		for (const name of ['noortje', 'sunita', 'lotte']) {
			leaving.push(await walk.open(name, boardDocument(walk.boardId)));
		}
		const state = await walk.live('tessa');
		for (const name of ['noortje', 'sunita']) await walk.writes(name, 'een');
		await until(() => state()!.written.people === 2, 'the count', 12_000);
		const { of } = state()!.written;
		// One who wrote and one who did not; then somebody writes elsewhere, so that one sees the beat.
		for (const client of leaving.slice(1)) client.stop();
		await walk.writes('noortje', 'twee', 'meso');
		await until(() => state()!.written.zones['meso'] === 1, 'the next count', 12_000);
		expect(state()!.written).toMatchObject({ people: 2, of });
	}, 40_000);
});
