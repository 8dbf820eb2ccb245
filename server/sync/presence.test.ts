import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aConnection, type RecordingLine } from '../../tests/support/lines.ts';
import type { Connection } from './connection.ts';
import { frames } from './frame.ts';
import { Presence } from './presence.ts';

const anyId = () => true;
let presence: Presence;

beforeEach(() => {
	presence = new Presence();
});

function join(memberId: string, about: Parameters<typeof aConnection>[1] = {}) {
	const made = aConnection(memberId, about);
	presence.join(made.connection);
	return made;
}

function say(connection: Connection, client: number, state: unknown, clock = 1): void {
	presence.hear(connection, [{ client, clock, state: JSON.stringify(state) }], anyId);
}

/** What a stock client would show after all it heard. */
function shown(line: RecordingLine): Map<number, { user: { name: string }; place?: unknown }> {
	const clocks = new Map<number, number>();
	const states = new Map<number, { user: { name: string } }>();
	for (const { client, clock, state } of line.presence()) {
		const known = clocks.get(client);
		const parsed = JSON.parse(state) as { user: { name: string } } | null;
		const gone = parsed === null && known === clock;
		if (known !== undefined && clock <= known && !gone) continue;
		clocks.set(client, clock);
		if (parsed) states.set(client, parsed);
		else states.delete(client);
	}
	return states;
}

const names = (line: RecordingLine) =>
	[...shown(line).values()].map(({ user }) => user.name).sort();

describe('presence', () => {
	it('shows who is in the room by name, also who says nothing', () => {
		const ans = join('ans');
		const bo = join('bo');
		presence.publish();
		expect([names(ans.line), names(bo.line)]).toEqual([['bo'], ['ans']]);
	});

	it('shows the name of the sign-in, whatever a client says', () => {
		const ans = join('ans');
		const bo = join('bo');
		say(bo.connection, 5, { user: { name: 'de burgemeester' }, name: 'x', color: '<b>' });
		presence.publish();
		expect([...shown(ans.line)]).toEqual([[5, { user: bo.connection.grant.person }]]);
	});

	it('passes on where somebody is, and nothing else she says', () => {
		const ans = join('ans');
		const bo = join('bo');
		const place = { card: 'c1', anchor: { a: 1 }, head: { h: 1 }, typing: true };
		say(bo.connection, 5, { place: { ...place, html: '<script>' }, extra: 'x' });
		presence.publish();
		expect(shown(ans.line).get(5)).toEqual({ user: bo.connection.grant.person, place });
	});

	it.each([
		['a place that is no object', { place: 'here' }],
		['a card that is no text', { place: { card: 5 } }],
		['a card of a kilobyte', { place: { card: 'x'.repeat(1_000) } }],
		['a list', [1, 2]],
		['a number', 5],
		['goodbye', null]
	])('does not pass on %s, and keeps her in the room', (_, state) => {
		const ans = join('ans');
		const bo = join('bo');
		say(bo.connection, 5, state);
		presence.publish();
		expect([...shown(ans.line).values()]).toEqual([{ user: bo.connection.grant.person }]);
	});

	it('ignores JSON that is none', () => {
		const ans = join('ans');
		const bo = join('bo');
		presence.hear(bo.connection, [{ client: 5, clock: 1, state: '{' }], anyId);
		presence.publish();
		expect(names(ans.line)).toEqual(['bo']);
	});

	it('takes a client id only from the one it belongs to', () => {
		const ans = join('ans');
		const bo = join('bo');
		say(ans.connection, 7, { place: { card: 'mine' } });
		presence.publish();
		say(bo.connection, 7, { place: { card: 'spoofed' } }, 99);
		presence.hear(bo.connection, [{ client: 8, clock: 1, state: '{}' }], () => false);
		presence.publish();
		const cees = join('cees');
		presence.tell(cees.connection);
		expect(shown(cees.line).get(7)).toMatchObject({
			user: { name: 'ans' },
			place: { card: 'mine' }
		});
		expect(shown(cees.line).has(8)).toBe(false);
		expect(names(cees.line)).toEqual(['ans', 'bo']);
	});

	it('that a stock client repeats of others makes no id hers', () => {
		const asked: number[] = [];
		const ask = (client: number) => asked.push(client) > 0;
		const ans = join('ans');
		const silent = join('silent');
		const reader = join('reader', { access: 'read' });
		presence.publish();
		const before = ans.line.presence();
		say(reader.connection, 77, {});
		presence.publish();
		presence.hear(ans.connection, [...before, ...ans.line.presence()], ask);
		presence.leave(reader.connection);
		presence.hear(ans.connection, ans.line.presence(), ask);
		expect(asked).toEqual([]);
		presence.publish();
		expect([names(ans.line), names(silent.line)]).toEqual([['silent'], ['ans']]);
	});

	it('cannot be used to take client ids by the hundred', () => {
		const asked: number[] = [];
		const ans = join('ans');
		const states = Array.from({ length: 500 }, (_, i) => ({ client: i, clock: 1, state: '{}' }));
		presence.hear(ans.connection, states, (client) => asked.push(client) > 0);
		expect(asked.length).toBeLessThan(10);
	});

	it('cannot be ended for another', () => {
		const ans = join('ans');
		const bo = join('bo');
		const cees = join('cees');
		say(ans.connection, 7, {});
		presence.publish();
		presence.hear(bo.connection, [{ client: 7, clock: 50, state: 'null' }], anyId);
		presence.publish();
		expect(names(cees.line)).toEqual(['ans', 'bo']);
	});

	it('ends when she leaves, under the id she was shown by', () => {
		const ans = join('ans');
		const bo = join('bo');
		say(bo.connection, 5, {});
		presence.publish();
		presence.leave(bo.connection);
		presence.publish();
		expect(names(ans.line)).toEqual([]);
	});

	it('leaves nobody behind who changed ids', () => {
		const ans = join('ans');
		const bo = join('bo');
		presence.publish();
		say(bo.connection, 5, {});
		presence.publish();
		say(bo.connection, 6, {});
		presence.publish();
		expect(names(ans.line)).toEqual(['bo']);
		expect([...shown(ans.line).keys()]).toEqual([6]);
	});

	it('stays with the new connection of the same person when the old one closes late', () => {
		const ans = join('ans');
		const old = join('bo');
		say(old.connection, 5, {});
		presence.publish();
		const fresh = join('bo');
		say(fresh.connection, 5, { place: { card: 'c' } }, 2);
		presence.publish();
		presence.leave(old.connection);
		presence.publish();
		expect(shown(ans.line).get(5)).toMatchObject({ place: { card: 'c' } });
		expect(names(ans.line)).toEqual(['bo']);
	});

	it('keeps two pages of one person apart, also when each repeats what it hears of the other', () => {
		const ans = join('ans');
		const [one, two] = [join('bo'), join('bo')];
		say(one.connection, 5, { place: { card: 'one' } });
		say(two.connection, 6, { place: { card: 'two' } });
		for (let round = 0; round < 3; round++) {
			presence.publish();
			presence.hear(one.connection, one.line.presence(), anyId);
			presence.hear(two.connection, two.line.presence(), anyId);
		}
		presence.publish();
		expect([...shown(ans.line).keys()].sort()).toEqual([5, 6]);
		expect(shown(ans.line).get(5)).toMatchObject({ place: { card: 'one' } });
		presence.leave(one.connection);
		presence.publish();
		expect([...shown(ans.line).keys()]).toEqual([6]);
	});

	it('never tells a page of its own id, not even of the line it had before', () => {
		const old = join('bo');
		say(old.connection, 5, {});
		presence.publish();
		const fresh = join('bo');
		presence.tell(fresh.connection);
		presence.publish();
		say(fresh.connection, 5, {});
		presence.publish();
		presence.leave(old.connection);
		presence.publish();
		expect(fresh.line.presence().map(({ client }) => client)).not.toContain(5);
		expect(names(fresh.line)).toEqual([]);
	});

	it('shows everybody again to a page that lost the line, and the page to everybody', () => {
		const ans = join('ans');
		const bo = join('bo');
		say(bo.connection, 5, {}, 7);
		presence.publish();
		presence.leave(ans.connection);
		// Ans keeps the clocks she knew, and forgets who was there.
		const again = aConnection('ans');
		again.line.sent.push(...ans.line.sent, frames.awareness([]));
		const known = Math.max(...ans.line.presence().map(({ clock }) => clock));
		presence.join(again.connection);
		presence.tell(again.connection);
		expect(again.line.presence().at(-1)).toMatchObject({ client: 5 });
		expect(again.line.presence().at(-1)!.clock).toBeGreaterThan(known);
		presence.leave(bo.connection);
		presence.publish();
		const back = join('bo');
		say(back.connection, 5, {}, 7);
		presence.publish();
		expect(names(again.line)).toEqual(['bo']);
	});

	it('of a new process goes on where the clocks of the one before were', () => {
		const ans = join('ans');
		const bo = join('bo');
		for (let i = 0; i < 50; i++) {
			say(bo.connection, 5, { place: { card: `c${i}` } }, i);
			presence.publish();
		}
		vi.useFakeTimers({ now: Date.now() + 1_000, toFake: ['Date'] });
		const last = ans.line.presence().at(-1)!.clock;
		presence = new Presence();
		presence.join(ans.connection);
		const back = join('bo');
		say(back.connection, 5, {}, 3);
		presence.publish();
		vi.useRealTimers();
		expect(ans.line.presence().at(-1)!.clock).toBeGreaterThan(last);
	});

	it('of somebody who says nothing is repeated, for stock clients forget her after thirty seconds', () => {
		vi.useFakeTimers({ toFake: ['Date'] });
		const ans = join('ans');
		join('silent');
		for (let second = 0; second < 60; second += 5) {
			presence.publish();
			vi.advanceTimersByTime(5_000);
		}
		vi.useRealTimers();
		expect(ans.line.presence().length).toBeGreaterThanOrEqual(3);
		expect(names(ans.line)).toEqual(['silent']);
	});

	it('is sent once while nothing changes', () => {
		const ans = join('ans');
		join('bo');
		presence.publish();
		const heard = ans.line.sent.length;
		presence.publish();
		expect(ans.line.sent).toHaveLength(heard);
	});

	it('counts whose page is visible', () => {
		const ans = join('ans');
		const bo = join('bo');
		say(bo.connection, 5, { visible: false });
		expect(presence.visible()).toEqual([ans.connection]);
		say(bo.connection, 5, { visible: true }, 2);
		expect(presence.visible()).toEqual([ans.connection, bo.connection]);
	});
});

describe('a reader who may not know the contributor', () => {
	const contributor = { organisationId: 'aldermeer' };

	it('never gets the client id or place of somebody of that organisation', () => {
		const reader = join('reader', { hides: 'aldermeer' });
		const knows = join('knows');
		const hidden = join('jorrit', contributor);
		for (let clock = 1; clock < 20; clock++) {
			say(hidden.connection, 4242, { place: { card: `card-${clock}` } }, clock);
			presence.publish();
			presence.tell(reader.connection);
		}
		say(hidden.connection, 4343, { place: { card: 'card-after' } }, 30);
		presence.publish();
		presence.leave(hidden.connection);
		presence.publish();
		const heard = reader.line.presence();
		expect(heard.length).toBeGreaterThan(0);
		for (const { client, state } of heard) {
			expect([4242, 4343]).not.toContain(client);
			expect(state).not.toContain('card-');
		}
		expect(knows.line.presence().some(({ client }) => client === 4242)).toBe(true);
		expect(names(reader.line)).toEqual(['knows']);
	});

	it('sees that person by name while she is there, and one person only', () => {
		const reader = join('reader', { hides: 'aldermeer' });
		const hidden = join('jorrit', contributor);
		presence.publish();
		say(hidden.connection, 4242, { place: { card: 'c' } });
		presence.publish();
		say(hidden.connection, 4343, {}, 9);
		presence.publish();
		expect(names(reader.line)).toEqual(['jorrit']);
	});

	it('sees others with their place', () => {
		const reader = join('reader', { hides: 'aldermeer' });
		const other = join('tessa', { organisationId: 'elders' });
		say(other.connection, 11, { place: { card: 'c' } });
		presence.publish();
		expect(shown(reader.line).get(11)).toMatchObject({ place: { card: 'c' } });
	});
});
