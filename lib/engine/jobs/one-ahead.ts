/** Asks a source for the next of its values while the one before it is at work. */
export async function* oneAhead<Value>(source: AsyncIterator<Value>): AsyncGenerator<Value> {
  const ask = () => {
    const answer = source.next();
    answer.catch(() => undefined);
    return answer;
  };
  for (let ahead = ask(); ; ) {
    const { done, value } = await ahead;
    if (done === true) return;
    ahead = ask();
    yield value;
  }
}
