import type { Answer } from './name-servers.ts';

/**
 * Waits for both families' answers, and once one of them holds addresses for `delayMs` more at most (RFC 8305,
 * section 3, the resolution delay): a server that drops one kind of question shall not cost the deadline.
 */
export async function askBoth(
  questions: readonly Promise<Answer>[],
  delayMs: number,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    const collect = async (question: Promise<Answer>): Promise<void> => {
      const answer = await question;
      answers.push(answer);
      if (answers.length === questions.length) resolve();
      else if (answer.kind === 'addresses') timer = setTimeout(resolve, delayMs);
    };
    for (const question of questions) void collect(question);
  });
  await enough;
  clearTimeout(timer);
  return [...answers];
}
