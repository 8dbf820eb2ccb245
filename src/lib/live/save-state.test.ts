import { expect, it } from 'vitest';
import { joinSaving, type SaveState } from './save-state';

const live = (unsaved = 0): SaveState => ({
	connection: { status: 'live' },
	way: 'websocket',
	unsaved,
	savedAt: null
});
const connecting = (unsaved = 0): SaveState => ({
	...live(unsaved),
	connection: { status: 'connecting' }
});

it('counts what is unsaved in every document', () => {
	expect(joinSaving(live(1), [live(2), live(0)]).unsaved).toBe(3);
});

it('says of all what is the worst of one', () => {
	const offline: SaveState = { ...live(), connection: { status: 'offline', since: new Date(0) } };
	expect(joinSaving(live(), [offline]).connection.status).toBe('offline');
});

it('does not speak of connecting for a document that holds nothing back', () => {
	expect(joinSaving(live(), [connecting()]).connection.status).toBe('live');
	expect(joinSaving(live(), [connecting(1)]).connection.status).toBe('connecting');
	expect(joinSaving(connecting(), []).connection.status).toBe('connecting');
});

it('keeps the latest moment of saving', () => {
	const [early, late] = [new Date(1), new Date(2)];
	const joined = joinSaving({ ...live(), savedAt: early }, [{ ...live(), savedAt: late }]);
	expect(joined.savedAt).toBe(late);
});
