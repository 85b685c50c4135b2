// The `@anthropic-ai/sdk` package against a router; arguments: base URL (without /v1), key.
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { failure, run } from './cases.mjs';

const [baseURL, apiKey] = process.argv.slice(2);
const client = new Anthropic({ baseURL, apiKey, maxRetries: 0 });
const ask = (model, more = {}) => ({
  model,
  max_tokens: 100,
  messages: [{ role: 'user', content: more.content ?? 'What is 17 * 23?' }],
  ...more.fields,
});
const say = (model, more) => client.messages.create(ask(model, more));
const weather = {
  name: 'weather',
  input_schema: { type: 'object', properties: { city: { type: 'string' } } },
};
const structure = {
  format: {
    type: 'json_schema',
    schema: {
      type: 'object',
      properties: { answer: { type: 'integer' } },
      required: ['answer'],
      additionalProperties: false,
    },
  },
};

const cases = {};
for (const model of ['claude', 'gpt']) {
  cases[`${model}: plain`] = async () => {
    const { data, response } = await say(model).withResponse();
    assert.equal(data.content[0].text, '391');
    assert.equal(data.stop_reason, 'end_turn');
    assert.ok(data.usage.input_tokens > 0);
    assert.equal(response.headers.get('x-pointsman-arm'), model);
  };

  cases[`${model}: streamed`] = async () => {
    const stream = client.messages.stream(ask(model));
    let text = '';
    stream.on('text', (delta) => (text += delta));
    const message = await stream.finalMessage();
    assert.equal(text, '391');
    assert.equal(message.content[0].text, '391');
    assert.ok(message.usage.output_tokens > 0);
  };

  cases[`${model}: tools round trip`] = async () => {
    const fields = { tools: [weather] };
    const first = await say(model, { fields });
    const use = first.content.find((block) => block.type === 'tool_use');
    assert.equal(first.stop_reason, 'tool_use');
    assert.deepEqual(use.input, { city: 'Bern' });
    const second = await client.messages.create({
      ...ask(model, { fields }),
      messages: [
        ...ask(model).messages,
        { role: 'assistant', content: first.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: use.id, content: 'rain' }] },
      ],
    });
    assert.equal(second.content[0].text, '391');
  };

  cases[`${model}: structured output`] = async () => {
    const answer = await client.messages.parse(ask(model, { fields: { output_config: structure } }));
    assert.deepEqual(JSON.parse(answer.content[0].text), { answer: 391 });
  };

  cases[`${model}: cancel`] = async () => {
    const stream = await say(model, { content: 'slowly', fields: { stream: true } });
    for await (const event of stream) {
      assert.equal(event.type, 'message_start');
      stream.controller.abort();
      break;
    }
  };

  cases[`${model}: errors`] = async () => {
    const bad = await failure(say(model, { content: 'status 400' }), Anthropic.BadRequestError);
    assert.match(bad.message, /upstream says 400/);
    assert.equal(bad.error.error.type, 'invalid_request_error');
    const down = await failure(say(model, { content: 'status 503' }), Anthropic.InternalServerError);
    assert.equal(down.status, 502);
  };
}

cases['count tokens'] = async () => {
  const { input_tokens } = await client.messages.countTokens({
    model: 'auto',
    messages: [{ role: 'user', content: '12345678' }],
  });
  assert.ok(input_tokens > 0);
};

cases['unknown model'] = async () => {
  const unknown = await failure(say('nope'), Anthropic.NotFoundError);
  assert.equal(unknown.error.error.type, 'not_found_error');
};

cases['wrong key'] = async () => {
  const stranger = new Anthropic({ baseURL, apiKey: 'wrong-secret', maxRetries: 0 });
  await failure(stranger.messages.create(ask('gpt')), Anthropic.AuthenticationError);
};

await run(cases);
