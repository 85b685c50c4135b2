// Runs named cases one after the other and prints a line of JSON for each: {name, ok, why}.
export async function run(cases) {
  for (const [name, test] of Object.entries(cases)) {
    let why = '';
    try {
      await test();
    } catch (e) {
      why = e.stack;
    }
    console.log(JSON.stringify({ name, ok: why === '', why }));
  }
}

// The failure of a promise, which must be of this kind.
export async function failure(promise, kind) {
  try {
    await promise;
  } catch (e) {
    if (e instanceof kind) return e;
    throw new Error(`expected ${kind.name}, got ${e.stack}`);
  }
  throw new Error(`expected ${kind.name}, but nothing failed`);
}
