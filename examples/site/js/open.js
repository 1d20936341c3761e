// Says whether the café is open now, by the visitor's own clock: Tuesday to Sunday, 7 to 17.
const badge = document.getElementById('open');
const now = new Date();
const open = now.getDay() !== 1 && now.getHours() >= 7 && now.getHours() < 17;

badge.textContent = open ? 'Open now' : 'Closed now: the lamp is on all the same';
badge.classList.toggle('closed', !open);
badge.hidden = false;
