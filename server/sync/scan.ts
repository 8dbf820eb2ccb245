import { ByteReader, MalformedFrame } from './bytes.ts';
import { syncLimits } from './limits.ts';

/** What a document of some kind may hold, as data: sync/ knows no cards. */
export interface DocumentRules {
	/** Names of the shared types at the top. */
	roots: ReadonlySet<string>;
	/** Y.Text with formats and embeds, and XML for an editor; a board has neither. */
	richText: boolean;
	/** Whoever follows it is shown elsewhere. */
	withoutPresence?: true;
}

/** A run of one client's clocks from `clock` up to, not including, `end`. */
export interface ClientRange {
	client: number;
	clock: number;
	end: number;
}

export interface ScannedUpdate {
	ranges: ClientRange[];
	/** Per client the highest clock the update leans on: origins and parents. */
	needs: Map<number, number>;
	/** What it deletes. */
	deletes: ClientRange[];
	/** Every struct by client, in order of clock: nesting.ts follows their parents. */
	structs: Map<number, ScannedStruct[]>;
	/** How many shared types it makes. */
	types: number;
}

export interface StructId {
	client: number;
	clock: number;
}

export interface ScannedStruct {
	clock: number;
	end: number;
	/** In a root, in the type another struct holds, beside another struct, or nowhere (collected). */
	place: 'root' | { in: StructId } | { beside: StructId } | null;
	/** What it leans on of other clients; of its own client that is always something earlier. */
	leans: StructId[];
}

const GC = 0;
const SKIP = 10;
const HAS_LEFT = 128;
const HAS_RIGHT = 64;
const HAS_KEY = 32;
/** Content refs of Yjs' update format, version 1. */
const DELETED = 1;
const EMBED = 5;
const FORMAT = 6;
const STRING = 4;
const TYPE = 7;
const ANY = 8;
const MAP = 1;
const TEXT = 2;

/**
 * Walks an update of Yjs' format V1 (yjs 13, `writeStructs` and `writeDeleteSet`) without building
 * anything by the counts it declares. Throws MalformedFrame on what a document of this kind never
 * holds. What passes here can still be refused for whose client ids it uses.
 */
export function scanUpdate(bytes: Uint8Array, rules: DocumentRules): ScannedUpdate {
	const reader = new ByteReader(bytes);
	const scanned: ScannedUpdate = {
		ranges: [],
		needs: new Map(),
		deletes: [],
		structs: new Map(),
		types: 0
	};
	const clients = reader.varUint();
	if (clients > syncLimits.clientsPerUpdate) throw new MalformedFrame('too many clients');
	for (let i = 0; i < clients; i++) scanned.ranges.push(scanClient(reader, rules, scanned));
	scanDeleteSet(reader, scanned);
	reader.end();
	return scanned;
}

function scanClient(reader: ByteReader, rules: DocumentRules, scanned: ScannedUpdate): ClientRange {
	const structs = reader.varUint();
	const client = readClient(reader);
	if (scanned.structs.has(client)) throw new MalformedFrame('client twice');
	const clock = reader.varUint();
	if (structs === 0) throw new MalformedFrame('client without structs');
	const records: ScannedStruct[] = [];
	let at = clock;
	for (let i = 0; i < structs; i++) {
		const record = scanStruct(reader, rules, scanned, { client, clock: at });
		records.push(record);
		at = record.end;
	}
	if (at > 2 ** 31) throw new MalformedFrame('clock too far');
	scanned.structs.set(client, records);
	return { client, clock, end: at };
}

function scanStruct(
	reader: ByteReader,
	rules: DocumentRules,
	scanned: ScannedUpdate,
	id: StructId
): ScannedStruct {
	const { clock } = id;
	const info = reader.byte();
	const content = info & 31;
	if (info === GC) {
		return { clock, end: clock + bounded(reader.varUint()), place: null, leans: [] };
	}
	if (content === SKIP) throw new MalformedFrame('skip');
	const left = info & HAS_LEFT ? need(reader, scanned, id) : null;
	const right = info & HAS_RIGHT ? need(reader, scanned, id) : null;
	const neighbour = left ?? right;
	const place = neighbour ? { beside: neighbour } : scanParent(reader, rules, scanned, info, id);
	const parent = typeof place === 'object' && 'in' in place ? place.in : null;
	const leans = [left, right, parent].flatMap((on) => (on && on.client !== id.client ? on : []));
	if (content === TYPE) scanned.types += 1;
	return { clock, end: clock + scanContent(reader, rules, content), place, leans };
}

function scanParent(
	reader: ByteReader,
	rules: DocumentRules,
	scanned: ScannedUpdate,
	info: number,
	id: StructId
): 'root' | { in: StructId } {
	let parent: 'root' | { in: StructId };
	if (reader.varUint() === 1) {
		if (!rules.roots.has(reader.varString())) throw new MalformedFrame('unknown root');
		parent = 'root';
	} else {
		parent = { in: need(reader, scanned, id) };
	}
	if (info & HAS_KEY) reader.varString();
	return parent;
}

/** Returns how many clocks the content takes. */
function scanContent(reader: ByteReader, rules: DocumentRules, content: number): number {
	switch (content) {
		case DELETED:
			return bounded(reader.varUint());
		case STRING:
			return positive(reader.varString().length);
		case ANY: {
			const length = reader.varUint();
			for (let i = 0; i < length; i++) scanAny(reader, 1);
			return positive(length);
		}
		case TYPE:
			scanType(reader, rules);
			return 1;
		case EMBED:
		case FORMAT:
			if (!rules.richText) break;
			if (content === FORMAT) reader.varString();
			parseJson(reader.varString());
			return 1;
	}
	throw new MalformedFrame(`content ${content}`);
}

function scanType(reader: ByteReader, rules: DocumentRules): void {
	const type = reader.varUint();
	if (type === MAP || type === TEXT) return;
	if (rules.richText && type <= 6 && type !== 5) {
		if (type === 3) reader.varString();
		return;
	}
	throw new MalformedFrame(`shared type ${type}`);
}

/** lib0's "any". */
function scanAny(reader: ByteReader, depth: number): void {
	if (depth > syncLimits.nesting) throw new MalformedFrame('nested too deep');
	const type = reader.byte();
	switch (type) {
		case 127: // undefined
		case 126: // null
		case 121: // false
		case 120: // true
			return;
		case 125:
			return reader.varInt();
		case 124:
			return void reader.take(4);
		case 123:
		case 122:
			return void reader.take(8);
		case 119:
			return void reader.varString();
		case 118:
			for (let entries = reader.varUint(); entries > 0; entries--) {
				reader.varString();
				scanAny(reader, depth + 1);
			}
			return;
		case 117:
			for (let items = reader.varUint(); items > 0; items--) scanAny(reader, depth + 1);
			return;
		default:
			throw new MalformedFrame(`value type ${type}`);
	}
}

function scanDeleteSet(reader: ByteReader, scanned: ScannedUpdate): void {
	for (let clients = reader.varUint(); clients > 0; clients--) {
		const client = readClient(reader);
		for (let left = reader.varUint(); left > 0; left--) {
			const clock = reader.varUint();
			scanned.deletes.push({ client, clock, end: clock + positive(reader.varUint()) });
			if (scanned.deletes.length > syncLimits.deleteRanges) {
				throw new MalformedFrame('too many deletes');
			}
		}
	}
}

/** Something the struct `by` leans on. Yjs throws where that is a later one of the same client. */
function need(reader: ByteReader, scanned: ScannedUpdate, by: StructId): StructId {
	const client = readClient(reader);
	const clock = reader.varUint();
	if (client === by.client && clock >= by.clock) throw new MalformedFrame('leans on the future');
	if (clock > (scanned.needs.get(client) ?? -1)) scanned.needs.set(client, clock);
	return { client, clock };
}

function readClient(reader: ByteReader): number {
	const client = reader.varUint();
	if (client >= 2 ** 53) throw new MalformedFrame('client id too large');
	return client;
}

function bounded(length: number): number {
	if (length > 1_000_000) throw new MalformedFrame('run too long');
	return positive(length);
}

function positive(length: number): number {
	if (length < 1) throw new MalformedFrame('empty struct');
	return length;
}

function parseJson(text: string): void {
	try {
		JSON.parse(text);
	} catch {
		throw new MalformedFrame('not JSON');
	}
}
