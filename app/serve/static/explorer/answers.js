// Answers: one at a time; the newest state waits.

export const RETRY = 1000; // milliseconds
export const AWAY = "The server does not answer now.";

/** What comes back, line by line; a refusal is one line of faults. */
async function* lines(act, sent, signal) {
	const body = sent instanceof FormData ? sent : JSON.stringify(sent);
	const got = await fetch(`/x/${act}`, { method: "POST", body, signal });
	if (got.status === 429) throw new TypeError("later", { cause: await got.text() });
	if (!got.ok) return yield { faults: [{ message: await got.text() }] };
	const reader = got.body.pipeThrough(new TextDecoderStream()).getReader();
	let rest = "";
	for (let part = await reader.read(); !part.done; part = await reader.read()) {
		const all = (rest + part.value).split("\n");
		rest = all.pop();
		yield* all.filter(Boolean).map(JSON.parse);
	}
}

/** The last line that comes back; nothing of what is stopped. */
export async function last(act, sent, signal, onLine = () => {}) {
	let found = {};
	try {
		for await (const line of lines(act, sent, signal)) onLine((found = line));
	} catch ({ cause: message = AWAY }) {
		return signal?.aborted ? null : { isAway: true, faults: [{ message }] };
	}
	return found;
}

/** Asks for the newest state; `onAway(isAway)` hears whether the server is there. */
export class Asker {
	#count = 0;
	#newest = null;
	#flying = null;

	constructor(onAnswer, onAway) {
		Object.assign(this, { onAnswer, onAway });
	}

	/** Ask for a state, with an account's single runs: at once, or after a first answer to what is under way. */
	ask(state, cloud) {
		this.#newest = { asked: ++this.#count, state, cloud, stop: new AbortController() };
		if (!this.#flying) this.#fly();
		else if (this.#flying.isAnswered) this.#flying.stop.abort();
	}

	async #fly() {
		for (let done = null; done !== this.#newest; ) {
			const one = (this.#flying = this.#newest);
			try {
				await this.#read(one);
				done = one;
			} catch (error) {
				if (one.stop.signal.aborted) continue;
				this.onAway(error.message !== "later");
				await new Promise((later) => setTimeout(later, RETRY));
			}
		}
		this.#flying = null;
	}

	async #read(one) {
		let end;
		for await (const line of lines("answer", one, one.stop.signal)) {
			this.onAway(false);
			one.isAnswered = true;
			end = line.rested || line.faults;
			setTimeout(() => this.onAnswer(line, one.state)); // once what waits is asked for
			if (one !== this.#newest) one.stop.abort();
		}
		if (one === this.#newest && !end) throw new TypeError("cut off"); // a server that ends
	}
}
