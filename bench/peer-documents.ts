/** Names for a peer's documents, as long as ours and the same after a restart. */
export const peerDocuments = Array.from({ length: 110 }, (_, i) => {
	const last = String(i).padStart(12, '0');
	return `board/6b656e6e-6973-4c61-8b21-${last}`;
});
