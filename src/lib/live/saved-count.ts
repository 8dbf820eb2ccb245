/**
 * Which of the changes made here are on the server's disk. The server counts the update frames of a
 * connection (an answer to its step 1 is one); what they carried is kept here.
 */
export class SavedCount {
	/** When the last change became durable. */
	savedAt: Date | null = null;
	#made = 0;
	#durable = 0;
	/** Per update frame of this connection: how many changes it and those before it carried. */
	#carried: number[] = [];

	get unsaved(): number {
		return this.#made - this.#durable;
	}

	/** Something was changed here. */
	change(): void {
		this.#made += 1;
	}

	/** Another connection: the server begins to count anew. */
	reopen(): void {
		this.#carried = [];
	}

	/** An update frame left with everything changed until now. */
	sent(): void {
		this.#carried.push(this.#made);
	}

	/** The first `frames` update frames of this connection are durable, or a later one made up for them. */
	saved(frames: number): void {
		this.#durable = Math.max(this.#durable, this.#carried[frames - 1] ?? 0);
		this.savedAt = new Date();
	}
}
