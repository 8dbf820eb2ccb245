import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type Struct = Y.Item | Y.GC;

/**
 * The whole of a document as updates of about `bytes` each. Applied in order each one stands on
 * those before it, so that a reader never has to keep anything waiting; what is deleted comes last.
 * A single long run of text is never cut.
 */
export function splitState(doc: Y.Doc, bytes: number): Uint8Array[] {
	const whole = Y.encodeStateAsUpdate(doc);
	if (whole.length <= bytes) return [whole];
	const parts: Uint8Array[] = [];
	let part = new Part();
	for (const struct of inCausalOrder(doc)) {
		part.add(struct);
		if (part.size < bytes) continue;
		parts.push(part.encode(noDeletes));
		part = new Part();
	}
	// An update to which nothing is missing holds no structs, and everything that was ever deleted.
	const deletes = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)).subarray(1);
	parts.push(part.encode(deletes));
	return parts;
}

const noDeletes = Uint8Array.of(0);

/** Each struct after those it leans on and after the earlier ones of its own client. */
function* inCausalOrder(doc: Y.Doc): Generator<Struct> {
	const runs = new Map(
		[...doc.store.clients]
			.sort(([a], [b]) => a - b)
			.map(([client, structs]) => [client, { structs, at: 0 }])
	);
	for (const first of runs.keys()) {
		const path = [first];
		while (path.length > 0) {
			const client = path[path.length - 1] as number;
			const run = runs.get(client)!;
			const struct = run.structs[run.at];
			if (!struct) {
				path.pop();
				continue;
			}
			const missing = leansOn(struct).find((on) => {
				const next = runs.get(on.client);
				const reached = next?.structs[next.at];
				return reached !== undefined && reached.id.clock <= on.clock;
			});
			if (missing && missing.client !== client) path.push(missing.client);
			else {
				run.at += 1;
				yield struct;
				// Somebody waits for this client: back to her as soon as she can go on.
				if (path.length > 1) path.pop();
			}
		}
	}
}

function leansOn(struct: Struct): Y.ID[] {
	if (!(struct instanceof Y.Item)) return [];
	const { origin, rightOrigin, parent } = struct;
	const holder = parent instanceof Y.AbstractType ? parent._item?.id : null;
	return [origin, rightOrigin, holder].flatMap((on) => on ?? []);
}

/** One update in the making. */
class Part {
	readonly #runs = new Map<number, { from: number; count: number; encoder: Y.UpdateEncoderV1 }>();
	size = 0;

	add(struct: Struct): void {
		const { client, clock } = struct.id;
		let run = this.#runs.get(client);
		if (!run) {
			run = { from: clock, count: 0, encoder: new Y.UpdateEncoderV1() };
			this.#runs.set(client, run);
		}
		const before = encoding.length(run.encoder.restEncoder);
		struct.write(run.encoder, 0);
		run.count += 1;
		this.size += encoding.length(run.encoder.restEncoder) - before;
	}

	encode(deletes: Uint8Array): Uint8Array {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, this.#runs.size);
		for (const [client, { from, count, encoder: structs }] of this.#runs) {
			encoding.writeVarUint(encoder, count);
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, from);
			encoding.writeUint8Array(encoder, encoding.toUint8Array(structs.restEncoder));
		}
		encoding.writeUint8Array(encoder, deletes);
		return encoding.toUint8Array(encoder);
	}
}
