import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './styles/fonts.css';
import './styles/theme-variables.css';
import './styles/base.css';
import 'dayjs/locale/vi';
import './i18n/i18n.ts';
import { App } from './app.tsx';
import { askFirst } from './state/answers.ts';

// The policy of the page forbids eval, which zod would otherwise try.
z.config({ jitless: true });

// A page outside the desk's own window has nobody to ask; the screens then say so.
if (window.desk !== undefined) void askFirst();

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
setNonce(nonce);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html lacks #root');
createRoot(root).render(
  <StrictMode>
    <App nonce={nonce} />
  </StrictMode>,
);
