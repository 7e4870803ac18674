/** The search as something to paste: criteria, requests, and tests that wait for such a mail. */
import type { Criteria } from '../../contract/criteria.ts'
import { literal, pythonLiteral } from './literal.ts'

export interface Snippet {
  readonly id: SnippetId
  readonly text: string
}

export const SNIPPETS = ['json', 'list', 'wait', 'vitest', 'playwright', 'node-test', 'python', 'java'] as const
export type SnippetId = (typeof SNIPPETS)[number]

/** `base` is the URL of the pages: what lies at `api/` below it answers. */
export function snippetsOf(q: string, criteria: Criteria, base: string): Snippet[] {
  const url = base.replace(/\/$/, '')
  const texts: Record<SnippetId, string> = {
    json: JSON.stringify(criteria, null, 2),
    list: curl(`curl -sS --get ${shell(`${url}/api/messages`)}`, q, []),
    // What failed has its reason in the body.
    wait: curl(`curl -sS --fail-with-body --get ${shell(`${url}/api/wait`)}`, q, ['timeout=10s']),
    vitest: runner('vitest', url, criteria),
    playwright: runner('playwright', url, criteria),
    'node-test': nodeTest(url, criteria),
    python: python(url, criteria),
    java: java(url, criteria),
  }
  return SNIPPETS.map((id) => ({ id, text: texts[id] }))
}

function curl(command: string, q: string, parameters: readonly string[]): string {
  const given = [...parameters.map((one) => `--data ${one}`), `--data-urlencode ${shell(`q=${q}`)}`]
  return [command, ...given].join(' \\\n  ')
}

/** For a POSIX shell. */
const shell = (text: string) => (/^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`)

const WHERE = (url: string) =>
  `// MAILSINK_URL=${url} makes \`sink\` the running mailsink; without it there is one in the process.`
const APP_SENDS = '// In your test the app sends. It has to mail to sink.smtp.url.'

/** The sink and not an inbox of the test: the search may well be about mail of no inbox. */
function runner(name: 'vitest' | 'playwright', url: string, criteria: Criteria): string {
  return lines(
    WHERE(url),
    `import { expect, test } from 'mailsink/${name}'`,
    '',
    "test('sends the mail', async ({ sink }) => {",
    `  ${APP_SENDS}`,
    `  const mail = await sink.waitFor(${literal(criteria, '  ')})`,
    "  expect(mail.subject).not.toBe('')",
    '})',
  )
}

function nodeTest(url: string, criteria: Criteria): string {
  return lines(
    WHERE(url),
    "import assert from 'node:assert'",
    "import test from 'node:test'",
    "import { sinkFor } from 'mailsink/node-test'",
    '',
    "test('sends the mail', async (t) => {",
    '  const sink = await sinkFor(t)',
    `  ${APP_SENDS}`,
    `  const mail = await sink.waitFor(${literal(criteria, '  ')})`,
    "  assert.notEqual(mail.subject, '')",
    '})',
  )
}

function python(url: string, criteria: Criteria): string {
  return lines(
    'import json, os',
    'from urllib.error import HTTPError',
    'from urllib.request import Request, urlopen',
    '',
    `MAILSINK = os.environ.get("MAILSINK_URL", ${JSON.stringify(url)})`,
    '',
    '',
    'def wait_for_mail(criteria, timeout=10):',
    '    """The oldest mail that fits; the error says why there is none."""',
    '    body = json.dumps({"criteria": criteria, "timeout": f"{timeout}s"}).encode()',
    '    request = Request(f"{MAILSINK}/api/wait", body, {"Content-Type": "application/json"})',
    '    try:',
    '        with urlopen(request, timeout=timeout + 5) as answer:',
    '            return json.load(answer)["messages"][0]',
    '    except HTTPError as error:',
    '        raise AssertionError(json.load(error)["message"]) from None',
    '',
    '',
    'def test_sends_the_mail():',
    '    # In your test the app sends.',
    `    mail = wait_for_mail(${pythonLiteral(criteria, '    ')})`,
    '    assert mail["subject"]',
  )
}

function java(url: string, criteria: Criteria): string {
  const body = JSON.stringify(JSON.stringify({ criteria, timeout: '10s' }))
  return lines(
    '// MailTest.java, run by: java MailTest.java (11 or newer)',
    'import java.net.URI;',
    'import java.net.http.HttpClient;',
    'import java.net.http.HttpRequest;',
    'import java.net.http.HttpRequest.BodyPublishers;',
    'import java.net.http.HttpResponse.BodyHandlers;',
    '',
    'class MailTest {',
    `    static final String MAILSINK = System.getenv().getOrDefault("MAILSINK_URL", ${JSON.stringify(url)});`,
    '',
    '    public static void main(String[] args) throws Exception {',
    '        // In your test the app sends.',
    '        System.out.println(waitForMail(',
    `            ${body}));`,
    '    }',
    '',
    '    /** The answer with the oldest mail that fits, as JSON; the error says why there is none. */',
    '    static String waitForMail(String body) throws Exception {',
    '        var request = HttpRequest.newBuilder(URI.create(MAILSINK + "/api/wait"))',
    '            .header("Content-Type", "application/json")',
    '            .POST(BodyPublishers.ofString(body))',
    '            .build();',
    '        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());',
    '        if (answer.statusCode() != 200) throw new AssertionError(answer.body());',
    '        return answer.body();',
    '    }',
    '}',
  )
}

const lines = (...all: readonly string[]) => `${all.join('\n')}\n`
