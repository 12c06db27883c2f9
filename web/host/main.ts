/** The entry of the page: starts the Yew app and hands it the workspace. */
import startApp, { show } from '../pkg/app/app.js';
import { Workspace } from './workspace';

async function main(): Promise<void> {
  const root = document.getElementById('page');
  if (!root) return;
  try {
    await startApp();
    root.replaceChildren();
    show(root, new Workspace());
  } catch (error) {
    const message = document.createElement('p');
    message.setAttribute('role', 'alert');
    message.textContent = `Medlar could not start: ${error instanceof Error ? error.message : String(error)}. What this browser keeps is untouched.`;
    root.replaceChildren(message);
    throw error;
  }
}

void main();
