import { PATIENCE, type Carrier, type CarrierListener, type Ending } from './carrier.ts';
import { isOfServer } from './close-codes.ts';

/** Follows a document over a websocket of its own; `document` may bring a query (`?epoch=3`). */
export function openWebsocket(document: string, listener: CarrierListener): Carrier {
	const socket = connect(`/sync/${document}${document.includes('?') ? '&' : '?'}saved=1`);
	let isHeard = false;
	let isOver = false;

	const stop = () => {
		isOver = true;
		clearTimeout(patience);
		socket?.close();
	};
	const end = (ending: Ending) => {
		if (isOver) return;
		stop();
		listener.ended(ending);
	};
	// Also when it opened: there are proxies that let a websocket open and then pass nothing on.
	const patience = setTimeout(() => end({ kind: 'unheard' }), PATIENCE);
	if (!socket) queueMicrotask(() => end({ kind: 'unheard' }));
	else {
		socket.binaryType = 'arraybuffer';
		socket.onopen = () => isOver || listener.opened();
		socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
			if (isOver) return;
			isHeard = true;
			clearTimeout(patience);
			listener.heard(new Uint8Array(data));
		};
		socket.onclose = ({ code }) => {
			// Whoever closed what brought nothing, unless it was the server itself.
			end(isHeard || isOfServer(code) ? { kind: 'closed', code } : { kind: 'unheard' });
		};
	}
	return {
		way: 'websocket',
		send: (frame) => {
			if (socket?.readyState === WebSocket.OPEN) socket.send(frame);
		},
		hurry: () => undefined,
		close: stop,
		cut: stop
	};
}

/** Null where the browser itself will not have it: told like any other way of being blocked. */
function connect(path: string): WebSocket | null {
	try {
		return new WebSocket(
			`${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${path}`
		);
	} catch {
		return null;
	}
}
