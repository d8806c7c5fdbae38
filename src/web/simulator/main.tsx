import { render } from 'preact';
import { App } from './app.tsx';
import '../shared/styles/colours.css';
import '../shared/styles/base.css';
import './styles/layout.css';
import './styles/settings.css';
import './styles/phone.css';
import './styles/bubbles.css';
import './styles/composer.css';
import './styles/inspector.css';
import '../shared/time-line/time-line.css';
import './styles/details.css';
import './styles/dialog.css';

const place = document.getElementById('app');
if (place) render(<App />, place);
