/** A server-sent event as our server writes them: always named, with one line of data or more. */
export interface StreamEvent {
	name: string;
	data: string[];
}

/**
 * The events of an answer that does not end, as they come in; an empty list for a piece that held
 * none, a comment say. EventSource would not tell with which status it was refused.
 */
export async function* readEvents(
	body: ReadableStream<Uint8Array<ArrayBuffer>>
): AsyncGenerator<StreamEvent[]> {
	const reader = body.pipeThrough(new TextDecoderStream()).getReader();
	let rest = '';
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return;
		const blocks = (rest + value).split('\n\n');
		rest = blocks.pop() ?? '';
		yield blocks.flatMap(readEvent);
	}
}

function readEvent(block: string): StreamEvent | [] {
	let name = '';
	const data: string[] = [];
	for (const line of block.split('\n')) {
		if (line.startsWith('event:')) name = line.slice('event:'.length);
		else if (line.startsWith('data:')) data.push(line.slice('data:'.length));
	}
	return name === '' ? [] : { name, data };
}
