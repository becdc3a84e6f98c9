/** Sending a place: where the device is, a place chosen by name, or figures typed in. */
import { byId, el } from './dom.ts';
import type { LocationView, PlaceView } from './wire.ts';

const LOCATE_MS = 15_000;

export interface LocationDialog {
  open(): void;
}

export function createLocationDialog(
  places: readonly PlaceView[],
  send: (location: LocationView) => void,
): LocationDialog {
  const dialog = byId('place-dialog', HTMLDialogElement);
  const form = byId('place-form', HTMLFormElement);
  const words = byId('place-words', HTMLElement);
  const done = (location: LocationView): void => {
    dialog.close();
    send(location);
  };
  const named = places.map(({ name, latitude, longitude }) =>
    el(
      'button',
      { type: 'button', class: 'choice', onclick: () => done({ latitude, longitude, accuracyMetres: null, name }) },
      name,
    ),
  );
  byId('place-choices', HTMLElement).replaceChildren(...named);
  byId('place-named', HTMLElement).hidden = named.length === 0;
  byId('place-here', HTMLButtonElement).addEventListener('click', () =>
    locate(done, (why) => (words.textContent = why)),
  );
  byId('place-cancel', HTMLButtonElement).addEventListener('click', () => dialog.close());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    done(typed(new FormData(form)));
  });
  return {
    open() {
      words.textContent = '';
      form.reset();
      dialog.showModal();
    },
  };
}

/** The form's own limits have let these figures through. */
function typed(data: FormData): LocationView {
  const field = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  return {
    latitude: Number(field('latitude')),
    longitude: Number(field('longitude')),
    accuracyMetres: null,
    name: field('name') || null,
  };
}

function locate(done: (location: LocationView) => void, say: (why: string) => void): void {
  if (!('geolocation' in navigator)) {
    say('这个浏览器不能定位，请选择地点或填写坐标。');
    return;
  }
  say('正在定位…');
  navigator.geolocation.getCurrentPosition(
    ({ coords: { latitude, longitude, accuracy } }) =>
      done({ latitude, longitude, accuracyMetres: accuracy, name: null }),
    ({ code, PERMISSION_DENIED }) =>
      say(code === PERMISSION_DENIED ? '没有定位权限，请选择地点或填写坐标。' : '没有定到位，请再试一次，或填写坐标。'),
    { enableHighAccuracy: true, timeout: LOCATE_MS, maximumAge: 60_000 },
  );
}
