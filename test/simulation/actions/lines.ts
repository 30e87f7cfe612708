import { type Action, otherThan } from '../action.js';

export const partition: Action = {
  kind: 'partition',
  weight: 2,
  run(world, name, random) {
    const other = otherThan(world, name, random);
    world.network.separate(name, other);
    world.note(`the line between ${name} and ${other} is cut`);
  },
};

export const reconnect: Action = {
  kind: 'reconnect',
  weight: 3,
  run(world, name, random) {
    const other = otherThan(world, name, random);
    world.network.reconnect(name, other);
    world.note(`the line between ${name} and ${other} is whole`);
  },
};

/** From now on a third of what goes over this line is damaged or lost. */
export const badLine: Action = {
  kind: 'bad-line',
  weight: 1,
  run(world, name, random) {
    const other = otherThan(world, name, random);
    world.network.worsen(name, other);
    world.note(`the line between ${name} and ${other} is bad`);
  },
};

/** A page that travelled once comes again, at any later time. */
export const redeliver: Action = {
  kind: 'redeliver',
  weight: 3,
  run(world, _name, random) {
    const { travelled } = world.network;
    if (travelled.length === 0) return;
    const { from, to, page } = random.pick(travelled);
    if (!world.isUp(to)) return;
    const { writer } = world.home(from).service;
    if (world.home(to).replica.admitCaller(writer).ok) world.home(to).replica.ingest(writer, page);
    world.note(`a page of ${from} reaches ${to} again`);
  },
};
