// Answers of the server: at most one is asked for, the newest state waits, and no older answer comes after a newer one.

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** What the server would not do, in its words. */
class Refused extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

/** Send something and read what comes back, a line of JSON at a time. */
export async function* lines(address, sent, signal) {
  const isForm = sent instanceof FormData;
  const got = await fetch(address, {
    method: "POST",
    body: isForm ? sent : JSON.stringify(sent),
    headers: isForm ? {} : { "Content-Type": "application/json" },
    signal,
  });
  if (!got.ok) throw new Refused(got.status, await got.text());
  const reader = got.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const all = (rest + part.value).split("\n");
    rest = all.pop();
    for (const line of all) if (line.trim()) yield JSON.parse(line);
  }
  if (rest.trim()) yield JSON.parse(rest);
}

/** The last line of what comes back; a fault becomes a message. */
export async function last(address, sent, signal, onLine = () => {}) {
  let found = {};
  try {
    for await (const line of lines(address, sent, signal)) onLine((found = line));
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return { faults: [{ message: error instanceof Refused ? error.message : "The server cannot be reached." }] };
  }
  return found;
}

/** Asks for the answer to the newest state. */
export class Asker {
  #count = 0;
  #newest = null;
  #flying = null;

  /** `onAnswer(line, state)` paints, `onAway(isAway)` tells whether the server is there. */
  constructor(onAnswer, onAway) {
    this.onAnswer = onAnswer;
    this.onAway = onAway;
  }

  /** Ask for a state: at once, or as soon as what is under way has given its first answer. */
  ask(state) {
    this.#newest = { asked: ++this.#count, state, stop: new AbortController(), isAnswered: false };
    if (!this.#flying) this.#fly();
    else if (this.#flying.isAnswered) this.#flying.stop.abort();
  }

  async #fly() {
    for (let wait = 500, done = null; done !== this.#newest; ) {
      const one = (this.#flying = this.#newest);
      if (one.stop.signal.aborted) one.stop = new AbortController();
      try {
        await this.#read(one);
        [done, wait] = [one, 500];
      } catch (error) {
        if (error.name === "AbortError") continue;
        if (error instanceof Refused && error.status !== 429) {
          this.onAnswer({ asked: one.asked, faults: [{ message: error.message }] }, one.state);
          done = one;
          continue;
        }
        if (!(error instanceof Refused)) this.onAway(true);
        await pause(wait);
        wait = Math.min(2 * wait, 4000);
      }
    }
    this.#flying = null;
  }

  async #read(one) {
    for await (const line of lines("/x/answer", { asked: one.asked, state: one.state }, one.stop.signal)) {
      this.onAway(false);
      if (line.asked !== one.asked) continue;
      one.isAnswered = true;
      this.onAnswer(line, one.state);
      if (one !== this.#newest) one.stop.abort();
    }
  }
}
