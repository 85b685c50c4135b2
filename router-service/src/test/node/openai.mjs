// The `openai` package against a router; arguments: base URL (with /v1), key.
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { failure, run } from './cases.mjs';

const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const ask = (model, more = {}) => ({
  model,
  messages: [{ role: 'user', content: more.content ?? 'What is 17 * 23?' }],
  ...more.fields,
});
const chat = (model, more) => client.chat.completions.create(ask(model, more));

const weather = {
  type: 'function',
  function: {
    name: 'weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
};
const structure = {
  type: 'json_schema',
  json_schema: {
    name: 'answer',
    strict: true,
    schema: {
      type: 'object',
      properties: { answer: { type: 'integer' } },
      required: ['answer'],
      additionalProperties: false,
    },
  },
};

const cases = {};
for (const model of ['gpt', 'claude']) {
  cases[`${model}: plain`] = async () => {
    const { data, response } = await chat(model).withResponse();
    assert.equal(data.choices[0].message.content, '391');
    assert.ok(data.usage.prompt_tokens > 0);
    assert.equal(response.headers.get('x-pointsman-arm'), model);
  };

  cases[`${model}: streamed`] = async () => {
    const fields = { stream: true, stream_options: { include_usage: true } };
    let text = '';
    let usage = null;
    for await (const chunk of await chat(model, { fields })) {
      text += chunk.choices[0]?.delta?.content ?? '';
      usage = chunk.usage ?? usage;
    }
    assert.equal(text, '391');
    assert.ok(usage.completion_tokens > 0);
  };

  cases[`${model}: streaming helper`] = async () => {
    const stream = client.chat.completions.stream(ask(model));
    assert.equal(await stream.finalContent(), '391');
  };

  cases[`${model}: tools round trip`] = async () => {
    const runner = client.chat.completions.runTools({
      ...ask(model),
      tools: [{ ...weather, function: { ...weather.function, parse: JSON.parse, function: ({ city }) => `rain in ${city}` } }],
    });
    assert.equal(await runner.finalContent(), '391');
    const results = runner.messages.filter((m) => m.role === 'tool');
    assert.deepEqual(results.map((m) => m.content), ['rain in Bern']);
  };

  cases[`${model}: structured output`] = async () => {
    const answer = await client.chat.completions.parse(
      ask(model, { fields: { response_format: structure } }));
    assert.deepEqual(JSON.parse(answer.choices[0].message.content), { answer: 391 });
  };

  cases[`${model}: responses`] = async () => {
    const answer = await client.responses.create({ model, input: 'What is 17 * 23?' });
    assert.equal(answer.output_text, '391');
    const stream = client.responses.stream({ model, input: 'What is 17 * 23?' });
    assert.equal((await stream.finalResponse()).output_text, '391');
  };

  cases[`${model}: cancel`] = async () => {
    const stream = await chat(model, { content: 'slowly', fields: { stream: true } });
    for await (const chunk of stream) {
      assert.ok(chunk.choices);
      stream.controller.abort();
    }
  };

  cases[`${model}: errors`] = async () => {
    const bad = await failure(chat(model, { content: 'status 400' }), OpenAI.BadRequestError);
    assert.match(bad.message, /upstream says 400/);
    const down = await failure(chat(model, { content: 'status 503' }), OpenAI.InternalServerError);
    assert.equal(down.status, 502);
    assert.equal(down.code, 'upstream_unavailable');
  };
}

cases['embeddings'] = async () => {
  const answer = await client.embeddings.create({ model: 'vectors', input: 'one', encoding_format: 'float' });
  assert.deepEqual(answer.data[0].embedding, [0.5, 0.25]);
};

cases['models'] = async () => {
  const ids = [];
  for await (const model of client.models.list()) ids.push(model.id);
  assert.ok(ids.includes('auto') && ids.includes('claude'), String(ids));
};

cases['unknown model'] = async () => {
  const unknown = await failure(chat('nope'), OpenAI.NotFoundError);
  assert.equal(unknown.code, 'model_not_found');
  assert.equal(unknown.param, 'model');
};

cases['wrong key'] = async () => {
  const stranger = new OpenAI({ baseURL, apiKey: 'wrong-secret', maxRetries: 0 });
  await failure(stranger.chat.completions.create(ask('gpt')), OpenAI.AuthenticationError);
};

await run(cases);
