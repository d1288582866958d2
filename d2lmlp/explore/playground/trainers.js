
// ---- Who trains: the kernel, or this page. Both take the same calls and tell `hear` of frames:
// { start, epoch, weights, loss: [train, test], broken, code }.

class InKernel {
  constructor(model, hear, notice) {
    this.model = model;
    this.hear = hear;
    this.notice = notice; // hears of "asleep" and "awake"
    this.frame = () => this.answered() || hear(model.get("frame"));
    this.state = () => this.watch();
    model.on("change:frame", this.frame);
    model.on("change:training", this.state);
  }
  get training() {
    return this.model.get("training");
  }
  get losses() {
    return this.model.get("losses");
  }
  ask(name, value) {
    this.watch();
    try {
      this.model.set(name, value);
      this.model.save_changes();
    } catch {
      this.asleep();
    }
  }
  // Python answers all that it is asked with a frame, and sends thirty a second while it trains.
  watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.asleep(), 2500);
  }
  answered() {
    clearTimeout(this.timer);
    this.notice("awake");
    if (this.training) this.watch();
  }
  asleep() {
    this.notice("asleep");
  }
  settings(settings) {
    this.ask("settings", settings);
  }
  train(on) {
    this.ask("training", on);
  }
  step() {
    this.ask("steps", this.model.get("steps") + 1);
  }
  restart() {
    this.ask("restarts", this.model.get("restarts") + 1);
  }
  edit(index, value) {
    this.count = (this.count ?? 0) + 1;
    this.ask("edited", { index, value, count: this.count });
  }
  goal(goal) {
    this.ask("goal", goal);
  }
  close() {
    clearTimeout(this.timer);
    this.model.off?.("change:frame", this.frame);
    this.model.off?.("change:training", this.state);
  }
}

class InPage {
  constructor(model, hear, notice) {
    this.model = model;
    this.hear = hear;
    this.notice = notice;
    this.fixed = model.get("fixed");
    this.start = model.get("frame").start;
    this.training = false;
    this.losses = structuredClone(model.get("losses"));
    this.net = new Net(model.get("settings"), this.fixed, model.get("frame").weights);
    const { epoch, weights } = model.get("frame");
    this.net.epoch = epoch;
    this.opening = epoch ? {} : { [this.key(model.get("settings"))]: weights }; // MXNet's own draw
  }
  key({ layers, init, seed }) {
    return JSON.stringify([layers, init, seed]);
  }
  say(loss = []) {
    const broken = loss.some((v) => !Number.isFinite(v));
    this.hear({
      start: this.start, epoch: this.net.epoch, weights: this.net.w, loss, broken, code: "",
    });
    return broken;
  }
  settings(settings) {
    const before = this.net.settings;
    this.model.set("settings", settings);
    const fresh = ["data", "layers", "init", "seed"].some(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(settings[key]));
    if (fresh) this.begin(settings);
    else {
      this.net.settle(settings);
      this.say();
    }
  }
  begin(settings) {
    this.train(false);
    this.start += 1;
    this.losses = { train: [], test: [] };
    this.net = new Net(settings, this.fixed, this.opening[this.key(settings)]);
    this.say();
  }
  train(on) {
    if (on === this.training) return;
    this.training = on;
    this.notice("training");
    clearInterval(this.timer);
    if (on) this.timer = setInterval(() => this.epoch() || this.train(false), 1000 / 30);
  }
  epoch() {
    if (!this.net.sets.train.y.length || this.net.epoch >= this.fixed.last) return false;
    const loss = this.net.trainEpoch();
    this.losses.train.push(loss[0]);
    this.losses.test.push(loss[1]);
    return !this.say(loss);
  }
  step() {
    this.train(false);
    this.epoch();
  }
  restart() {
    this.begin(this.net.settings);
  }
  edit(index, value) {
    this.net.w[index] = value;
    this.say();
  }
  goal(goal) {
    this.model.set("goal", goal);
    this.say();
  }
  close() {
    clearInterval(this.timer);
  }
}
