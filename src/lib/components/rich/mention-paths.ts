import { getContext, setContext } from 'svelte';
import { mentionKey } from '$lib/documents/mentions';
import type { MentionKind } from '$lib/documents/rich-text';

const KEY = Symbol('mention paths');
type Paths = () => Readonly<Record<string, string>>;

/** Where what the texts of a page mention can be read, for whoever reads the page. */
export function setMentionPaths(paths: Paths): void {
	setContext(KEY, paths);
}

/** The path of a term or card; null: nowhere she may look. */
export function mentionPath(): (kind: MentionKind, id: string) => string | null {
	const paths = getContext<Paths | undefined>(KEY);
	return (kind, id) => paths?.()[mentionKey({ kind, id })] ?? null;
}
