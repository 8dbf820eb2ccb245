import { expect, it } from 'vitest';
import { rarityOf } from './casus.ts';

it('a narrow age in one of the few places of a small municipality is rare', () => {
	const rare = { size: 'klein', age: '16-18', settings: ['buurt', 'vereniging'] } as const;
	const bands = { ...rare, settings: [...rare.settings] };
	expect(rarityOf(bands)).toEqual(['combination']);
	expect(rarityOf({ ...bands, size: 'groot' })).toEqual([]);
	expect(rarityOf({ ...bands, age: 'gemengd' })).toEqual([]);
	expect(rarityOf({ ...bands, settings: ['online'] })).toEqual([]);
});

it('one situation alone is always worth a second look', () => {
	expect(rarityOf({ origin: 'een', size: 'groot' })).toEqual(['one-situation']);
	expect(rarityOf({ origin: 'twee', size: 'groot' })).toEqual([]);
});

it('says nothing of what was not chosen yet', () => {
	expect(rarityOf({})).toEqual([]);
});
