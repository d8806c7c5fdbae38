import { render } from 'preact';
import { App } from './app.tsx';
import './styles/page.css';
import './styles/chat.css';
import './styles/inspector.css';

const place = document.getElementById('app');
if (place) render(<App />, place);
