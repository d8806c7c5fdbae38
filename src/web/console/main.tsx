import { render } from 'preact';
import '../shared/styles/colours.css';
import '../shared/styles/base.css';
import './styles/type.css';
import { App } from './app.tsx';

const place = document.getElementById('app');
if (place) render(<App />, place);
